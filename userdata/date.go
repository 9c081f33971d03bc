package userdata

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"time"
)

var errDate = errors.New("userdata: a date must exist and have the form YYYY-MM-DD")

// Date is a calendar day in the years 1 to 9999, without a time or a time zone. It is encoded as a string such as
// "2021-04-21".
//
// The zero Date is absent and is encoded as null. Dates can be compared with == and used as map keys.
type Date struct {
	year       int16
	month, day uint8
}

// NewDate returns a date. Values out of range are normalized as by [time.Date]: February 30 becomes a day in early
// March. If the year is not in 1 to 9999, NewDate returns the zero Date.
func NewDate(year int, month time.Month, day int) Date {
	return dayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the day of t in its own location. It returns the zero Date if t is the zero time or its year is not in
// 1 to 9999.
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
	return Date{int16(year), uint8(month), uint8(day)} //nolint:gosec // all three are in range
}

// ParseDate parses a date of the form 2021-04-21. It accepts no other form.
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

// digits parses text that consists of decimal digits only: at most four, so that it cannot overflow.
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

// IsZero reports whether the date is absent.
func (d Date) IsZero() bool { return d == Date{} }

// Year returns the year, or 0 if the date is absent.
func (d Date) Year() int { return int(d.year) }

// Month returns the month that contains the date, or the zero Month if the date is absent.
func (d Date) Month() Month { return Month{d.year, d.month} }

// Day returns the day of the month, or 0 if the date is absent.
func (d Date) Day() int { return int(d.day) }

// Time returns the start of the day in the given location; nil means UTC. For the zero Date it returns the zero time.
func (d Date) Time(location *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	if location == nil {
		location = time.UTC
	}
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, location)
}

// AddDays returns the date n days later, or earlier if n is negative. It returns the zero Date if d is zero or the
// result is not in the years 1 to 9999.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n < -maxDays || n > maxDays {
		return Date{}
	}
	return NewDate(d.Year(), d.Month().Month(), d.Day()+n)
}

// maxDays is more than the number of days in the years 1 to 9999.
const maxDays = 366 * 9999

// DaysSince returns the number of days from other to d, which is negative if d is earlier. If either date is absent, it
// returns 0 and known is false.
func (d Date) DaysSince(other Date) (days int, known bool) {
	if d.IsZero() || other.IsZero() {
		return 0, false
	}
	const day = 24 * 60 * 60
	return int((d.Time(nil).Unix() - other.Time(nil).Unix()) / day), true
}

// Equal reports whether d and other are the same day or both absent, as == does. Package go-cmp uses it.
func (d Date) Equal(other Date) bool { return d == other }

// Compare returns -1, 0 or +1 if d is earlier than, equal to or later than other. The zero Date sorts before every
// other date. Compare can be passed to [slices.SortFunc].
func (d Date) Compare(other Date) int {
	return cmp.Or(d.Month().Compare(other.Month()), cmp.Compare(d.day, other.day))
}

// Before reports whether d is earlier than other. It is false if either is absent: a document without an expiry date
// has not expired.
func (d Date) Before(other Date) bool {
	return !d.IsZero() && !other.IsZero() && d.Compare(other) < 0
}

// After reports whether d is later than other. It is false if either is absent.
func (d Date) After(other Date) bool { return other.Before(d) }

// String returns the date in the form 2021-04-21, or "" if it is absent.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// MarshalText returns the same text as String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText parses the text as ParseDate does. Empty text results in the zero Date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = parseDate(text)
	return err
}

// MarshalJSON returns a JSON string, or null if the date is absent.
func (d Date) MarshalJSON() ([]byte, error) { return marshalString(d.String()) }

// UnmarshalJSON accepts a JSON string. Null and the empty string result in the zero Date. Everything else that is not a
// date is an error.
func (d *Date) UnmarshalJSON(data []byte) error {
	text, ok := stringContent(data)
	if !ok {
		*d = Date{}
		return errDate
	}
	return d.UnmarshalText(text)
}

// EncodeValues adds the date to a URL query. It implements the Encoder interface of package go-querystring. The zero
// Date is omitted.
func (d Date) EncodeValues(key string, values *url.Values) error {
	if !d.IsZero() {
		values.Set(key, d.String())
	}
	return nil
}
