package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// dataset returns what a provider knows of a person: the documents of each data point it supports,
// newest first, without ids and metadata. Every supported data point has its key, even when the
// person has no such documents. It follows from the seed and the time alone: the same person has the
// same wage in a month wherever it is looked up, and a later time makes the same data and what came
// since.
func (p *person) dataset(provider document, now time.Time, seed uint64) map[string][]document {
	v := newView(p, provider, now.UTC(), seed)
	for _, generator := range []struct {
		point    string
		generate func(*view) []document
	}{
		{"IDENTITIES", (*view).identities},
		{"TRANSACTIONS", (*view).transactions},
		{"RATINGS", (*view).ratings},
		{"EMPLOYMENTS", (*view).employments},
		{"DOCUMENTS", (*view).documents},
		{"INCOMES", (*view).incomes},
		{"CONTRIBUTIONS", (*view).contributions},
		{"EINCOMES", (*view).estimatedIncomes}, // reads incomes or contributions
		{"LIABILITIES", (*view).liabilities},
		{"LINK", (*view).links},
		{"INSIGHTS", (*view).insights}, // reads the others
	} {
		if v.supports(generator.point) {
			v.data[generator.point] = generator.generate(v)
		}
	}
	return v.data
}

// random makes a source for one topic of the person's life, so that one more draw from it leaves all
// others as they were.
func (v *view) random(topic string) *rand.Rand {
	return newGenerator(v.seed, v.userName+": "+topic).random()
}

// randomHere makes a source for a topic that is another one at every provider.
func (v *view) randomHere(topic string) *rand.Rand { return v.random(v.id() + ": " + topic) }

// view is a person as one provider sees them.
type view struct {
	*person
	provider document
	now      time.Time
	seed     uint64
	until    month // the last full month
	jobs     []job // oldest first
	ledger   []entry
	data     map[string][]document
}

// The months that a provider shows.
const (
	salaryMonths  = 36
	gigMonths     = 24
	payslipMonths = 6
)

func newView(p *person, provider document, now time.Time, seed uint64) *view {
	v := &view{person: p, provider: provider, now: now, seed: seed, until: monthOf(now) - 1, data: map[string][]document{}}
	if v.kind() == "GIG" {
		v.jobs = []job{v.gigJob()}
		v.ledger = v.gigLedger()
		return v
	}
	for _, j := range p.career {
		if j.from > v.until {
			break
		}
		if j.to > v.until {
			j.to = 0
		}
		v.jobs = append(v.jobs, j)
	}
	if kind := v.kind(); (kind == "EMPLOYER" || kind == "SYSTEM") && len(v.jobs) > 0 {
		employer := v.jobs[len(v.jobs)-1].employer
		v.jobs = slices.DeleteFunc(v.jobs, func(j job) bool { return j.employer != employer })
		if kind == "EMPLOYER" {
			for i := range v.jobs {
				v.jobs[i].employer = v.employerName()
			}
		}
	}
	return v
}

func (v *view) kind() string {
	kind, _ := v.provider["type"].(string)
	return kind
}

func (v *view) id() string {
	id, _ := v.provider["id"].(string)
	return id
}

func (v *view) employerName() string {
	name, _ := v.provider["longName"].(string)
	return name
}

func (v *view) supports(point string) bool {
	supported, _ := v.provider["supported"].([]any)
	return slices.Contains(supported, any(point))
}

// month counts months; a year is 12 of them.
type month int

func monthOf(t time.Time) month { return monthIn(t.Year(), t.Month()) }

func monthIn(year int, m time.Month) month { return month(year*12 + int(m) - 1) }

func (m month) year() int { return int(m) / 12 }

func (m month) String() string { return m.first().Format("2006-01") }

// first and last are the first and the last day.
func (m month) first() time.Time {
	return time.Date(m.year(), time.Month(int(m)%12+1), 1, 0, 0, 0, 0, time.UTC)
}

func (m month) last() time.Time { return (m + 1).first().AddDate(0, 0, -1) }

// money counts hundredths, so that sums are exact.
type money int64

// number is the amount on the wire.
func (m money) number() json.Number {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	return json.Number(fmt.Sprintf("%s%d.%02d", sign, m/100, m%100))
}

// parseMoney reads what number wrote.
func parseMoney(number json.Number) money {
	units, hundredths, _ := strings.Cut(number.String(), ".")
	m, err := strconv.ParseInt(units+hundredths, 10, 64)
	if err != nil {
		panic("sandbox: not an amount: " + number.String())
	}
	return money(m)
}

// floor rounds down to a multiple of step.
func (m money) floor(step money) money { return m - m%step }

// thousandths returns a part of the amount, rounded down to a hundredth.
func (m money) thousandths(rate int64) money { return m * money(rate) / 1000 }

func count(n int) json.Number { return json.Number(strconv.Itoa(n)) }

// text is a string that is null when there is none.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// copied returns a deep copy, for what is shared must not reach a caller who may change it.
func copied(items []any) []any {
	items = slices.Clone(items)
	for i, item := range items {
		object, ok := item.(document)
		if !ok {
			continue
		}
		object = maps.Clone(object)
		for name, value := range object {
			if list, ok := value.([]any); ok {
				object[name] = copied(list)
			}
		}
		items[i] = object
	}
	return items
}

func reversed(documents []document) []document {
	slices.Reverse(documents)
	return documents
}
