package sandbox

import (
	"fmt"
	"strconv"
)

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
