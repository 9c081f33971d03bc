package smile

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

// PanicError is the value with which a call panics if your code panicked on another goroutine started by the call: the
// reader of a file, a writer, a function given to [WithProgress], or a transport used by [AccountsService.Data]. The
// call panics on the caller's goroutine. A panic after the call has returned is discarded.
type PanicError struct {
	// Value is the value with which your code panicked. It may contain personal data.
	Value any
	// Stack is the stack trace of the panic, as returned by [debug.Stack]. It shows no text that was processed.
	Stack []byte
}

// Error returns the kind of panic and the stack. It quotes the value only if it is an error of the Go runtime.
func (e *PanicError) Error() string {
	what := fmt.Sprintf("value of type %T", e.Value)
	if err, ok := e.Value.(runtime.Error); ok {
		what = err.Error()
	}
	return fmt.Sprintf("smile: a reader, writer or progress function panicked: %s\n\n%s", what, e.Stack)
}

// Unwrap returns the value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// ending is how a function of the caller ended: it returned with or without an error, it panicked, or it ended its
// goroutine as the FailNow method of a test does.
type ending struct {
	err      error
	panicked *PanicError
	exited   bool
}

// well reports whether the function returned without an error.
func (e *ending) well() bool { return e.err == nil && e.panicked == nil && !e.exited }

// raise repeats a panic or exit of the caller's function on the current goroutine.
func (e *ending) raise() {
	switch {
	case e.panicked != nil:
		panic(e.panicked)
	case e.exited:
		runtime.Goexit()
	}
}

// apart runs the caller's code on a separate goroutine, where it can block, panic and exit without harm, and then calls
// ended with the outcome.
func apart(code func() error, ended func(ending)) {
	go func() {
		end := ending{exited: true}
		defer func() {
			if end.exited {
				if value := recover(); value != nil {
					end = ending{panicked: &PanicError{value, debug.Stack()}}
				}
			}
			ended(end)
		}()
		end = ending{err: code()}
	}()
}

// moment is how long a call outlives its context to wait for the caller's code that is still running. Code that ends
// within that time never runs after the call.
const moment = 100 * time.Millisecond

// await runs the caller's code and returns its results. If the context ends first, it returns the error of the context,
// and the code may still be running.
func await[T any](ctx context.Context, code func() (T, error)) (T, error) {
	type result struct {
		value T
		ending
	}
	var none T
	if ctx.Err() != nil {
		return none, contextError(ctx)
	}
	results := make(chan result, 1)
	var value T
	apart(
		func() (err error) { value, err = code(); return err },
		func(end ending) { results <- result{value, end} },
	)
	var got result
	select {
	case got = <-results:
	case <-ctx.Done():
		select {
		case got = <-results:
		case <-time.After(moment):
			return none, contextError(ctx)
		}
	}
	got.raise()
	return got.value, got.err
}
