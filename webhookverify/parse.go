package webhookverify

import (
	"context"
	"net/http"
	"time"
)

// MaxBodySize is the maximum size in bytes of a body that [Verifier.Parse] reads. The largest event that Smile sends
// has a payload of at most 300 items for each of eleven kinds of data; this leaves more than 2,500 bytes for each item,
// many times what it needs.
const MaxBodySize = 8 << 20

// Parse reads the body of a request, verifies its signature and returns the event. It rejects a request without a
// well-formed signature before it reads any of the body. Nothing may have read the body before.
//
// The body must arrive within 10 seconds. All bodies that a Verifier reads at once, including those for
// [Verifier.Middleware], take at most 64 MiB, of which a quarter is reserved for bodies of up to 64 KiB. A sender that
// is too slow keeps its connection, and net/http may hold back your response, until the ReadTimeout of the
// [http.Server] ends it: set one. Middleware ends such a connection itself.
//
// The errors are those of [Verifier.Verify] and [Decode], [ErrBodyTooLarge], [ErrTooManyBodies], [ErrSlowBody], and any
// error of the connection. If there is an error, trust nothing in the request.
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

// readingTime returns a context with the default time limit for a body.
func readingTime(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(r.Context()), defaultTimeout)
}

const defaultTimeout = 10 * time.Second

// ParseBody is [Verifier.Parse] for a body that is already in memory, as function platforms deliver it. The body must
// not be modified while the event is in use.
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

// read returns the body of a request and the position of the secret that signed it. If no secret matches, it also
// returns the body. The caller must release it; if it is nil, the request was dismissed. If memory is nil, the
// verifier's own budget is used.
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
