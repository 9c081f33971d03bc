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

// Verifier decides whether a webhook call comes from Smile. Make one with [NewVerifier] and share it: it never
// changes, and any number of goroutines may use it at once. Printing it shows no secret.
type Verifier struct {
	secrets int
	// keys returns the secrets, for Diagnose. A function shows nothing of what it returns.
	keys func() [][]byte
	// signers pools the keyed hash states, so that a verification allocates nothing. The secrets are out of
	// reach in there for whatever prints or encodes a Verifier.
	signers *sync.Pool
	// memory is what Parse and Middleware may take for bodies that are not verified yet.
	memory *budget
}

// signers is what one verification works with: a keyed hash for every secret, and room for a result.
type signers struct {
	hashes   []hash.Hash
	computed signature
}

// signature is one HMAC-SHA512.
type signature [sha512.Size]byte

// NewVerifier returns a Verifier that accepts what any one of the secrets has signed. A webhook's secret is the
// one it was registered with. To change it without losing a call, run with the old and the new secret
// until the old one is out of use. Secrets are taken as they are, white space included; New refuses an
// empty or blank one, and a list of none, since everybody could sign with those.
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

// Verify reports whether body was signed with one of the secrets; nil means yes. The body must be the
// bytes as they arrived: decoding and encoding them again changes them. The header must hold exactly one
// [SignatureHeader], as net/http hands it on; if the headers come from elsewhere, fill an [http.Header] with
// its Set method or use [Verifier.VerifySignature].
//
// The error is [ErrNoSignature], [ErrMalformedSignature] or [ErrSignatureMismatch]. Answer all three with
// 401 and nothing else.
func (v *Verifier) Verify(body []byte, header http.Header) error {
	_, err := v.SignedBy(body, header)
	return err
}

// SignedBy is [Verifier.Verify], and tells which of the secrets the body was signed with: its position in the
// list that [NewVerifier] was given, counted from 1. It is 0 if there is an error.
func (v *Verifier) SignedBy(body []byte, header http.Header) (secret int, err error) {
	given, err := signatureIn(header)
	if err != nil {
		return 0, err
	}
	return v.match(body, given)
}

// VerifySignature is [Verifier.Verify] for a signature that is no longer in an [http.Header]: 128 hex
// digits of either case; white space around them is ignored.
func (v *Verifier) VerifySignature(body []byte, signature string) error {
	given, err := parseSignature(signature)
	if err != nil {
		return err
	}
	_, err = v.match(body, given)
	return err
}

// match compares the given signature with that of every secret, and takes the same time whichever fits.
func (v *Verifier) match(body []byte, given signature) (secret int, err error) {
	if v == nil || v.signers == nil {
		return 0, errNoSecret
	}
	s := v.signers.Get().(*signers)
	defer v.signers.Put(s)

	for i := len(s.hashes) - 1; i >= 0; i-- { // from the end, so that the first of two equal secrets is named
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
		return 0, because(ErrSignatureMismatch, "the body is empty; was it read before it was verified?")
	default:
		return 0, ErrSignatureMismatch
	}
}

// signatureIn finds the one signature of a request. Two are refused even if they are equal: whoever put
// the second one there stands between Smile and us.
func signatureIn(header http.Header) (signature, error) {
	switch values := header.Values(SignatureHeader); len(values) {
	case 0:
		return signature{}, ErrNoSignature
	case 1:
		return parseSignature(values[0])
	default:
		return signature{}, because(ErrMalformedSignature, "the header stands %d times", len(values))
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
		// The cause would quote the header; all it adds is in this sentence.
		return given, because(ErrMalformedSignature, "not every character is a hex digit")
	}
	return given, nil
}

// String says how many secrets the Verifier has, and not what they are.
func (v Verifier) String() string {
	return fmt.Sprintf("webhookverify.Verifier(secrets: %d)", v.secrets)
}

// GoString is [Verifier.String].
func (v Verifier) GoString() string { return v.String() }
