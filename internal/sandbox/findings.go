package sandbox

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
)

// What records of signals, maws, footprints and blacklists say of the subjects that are known.

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

// within are those of the last days.
func within(happened []happening, days int) []happening {
	return slices.DeleteFunc(slices.Clone(happened), func(h happening) bool { return h.daysAgo >= days })
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

func signalFeatures(q *question) document {
	result := document{}
	for name, value := range q.features() {
		result[name] = count(value)
	}
	return document{"result": result}
}

// named is an item of the open lists of results, whose values are all texts.
func named(name, valueType, value string) document {
	return document{"name": name, "value": value, "valueType": valueType}
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

// mawItems are the applications at other lenders, the latest first.
func mawItems(q *question) document {
	return document{"items": q.applications(nil)}
}

func maw2Items(q *question) document {
	tags := [][]string{{"finance"}, {"finance", "other"}, {"other"}, {}}
	return document{"maw2Items": q.applications(func(application document, h happening) {
		application["platformTags"] = tags[h.random.IntN(len(tags))]
	})}
}

// applications goes through what has been seen, and lets the caller add to each.
func (q *question) applications(add func(document, happening)) []document {
	var items []document
	for _, h := range q.happenings("application", 15) {
		item := document{
			"date": h.day, "level": strconv.Itoa(1 + h.random.IntN(5)), "source": []string{"seat", "voice", "sms"}[h.random.IntN(3)], "duration": nil,
			"platformId": newGenerator(q.seed, fmt.Sprintf("platform %d", h.platform)).hex(),
		}
		if item["source"] == "seat" {
			item["duration"] = strconv.Itoa(5 * (1 + h.random.IntN(24)))
		}
		if add != nil {
			add(item, h)
		}
		items = append(items, item)
	}
	return items
}

// maw3Items count by what the request identifies its subject with: the ID, the mobile number, the ad ID.
func maw3Items(q *question) document {
	loans := q.happenings("loan", 10)
	var items []document
	add := func(name string, value int) { items = append(items, named(name, "NUMBER", strconv.Itoa(value))) }
	if q.request["idNumber"] != nil {
		add("events_i_daydiff_loan_g_30day_l1imbank_max", longestGap(within(loans, 30)))
	}
	if q.phone != "" {
		add("events_m_ds_all_g_15day_d_count", len(within(loans, 15)))
	}
	if gaid, _ := q.request["gaid"].(string); gaid != "" {
		add("events_gaid_timediff_loan_g_60day", longestGap(within(loans, 60)))
		items = append(items, named("events_gaid_loan_g_60day", "BOOLEAN", strconv.FormatBool(len(within(loans, 60)) > 0)))
	}
	return document{"maw3Items": items}
}

// longestGap is the most days between two happenings, or between the latest and now.
func longestGap(happened []happening) int {
	longest, last := 0, 0
	for _, h := range happened {
		longest, last = max(longest, h.daysAgo-last), h.daysAgo
	}
	return longest
}

// footprint tells of the addresses that a template asks for, as far as they are known.
func footprint(q *question) document {
	address, _ := q.request["emailAddress"].(string)
	inPhilippines := q.request["countryCode"] == "PH"
	knownAddress := inPhilippines && strings.EqualFold(address, georgeEmail)
	knownNumber := inPhilippines && q.phone == georgePhone
	email, mobile := q.footprintOf("email.registered", "email", georgeEmail, "Smile API"), q.footprintOf("mobile.valid", "mobile", georgePhone, "Globe")
	switch template, _ := q.request["templateId"].(string); {
	case template == "tpl-score-footprint" && knownAddress && knownNumber:
		score := strconv.Itoa(q.random(georgeEmail, "fraud score").IntN(101))
		return document{"items": slices.Concat(email, mobile, []document{named("analysis.fraudScore", "NUMBER", score)})}
	case slices.Contains([]string{"tpl-mobile-footprint", "tpl-ftp005002"}, template) && knownNumber:
		return document{"items": mobile}
	case slices.Contains([]string{"tpl-email-footprint", "tpl-ftp005001", "footprintTpl-61e10d070e07a4ea96e9430668d4bb9f"}, template) && knownAddress:
		return document{"items": email}
	}
	return nil
}

func (q *question) footprintOf(exists, prefix, subject, company string) []document {
	age := q.random(subject, "age of the footprint").IntN(2000)
	created := day(monthIn(2012, 3).first().AddDate(0, 0, age)) + "T09:30:24Z"
	return []document{
		named(exists, "BOOLEAN", "true"), named(prefix+".creationTime", "STRING", created), named(prefix+".companyName", "STRING", company),
	}
}

// blacklisting is known of everyone: who is not listed has no hit. Who is has been listed on the 14th of each of
// the three months before the request, or before its applicationDate.
func blacklisting(q *question) document {
	dates := []string{}
	if q.names(document{"phone": georgePhone, "countryCode": "PH"}) {
		before := q.now
		if stated, given := q.request["applicationDate"].(string); given {
			before, _ = time.Parse(time.DateOnly, stated) // a date, says the contract
		}
		for ago := range month(3) {
			dates = append(dates, day((monthOf(before)-1-ago).first().AddDate(0, 0, 13)))
		}
	}
	return document{"result": document{"hit": len(dates) > 0, "dates": dates}}
}
