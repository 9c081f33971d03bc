package sandbox_test

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
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

// inquiries are the creates of records, each with a subject of whom there is data.
var inquiries = []struct {
	// create and list are paths; a record is read below list.
	create, list, prefix string
	// results are the properties that are null until the record has come to its end.
	results []string
	request object
}{
	{
		"/v1/alpha/verifications", "/v1/alpha/verifications", "ver", []string{"result"},
		object{"firstName": "George", "lastName": "Palomero", "additionalData": object{"phone": "+639559991234"}},
	},
	{"/v1/alpha/signals", "/v1/alpha/signals", "signal", []string{"result"}, object{"phone": "+639559991234"}},
	{"/v1/beta/signals", "/v1/beta/signals", "signal", []string{"items"}, object{"templateId": "tpl-sgn003001", "phone": "639559991234", "countryCode": "PH"}},
	{"/v1/beta/signals/createSignal2", "/v1/beta/signals", "signal", []string{"items"}, object{"templateId": "tpl-sgn002001", "phone": "639559991234", "countryCode": "PH"}},
	{
		"/v1/beta/signals/createSignal3", "/v1/beta/signals", "signal", []string{"items"},
		object{"templateId": "tpl-sgn003002", "phone": "529559991234", "fullName": "John Doe", "curp": "DOEJ800101HDFXXX01"},
	},
	{
		"/v1/beta/signals/createSignal3", "/v1/beta/signals", "signal", []string{"items"},
		object{"templateId": "tpl-social-securities-signal-th", "mobileNumber": "669178912345", "fullName": "John Doe", "idType": "PID", "idNumber": "1234567890123"},
	},
	{"/v1/alpha/footprints", "/v1/alpha/footprints", "footprint", []string{"items"}, object{"templateId": "tpl-email-footprint", "emailAddress": "gpalomero1234@smileapi.io", "countryCode": "PH"}},
	{"/v1/alpha/footprints", "/v1/alpha/footprints", "footprint", []string{"items"}, object{"templateId": "tpl-mobile-footprint", "mobileNumber": "639559991234", "countryCode": "PH"}},
	{
		"/v1/alpha/footprints", "/v1/alpha/footprints", "footprint", []string{"items"},
		object{"templateId": "tpl-score-footprint", "emailAddress": "gpalomero1234@smileapi.io", "mobileNumber": "639559991234", "countryCode": "PH"},
	},
	{"/v1/alpha/maws", "/v1/alpha/maws", "maw", []string{"items"}, object{"templateId": "tpl-maw002001", "mobileNumber": "639559991234", "countryCode": "PH"}},
	{"/v1/beta/maws/requestMaw2", "/v1/beta/maws", "maw", []string{"maw2Items", "maw3Items"}, object{"templateId": "tpl-maw002001", "mobileNumber": "639559991234", "countryCode": "PH"}},
	{
		"/v1/beta/maws/requestMaw3", "/v1/beta/maws", "maw", []string{"maw2Items", "maw3Items"},
		object{"templateId": "tpl-maw004001", "mobileNumber": "529559991234", "countryCode": "MX", "fullName": "George", "idType": "NATIONAL_ID", "idNumber": "ZAZD801124MBSYQN13"},
	},
	{"/v1/beta/maws/requestMaw3", "/v1/beta/maws", "maw", []string{"maw2Items", "maw3Items"}, object{"templateId": "tpl-maw004002", "gaid": "00000000-0000-0000-0000-000000000000"}},
	{
		"/v1/beta/maws/requestMaw3", "/v1/beta/maws", "maw", []string{"maw2Items", "maw3Items"},
		object{"templateId": "tpl-maw004003", "mobileNumber": "639559991234", "countryCode": "PH", "fullName": "George", "idType": "TIN", "idNumber": "4561234567"},
	},
	{"/v1/alpha/validations/validateBankAccount", "/v1/alpha/validations", "vld", []string{"result"}, object{"name": "George", "accountNumber": "0123456789", "countryCode": "PH"}},
	{"/v1/alpha/blacklists", "/v1/alpha/blacklists", "blacklist", []string{"result"}, object{"mobileNumber": "639559991234"}},
	{
		"/v1/alpha/socialSecurities", "/v1/alpha/socialSecurities", "ss", []string{"result"},
		object{"templateId": "tpl-sss003001", "mobileNumber": "529559991234", "fullName": "John Doe", "curp": "DOEJ800101HDFXXX01", "emailAddress": "john@example.com"},
	},
	{
		"/v1/beta/socialSecurities", "/v1/beta/socialSecurities", "ss", []string{"result"},
		object{"templateId": "tpl-sss003002", "mobileNumber": "529559991234", "fullName": "John Doe", "curp": "DOEJ800101HDFXXX01", "emailAddress": "john@example.com"},
	},
}

