package userdata

import (
	"cmp"
	"fmt"
	"log/slog"
	"reflect"
	"strconv"
)

// The LogValue methods log the type of a value, and its ID if it has one, but nothing about the person. Package slog
// calls LogValue only on the logged value itself, so every type that contains such a value, at any depth, needs the
// method too.

// LogValue logs only the type.
func (Address) LogValue() slog.Value { return slog.StringValue("userdata.Address") }

// LogValue logs the type and the ID.
func (c Contribution) LogValue() slog.Value {
	return slog.StringValue("userdata.Contribution(" + c.ID + ")")
}

// LogValue logs the type and the ID.
func (d Document) LogValue() slog.Value { return slog.StringValue("userdata.Document(" + d.ID + ")") }

// LogValue logs only the type.
func (Email) LogValue() slog.Value { return slog.StringValue("userdata.Email") }

// LogValue logs the type and the ID.
func (e Employment) LogValue() slog.Value {
	return slog.StringValue("userdata.Employment(" + e.ID + ")")
}

// LogValue logs the type and the ID.
func (e EstimatedIncome) LogValue() slog.Value {
	return slog.StringValue("userdata.EstimatedIncome(" + e.ID + ")")
}

// LogValue logs only the type.
func (InsightFeatures) LogValue() slog.Value { return slog.StringValue("userdata.InsightFeatures") }

// LogValue logs the type and the ID.
func (i Identity) LogValue() slog.Value { return slog.StringValue("userdata.Identity(" + i.ID + ")") }

// LogValue logs the type and the ID.
func (i Income) LogValue() slog.Value { return slog.StringValue("userdata.Income(" + i.ID + ")") }

// LogValue logs the type and the ID.
func (i Insight) LogValue() slog.Value { return slog.StringValue("userdata.Insight(" + i.ID + ")") }

// LogValue logs the type and the name.
func (i Item) LogValue() slog.Value { return slog.StringValue("userdata.Item(" + i.Name + ")") }

// LogValue logs the type and how many there are.
func (s Items) LogValue() slog.Value { return slog.StringValue(count("userdata.Items", len(s))) }

// LogValue logs the type and the ID.
func (l Liability) LogValue() slog.Value { return slog.StringValue("userdata.Liability(" + l.ID + ")") }

// LogValue logs the type and the ID.
func (l Link) LogValue() slog.Value { return slog.StringValue("userdata.Link(" + l.ID + ")") }

// LogValue logs only the type.
func (LinkRecord) LogValue() slog.Value { return slog.StringValue("userdata.LinkRecord") }

// LogValue logs the type and how many items there are.
func (l FirstPage[T]) LogValue() slog.Value {
	return slog.StringValue(count(fmt.Sprintf("userdata.FirstPage[%v]", reflect.TypeFor[T]()), len(l.Items)))
}

// LogValue logs only the type.
func (Payload) LogValue() slog.Value { return slog.StringValue("userdata.Payload") }

// LogValue logs the type and the ID of the account.
func (p AccountPayload) LogValue() slog.Value {
	return slog.StringValue("userdata.AccountPayload(" + cmp.Or(p.Metadata.SourceID, p.Metadata.AccountID) + ")")
}

// LogValue logs the type and the ID of the user.
func (p UserPayload) LogValue() slog.Value {
	return slog.StringValue("userdata.UserPayload(" + p.Metadata.UserID + ")")
}

// LogValue logs the type and the ID.
func (a UserAccount) LogValue() slog.Value {
	return slog.StringValue("userdata.UserAccount(" + a.ID + ")")
}

// LogValue logs the type and the ID.
func (a UserArchive) LogValue() slog.Value {
	return slog.StringValue("userdata.UserArchive(" + a.ID + ")")
}

// LogValue logs the type and the ID.
func (f UserForm) LogValue() slog.Value { return slog.StringValue("userdata.UserForm(" + f.ID + ")") }

// LogValue logs only the type.
func (Phone) LogValue() slog.Value { return slog.StringValue("userdata.Phone") }

// LogValue logs the type and the ID.
func (r Rating) LogValue() slog.Value { return slog.StringValue("userdata.Rating(" + r.ID + ")") }

// LogValue logs only the type.
func (SocialProfile) LogValue() slog.Value { return slog.StringValue("userdata.SocialProfile") }

// LogValue logs the type and the ID.
func (t Transaction) LogValue() slog.Value {
	return slog.StringValue("userdata.Transaction(" + t.ID + ")")
}

// LogValue logs only the type: names in the path may be data.
func (Malformed) LogValue() slog.Value { return slog.StringValue("userdata.Malformed") }

func count(name string, items int) string { return name + "(" + strconv.Itoa(items) + " items)" }
