package webhookverify

import (
	"crypto/hmac"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"net/http"
	"strings"
	"sync"
)

// SignatureHeader is the request header that holds the signature of the body.
const SignatureHeader = "Smile-Signature"

// Verifier verifies that webhook requests were sent by Smile. Create one with [NewVerifier]. A Verifier is immutable
// and safe for concurrent use. Printing it shows no secret.
type Verifier struct {
	secrets int
	// keys returns the secrets, for Diagnose. A printed function does not show what it returns.
	keys func() [][]byte
	// signers pools keyed hash states, so that verification does not allocate. Printing or encoding a Verifier cannot
	// reach the secrets in them.
	signers *sync.Pool
	// memory is the budget of Parse and Middleware for bodies that are not verified yet.
	memory *budget
}

// signers is the working state of a verification: a keyed hash for each secret, and a buffer for a result.
type signers struct {
	hashes   []hash.Hash
	computed signature
}

// signature is an HMAC-SHA512.
type signature [sha512.Size]byte

// NewVerifier returns a Verifier that accepts requests signed with any of the secrets. A webhook's secret is the one
// that it was registered with. To change it without losing a request, accept both the old and the new secret until the
// old one is no longer in use. Secrets are used as they are, including white space. NewVerifier returns an error if a
// secret is empty or blank, or if there are none, since anyone could sign with those.
func NewVerifier(secrets ...string) (*Verifier, error) {
	if len(secrets) == 0 {
		return nil, errors.New("webhookverify: no secret given: pass the secret that the webhook was registered with")
	}
	keys := make([][]byte, len(secrets))
	for i, secret := range secrets {
		if strings.TrimSpace(secret) == "" {
			return nil, fmt.Errorf("webhookverify: secret %d of %d is empty or blank: pass the secret that the webhook was registered with", i+1, len(secrets))
		}
		keys[i] = []byte(secret)
	}
	return &Verifier{secrets: len(keys), memory: &budget{total: bodyMemory}, keys: func() [][]byte { return keys }, signers: &sync.Pool{New: func() any {
		s := &signers{hashes: make([]hash.Hash, len(keys))}
		for i, key := range keys {
			s.hashes[i] = hmac.New(sha512.New, key)
		}
		return s
	}}}, nil
}

// Verify reports whether body was signed with one of the secrets; it returns nil if so. The body must be the bytes as
// they were received: decoding and encoding changes them. The header must contain exactly one [SignatureHeader] under
// its canonical name, as net/http provides it. For headers from elsewhere, fill an [http.Header] with its Set method or
// use [Verifier.VerifySignature].
//
// The error is [ErrNoSignature], [ErrMalformedSignature] or [ErrSignatureMismatch]. Respond to all three with 401 and
// nothing else.
func (v *Verifier) Verify(body []byte, header http.Header) error {
	_, err := v.SignedBy(body, header)
	return err
}

// SignedBy is [Verifier.Verify], and returns which secret signed the body: its position, counted from 1, in the
// arguments of [NewVerifier]. It returns 0 if there is an error.
func (v *Verifier) SignedBy(body []byte, header http.Header) (secret int, err error) {
	given, err := signatureIn(header)
	if err != nil {
		return 0, err
	}
	return v.match(body, given)
}

// VerifySignature is [Verifier.Verify] for a signature that is not in an [http.Header]: 128 hex digits in any case.
// White space around them is ignored.
func (v *Verifier) VerifySignature(body []byte, signature string) error {
	given, err := parseSignature(signature)
	if err != nil {
		return err
	}
	_, err = v.match(body, given)
	return err
}

// match compares the given signature with the signature by every secret. It takes the same time whichever secret
// matches.
func (v *Verifier) match(body []byte, given signature) (secret int, err error) {
	if v == nil || v.signers == nil {
		return 0, errNoSecret
	}
	s := v.signers.Get().(*signers)
	defer v.signers.Put(s)

	for i := len(s.hashes) - 1; i >= 0; i-- { // from the end, so that the first of two equal secrets wins
		h := s.hashes[i]
		h.Reset()
		h.Write(body)
		fits := subtle.ConstantTimeCompare(h.Sum(s.computed[:0]), given[:])
		secret = subtle.ConstantTimeSelect(fits, i+1, secret)
	}
	switch {
	case secret != 0:
		return secret, nil
	case len(body) == 0:
		return 0, because(ErrSignatureMismatch, "the body is empty; it may have been read before it was verified")
	default:
		return 0, ErrSignatureMismatch
	}
}

// signatureIn returns the only signature of a request. It rejects two even if they are equal: the second one was added
// between Smile and here.
func signatureIn(header http.Header) (signature, error) {
	switch values := header.Values(SignatureHeader); len(values) {
	case 0:
		return signature{}, ErrNoSignature
	case 1:
		return parseSignature(values[0])
	default:
		return signature{}, because(ErrMalformedSignature, "the header appears %d times", len(values))
	}
}

func parseSignature(text string) (given signature, err error) {
	text = strings.TrimSpace(text)
	var digits [2 * len(given)]byte
	switch {
	case text == "":
		return given, ErrNoSignature
	case len(text) != len(digits):
		return given, because(ErrMalformedSignature, "it has %d characters", len(text))
	}
	copy(digits[:], text) // hex.DecodeString would allocate
	if _, err := hex.Decode(given[:], digits[:]); err != nil {
		// err quotes the header, and adds nothing else to this text.
		return given, because(ErrMalformedSignature, "not every character is a hex digit")
	}
	return given, nil
}

// String returns the number of secrets, but not the secrets.
func (v Verifier) String() string {
	return fmt.Sprintf("webhookverify.Verifier(secrets: %d)", v.secrets)
}

// GoString is [Verifier.String].
func (v Verifier) GoString() string { return v.String() }