var consent = object{"type": "Terms", "version": "1.0.0", "consentedWith": "I agree", "consentedAt": "2026-05-04T09:00:00Z"}

// changed is a request with its consent and with other values; those that are absent are left out.
func changed(request, changes object) object {
	result := object{"consent": consent}
	maps.Copy(result, request)
	maps.Copy(result, changes)
	maps.DeleteFunc(result, func(_ string, value any) bool { return value == absent })
	return result
}

func encode(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}

// inquire creates a record, and returns what has become of it in the end.
func (w *world) inquire(create, list string, request object) (record object) {
	w.t.Helper()
	created := w.ok(http.MethodPost, create, encode(w.t, request))
	w.settle()
	return w.ok(http.MethodGet, list+"/"+created["id"].(string), "")
}

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

func TestARecordIsCreatedAndComesToItsEnd(t *testing.T) {
	t.Parallel()
	for _, inquiry := range inquiries {
		t.Run(inquiry.create+" "+fmt.Sprint(inquiry.request["templateId"]), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			request := changed(inquiry.request, nil)
			created := w.ok(http.MethodPost, inquiry.create, encode(t, request))
			assert.Regexp(t, "^"+inquiry.prefix+"-[0-9a-f]{32}$", created["id"])
			assert.Equal(t, "2026-05-04T09:30:00Z", created["createdAt"])
			assert.Equal(t, "PROCESSING", created["status"])
			for _, name := range inquiry.results {
				require.Contains(t, created, name)
				assert.Nil(t, created[name], name)
			}
			for name, value := range request {
				assert.Equal(t, value, created["requestMeta"].(object)[name], name)
			}
			path := inquiry.list + "/" + created["id"].(string)
			assert.Equal(t, created, w.ok(http.MethodGet, path, ""), "nothing happens before its time")
			assert.Equal(t, []object{created}, w.list(inquiry.list, "10", nil))

			w.clock.Advance(time.Second)
			ended := w.ok(http.MethodGet, path, "")
			assert.Equal(t, "COMPLETED", ended["status"])
			for _, name := range append(inquiry.results, "status", "resultCode", "resultMessage", "updatedAt") {
				delete(ended, name)
				delete(created, name)
			}
			assert.Equal(t, created, ended, "only the answer has changed")
		})
	}
}

