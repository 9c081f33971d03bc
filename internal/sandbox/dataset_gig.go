package sandbox

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// trade is how work on one kind of gig platform looks.
type trade struct {
	title, work, unit string
	units             int64 // in an average payout
	fee               int64 // the platform's, in thousandths
}

var trades = map[string]trade{
	"SERVICES":       {title: "Freelancer", work: "Freelance projects", unit: "milestone", units: 1, fee: 100},
	"TRANSPORTATION": {title: "Driver Partner", work: "Rides and deliveries", unit: "trip", units: 24, fee: 200},
	"SHARING":        {title: "Host", work: "Short-term rentals", unit: "booking", units: 3, fee: 30},
	"TRADING":        {title: "Merchant", work: "Online sales", unit: "order", units: 12, fee: 60},
}

// entry is one line of a gig worker's statement. A fee has a negative amount and no units.
type entry struct {
	day         time.Time
	description string
	reference   string
	amount      money
	units       int
}

func (v *view) trade() trade {
	subType, _ := v.provider["subType"].(string)
	return trades[subType]
}

func (v *view) gigJob() job {
	t := v.trade()
	return job{employer: v.employerName(), title: t.title, work: t.work, status: independent, from: v.gig.since}
}

// gigLedger is everything since the first day on the platform, oldest first: payouts, and a fee at the
// end of each week that had any.
func (v *view) gigLedger() []entry {
	random := v.randomHere("ledger")
	var ledger []entry
	average := v.gig.gross / money(v.gig.payouts)
	for m := v.gig.since; m <= v.until; m++ {
		if m > v.gig.since && m.first().Month() == time.January {
			average += average.thousandths(30)
		}
		var weeks [5]money
		days := random.Perm(m.last().Day())[:max(v.gig.payouts-1+random.IntN(3), 1)]
		slices.Sort(days)
		var statement []entry
		for _, day := range days {
			share := 600 + random.Int64N(801) // of an average payout, for as much more or less work
			units := max(int(v.trade().units*share/1000), 1)
			payout := average.thousandths(share).floor(v.gig.step)
			statement = append(statement, v.entry(random, m, day, payout, units, "Payout for "+plural(units, v.trade().unit)))
			weeks[day/7] += payout
		}
		for week, total := range weeks {
			if fee := total.thousandths(v.trade().fee); fee > 0 {
				day := min(week*7+6, m.last().Day()-1)
				statement = append(statement, v.entry(random, m, day, -fee, 0, "Platform fee"))
			}
		}
		slices.SortStableFunc(statement, func(a, b entry) int { return a.day.Compare(b.day) })
		ledger = append(ledger, statement...)
	}
	return ledger
}

// entry makes a line; day counts from 0.
func (v *view) entry(random *rand.Rand, m month, day int, amount money, units int, description string) entry {
	return entry{
		day:         m.first().AddDate(0, 0, day),
		description: description,
		reference:   fmt.Sprintf("TX%010d", random.Int64N(10_000_000_000)),
		amount:      amount,
		units:       units,
	}
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

// statement is the part of the ledger that the provider shows.
func (v *view) statement() []entry {
	from := slices.IndexFunc(v.ledger, func(e entry) bool { return monthOf(e.day) > v.until-gigMonths })
	if from < 0 {
		return nil
	}
	return v.ledger[from:]
}

func (v *view) transactions() []document {
	var transactions []document
	for _, e := range v.statement() {
		transactions = append(transactions, document{
			"date":        day(e.day),
			"description": e.description,
			"currency":    v.currency,
			"amount":      e.amount.number() + "00",
			"referenceId": e.reference,
		})
	}
	return reversed(transactions)
}

// gigIncomes sums up the statement: the gross of a month is its payouts, the net what the fees leave.
func (v *view) gigIncomes() []document {
	gross, net := map[month]money{}, map[month]money{}
	for _, e := range v.statement() {
		m := monthOf(e.day)
		net[m] += e.amount
		gross[m] += max(e.amount, 0)
	}
	var incomes []document
	for m := v.until; m > v.until-gigMonths; m-- {
		if _, worked := gross[m]; worked {
			incomes = append(incomes, v.income(v.trade().work, v.employerName(), m, "Variable", nil, gross[m], net[m]))
		}
	}
	return incomes
}

// ratings is the person's one rating; all the work since the first day counts.
func (v *view) ratings() []document {
	units := 0
	for _, e := range v.ledger {
		units += e.units
	}
	if units == 0 {
		return nil
	}
	const best = money(500)
	rating := min(v.gig.rating+money(v.randomHere("rating").IntN(5)), best)
	return []document{{
		"currentRating":        rating.number(),
		"maxRating":            best.number(),
		"calculatedPercentage": (rating * 100 * 100 / best).number(),
		"reviewsReceived":      count(units * 55 / 100),
		"likesReceived":        count(units * 30 / 100),
		"jobsCompleted":        count(units),
	}}
}
