package webhookverify

import (
	"encoding/json"

	"github.com/smileapi/smile-go/userdata"
)

// The events here are about products in preview, whose models may change with any release of the API. The
// envelope and the small facts have fields; the large part stays in its bytes, to be read into a model of your
// choice.

// VerificationStarted reports that the verification of what a person has stated begins.
type VerificationStarted struct {
	Envelope
	Data VerificationStartedData `json:"data"`
}

// VerificationStartedData is what a [VerificationStarted] event tells.
type VerificationStartedData struct {
	VerificationID string `json:"verificationId,omitzero"`
}

// VerificationCompleted reports that a verification has come to its end, with or without a result.
type VerificationCompleted struct {
	Envelope
	Data VerificationCompletedData `json:"data"`
}

// VerificationCompletedData is what a [VerificationCompleted] event tells.
type VerificationCompletedData struct {
	VerificationID string `json:"verificationId,omitzero"`
	// ResultCode is SUCCESS, or the reason why there is no result.
	ResultCode userdata.ResultCode `json:"resultCode,omitzero"`
	// ResultMessage is the reason in words.
	ResultMessage string `json:"resultMessage,omitzero"`
	// Result is the result in its bytes: see DecodeResult.
	Result json.RawMessage `json:"result,omitzero"`
}

// DecodeResult reads the result into what v points to, such as a VerificationResult of package alpha, and
// returns what it could not read, as [userdata.Unmarshal] does. The error is [ErrNoPayload] when the event brings no result.
func (d *VerificationCompletedData) DecodeResult(v any) ([]userdata.Malformed, error) {
	return decodePreview(d.Result, v)
}

// RecordType says what kind of record an event is about.
type RecordType string

// RecordSocialSecurity is a record of a social security agency.
const RecordSocialSecurity RecordType = "SOCIAL_SECURITY"

// RecordCreated reports that a record was requested.
type RecordCreated struct {
	Envelope
	Data RecordCreatedData `json:"data"`
}

// RecordCreatedData is what a [RecordCreated] event tells.
type RecordCreatedData struct {
	RecordID   string     `json:"recordId,omitzero"`
	RecordType RecordType `json:"recordType,omitzero"`
}

// RecordCompleted reports that the request for a record has come to its end.
type RecordCompleted struct {
	Envelope
	Data RecordCompletedData `json:"data"`
}

// RecordCompletedData is what a [RecordCompleted] event tells.
type RecordCompletedData struct {
	RecordID string `json:"recordId,omitzero"`
	// RecordType decides what Payload is.
	RecordType RecordType            `json:"recordType,omitzero"`
	Status     userdata.RecordStatus `json:"status,omitzero"`
	// ResultCode is SUCCESS, NO_DATA, SYSTEM_ERROR or SERVICE_UNAVAILABLE.
	ResultCode userdata.ResultCode `json:"resultCode,omitzero"`
	// ResultMessage is the reason in words.
	ResultMessage string `json:"resultMessage,omitzero"`
	// Payload is the record in its bytes: see DecodePayload. It comes only if the webhook was registered with
	// includePayload.
	Payload json.RawMessage `json:"payload,omitzero"`
}

// DecodePayload reads the record into what v points to, such as a SocialSecurity of package alpha or beta, and
// returns what it could not read, as [userdata.Unmarshal] does. The error is [ErrNoPayload] when the event brings no record.
func (d *RecordCompletedData) DecodePayload(v any) ([]userdata.Malformed, error) {
	return decodePreview(d.Payload, v)
}

func decodePreview(data json.RawMessage, v any) ([]userdata.Malformed, error) {
	if len(data) == 0 || string(data) == "null" {
		return nil, ErrNoPayload
	}
	return userdata.Unmarshal(data, v)
}
