package smile

import (
	"errors"
	"fmt"
	"net/http"
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

// What went wrong, for use with [errors.Is]. An [*Error] matches by its code, and by its status when that code is
// new. A reply without Smile's envelope comes from something on the way: then a status tells about the network,
// and nothing about a resource, a credential or a permission.
var (
	// ErrInvalidCredentials: the API key or its secret is wrong, or belongs to the other environment.
	ErrInvalidCredentials = errors.New("the credentials are not valid")
	// ErrInvalidParameters: an argument is missing or not valid. A [*ParameterError] matches it too.
	ErrInvalidParameters = errors.New("a parameter is not valid")
	// ErrInvalidToken: a link token is unknown, used or expired.
	ErrInvalidToken = errors.New("the token is not valid")
	// ErrUnauthorizedAccess: the key has no permission for the operation.
	ErrUnauthorizedAccess = errors.New("access is not permitted")
	// ErrNotFound: the resource does not exist, or not any more. An account that was revoked is still found: see
	// [ErrDisconnected].
	ErrNotFound = errors.New("not found")
	// ErrUnsupportedType: the content type of the request is not supported.
	ErrUnsupportedType = errors.New("the content type is not supported")
	// ErrDisconnected: access to the account was revoked, and its data removed.
	ErrDisconnected = errors.New("the account is disconnected")
	// ErrRateLimited: more requests than the API, or something on the way, allows, after all retries.
	ErrRateLimited = errors.New("rate limit exceeded")
	// ErrServer: the API, or something on the way, failed (408, 500, 501, 502, 503 or 504).
	ErrServer = errors.New("the API failed")
	// ErrIntermediary: something on the way to Smile answered, such as a proxy or a gateway. Whether Smile got
	// the request is not known.
	ErrIntermediary = errors.New("something on the way to Smile answered")
	// ErrMalformedResponse: the reply is not what the API documents, such as a success without Smile's envelope, HTML
	// or truncated JSON. When the call creates something, it may exist: look for it before you create it again.
	ErrMalformedResponse = errors.New("the reply is malformed")
	// ErrResponseTooLarge: the reply is larger than the client accepts; see [WithMaxResponseSize].
	ErrResponseTooLarge = errors.New("the reply is too large")
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

// kindOf goes by the code, and by the status where that is one that does not exist yet. Without a code it is
// not Smile's word: only statuses that tell about the way there mean something then.
func kindOf(code ErrorCode, status int) *kind {
	for i := range kinds {
		if code != "" && kinds[i].code == code {
			return &kinds[i]
		}
	}
	for i := range kinds {
		if status != 0 && kinds[i].status == status && (code != "" || errors.Is(kinds[i].is, ErrServer) || errors.Is(kinds[i].is, ErrRateLimited)) {
			return &kinds[i]
		}
	}
	return nil
}

var kinds = []kind{
	{CodeInvalidCredentials, 0, ErrInvalidCredentials, "check the API key and secret, and that they belong to this environment"},
	{CodeInvalidParameters, http.StatusBadRequest, ErrInvalidParameters, "Error.Message names the parameter"},
	{CodeInvalidToken, http.StatusUnauthorized, ErrInvalidToken, "create a new token; if the call needs none, check the credentials"},
	{CodeUnauthorizedAccess, http.StatusForbidden, ErrUnauthorizedAccess, "ask Smile to enable the operation for this key"},
	{CodeMissingResource, http.StatusNotFound, ErrNotFound, "check the ID, and that the key belongs to the same tenant and environment"},
	{CodeUnsupportedType, http.StatusUnsupportedMediaType, ErrUnsupportedType, "check what proxies on the way do to the Content-Type header"},
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
	// Code is the API's code in that reply; empty when it was not Smile's.
	Code ErrorCode
	// Message is the API's explanation. It may quote what was sent, so it is no part of Error: look
	// before you log it.
	Message string
	// RequestID identifies that reply at Smile; empty when it was not Smile's.
	RequestID string
	// Attempts counts the requests that were made.
	Attempts int
	// RetryAfter is how long the server asked to wait; 0 when it did not ask.
	RetryAfter time.Duration
	// Err is the cause where the server's answer is not: a failed connection, an ended context, or one
	// of this package's errors. Nil otherwise. What a transport, a server or a context's cause say in their own
	// words is reached by unwrapping it, and no part of its text.
	Err error
}

// Error names the operation, status, code, request ID and what to do next. It holds nothing about a
// person, and no more than a line of what others wrote.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "smile: %s", e.Operation)
	if e.Status != 0 {
		fmt.Fprintf(&b, ": %d", e.Status)
	}
	if e.Code != "" {
		fmt.Fprintf(&b, " %s", bounded(string(e.Code)))
	}
	if e.RequestID != "" {
		fmt.Fprintf(&b, " (request %s)", bounded(e.RequestID))
	}
	if e.Attempts > 1 {
		fmt.Fprintf(&b, " after %d attempts", e.Attempts)
	}
	kind := kindOf(e.Code, e.Status)
	switch {
	case e.Err != nil:
		fmt.Fprintf(&b, ": %v", inWords(e.Err))
	case e.intermediary() && isPassing(e.Status):
		fmt.Fprintf(&b, ": %v: try again later; if it stays so, check proxies and gateways on the way", ErrIntermediary)
	case e.intermediary():
		fmt.Fprintf(&b, ": %v: check the base URL, and proxies and gateways on the way", ErrIntermediary)
	case kind != nil:
		fmt.Fprintf(&b, ": %v: %s", kind.is, kind.advice)
	}
	return b.String()
}

// intermediary reports whether a reply came that is not Smile's.
func (e *Error) intermediary() bool { return e.Status != 0 && e.Code == "" && e.Err == nil }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether the answer is of the kind of one of this package's errors.
func (e *Error) Is(target error) bool {
	if target == ErrIntermediary {
		return e.intermediary()
	}
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
	return where + bounded(e.Field) + " " + e.Problem
}

// Is reports that the error is [ErrInvalidParameters].
func (e *ParameterError) Is(target error) bool { return target == ErrInvalidParameters }

// Unwrap returns Err.
func (e *ParameterError) Unwrap() error { return e.Err }
