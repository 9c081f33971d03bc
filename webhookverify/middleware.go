package webhookverify

import (
	"bytes"
	"io"
	"net/http"
)

// Middleware lets through to next what verifies, with its body as it arrived and ready to be read again. It
// is for frameworks and handlers that insist on reading the body themselves; it neither decodes nor
// remembers events, which is what [Handler] does. What does not verify is answered as by Handler. The time and the
// memory that bodies have are those of [Verifier.Parse]. Middleware panics if next is nil.
func (v *Verifier) Middleware(next http.Handler) http.Handler {
	if next == nil {
		panic("webhookverify: Middleware needs a handler for what it lets through")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := readingTime(r)
		arrived, _, err := v.read(ctx, w, r, MaxBodySize, nil)
		cancel()
		body := arrived.release()
		if err != nil {
			answer(w, statusOf(err), err, defaultTimeout)
			return
		}
		verified := r.WithContext(r.Context()) // a copy: the request is not ours to change
		verified.Body, verified.ContentLength, verified.TransferEncoding = io.NopCloser(bytes.NewReader(body)), int64(len(body)), nil
		next.ServeHTTP(w, verified)
	})
}
