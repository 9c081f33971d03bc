package userdata_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func number(name, value string) userdata.Item {
	return userdata.Item{Name: name, Value: value, ValueType: userdata.ValueNumber}
}

func TestFeaturesByName(t *testing.T) {
	t.Parallel()
	data := []byte(`{"id":"insight-1","features":{"link_day3_count":2,"gigs_count":7,"incomes_amount_sum":120.0000,"gig_worker":true,"employments_current_status":"GIG","identity_age":null}}`)
	var insight userdata.Insight
	require.NoError(t, json.Unmarshal(data, &insight))
	came := string(data)
	clear(data)
	assert.Equal(t, 2, *insight.Features.LinkDay3Count)
	assert.Equal(t, "120.0000", insight.Features.IncomesAmountSum.String())
	assert.Equal(t, "GIG", insight.Features.EmploymentsCurrentStatus)
	assert.Nil(t, insight.Features.IdentityAge)
	want := userdata.Items{
		number("link_day3_count", "2"), number("gigs_count", "7"), number("incomes_amount_sum", "120.0000"),
		{Name: "gig_worker", Value: "true", ValueType: userdata.ValueBoolean},
		{Name: "employments_current_status", Value: "GIG", ValueType: userdata.ValueString},
		{Name: "identity_age"},
	}
	assert.Equal(t, want, insight.Features.Named())
	insight.Features.Named()[0].Name = "changed"
	assert.Equal(t, want, insight.Features.Named(), "each caller has items of their own")
	out, err := json.Marshal(insight)
	require.NoError(t, err)
	assert.Equal(t, came, string(out))
}

func TestFeaturesMadeByHand(t *testing.T) {
	t.Parallel()
	age := 0
	made := userdata.InsightFeatures{IdentityAge: &age, IncomesAmountMax: userdata.NewDecimal(-99900, 2), EmploymentsCurrentStatus: "<GIG>"}
	assert.Equal(t, userdata.Items{
		number("incomes_amount_max", ""), {Name: "employments_current_status", Value: "<GIG>", ValueType: userdata.ValueString}, number("identity_age", "0"),
	}, made.Named())
	assert.Empty(t, userdata.InsightFeatures{}.Named())
}

// Every property of the contract can be had by its field and by its name alike.
func TestEveryFeatureByFieldAndByName(t *testing.T) {
	t.Parallel()
	var read envelope[userdata.Insight]
	require.NoError(t, json.Unmarshal(everyFigure(), &read))
	features := read.Data.Features
	assert.Len(t, features.Named(), len(contract.Load().Schemas["ObjectFeature"].Properties))
	fields, err := json.Marshal(features)
	require.NoError(t, err)
	byField, err := userdata.ParseItems(fields)
	require.NoError(t, err)
	assert.ElementsMatch(t, features.Named(), byField)
}

// Features without a figure leave nothing behind under the option omitzero; a figure without a field does.
func TestFeaturesAreZeroWithoutAFigure(t *testing.T) {
	t.Parallel()
	for document, zero := range map[string]bool{
		`{}`: true, `null`: true, `{"incomes_count":null}`: true, `{"new":null,"incomes_amount_sum":null}`: true,
		`{"gigs_count":7}`: false, `{"incomes_count":0}`: false, `{"incomes_amount_sum":0}`: false, `{"incomes_amount_sum":-999}`: false,
		`{"employments_current_status":""}`: false, `{"new":{"a":[1,-999]},"identity_age":null}`: false,
	} {
		var insight userdata.Insight
		require.NoError(t, json.Unmarshal([]byte(`{"features":`+document+`}`), &insight))
		assert.Equal(t, zero, insight.Features.IsZero(), document)
		out, err := json.Marshal(insight)
		require.NoError(t, err)
		if zero {
			assert.Equal(t, `{}`, string(out), document)
		} else {
			assert.Equal(t, `{"features":`+document+`}`, string(out))
		}
	}
	var insight userdata.Insight
	require.NoError(t, json.Unmarshal([]byte(`{"id":"a","features":null}`), &insight))
	assert.Equal(t, userdata.Insight{ID: "a"}, insight, "null is the zero Features")
	out, err := json.Marshal(userdata.InsightFeatures{})
	require.NoError(t, err)
	assert.Equal(t, `{}`, string(out))
}

