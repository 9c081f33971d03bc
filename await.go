package smile

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

// PanicError is what a call panics with when your code has panicked on another goroutine that the call had started:
// the reader of a file, a writer, a function given to [WithProgress], or a transport under [AccountsService.Data].
// The call raises it on the goroutine that made it. A panic that comes after the call has returned is dropped.
type PanicError struct {
	// Value is what your code has panicked with. It may hold personal data.
	Value any
	// Stack is where, as [debug.Stack] writes it, which shows no text that was worked on.
	Stack []byte
}

// Error says which kind of panic it was, quoting only the Go runtime, and where.
func (e *PanicError) Error() string {
	what := fmt.Sprintf("with a %T", e.Value)
	if err, ok := e.Value.(runtime.Error); ok {
		what = err.Error()
	}
	return fmt.Sprintf("smile: a reader, a writer or a progress function has panicked: %s\n\n%s", what, e.Stack)
}

// Unwrap returns the value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// ending is how code of the caller's has come to its end: it returned an error or none, or it panicked, or it
// ended its goroutine, as the FailNow of a test does.
type ending struct {
	err      error
	panicked *PanicError
	exited   bool
}

// well reports that the code has returned without an error.
func (e *ending) well() bool { return e.err == nil && e.panicked == nil && !e.exited }

// raise does to the goroutine of a call what code of the caller's has done to its own.
func (e *ending) raise() {
	switch {
	case e.panicked != nil:
		panic(e.panicked)
	case e.exited:
		runtime.Goexit()
	}
}

// apart runs code of the caller's on a goroutine of its own, where it can block, panic and exit without harm,
// and then has ended told of how it came to its end.
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

// moment is how long a call outlasts its context for code of the caller's that is under way. What comes to
// its end within that is never met running after the call.
const moment = 100 * time.Millisecond

// await runs code of the caller's and returns what it does, unless the context ends before: then it returns
// the error of that, and the code may still be running.
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
