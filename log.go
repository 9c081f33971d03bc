package smile

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// The keys of the attributes that [WithLogger] writes, with the type of each value. Attributes from PacedKey on are
// omitted if they are zero.
const (
	OperationKey = "operation"  // string: see Attempt.Operation
	RouteKey     = "route"      // string: see Attempt.Route
	AttemptKey   = "attempt"    // int: see Attempt.Number
	DurationKey  = "duration"   // time.Duration: see Attempt.Duration
	PacedKey     = "paced"      // time.Duration: see Attempt.Paced
	StatusKey    = "status"     // int: see Attempt.Status
	CodeKey      = "code"       // string: see Attempt.Code; only for a failed attempt
	RequestIDKey = "request_id" // string: see Attempt.RequestID
	ErrorKey     = "error"      // string: why there was no usable response
	MalformedKey = "malformed"  // int: see Attempt.Malformed
	RetryKey     = "retry"      // bool: true if the call is retried
)

// logAttempt is the observer of [WithLogger].
func logAttempt(ctx context.Context, logger *slog.Logger, a *Attempt) {
	level := slog.LevelDebug
	if a.Err != nil || a.Malformed > 0 {
		level = slog.LevelWarn
	}
	if logger.Enabled(ctx, level) {
		logger.LogAttrs(ctx, level, "smile call", a.LogValue().Group()...)
	}
}

// LogValue returns the group of attributes that [WithLogger] writes: see [OperationKey].
func (a Attempt) LogValue() slog.Value {
	attributes := []slog.Attr{
		slog.String(OperationKey, a.Operation),
		slog.String(RouteKey, a.Route),
		slog.Int(AttemptKey, a.Number),
		slog.Duration(DurationKey, a.Duration),
	}
	if a.Paced >= time.Millisecond { // less is no wait
		attributes = append(attributes, slog.Duration(PacedKey, a.Paced))
	}
	if a.Status != 0 {
		attributes = append(attributes, slog.Int(StatusKey, a.Status))
	}
	if a.Code != "" && a.Err != nil {
		attributes = append(attributes, slog.String(CodeKey, bounded(string(a.Code))))
	}
	if a.RequestID != "" {
		attributes = append(attributes, slog.String(RequestIDKey, bounded(a.RequestID)))
	}
	if failed := new(Error); errors.As(a.Err, &failed) && failed.Err != nil {
		attributes = append(attributes, slog.String(ErrorKey, inWords(failed.Err).Error()))
	}
	if a.Malformed > 0 {
		attributes = append(attributes, slog.Int(MalformedKey, a.Malformed))
	}
	if a.Retry {
		attributes = append(attributes, slog.Bool(RetryKey, true))
	}
	return slog.GroupValue(attributes...)
}