// What the API writes in place of a figure is in no field and in no item, can be asked for, and goes out again.
func TestFeaturesThatTheAPIDoesNotHave(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]userdata.Absence{
		`-999`: userdata.AbsentNoData, `-998`: userdata.AbsentNotComputed, `-999.0`: userdata.AbsentNoData, `-998.00`: userdata.AbsentNotComputed, `-9.99e2`: userdata.AbsentNoData,
		`"-999"`: userdata.AbsentNoData, `" -998.0 "`: userdata.AbsentNotComputed, `"\u002d999"`: userdata.AbsentNoData,
	} {
		document := `{"incomes_count":` + text + `,"incomes_amount_sum":` + text + `,"employments_current_status":` + text + `,"new":` + text + `,"identity_age":34}`
		var features userdata.InsightFeatures
		_, err := userdata.Unmarshal([]byte(document), &features)
		require.NoError(t, err, text)
		assert.Nil(t, features.IncomesCount, text)
		assert.True(t, features.IncomesAmountSum.IsZero(), text)
		assert.Empty(t, features.EmploymentsCurrentStatus, text)
		assert.Equal(t, 34, *features.IdentityAge)
		for _, name := range []string{"incomes_count", "incomes_amount_sum", "new"} {
			assert.Equal(t, want, features.Absence(name), "%s: %s", name, text)
			item, ok := features.Named().Get(name)
			assert.True(t, ok)
			_, err := item.Decimal()
			require.ErrorIs(t, err, userdata.ErrNoValue, "%s: %s", name, text)
			_, err = item.Int()
			require.ErrorIs(t, err, userdata.ErrNoValue, "%s: %s", name, text)
		}
		out, err := json.Marshal(features)
		require.NoError(t, err)
		var again userdata.InsightFeatures
		require.NoError(t, json.Unmarshal(out, &again), text)
		for _, name := range []string{"incomes_count", "incomes_amount_sum", "employments_current_status", "new"} {
			assert.Equal(t, want, again.Absence(name), "%s: %s", name, text)
		}
	}
	var features userdata.InsightFeatures
	require.NoError(t, json.Unmarshal([]byte(`{"incomes_count":-997,"incomes_amount_sum":-999.5,"new":null,"newer":"-999 days"}`), &features))
	assert.Equal(t, -997, *features.IncomesCount)
	assert.Equal(t, "-999.5", features.IncomesAmountSum.String())
	for _, name := range []string{"incomes_count", "incomes_amount_sum", "new", "newer", "unheard_of"} {
		assert.Zero(t, features.Absence(name), name)
	}
}

// What was put right goes out as it should be, and what could not be read does not; encoding/json reads the
// rest again.
func TestFeaturesWithFlawsGoOut(t *testing.T) {
	t.Parallel()
	var features userdata.InsightFeatures
	unread, err := userdata.Unmarshal([]byte(`{"incomes_count":"many","identity_age":"34","link_day3_count":2.0,"incomes_amount_sum":"12.50","incomes_amount_max":"x","new":{"a":"x"}}`), &features)
	require.NoError(t, err)
	assert.Equal(t, `incomes_count="many"; incomes_amount_max="x"`, describe(unread))
	out, err := json.Marshal(features)
	require.NoError(t, err)
	goesOut := compact(t, `{"identity_age":34,"link_day3_count":2,"incomes_amount_sum":"12.50","new":{"a":"x"}}`)
	assert.Equal(t, goesOut, string(out))
	require.NoError(t, json.Unmarshal(out, &features))
}

