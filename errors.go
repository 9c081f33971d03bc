package smile

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// ErrorCode is the API's own name for the outcome of a call.
type ErrorCode string

// The codes of the API. It may add others at any time.
const (
	CodeOK                   ErrorCode = "OK"
	CodeCreated              ErrorCode = "CREATED"
	CodeInvalidCredentials   ErrorCode = "INVALID_CREDENTIALS"
	CodeInvalidParameters    ErrorCode = "INVALID_PARAMETERS"
	CodeInvalidToken         ErrorCode = "INVALID_TOKEN"
	CodeUnauthorizedAccess   ErrorCode = "UNAUTHORIZED_ACCESS"
	CodeMissingResource      ErrorCode = "MISSING_RESOURCE"
	CodeUnsupportedType      ErrorCode = "UNSUPPORTED_TYPE"
	CodeRequestLimitExceeded ErrorCode = "REQUEST_LIMIT_EXCEEDED"
	CodeServerError          ErrorCode = "SERVER_ERROR"
	CodeUnsupportedMethod    ErrorCode = "UNSUPPORTED_METHOD"
	CodeServerUnavailable    ErrorCode = "SERVER_UNAVAILABLE"
	CodeTimeLimitExceeded    ErrorCode = "TIME_LIMIT_EXCEEDED"
)

// What went wrong, for use with [errors.Is]. An [*Error] matches by its code, and by its status when the
// reply carried no code.
var (
	// ErrInvalidCredentials: the API key or its secret is wrong, or belongs to the other environment.
	ErrInvalidCredentials = errors.New("the credentials are not valid")
	// ErrInvalidParameters: an argument is missing or not valid. A [*ParameterError] matches it too.
	ErrInvalidParameters = errors.New("a parameter is not valid")
	// ErrInvalidToken: a link token is unknown, used or expired.
	ErrInvalidToken = errors.New("the token is not valid")
	// ErrUnauthorizedAccess: the key has no permission for the operation.
	ErrUnauthorizedAccess = errors.New("access is not permitted")
	// ErrNotFound: the resource does not exist, or is gone because the person revoked it.
	ErrNotFound = errors.New("not found")
	// ErrUnsupportedType: the content type of the request is not supported.
	ErrUnsupportedType = errors.New("the content type is not supported")
	// ErrRateLimited: more requests than the API allows, after all retries.
	ErrRateLimited = errors.New("rate limit exceeded")
	// ErrServer: the API failed (500, 501, 502, 503 or 504).
	ErrServer = errors.New("the API failed")
	// ErrMalformedReply: the reply is not what the API documents, such as HTML or truncated JSON.
	ErrMalformedReply = errors.New("the reply is malformed")
	// ErrReplyTooLarge: the reply is larger than the client accepts; see [WithMaxReplySize].
	ErrReplyTooLarge = errors.New("the reply is too large")
	// ErrRedirect: the server redirects to another host, or redirects a call that changes something.
	ErrRedirect = errors.New("the redirect is refused")
	// ErrUnfinished: waiting ended before what was waited for was final.
	ErrUnfinished = errors.New("it is not finished yet")
	// ErrIncomplete: a file was cut off on its way here, and could not be resumed.
	ErrIncomplete = errors.New("the file did not arrive whole")
	// ErrChecksum: a file that arrived is not the one that was announced.
	ErrChecksum = errors.New("the checksum of the file is wrong")
	// ErrRepeatedCursor: the server sent a cursor a second time, so that paging would never end.
	ErrRepeatedCursor = errors.New("the server repeats a cursor")
)

