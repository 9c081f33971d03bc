package webhookverify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// The reasons to refuse a call. Test for them with [errors.Is]; their text says what to look at, and never
// holds a secret, a signature or any of the body.
var (
	// ErrNoSignature means that the request has no [SignatureHeader], or an empty one.
	ErrNoSignature = refusal(http.StatusUnauthorized, "there is no "+SignatureHeader+" header: either Smile did not send this, or a proxy drops the header")
	// ErrMalformedSignature means that the header stands more than once or is not an HMAC-SHA512 in hex.
	ErrMalformedSignature = refusal(http.StatusUnauthorized, "the "+SignatureHeader+" header must be one value of 128 hex digits")
	// ErrSignatureMismatch means that no secret has signed this body.
	ErrSignatureMismatch = refusal(http.StatusUnauthorized, "no secret fits the signature: give New the webhook's own secret, and verify the body's bytes as they arrived")
	// ErrBodyTooLarge means that the body has more bytes than [MaxBodySize], or than [WithMaxBodySize] allows.
	// Answer 413.
	ErrBodyTooLarge = refusal(http.StatusRequestEntityTooLarge, "the body is larger than any that Smile sends")
	// ErrTooManyBodies means that the bodies that are being read leave no room for this one: see [WithBodyMemory].
	// Answer 503, and Smile sends the event again.
	ErrTooManyBodies = refusal(http.StatusServiceUnavailable, "the bodies that are being read take all of the memory that they may: many calls at once, or senders that trickle")
	// ErrSlowBody means that the body did not arrive in time: see [WithTimeout]. Answer 408, and Smile sends the
	// event again.
	ErrSlowBody = refusal(http.StatusRequestTimeout, "the body did not arrive in time")
	// ErrMalformedEvent means that the body is not an event: no JSON object, or one without an id or a type.
	// When its signature was right, answer 400, keep the body, and ask Smile.
	ErrMalformedEvent = refusal(http.StatusBadRequest, "the body is not an event")
	// ErrForeignSource means that the call does not come from an address that [WithSourceCheck] allows. Answer
	// 403.
	ErrForeignSource = refusal(http.StatusForbidden, "the call comes from an address that is not Smile's: if there is a proxy in front, name it with WithTrustedProxies")

	errMethod     = refusal(http.StatusMethodNotAllowed, "the method is not "+http.MethodPost)
	errBrokenBody = refusal(http.StatusBadRequest, "the body could not be read to its end")
	errNoRequest  = refusal(http.StatusInternalServerError, "there is no request")
	errNoSecret   = refusal(http.StatusInternalServerError, "this Verifier has no secret: make it with New")
	errNoHandler  = refusal(http.StatusInternalServerError, "this Handler has no Verifier: make it with NewHandler")
)

// What [Verifier.Diagnose] may find. Each comes with [ErrSignatureMismatch].
var (
	// ErrBodyConsumed means that there is no body, as when something has read it before.
	ErrBodyConsumed = says("the body is empty: something has read it before; verify first, or put Verifier.Middleware before what reads it")
	// ErrBodyChanged means that the body is not what was sent, as when something has decoded it and encoded
	// it again.
	ErrBodyChanged = says("the body is not what was sent: verify the bytes as they arrive, before anything decodes them")
	// ErrSecretPadded means that a secret would fit if it had no white space around it, or a line break more.
	ErrSecretPadded = says("a secret has white space too much or too little at its ends")
)

// ErrNoPayload means that an event brings nothing to decode.
var ErrNoPayload = says("webhookverify: the event brings no payload: register the webhook with includePayload, or read the data through the API")

// Why a [Handler] did not acknowledge an event, besides the reasons to refuse a call. They stand in
// [Outcome] Err.
var (
	// ErrInFlight means that another delivery of the event is being handled at this moment.
	ErrInFlight = says("webhookverify: another delivery of this event is being handled")
	// ErrTimeout means that the handlers have not come to an end in time. See [WithTimeout].
	ErrTimeout = says("webhookverify: the event was not handled in time")
	// ErrLeaseLost is what a [Store] returns to those who no longer hold the event.
	ErrLeaseLost = says("webhookverify: the lease of this event is over: it was claimed again, or is done")
	// ErrStoreFull is what a [MemoryStore] returns when all events that it has room for are being handled.
	ErrStoreFull = says("webhookverify: the store has no room for another event that is being handled")

	errGoexit   = says("webhookverify: a handler, or other code of the program, has ended its goroutine")
	errClaim    = says("webhookverify: the store does not tell whether the event is done")
	errComplete = says("webhookverify: the event was handled, but the store does not remember it")
	errRelease  = says("webhookverify: the store does not release the event")
)

// sentence is an error in the words of this package, which any log may show. Others' words are never part of
// them, since those may hold anything: what others have failed with is found by unwrapping.
type sentence struct {
	text   string
	causes []error
	status int // of the answer; 0 if this is no reason to refuse a call
}

func (s *sentence) Error() string   { return s.text }
func (s *sentence) Unwrap() []error { return s.causes }

func says(text string) error { return &sentence{text: text} }

func refusal(status int, text string) error {
	return &sentence{text: "webhookverify: " + text, status: status}
}

// because adds to a sentence what was found in this case, in words of this package.
func because(reason error, format string, arguments ...any) error {
	return &sentence{reason.Error() + ": " + fmt.Sprintf(format, arguments...), []error{reason}, statusOf(reason)}
}

// blame adds to a sentence what has caused it, in words that are not repeated unless they are of a known kind.
func blame(reason, cause error) error {
	return &sentence{reason.Error() + ": " + publicText(cause), []error{reason, cause}, statusOf(reason)}
}

// statusOf is the answer to a call that was refused.
func statusOf(err error) int {
	if refused, ok := err.(*sentence); ok && refused.status != 0 { //nolint:errorlint // what it wraps may be of others
		return refused.status
	}
	return http.StatusInternalServerError // what reads the body has panicked
}

// publicText is what may be said of an error: what this package has written, and the words of a few errors
// that are known to hold nothing of a call or a configuration. Of all others it is the type.
func publicText(err error) (text string) {
	defer func() {
		if recover() != nil { // in a method of an error
			text = clip(fmt.Sprintf("a %T", err))
		}
	}()
	switch e := err.(type) { //nolint:errorlint // others' words may stand between this and what it wraps
	case *sentence, *PanicError:
		return clip(err.Error())
	case *HandlerError:
		return clip("webhookverify: a handler has failed with " + publicText(e.Err))
	case interface{ Unwrap() []error }:
		var all []string
		for _, err := range e.Unwrap() {
			all = append(all, publicText(err))
		}
		return clip(strings.Join(all, "\n"))
	}
	for _, known := range []error{
		context.DeadlineExceeded, context.Canceled, os.ErrDeadlineExceeded, net.ErrClosed,
		io.ErrUnexpectedEOF, io.EOF, http.ErrBodyReadAfterClose,
	} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	if own := new(sentence); errors.As(err, &own) {
		return clip(own.text)
	}
	if number := syscall.Errno(0); errors.As(err, &number) {
		return number.Error()
	}
	return clip(fmt.Sprintf("a %T", err))
}

// clip keeps a text to what one line of a log has room for.
func clip(text string) string {
	const most = 500
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "..."
}

// plain returns a name from outside, such as that of an event, as it is if it can stand in a log like that, and else
// quoted and cut off.
func plain(name string) string {
	const most = 128
	if len(name) > most {
		return strconv.Quote(name[:most]) + "..."
	}
	if quoted := strconv.Quote(name); quoted != `"`+name+`"` {
		return quoted
	}
	return name
}
