package webhookverify

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"slices"
	"strconv"
)

// Diagnose is [Verifier.Verify] for a request that should verify but does not. It checks for common mistakes, and
// returns the error of Verify, with [ErrBodyConsumed], [ErrBodyChanged] or [ErrSecretPadded] added if it finds one. It
// returns nil if the request verifies. The error text says what to do, and contains no signature, no secret and nothing
// of the body.
//
// Diagnose takes many times as long as Verify, and its findings do not make a request genuine. Use it while setting up
// a webhook, by hand or with [WithDiagnosis].
func (v *Verifier) Diagnose(body []byte, header http.Header) error {
	given, err := signatureIn(header)
	if err != nil {
		return err
	}
	_, err = v.match(body, given)
	if !errors.Is(err, ErrSignatureMismatch) {
		return err
	}
	if mistake := v.mistake(body, header, given); mistake != nil {
		return blame(ErrSignatureMismatch, mistake)
	}
	return err
}

func (v *Verifier) mistake(body []byte, header http.Header, given signature) error {
	if len(body) == 0 {
		return ErrBodyConsumed
	}
	keys := v.keys()
	for i, key := range keys {
		for how, other := range otherSecrets(key) {
			if given.fits(body, other) {
				return because(ErrSecretPadded, "secret %d of %d matches %s", i+1, len(keys), how)
			}
		}
	}
	for how, other := range otherBodies(body) {
		for _, key := range keys {
			if given.fits(other, key) {
				return because(ErrBodyChanged, "it matches %s", how)
			}
		}
	}
	announced, err := strconv.Atoi(header.Get("Content-Length"))
	if err == nil && announced != len(body) {
		return because(ErrBodyChanged, "its Content-Length was %d, but it has %d bytes", announced, len(body))
	}
	if names := namesOf(body); len(names) == len(envelopeNames) && slices.IsSorted(names) {
		return because(ErrBodyChanged, "its members are in alphabetical order, which Smile does not use")
	}
	return nil
}

func (s signature) fits(body, key []byte) bool {
	h := hmac.New(sha512.New, key)
	h.Write(body)
	return hmac.Equal(h.Sum(nil), s[:])
}

// otherSecrets iterates over what a secret may have been before a file, a shell or a copy changed its ends.
func otherSecrets(key []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		trimmed := bytes.TrimSpace(key)
		_ = (len(trimmed) == len(key) || yield("without the white space around it", trimmed)) &&
			yield("without the quotes around it", bytes.Trim(trimmed, `"'`)) &&
			yield("with a newline after it, as the webhook was registered", slices.Concat(trimmed, []byte("\n"))) &&
			yield("with a newline after it, as the webhook was registered", slices.Concat(trimmed, []byte("\r\n"))) &&
			yield("with a space after it, as the webhook was registered", slices.Concat(trimmed, []byte(" "))) &&
			yield("with a space before it, as the webhook was registered", slices.Concat([]byte(" "), trimmed))
	}
}

// otherBodies iterates over what a body may have been before something decoded and encoded it.
func otherBodies(body []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		trimmed := bytes.TrimSpace(body)
		if !yield("without the white space around it", trimmed) ||
			!yield("with a newline at its end", slices.Concat(trimmed, []byte("\n"))) {
			return
		}
		decoded, err := base64.StdEncoding.DecodeString(string(trimmed))
		if err == nil && !yield("when decoded from base64", decoded) {
			return
		}
		var compact bytes.Buffer
		if json.Compact(&compact, body) != nil {
			return
		}
		written := rewrite(body)
		_ = yield("without the white space in its JSON", compact.Bytes()) &&
			yield("without the white space and needless escapes in its JSON", written) &&
			yield("with its members in the order that Smile uses", reorder(written))
	}
}

// rewrite encodes valid JSON without white space or needless escapes, and keeps its order and its number literals.
func rewrite(document []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	var written bytes.Buffer
	encoder := json.NewEncoder(&written)
	encoder.SetEscapeHTML(false)
	var open []json.Delim
	for position := []int{0}; ; {
		token, err := decoder.Token()
		if err != nil {
			return written.Bytes()
		}
		delimiter, isDelimiter := token.(json.Delim)
		if isDelimiter && (delimiter == '}' || delimiter == ']') {
			open, position = open[:len(open)-1], position[:len(position)-1]
			written.WriteRune(rune(delimiter))
			continue
		}
		if at := &position[len(position)-1]; len(open) > 0 {
			switch {
			case *at > 0 && open[len(open)-1] == '{' && *at%2 == 1:
				written.WriteByte(':')
			case *at > 0:
				written.WriteByte(',')
			}
			*at++
		}
		if isDelimiter {
			open, position = append(open, delimiter), append(position, 0)
			written.WriteRune(rune(delimiter))
			continue
		}
		_ = encoder.Encode(token)           // never fails for a scalar
		written.Truncate(written.Len() - 1) // the newline that Encode adds
	}
}

var envelopeNames = []string{"id", "version", "type", "createdAt", "data"}

// reorder writes the members of an event in the order of the API.
func reorder(document []byte) []byte {
	var members map[string]json.RawMessage
	if json.Unmarshal(document, &members) != nil {
		return document
	}
	written := []byte("{")
	for _, name := range envelopeNames {
		if value, there := members[name]; there {
			written = append(written, `,"`+name+`":`...)
			written = append(written, value...)
		}
	}
	return append(bytes.Replace(written, []byte("{,"), []byte("{"), 1), '}')
}

// namesOf returns the names of an event's members that belong to the envelope, in document order.
func namesOf(document []byte) (names []string) {
	decoder := json.NewDecoder(bytes.NewReader(document))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil
	}
	for decoder.More() {
		token, err := decoder.Token()
		var value json.RawMessage
		if err != nil || decoder.Decode(&value) != nil {
			return nil
		}
		if name, ok := token.(string); ok && slices.Contains(envelopeNames, name) {
			names = append(names, name)
		}
	}
	return names
}