// kinds ties what the API says to what errors.Is understands, with what to do about it.
var kinds = []struct {
	code   ErrorCode
	status int
	is     error
	advice string
}{
	{CodeInvalidCredentials, 0, ErrInvalidCredentials, "check the API key and secret, and that they belong to this environment"},
	{CodeInvalidParameters, http.StatusBadRequest, ErrInvalidParameters, "Error.Message names the parameter"},
	{CodeInvalidToken, http.StatusUnauthorized, ErrInvalidToken, "create a new token"},
	{CodeUnauthorizedAccess, http.StatusForbidden, ErrUnauthorizedAccess, "ask Smile to enable the operation for this key"},
	{CodeMissingResource, http.StatusNotFound, ErrNotFound, "check the ID, and whether the person revoked access"},
	{CodeUnsupportedType, http.StatusUnsupportedMediaType, ErrUnsupportedType, "check the Content-Type header and proxies on the way"},
	{CodeRequestLimitExceeded, http.StatusTooManyRequests, ErrRateLimited, "share one Pacer between clients behind the same address, and try again later"},
	{CodeUnsupportedMethod, http.StatusNotImplemented, ErrServer, "this environment does not serve the operation"},
	{CodeServerError, http.StatusInternalServerError, ErrServer, "try again later; give Smile the request ID if it persists"},
	{"", http.StatusBadGateway, ErrServer, "try again later"},
	{CodeServerUnavailable, http.StatusServiceUnavailable, ErrServer, "try again later"},
	{CodeTimeLimitExceeded, http.StatusGatewayTimeout, ErrServer, "try again later"},
}

// Error is a call that failed: refused by the API, or without a reply that could be used.
type Error struct {
	// Operation is the API's name of the call, such as get-account.
	Operation string
	// Status is the HTTP status of the last reply; 0 when there was none.
	Status int
	// Code is the API's code in the last reply; empty when it had none.
	Code ErrorCode
	// Message is the API's explanation. It may quote what was sent, so it is no part of Error: look
	// before you log it.
	Message string
	// RequestID identifies the last reply at Smile; empty when it had none.
	RequestID string
	// Attempts counts the requests that were made.
	Attempts int
	// RetryAfter is how long the server asked to wait; 0 when it did not ask.
	RetryAfter time.Duration
	// Err is the cause where the server's answer is not: a failed connection, an ended context, or one
	// of this package's errors. Nil otherwise.
	Err error
}

// Error names the operation, status, code, request ID and what to do next. It holds nothing about a
// person.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "smile: %s", e.Operation)
	if e.Status != 0 {
		fmt.Fprintf(&b, ": %d", e.Status)
	}
	if e.Code != "" {
		fmt.Fprintf(&b, " %s", e.Code)
	}
	if e.RequestID != "" {
		fmt.Fprintf(&b, " (request %s)", e.RequestID)
	}
	if e.Attempts > 1 {
		fmt.Fprintf(&b, " after %d attempts", e.Attempts)
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
		return b.String()
	}
	for _, kind := range kinds {
		if e.Code == kind.code && e.Code != "" || e.Code == "" && e.Status == kind.status {
			fmt.Fprintf(&b, ": %v: %s", kind.is, kind.advice)
			break
		}
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether the API's answer is of the kind of one of this package's errors.
func (e *Error) Is(target error) bool {
	for _, kind := range kinds {
		if kind.is != target {
			continue
		}
		if e.Code != "" && e.Code == kind.code || e.Code == "" && e.Status != 0 && e.Status == kind.status {
			return true
		}
	}
	return false
}

// ParameterError is an argument that was refused before anything was sent, or a file that turned out to be
// wrong while it was sent.
type ParameterError struct {
	// Operation is the API's name of the call; empty for an argument of [New].
	Operation string
	// Field is the API's name of the argument.
	Field string
	// Problem says what is wrong with it. It does not quote the value.
	Problem string
	// Err is why a file cannot be read, such as [io/fs.ErrNotExist]. Nil otherwise.
	Err error
}

// Error names the operation, the field and the problem.
func (e *ParameterError) Error() string {
	where := "smile: "
	if e.Operation != "" {
		where += e.Operation + ": "
	}
	return where + e.Field + " " + e.Problem
}

// Is reports that the error is [ErrInvalidParameters].
func (e *ParameterError) Is(target error) bool { return target == ErrInvalidParameters }

// Unwrap returns why a file cannot be read.
func (e *ParameterError) Unwrap() error { return e.Err }

// withoutURL strips what net/http adds to the failure of a request: the URL, whose query may name a
// person, and the bytes of a reply that is not HTTP.
func withoutURL(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	if text := err.Error(); strings.Contains(text, "malformed ") && !errors.Is(err, ErrMalformedReply) {
		return fmt.Errorf("%w: it is not HTTP", ErrMalformedReply)
	}
	return err
}

// contextError says why a context ended: its cause where the caller gave one.
func contextError(ctx context.Context) error {
	err := ctx.Err()
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, err) {
		return fmt.Errorf("%w: %w", err, cause)
	}
	return err
}
