package webhookverify

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
)

// MaxBodySize is the size in bytes of the largest body that [Verifier.Parse] reads. The largest event that
// Smile may send has a payload of at most 300 items for each of eleven kinds of data; this leaves each of them more
// than 2,500 bytes, many times what they need.
const MaxBodySize = 8 << 20

// Parse reads the body of a webhook call, verifies its signature and returns the event. A request without a
// usable signature is refused before any of its body is read. Nothing may have read the body before.
//
// Besides the errors of [Verifier.Verify] and [Decode] there is [ErrBodyTooLarge], and whatever the connection
// fails with. Each means that nothing of the call is to be believed.
func (v *Verifier) Parse(r *http.Request) (Event, error) {
	body, secret, err := v.read(nil, r, MaxBodySize)
	if err != nil {
		return nil, err
	}
	return decodeSigned(body, secret)
}

// ParseBody is [Verifier.Parse] for a body that is already in memory, as a function platform delivers it. The
// body must not be changed while the event is in use.
func (v *Verifier) ParseBody(body []byte, header http.Header) (Event, error) {
	secret, err := v.Match(body, header)
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
// fits.
func (v *Verifier) read(w http.ResponseWriter, r *http.Request, limit int64) (body []byte, secret int, err error) {
	given, err := signatureIn(r.Header)
	if err != nil {
		return nil, 0, err
	}
	if body, err = readBody(w, r, limit); err != nil {
		return nil, 0, err
	}
	secret, err = v.match(body, given)
	return body, secret, err
}

// readBody reads a body up to a limit. A w that is not nil lets the server close the connection of a sender
// who goes beyond.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	if r.ContentLength > limit {
		return nil, ErrBodyTooLarge
	}
	var body bytes.Buffer
	body.Grow(int(min(max(r.ContentLength, 0), 64<<10)) + bytes.MinRead) // the sender's word is good for so much, not for 8 MiB
	_, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, ErrBodyTooLarge
	case err != nil:
		return nil, fmt.Errorf("webhookverify: the body could not be read to its end: %w", err)
	}
	return body.Bytes(), nil
}
