package userdata

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"time"
)

var errDate = errors.New("userdata: a date must exist and have the form YYYY-MM-DD")

// Date is a calendar day without a time or a time zone, in the years 1 to 9999. Its JSON form is a string such as
// "2021-04-21".
//
// The zero Date means that no date was given; it marshals as null. Dates are comparable with == and can be map keys.
type Date struct {
	year       int16
	month, day uint8
}

// NewDate returns a date. Values outside their range are normalized as by [time.Date]: February 30 becomes a day in
// early March. A year outside 1 to 9999 returns the zero Date.
func NewDate(year int, month time.Month, day int) Date {
	return dayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the day of t in its own location. It returns the zero Date for the zero time, and for a year outside 1
// to 9999.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return dayOf(t)
}

func dayOf(t time.Time) Date {
	year, month, day := t.Date()
	if year < 1 || year > 9999 {
		return Date{}
	}
	return Date{int16(year), uint8(month), uint8(day)} //nolint:gosec // all three were checked or come from the calendar
}

// ParseDate parses text of the form 2021-04-21. It accepts no other form.
func ParseDate(text string) (Date, error) {
	return parseDate(text)
}

func parseDate[T string | []byte](text T) (Date, error) {
	if len(text) != len("2021-04-21") || text[7] != '-' {
		return Date{}, errDate
	}
	month, err := parseMonth(text[:7])
	day, ok := digits(text[8:])
	if err != nil || !ok || day < 1 || day > daysIn(month) {
		return Date{}, errDate
	}
	return Date{month.year, month.month, uint8(day)}, nil //nolint:gosec // at most 31
}

// daysIn returns the number of days in a month.
func daysIn(m Month) int {
	switch m.month {
	case 2:
		if m.year%4 == 0 && (m.year%100 != 0 || m.year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// digits parses text that consists only of decimal digits, of which there are at most four.
func digits[T string | []byte](text T) (value int, ok bool) {
	for i := range len(text) {
		digit := text[i] - '0'
		if digit > 9 {
			return 0, false
		}
		value = value*10 + int(digit)
	}
	return value, true
}

// IsZero reports whether no date was given.
func (d Date) IsZero() bool { return d == Date{} }

// Year returns the year, or 0 if no date was given.
func (d Date) Year() int { return int(d.year) }

// Month returns the month that contains the date.
func (d Date) Month() Month { return Month{d.year, d.month} }

// Day returns the day of the month, or 0 if no date was given.
func (d Date) Day() int { return int(d.day) }

// Time returns the start of the day in the given location; nil means UTC. The zero Date returns the zero time.
func (d Date) Time(location *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	if location == nil {
		location = time.UTC
	}
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, location)
}

// AddDays returns the date n days later, or earlier if n is negative. The zero Date stays zero. A result outside the
// years 1 to 9999 is the zero Date.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n < -maxDays || n > maxDays {
		return Date{}
	}
	return NewDate(d.Year(), d.Month().Month(), d.Day()+n)
}

// maxDays is more than the number of days in the years 1 to 9999.
const maxDays = 366 * 9999

// DaysSince returns the number of days from other to d, which is negative if d is earlier. If either date was not
// given, days is 0 and known is false.
func (d Date) DaysSince(other Date) (days int, known bool) {
	if d.IsZero() || other.IsZero() {
		return 0, false
	}
	const day = 24 * 60 * 60
	return int((d.Time(nil).Unix() - other.Time(nil).Unix()) / day), true
}

// Equal reports whether d and other are the same day, or were both not given, as == does. Package go-cmp uses it.
func (d Date) Equal(other Date) bool { return d == other }

// Compare returns -1, 0 or +1 if d is earlier than, equal to or later than other. The zero Date sorts before all
// others. Use it with [slices.SortFunc].
func (d Date) Compare(other Date) int {
	return cmp.Or(d.Month().Compare(other.Month()), cmp.Compare(d.day, other.day))
}

// Before reports whether d is earlier than other. A date that was not given is neither before nor after any other: a
// document without an expiry date has not expired.
func (d Date) Before(other Date) bool {
	return !d.IsZero() && !other.IsZero() && d.Compare(other) < 0
}

// After reports whether d is later than other. A date that was not given is neither before nor after any other.
func (d Date) After(other Date) bool { return other.Before(d) }

// String returns text of the form 2021-04-21, or the empty string if no date was given.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// MarshalText returns what String returns.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText parses text that ParseDate accepts. Empty text sets the zero Date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = parseDate(text)
	return err
}

// MarshalJSON returns a JSON string, or null if no date was given.
func (d Date) MarshalJSON() ([]byte, error) { return marshalString(d.String()) }

// UnmarshalJSON reads a JSON string. Null and the empty string set the zero Date. Anything else that is not a date is
// an error.
func (d *Date) UnmarshalJSON(data []byte) error {
	text, ok := stringContent(data)
	if !ok {
		*d = Date{}
		return errDate
	}
	return d.UnmarshalText(text)
}

// EncodeValues sets the date in a URL query. It implements the Encoder interface of go-querystring. The zero Date sets
// nothing.
func (d Date) EncodeValues(key string, values *url.Values) error {
	if !d.IsZero() {
		values.Set(key, d.String())
	}
	return nil
}
