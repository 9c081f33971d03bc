package webhookverify

import (
	"fmt"
	"log/slog"
	"reflect"
	"runtime"
	"strings"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// Outcome says how a [Handler] has answered a call: see [WithObserver]. It holds nothing about a person, but
// for what the error of a handler of yours may say, which logging it with slog leaves out.
type Outcome struct {
	// Status is the HTTP status of the answer.
	Status int
	// Type and ID are those of the event; empty if the call was refused.
	Type userdata.EventType
	ID   string
	// SignedBy is which secret the call was signed with, counted from 1; 0 if none.
	SignedBy int
	// Duplicate reports that the event was done, or being handled, when the call came.
	Duplicate bool
	// Duration is the time from the call to the answer.
	Duration time.Duration
	// Err is why Status is not 200. It may also say that the work was done, with Status 200, but the store
	// does not remember it. Look for the errors of this package, *[HandlerError] and *[PanicError] in it; what a
	// [Store] or the connection has failed with is found by [errors.Is] and [errors.As], and not in the text.
	Err error
}

// LogValue shows all but what others have written: of the errors and panics of your handlers, your [Store] and the
// connection it shows the types, unless they are of a known kind, such as [context.DeadlineExceeded].
func (o Outcome) LogValue() slog.Value {
	attributes := []slog.Attr{slog.Int("status", o.Status), slog.Duration("duration", o.Duration)}
	if o.SignedBy > 0 {
		attributes = append(attributes, slog.Int("signedBy", o.SignedBy))
	}
	if o.ID != "" {
		attributes = append(attributes, slog.String("type", plain(string(o.Type))), slog.String("id", plain(o.ID)), slog.Bool("duplicate", o.Duplicate))
	}
	if o.Err != nil {
		attributes = append(attributes, slog.String("error", publicText(o.Err)))
	}
	return slog.GroupValue(attributes...)
}

// HandlerError is what a function registered with [On] has returned.
type HandlerError struct {
	Err error
}

// Error quotes the function's own error.
func (e *HandlerError) Error() string {
	return fmt.Sprint("webhookverify: a handler has failed: ", e.Err)
}

// Unwrap returns the function's own error.
func (e *HandlerError) Unwrap() error { return e.Err }

// LogValue leaves out the function's own error but for its type.
func (e HandlerError) LogValue() slog.Value { return slog.StringValue(publicText(&e)) }

// PanicError is the panic of a function registered with [On], of a [Store], or of what reads the body of a call.
type PanicError struct {
	// Value is what it has panicked with. It may hold personal data.
	Value any
	// Stack is where, as [debug.Stack] writes it, which shows no text that was worked on.
	Stack []byte
}

// Error says which kind of panic it was, and quotes only the Go runtime.
func (e *PanicError) Error() string {
	const panicked = "webhookverify: a handler, or other code of the program, has panicked"
	if err, ok := e.Value.(runtime.Error); ok && ofRuntime(err) {
		return panicked + ": " + clip(err.Error())
	}
	return clip(fmt.Sprintf(panicked+" with a %T", e.Value))
}

// ofRuntime reports whether an error is of package runtime, whose errors quote types and numbers. Anybody may
// write a type that has the methods of [runtime.Error].
func ofRuntime(err error) bool {
	kind := reflect.TypeOf(err)
	if kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	return kind.PkgPath() == "runtime" || strings.HasPrefix(kind.PkgPath(), "internal/runtime/")
}

// Unwrap returns the value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
