package webhookverify

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"time"
)

// Outcome says how a [Handler] has answered a call: see [WithObserver]. It holds nothing about a person, but
// for what the error of a handler of yours may say, which logging it with slog leaves out.
type Outcome struct {
	// Status is the HTTP status of the answer.
	Status int
	// Type and ID are those of the event; empty if the call was refused.
	Type Type
	ID   string
	// SignedBy is which secret the call was signed with, counted from 1; 0 if none.
	SignedBy int
	// Duplicate reports that the event was done, or being handled, when the call came.
	Duplicate bool
	// Duration is the time from the call to the answer.
	Duration time.Duration
	// Err is why Status is not 200. It may also say that the work was done, with Status 200, but the store
	// does not remember it. Look for the errors of this package, *[HandlerError] and *[PanicError] in it.
	Err error
}

// LogValue shows all but the words of your handlers' errors and panics.
func (o Outcome) LogValue() slog.Value {
	attributes := []slog.Attr{slog.Int("status", o.Status), slog.Duration("duration", o.Duration)}
	if o.SignedBy > 0 {
		attributes = append(attributes, slog.Int("signedBy", o.SignedBy))
	}
	if o.ID != "" {
		attributes = append(attributes, slog.String("type", string(o.Type)), slog.String("id", o.ID), slog.Bool("duplicate", o.Duplicate))
	}
	if o.Err != nil {
		attributes = append(attributes, slog.String("error", publicText(o.Err)))
	}
	return slog.GroupValue(attributes...)
}

// publicText is the text of an error without what others have written.
func publicText(err error) string {
	failed := new(HandlerError)
	if !errors.As(err, &failed) {
		return err.Error()
	}
	text := fmt.Sprintf("webhookverify: a handler has failed with a %T", failed.Err)
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, other := range joined.Unwrap()[1:] { // what the store says
			text += "\n" + other.Error()
		}
	}
	return text
}

// HandlerError is what a function registered with [On] has returned.
type HandlerError struct {
	Err error
}

// Error quotes the function's own error.
func (e *HandlerError) Error() string { return "webhookverify: a handler has failed: " + e.Err.Error() }

// Unwrap returns the function's own error.
func (e *HandlerError) Unwrap() error { return e.Err }

// PanicError is the panic of a function registered with [On], or of a [Store].
type PanicError struct {
	// Value is what it has panicked with. It may hold personal data.
	Value any
	// Stack is where, as [debug.Stack] writes it, which shows no text that was worked on.
	Stack []byte
}

// Error says which kind of panic it was, and quotes only the Go runtime.
func (e *PanicError) Error() string {
	if err, ok := e.Value.(runtime.Error); ok {
		return "webhookverify: a handler or the store has panicked: " + err.Error()
	}
	return fmt.Sprintf("webhookverify: a handler or the store has panicked with a %T", e.Value)
}

// Unwrap returns the value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

var (
	errMethod   = errors.New("webhookverify: the method is not " + http.MethodPost)
	errGoexit   = errors.New("webhookverify: a handler has ended its goroutine")
	errNoSecret = errors.New("webhookverify: this Verifier has no secret: make it with New")
)
