package userdata_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"testing"
	"time"

	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]userdata.Date{
		"2021-04-21": userdata.NewDate(2021, time.April, 21),
		"0001-01-01": userdata.NewDate(1, time.January, 1),
		"9999-12-31": userdata.NewDate(9999, time.December, 31),
		"2024-02-29": userdata.NewDate(2024, time.February, 29),
		"2000-02-29": userdata.NewDate(2000, time.February, 29),
	} {
		got, err := userdata.ParseDate(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got)
		assert.Equal(t, text, got.String())
	}
	for _, text := range []string{
		"", "2021", "2021-04", "2021-4-21", "21-04-2021", "2021/04/21", "2021-04/21", "2021-04-21T00:00:00Z", " 2021-04-21",
		"2021-13-01", "2021-00-01", "2021-04-00", "2021-04-31", "2021-02-29", "1900-02-29", "0000-01-01", "2021-04-2x", "２021-04-21", "-021-04-21", "+021-04-21",
	} {
		got, err := userdata.ParseDate(text)
		require.Error(t, err, text)
		assert.Zero(t, got, text)
	}
}

func TestParsingADateAgreesWithTime(t *testing.T) {
	t.Parallel()
	for year := range 2 {
		for month := range 14 {
			for day := range 33 {
				text := fmt.Sprintf("%04d-%02d-%02d", 2023+year, month, day)
				want, wantErr := time.Parse(time.DateOnly, text)
				got, err := userdata.ParseDate(text)
				assert.Equal(t, wantErr == nil, err == nil, text)
				assert.True(t, want.Equal(got.Time(nil)), text)
			}
		}
	}
}

func TestDateJSON(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		json string
		want userdata.Date
		ok   bool
	}{
		{`"2021-04-21"`, userdata.NewDate(2021, time.April, 21), true},
		{`"2021-04-\u0032\u0031"`, userdata.NewDate(2021, time.April, 21), true},
		{`null`, userdata.Date{}, true},
		{`""`, userdata.Date{}, true},
		{`"21/04/2021"`, userdata.Date{}, false},
		{`20210421`, userdata.Date{}, false},
		{`true`, userdata.Date{}, false},
		{`{}`, userdata.Date{}, false},
	} {
		got := userdata.NewDate(1999, time.December, 31)
		err := json.Unmarshal([]byte(test.json), &got)
		assert.Equal(t, test.ok, err == nil, test.json)
		assert.Equal(t, test.want, got, test.json)
	}
	out, err := json.Marshal(struct {
		Given, Null userdata.Date
		Left        userdata.Date `json:",omitzero"`
	}{Given: userdata.NewDate(2021, time.April, 1)})
	require.NoError(t, err)
	assert.JSONEq(t, `{"Given":"2021-04-01","Null":null}`, string(out))
	out, err = json.Marshal(map[userdata.Date]int{userdata.NewDate(2021, time.April, 1): 1})
	require.NoError(t, err)
	assert.JSONEq(t, `{"2021-04-01":1}`, string(out))
}

func TestDateOf(t *testing.T) {
	t.Parallel()
	manila := time.FixedZone("", 8*3600)
	late := time.Date(2021, time.April, 21, 20, 0, 0, 0, time.UTC)
	assert.Equal(t, "2021-04-21", userdata.DateOf(late).String())
	assert.Equal(t, "2021-04-22", userdata.DateOf(late.In(manila)).String())
	assert.Zero(t, userdata.DateOf(time.Time{}))
	assert.Zero(t, userdata.DateOf(time.Time{}.In(manila)))
	assert.Zero(t, userdata.NewDate(10_000, time.January, 1))
	assert.Zero(t, userdata.NewDate(0, time.January, 1))
	assert.Equal(t, "2021-03-02", userdata.NewDate(2021, time.February, 30).String())

	date := userdata.NewDate(2021, time.April, 21)
	assert.Equal(t, time.Date(2021, time.April, 21, 0, 0, 0, 0, manila), date.Time(manila))
	assert.True(t, userdata.Date{}.Time(manila).IsZero())
	assert.Equal(t, []int{2021, 21}, []int{date.Year(), date.Day()})
	assert.Equal(t, userdata.NewMonth(2021, time.April), date.Month())
}

