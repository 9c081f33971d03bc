package sandbox_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
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

// nullsThatTheContractForgets are the properties of records that the vendor describes or shows as null, though
// their schemas do not say so: what is not known yet, or was not asked.
var nullsThatTheContractForgets = []string{
	"resultCode", "resultMessage", "result", "items", "maw2Items", "maw3Items", "errorMessage", "duration",
	"firstNameMatches", "middleNameMatches", "lastNameMatches", "fullNameMatches", "additionalData", "ids", "idSubtype",
	"dobMatches", "genderMatches", "addressMatches", "phoneMatches", "emailMatches", "deliverable", "provider",
}

// violations compares a document with its schema, except for what the schemas of records are known to get wrong.
func violations(schema *contract.Schema, whole any) []string {
	var found []string
	for _, v := range contract.Load().Validate(schema, whole) {
		steps := strings.Split(v.Path, ".")
		name := steps[len(steps)-1]
		_, isRecord := at(whole, steps[:len(steps)-1])["createdAt"]
		if v.Problem == "must not be null" && slices.Contains(nullsThatTheContractForgets, name) && (name != "items" || isRecord) {
			continue
		}
		// The schema of a form's data wants objects; the vendor's forms hold texts and numbers.
		if _, isForm := at(whole, steps[:max(0, len(steps)-2)])["winkSiteId"]; isForm && v.Problem == "must be an object" {
			continue
		}
		found = append(found, v.String())
	}
	return found
}

// at follows a path such as data.items[0].
func at(value any, steps []string) object {
	for _, step := range steps {
		name, index, inList := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		within, _ := value.(object)
		value = within[name]
		if items, isList := value.([]any); inList && isList {
			var i int
			if _, err := fmt.Sscan(index, &i); err == nil {
				value = items[i]
			}
		}
	}
	found, _ := value.(object)
	return found
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
