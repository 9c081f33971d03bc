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
// reply carried none that is known.
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
	// ErrServer: the API failed (408, 500, 501, 502, 503 or 504).
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

// kind ties what the API says to what errors.Is understands, with what to do about it.
type kind struct {
	code   ErrorCode
	status int
	is     error
	advice string
}

// kindOf goes by the code, and by the status where there is none or one that does not exist yet.
func kindOf(code ErrorCode, status int) *kind {
	if code != "" {
		for i := range kinds {
			if kinds[i].code == code {
				return &kinds[i]
			}
		}
	}
	for i := range kinds {
		if status != 0 && kinds[i].status == status {
			return &kinds[i]
		}
	}
	return nil
}

var kinds = []kind{
	{CodeInvalidCredentials, 0, ErrInvalidCredentials, "check the API key and secret, and that they belong to this environment"},
	{CodeInvalidParameters, http.StatusBadRequest, ErrInvalidParameters, "Error.Message names the parameter"},
	{CodeInvalidToken, http.StatusUnauthorized, ErrInvalidToken, "create a new token; if the call needs none, check the credentials and proxies on the way"},
	{CodeUnauthorizedAccess, http.StatusForbidden, ErrUnauthorizedAccess, "ask Smile to enable the operation for this key"},
	{CodeMissingResource, http.StatusNotFound, ErrNotFound, "check the ID, and whether the person revoked access"},
	{CodeUnsupportedType, http.StatusUnsupportedMediaType, ErrUnsupportedType, "check the Content-Type header and proxies on the way"},
	{CodeRequestLimitExceeded, http.StatusTooManyRequests, ErrRateLimited, "share one Pacer between clients behind the same address, and try again later"},
	{CodeUnsupportedMethod, http.StatusNotImplemented, ErrServer, "this environment does not serve the operation"},
	{CodeServerError, http.StatusInternalServerError, ErrServer, "try again later; give Smile the request ID if it persists"},
	{"", http.StatusRequestTimeout, ErrServer, "try again later"},
	{"", http.StatusBadGateway, ErrServer, "try again later"},
	{CodeServerUnavailable, http.StatusServiceUnavailable, ErrServer, "try again later"},
	{CodeTimeLimitExceeded, http.StatusGatewayTimeout, ErrServer, "try again later"},
}

// Error is a call that failed: refused by the API, or without a reply that could be used.
type Error struct {
	// Operation is the API's name of the call, such as get-account.
	Operation string
	// Status is the HTTP status in the last attempt; 0 when that brought no reply.
	Status int
	// Code is the API's code in that reply; empty when it had none.
	Code ErrorCode
	// Message is the API's explanation. It may quote what was sent, so it is no part of Error: look
	// before you log it.
	Message string
	// RequestID identifies that reply at Smile; empty when it had none.
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
	if kind := kindOf(e.Code, e.Status); kind != nil {
		fmt.Fprintf(&b, ": %v: %s", kind.is, kind.advice)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether the API's answer is of the kind of one of this package's errors.
func (e *Error) Is(target error) bool {
	kind := kindOf(e.Code, e.Status)
	return kind != nil && kind.is == target
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
	// Err is why a file cannot be read, such as [io/fs.ErrNotExist], or what a [Validator] of your own says.
	// Nil otherwise.
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

// Unwrap returns Err.
func (e *ParameterError) Unwrap() error { return e.Err }

// withoutURL strips what net/http adds to the failure of a request: URLs, whose query may name a person and
// whose user may be a credential, and the bytes of a reply that is not HTTP. What the text loses, errors.Is
// and errors.As still find.
func withoutURL(err error) error {
	var outer, inner *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	text := err.Error()
	switch {
	case strings.Contains(text, "failed to parse Location header"):
		return fmt.Errorf("%w: its location is not a URL", ErrRedirect)
	case strings.HasPrefix(text, "malformed HTTP "), strings.Contains(text, "malformed MIME header"):
		return fmt.Errorf("%w: it is not HTTP", ErrMalformedReply)
	case errors.As(err, &inner), strings.Contains(text, "://"):
		return &private{"the transport failed, and its words hold a URL: unwrap this error to see them", err}
	default:
		return err
	}
}

// private is an error whose own text must not be printed.
type private struct {
	text string
	err  error
}

func (p *private) Error() string { return p.text }
func (p *private) Unwrap() error { return p.err }

// contextError says why a context ended: its cause where the caller gave one.
func contextError(ctx context.Context) error {
	err := ctx.Err()
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, err) {
		return fmt.Errorf("%w: %w", err, cause)
	}
	return err
}