func TestDateOrder(t *testing.T) {
	t.Parallel()
	ascending := []userdata.Date{
		{}, userdata.NewDate(2020, time.December, 31), userdata.NewDate(2021, time.January, 1),
		userdata.NewDate(2021, time.January, 2), userdata.NewDate(2021, time.February, 1),
	}
	for i, a := range ascending {
		for j, b := range ascending {
			given := i > 0 && j > 0 // what was not given is neither before nor after
			assert.Equal(t, given && i < j, a.Before(b), "%s before %s", a, b)
			assert.Equal(t, given && i > j, a.After(b), "%s after %s", a, b)
			assert.Equal(t, i < j, a.Compare(b) < 0, "%s sorts before %s", a, b)
			assert.Equal(t, i == j, a.Compare(b) == 0, "%s equals %s", a, b)
			assert.Equal(t, i == j, a == b)
		}
	}
}

func TestMonth(t *testing.T) {
	t.Parallel()
	month, err := userdata.ParseMonth("2021-04")
	require.NoError(t, err)
	assert.Equal(t, userdata.NewMonth(2021, time.April), month)
	assert.Equal(t, userdata.MonthOf(time.Date(2021, time.April, 30, 23, 0, 0, 0, time.UTC)), month)
	assert.Equal(t, 2021, month.Year())
	assert.Equal(t, time.April, month.Month())
	assert.Equal(t, "2021-04-01", month.First().String())
	assert.Equal(t, "2021-04-30", month.Last().String())
	assert.Equal(t, "2024-02-29", userdata.NewMonth(2024, time.February).Last().String())
	assert.Equal(t, "9999-12-31", userdata.NewMonth(9999, time.December).Last().String())
	assert.Equal(t, "2022-01", month.AddMonths(9).String())
	assert.Equal(t, "2020-12", month.AddMonths(-4).String())
	assert.Zero(t, userdata.NewMonth(9999, time.December).AddMonths(1))

	zero := userdata.Month{}
	assert.True(t, zero.IsZero())
	assert.Zero(t, zero.First())
	assert.Zero(t, zero.Last())
	assert.Zero(t, zero.AddMonths(1))
	assert.Empty(t, zero.String())

	assert.False(t, zero.Before(month) || zero.After(month) || month.Before(zero) || month.After(zero))
	assert.Negative(t, zero.Compare(month))
	assert.True(t, month.After(month.AddMonths(-1)))
	assert.True(t, month.AddMonths(-4).Before(month), "the year counts before the month")
	assert.False(t, month.Before(month))

	for _, text := range []string{"", "2021", "2021-13", "2021-00", "0000-01", "2021/04", "2021-4", "2021-04-01", "abcd-01"} {
		_, err := userdata.ParseMonth(text)
		assert.Error(t, err, text)
	}
}

func TestMonthJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]userdata.Month{`"2021-04"`: userdata.NewMonth(2021, time.April), `null`: {}, `""`: {}} {
		got := userdata.NewMonth(1999, time.December)
		require.NoError(t, json.Unmarshal([]byte(text), &got), text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{`"2021-04-21"`, `202104`, `[]`} {
		assert.Error(t, json.Unmarshal([]byte(text), new(userdata.Month)), text)
	}
	out, err := json.Marshal([]userdata.Month{userdata.NewMonth(2021, time.April), {}})
	require.NoError(t, err)
	assert.JSONEq(t, `["2021-04",null]`, string(out))
	out, err = json.Marshal(map[userdata.Month]int{userdata.NewMonth(2021, time.April): 1})
	require.NoError(t, err)
	assert.JSONEq(t, `{"2021-04":1}`, string(out))
}

func TestAddDays(t *testing.T) {
	t.Parallel()
	date := userdata.NewDate(2024, time.February, 28)
	for n, want := range map[int]string{
		0: "2024-02-28", 1: "2024-02-29", 2: "2024-03-01", -28: "2024-01-31", 366: "2025-02-28", -738943: "0001-01-01", -738944: "", 2913115: "9999-12-31", 2913116: "",
		math.MaxInt: "", math.MinInt: "", 1 << 30: "",
	} {
		assert.Equal(t, want, date.AddDays(n).String(), "%d", n)
	}
	assert.Zero(t, userdata.Date{}.AddDays(1))
	assert.Equal(t, "9999-12-31", userdata.NewDate(1, time.January, 1).AddDays(3652058).String())
}

func TestDaysSince(t *testing.T) {
	t.Parallel()
	start := userdata.NewDate(1, time.January, 1)
	for n := 0; n <= 3652058; n += 997 { // all of the calendar, beyond what a time.Duration can hold
		days, known := start.AddDays(n).DaysSince(start)
		require.True(t, known)
		require.Equal(t, n, days)
		days, _ = start.DaysSince(start.AddDays(n))
		require.Equal(t, -n, days)
	}
	for _, pair := range [][2]userdata.Date{{{}, start}, {start, {}}, {{}, {}}} {
		days, known := pair[0].DaysSince(pair[1])
		assert.False(t, known, "null is not zero")
		assert.Zero(t, days)
	}
}

func TestMonthSub(t *testing.T) {
	t.Parallel()
	start := userdata.NewMonth(1, time.January)
	for n := 0; n < 12*9999; n += 7 {
		months, known := start.AddMonths(n).Sub(start)
		require.True(t, known)
		require.Equal(t, n, months)
		months, _ = start.Sub(start.AddMonths(n))
		require.Equal(t, -n, months)
	}
	for _, pair := range [][2]userdata.Month{{{}, start}, {start, {}}, {{}, {}}} {
		months, known := pair[0].Sub(pair[1])
		assert.False(t, known)
		assert.Zero(t, months)
	}
	around := int64(7_014_648_591_047) // months, after which the seconds of package time begin anew
	for _, n := range []int{12 * 9999, -1, math.MaxInt, math.MinInt, int(around)} {
		assert.Zero(t, start.AddMonths(n), "%d", n)
	}
	assert.Equal(t, "9999-12", start.AddMonths(12*9999-1).String())
}

func TestEqualDatesAndMonths(t *testing.T) {
	t.Parallel()
	date, month := userdata.NewDate(2021, time.April, 21), userdata.NewMonth(2021, time.April)
	assert.True(t, date.Equal(userdata.NewDate(2021, time.April, 21)))
	assert.False(t, date.Equal(userdata.NewDate(2021, time.April, 22)))
	assert.True(t, userdata.Date{}.Equal(userdata.Date{}))
	assert.False(t, date.Equal(userdata.Date{}))
	assert.True(t, month.Equal(date.Month()))
	assert.False(t, month.Equal(month.AddMonths(1)))
	assert.True(t, userdata.Month{}.Equal(userdata.Month{}))
	assert.False(t, userdata.Month{}.Equal(month))
}

func TestDatesInQueries(t *testing.T) {
	t.Parallel()
	values := url.Values{}
	require.NoError(t, userdata.NewDate(2021, time.April, 21).EncodeValues("startDate", &values))
	require.NoError(t, userdata.NewMonth(2021, time.April).EncodeValues("startMonth", &values))
	require.NoError(t, userdata.Date{}.EncodeValues("endDate", &values))
	require.NoError(t, userdata.Month{}.EncodeValues("endMonth", &values))
	assert.Equal(t, "startDate=2021-04-21&startMonth=2021-04", values.Encode())
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{`"2021-04-21"`, `"2021-02-29"`, `null`, `""`, `"2021-04-2\u0031"`, `"`, `20210421`, `"9999-12-31"`, `"0000-00-00"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var date userdata.Date
		if date.UnmarshalJSON(data) != nil {
			assert.Zero(t, date)
			return
		}
		out, err := date.MarshalJSON()
		require.NoError(t, err)
		var again userdata.Date
		require.NoError(t, again.UnmarshalJSON(out))
		assert.Equal(t, date, again)
		if !date.IsZero() {
			_, err := time.Parse(time.DateOnly, date.String())
			require.NoError(t, err)
		}
	})
}

func BenchmarkDateUnmarshal(b *testing.B) {
	data := []byte(`"2021-04-21"`)
	b.Run("Date", func(b *testing.B) { benchmarkUnmarshal[userdata.Date](b, data) })
	b.Run("string", func(b *testing.B) { benchmarkUnmarshal[string](b, data) })
}

// benchmarkUnmarshal decodes many values at once, so that what a call of json.Unmarshal costs does
// not hide what a value costs.
func benchmarkUnmarshal[T any](b *testing.B, value []byte) {
	const values = 100
	data := []byte{'['}
	for range values {
		data = append(append(data, value...), ',')
	}
	data[len(data)-1] = ']'
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	into := make([]T, values)
	for b.Loop() {
		if err := json.Unmarshal(data, &into); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleDate() {
	var income userdata.Income
	_ = json.Unmarshal([]byte(`{"startDate": "2021-06-16", "endDate": null}`), &income)

	fmt.Println(income.StartDate, income.StartDate.Month(), income.EndDate.IsZero())
	fmt.Println(income.StartDate.Before(userdata.NewDate(2021, time.July, 1)))
	// Output:
	// 2021-06-16 2021-06 true
	// true
}
