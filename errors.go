package smile

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// ErrorCode is the API's code for the outcome of a call.
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

// Errors to compare with using [errors.Is]. An [*Error] matches by its code, or by its status if the code is unknown to
// this version. A response without Smile's envelope comes from an intermediary such as a proxy: its status says
// something about the network, and nothing about a resource, a credential or a permission.
var (
	// ErrInvalidCredentials means that the API key or its secret is wrong, or belongs to the other environment.
	ErrInvalidCredentials = errors.New("invalid credentials")
	// ErrInvalidParameters means that an argument is missing or invalid. A [*ParameterError] matches it too.
	ErrInvalidParameters = errors.New("invalid parameter")
	// ErrInvalidToken means that a link token is unknown, used or expired.
	ErrInvalidToken = errors.New("invalid token")
	// ErrUnauthorizedAccess means that the key has no permission for the operation.
	ErrUnauthorizedAccess = errors.New("access not permitted")
	// ErrNotFound means that the resource does not exist or no longer exists. A revoked account still exists, with the
	// status [ConnectionStatusDisconnected].
	ErrNotFound = errors.New("not found")
	// ErrUnsupportedType means that the content type of the request is not supported.
	ErrUnsupportedType = errors.New("unsupported content type")
	// ErrDisconnected means that access to the account was revoked and its data removed.
	ErrDisconnected = errors.New("account disconnected")
	// ErrRateLimited means that the API or an intermediary still refused the call, after all retries, because of too
	// many requests.
	ErrRateLimited = errors.New("rate limit exceeded")
	// ErrServer means that the API or an intermediary failed with status 408, 500, 501, 502, 503 or 504.
	ErrServer = errors.New("the API failed")
	// ErrIntermediary means that an intermediary, such as a proxy or a gateway, answered instead of Smile. Whether
	// Smile received the request is unknown.
	ErrIntermediary = errors.New("an intermediary answered instead of Smile")
	// ErrMalformedResponse means that the response is not what the API documents, such as a success without Smile's
	// envelope, HTML or truncated JSON. If the call creates something, it may have been created: look for it before you
	// create it again.
	ErrMalformedResponse = errors.New("malformed response")
	// ErrResponseTooLarge means that the response exceeds the client's limit: see [WithMaxResponseSize].
	ErrResponseTooLarge = errors.New("response too large")
	// ErrRedirect means that the server redirected to another host, or redirected a call that changes something.
	ErrRedirect = errors.New("redirect refused")
	// ErrUnfinished means that the context ended before the object that was waited for reached a final state.
	ErrUnfinished = errors.New("not finished yet")
	// ErrIncomplete means that a download was cut off and could not be resumed.
	ErrIncomplete = errors.New("incomplete file")
	// ErrChecksum means that the checksum of a downloaded file does not match the API's.
	ErrChecksum = errors.New("checksum mismatch")
	// ErrRepeatedCursor means that the server returned a cursor twice, so that paging would never end.
	ErrRepeatedCursor = errors.New("repeated cursor")
)

// kind connects a code and a status of the API with an error for errors.Is and with advice.
type kind struct {
	code   ErrorCode
	status int
	is     error
	advice string
}

// kindOf looks up a code, or the status if the code is unknown to this version. Without a code the response is not
// Smile's; only a status that says something about the network has a kind then.
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
	{CodeUnsupportedType, http.StatusUnsupportedMediaType, ErrUnsupportedType, "check whether a proxy changes the Content-Type header"},
	{CodeRequestLimitExceeded, http.StatusTooManyRequests, ErrRateLimited, "share one Pacer between clients behind the same address, and try again later"},
	{CodeUnsupportedMethod, http.StatusNotImplemented, ErrServer, "this environment does not serve the operation"},
	{CodeServerError, http.StatusInternalServerError, ErrServer, "try again later; give Smile the request ID if it persists"},
	{"", http.StatusRequestTimeout, ErrServer, "try again later"},
	{"", http.StatusBadGateway, ErrServer, "try again later"},
	{CodeServerUnavailable, http.StatusServiceUnavailable, ErrServer, "try again later"},
	{CodeTimeLimitExceeded, http.StatusGatewayTimeout, ErrServer, "try again later"},
}

// Error is a failed call: the API refused it, or there was no usable response.
type Error struct {
	// Operation is the API's name of the operation, such as get-account.
	Operation string
	// Status is the HTTP status of the last attempt; 0 if it had no response.
	Status int
	// Code is the API's code in that response; empty if the response was not Smile's.
	Code ErrorCode
	// Message is the API's explanation. It may quote what was sent, so Error does not include it. Check it before you
	// log it.
	Message string
	// RequestID identifies that response at Smile; empty if the response was not Smile's.
	RequestID string
	// Attempts is the number of requests that were made.
	Attempts int
	// RetryAfter is how long the server asked the client to wait; 0 if it did not ask.
	RetryAfter time.Duration
	// Err is the cause if the server's answer is not: a failed connection, an ended context, or one of this package's
	// errors. It is nil otherwise. The text of a transport, a server or a context's cause is not part of Error; unwrap
	// Err to read it.
	Err error
}

// Error returns the operation, status, code, request ID and advice. It contains no personal data, and at most one line
// of text from a server or transport.
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
		fmt.Fprintf(&b, ": %v: try again later; if it persists, check the proxies and gateways in between", ErrIntermediary)
	case e.intermediary():
		fmt.Fprintf(&b, ": %v: check the base URL, and the proxies and gateways in between", ErrIntermediary)
	case kind != nil:
		fmt.Fprintf(&b, ": %v: %s", kind.is, kind.advice)
	}
	return b.String()
}

// intermediary reports whether there was a response that is not Smile's.
func (e *Error) intermediary() bool { return e.Status != 0 && e.Code == "" && e.Err == nil }

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether the response corresponds to target, one of this package's errors.
func (e *Error) Is(target error) bool {
	if target == ErrIntermediary {
		return e.intermediary()
	}
	kind := kindOf(e.Code, e.Status)
	return kind != nil && kind.is == target
}

// ParameterError is an argument that was refused before anything was sent, or a file that proved invalid while it was
// sent.
type ParameterError struct {
	// Operation is the API's name of the operation; empty for an argument of [New].
	Operation string
	// Field is the API's name of the argument, such as rawFiles[0].fileContent.
	Field string
	// GoField is the name of the argument in Go, such as RawFiles[0].Content; empty if it is not a field of the params.
	GoField string
	// Problem describes what is wrong with it. It does not quote the value.
	Problem string
	// Err is the reason that a file cannot be read, such as [io/fs.ErrNotExist], or the error of your own [Validator].
	// It is nil otherwise.
	Err error
}

// Error returns the operation, the field and the problem. The field is GoField, followed by the API's name if that
// differs by more than case.
func (e *ParameterError) Error() string {
	where := "smile: "
	if e.Operation != "" {
		where += e.Operation + ": "
	}
	field := bounded(e.Field)
	switch {
	case e.GoField == "":
	case strings.EqualFold(e.GoField, e.Field):
		field = e.GoField
	default:
		field = e.GoField + " (" + field + ")"
	}
	return where + field + " " + e.Problem
}

// Is reports whether target is [ErrInvalidParameters].
func (e *ParameterError) Is(target error) bool { return target == ErrInvalidParameters }

// Unwrap returns Err.
func (e *ParameterError) Unwrap() error { return e.Err }
