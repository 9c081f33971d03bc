package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
)

// The codes of failure that this sandbox answers with.
const (
	CodeInvalidCredentials = "INVALID_CREDENTIALS"
	CodeInvalidParameters  = "INVALID_PARAMETERS"
	CodeInvalidToken       = "INVALID_TOKEN"
	CodeMissingResource    = "MISSING_RESOURCE"
	CodeUnsupportedType    = "UNSUPPORTED_TYPE"
	CodeTooManyRequests    = "REQUEST_LIMIT_EXCEEDED"
	CodeServerError        = "SERVER_ERROR"
	CodeUnsupportedMethod  = "UNSUPPORTED_METHOD"
)

// Error is a request that the sandbox refused.
type Error struct {
	// Status is the HTTP status of the reply.
	Status int
	// Code is the API's code, such as MISSING_RESOURCE.
	Code    string
	Message string
}

func (e *Error) Error() string { return e.Code + ": " + e.Message }

var statuses = map[string]int{
	CodeInvalidCredentials: http.StatusBadRequest, // as the API does, instead of 401
	CodeInvalidParameters:  http.StatusBadRequest,
	CodeInvalidToken:       http.StatusUnauthorized,
	CodeMissingResource:    http.StatusNotFound,
	CodeUnsupportedType:    http.StatusUnsupportedMediaType,
	CodeTooManyRequests:    http.StatusTooManyRequests,
	CodeServerError:        http.StatusInternalServerError,
	CodeUnsupportedMethod:  http.StatusNotImplemented,
}

func failure(code, format string, args ...any) *Error {
	return &Error{Status: statuses[code], Code: code, Message: fmt.Sprintf(format, args...)}
}

// envelope is what every reply is wrapped in.
type envelope struct {
	Code      string `json:"code"`
	Message   string `json:"message"`
	RequestID string `json:"requestId"`
	Data      any    `json:"data,omitempty"`
}

// reply is an answer before it is written.
type reply struct {
	status int
	envelope
}

func success(status int, requestID string, data any) reply {
	code := "OK"
	if status == http.StatusCreated {
		code = "CREATED"
	}
	return reply{status, envelope{code, "Success", requestID, data}}
}

func refusal(requestID string, problem *Error) reply {
	return reply{problem.Status, envelope{Code: problem.Code, Message: problem.Message, RequestID: requestID}}
}

func (r reply) write(w http.ResponseWriter) {
	body, err := encode(r.envelope)
	if err != nil {
		r = refusal(r.RequestID, failure(CodeServerError, "the sandbox could not write its reply: %v", err))
		r.write(w)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.status)
	_, _ = w.Write(body) // a client that has gone away needs no answer
}

// encode writes JSON as the API does, without escaping what only matters inside HTML.
func encode(v any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n")), nil
}
