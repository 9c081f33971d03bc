package sandbox

import "strings"

// The phone numbers and the e-mail address of the subjects that Smile publishes for its sandbox. For them there is
// data: products.go says what else of a subject counts. For all others there is none.
const (
	georgePhone = "639559991234"
	georgeEmail = "gpalomero1234@smileapi.io"
	johnMexico  = "529559991234"
	johnThai    = "669178912345"
)

// failures are test values on top of those, which make any record end in ERROR:
//
//	a phone, ID or account number, an IBAN or a gaid that ends in   9990500 / 9990503
//	a name or an e-mail address that begins with                    System Error, system.error@... /
//	                                                                Service Unavailable, service.unavailable@...
//
// with the resultCode SYSTEM_ERROR / SERVICE_UNAVAILABLE.
var failures = []struct{ code, ending, beginning string }{
	{systemError, "9990500", "systemerror"},
	{serviceUnavailable, "9990503", "serviceunavailable"},
}

// testNumbers are the phone numbers that are also known by their hash.
var testNumbers = []string{
	georgePhone, johnMexico, johnThai,
	"639559990500", "529559990500", "669179990500", // SYSTEM_ERROR
	"639559990503", "529559990503", "669179990503", // SERVICE_UNAVAILABLE
}

// failure is the code of a record that is to fail; empty for all others.
func (q *question) failure() string {
	texts := append(textsIn(q.request), q.phone)
	for _, f := range failures {
		for _, text := range texts {
			if plain := letters(text); strings.HasSuffix(plain, f.ending) || strings.HasPrefix(plain, f.beginning) {
				return f.code
			}
		}
	}
	return ""
}

// textsIn are the texts of a request, without those of the consent.
func textsIn(value any) []string {
	var texts []string
	switch value := value.(type) {
	case string:
		texts = append(texts, value)
	case []any:
		for _, item := range value {
			texts = append(texts, textsIn(item)...)
		}
	case document:
		for name, property := range value {
			if name != "consent" {
				texts = append(texts, textsIn(property)...)
			}
		}
	}
	return texts
}
