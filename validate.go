package smile

import (
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of the API that are checked before a call is sent.
const (
	maxPageSize     = 150
	maxTopProviders = 10
	maxMetadata     = 5
	maxMetadataKey  = 50
	maxMetadataText = 500
)

// invalid returns an error for a problem, or nil if there is none.
func invalid(field, problem string) error {
	if problem == "" {
		return nil
	}
	return &ParameterError{Field: field, Problem: problem}
}

// queryProblem returns the first invalid query parameter. It checks the query that is sent, so the same rules apply to
// every list of every service.
func queryProblem(query url.Values) (field, problem string) {
	if len(query) == 0 {
		return "", ""
	}
	if field, problem := queryText(query); problem != "" {
		return field, problem
	}
	if text := query.Get("size"); text != "" {
		if size, err := strconv.Atoi(text); err != nil || size < 1 || size > maxPageSize {
			return "size", fmt.Sprintf("must be between 1 and %d, or 0 for the default", maxPageSize)
		}
	}
	if text := query.Get("topIds"); strings.Count(text, ",") >= maxTopProviders {
		return "topIds", fmt.Sprintf("must have at most %d items", maxTopProviders)
	}
	for _, period := range [][2]string{{"startDate", "endDate"}, {"startMonth", "endMonth"}} {
		// Dates and months of the API sort as text.
		if start, end := query.Get(period[0]), query.Get(period[1]); start != "" && end != "" && end < start {
			return period[1], "must not be before the start"
		}
	}
	return "", ""
}

// metadataProblem returns the first problem with external metadata.
func metadataProblem(metadata map[string]string) (field, problem string) {
	if len(metadata) > maxMetadata {
		return "externalMetadata", fmt.Sprintf("must have at most %d pairs", maxMetadata)
	}
	for key, value := range metadata {
		switch {
		case !isASCII(key) || !isASCII(value):
			return "externalMetadata", "must have ASCII keys and values"
		case len(key) > maxMetadataKey:
			return "externalMetadata", fmt.Sprintf("must have keys of at most %d characters", maxMetadataKey)
		case len(value) > maxMetadataText:
			return "externalMetadata", fmt.Sprintf("must have values of at most %d characters", maxMetadataText)
		}
	}
	return "", ""
}

// length is the range of lengths, in characters, that a field allows.
type length struct {
	field, text      string
	minimum, maximum int
}

func required(field, text string, maximum int) length { return length{field, text, 1, maximum} }
func optional(field, text string, maximum int) length { return length{field, text, 0, maximum} }

// lengthProblem returns the first text that is too short or too long.
func lengthProblem(lengths ...length) (field, problem string) {
	for _, l := range lengths {
		n := utf8.RuneCountInString(l.text)
		switch {
		case n >= l.minimum && n <= l.maximum:
		case l.minimum > 0:
			return l.field, fmt.Sprintf("must have %d to %d characters", l.minimum, l.maximum)
		default:
			return l.field, fmt.Sprintf("must have at most %d characters", l.maximum)
		}
	}
	return "", ""
}

// notEmail is the problem with a text for which isEmail returns false.
const notEmail = "must be an e-mail address such as juan@example.com"

// isEmail reports whether a text is an e-mail address and nothing else.
func isEmail(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
}
