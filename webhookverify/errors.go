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

// The reasons that a request is rejected. Test for them with [errors.Is]. Their text says what to check, and never
// contains a secret, a signature or any part of the body.
var (
	// ErrNoSignature means that the request has no [SignatureHeader], or an empty one.
	ErrNoSignature = refusal(http.StatusUnauthorized, "the request has no "+SignatureHeader+" header: either Smile did not send it, or a proxy removed the header")
	// ErrMalformedSignature means that the header appears more than once or is not an HMAC-SHA512 in hex.
	ErrMalformedSignature = refusal(http.StatusUnauthorized, "the "+SignatureHeader+" header must be a single value of 128 hex digits")
	// ErrSignatureMismatch means that the body was not signed with any of the secrets.
	ErrSignatureMismatch = refusal(http.StatusUnauthorized, "the signature does not match any secret: pass NewVerifier the webhook's own secret, and verify the body as it was received")
	// ErrBodyTooLarge means that the body is larger than [MaxBodySize], or than [WithMaxBodySize] allows. Respond with
	// 413.
	ErrBodyTooLarge = refusal(http.StatusRequestEntityTooLarge, "the body exceeds the size limit")
	// ErrTooManyBodies means that the bodies that are being read leave no memory for this one: see [WithBodyMemory].
	// Respond with 503, and Smile sends the event again.
	ErrTooManyBodies = refusal(http.StatusServiceUnavailable, "no memory is left to read the body: there are too many requests at once, or slow senders")
	// ErrSlowBody means that the body did not arrive in time: see [WithTimeout]. Respond with 408, and Smile sends the
	// event again.
	ErrSlowBody = refusal(http.StatusRequestTimeout, "the body did not arrive in time")
	// ErrMalformedEvent means that the body is not an event: it is not a JSON object, or has no id or no type. If its
	// signature is valid, respond with 400, keep the body, and ask Smile.
	ErrMalformedEvent = refusal(http.StatusBadRequest, "the body is not an event")
	// ErrForeignSource means that the request does not come from an address that [WithSourceCheck] allows. Respond with
	// 403.
	ErrForeignSource = refusal(http.StatusForbidden, "the request comes from an address that is not allowed: if it passes a proxy of yours, list that in WithTrustedProxies")

	errMethod     = refusal(http.StatusMethodNotAllowed, "the method is not "+http.MethodPost)
	errBrokenBody = refusal(http.StatusBadRequest, "the body could not be read completely")
	errNoRequest  = refusal(http.StatusInternalServerError, "the request is nil")
	errNoSecret   = refusal(http.StatusInternalServerError, "the Verifier has no secret: create it with NewVerifier")
	errNoHandler  = refusal(http.StatusInternalServerError, "the Handler has no Verifier: create it with NewHandler")
)

// The mistakes that [Verifier.Diagnose] may find. Each is returned together with [ErrSignatureMismatch].
var (
	// ErrBodyConsumed means that the body is empty, typically because something has already read it.
	ErrBodyConsumed = newError("the body is empty, probably because it was read before: verify first, or put Verifier.Middleware before the code that reads it")
	// ErrBodyChanged means that the body is not the one that was sent, typically because something has decoded and
	// encoded it.
	ErrBodyChanged = newError("the body is not the one that was sent: verify the bytes as they were received, before anything decodes them")
	// ErrSecretPadded means that a secret would match with different white space or quotes at its ends.
	ErrSecretPadded = newError("a secret has extra or missing characters at its ends, such as white space")
)

// ErrNoPayload means that an event has no payload to decode.
var ErrNoPayload = newError("webhookverify: the event has no payload: create the webhook with IncludePayload (includePayload), or read the data through the API")

// The reasons that a [Handler] did not acknowledge an event, other than a rejected request. They are in [Outcome] Err.
var (
	// ErrInFlight means that another delivery of the event is being handled.
	ErrInFlight = newError("webhookverify: another delivery of this event is being handled")
	// ErrTimeout means that the handlers did not finish in time: see [WithTimeout].
	ErrTimeout = newError("webhookverify: the event was not handled in time")
	// ErrLeaseLost is returned by a [Store] to a caller that no longer holds the event.
	ErrLeaseLost = newError("webhookverify: the lease of this event has ended: the event was claimed again or is done")
	// ErrStoreFull is returned by a [MemoryStore] if its capacity is taken up by events that are being handled.
	ErrStoreFull = newError("webhookverify: the store is full of events that are being handled")

	errGoexit   = newError("webhookverify: a handler or other application code exited its goroutine")
	errClaim    = newError("webhookverify: the store could not claim the event")
	errComplete = newError("webhookverify: the event was handled, but the store could not record it")
	errRelease  = newError("webhookverify: the store could not release the event")
)

// safeError is an error whose text is this package's own and is safe to log. It never includes the text of other
// errors, which may contain anything; those are found by unwrapping.
type safeError struct {
	text   string
	causes []error
	status int // of the response; 0 if the error is not a reason to reject a request
}

func (s *safeError) Error() string   { return s.text }
func (s *safeError) Unwrap() []error { return s.causes }

func newError(text string) error { return &safeError{text: text} }

func refusal(status int, text string) error {
	return &safeError{text: "webhookverify: " + text, status: status}
}

// because adds details to an error, in this package's own words.
func because(reason error, format string, arguments ...any) error {
	return &safeError{reason.Error() + ": " + fmt.Sprintf(format, arguments...), []error{reason}, statusOf(reason)}
}

// blame adds a cause to an error. The text of the cause is included only if it is of a known kind.
func blame(reason, cause error) error {
	return &safeError{reason.Error() + ": " + publicText(cause), []error{reason, cause}, statusOf(reason)}
}

// statusOf returns the status of the response to a rejected request.
func statusOf(err error) int {
	if refused, ok := err.(*safeError); ok && refused.status != 0 { //nolint:errorlint // it may wrap errors of other packages
		return refused.status
	}
	return http.StatusInternalServerError // reading the body panicked
}

// publicText returns the text of an error that is safe to log: the text of this package's own errors, and of a few
// errors that are known to contain nothing of a request or a configuration. For all others it returns the type.
func publicText(err error) (text string) {
	defer func() {
		if recover() != nil { // a method of the error panicked
			text = clip(fmt.Sprintf("a %T", err))
		}
	}()
	switch e := err.(type) { //nolint:errorlint // errors in between may have text of their own
	case *safeError, *PanicError:
		return clip(err.Error())
	case *HandlerError:
		return clip("webhookverify: a handler failed with " + publicText(e.Err))
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
	if own := new(safeError); errors.As(err, &own) {
		return clip(own.text)
	}
	if number := syscall.Errno(0); errors.As(err, &number) {
		return number.Error()
	}
	return clip(fmt.Sprintf("a %T", err))
}

// clip shortens a text to fit a line of a log.
func clip(text string) string {
	const most = 500
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "..."
}

// plain returns a name from outside, such as an event's type, unchanged if it is safe to log, and otherwise quoted and
// shortened.
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
