package userdata

import (
	"fmt"
	"io"
	"log/slog"
)

// Personal keeps a struct out of prints and logs. Embed it in a request that describes a person: packages fmt and slog
// then write "(personal data)" instead of the struct, also where it is in an exported field, a slice or a map. You can
// still read the fields, and JSON encodes them as if Personal were not there.
//
// Code that does not call these methods sees the person. [slog.JSONHandler], and anything else that logs JSON, encodes
// a value inside another struct, a slice or a map as JSON. Package fmt does not call methods on the unexported fields
// of your own structs, nor where go vet warns: a %w for a value that is not an error, or a %p for one that is not a
// pointer. Embed Personal in your own structs that hold a person, and log a request by itself.
type Personal struct{}

const personal = "(personal data)"

// String hides the person from code that calls [fmt.Stringer], such as other loggers.
func (Personal) String() string { return personal }

// Format hides the person from every verb.
func (Personal) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, personal) }

// LogValue hides the person from package slog if the value is logged by itself.
func (Personal) LogValue() slog.Value { return slog.StringValue(personal) }
