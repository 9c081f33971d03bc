package webhookverify

import (
	"bytes"
	"io"
	"net/http"
)

// Middleware passes verified requests to next, with the body as it was received and ready to be read again. It is for
// frameworks and handlers that read the body themselves. Unlike [Handler], it neither decodes nor deduplicates events.
// Requests that do not verify get the same response as from Handler. The time and memory limits for bodies are the
// limits of [Verifier.Parse]. Middleware panics if next is nil.
func (v *Verifier) Middleware(next http.Handler) http.Handler {
	if next == nil {
		panic("webhookverify: Middleware needs a handler for verified requests")
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
		verified := r.WithContext(r.Context()) // a copy: a handler must not modify its request
		verified.Body, verified.ContentLength, verified.TransferEncoding = io.NopCloser(bytes.NewReader(body)), int64(len(body)), nil
		next.ServeHTTP(w, verified)
	})
}
