package preview

import (
	"fmt"
	"log/slog"
)

// What follows shows package slog a value by its type, with its ID where it has one, and nothing of the person that was asked
// about. [OtherTemplate] has the LogValue of userdata.Personal.

// LogValue shows the type and the ID of the template.
func (c Consent) LogValue() slog.Value {
	return slog.StringValue("preview.Consent(" + c.ConsentTemplateID + ")")
}

// LogValue shows the type and the ID.
func (r Record) LogValue() slog.Value { return slog.StringValue("preview.Record(" + r.ID + ")") }

// LogValue is the error without its message.
func (e RecordError) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }
