package userdata_test

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// column is what a type must have to be one.
type column interface {
	driver.Valuer
	fmt.Stringer
	IsZero() bool
}

var (
	_ sql.Scanner = (*userdata.Date)(nil)
	_ sql.Scanner = (*userdata.Month)(nil)
	_ sql.Scanner = (*userdata.Decimal)(nil)
	_ column      = userdata.Date{}
	_ column      = userdata.Month{}
	_ column      = userdata.Decimal{}
)

// civil stands for the dates and decimals of other packages.
type civil string

func (c civil) MarshalText() ([]byte, error) {
	if c == "broken" {
		return nil, errors.New("private")
	}
	return []byte(c), nil
}

type scanTest struct {
	source any
	want   string // empty for NULL
	fails  bool
}

func testScan[T column](t *testing.T, scan func(*T, any) error, tests []scanTest) {
	t.Helper()
	var zero T
	name := strings.TrimPrefix(fmt.Sprintf("%T", zero), "userdata.")
	for _, test := range tests {
		what := fmt.Sprintf("%T %v", test.source, test.source)
		var into T
		require.NoError(t, scan(&into, "2021-04-21"[:map[string]int{"Date": 10, "Month": 7, "Decimal": 4}[name]]))
		err := scan(&into, test.source)
		if test.fails {
			require.Error(t, err, what)
			assert.Contains(t, err.Error(), fmt.Sprintf("cannot scan %T into %s: select ", test.source, name))
			if text := fmt.Sprintf("%s", test.source); len(text) > 3 {
				assert.NotContains(t, err.Error(), text, "the error must not quote the value")
			}
			assert.True(t, into.IsZero(), what)
			continue
		}
		require.NoError(t, err, what)
		assert.Equal(t, test.want, into.String(), what)
		assert.Equal(t, test.want == "", into.IsZero(), what)

		value, err := into.Value()
		require.NoError(t, err)
		if into.IsZero() {
			assert.Nil(t, value, what)
		} else {
			assert.Equal(t, test.want, value, what)
		}
		require.True(t, driver.IsValue(value))
		again := into
		require.NoError(t, scan(&again, value))
		assert.Equal(t, into, again, what)
	}
	require.ErrorContains(t, scan(nil, nil), "the address of a variable")
}

func TestDateInDatabases(t *testing.T) {
	t.Parallel()
	manila := time.FixedZone("", 8*3600)
	late := time.Date(2021, time.April, 21, 20, 0, 0, 0, time.UTC)
	testScan(t, (*userdata.Date).Scan, []scanTest{
		{source: nil},
		{source: ""},
		{source: []byte(nil)},
		{source: "2021-04-21", want: "2021-04-21"},
		{source: []byte("2021-04-21"), want: "2021-04-21"},
		{source: civil("2021-04-21"), want: "2021-04-21"},
		{source: late, want: "2021-04-21"},
		{source: late.In(manila), want: "2021-04-22"},
		{source: time.Time{}, want: "0001-01-01"},
		{source: time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC), want: "9999-12-31"},
		{source: time.Date(10_000, time.January, 1, 0, 0, 0, 0, time.UTC), fails: true},
		{source: time.Date(0, time.December, 31, 0, 0, 0, 0, time.UTC), fails: true},
		{source: time.Time{}.In(time.FixedZone("", -3600)), fails: true},
		{source: time.Date(65536+2021, time.April, 21, 0, 0, 0, 0, time.UTC), fails: true},
		{source: "2021-02-29", fails: true},
		{source: "2021-04-21T00:00:00Z", fails: true},
		{source: []byte("2021-04"), fails: true},
		{source: civil("2021-04-21T10:00:00"), fails: true},
		{source: civil("broken"), fails: true},
		{source: int64(20210421), fails: true},
		{source: 20210421.5, fails: true},
		{source: true, fails: true},
		{source: []string{"2021-04-21"}, fails: true},
	})
}

func TestMonthInDatabases(t *testing.T) {
	t.Parallel()
	first := time.Date(2021, time.April, 1, 0, 0, 0, 0, time.UTC)
	testScan(t, (*userdata.Month).Scan, []scanTest{
		{source: nil},
		{source: ""},
		{source: "2021-04", want: "2021-04"},
		{source: []byte("2021-04"), want: "2021-04"},
		{source: civil("2021-04"), want: "2021-04"},
		{source: "2021-04-01", want: "2021-04"},
		{source: []byte("2021-04-01"), want: "2021-04"},
		{source: civil("2021-04-01"), want: "2021-04"},
		{source: first, want: "2021-04"},
		{source: time.Time{}, want: "0001-01"},
		{source: first.AddDate(0, 0, 1), fails: true},
		{source: first.AddDate(0, 0, -1), fails: true},
		{source: first.AddDate(10_000, 0, 0), fails: true},
		{source: "2021-04-02", fails: true},
		{source: "2021-13", fails: true},
		{source: civil("2021-04-30"), fails: true},
		{source: civil("broken"), fails: true},
		{source: int64(202104), fails: true},
		{source: false, fails: true},
	})
}