// Changes since go out in place of what was read, and nothing else is lost.
func TestFeaturesChangedAfterReading(t *testing.T) {
	t.Parallel()
	var features userdata.InsightFeatures
	require.NoError(t, json.Unmarshal([]byte(`{"new":[1,{"a":2}],"incomes_count":-999,"incomes_amount_sum":1.50,"identity_age":34,"Link_Day3_Count":2,"incomes_amount_max":9.0}`), &features))
	twelve := 12
	features.IncomesCount = &twelve
	features.IncomesAmountSum = userdata.NewDecimal(25, 1)
	features.LinkDay3Count = nil
	*features.IdentityAge = 35
	features.EmploymentsCurrentStatus = "<GIG>"
	out, err := json.Marshal(features)
	require.NoError(t, err)
	goesOut := compact(t, `{"new":[1,{"a":2}],"incomes_count":12,"incomes_amount_sum":2.5,"identity_age":35,"incomes_amount_max":9.0,"employments_current_status":"\u003cGIG\u003e"}`)
	assert.Equal(t, goesOut, string(out))
	assert.Contains(t, map[userdata.InsightFeatures]bool{features: true}, features, "they can be compared")
}

func TestEqualFeatures(t *testing.T) {
	t.Parallel()
	read := func(document string) (features userdata.InsightFeatures) {
		t.Helper()
		_, err := userdata.Unmarshal([]byte(document), &features)
		require.NoError(t, err)
		return features
	}
	count := 24
	made := userdata.InsightFeatures{IncomesCount: &count, IncomesAmountSum: userdata.NewDecimal(1205, 1), EmploymentsCurrentStatus: "GIG"}
	changed := read(`{"identity_age":34,"incomes_count":1,"incomes_amount_sum":7}`)
	changed.IdentityAge, changed.IncomesCount, changed.IncomesAmountSum, changed.EmploymentsCurrentStatus = nil, &count, made.IncomesAmountSum, "GIG"
	for name, test := range map[string]struct {
		a, b userdata.InsightFeatures
		want bool
	}{
		"both zero":                {userdata.InsightFeatures{}, userdata.InsightFeatures{}, true},
		"nothing and null":         {read(`{"identity_age":null,"new":null,"incomes_amount_sum":""}`), userdata.InsightFeatures{}, true},
		"the same document":        {read(`{"incomes_count":24,"new":"a"}`), read(`{"incomes_count":24,"new":"a"}`), true},
		"white space, order":       {read(`{"incomes_count":24, "new":{"a": [1]}}`), read(`{"new":{"a":[1]},"incomes_count":24}`), true},
		"read and made":            {read(`{"incomes_count":24,"incomes_amount_sum":120.5000,"employments_current_status":"GIG"}`), made, true},
		"changed and made":         {changed, made, true},
		"another field":            {read(`{"incomes_count":24,"incomes_amount_sum":120.5001,"employments_current_status":"GIG"}`), made, false},
		"a figure more":            {read(`{"incomes_count":24,"new":1}`), read(`{"incomes_count":24}`), false},
		"another name":             {read(`{"new":1}`), read(`{"newer":1}`), false},
		"another value":            {read(`{"new":"a"}`), read(`{"new":"b"}`), false},
		"numbers by value":         {read(`{"new":1.50,"incomes_count":3.0}`), read(`{"new":"1.5","incomes_count":3}`), true},
		"zero is not null":         {read(`{"incomes_count":0}`), userdata.InsightFeatures{}, false},
		"why there is none":        {read(`{"incomes_count":-999}`), read(`{"incomes_count":-998}`), false},
		"none for a reason":        {read(`{"incomes_count":-999}`), userdata.InsightFeatures{}, false},
		"none for the same reason": {read(`{"incomes_count":-999}`), read(`{"incomes_count":"-999.0"}`), true},
		"a malformed figure":       {read(`{"incomes_count":"many"}`), userdata.InsightFeatures{}, true},
	} {
		assert.Equal(t, test.want, test.a.Equal(test.b), name)
		assert.Equal(t, test.want, test.b.Equal(test.a), name)
		assert.True(t, test.a.Equal(test.a) && test.b.Equal(test.b), name)
		assert.True(t, test.a != test.b || test.want, "what == says holds")
		again := read(string(mustMarshal(t, test.a)))
		assert.True(t, again.Equal(test.a), "%s: what was stored comes back", name)
	}
}

