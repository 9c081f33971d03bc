package smile

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"
)

// Attempt is one request of a call, to the API or to the host of a file. [WithObserver] reports it after it has ended,
// and [AttemptFromContext] returns it to a transport. It contains no URL, no credential and no personal data.
type Attempt struct {
	// Operation is the API's name of the operation, such as get-account. Downloads, which are not operations of the
	// API, are named download-raw-file and download-account-export.
	Operation string
	// Route is the method and the path with its arguments in braces, such as GET /accounts/{id}. For a download it is
	// the method alone.
	Route string
	// Number is 1 for the first attempt of a call, 2 for the first retry, and so on.
	Number int
	// Status is the HTTP status of the response; 0 if there was none.
	Status int
	// Code is the API's code in the response; empty if there was no response or it was not Smile's.
	Code ErrorCode
	// RequestID identifies the response at Smile; empty if the response was not Smile's. It is what the server sent, of
	// any length.
	RequestID string
	// Duration is the time from the end of the wait for the pacer to the last byte of the response, including decoding.
	Duration time.Duration
	// Paced is how long the attempt waited for the pacer. Duration does not include it.
	Paced time.Duration
	// Malformed is the number of malformed values in the response: see [Response.Malformed].
	Malformed int
	// Retry reports whether the call decided to retry. Its context may still end before the next attempt starts.
	Retry bool
	// Err is an [*Error] without its Message if the attempt failed; nil if it succeeded.
	Err error
}

// started is an attempt in progress, stored in the context of its request.
type started struct {
	operation *Operation
	number    int
}

type startedKey struct{}

// withAttempt returns a context that carries an attempt.
func withAttempt(ctx context.Context, attempt *started) context.Context {
	return context.WithValue(ctx, startedKey{}, attempt)
}

func (s *started) attempt() Attempt {
	return Attempt{
		Operation: s.operation.ID,
		Route:     strings.TrimSpace(s.operation.Method + " " + s.operation.Path),
		Number:    s.number,
	}
}

// AttemptFromContext returns the attempt that a request belongs to, given the context of the request. Only Operation,
// Route and Number are set. It lets a transport name spans and metrics after the route, since the URL contains IDs. A
// request that follows a redirect belongs to the attempt that was redirected. For the context of any other request, ok
// is false.
func AttemptFromContext(ctx context.Context) (attempt Attempt, ok bool) {
	s, ok := ctx.Value(startedKey{}).(*started)
	if !ok {
		return Attempt{}, false
	}
	return s.attempt(), true
}

// observed reports whether there is a logger or an observer.
func (p *pipeline) observed() bool { return p.config.logger != nil || len(p.config.observers) > 0 }

// observe reports an attempt to the logger and to all observers. They cannot affect the call.
func (p *pipeline) observe(ctx context.Context, attempt *Attempt) {
	ctx = context.WithoutCancel(ctx) // it may have ended, but an observer may still need to write
	if p.config.logger != nil {
		sheltered(func() { logAttempt(ctx, p.config.logger, attempt) })
	}
	for _, observer := range p.config.observers {
		if value, stack := sheltered(func() { observer(ctx, *attempt) }); value != nil && p.config.logger != nil {
			sheltered(func() {
				p.config.logger.LogAttrs(ctx, slog.LevelError, "smile: an observer panicked",
					slog.String(OperationKey, attempt.Operation), slog.String("panic", fmt.Sprintf("%T", value)), slog.String("stack", string(stack)))
			})
		}
	}
}

// sheltered runs the caller's code and recovers from a panic in it.
func sheltered(code func()) (panicked any, stack []byte) {
	defer func() {
		if panicked = recover(); panicked != nil {
			stack = debug.Stack()
		}
	}()
	code()
	return nil, nil
}
