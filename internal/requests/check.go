// Package requests is what the preview products do alike with the requests of their records: check them, write
// phone numbers as each operation wants them, and read requests back by their templates.
package requests

import (
	"fmt"
	"net/mail"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/preview"
)

// Copy returns a copy of params to write the wire form into; nil params count as empty ones. Times have it already:
// UTC in whole seconds, as the API writes them.
func Copy[P any](params *P) *P {
	body := new(P)
	if params != nil {
		*body = *params
	}
	writeTimes(reflect.ValueOf(body).Elem())
	return body
}

// writeTimes works on what is in v itself: what v points to belongs to the caller.
func writeTimes(v reflect.Value) {
	if v.Kind() != reflect.Struct || !v.CanSet() {
		return
	}
	if at, ok := v.Addr().Interface().(*time.Time); ok {
		*at = at.UTC().Truncate(time.Second)
		return
	}
	for i := range v.NumField() {
		writeTimes(v.Field(i))
	}
}

// NoParams refuses a call without params, of which there is more than one type.
func NoParams(operation smile.Operation, types string) error {
	return &smile.ParameterError{Operation: operation.ID, Field: "params", Problem: "are nil: choose one of the types of " + types}
}

// First returns the first error.
func First(problems ...error) error {
	for _, problem := range problems {
		if problem != nil {
			return problem
		}
	}
	return nil
}

// If returns an error about a field when something is wrong with it.
func If(wrong bool, field, problem string) error {
	if !wrong {
		return nil
	}
	return &smile.ParameterError{Field: field, Problem: problem}
}

// Text wants something to be there.
func Text(field, text string) error {
	return If(strings.TrimSpace(text) == "", field, "is empty")
}

// Email wants an address and nothing besides.
func Email(field, text string) error {
	address, err := mail.ParseAddress(text)
	return If(err != nil || address.Address != text, field, "must be an e-mail address such as juan@example.com")
}

// Number wants a phone number.
func Number(field string, phone preview.PhoneNumber) error {
	return If(phone.Digits() == "", field, "must be a phone number in E.164 such as +639559991234")
}

// OptionalNumber wants a phone number, if anything.
func OptionalNumber(field string, phone preview.PhoneNumber) error {
	if phone == "" {
		return nil
	}
	return Number(field, phone)
}

// NumberOrHash wants a phone number or its hash.
func NumberOrHash(field string, phone preview.PhoneNumber) error {
	return If(phone.Digits() == "" && !phone.IsHash(), field,
		"must be a phone number in E.164 such as +639559991234, or an MD5 hash in hexadecimal")
}

var (
	curp = regexp.MustCompile(`^[0-9A-Z]{18}$`)
	nss  = regexp.MustCompile(`^[0-9]{11}$`)
	gaid = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)
	pid  = regexp.MustCompile(`^[0-9]{13}$`)
	bic  = regexp.MustCompile(`^[0-9A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?$`)
	iban = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$`)
)

// CURP wants the population registry code of a person in Mexico.
func CURP(field, text string) error {
	return If(!curp.MatchString(text), field, "must be a CURP: 18 capital letters and digits")
}

// NSS wants the social security number of a person in Mexico.
func NSS(field, text string) error {
	return If(!nss.MatchString(text), field, "must be an NSS: 11 digits")
}

// GAID wants a Google advertising ID.
func GAID(field, text string) error {
	return If(!gaid.MatchString(text), field, "must be a Google advertising ID such as 00000000-0000-0000-0000-000000000000")
}

// PID wants the number of an identity card of Thailand.
func PID(field, text string) error {
	return If(!pid.MatchString(text), field, "must have 13 digits")
}

// BIC wants the code of a bank.
func BIC(field, text string) error {
	return If(!bic.MatchString(text), field, "must be a BIC: 8 or 11 capital letters and digits")
}

// IBAN wants the international number of an account. Its check digits are left to the API, whose own test account
// has wrong ones.
func IBAN(field, text string) error {
	return If(!iban.MatchString(text), field, "must be an IBAN without blanks, such as AT610904300234573201")
}

// Optional checks only what is given.
func Optional(check func(field, text string) error, field, text string) error {
	if text == "" {
		return nil
	}
	return check(field, text)
}

// Fixed wants what a template fixes: nothing, or just that.
func Fixed[T ~string](field string, given, fixed T) error {
	return If(given != "" && given != fixed, field, fmt.Sprintf("must be %s with this template, or empty", fixed))
}

// Template refuses the templates of other types of requests, which are those in all that are not its own. One
// that is in neither list is let through: Smile makes templates for single customers.
func Template(given preview.TemplateID, own, all []preview.TemplateID) error {
	return If(slices.Contains(all, given) && !slices.Contains(own, given), "templateId",
		"belongs to another kind of request: leave it empty, or use the type of that template")
}
