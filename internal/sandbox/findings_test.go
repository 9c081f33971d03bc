package sandbox_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// found is the answer to one of the inquiries.
func (w *world) found(inquiry int, changes object) object {
	w.t.Helper()
	i := inquiries[inquiry]
	record := w.inquire(i.create, i.list, changed(i.request, changes))
	require.Equal(w.t, "SUCCESS", record["resultCode"], i.create)
	return record
}

func whole(t *testing.T, number any) int {
	t.Helper()
	n, err := strconv.Atoi(fmt.Sprint(number))
	require.NoError(t, err)
	return n
}

// The features count what has happened, so that a longer time never has less of it. They are watched for so many
// days that something has just come and just gone.
func TestSignalFeatures(t *testing.T) {
	t.Parallel()
	names := slices.Sorted(maps.Keys(contract.Load().Schemas["ObjectSignalRefResult"].Properties))
	clean := 0
	for seed := range uint64(8) {
		w := newWorld(t, func(config *sandbox.Config) { config.Seed = seed })
		varied := map[int]bool{}
		for range 10 {
			result := w.found(1, nil)["result"].(object)
			require.Equal(t, names, slices.Sorted(maps.Keys(result)))
			features := map[string]int{}
			for name, value := range result {
				features[name] = whole(t, value)
				varied[features[name]] = true
			}
			assertFeatures(t, features)
			if features["events_overdue_days_since_last"] == 180 {
				clean++
				assert.Zero(t, features["events_overdue_day180"])
			}
			w.clock.Advance(24 * time.Hour)
		}
		assert.Greater(t, len(varied), 8)
	}
	assert.Positive(t, clean, "some have not been late as long as is remembered")
}

func assertFeatures(t *testing.T, features map[string]int) {
	t.Helper()
	for name, value := range features {
		assert.GreaterOrEqual(t, value, 0, name)
		for shorter, longer := range map[string]string{"_day30": "_day90", "_day90": "_day180"} {
			if more, known := features[strings.Replace(name, shorter, longer, 1)]; known {
				assert.GreaterOrEqual(t, more, value, name)
			}
		}
		if events, isCount := strings.CutSuffix(name, "_institution_count"); isCount {
			assert.LessOrEqual(t, value, 9, "%s: there are no more lenders than that", name)
			if all, known := features[events]; known {
				assert.LessOrEqual(t, value, all, "%s: each happens at one lender", name)
			}
		}
		if kind, isSince := strings.CutSuffix(name, "_days_since_last"); isSince {
			if within, known := features[kind+"_day30"]; known {
				assert.Equal(t, value < 30, within > 0, name)
			}
		}
		for _, measured := range []string{"_amount", "_days"} {
			if events, known := features[strings.TrimSuffix(name, measured)]; known && strings.HasSuffix(name, measured) {
				assert.Equal(t, events > 0, value > 0, name)
			}
		}
		if strings.HasSuffix(name, "_days") {
			assert.LessOrEqual(t, value, 30, "%s: the longest, not all together", name)
		}
	}
}

// The open list of a beta signal says the same, with the amounts in bands.
func TestSignalItems(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	features := w.found(1, nil)["result"].(object)
	items := w.found(2, nil)["items"].([]any)
	require.Len(t, items, len(features))
	for _, entry := range items {
		item := entry.(object)
		name := item["name"].(string)
		value := whole(t, features[name])
		if !strings.HasSuffix(name, "_amount") {
			assert.Equal(t, object{"name": name, "value": strconv.Itoa(value), "valueType": "NUMBER"}, item)
			continue
		}
		assert.Equal(t, "STRING", item["valueType"])
		band := whole(t, strings.TrimPrefix(item["value"].(string), "A"))
		assert.True(t, value <= 5000*band && (band == 0 || value > 5000*(band-1)), "%d is in band %d", value, band)
	}
	assert.Equal(t, items, w.found(3, nil)["items"], "the same person")
	assert.NotEqual(t, items, w.found(4, nil)["items"], "somebody else")
}

