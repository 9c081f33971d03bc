package webhookverify

import (
	"context"
	"net/http"
	"time"
)

// MaxBodySize is the size in bytes of the largest body that [Verifier.Parse] reads. The largest event that
// Smile may send has a payload of at most 300 items for each of eleven kinds of data; this leaves each of them more
// than 2,500 bytes, many times what they need.
const MaxBodySize = 8 << 20

// Parse reads the body of a webhook call, verifies its signature and returns the event. A request without a
// usable signature is refused before any of its body is read. Nothing may have read the body before.
//
// The body has 10 seconds to arrive, and what this Verifier reads at once, for [Verifier.Middleware] too, takes at
// most 64 MiB, of which a quarter is kept for bodies of up to 64 KiB. A sender that is too slow keeps its
// connection, and net/http may hold back your answer, until the ReadTimeout of the [http.Server] ends it: give it one.
// The Middleware ends such a connection itself.
//
// Besides the errors of [Verifier.Verify] and [Decode] there are [ErrBodyTooLarge], [ErrTooManyBodies],
// [ErrSlowBody], and whatever the connection fails with. Each means that nothing of the call is to be believed.
func (v *Verifier) Parse(r *http.Request) (Event, error) {
	if r == nil {
		return nil, errNoRequest
	}
	ctx, cancel := readingTime(r)
	defer cancel()
	body, secret, err := v.read(ctx, nil, r, MaxBodySize, nil)
	defer body.release()
	if err != nil {
		return nil, err
	}
	return decodeSigned(body.bytes, secret)
}

// readingTime is what a body has to arrive where nobody has said otherwise.
func readingTime(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(r.Context()), defaultTimeout)
}

const defaultTimeout = 10 * time.Second

// ParseBody is [Verifier.Parse] for a body that is already in memory, as a function platform delivers it. The
// body must not be changed while the event is in use.
func (v *Verifier) ParseBody(body []byte, header http.Header) (Event, error) {
	secret, err := v.SignedBy(body, header)
	if err != nil {
		return nil, err
	}
	return decodeSigned(body, secret)
}

func decodeSigned(body []byte, secret int) (Event, error) {
	event, err := Decode(body)
	if err != nil {
		return nil, err
	}
	event.Head().SignedBy = secret
	return event, nil
}

// read returns the body of a call and which secret it was signed with. The body is there also when no secret
// fits, and for the caller to release; if it is nil, the call was dismissed. A budget that is nil is the verifier's own.
func (v *Verifier) read(ctx context.Context, w http.ResponseWriter, r *http.Request, limit int64, memory *budget) (arrived *body, secret int, err error) {
	if v == nil || v.signers == nil {
		return nil, 0, dismiss(w, r, errNoSecret)
	}
	given, err := signatureIn(r.Header)
	if err != nil {
		return nil, 0, dismiss(w, r, err)
	}
	if memory == nil {
		memory = v.memory
	}
	if arrived, err = memory.receive(ctx, w, r, limit); err != nil {
		return nil, 0, dismiss(w, r, err)
	}
	secret, err = v.match(arrived.bytes, given)
	return arrived, secret, err
}
