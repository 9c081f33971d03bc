package preview

import "time"

// Status is how far a request is.
type Status string

// The states of a request. The last two are final.
const (
	StatusProcessing Status = "PROCESSING"
	StatusCompleted  Status = "COMPLETED"
	StatusError      Status = "ERROR"
)

// Final reports whether the status will not change. One that this version does not know is not taken for
// final.
func (s Status) Final() bool { return s == StatusCompleted || s == StatusError }

// ResultCode is how a request has ended.
type ResultCode string

// The ends of requests.
const (
	// ResultSuccess comes with a result.
	ResultSuccess ResultCode = "SUCCESS"
	// ResultNoData means that nothing is known of the person.
	ResultNoData ResultCode = "NO_DATA"
	// ResultInvalidParameters means that the source refused what was asked for.
	ResultInvalidParameters ResultCode = "INVALID_PARAMETERS"
	// ResultSystemError and ResultServiceUnavailable mean that the source did not answer.
	ResultSystemError        ResultCode = "SYSTEM_ERROR"
	ResultServiceUnavailable ResultCode = "SERVICE_UNAVAILABLE"
)

// Level is how a lender ranks a person.
type Level string

// The ranks, from the best to the worst.
const (
	LevelWhitelist          Level = "1"
	LevelSecondaryWhitelist Level = "2"
	LevelNormal             Level = "3"
	LevelGreylist           Level = "4"
	LevelBlacklist          Level = "5"
)

// Record is what all requests have in common.
type Record struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	Status    Status    `json:"status,omitzero"`
	// ResultCode is empty until the status is final, and may be empty then.
	ResultCode ResultCode `json:"resultCode,omitzero"`
	// ResultMessage is the result code in words. It may quote the request.
	ResultMessage string `json:"resultMessage,omitzero"`
}

// Progress returns how far the request is, with a [*RecordError] when it has failed. That nothing is known of
// a person is no failure.
func (r Record) Progress() (Status, error) {
	if r.Status == StatusError {
		return r.Status, &RecordError{ID: r.ID, Code: r.ResultCode, Message: r.ResultMessage}
	}
	return r.Status, nil
}

// RecordError is a request that has ended without an answer.
type RecordError struct {
	// ID is the record.
	ID string
	// Code says why; empty when the API does not.
	Code ResultCode
	// Message is the API's explanation. It may quote the request, so it is no part of Error.
	Message string
}

// Error names the record, the code and what to do next.
func (e *RecordError) Error() string {
	text := "preview: the request " + e.ID + " has failed"
	if e.Code != "" {
		text += " (" + string(e.Code) + ")"
	}
	if e.Code == ResultInvalidParameters {
		return text + ": correct what you ask for"
	}
	return text + ": request it again later"
}