func TestFootprints(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := func(items []any) (names []string) {
		for _, item := range items {
			names = append(names, item.(object)["name"].(string))
		}
		return names
	}
	email, mobile, both := w.found(6, nil)["items"].([]any), w.found(7, nil)["items"].([]any), w.found(8, nil)["items"].([]any)
	assert.Equal(t, []string{"email.registered", "email.creationTime", "email.companyName"}, names(email))
	assert.Equal(t, []string{"mobile.valid", "mobile.creationTime", "mobile.companyName"}, names(mobile))
	assert.Equal(t, slices.Concat(email, mobile), both[:6])
	score := both[6].(object)
	assert.Equal(t, []any{"analysis.fraudScore", "NUMBER"}, []any{score["name"], score["valueType"]})
	assert.LessOrEqual(t, whole(t, score["value"]), 100)
	for _, item := range []any{email[1], mobile[1]} {
		created, err := time.Parse(time.RFC3339, item.(object)["value"].(string))
		require.NoError(t, err)
		assert.True(t, created.Before(start))
	}
}

// Applications are of different days, the latest first, and stay what they are as time goes on.
func TestMaws(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	alpha := w.found(9, nil)["items"].([]any)
	require.NotEmpty(t, alpha)
	sources := map[any]bool{}
	last := "2026-05-05"
	for _, entry := range alpha {
		item := entry.(object)
		assert.Less(t, item["date"], last)
		last = item["date"].(string)
		assert.Contains(t, []any{"1", "2", "3", "4", "5"}, item["level"])
		assert.Regexp(t, "^[0-9a-f]{32}$", item["platformId"])
		assert.Equal(t, item["source"] == "seat", item["duration"] != nil)
		sources[item["source"]] = true
	}
	assert.GreaterOrEqual(t, last, "2025-11-05")
	assert.Len(t, sources, 3)

	beta := w.found(10, nil)
	assert.Equal(t, []any{}, beta["maw3Items"])
	require.Len(t, beta["maw2Items"], len(alpha))
	tagged := 0
	for i, entry := range beta["maw2Items"].([]any) {
		item := maps.Clone(entry.(object))
		tagged += len(item["platformTags"].([]any))
		delete(item, "platformTags")
		assert.Equal(t, alpha[i], item)
	}
	assert.Positive(t, tagged)

	w.clock.Advance(45 * 24 * time.Hour)
	later := w.found(9, nil)["items"].([]any)
	first := slices.IndexFunc(later, func(item any) bool { return item.(object)["date"] == alpha[0].(object)["date"] })
	require.GreaterOrEqual(t, first, 0)
	assert.Equal(t, alpha[:len(later)-first], later[first:], "what has been seen is still there")
}

// What identifies the subject decides which items there are.
func TestMaw3Items(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const gaid = "00000000-0000-0000-0000-000000000000"
	for _, test := range []struct {
		inquiry int
		changes object
		names   []string
	}{
		{11, nil, []string{"events_i_daydiff_loan_g_30day_l1imbank_max", "events_m_ds_all_g_15day_d_count"}},
		{12, nil, []string{"events_gaid_timediff_loan_g_60day", "events_gaid_loan_g_60day"}},
		{13, object{"gaid": gaid}, []string{
			"events_i_daydiff_loan_g_30day_l1imbank_max", "events_m_ds_all_g_15day_d_count", "events_gaid_timediff_loan_g_60day", "events_gaid_loan_g_60day",
		}},
	} {
		record := w.found(test.inquiry, test.changes)
		assert.Equal(t, []any{}, record["maw2Items"])
		var names []string
		for _, entry := range record["maw3Items"].([]any) {
			item := entry.(object)
			names = append(names, item["name"].(string))
			if item["valueType"] == "BOOLEAN" {
				assert.Contains(t, []any{"true", "false"}, item["value"])
				continue
			}
			assert.Less(t, whole(t, item["value"]), 60)
		}
		assert.Equal(t, test.names, names)
	}
}

