package sandbox_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

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
