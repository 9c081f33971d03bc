package sandbox

import (
	"math/rand/v2"
	"slices"
)

// happening is one thing that a lender, or a platform of one, has seen of a subject.
type happening struct {
	daysAgo int
	day     string
	// platform is which of the lenders it was.
	platform int
	amount   int // in whole units of the currency
	late     int // days
	random   *rand.Rand
}

const (
	memory    = 180 // days that are remembered
	platforms = 9
)

// happenings are what has been seen in the last days, the latest first: something about every so many days.
// What happens on a day follows from the seed, the subject and the day, so that it is still there tomorrow.
func (q *question) happenings(kind string, every int) []happening {
	subject := q.phone
	if gaid, _ := q.request["gaid"].(string); subject == "" {
		subject = gaid
	}
	var found []happening
	for ago := range memory {
		date := day(q.now.AddDate(0, 0, -ago))
		random := q.random(subject, kind+" on "+date)
		if random.IntN(every) == 0 {
			found = append(found, happening{ago, date, random.IntN(platforms), 500 + 250*random.IntN(40), 1 + random.IntN(30), random})
		}
	}
	return found
}

// within are those of the last days.
func within(happened []happening, days int) []happening {
	return slices.DeleteFunc(slices.Clone(happened), func(h happening) bool { return h.daysAgo >= days })
}