func mustMarshal(t *testing.T, value any) []byte {
	t.Helper()
	document, err := json.Marshal(value)
	require.NoError(t, err)
	return document
}

// What is read anew is not mixed with what stood there.
func TestFeaturesAreReplaced(t *testing.T) {
	t.Parallel()
	var features userdata.InsightFeatures
	for _, document := range []string{`{"incomes_count":1,"gigs_count":1}`, `{"incomes_amount_sum":2}`} {
		require.NoError(t, json.Unmarshal([]byte(document), &features))
	}
	assert.Nil(t, features.IncomesCount)
	assert.Equal(t, userdata.Items{number("incomes_amount_sum", "2")}, features.Named())
	before := features
	require.Error(t, json.Unmarshal([]byte(`{"incomes_count":1.5}`), &features))
	assert.Equal(t, before, features)
	require.NoError(t, json.Unmarshal([]byte(`null`), &features))
	assert.Zero(t, features)
}

// One malformed figure costs itself, and can be seen by name as it came.
func TestFeaturesWithFlaws(t *testing.T) {
	t.Parallel()
	data := []byte(`{"data":{"items":[null,{},{"id":7},{"id":"i","features":{"incomes_count":"many","incomes_amount_sum":"12.50","new":{"a":[1]},"identity_age":34.0},"metadata":{"accountId":"a-1"}}]}}`)
	var into envelope[userdata.FirstPage[userdata.Insight]]
	unread, err := userdata.Unmarshal(data, &into)
	require.NoError(t, err)
	assert.Equal(t, `data.items[0]=null; data.items[3].features.incomes_count="many"`, describe(unread))
	insight := into.Data.Items[2]
	assert.Equal(t, "a-1", insight.Metadata.AccountID)
	assert.Nil(t, insight.Features.IncomesCount)
	assert.Equal(t, 34, *insight.Features.IdentityAge)
	assert.Equal(t, "12.50", insight.Features.IncomesAmountSum.String())
	assert.Equal(t, userdata.Items{
		{Name: "incomes_count", Value: "many", ValueType: userdata.ValueString}, {Name: "incomes_amount_sum", Value: "12.50", ValueType: userdata.ValueString},
		{Name: "new", Value: `{"a":[1]}`}, number("identity_age", "34.0"),
	}, insight.Features.Named())
}

func TestFeaturesAlone(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		`{"incomes_count":1.5,"identity_age":34}`:     `incomes_count=1.5`,
		` [ {"incomes_count":1.5,"identity_age":34}]`: `[0].incomes_count=1.5`,
	} {
		var features userdata.InsightFeatures
		unread, err := userdata.Unmarshal([]byte(document), &features)
		require.NoError(t, err)
		assert.Equal(t, want, describe(unread))
		assert.Equal(t, 34, *features.IdentityAge)
		assert.Equal(t, userdata.Items{number("incomes_count", "1.5"), number("identity_age", "34")}, features.Named())
	}
	for _, document := range []string{`"secret"`, `7`, `[]`, `[{},{}]`} {
		var features userdata.InsightFeatures
		_, err := userdata.Unmarshal([]byte(document), &features)
		require.Error(t, err, document)
		assert.Zero(t, features)
	}
	var insight userdata.Insight
	unread, err := userdata.Unmarshal([]byte(`{"features":"","id":"a"}`), &insight)
	require.NoError(t, err)
	assert.Equal(t, `features=""`, describe(unread))
	assert.Equal(t, userdata.Insight{ID: "a"}, insight)
}

// The payload of the test data has one figure that cannot be read, and two that had to be put right.
func TestFeaturesOfAPayload(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "payload.json"))
	require.NoError(t, err)
	var into envelope[userdata.Payload]
	_, err = userdata.Unmarshal(data, &into)
	require.NoError(t, err)
	assert.Equal(t, userdata.Items{
		number("incomes_count", "24.0"), {Name: "identity_age", Value: "34", ValueType: userdata.ValueString},
		number("incomes_amount_sum", "120000000.0000"), number("link_day3_count", "1.5"),
	}, into.Data.Insight.Features.Named())
}
