package sandbox

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"unicode"
)

// validation compares a document with itself and with what accounts of the same user say.
func (t *tenant) validation(userID string, kind fileType, fields document) document {
	return document{
		"fileType":    kind.id,
		"computation": computation(fields),
		"identity":    t.compareIdentity(userID, nameOn(fields)),
		"location":    t.compareLocation(userID, fields["address"]),
		"metadata":    checked("the files are of the types that they were uploaded as"),
	}
}

// checked is the result of a comparison, with what speaks against it.
func checked(message string, faults ...string) document {
	if len(faults) > 0 {
		return document{"resultCode": "FAILED", "resultMessage": strings.Join(faults, "; "), "score": count(0)}
	}
	return document{"resultCode": "PASSED", "resultMessage": message, "score": count(100)}
}

// unchecked says that there was nothing to compare.
func unchecked(message string) document {
	return document{"resultCode": "NO_DATA", "resultMessage": message}
}

// computations are what must hold between the fields of a document, where it has all of them.
var computations = []struct {
	fault  string
	fields []string
	holds  func(v []*big.Rat) bool
}{
	{"netAmount is more than grossAmount", []string{"netAmount", "grossAmount"}, atMost},
	{"baseAmount is more than grossAmount", []string{"baseAmount", "grossAmount"}, atMost},
	{"dueAmount is not the sum of balanceAmount and currentBillAmount", []string{"dueAmount", "balanceAmount", "currentBillAmount"}, isSum},
	{"currentPeriodUsage is not what lies between the readings", []string{"currentPeriodUsage", "presentReading", "previousReading"}, isDifference},
}

func atMost(v []*big.Rat) bool       { return v[0].Cmp(v[1]) <= 0 }
func isSum(v []*big.Rat) bool        { return v[0].Cmp(new(big.Rat).Add(v[1], v[2])) == 0 }
func isDifference(v []*big.Rat) bool { return v[0].Cmp(new(big.Rat).Sub(v[1], v[2])) == 0 }

func computation(fields document) document {
	var faults []string
	compared := 0
	for _, order := range []struct{ first, second string }{
		{"startDate", "endDate"}, {"startDate", "issueDate"}, {"statementDate", "dueDate"},
	} {
		earlier, hasFirst := fields[order.first].(string)
		later, hasSecond := fields[order.second].(string)
		if !hasFirst || !hasSecond {
			continue
		}
		compared++
		if later < earlier {
			faults = append(faults, order.second+" is before "+order.first)
		}
	}
	for _, rule := range computations {
		values, known := amounts(fields, rule.fields)
		if !known {
			continue
		}
		compared++
		if !rule.holds(values) {
			faults = append(faults, rule.fault)
		}
	}
	if compared == 0 {
		return unchecked("the document has nothing to compute")
	}
	return checked("the dates and amounts agree with each other", faults...)
}

// nameOn is the name of the person that a document is about.
func nameOn(fields document) string {
	for _, property := range []string{"employeeName", "fullName"} {
		if name, _ := fields[property].(string); name != "" {
			return name
		}
	}
	var parts []string
	for _, property := range []string{"firstName", "middleName", "lastName"} {
		if name, _ := fields[property].(string); name != "" {
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, " ")
}

// sameName is the least score of two spellings of one person's name.
const sameName = 60

func (t *tenant) compareIdentity(userID, name string) document {
	best := -1
	for _, identity := range t.data["IDENTITIES"].items {
		if identity.user == userID {
			known, _ := identity.document["fullName"].(string)
			best = max(best, nameScore(name, known))
		}
	}
	switch {
	case name == "" || best < 0:
		return unchecked("no linked account of the user has an identity to compare with")
	case best < sameName:
		return checked("", "the name is not the one that linked accounts have")
	}
	return checked("the name is the one that linked accounts have")
}

func (t *tenant) compareLocation(userID string, address any) document {
	printed, _ := address.(string)
	known := map[string]bool{}
	for _, identity := range t.data["IDENTITIES"].items {
		if identity.user != userID {
			continue
		}
		addresses, _ := identity.document["addresses"].([]any)
		for _, entry := range addresses {
			if full, _ := entry.(document)["fullAddress"].(string); full != "" {
				known[letters(full)] = true
			}
		}
	}
	switch {
	case printed == "" || len(known) == 0:
		return unchecked("there are no two addresses to compare")
	case !known[letters(printed)]:
		return checked("", "the address is not one that linked accounts have")
	}
	return checked("the address is one that linked accounts have")
}

// nameScore is how many words two names have in common, from 0 to 100.
func nameScore(a, b string) int {
	wordsOf := func(name string) []string {
		words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
		slices.Sort(words)
		return slices.Compact(words)
	}
	first, second := wordsOf(a), wordsOf(b)
	if len(first)+len(second) == 0 {
		return 0
	}
	common := 0
	for _, word := range first {
		if slices.Contains(second, word) {
			common++
		}
	}
	return 100 * 2 * common / (len(first) + len(second))
}

// amounts returns the values of fields as exact numbers, and false when one of them is not there.
func amounts(fields document, names []string) ([]*big.Rat, bool) {
	var values []*big.Rat
	for _, name := range names {
		number, _ := fields[name].(json.Number)
		if strings.ContainsAny(number.String(), "eE") { // could be larger than the memory
			return nil, false
		}
		value, ok := new(big.Rat).SetString(number.String())
		if !ok {
			return nil, false
		}
		values = append(values, value)
	}
	return values, true
}
