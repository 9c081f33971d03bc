package sandbox

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/smileapi/smile-go/internal/contract"
)

func signalFeatures(q *question) document {
	result := document{}
	for name, value := range q.features() {
		result[name] = count(value)
	}
	return document{"result": result}
}

// signalItems are the same features in an open list. Amounts are told in bands: A0 for none, then one for each
// 5000.
func signalItems(q *question) document {
	features := q.features()
	var items []document
	for _, name := range slices.Sorted(maps.Keys(features)) {
		if strings.HasSuffix(name, "_amount") {
			items = append(items, named(name, "STRING", fmt.Sprintf("A%d", (features[name]+4999)/5000)))
			continue
		}
		items = append(items, named(name, "NUMBER", strconv.Itoa(features[name])))
	}
	return document{"items": items}
}

// howOften has the kinds of happenings that signals count, and every how many days they happen.
var howOften = map[string]int{
	"marketing": 4, "application_reception": 12, "application_approval": 24, "loan_disbursement": 24, "repayment_reminder": 8,
	"successful_repayment": 16, "overdue": 120, "debt": 20,
}

var featureName = regexp.MustCompile(`^events_(.+)_day(?:s_since_last|(\d+)(?:_(institution_count|amount|days))?)$`)

// features counts happenings as the names of the signals' features say. What has not happened at all counts as
// just forgotten.
func (q *question) features() map[string]int {
	happenings := map[string][]happening{}
	for kind, every := range howOften {
		happenings[kind] = q.happenings(kind, every)
	}
	features := map[string]int{}
	for name := range contract.Load().Schemas["ObjectSignalRefResult"].Properties {
		parts := featureName.FindStringSubmatch(name)
		happened := happenings[parts[1]]
		if days, err := strconv.Atoi(parts[2]); err == nil {
			features[name] = measure(parts[3], within(happened, days))
			continue
		}
		features[name] = memory
		if len(happened) > 0 {
			features[name] = happened[0].daysAgo
		}
	}
	return features
}

// measure makes a figure of what has happened: how often, unless something else is asked for.
func measure(what string, happened []happening) int {
	value := 0
	seen := map[int]bool{}
	for _, h := range happened {
		switch what {
		case "institution_count":
			seen[h.platform] = true
			value = len(seen)
		case "amount":
			value += h.amount
		case "days":
			value = max(value, h.late)
		default:
			value++
		}
	}
	return value
}
