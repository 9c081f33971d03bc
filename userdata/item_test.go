package userdata_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestItemFromJSON(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		document string
		want     userdata.Item
		goesOut  string
	}{
		{`{"name":"n","value":"0","valueType":"NUMBER"}`, userdata.Item{Name: "n", Value: "0", ValueType: userdata.ValueNumber}, `{"name":"n","value":"0","valueType":"NUMBER"}`},
		{`{"name":"n","value":0,"valueType":"NUMBER"}`, userdata.Item{Name: "n", Value: "0", ValueType: userdata.ValueNumber}, `{"name":"n","value":"0","valueType":"NUMBER"}`},
		{`{"value": -12.500e+2 }`, userdata.Item{Value: "-12.500e+2"}, `{"name":"","value":"-12.500e+2","valueType":""}`},
		{`{"name":"n","value":false,"valueType":"BOOLEAN"}`, userdata.Item{Name: "n", Value: "false", ValueType: userdata.ValueBoolean}, `{"name":"n","value":"false","valueType":"BOOLEAN"}`},
		{`{"name":"n","value":null,"valueType":"STRING"}`, userdata.Item{Name: "n", ValueType: userdata.ValueString}, `{"name":"n","valueType":"STRING"}`},
		{`{"name":"n","valueType":"LIST"}`, userdata.Item{Name: "n", ValueType: "LIST"}, `{"name":"n","valueType":"LIST"}`},
		{`{"name":"\u00e9","value":"a\n\"b\"","valueType":"STRING","more":[1]}`, userdata.Item{Name: "é", Value: "a\n\"b\"", ValueType: userdata.ValueString}, `{"name":"é","value":"a\n\"b\"","valueType":"STRING"}`},
		{`null`, userdata.Item{}, `{"name":"","valueType":""}`},
	} {
		t.Run(test.document, func(t *testing.T) {
			t.Parallel()
			into := userdata.Item{Name: "before", Value: "before", ValueType: "before"}
			require.NoError(t, json.Unmarshal([]byte(test.document), &into))
			assert.Equal(t, test.want, into)
			unread, err := userdata.Unmarshal([]byte(test.document), &into)
			require.NoError(t, err)
			assert.Empty(t, unread)
			assert.Equal(t, test.want, into)
			out, err := json.Marshal(into)
			require.NoError(t, err)
			assert.Equal(t, test.goesOut, string(out))
			require.NoError(t, json.Unmarshal(out, &into))
			assert.Equal(t, test.want, into)
		})
	}
}

// A malformed property of an item costs neither the item nor its neighbours.
func TestItemsWithFlaws(t *testing.T) {
	t.Parallel()
	document := []byte(`{"items":[{"name":"a","value":["secret",1],"valueType":"STRING"},{"name":5,"value":true},7,null,{"name":{},"value":1},{"name":"f","value":["one"]}]}`)
	type signal struct {
		Items userdata.Items `json:"items"`
	}
	err := json.Unmarshal(document, new(signal))
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "secret")
	var into signal
	unread, err := userdata.Unmarshal(document, &into)
	require.NoError(t, err)
	assert.Equal(t, `items[0].value=["secret",1]; items[2]=7; items[3]=null; items[4].name={}`, describe(unread))
	assert.Equal(t, userdata.Items{{Name: "a", ValueType: userdata.ValueString}, {Name: "5", Value: "true"}, {Value: "1"}, {Name: "f", Value: "one"}}, into.Items)
}

