package smile

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"
)

// Attempt is one request of a call, to the API or to the host of a file. [WithObserver] reports it when it has ended,
// and [AttemptFromContext] tells a transport which one it carries. It holds no URL, no credential and nothing about a
// person.
type Attempt struct {
	// Operation is the API's name of the operation, such as get-account. Downloads, which are no operations of the
	// API, are called download-raw-file and download-account-export.
	Operation string
	// Route is the method and the path with its arguments in braces, such as GET /accounts/{id}. It is only the
	// method for a download.
	Route string
	// Number is 1 for the first attempt of a call, 2 for the first retry, and so on.
	Number int
	// Status is the HTTP status of the reply; 0 when there was none.
	Status int
	// Code is the API's code in the reply; empty when there was none, or the reply was not Smile's.
	Code ErrorCode
	// RequestID identifies the reply at Smile; empty when the reply was not Smile's. It is what the server sent,
	// whatever its length.
	RequestID string
	// Duration is the time from the end of the wait at the pacer to the last byte of the reply, decoding included.
	Duration time.Duration
	// Paced is how long the attempt waited for the pacer. It is no part of Duration.
	Paced time.Duration
	// Malformed is the number of values in the reply that did not have their documented form: see [Response.Unread].
	Malformed int
	// Retry reports whether the call decided on another attempt. Its context may still end before that begins.
	Retry bool
	// Err is an [*Error] without its Message when the attempt failed; nil when the call has succeeded with it.
	Err error
}

// started is an attempt that is under way, as the context of its request knows it.
type started struct {
	operation *Operation
	number    int
}

type startedKey struct{}

// withAttempt puts an attempt into the context of its request.
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

// AttemptFromContext returns the attempt that a request belongs to, given the context of the request. Of the attempt,
// Operation, Route and Number are set. It is for transports, which can name a span or a metric after the route: the URL
// has IDs in it. A request that follows a redirect belongs to the attempt that was redirected. ok is false for the
// context of any other request.
func AttemptFromContext(ctx context.Context) (attempt Attempt, ok bool) {
	s, ok := ctx.Value(startedKey{}).(*started)
	if !ok {
		return Attempt{}, false
	}
	return s.attempt(), true
}

// observed reports whether anybody wants to know of attempts.
func (p *pipeline) observed() bool { return p.config.logger != nil || len(p.config.observers) > 0 }

// observe reports an attempt to the logger and to all observers. Nothing that they do changes the call.
func (p *pipeline) observe(ctx context.Context, attempt *Attempt) {
	ctx = context.WithoutCancel(ctx) // which may be over, and an observer may have something to write
	if p.config.logger != nil {
		sheltered(func() { logAttempt(ctx, p.config.logger, attempt) })
	}
	for _, observer := range p.config.observers {
		if value, stack := sheltered(func() { observer(ctx, *attempt) }); value != nil && p.config.logger != nil {
			sheltered(func() {
				p.config.logger.LogAttrs(ctx, slog.LevelError, "smile: an observer has panicked",
					slog.String(OperationKey, attempt.Operation), slog.String("panic", fmt.Sprintf("%T", value)), slog.String("stack", string(stack)))
			})
		}
	}
}

// sheltered calls code of the caller's. A panic in it ends here.
func sheltered(code func()) (panicked any, stack []byte) {
	defer func() {
		if panicked = recover(); panicked != nil {
			stack = debug.Stack()
		}
	}()
	code()
	return nil, nil
}