func TestDecimalInDatabases(t *testing.T) {
	t.Parallel()
	long := "-0." + strings.Repeat("7", 9_998)
	testScan(t, (*userdata.Decimal).Scan, []scanTest{
		{source: nil},
		{source: ""},
		{source: "222.0000", want: "222.0000"},
		{source: []byte("222.0000"), want: "222.0000"},
		{source: civil("1E+3"), want: "1E+3"},
		{source: "-0", want: "-0"},
		{source: "1e-400", want: "1e-400"},
		{source: long, want: long},
		{source: []byte(long), want: long},
		{source: int64(math.MinInt64), want: "-9223372036854775808"},
		{source: uint64(math.MaxUint64), want: "18446744073709551615"},
		{source: int32(-5), want: "-5"},
		{source: int16(-5), want: "-5"},
		{source: int8(-5), want: "-5"},
		{source: uint32(5), want: "5"},
		{source: uint16(5), want: "5"},
		{source: uint8(5), want: "5"},
		{source: 0, want: "0"},
		{source: uint(0), want: "0"},
		{source: 0.1, want: "0.1"},
		{source: float32(0.1), want: "0.1"},
		{source: 222.0, want: "222"},
		{source: 1e21, want: "1000000000000000000000"},
		{source: math.Copysign(0, -1), want: "-0"},
		{source: math.NaN(), fails: true},
		{source: math.Inf(1), fails: true},
		{source: float32(math.Inf(-1)), fails: true},
		{source: "NaN", fails: true},
		{source: "1,000.00", fails: true},
		{source: " 222", fails: true},
		{source: "$222.00", fails: true},
		{source: "1e401", fails: true},
		{source: strings.Repeat("9", 10_001), fails: true},
		{source: civil("broken"), fails: true},
		{source: true, fails: true},
		{source: time.Date(2021, time.April, 21, 0, 0, 0, 0, time.UTC), fails: true},
		{source: time.Duration(1000), fails: true},
	})
	for _, number := range []float64{math.MaxFloat64, math.SmallestNonzeroFloat64, -1.0 / 3} {
		var d userdata.Decimal
		require.NoError(t, d.Scan(number))
		again, _ := d.Float64()
		assert.InDelta(t, number, again, 0, "the shortest decimal reads back")
	}
}

// A driver may use the bytes again once Scan has returned.
func TestScanKeepsNoBytes(t *testing.T) {
	t.Parallel()
	for _, literal := range []string{"222.0000", "1e3", strings.Repeat("7", 100)} {
		buffer := []byte(literal)
		var d userdata.Decimal
		require.NoError(t, d.Scan(buffer))
		for i := range buffer {
			buffer[i] = '1'
		}
		assert.Equal(t, literal, d.String())
		assert.Equal(t, decimal(t, literal), d)
	}
}

func FuzzScan(f *testing.F) {
	for _, seed := range []string{"2021-04-21", "2021-04", "2021-04-01", "222.0000", "-0e5", "NaN", "", "0001-01-01"} {
		f.Add([]byte(seed), int64(1_619_000_000), 0.1)
	}
	f.Fuzz(func(t *testing.T, text []byte, integer int64, float float64) {
		for _, source := range []any{text, string(text), civil(text), integer, float, time.Unix(integer, 0)} {
			checkScan(t, source, (*userdata.Date).Scan)
			checkScan(t, source, (*userdata.Month).Scan)
			checkScan(t, source, (*userdata.Decimal).Scan)
		}
		var d userdata.Decimal
		require.NoError(t, d.Scan(integer))
		require.Equal(t, strconv.FormatInt(integer, 10), d.String())
		if !math.IsNaN(float) && !math.IsInf(float, 0) {
			require.NoError(t, d.Scan(float))
			again, _ := d.Float64()
			require.Equal(t, math.Float64bits(float), math.Float64bits(again))
		}
	})
}

// checkScan asks that what can be scanned goes back and comes again, and that all else leaves the zero value.
func checkScan[T interface {
	comparable
	column
}](t *testing.T, source any, scan func(*T, any) error) {
	t.Helper()
	var into, again T
	if scan(&into, source) != nil {
		require.True(t, into.IsZero())
		return
	}
	value, err := into.Value()
	require.NoError(t, err)
	require.NoError(t, scan(&again, value))
	require.Equal(t, into, again)
}

// No driver hands out a nil pointer, but code that wraps one may.
func TestScanRefusesANilPointer(t *testing.T) {
	t.Parallel()
	var moment *time.Time
	require.EqualError(t, new(userdata.Date).Scan(moment), "userdata: cannot scan *time.Time into Date: select a date, a time or text of the form YYYY-MM-DD, in the years 1 to 9999")
	require.Error(t, new(userdata.Month).Scan(moment))
	require.Error(t, new(userdata.Decimal).Scan((*userdata.Decimal)(nil)))
}