func TestItemAccessors(t *testing.T) {
	t.Parallel()
	const (
		text    = userdata.ValueString
		number  = userdata.ValueNumber
		boolean = userdata.ValueBoolean
		unknown = userdata.ValueType("PERCENTAGE")
	)
	// What an item gives under each accessor; "" is an ItemTypeError.
	type as struct{ decimal, integer, boolean, time, date string }
	for _, test := range []struct {
		value    string
		declared userdata.ValueType
		want     as
	}{
		{"3", number, as{decimal: "3", integer: "3"}},
		{"3.0", number, as{decimal: "3.0", integer: "3"}},
		{"3.5", number, as{decimal: "3.5"}},
		{" 25e-1 ", number, as{decimal: "25e-1"}},
		{"1.2e2", number, as{decimal: "1.2e2", integer: "120"}},
		{"-0.0", number, as{decimal: "-0.0", integer: "0"}},
		{"222.0000", number, as{decimal: "222.0000", integer: "222"}},
		{"9223372036854775807", number, as{decimal: "9223372036854775807", integer: "9223372036854775807"}},
		{"-9223372036854775808", number, as{decimal: "-9223372036854775808", integer: "-9223372036854775808"}},
		{"9223372036854775808", number, as{decimal: "9223372036854775808"}},
		{"1e400", number, as{decimal: "1e400"}},
		{"1e999999999", number, as{}},
		{"1,000", number, as{}},
		{"+1", number, as{}},
		{"0x10", number, as{}},
		{"NaN", number, as{}},
		{"3", text, as{}},
		{"3", boolean, as{}},
		{"3", "", as{decimal: "3", integer: "3"}},
		{"3", unknown, as{decimal: "3", integer: "3"}},

		{"true", boolean, as{boolean: "true"}},
		{"False", boolean, as{boolean: "false"}},
		{"TRUE ", unknown, as{boolean: "true"}},
		{"true", text, as{}},
		{"true", number, as{}},
		{"1", boolean, as{}},
		{"yes", boolean, as{}},
		{"null", boolean, as{boolean: ""}},
		{"t", boolean, as{}},

		{"2021-04-14T09:30:24Z", text, as{time: "2021-04-14T09:30:24Z"}},
		{"2021-04-14T09:30:24Z", number, as{time: "2021-04-14T09:30:24Z"}},
		{"2021-04-14T09:30:24.5+08:00", boolean, as{time: "2021-04-14T09:30:24.5+08:00"}},
		{"2021-04-14 09:30:24+0800", unknown, as{time: "2021-04-14T09:30:24+08:00"}},
		{"2021-04-14T09:30:24", text, as{}},
		{"2021-04-14", text, as{date: "2021-04-14"}},
		{" 2021-04-14", number, as{date: "2021-04-14"}},
		{"2021-02-30", text, as{}},
		{"14/04/2021", text, as{}},
		{"A0", text, as{}},
	} {
		t.Run(test.value+" "+string(test.declared), func(t *testing.T) {
			t.Parallel()
			item := userdata.Item{Name: "figure", Value: test.value, ValueType: test.declared}
			check(t, item, item.Decimal, test.want.decimal)
			check(t, item, item.Int, test.want.integer)
			check(t, item, item.Bool, test.want.boolean)
			check(t, item, item.Time, test.want.time)
			check(t, item, item.Date, test.want.date)
		})
	}
}

// check compares what an accessor gives, as JSON; none means an ItemTypeError and the zero value.
func check[T any](t *testing.T, item userdata.Item, get func() (T, error), want string) {
	t.Helper()
	value, err := get()
	if want != "" {
		require.NoError(t, err)
		out, err := json.Marshal(value)
		require.NoError(t, err)
		assert.Equal(t, want, strings.Trim(string(out), `"`))
		return
	}
	assert.Zero(t, value)
	mistyped := new(userdata.ItemTypeError)
	if assert.ErrorAs(t, err, &mistyped) {
		assert.Equal(t, item.Name, mistyped.Name)
		assert.Equal(t, item.ValueType, mistyped.ValueType)
		assert.NotEmpty(t, mistyped.Wanted)
	}
	assert.NotErrorIs(t, err, userdata.ErrNoValue)
}

func TestItemTypeErrorNamesTheItemAndNotItsValue(t *testing.T) {
	t.Parallel()
	for _, declared := range []userdata.ValueType{userdata.ValueNumber, userdata.ValueString, "SECRET2"} {
		item := userdata.Item{Name: "employer_name", Value: "4711 Confidential", ValueType: declared}
		_, number := item.Decimal()
		_, whole := item.Int()
		_, boolean := item.Bool()
		_, moment := item.Time()
		_, day := item.Date()
		for wanted, err := range map[string]error{
			"a number": number, "a 64-bit whole number": whole, "a boolean": boolean, "a date-time": moment, "a date": day,
		} {
			assert.EqualError(t, err, `userdata: the item "employer_name", declared as "`+string(declared)+`", cannot be read as `+wanted+`; see its Value`)
			assert.NoError(t, errors.Unwrap(err), "nothing beneath it quotes the value")
		}
	}
}

