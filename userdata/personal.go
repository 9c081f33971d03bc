package userdata

import (
	"fmt"
	"io"
	"log/slog"
)

// Personal hides the struct that embeds it from packages fmt and slog, which print "(personal data)" instead, even if
// the struct is in an exported field, a slice or a map. Requests that contain personal data embed it. You can still
// read the fields, and encoding/json ignores Personal.
//
// Personal cannot hide the data from code that does not call its methods. [slog.JSONHandler], like other loggers that
// write JSON, encodes a value in another struct, a slice or a map as JSON. Package fmt prints the unexported fields of
// your own structs without calling methods, and does the same for misused verbs that go vet reports: %w for a value
// that is not an error, %p for one that is not a pointer. Embed Personal in your own structs that contain personal
// data, and log such a struct by itself.
type Personal struct{}

const personal = "(personal data)"

// String hides the data from code that uses [fmt.Stringer], such as other loggers.
func (Personal) String() string { return personal }

// Format hides the data from all verbs.
func (Personal) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue hides the data from package slog if the value is logged by itself.
func (Personal) LogValue() slog.Value { return slog.StringValue(personal) }