// The published subjects have data, whatever else is the same does not.
func TestWhoIsKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, inquiry := range inquiries {
		if inquiry.prefix == "ver" { // which has no resultCode: see TestVerification
			continue
		}
		name := fmt.Sprint(inquiry.create, " ", inquiry.request["templateId"])
		found := w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, nil))
		assert.Equal(t, "SUCCESS", found["resultCode"], name)
		assert.Equal(t, "Success!", found["resultMessage"], name)
		answers := 0
		for _, property := range inquiry.results {
			require.NotNil(t, found[property], name)
			if items, isList := found[property].([]any); !isList || len(items) > 0 {
				answers++
			}
		}
		assert.Equal(t, 1, answers, "%s: of two lists one is for the other kind", name)

		stranger := object{}
		for property, value := range map[string]any{
			"phone": "639170000001", "mobileNumber": "639170000001", "emailAddress": "nobody@example.com", "accountNumber": "1", "gaid": "10000000-0000-0000-0000-000000000000",
		} {
			if _, stated := inquiry.request[property]; stated {
				stranger[property] = value
			}
		}
		if inquiry.create == "/v1/alpha/signals" {
			stranger["phone"] = "+639170000001"
		}
		none := w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, stranger))
		assert.Equal(t, "COMPLETED", none["status"], name)
		if inquiry.prefix == "blacklist" {
			assert.Equal(t, "SUCCESS", none["resultCode"])
			assert.Equal(t, object{"hit": false, "dates": []any{}}, none["result"])
			continue
		}
		assert.Equal(t, "NO_DATA", none["resultCode"], name)
		assert.NotEmpty(t, none["resultMessage"], name)
		for _, property := range inquiry.results {
			assert.Empty(t, none[property], name)
			if property != "result" {
				assert.NotNil(t, none[property], "%s: a list without items", name)
			}
		}
	}
}

// Everything that is published of a subject counts, and what is not published does not.
func TestWhatMakesASubjectKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, test := range []struct {
		inquiry int
		changes object
		code    string
	}{
		{2, object{"countryCode": "MX"}, "NO_DATA"},
		{2, object{"templateId": "signalTpl-e5ba74fe8089fe44eeeafb68991b1e70"}, "SUCCESS"},
		{3, object{"countryCode": "TH"}, "SUCCESS"},
		{4, object{"fullName": "Jane Doe"}, "NO_DATA"},
		{4, object{"curp": "DOEJ800101HDFXXX02"}, "NO_DATA"},
		{4, object{"nss": "12345678901", "emailAddress": "a@b.example"}, "SUCCESS"},
		{5, object{"idNumber": "1"}, "NO_DATA"},
		{5, object{"fullName": "Jane Doe"}, "NO_DATA"},
		{6, object{"countryCode": "ID"}, "NO_DATA"},
		{6, object{"templateId": "tpl-ftp005001", "mobileNumber": nil}, "SUCCESS"},
		{6, object{"templateId": "footprintTpl-61e10d070e07a4ea96e9430668d4bb9f"}, "SUCCESS"},
		{7, object{"templateId": "tpl-ftp005002"}, "SUCCESS"},
		{7, object{"countryCode": "ID"}, "NO_DATA"},
		{8, object{"emailAddress": "other@smileapi.io"}, "NO_DATA"},
		{8, object{"mobileNumber": "639170000001"}, "NO_DATA"},
		{9, object{"countryCode": "ID"}, "NO_DATA"},
		{9, object{"templateId": "mawTpl-bfc93eb72d24860bf62429a1dd06708d"}, "SUCCESS"},
		{9, object{"templateId": "tpl-of-somebody-else"}, "NO_DATA"},
		{10, object{"templateId": "mawTpl-bfc93eb72d24860bf62429a1dd06708d"}, "SUCCESS"},
		{11, object{"idNumber": "1"}, "NO_DATA"},
		{11, object{"countryCode": "PH"}, "NO_DATA"},
		{11, object{"templateId": "tpl-maw004003"}, "NO_DATA"},
		{13, object{"idType": "SSS", "gaid": ""}, "SUCCESS"},
		{13, object{"fullName": "Ryan"}, "NO_DATA"},
		{13, object{"fullName": "Ryan", "gaid": "00000000-0000-0000-0000-000000000000"}, "NO_DATA"},
		{16, object{"fullName": "Anybody", "curp": "SMIT850215MDFXXX02"}, "SUCCESS"},
		{16, object{"templateId": "tpl-sss003002"}, "NO_DATA"},
		{17, object{"templateId": "tpl-sss003001"}, "NO_DATA"},
	} {
		inquiry := inquiries[test.inquiry]
		record := w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, test.changes))
		assert.Equal(t, test.code, record["resultCode"], "%s with %v", inquiry.create, test.changes)
	}
}