func TestItemWithoutValue(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"", " "} {
		for _, declared := range []userdata.ValueType{"", userdata.ValueString, userdata.ValueNumber, userdata.ValueBoolean} {
			item := userdata.Item{Name: "events_overdue", Value: value, ValueType: declared}
			_, number := item.Decimal()
			_, whole := item.Int()
			_, boolean := item.Bool()
			_, moment := item.Time()
			_, day := item.Date()
			for _, err := range []error{number, whole, boolean, moment, day} {
				require.ErrorIs(t, err, userdata.ErrNoValue)
				assert.ErrorContains(t, err, "events_overdue")
			}
		}
	}
}

func TestItemsGet(t *testing.T) {
	t.Parallel()
	items := userdata.Items{{Name: "a", Value: "1"}, {Name: "b"}, {Name: "a", Value: "2"}}
	item, ok := items.Get("a")
	assert.True(t, ok)
	assert.Equal(t, userdata.Item{Name: "a", Value: "1"}, item)
	item, ok = items.Get("b")
	assert.True(t, ok, "an item without value is one")
	assert.Equal(t, userdata.Item{Name: "b"}, item)
	item, ok = items.Get("A")
	assert.False(t, ok)
	assert.Zero(t, item)
	_, ok = userdata.Items(nil).Get("")
	assert.False(t, ok)
}

func TestItemsOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, object string
		want         userdata.Items
	}{
		{name: "nothing", object: ``},
		{name: "null", object: ` null `},
		{name: "empty", object: ` {} `, want: userdata.Items{}},
		{name: "one of each, in order", object: `{"z": "text", "b":true, "a" : 12.500 ,"n":null,"o":{"x": [1, 2]},"l":[ ],"e":""}`, want: userdata.Items{
			{Name: "z", Value: "text", ValueType: userdata.ValueString},
			{Name: "b", Value: "true", ValueType: userdata.ValueBoolean},
			{Name: "a", Value: "12.500", ValueType: userdata.ValueNumber},
			{Name: "n"},
			{Name: "o", Value: `{"x": [1, 2]}`},
			{Name: "l", Value: `[ ]`},
			{Name: "e", ValueType: userdata.ValueString},
		}},
		{name: "duplicates", object: `{"a":1,"a":"2","A":3}`, want: userdata.Items{
			{Name: "a", Value: "1", ValueType: userdata.ValueNumber},
			{Name: "a", Value: "2", ValueType: userdata.ValueString},
			{Name: "A", Value: "3", ValueType: userdata.ValueNumber},
		}},
		{name: "literals", object: `{"a":123456789012345678901234567890.10,"b":1e999999999,"c":-0,"d":-999}`, want: userdata.Items{
			{Name: "a", Value: "123456789012345678901234567890.10", ValueType: userdata.ValueNumber},
			{Name: "b", Value: "1e999999999", ValueType: userdata.ValueNumber},
			{Name: "c", Value: "-0", ValueType: userdata.ValueNumber},
			{Name: "d", Value: "-999", ValueType: userdata.ValueNumber},
		}},
		{name: "escapes", object: `{"\u0061\n\"":"\u00e9\t\\","":"\ud83d\ude00"}`, want: userdata.Items{
			{Name: "a\n\"", Value: "é\t\\", ValueType: userdata.ValueString},
			{Name: "", Value: "😀", ValueType: userdata.ValueString},
		}},
		{name: "text that is not UTF-8", object: "{\"a\xff\":\"b\xff\"}", want: userdata.Items{
			{Name: "a\uFFFD", Value: "b\uFFFD", ValueType: userdata.ValueString},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			object := []byte(test.object)
			items, err := userdata.ParseItems(object)
			require.NoError(t, err)
			clear(object)
			assert.Equal(t, test.want, items)
		})
	}
}

func TestItemsOfGoesDeeper(t *testing.T) {
	t.Parallel()
	items, err := userdata.ParseItems([]byte(`{"loans":{"count":3}}`))
	require.NoError(t, err)
	loans, ok := items.Get("loans")
	require.True(t, ok)
	inside, err := userdata.ParseItems([]byte(loans.Value))
	require.NoError(t, err)
	assert.Equal(t, userdata.Items{{Name: "count", Value: "3", ValueType: userdata.ValueNumber}}, inside)
}

