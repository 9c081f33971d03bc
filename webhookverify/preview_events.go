package webhookverify

import (
	"encoding/json"

	"github.com/smileapi/smile-go/userdata"
)

// The events in this file are about preview products, whose models may change with any release of the API. The envelope
// and the small values have fields; the large part is kept as JSON, to be decoded into a model of your choice.

// VerificationStarted reports that the verification of a person's statements has started.
type VerificationStarted struct {
	Envelope
	Data VerificationStartedData `json:"data"`
}

// VerificationStartedData is the data of a [VerificationStarted] event.
type VerificationStartedData struct {
	VerificationID string `json:"verificationId,omitzero"`
}

// VerificationCompleted reports that a verification has ended, with or without a result.
type VerificationCompleted struct {
	Envelope
	Data VerificationCompletedData `json:"data"`
}

// VerificationCompletedData is the data of a [VerificationCompleted] event.
type VerificationCompletedData struct {
	VerificationID string `json:"verificationId,omitzero"`
	// ResultCode is SUCCESS, or the reason that there is no result.
	ResultCode userdata.ResultCode `json:"resultCode,omitzero"`
	// ResultMessage describes the reason.
	ResultMessage string `json:"resultMessage,omitzero"`
	// Result is the result as JSON: see DecodeResult.
	Result json.RawMessage `json:"result,omitzero"`
}

// DecodeResult decodes the result into the value that v points to, such as a VerificationResult of package alpha, and
// returns the malformed values, as [userdata.Unmarshal] does. The error is [ErrNoPayload] if the event has no result.
func (d *VerificationCompletedData) DecodeResult(v any) ([]userdata.Malformed, error) {
	return decodePreview(d.Result, v)
}

// RecordType is the type of the record that an event is about.
type RecordType string

// RecordSocialSecurity is a record of a social security agency.
const RecordSocialSecurity RecordType = "SOCIAL_SECURITY"

// RecordCreated reports that a record was requested.
type RecordCreated struct {
	Envelope
	Data RecordCreatedData `json:"data"`
}

// RecordCreatedData is the data of a [RecordCreated] event.
type RecordCreatedData struct {
	RecordID   string     `json:"recordId,omitzero"`
	RecordType RecordType `json:"recordType,omitzero"`
}

// RecordCompleted reports that the request for a record has ended, with or without a record.
type RecordCompleted struct {
	Envelope
	Data RecordCompletedData `json:"data"`
}

// RecordCompletedData is the data of a [RecordCompleted] event.
type RecordCompletedData struct {
	RecordID string `json:"recordId,omitzero"`
	// RecordType determines the model of Payload.
	RecordType RecordType            `json:"recordType,omitzero"`
	Status     userdata.RecordStatus `json:"status,omitzero"`
	// ResultCode is SUCCESS, NO_DATA, SYSTEM_ERROR or SERVICE_UNAVAILABLE.
	ResultCode userdata.ResultCode `json:"resultCode,omitzero"`
	// ResultMessage describes the reason.
	ResultMessage string `json:"resultMessage,omitzero"`
	// Payload is the record as JSON: see DecodePayload. It is empty unless the webhook was created with includePayload.
	Payload json.RawMessage `json:"payload,omitzero"`
}

// DecodePayload decodes the record into the value that v points to, such as a SocialSecurity of package alpha or beta,
// and returns the malformed values, as [userdata.Unmarshal] does. The error is [ErrNoPayload] if the event has no
// record.
func (d *RecordCompletedData) DecodePayload(v any) ([]userdata.Malformed, error) {
	return decodePreview(d.Payload, v)
}

func decodePreview(data json.RawMessage, v any) ([]userdata.Malformed, error) {
	if len(data) == 0 || string(data) == "null" {
		return nil, ErrNoPayload
	}
	return userdata.Unmarshal(data, v)
}
