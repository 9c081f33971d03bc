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

// Outcome describes the response of a [Handler] to a request: see [WithObserver]. It holds nothing about a person,
// except for what the error of your own handler may contain, which logging the Outcome with slog leaves out.
type Outcome struct {
	// Status is the HTTP status of the response.
	Status int
	// Type and ID identify the event. They are empty if the request was rejected.
	Type userdata.EventType
	ID   string
	// SignedBy is the position of the secret that signed the request, counted from 1. It is 0 if there is none.
	SignedBy int
	// Duplicate reports whether the event was already done or being handled.
	Duplicate bool
	// Duration is the time from the request to the response.
	Duration time.Duration
	// Err is the reason that Status is not 200. If Status is 200, it may report that the event was handled but the
	// store could not record it. It can be tested for the errors of this package, *[HandlerError] and *[PanicError].
	// The error of a [Store] or of the connection can be found with [errors.Is] and [errors.As], but its text is not
	// included.
	Err error
}

// LogValue logs the outcome without text from elsewhere: errors and panics of your handlers, your [Store] and the
// connection are logged as their types, unless they are of a known kind, such as [context.DeadlineExceeded].
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

// HandlerError is an error returned by a function registered with [On].
type HandlerError struct {
	Err error
}

// Error includes the function's own error.
func (e *HandlerError) Error() string {
	return fmt.Sprint("webhookverify: a handler failed: ", e.Err)
}

// Unwrap returns the function's own error.
func (e *HandlerError) Unwrap() error { return e.Err }

// LogValue logs only the type of the function's own error.
func (e HandlerError) LogValue() slog.Value { return slog.StringValue(publicText(&e)) }

// PanicError is a panic in a function registered with [On], in a [Store], or while reading the body of a request.
type PanicError struct {
	// Value is the value of the panic. It may contain personal data.
	Value any
	// Stack is the stack trace, as returned by [debug.Stack]. It does not show the text that was processed.
	Stack []byte
}

// Error describes the panic. It quotes the value only if that is an error of the Go runtime.
func (e *PanicError) Error() string {
	const panicked = "webhookverify: a handler or other application code panicked"
	if err, ok := e.Value.(runtime.Error); ok && ofRuntime(err) {
		return panicked + ": " + clip(err.Error())
	}
	return clip(fmt.Sprintf(panicked+" with a %T", e.Value))
}

// ofRuntime reports whether an error is from package runtime, whose errors quote only types and numbers. Any package
// can define a type with the methods of [runtime.Error].
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
