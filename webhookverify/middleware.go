package webhookverify

import (
	"bytes"
	"io"
	"net/http"
)

// Middleware lets through to next what verifies, with its body as it arrived and ready to be read again. It
// is for frameworks and handlers that insist on reading the body themselves; it neither decodes nor
// remembers events, which is what [Handler] does. What does not verify is answered as by Handler.
func (v *Verifier) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _, err := v.read(w, r, MaxBodySize)
		if err != nil {
			answer(w, statusOf(err))
			return
		}
		verified := r.WithContext(r.Context()) // a copy: the request is not ours to change
		verified.Body, verified.ContentLength, verified.TransferEncoding = io.NopCloser(bytes.NewReader(body)), int64(len(body)), nil
		next.ServeHTTP(w, verified)
	})
}
