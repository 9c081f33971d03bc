package userdata

import (
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// The methods below store a Date, a Month or a Decimal in a database column and read it back. The zero value is stored
// as NULL, and NULL scans as the zero value.

var errScanIntoNil = errors.New("userdata: cannot scan into a nil pointer: pass Scan the address of a variable")

// scanError names the type of the source but never quotes its value, which may be personal.
func scanError(source any, target, wanted string) error {
	return fmt.Errorf("userdata: cannot scan this %T into a %s: %s", source, target, wanted)
}

// Value implements [driver.Valuer] for date and text columns. It returns text of the form 2021-04-21, or nil, which is
// NULL, if no date was given.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan implements [database/sql.Scanner]. It accepts text that [ParseDate] accepts, date types of other packages whose
// MarshalText returns such text, and a [time.Time], of which it takes the day in the time's own location. NULL and the
// empty string scan as the zero Date. The zero time does not, because to a database it is a day: 0001-01-01. Any other
// value sets the zero Date and returns an error, which does not quote the value.
func (d *Date) Scan(source any) error {
	if d == nil {
		return errScanIntoNil
	}
	var ok bool
	if *d, ok = scanDate(source); !ok {
		return scanError(source, "Date", "select a date, a time or text of the form YYYY-MM-DD, in the years 1 to 9999")
	}
	return nil
}

func scanDate(source any) (date Date, ok bool) {
	if moment, isTime := source.(time.Time); isTime {
		date = dayOf(moment)
		return date, !date.IsZero()
	}
	text, ok := scanText(source)
	return date, ok && date.UnmarshalText(text) == nil
}

// Value implements [driver.Valuer] for text columns. It returns text of the form 2021-04, or nil, which is NULL, if no
// month was given. For a date column, store the First day of the month.
func (m Month) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.String(), nil
}

// Scan implements [database/sql.Scanner]. It accepts text that [ParseMonth] accepts, and anything that a Date can scan
// if it is the first day of a month. NULL and the empty string scan as the zero Month. Any other value sets the zero
// Month and returns an error, which does not quote the value.
func (m *Month) Scan(source any) error {
	if m == nil {
		return errScanIntoNil
	}
	if text, ok := scanText(source); ok && m.UnmarshalText(text) == nil {
		return nil
	}
	date, ok := scanDate(source)
	if !ok || date.Day() != 1 {
		*m = Month{}
		return scanError(source, "Month", "select text of the form YYYY-MM, or the first day of a month")
	}
	*m = date.Month()
	return nil
}

// Value implements [driver.Valuer] for text and numeric columns. It returns the literal as a string, or nil, which is
// NULL, if the decimal is absent.
//
// A text column keeps the literal. A decimal column, such as NUMERIC in PostgreSQL, keeps the number and writes it
// without an exponent. SQLite has no decimals: its NUMERIC stores floating point and loses digits. Use TEXT there.
func (d Decimal) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan implements [database/sql.Scanner]. It accepts text that [ParseDecimal] accepts, decimal types of other packages
// whose MarshalText returns such text, integers, and floating-point numbers, of which it takes the shortest decimal
// that reads back as the same number. NULL and the empty string scan as an absent Decimal. Any other value, including
// NaN and the infinities, sets an absent Decimal and returns an error, which does not quote the value.
func (d *Decimal) Scan(source any) error {
	if d == nil {
		return errScanIntoNil
	}
	*d = Decimal{}
	text, ok := scanNumber(source)
	if !ok || d.UnmarshalText(text) != nil {
		return scanError(source, "Decimal", "select a number, or text that is a JSON number of at most "+strconv.Itoa(maxLiteral)+" characters")
	}
	return nil
}

// scanNumber is scanText that also accepts numbers.
func scanNumber(source any) (text []byte, ok bool) {
	switch number := source.(type) {
	case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64:
		return fmt.Append(nil, number), true
	case float64:
		return strconv.AppendFloat(nil, number, 'f', -1, 64), true
	case float32:
		return strconv.AppendFloat(nil, float64(number), 'f', -1, 32), true
	}
	return scanText(source)
}

// scanText returns the text in a value from a database. NULL is the empty text.
func scanText(source any) (text []byte, ok bool) {
	switch source := source.(type) {
	case nil:
		return nil, true
	case string:
		return []byte(source), true
	case []byte:
		return source, true
	case encoding.TextMarshaler:
		text, err := source.MarshalText()
		return text, err == nil
	}
	return nil, false
}
