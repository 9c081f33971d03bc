package webhookverify

import "errors"

// The reasons to refuse a call. Test for them with [errors.Is]; their text says what to look at, and never
// holds a secret, a signature or any of the body.
var (
	// ErrNoSignature means that the request has no [SignatureHeader], or an empty one.
	ErrNoSignature = errors.New("webhookverify: there is no " + SignatureHeader + " header: either Smile did not send this, or a proxy drops the header")
	// ErrMalformedSignature means that the header stands more than once or is not an HMAC-SHA512 in hex.
	ErrMalformedSignature = errors.New("webhookverify: the " + SignatureHeader + " header must be one value of 128 hex digits")
	// ErrSignatureMismatch means that no secret has signed this body.
	ErrSignatureMismatch = errors.New("webhookverify: no secret fits the signature: give New the webhook's own secret, and verify the body's bytes as they arrived")
	// ErrBodyTooLarge means that the body has more bytes than [MaxBodySize], or than [WithMaxBodySize] allows.
	// Answer 413.
	ErrBodyTooLarge = errors.New("webhookverify: the body is larger than any that Smile sends")
	// ErrMalformedEvent means that the body is not an event: no JSON object, or one without an id or a type.
	// When its signature was right, answer 400, keep the body, and ask Smile.
	ErrMalformedEvent = errors.New("webhookverify: the body is not an event")
	// ErrForeignSource means that the call does not come from an address that [WithSourceCheck] allows. Answer
	// 403.
	ErrForeignSource = errors.New("webhookverify: the call comes from an address that is not Smile's: if there is a proxy in front, name it with WithTrustedProxies")
)

// What [Verifier.Diagnose] may find. Each comes with [ErrSignatureMismatch].
var (
	// ErrBodyConsumed means that there is no body, as when something has read it before.
	ErrBodyConsumed = errors.New("the body is empty: something has read it before; verify first, or put Verifier.Middleware before what reads it")
	// ErrBodyChanged means that the body is not what was sent, as when something has decoded it and encoded
	// it again.
	ErrBodyChanged = errors.New("the body is not what was sent: verify the bytes as they arrive, before anything decodes them")
	// ErrSecretPadded means that a secret would fit if it had no white space around it, or a line break more.
	ErrSecretPadded = errors.New("a secret has white space too much or too little at its ends")
)

// ErrNoPayload means that an event brings nothing to decode.
var ErrNoPayload = errors.New("webhookverify: the event brings no payload: register the webhook with includePayload, or read the data through the API")

// Why a [Handler] did not acknowledge an event, besides the reasons to refuse a call. They stand in
// [Outcome] Err.
var (
	// ErrInFlight means that another delivery of the event is being handled at this moment.
	ErrInFlight = errors.New("webhookverify: another delivery of this event is being handled")
	// ErrTimeout means that the handlers have not come to an end in time. See [WithTimeout].
	ErrTimeout = errors.New("webhookverify: the event was not handled in time")
	// ErrLeaseLost is what a [Store] returns to those who no longer hold the event.
	ErrLeaseLost = errors.New("webhookverify: the lease of this event is over: it was claimed again, or is done")
	// ErrStoreFull is what a [MemoryStore] returns when all events that it has room for are being handled.
	ErrStoreFull = errors.New("webhookverify: the store has no room for another event that is being handled")
)
