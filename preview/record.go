package preview

import (
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// LenderLevel is how a lender ranks a person.
type LenderLevel string

// The ranks, from the best to the worst.
const (
	LenderLevelWhitelist          LenderLevel = "1"
	LenderLevelSecondaryWhitelist LenderLevel = "2"
	LenderLevelNormal             LenderLevel = "3"
	LenderLevelGreylist           LenderLevel = "4"
	LenderLevelBlacklist          LenderLevel = "5"
)

// Record is what all requests have in common.
type Record struct {
	ID        string                `json:"id"`
	CreatedAt time.Time             `json:"createdAt,omitzero"`
	Status    userdata.RecordStatus `json:"status,omitzero"`
	// ResultCode is empty until the status is final, and may be empty then.
	ResultCode userdata.ResultCode `json:"resultCode,omitzero"`
	// ResultMessage is the result code in words. It may quote the request.
	ResultMessage string `json:"resultMessage,omitzero"`
}

// Progress returns how far the request is, with a [*RecordError] when it has failed. That nothing is known of
// a person is no failure.
func (r Record) Progress() (userdata.RecordStatus, error) {
	if r.Status == userdata.RecordStatusError {
		return r.Status, &RecordError{ID: r.ID, Code: r.ResultCode, Message: r.ResultMessage}
	}
	return r.Status, nil
}

// RecordError is a request that has ended without an answer.
type RecordError struct {
	// ID is the record.
	ID string
	// Code says why; empty when the API does not.
	Code userdata.ResultCode
	// Message is the API's explanation. It may quote the request, so it is no part of Error.
	Message string
}

// Error names the record, the code and what to do next.
func (e *RecordError) Error() string {
	text := "preview: the request " + e.ID + " has failed"
	if e.Code != "" {
		text += " (" + string(e.Code) + ")"
	}
	if e.Code == userdata.ResultInvalidParameters {
		return text + ": correct what you ask for"
	}
	return text + ": request it again later"
}
