package sandbox

import (
	"cmp"
	"slices"
	"time"
)

// linkPeriod is how far back a link record looks.
const linkPeriod = 730 * 24 * time.Hour

// links is one record of the organisations that the person linked an account with in two years. Each
// has one or two applications, and tells when each of them was linked last. The moments do not depend
// on the clock, so that they stay where they are when it moves on.
func (v *view) links() []document {
	type organisation struct {
		links int
		last  [2]time.Time // of each application
	}
	random := v.random("links")
	organisations := make([]organisation, 2+random.IntN(4))
	begin := v.now.Add(-linkPeriod)
	for at := v.gig.since.first(); at.Before(v.now); at = at.Add(24*time.Hour + time.Duration(random.Int64N(int64(80*24*time.Hour)))) {
		linked, application := &organisations[random.IntN(len(organisations))], random.IntN(2)
		if at.After(begin) {
			linked.links++
			linked.last[application] = at
		}
	}
	records := []any{}
	for _, linked := range organisations {
		var linkedAt []any
		for _, at := range linked.last {
			if !at.IsZero() {
				linkedAt = append(linkedAt, stamp(at))
			}
		}
		if linked.links > 0 {
			newestFirst(linkedAt, func(item any) string { return item.(string) })
			records = append(records, document{"count": count(linked.links), "linkedAt": linkedAt})
		}
	}
	newestFirst(records, func(item any) string { return item.(document)["linkedAt"].([]any)[0].(string) })
	return []document{{
		"startDate": stamp(begin),
		"endDate":   stamp(v.now),
		"records":   records,
	}}
}

func newestFirst(items []any, when func(any) string) {
	slices.SortFunc(items, func(a, b any) int { return cmp.Compare(when(b), when(a)) })
}
