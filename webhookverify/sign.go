package webhookverify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"net/http"
)

// Sign returns the signature that Smile would send with body: the HMAC-SHA512 in lower-case hex, keyed with the bytes
// of the secret. Use it to test your own webhook handler: set it as [SignatureHeader], or let [NewRequest] do that.
func Sign(body []byte, secret string) string {
	h := hmac.New(sha512.New, []byte(secret))
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// NewRequest returns a request like Smile's: a POST of body to a URL, signed with the secret. Use it to test your own
// webhook handler: send it with an [http.Client] or pass it to the handler. The error reports that the URL is not valid
// or that ctx is nil.
func NewRequest(ctx context.Context, url, secret string, body []byte) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	switch {
	case ctx == nil:
		return nil, newError("webhookverify: NewRequest needs a context")
	case err != nil:
		return nil, blame(newError("webhookverify: NewRequest needs a URL, such as https://acme.example/webhooks/smile"), err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(SignatureHeader, Sign(body, secret))
	return r, nil
}
