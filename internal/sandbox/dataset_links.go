package sandbox

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"
)

// linkPeriod is how far back a link record looks.
const linkPeriod = 730 * 24 * time.Hour

// links is one record of the organisations that the person linked an account with in two years.
func (v *view) links(random *rand.Rand) []document {
	records := make([]any, 2+random.IntN(4))
	for i := range records {
		linkedAt := make([]any, 1+random.IntN(2)) // one for each of the organisation's applications
		for j := range linkedAt {
			ago := time.Hour + time.Duration(random.Int64N(int64(linkPeriod-2*time.Hour)))
			linkedAt[j] = stamp(v.now.Add(-ago))
		}
		newestFirst(linkedAt, func(item any) string { return item.(string) })
		records[i] = document{"count": count(len(linkedAt) + random.IntN(3)), "linkedAt": linkedAt}
	}
	newestFirst(records, func(item any) string { return item.(document)["linkedAt"].([]any)[0].(string) })
	return []document{{
		"startDate": stamp(v.now.Add(-linkPeriod)),
		"endDate":   stamp(v.now),
		"records":   records,
	}}
}

func newestFirst(items []any, when func(any) string) {
	slices.SortFunc(items, func(a, b any) int { return cmp.Compare(when(b), when(a)) })
}
