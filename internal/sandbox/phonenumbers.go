package sandbox

import (
	"crypto/md5" //nolint:gosec // The API takes phone numbers as MD5; nothing is kept secret by it here.
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
)

// phoneForm is how an operation takes phone numbers. The zero value takes them with a plus or without, and
// no hashes.
type phoneForm struct {
	plus plusRule
	// hashed is what may stand before the digits that were hashed: nothing, or a plus. Without any, hashes
	// are not taken.
	hashed []string
}

type plusRule int

const (
	anyPlus plusRule = iota
	withPlus
	withoutPlus
)

var (
	writtenNumber = regexp.MustCompile(`^\+?[1-9][0-9]{6,14}$`)
	hashedNumber  = regexp.MustCompile(`^[0-9A-Fa-f]{32}$`)
)

// check says what is wrong with a phone number.
func (f phoneForm) check(name, number string) []string {
	fault := func(problem string) []string { return []string{fmt.Sprintf("%s %s: %q", name, problem, number)} }
	switch plus := strings.HasPrefix(number, "+"); {
	case hashedNumber.MatchString(number) && len(f.hashed) > 0:
		return nil
	case hashedNumber.MatchString(number):
		return fault("must be the phone number itself, which this operation does not take as a hash")
	case !writtenNumber.MatchString(number):
		return fault("must be a phone number that begins with the country code and has no leading zeros")
	case f.plus == withPlus && !plus:
		return fault("must begin with + and the country code")
	case f.plus == withoutPlus && plus:
		return fault("must begin with the country code and no +")
	}
	return nil
}

// digits is the number in the one form in which numbers are compared. A hash is undone as far as the sandbox
// knows the number; any other stays as it is.
func (f phoneForm) digits(number string) string {
	if !hashedNumber.MatchString(number) {
		return barePhone(number)
	}
	for _, known := range testNumbers {
		for _, before := range f.hashed {
			sum := md5.Sum([]byte(before + known)) //nolint:gosec // As above.
			if strings.EqualFold(hex.EncodeToString(sum[:]), number) {
				return known
			}
		}
	}
	return number
}

func barePhone(number string) string { return strings.ToLower(strings.TrimPrefix(number, "+")) }

// phoneOf is the phone number of a request. The property has one of two names.
func phoneOf(request document) (name, number string) {
	for _, name := range []string{"phone", "mobileNumber"} {
		if number, given := request[name].(string); given {
			return name, number
		}
	}
	return "", ""
}
