package contracttest_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contracttest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// forgetful does not write what it was read from.
type forgetful struct{ read string }

func (f *forgetful) UnmarshalJSON(data []byte) error {
	f.read = string(data)
	return nil
}

func TestCheckRoundTrip(t *testing.T) {
	t.Parallel()
	type short struct {
		ID string `json:"id"`
	}
	type rounded struct {
		ID          string          `json:"id"`
		Date        userdata.Date   `json:"date"`
		Description string          `json:"description"`
		Currency    json.RawMessage `json:"currency"`
		Amount      float64         `json:"amount"`
		ReferenceID string          `json:"referenceId"`
	}
	type emptied struct {
		NextCursor *string                `json:"nextCursor,omitempty"`
		Items      []userdata.Transaction `json:"items,omitempty"`
	}
	type forgets struct {
		ID          forgetful        `json:"id"`
		Date        time.Time        `json:"-"`
		Description string           `json:"description"`
		Currency    string           `json:"currency"`
		Amount      userdata.Decimal `json:"amount"`
		ReferenceID string           `json:"referenceId"`
	}
	for _, test := range []struct {
		schema string
		model  any
		want   []string
	}{
		{schema: "TransactionPayload", model: transaction{}},
		{schema: "TransactionListData", model: userdata.FirstPage[userdata.Transaction]{}},
		{schema: "Nothing", model: short{}, want: []string{"the contract has no such schema"}},
		{schema: "TransactionPayload", model: short{}, want: []string{"and written as {", "and written as {"}},
		{schema: "TransactionPayload", model: rounded{}, want: []string{"and written as {", "and written as {"}},
		{schema: "TransactionListData", model: emptied{}, want: []string{"read again as another value"}},
		{schema: "TransactionPayload", model: forgets{}, want: []string{"read again as another value", "and written as {"}},
	} {
		r := &recorder{TB: t}
		contracttest.CheckRoundTrip(r, test.schema, reflect.TypeOf(test.model))
		if len(test.want) == 0 {
			assert.Empty(t, r.reports, "%T", test.model)
		}
		require.GreaterOrEqual(t, len(r.reports), len(test.want), "%T", test.model)
		for i, want := range test.want {
			assert.Contains(t, strings.ReplaceAll(r.reports[i], "\n", " "), want, "%T", test.model)
		}
	}
}