// The documented test values make every product fail, wherever they stand.
func TestRecordsThatFail(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	values := map[string][2]any{
		"phone":         {"639559990500", "639559990503"},
		"mobileNumber":  {"529170009990500", "529170009990503"},
		"emailAddress":  {"system.error@example.com", "Service.Unavailable+2@example.com"},
		"gaid":          {"00000000-0000-0000-0000-000009990500", "00000000-0000-0000-0000-000009990503"},
		"accountNumber": {"01-9990500", "01 9990503"},
		"iban":          {"AT61 0904 3002 3999 0500", "AT610904300239990503"},
		"idNumber":      {"9990500", "9990503"},
		"name":          {"System Error", "Service Unavailable"},
		"fullName":      {"system error jr", "SERVICE UNAVAILABLE"},
		"lastName":      {"SystemError", "ServiceUnavailable"},
		"additionalData": {
			object{"phone": "+639559990500"}, object{"ids": []any{object{"idType": "tin_ph", "idNumber": "123-9990503"}}},
		},
	}
	tried := map[string]bool{}
	for _, inquiry := range inquiries {
		for property := range changed(inquiry.request, object{"iban": ""}) {
			pair, fails := values[property]
			if !fails || property == "iban" && inquiry.prefix != "vld" {
				continue
			}
			tried[property] = true
			for i, code := range []string{"SYSTEM_ERROR", "SERVICE_UNAVAILABLE"} {
				value := pair[i]
				if inquiry.create == "/v1/alpha/signals" {
					value = "+" + value.(string)
				}
				name := fmt.Sprint(inquiry.create, " ", inquiry.request["templateId"], " ", property, " ", code)
				record := w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, object{property: value}))
				assert.Equal(t, "ERROR", record["status"], name)
				for _, answer := range inquiry.results {
					assert.Nil(t, record[answer], name)
				}
				if inquiry.prefix == "ver" {
					assert.NotEmpty(t, record["errorMessage"], name)
					continue
				}
				assert.Equal(t, code, record["resultCode"], name)
				assert.NotEmpty(t, record["resultMessage"], name)
			}
		}
	}
	for property := range values {
		assert.True(t, tried[property], property)
	}
	fine := w.inquire("/v1/alpha/validations/validateBankAccount", "/v1/alpha/validations", changed(inquiries[14].request, object{"consent": object{
		"consentedAt": "2026-05-04T09:30:00Z", "consentedWith": "System error 9990500",
	}}))
	assert.Equal(t, "SUCCESS", fine["resultCode"], "the consent says nothing of the subject")
}

