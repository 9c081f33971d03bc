package webhookverify

import (
	"encoding/json"
	"log/slog"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// Event is an event that Smile delivers. Its dynamic type is a pointer to one of this package's event types, such as
// [*TaskFinished], or [*Unknown]. Use a type switch to distinguish them.
type Event interface {
	// Head returns the fields that all events have.
	Head() *Envelope
}

// Envelope holds the fields that all events have. Since the rest of an event is about a person, printing or logging an
// event shows only its type and ID, quoted and shortened if they are not safe to log. The verb %#v prints all of it.
type Envelope struct {
	// ID is the same in every delivery of an event. Remember it to handle the event only once. It is never empty.
	ID string `json:"id"`
	// Version is the version of the event's format. This release knows version 1; an event of version 2 or later is
	// [Unknown].
	Version userdata.Decimal `json:"version,omitzero"`
	// Type is what the event reports. It is never empty.
	Type userdata.EventType `json:"type"`
	// CreatedAt is when the reported change happened. Events may arrive in another order.
	CreatedAt time.Time `json:"createdAt,omitzero"`

	// SignedBy is the position, counted from 1, of the secret that signed the request, in the arguments of
	// [NewVerifier]. It shows when an old secret is no longer in use. It is 0 if the event was not verified.
	SignedBy int `json:"-"`
	// Raw is the body of the request. It shares memory with the body that was decoded.
	Raw json.RawMessage `json:"-"`
	// Malformed lists the values that did not have the documented form. Their fields are zero.
	Malformed []userdata.Malformed `json:"-"`
}

// Head returns e.
func (e *Envelope) Head() *Envelope { return e }

// String returns the type and the ID.
func (e Envelope) String() string { return plain(string(e.Type)) + " " + plain(e.ID) }

// LogValue logs the type, the ID and the time.
func (e Envelope) LogValue() slog.Value {
	return slog.GroupValue(slog.String("type", plain(string(e.Type))), slog.String("id", plain(e.ID)), slog.Time("createdAt", e.CreatedAt))
}

// Unknown is an event of a type or a version that this release has no Go type for. Its data is in Raw. Acknowledge it
// like any other event, or Smile only repeats it.
type Unknown struct {
	Envelope
}

// versionUnknown is the first version whose data may differ in meaning from the Go types.
var versionUnknown = userdata.NewDecimal(2, 0)

// Decode decodes the event in body without verifying anything. It is for bodies that were verified on arrival, such as
// those stored in a queue. To receive requests, use [Verifier.Parse].
//
// The error is [ErrMalformedEvent] if the body is not a JSON object or has no id or no type. Any other malformed value
// leaves only its own field zero: see [Envelope] Malformed.
func Decode(body []byte) (Event, error) {
	var envelope Envelope
	if _, err := userdata.Unmarshal(body, &envelope); err != nil {
		return nil, malformedEvent(err)
	}
	create, known := events[envelope.Type]
	if !known || envelope.Version.Cmp(versionUnknown) >= 0 {
		create = empty[Unknown]
	}
	event := create()
	malformed, err := userdata.Unmarshal(body, event)
	head := event.Head()
	switch {
	case err != nil:
		return nil, malformedEvent(err)
	case head.ID == "":
		return nil, because(ErrMalformedEvent, "it has no id")
	case head.Type == "":
		return nil, because(ErrMalformedEvent, "it has no type")
	}
	head.Raw, head.Malformed = body, malformed
	return event, nil
}

// malformedEvent includes the text of an error of package userdata, which never quotes the document.
func malformedEvent(err error) error {
	return &safeError{ErrMalformedEvent.Error() + ": " + clip(err.Error()), []error{ErrMalformedEvent, err}, statusOf(ErrMalformedEvent)}
}
