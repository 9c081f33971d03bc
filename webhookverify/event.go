package webhookverify

import (
	"encoding/json"
	"log/slog"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// Event is one webhook call. Behind it is a pointer to one of this package's event types, such as
// [*TaskFinished], or [*Unknown]: tell them apart with a type switch.
type Event interface {
	// Head returns what the event has in common with all others.
	Head() *Envelope
}

// Envelope is what every event has. Since the rest is about a person, printing or logging an event shows
// its type and ID only, quoted and cut off where they are not what a log should hold; %#v is for those who want all of it.
type Envelope struct {
	// ID is the same in every delivery of one event: remember it to do the work once. Never empty.
	ID string `json:"id"`
	// Version is that of the event's format. This release knows 1; an event of version 2 or later is [Unknown].
	Version userdata.Decimal `json:"version,omitzero"`
	// Type says what happened. Never empty.
	Type userdata.EventType `json:"type"`
	// CreatedAt says when it happened. Events may arrive in another order.
	CreatedAt time.Time `json:"createdAt,omitzero"`

	// SignedBy is the position of the secret that the call was signed with in the list that [NewVerifier] was given,
	// counted from 1: it shows when an old secret is out of use. It is 0 in an event that was not verified.
	SignedBy int `json:"-"`
	// Raw is the body of the call, not copied from where it was given.
	Raw json.RawMessage `json:"-"`
	// Malformed lists the values that did not have the documented form; their fields are zero.
	Malformed []userdata.Malformed `json:"-"`
}

// Head returns e.
func (e *Envelope) Head() *Envelope { return e }

// String shows the type and the ID.
func (e Envelope) String() string { return plain(string(e.Type)) + " " + plain(e.ID) }

// LogValue shows the type, the ID and the time.
func (e Envelope) LogValue() slog.Value {
	return slog.GroupValue(slog.String("type", plain(string(e.Type))), slog.String("id", plain(e.ID)), slog.Time("createdAt", e.CreatedAt))
}

// Unknown is an event of a type, or of a version, that this release has no Go type for. Its data stands in
// Raw. Acknowledge it like any other; Smile would only repeat it.
type Unknown struct {
	Envelope
}

// versionUnknown is the first version whose data may mean something else than the Go types say.
var versionUnknown = userdata.NewDecimal(2, 0)

// Decode reads the event in body without verifying anything. It is for bodies that were verified when they
// arrived, such as those that a queue has kept; the way in is [Verifier.Parse].
//
// The error is [ErrMalformedEvent] when the body is no JSON object or has no id or no type. Anything else that
// is out of form costs its own field only: see [Envelope] Unread.
func Decode(body []byte) (Event, error) {
	var envelope Envelope
	if _, err := userdata.Unmarshal(body, &envelope); err != nil {
		return nil, malformed(err)
	}
	create, known := events[envelope.Type]
	if !known || envelope.Version.Cmp(versionUnknown) >= 0 {
		create = empty[Unknown]
	}
	event := create()
	unread, err := userdata.Unmarshal(body, event)
	head := event.Head()
	switch {
	case err != nil:
		return nil, malformed(err)
	case head.ID == "":
		return nil, because(ErrMalformedEvent, "it has no id")
	case head.Type == "":
		return nil, because(ErrMalformedEvent, "it has no type")
	}
	head.Raw, head.Malformed = body, unread
	return event, nil
}

// malformed hands on what package userdata says, which never quotes the document.
func malformed(err error) error {
	return &sentence{ErrMalformedEvent.Error() + ": " + clip(err.Error()), []error{ErrMalformedEvent, err}, statusOf(ErrMalformedEvent)}
}
