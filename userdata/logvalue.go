package userdata

import (
	"cmp"
	"fmt"
	"log/slog"
	"reflect"
	"strconv"
)

// What follows shows package slog a value by its type, with its ID where it has one, and nothing of the person that it
// is about. Package slog asks only the value that is logged itself, so that every type with such a value in it,
// at any depth, needs the method too.

// LogValue shows the type alone.
func (Address) LogValue() slog.Value { return slog.StringValue("userdata.Address") }

// LogValue shows the type and the ID.
func (c Contribution) LogValue() slog.Value {
	return slog.StringValue("userdata.Contribution(" + c.ID + ")")
}

// LogValue shows the type and the ID.
func (d Document) LogValue() slog.Value { return slog.StringValue("userdata.Document(" + d.ID + ")") }

// LogValue shows the type alone.
func (Email) LogValue() slog.Value { return slog.StringValue("userdata.Email") }

// LogValue shows the type and the ID.
func (e Employment) LogValue() slog.Value {
	return slog.StringValue("userdata.Employment(" + e.ID + ")")
}

// LogValue shows the type and the ID.
func (e EstimatedIncome) LogValue() slog.Value {
	return slog.StringValue("userdata.EstimatedIncome(" + e.ID + ")")
}

// LogValue shows the type alone.
func (InsightFeatures) LogValue() slog.Value { return slog.StringValue("userdata.InsightFeatures") }

// LogValue shows the type and the ID.
func (i Identity) LogValue() slog.Value { return slog.StringValue("userdata.Identity(" + i.ID + ")") }

// LogValue shows the type and the ID.
func (i Income) LogValue() slog.Value { return slog.StringValue("userdata.Income(" + i.ID + ")") }

// LogValue shows the type and the ID.
func (i Insight) LogValue() slog.Value { return slog.StringValue("userdata.Insight(" + i.ID + ")") }

// LogValue shows the type and the name.
func (i Item) LogValue() slog.Value { return slog.StringValue("userdata.Item(" + i.Name + ")") }

// LogValue shows the type and how many there are.
func (s Items) LogValue() slog.Value { return slog.StringValue(count("userdata.Items", len(s))) }

// LogValue shows the type and the ID.
func (l Liability) LogValue() slog.Value { return slog.StringValue("userdata.Liability(" + l.ID + ")") }

// LogValue shows the type and the ID.
func (l Link) LogValue() slog.Value { return slog.StringValue("userdata.Link(" + l.ID + ")") }

// LogValue shows the type alone.
func (LinkRecord) LogValue() slog.Value { return slog.StringValue("userdata.LinkRecord") }

// LogValue shows the type and how many items there are.
func (l FirstPage[T]) LogValue() slog.Value {
	return slog.StringValue(count(fmt.Sprintf("userdata.FirstPage[%v]", reflect.TypeFor[T]()), len(l.Items)))
}

// LogValue shows the type alone.
func (Payload) LogValue() slog.Value { return slog.StringValue("userdata.Payload") }

// LogValue shows the type and the ID of the account.
func (p AccountPayload) LogValue() slog.Value {
	return slog.StringValue("userdata.AccountPayload(" + cmp.Or(p.Metadata.SourceID, p.Metadata.AccountID) + ")")
}

// LogValue shows the type and the ID of the user.
func (p UserPayload) LogValue() slog.Value {
	return slog.StringValue("userdata.UserPayload(" + p.Metadata.UserID + ")")
}

// LogValue shows the type and the ID.
func (a UserAccount) LogValue() slog.Value {
	return slog.StringValue("userdata.UserAccount(" + a.ID + ")")
}

// LogValue shows the type and the ID.
func (a UserArchive) LogValue() slog.Value {
	return slog.StringValue("userdata.UserArchive(" + a.ID + ")")
}

// LogValue shows the type and the ID.
func (f UserForm) LogValue() slog.Value { return slog.StringValue("userdata.UserForm(" + f.ID + ")") }

// LogValue shows the type alone.
func (Phone) LogValue() slog.Value { return slog.StringValue("userdata.Phone") }

// LogValue shows the type and the ID.
func (r Rating) LogValue() slog.Value { return slog.StringValue("userdata.Rating(" + r.ID + ")") }

// LogValue shows the type alone.
func (SocialProfile) LogValue() slog.Value { return slog.StringValue("userdata.SocialProfile") }

// LogValue shows the type and the ID.
func (t Transaction) LogValue() slog.Value {
	return slog.StringValue("userdata.Transaction(" + t.ID + ")")
}

// LogValue shows the type alone: names in the path may be data.
func (Malformed) LogValue() slog.Value { return slog.StringValue("userdata.Malformed") }

func count(name string, items int) string { return name + "(" + strconv.Itoa(items) + " items)" }
