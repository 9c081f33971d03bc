package requests

import (
	"cmp"
	"crypto/md5" //nolint:gosec // The API asks for MD5; nothing here relies on its strength.
	"encoding/hex"

	"github.com/smileapi/smile-go/preview"
)

// Each form leaves a hash, and what is no number, as it is: checks tell about the latter.

// WithPlus writes a number with its plus, or the hash of that.
func WithPlus(phone preview.PhoneNumber, hash bool) preview.PhoneNumber {
	number := phone.E164()
	if number == "" || !hash {
		return cmp.Or(preview.PhoneNumber(number), phone)
	}
	sum := md5.Sum([]byte(number)) //nolint:gosec // as above
	return preview.PhoneNumber(hex.EncodeToString(sum[:]))
}

// WithoutPlus writes a number without its plus, or the hash of that.
func WithoutPlus(phone preview.PhoneNumber, hash bool) preview.PhoneNumber {
	written := phone.Digits()
	if hash {
		written = phone.MD5()
	}
	return cmp.Or(preview.PhoneNumber(written), phone)
}
