package userdata

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"time"
)

var errMonth = errors.New("userdata: a month must exist and have the form YYYY-MM")

// Month is a month of one year, in years 1 to 9999. It travels as a string such as "2021-04".
//
// The zero Month means that no month was given; it marshals as null. Months can be compared with ==
// and be map keys.
type Month struct {
	year  int16
	month uint8
}

// NewMonth returns a month. Values out of range are carried over as [time.Date] does. A year outside
// 1 to 9999 gives the zero Month.
func NewMonth(year int, month time.Month) Month { return NewDate(year, month, 1).Month() }

// MonthOf returns the month that t has in its own location. The zero time, and a year outside 1 to
// 9999, gives the zero Month.
func MonthOf(t time.Time) Month { return DateOf(t).Month() }

// ParseMonth reads the form 2021-04, and nothing else.
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

// IsZero reports that no month was given.
func (m Month) IsZero() bool { return m == Month{} }

// Year returns the year, or 0 when no month was given.
func (m Month) Year() int { return int(m.year) }

// Month returns the month of the year, or 0 when no month was given.
func (m Month) Month() time.Month { return time.Month(m.month) }

// First returns the first day of the month. The zero Month gives the zero Date.
func (m Month) First() Date {
	if m.IsZero() {
		return Date{}
	}
	return Date{m.year, m.month, 1}
}

// Last returns the last day of the month. The zero Month gives the zero Date.
func (m Month) Last() Date {
	if m.IsZero() {
		return Date{}
	}
	return NewDate(m.Year(), m.Month()+1, 0)
}

// AddMonths returns the month n months later, or earlier when n is negative. The zero Month stays zero, and what
// lies outside the years 1 to 9999 is the zero Month.
func (m Month) AddMonths(n int) Month {
	if m.IsZero() || n < -maxMonths || n > maxMonths {
		return Month{}
	}
	return NewMonth(m.Year(), m.Month()+time.Month(n))
}

// maxMonths is how many months there are in the years 1 to 9999.
const maxMonths = 12 * 9999

// Sub returns how many months m is later than other, which is negative when m is earlier. known is false when
// either was not given, and months is 0 then.
func (m Month) Sub(other Month) (months int, known bool) {
	if m.IsZero() || other.IsZero() {
		return 0, false
	}
	return 12*(m.Year()-other.Year()) + int(m.Month()-other.Month()), true
}

// Equal reports that m and other are the same month, or were both not given, as == does. It is what go-cmp asks for.
func (m Month) Equal(other Month) bool { return m == other }

// Compare returns -1, 0 or +1 as m is earlier than, equal to or later than other. The zero Month comes
// before every other. It fits [slices.SortFunc].
func (m Month) Compare(other Month) int {
	return cmp.Or(cmp.Compare(m.year, other.year), cmp.Compare(m.month, other.month))
}

// Before reports that m is earlier than other. A month that was not given is neither before nor after any.
func (m Month) Before(other Month) bool {
	return !m.IsZero() && !other.IsZero() && m.Compare(other) < 0
}

// After reports that m is later than other. A month that was not given is neither before nor after any.
func (m Month) After(other Month) bool { return other.Before(m) }

// String returns the form 2021-04, or nothing when no month was given.
func (m Month) String() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.year, m.month)
}

// MarshalText returns what String returns.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what ParseMonth reads. Empty text gives the zero Month.
func (m *Month) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*m = Month{}
		return nil
	}
	*m, err = parseMonth(text)
	return err
}

// MarshalJSON returns a JSON string, or null when no month was given.
func (m Month) MarshalJSON() ([]byte, error) { return marshalString(m.String()) }

// UnmarshalJSON reads a JSON string. Null and the empty string give the zero Month; anything that is
// not a month is an error.
func (m *Month) UnmarshalJSON(data []byte) error {
	text, ok := stringContent(data)
	if !ok {
		*m = Month{}
		return errMonth
	}
	return m.UnmarshalText(text)
}

// EncodeValues sets the month in a URL query, as go-querystring asks for it. The zero Month sets
// nothing.
func (m Month) EncodeValues(key string, values *url.Values) error {
	if !m.IsZero() {
		values.Set(key, m.String())
	}
	return nil
}
