package userdata

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"time"
)

var errMonth = errors.New("userdata: a month must exist and have the form YYYY-MM")

// Month is a month of a particular year, in the years 1 to 9999. Its JSON form is a string such as "2021-04".
//
// The zero Month means that no month was given; it marshals as null. Months are comparable with == and can be map keys.
type Month struct {
	year  int16
	month uint8
}

// NewMonth returns a month. Values outside their range are normalized as by [time.Date]. A year outside 1 to 9999
// returns the zero Month.
func NewMonth(year int, month time.Month) Month { return NewDate(year, month, 1).Month() }

// MonthOf returns the month of t in its own location. It returns the zero Month for the zero time, and for a year
// outside 1 to 9999.
func MonthOf(t time.Time) Month { return DateOf(t).Month() }

// ParseMonth parses text of the form 2021-04. It accepts no other form.
func ParseMonth(text string) (Month, error) {
	return parseMonth(text)
}

func parseMonth[T string | []byte](text T) (Month, error) {
	if len(text) != len("2021-04") || text[4] != '-' {
		return Month{}, errMonth
	}
	year, yearOK := digits(text[:4])
	month, monthOK := digits(text[5:])
	if !yearOK || !monthOK || year < 1 || month < 1 || month > 12 {
		return Month{}, errMonth
	}
	return Month{int16(year), uint8(month)}, nil //nolint:gosec // at most 9999 and 12
}

// IsZero reports whether no month was given.
func (m Month) IsZero() bool { return m == Month{} }

// Year returns the year, or 0 if no month was given.
func (m Month) Year() int { return int(m.year) }

// Month returns the month of the year, or 0 if no month was given.
func (m Month) Month() time.Month { return time.Month(m.month) }

// First returns the first day of the month. The zero Month returns the zero Date.
func (m Month) First() Date {
	if m.IsZero() {
		return Date{}
	}
	return Date{m.year, m.month, 1}
}

// Last returns the last day of the month. The zero Month returns the zero Date.
func (m Month) Last() Date {
	if m.IsZero() {
		return Date{}
	}
	return NewDate(m.Year(), m.Month()+1, 0)
}

// AddMonths returns the month n months later, or earlier if n is negative. The zero Month stays zero. A result outside
// the years 1 to 9999 is the zero Month.
func (m Month) AddMonths(n int) Month {
	if m.IsZero() || n < -maxMonths || n > maxMonths {
		return Month{}
	}
	return NewMonth(m.Year(), m.Month()+time.Month(n))
}

// maxMonths is the number of months in the years 1 to 9999.
const maxMonths = 12 * 9999

// Sub returns the number of months from other to m, which is negative if m is earlier. If either month was not given,
// months is 0 and known is false.
func (m Month) Sub(other Month) (months int, known bool) {
	if m.IsZero() || other.IsZero() {
		return 0, false
	}
	return 12*(m.Year()-other.Year()) + int(m.Month()-other.Month()), true
}

// Equal reports whether m and other are the same month, or were both not given, as == does. Package go-cmp uses it.
func (m Month) Equal(other Month) bool { return m == other }

// Compare returns -1, 0 or +1 if m is earlier than, equal to or later than other. The zero Month sorts before all
// others. Use it with [slices.SortFunc].
func (m Month) Compare(other Month) int {
	return cmp.Or(cmp.Compare(m.year, other.year), cmp.Compare(m.month, other.month))
}

// Before reports whether m is earlier than other. A month that was not given is neither before nor after any other.
func (m Month) Before(other Month) bool {
	return !m.IsZero() && !other.IsZero() && m.Compare(other) < 0
}

// After reports whether m is later than other. A month that was not given is neither before nor after any other.
func (m Month) After(other Month) bool { return other.Before(m) }

// String returns text of the form 2021-04, or the empty string if no month was given.
func (m Month) String() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.year, m.month)
}

// MarshalText returns what String returns.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText parses text that ParseMonth accepts. Empty text sets the zero Month.
func (m *Month) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*m = Month{}
		return nil
	}
	*m, err = parseMonth(text)
	return err
}

// MarshalJSON returns a JSON string, or null if no month was given.
func (m Month) MarshalJSON() ([]byte, error) { return marshalString(m.String()) }

// UnmarshalJSON reads a JSON string. Null and the empty string set the zero Month. Anything else that is not a month is
// an error.
func (m *Month) UnmarshalJSON(data []byte) error {
	text, ok := stringContent(data)
	if !ok {
		*m = Month{}
		return errMonth
	}
	return m.UnmarshalText(text)
}

// EncodeValues sets the month in a URL query. It implements the Encoder interface of go-querystring. The zero Month
// sets nothing.
func (m Month) EncodeValues(key string, values *url.Values) error {
	if !m.IsZero() {
		values.Set(key, m.String())
	}
	return nil
}
