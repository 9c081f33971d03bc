package preview

import (
	"crypto/md5" //nolint:gosec // The API asks for MD5; nothing here relies on its strength.
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
)

// PhoneNumber is a phone number in E.164, such as +639559991234. Requests take it in this form, and write what their
// operation wants: with the plus, without it, or as a hash.
//
// In replies it is as it was requested. It is kept out of prints and logs within the bounds that
// [github.com/smileapi/smile-go/userdata.Personal] has; string(p) reveals it.
type PhoneNumber string

// E164 returns the number with its plus, and nothing for a hash or for what is no number.
func (p PhoneNumber) E164() string {
	if digits := p.Digits(); digits != "" {
		return "+" + digits
	}
	return ""
}

// Digits returns the number without a plus, and nothing for a hash or for what is no number.
func (p PhoneNumber) Digits() string {
	digits := strings.TrimPrefix(string(p), "+")
	// E.164: a country code, which does not begin with 0, and 15 digits at most.
	if len(digits) < 7 || len(digits) > 15 || digits[0] == '0' || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}

// MD5 returns the hash by which Smile can look a person up without learning the number: of the digits, country
// code first, in lower-case hexadecimal. A Phone that is such a hash is returned as it is, and nothing for what is
// no number. An operation may want another hash: set the field of its params that begins with Hash instead.
func (p PhoneNumber) MD5() string {
	if p.IsHash() {
		return string(p)
	}
	digits := p.Digits()
	if digits == "" {
		return "" // and not the hash of nothing, which looks like that of a number
	}
	sum := md5.Sum([]byte(digits)) //nolint:gosec // as above
	return hex.EncodeToString(sum[:])
}

// IsHash reports whether this is an MD5 hash in hexadecimal instead of a number.
func (p PhoneNumber) IsHash() bool {
	return len(p) == 2*md5.Size && strings.Trim(string(p), "0123456789abcdefABCDEF") == ""
}

// EncodeValues writes the number as a filter of a list: without its plus as mobileNumber, and as it is as phone.
func (p PhoneNumber) EncodeValues(key string, values *url.Values) error {
	text := string(p)
	if key == "mobileNumber" {
		text = strings.TrimPrefix(text, "+")
	}
	if text != "" {
		values.Set(key, text)
	}
	return nil
}

// String hides the number.
func (p PhoneNumber) String() string { return "(phone number)" }

// Format hides the number from every verb.
func (p PhoneNumber) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue hides the number from package slog.
func (p PhoneNumber) LogValue() slog.Value { return slog.StringValue(p.String()) }
