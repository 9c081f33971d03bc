package webhookverify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"net/http"
)

// Sign returns the signature that Smile would send with body: lowercase hex HMAC-SHA512, keyed with the
// bytes of the secret. It is there for tests of your own webhook handler: set it as [SignatureHeader], or
// let [NewRequest] do it.
func Sign(body []byte, secret string) string {
	h := hmac.New(sha512.New, []byte(secret))
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// NewRequest returns a call such as Smile makes: a POST of body to a URL, signed with the secret. It is there
// for tests of your own webhook handler, which may send it with an [http.Client] or hand it to the handler
// itself. The error says that the URL is none, or that ctx is nil.
func NewRequest(ctx context.Context, url, secret string, body []byte) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	switch {
	case ctx == nil:
		return nil, says("webhookverify: NewRequest needs a context")
	case err != nil:
		return nil, blame(says("webhookverify: NewRequest needs a URL, such as https://acme.example/webhooks/smile"), err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(SignatureHeader, Sign(body, secret))
	return r, nil
}
