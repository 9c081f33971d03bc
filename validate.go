package smile

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Limits of the API that are checked before a call is sent.
const (
	maxPageSize     = 150
	maxTopProviders = 10
	maxMetadata     = 5
	maxMetadataKey  = 50
	maxMetadataText = 500
)

// queryProblem names the first query parameter that cannot be right. It works on what is sent, so that
// every list of every service is held to the same rules.
func queryProblem(query url.Values) (field, problem string) {
	if len(query) == 0 {
		return "", ""
	}
	if text := query.Get("size"); text != "" {
		if size, err := strconv.Atoi(text); err != nil || size < 1 || size > maxPageSize {
			return "size", fmt.Sprintf("must be 1 to %d, or 0 for the default", maxPageSize)
		}
	}
	if text := query.Get("topIds"); strings.Count(text, ",") >= maxTopProviders {
		return "topIds", fmt.Sprintf("must have at most %d items", maxTopProviders)
	}
	for _, period := range [][2]string{{"startDate", "endDate"}, {"startMonth", "endMonth"}} {
		// Dates and months of the API sort as text.
		if start, end := query.Get(period[0]), query.Get(period[1]); start != "" && end != "" && end < start {
			return period[1], "must not be before " + period[0]
		}
	}
	return "", ""
}

// metadataProblem names the first pair that breaks a limit of external metadata.
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

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
}