func hashed(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

// A person is the same one in every form of a phone number that an operation takes; others are refused.
func TestFormsOfPhoneNumbers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const (
		bare = 1 << iota
		plus
		hash
		plusHash
	)
	takes := map[string]int{
		"/v1/alpha/signals": plus, "/v1/beta/signals": bare | plus | hash | plusHash, "/v1/beta/signals/createSignal2": bare | hash,
		"/v1/beta/signals/createSignal3": bare | plus | hash, "/v1/alpha/footprints": bare | plus, "/v1/alpha/maws": bare | plus,
		"/v1/beta/maws/requestMaw2": bare | plus | hash, "/v1/beta/maws/requestMaw3": bare | plus | hash, "/v1/alpha/blacklists": bare | plus,
		"/v1/alpha/socialSecurities": bare | plus | hash, "/v1/beta/socialSecurities": bare | plus | hash,
	}
	for _, inquiry := range inquiries {
		property := "phone"
		if inquiry.request["mobileNumber"] != nil {
			property = "mobileNumber"
		}
		published, _ := inquiry.request[property].(string)
		if published == "" {
			continue
		}
		number := strings.TrimPrefix(published, "+")
		for form, text := range map[int]string{
			bare: number, plus: "+" + number, hash: strings.ToUpper(hashed(number)), plusHash: hashed("+" + number),
		} {
			name := fmt.Sprint(inquiry.create, " ", inquiry.request["templateId"], " ", text)
			request := changed(inquiry.request, object{property: text})
			switch {
			case takes[inquiry.create]&form != 0:
				assert.Equal(t, "SUCCESS", w.inquire(inquiry.create, inquiry.list, request)["resultCode"], name)
			case form == plusHash && takes[inquiry.create]&hash != 0: // a hash like any other, of nobody who is known
				assert.Equal(t, "NO_DATA", w.inquire(inquiry.create, inquiry.list, request)["resultCode"], name)
			case form == hash || form == plusHash:
				w.refuses(inquiry.create, request, property, text, "does not take as a hash")
			default:
				w.refuses(inquiry.create, request, property, text)
			}
		}
		for _, wrong := range []string{"", "x", "0" + number, "+0" + number, "00" + number, number + " ", number + number, "12345", hashed(number)[1:]} {
			w.refuses(inquiry.create, changed(inquiry.request, object{property: wrong}), property, fmt.Sprintf("%q", wrong))
		}
		if takes[inquiry.create]&hash != 0 {
			for failing, code := range map[string]string{
				"639559990500": "SYSTEM_ERROR", "529559990500": "SYSTEM_ERROR", "669179990500": "SYSTEM_ERROR",
				"639559990503": "SERVICE_UNAVAILABLE", "529559990503": "SERVICE_UNAVAILABLE", "669179990503": "SERVICE_UNAVAILABLE",
			} {
				record := w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, object{property: hashed(failing)}))
				assert.Equal(t, code, record["resultCode"], "%s %s", inquiry.create, failing)
			}
		}
		before := ""
		if takes[inquiry.create]&plus != 0 {
			before = "+"
		}
		for _, fine := range []string{"1234567", "123456789012345"} {
			record := w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, object{property: before + fine}))
			assert.Equal(t, "COMPLETED", record["status"], "%s %s", inquiry.create, fine)
		}
		for _, wrong := range []string{"123456", "1234567890123456"} {
			w.refuses(inquiry.create, changed(inquiry.request, object{property: before + wrong}), property)
		}
	}
}

// refuses expects that a request is refused for reasons that the message must give.
func (w *world) refuses(create string, request object, reasons ...string) {
	w.t.Helper()
	a := w.call(http.MethodPost, create, encode(w.t, request))
	assert.Equal(w.t, http.StatusBadRequest, a.status, "%s %v", create, request)
	assert.Equal(w.t, "INVALID_PARAMETERS", a.code)
	for _, reason := range reasons {
		assert.Contains(w.t, a.message, reason, create)
	}
}

func TestRequestsThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, test := range []struct {
		inquiry int
		changes object
		reason  string
	}{
		{3, object{"countryCode": absent}, "countryCode is required"},
		{3, object{"countryCode": nil}, "countryCode is required"},
		{3, object{"templateId": "tpl-unknown"}, "templateId must be one of"},
		{4, object{"templateId": "tpl-social-securities-signal-th"}, "mobileNumber is required"},
		{4, object{"curp": "DOE"}, "curp"},
		{6, object{"countryCode": absent}, "countryCode is required"},
		{6, object{"emailAddress": "nobody"}, "emailAddress"},
		{6, object{"emailAddress": "Nobody <nobody@example.com>"}, "emailAddress"},
		{6, object{"templateId": "tpl-mobile-footprint"}, "mobileNumber is required"},
		{6, object{"templateId": "tpl-maw002001"}, "templateId"},
		{11, object{"idNumber": absent}, "idNumber is required"},
		{14, object{"accountNumber": absent}, "iban or accountNumber is required"},
		{14, object{"accountNumber": "", "iban": " "}, "iban or accountNumber is required"},
		{14, object{"countryCode": absent}, "countryCode or bic is required"},
		{14, object{"bic": "BOPIPHM"}, "bic must have"},
		{14, object{"bic": "BOPIPHMMX"}, "bic must have"},
		{14, object{"bic": "BOPIPHMMXXXX"}, "bic must have"},
		{14, object{"iban": "0123456789"}, "iban must"},
		{16, object{"curp": "doej800101hdfxxx01"}, "curp"},
		{17, object{"emailAddress": absent}, "emailAddress is required"},
	} {
		inquiry := inquiries[test.inquiry]
		w.refuses(inquiry.create, changed(inquiry.request, test.changes), test.reason)
	}
	a := w.call(http.MethodPost, "/v1/alpha/verifications", "")
	assert.Equal(t, http.StatusBadRequest, a.status)
	assert.Contains(t, a.message, "body is required")
	for _, inquiry := range inquiries {
		assert.Empty(t, w.list(inquiry.list, "10", nil), "nothing is stored of what is refused")
	}
}

func TestDefaultsAreFilledIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, test := range []struct {
		inquiry int
		name    string
		value   string
	}{
		{2, "countryCode", "PH"},
		{14, "templateId", "tpl-vld006001"},
		{15, "countryCode", "PH"},
		{15, "templateId", "blacklistTpl-f29e992a970f4dbbbf9df3cdfec4cd4e"},
	} {
		for _, left := range []any{absent, nil} {
			inquiry := inquiries[test.inquiry]
			record := w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, object{test.name: left}))
			assert.Equal(t, "SUCCESS", record["resultCode"], test.name)
			assert.Equal(t, changed(inquiry.request, object{test.name: test.value, "countryCode": "PH", "templateId": record["requestMeta"].(object)["templateId"]}), record["requestMeta"])
			assert.Equal(t, test.value, record["requestMeta"].(object)[test.name])
		}
	}
	kept := w.inquire("/v1/alpha/blacklists", "/v1/alpha/blacklists", changed(inquiries[15].request, object{"countryCode": "ID", "templateId": "tpl-blk002001"}))
	assert.Equal(t, "ID", kept["requestMeta"].(object)["countryCode"])
	assert.Equal(t, "tpl-blk002001", kept["requestMeta"].(object)["templateId"])
}

func TestListsOfRecords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	// Two days, with the same inquiries on each, so that every filter has something to leave out.
	for range 2 {
		for _, inquiry := range inquiries {
			w.ok(http.MethodPost, inquiry.create, encode(t, changed(inquiry.request, nil)))
		}
		w.ok(http.MethodPost, "/v1/alpha/verifications", encode(t, changed(object{"firstName": "Nobody"}, nil)))
		w.ok(http.MethodPost, "/v1/alpha/footprints", encode(t, changed(object{
			"templateId": "tpl-score-footprint", "emailAddress": "someone@example.com", "mobileNumber": "639170000001", "countryCode": "PH",
		}, nil)))
		w.ok(http.MethodPost, "/v1/beta/maws/requestMaw2", encode(t, changed(object{
			"templateId": "tpl-maw002001", "mobileNumber": strings.ToUpper(hashed("639170000001")), "countryCode": "PH",
		}, nil)))
		w.clock.Advance(24 * time.Hour)
	}
	meta := func(name string, value any) func(object) bool {
		return func(record object) bool { return record["requestMeta"].(object)[name] == value }
	}
	own := func(name string, value any) func(object) bool {
		return func(record object) bool { return record[name] == value }
	}
	for _, test := range []struct {
		list, filter, value string
		want                func(object) bool
	}{
		{"/v1/alpha/verifications", "finalMatches", "true", func(r object) bool { return r["result"].(object)["finalMatches"] == true }},
		{"/v1/alpha/verifications", "finalMatches", "false", func(r object) bool { return r["result"].(object)["finalMatches"] == false }},
		{"/v1/alpha/signals", "phone", "639559991234", meta("phone", "+639559991234")},
		{"/v1/beta/signals", "phone", "+639559991234", meta("phone", "639559991234")},
		{"/v1/beta/signals", "phone", "669178912345", meta("mobileNumber", "669178912345")},
		{"/v1/beta/signals", "signalType", "Signal3", own("signalType", "Signal3")},
		{"/v1/alpha/footprints", "emailAddress", "Someone@Example.com", meta("emailAddress", "someone@example.com")},
		{"/v1/alpha/footprints", "mobileNumber", "+639170000001", meta("mobileNumber", "639170000001")},
		{"/v1/beta/maws", "mawType", "MAW2", own("type", "MAW2")},
		{"/v1/beta/maws", "mobileNumber", "529559991234", meta("mobileNumber", "529559991234")},
		{"/v1/beta/maws", "mobileNumber", hashed("639170000001"), meta("mobileNumber", strings.ToUpper(hashed("639170000001")))},
	} {
		all := w.list(test.list, "150", nil)
		wanted := keep(all, test.want)
		require.NotEmpty(t, wanted, test.list)
		got := w.list(test.list, "1", url.Values{test.filter: {test.value}})
		assert.Equal(t, wanted, got, "%s by %s", test.list, test.filter)
		if test.list != "/v1/alpha/signals" {
			assert.Less(t, len(wanted), len(all), "%s by %s", test.list, test.filter)
		}
	}
	for _, inquiry := range inquiries {
		all := w.list(inquiry.list, "150", nil)
		assert.Equal(t, all, w.list(inquiry.list, "1", nil))
		first := map[string]string{
			"ver": "verificationId", "signal": "signalId", "footprint": "footprintId", "maw": "mawId", "blacklist": "blacklistId", "ss": "socialSecurityId",
		}
		if filter := first[inquiry.prefix]; filter != "" {
			assert.Equal(t, all[:1], w.list(inquiry.list, "10", url.Values{filter: {all[0]["id"].(string)}}))
		}
		of := func(day string) []object {
			return keep(all, func(r object) bool { return strings.HasPrefix(r["createdAt"].(string), day) })
		}
		assert.Equal(t, of("2026-05-04"), w.list(inquiry.list, "10", url.Values{"endDate": {"2026-05-04"}}))
		assert.Equal(t, of("2026-05-05"), w.list(inquiry.list, "10", url.Values{"startDate": {"2026-05-05"}}))
		assert.Empty(t, w.as("other", "secret").list(inquiry.list, "10", nil), "another tenant")
		a := w.as("other", "secret").call(http.MethodGet, inquiry.list+"/"+all[0]["id"].(string), "")
		assert.Equal(t, http.StatusNotFound, a.status, "another tenant")
	}
	validations := w.list("/v1/alpha/validations", "10", nil)
	assert.Equal(t, validations, w.list("/v1/alpha/validations", "10", url.Values{"type": {"BankAccount"}}))
	assert.Empty(t, w.list("/v1/alpha/validations", "10", url.Values{"type": {"Address"}}))
	assert.Empty(t, w.list("/v1/alpha/validations", "10", url.Values{"userId": {"somebody"}}), "no request names a user")
}

func TestAVerificationThatIsNotDoneMatchesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.ok(http.MethodPost, "/v1/alpha/verifications", encode(t, changed(inquiries[0].request, nil)))
	for _, value := range []string{"true", "false"} {
		assert.Empty(t, w.list("/v1/alpha/verifications", "10", url.Values{"finalMatches": {value}}))
	}
}

// The same word is asked for in two phases; what is kept is not.
func TestPhasesKeepTheirRecordsApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, inquiry := range inquiries {
		other := strings.NewReplacer("alpha", "beta", "beta", "alpha").Replace(inquiry.list)
		if !slices.ContainsFunc(contract.Load().Operations, func(o *contract.Operation) bool { return "/v1"+o.Path == other }) {
			continue
		}
		record := w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, nil))
		assert.Equal(t, http.StatusNotFound, w.call(http.MethodGet, other+"/"+record["id"].(string), "").status)
		for _, found := range w.list(other, "150", nil) {
			assert.NotEqual(t, record["id"], found["id"])
		}
	}
}

// What is found is of the moment of the request, and so are the filters.
func TestARecordIsOfTheDayOfItsRequest(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	midnight := start.Truncate(24 * time.Hour).Add(24 * time.Hour)
	w.clock.Advance(midnight.Add(-time.Millisecond).Sub(start))
	record := w.inquire("/v1/alpha/socialSecurities", "/v1/alpha/socialSecurities", changed(inquiries[16].request, nil))
	require.False(t, w.clock.Now().Before(midnight))
	assert.Equal(t, "2026-05-04", record["result"].(object)["reportDate"])
	assert.Equal(t, "2026-05-05", w.found(16, nil)["result"].(object)["reportDate"])
	assert.Equal(t, []object{record}, w.list("/v1/alpha/socialSecurities", "10", url.Values{"startDate": {"2026-05-04"}, "endDate": {"2026-05-04"}}))
}

