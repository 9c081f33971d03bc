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
	// ErrBodyTooLarge means that the body has more than [MaxBodySize] bytes. Answer 413.
	ErrBodyTooLarge = errors.New("webhookverify: the body is larger than any that Smile sends")
	// ErrMalformedEvent means that the body is not an event: no JSON object, or one without an id or a type.
	// When its signature was right, answer 5xx, keep the body, and ask Smile.
	ErrMalformedEvent = errors.New("webhookverify: the body is not an event")
)
