package userdata

import (
	"fmt"
	"io"
	"log/slog"
)

// Personal is embedded in what you send about a person, and keeps it out of whatever prints or logs it: every
// verb of package fmt and package slog get the words "(personal data)" instead. The fields stay yours to read,
// and are encoded as JSON as if it were not there.
type Personal struct{}

const personal = "(personal data)"

// String hides the person.
func (Personal) String() string { return personal }

// Format hides the person from every verb.
func (Personal) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue hides the person from package slog.
func (Personal) LogValue() slog.Value { return slog.StringValue(personal) }