func TestEventsOfRecords(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	w.register("https://x.example", true, "RECORD_CREATED", "RECORD_COMPLETED")
	for _, test := range []struct {
		inquiry int
		changes object
		status  string
		code    string
	}{
		{16, nil, "COMPLETED", "SUCCESS"},
		{16, object{"mobileNumber": "521234567890"}, "COMPLETED", "NO_DATA"},
		{16, object{"mobileNumber": "529559990503"}, "ERROR", "SERVICE_UNAVAILABLE"},
		{17, nil, "COMPLETED", "SUCCESS"},
		{17, object{"fullName": "System Error"}, "ERROR", "SYSTEM_ERROR"},
	} {
		inquiry := inquiries[test.inquiry]
		record := w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, test.changes))
		about := object{"recordType": "SOCIAL_SECURITY", "recordId": record["id"]}
		assert.Equal(t, about, lastEvent(t, w, "RECORD_CREATED"))
		about["status"], about["resultCode"], about["resultMessage"], about["payload"] = test.status, test.code, record["resultMessage"], record
		assert.Equal(t, about, lastEvent(t, w, "RECORD_COMPLETED"))
		assert.Equal(t, test.code, record["resultCode"])
	}
	assertEventsFitTheContract(t, w.server.Deliveries())

	bare := newWorld(t, receiver(http.StatusOK))
	bare.register("https://x.example", false, "ALL_EVENTS")
	for _, inquiry := range inquiries[1:] {
		bare.inquire(inquiry.create, inquiry.list, changed(inquiry.request, nil))
	}
	assert.NotContains(t, lastEvent(t, bare, "RECORD_COMPLETED"), "payload")
	assert.Equal(t, []string{"RECORD_CREATED", "RECORD_COMPLETED", "RECORD_CREATED", "RECORD_COMPLETED"}, bare.eventTypes(), "no other product has events")
}

func TestRecordsFollowFromTheSeed(t *testing.T) {
	t.Parallel()
	ask := func(change ...func(*sandbox.Config)) []object {
		w := newWorld(t, change...)
		var records []object
		for _, inquiry := range inquiries {
			records = append(records, w.inquire(inquiry.create, inquiry.list, changed(inquiry.request, nil)))
		}
		return records
	}
	first := ask()
	assert.Equal(t, first, ask())
	assert.NotEqual(t, first[1]["result"], ask(func(config *sandbox.Config) { config.Seed = 2 })[1]["result"])
}

func FuzzRecordBody(f *testing.F) {
	for i, inquiry := range inquiries {
		body, err := json.Marshal(changed(inquiry.request, nil))
		require.NoError(f, err)
		f.Add(i, body)
	}
	f.Add(14, []byte(`{"name":"","bic":"        ","iban":" ","consent":{"consentedAt":"2026-05-04T09:30:00Z","consentedWith":""}}`))
	f.Add(0, []byte(`{"additionalData":{"ids":[null]},"consent":{}}`))
	f.Fuzz(func(t *testing.T, which int, body []byte) {
		w := newWorld(t)
		inquiry := inquiries[uint(which)%uint(len(inquiries))]
		a := w.call(http.MethodPost, inquiry.create, string(body))
		if a.status >= 300 {
			assert.Contains(t, []int{http.StatusBadRequest, http.StatusUnsupportedMediaType}, a.status)
			return
		}
		w.settle()
		assert.NotEqual(t, "PROCESSING", w.ok(http.MethodGet, inquiry.list+"/"+a.data.(object)["id"].(string), "")["status"])
	})
}