func TestBlacklists(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	assert.Equal(t, object{"hit": true, "dates": []any{"2026-04-14", "2026-03-14", "2026-02-14"}}, w.found(15, nil)["result"])
	before := w.found(15, object{"applicationDate": "2023-02-14"})["result"]
	assert.Equal(t, object{"hit": true, "dates": []any{"2023-01-14", "2022-12-14", "2022-11-14"}}, before)
	abroad := w.found(15, object{"countryCode": "ID"})["result"]
	assert.Equal(t, object{"hit": false, "dates": []any{}}, abroad)
}

func TestSocialSecurities(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stated := object{"fullName": "Jane Smith", "curp": "SMIT850215MDFXXX02"}
	alpha := w.found(16, stated)["result"].(object)
	assert.Equal(t, []any{"Jane Smith", "SMIT850215MDFXXX02", "MXN", "2026-05-04"}, []any{alpha["fullName"], alpha["curp"], alpha["currency"], alpha["reportDate"]})
	assert.Regexp(t, "^[0-9]{11}$", alpha["nss"])
	assert.Regexp(t, `^[0-9]{3,}\.[0-9]{2}$`, alpha["contributionBaseAmount"].(json.Number).String())
	assert.NotContains(t, alpha, "payMark")

	beta := w.found(17, stated)["result"].(object)
	assert.Equal(t, true, beta["payMark"])
	delete(beta, "payMark")
	assert.Equal(t, alpha, beta, "the same person")
	beta = w.found(17, object{"nss": "12345678901"})["result"].(object)
	assert.Equal(t, "12345678901", beta["nss"], "as stated")
}

// The score says how well the name fits the holder of the account.
func TestBankAccounts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, test := range []struct {
		changes     object
		score       string // empty when the account is not known
		description string
	}{
		{nil, "100", "Strong Match"},
		{object{"name": "George Cimafranca Palomero, Jr."}, "100", "Strong Match"},
		{object{"name": "palomero george"}, "100", "Strong Match"},
		{object{"name": "George Smith"}, "66", "Partial Match"},
		{object{"name": "Jane Smith"}, "0", "Weak Match"},
		{object{"name": "Palomero Smith Cruz Reyes"}, "33", "Weak Match"},
		{object{"accountNumber": "", "iban": "AT61 0904 3002 3457 3201"}, "100", "Strong Match"},
		{object{"countryCode": absent, "bic": "BOPIPHMMXXX"}, "100", "Strong Match"},
		{object{"countryCode": absent, "bic": "bopi ph mm"}, "100", "Strong Match"},
		{object{"countryCode": absent, "bic": "BOPISGMM"}, "", ""},
		{object{"accountNumber": "", "iban": "at610904300234573201"}, "100", "Strong Match"},
		{object{"countryCode": "", "bic": "BOPIPHMM"}, "", ""},
		{object{"countryCode": nil, "bic": "DBSSSGSG", "accountNumber": "072-118443-6", "name": "Christina Tan"}, "100", "Strong Match"},
		{object{"countryCode": "SG"}, "", ""},
		{object{"accountNumber": "999"}, "", ""},
	} {
		inquiry := inquiries[14]
		request := changed(inquiry.request, test.changes)
		if request["countryCode"] == "" { // which is no country
			w.refuses(inquiry.create, request, "countryCode")
			continue
		}
		record := w.inquire(inquiry.create, inquiry.list, request)
		if test.score == "" {
			assert.Equal(t, "NO_DATA", record["resultCode"], "%v", test.changes)
			assert.Nil(t, record["result"])
			continue
		}
		assert.Equal(t, object{
			"type": "BankAccount", "matchScore": json.Number(test.score), "matchScoreDescription": test.description,
		}, record["result"], "%v", test.changes)
	}
	assert.Equal(t, http.StatusOK, w.call(http.MethodGet, "/v1/alpha/validations", "").status)
}