func TestItemsOfRefuses(t *testing.T) {
	t.Parallel()
	for name, document := range map[string]string{
		"list": `["secret"]`, "string": `"secret"`, "number": `4711`, "boolean": `true`, "blanks": `  `, "truncated": `{"secret":"secret`,
		"two": `{} {"a":"secret"}`, "bare word": `{"a":secret}`, "deep": strings.Repeat(`{"a":`, 20_000) + `1` + strings.Repeat(`}`, 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			items, err := userdata.ParseItems([]byte(document))
			require.Error(t, err)
			assert.Nil(t, items)
			assert.Contains(t, err.Error(), "userdata: the document ")
			assert.NotContains(t, err.Error(), "secret")
			assert.NotContains(t, err.Error(), "4711")
			assert.NotContains(t, err.Error(), "'s'")
		})
	}
}

func FuzzItemsOf(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, ` {"a" : 1.50, "b":"x", "b":true ,"c":null} `, `{"o":{"x":[1]},"l":[{}],"":""}`, `{"\u0061\ud800":"\ud83d\ude00\u0000"}`,
		"{\"a\xff\":\"b\xff\"}", `{"n":1e999999999,"z":-0}`, `[{"a":1}]`, `"x"`, `{"a":`, `{} {}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		items, err := userdata.ParseItems(data)
		var members map[string]json.RawMessage
		if len(data) > 0 && json.Unmarshal(data, &members) != nil {
			require.Error(t, err)
			require.Nil(t, items)
			return
		}
		require.NoError(t, err)
		require.Equal(t, members == nil, items == nil)
		require.GreaterOrEqual(t, len(items), len(members))
		last := map[string]userdata.Item{}
		for _, item := range items {
			last[item.Name] = item
		}
		require.Len(t, last, len(members))
		for name, value := range members {
			item := last[name]
			switch item.ValueType {
			case userdata.ValueString:
				var text string
				require.NoError(t, json.Unmarshal(value, &text))
				require.Equal(t, text, item.Value)
			case "":
				require.Contains(t, "n[{", string(value[0]))
				if item.Value != "" {
					require.Equal(t, string(value), item.Value)
				}
			default:
				require.Equal(t, string(value), item.Value)
			}
			checkAccessors(t, item)
		}
	})
}

func FuzzItems(f *testing.F) {
	for _, seed := range []string{
		`[{"name":"a","value":"0","valueType":"NUMBER"},{"name":"b","value":0,"valueType":"NUMBER"},{"name":"c","value":null,"valueType":"STRING"}]`,
		`[{"name":"d","value":true,"valueType":"BOOLEAN"},{"name":"e","value":"2021-04-14t09:30:24+0800","valueType":"NUMBER"},{"value":"2021-04-14"}]`,
		`[{"name":1,"value":{},"valueType":[]},{"name":"f","value":["x"]},7,null,[{"value":"1e400"}]]`, `{"name":"a"}`, `null`, `"x"`, "[{\"value\":\"\xff\"}]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkUnmarshal[userdata.Items](t, data)
		checkUnmarshal[userdata.Item](t, data)
		var items userdata.Items
		if _, err := userdata.Unmarshal(data, &items); err == nil {
			for _, item := range items {
				checkAccessors(t, item)
			}
		}
	})
}

// checkAccessors holds what is true of every item.
func checkAccessors(t *testing.T, item userdata.Item) {
	t.Helper()
	amount, err := item.Decimal()
	checkItemError(t, item, err)
	require.Equal(t, err != nil, amount.IsZero())
	whole, err := item.Int()
	checkItemError(t, item, err)
	if err == nil {
		require.True(t, amount.Equal(userdata.NewDecimal(whole, 0)))
	}
	_, err = item.Bool()
	checkItemError(t, item, err)
	_, err = item.Time()
	checkItemError(t, item, err)
	day, err := item.Date()
	checkItemError(t, item, err)
	require.Equal(t, err != nil, day.IsZero())
}

func checkItemError(t *testing.T, item userdata.Item, err error) {
	t.Helper()
	if mistyped := new(userdata.ItemTypeError); err != nil && !errors.As(err, &mistyped) {
		require.ErrorIs(t, err, userdata.ErrNoValue)
		require.Empty(t, bytes.TrimSpace([]byte(item.Value)))
	}
}
