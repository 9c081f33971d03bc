package userdata

import (
	"cmp"
	"fmt"
	"log/slog"
	"reflect"
	"strconv"
)

// The LogValue methods log a value as its type, with its ID if it has one, and without personal data. Package slog
// resolves only the value that is logged, so every type that contains such a value, at any depth, needs the method
// too.

// LogValue returns the type only.
func (Address) LogValue() slog.Value { return slog.StringValue("userdata.Address") }

// LogValue returns the type and the ID.
func (c Contribution) LogValue() slog.Value {
	return slog.StringValue("userdata.Contribution(" + c.ID + ")")
}

// LogValue returns the type and the ID.
func (d Document) LogValue() slog.Value { return slog.StringValue("userdata.Document(" + d.ID + ")") }

// LogValue returns the type only.
func (Email) LogValue() slog.Value { return slog.StringValue("userdata.Email") }

// LogValue returns the type and the ID.
func (e Employment) LogValue() slog.Value {
	return slog.StringValue("userdata.Employment(" + e.ID + ")")
}

// LogValue returns the type and the ID.
func (e EstimatedIncome) LogValue() slog.Value {
	return slog.StringValue("userdata.EstimatedIncome(" + e.ID + ")")
}

// LogValue returns the type only.
func (InsightFeatures) LogValue() slog.Value { return slog.StringValue("userdata.InsightFeatures") }

// LogValue returns the type and the ID.
func (i Identity) LogValue() slog.Value { return slog.StringValue("userdata.Identity(" + i.ID + ")") }

// LogValue returns the type and the ID.
func (i Income) LogValue() slog.Value { return slog.StringValue("userdata.Income(" + i.ID + ")") }

// LogValue returns the type and the ID.
func (i Insight) LogValue() slog.Value { return slog.StringValue("userdata.Insight(" + i.ID + ")") }

// LogValue returns the type and the name.
func (i Item) LogValue() slog.Value { return slog.StringValue("userdata.Item(" + i.Name + ")") }

// LogValue returns the type and the number of items.
func (s Items) LogValue() slog.Value { return slog.StringValue(count("userdata.Items", len(s))) }

// LogValue returns the type and the ID.
func (l Liability) LogValue() slog.Value { return slog.StringValue("userdata.Liability(" + l.ID + ")") }

// LogValue returns the type and the ID.
func (l Link) LogValue() slog.Value { return slog.StringValue("userdata.Link(" + l.ID + ")") }

// LogValue returns the type only.
func (LinkRecord) LogValue() slog.Value { return slog.StringValue("userdata.LinkRecord") }

// LogValue returns the type and the number of items.
func (l FirstPage[T]) LogValue() slog.Value {
	return slog.StringValue(count(fmt.Sprintf("userdata.FirstPage[%v]", reflect.TypeFor[T]()), len(l.Items)))
}

// LogValue returns the type only.
func (Payload) LogValue() slog.Value { return slog.StringValue("userdata.Payload") }

// LogValue returns the type and the ID of the account.
func (p AccountPayload) LogValue() slog.Value {
	return slog.StringValue("userdata.AccountPayload(" + cmp.Or(p.Metadata.SourceID, p.Metadata.AccountID) + ")")
}

// LogValue returns the type and the ID of the user.
func (p UserPayload) LogValue() slog.Value {
	return slog.StringValue("userdata.UserPayload(" + p.Metadata.UserID + ")")
}

// LogValue returns the type and the ID.
func (a UserAccount) LogValue() slog.Value {
	return slog.StringValue("userdata.UserAccount(" + a.ID + ")")
}

// LogValue returns the type and the ID.
func (a UserArchive) LogValue() slog.Value {
	return slog.StringValue("userdata.UserArchive(" + a.ID + ")")
}

// LogValue returns the type and the ID.
func (f UserForm) LogValue() slog.Value { return slog.StringValue("userdata.UserForm(" + f.ID + ")") }

// LogValue returns the type only.
func (Phone) LogValue() slog.Value { return slog.StringValue("userdata.Phone") }

// LogValue returns the type and the ID.
func (r Rating) LogValue() slog.Value { return slog.StringValue("userdata.Rating(" + r.ID + ")") }

// LogValue returns the type only.
func (SocialProfile) LogValue() slog.Value { return slog.StringValue("userdata.SocialProfile") }

// LogValue returns the type and the ID.
func (t Transaction) LogValue() slog.Value {
	return slog.StringValue("userdata.Transaction(" + t.ID + ")")
}

// LogValue returns the type only: names in the path may be personal data.
func (Malformed) LogValue() slog.Value { return slog.StringValue("userdata.Malformed") }

func count(name string, items int) string { return name + "(" + strconv.Itoa(items) + " items)" }
