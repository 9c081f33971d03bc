package userdata

import (
	"fmt"
	"io"
	"log/slog"
)

// Personal is embedded in what you send about a person, and keeps it out of prints and logs: packages fmt and
// slog get the words "(personal data)" instead, also where it is in an exported field, a slice or a map. The
// fields stay yours to read, and are encoded as JSON as if it were not there.
//
// What goes around its methods has the person. [slog.JSONHandler], and whatever else logs JSON, writes what is
// inside another struct, a slice or a map as JSON. Package fmt prints the unexported fields of your own structs
// without asking them, and so it does where go vet warns: a %w for what is no error, a %p for what is no pointer.
// Embed Personal in your own structs that hold a person, and log a request by itself.
type Personal struct{}

const personal = "(personal data)"

// String hides the person from what asks for a [fmt.Stringer], as other loggers do.
func (Personal) String() string { return personal }

// Format hides the person from every verb.
func (Personal) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue hides the person from package slog, where the value is logged by itself.
func (Personal) LogValue() slog.Value { return slog.StringValue(personal) }
