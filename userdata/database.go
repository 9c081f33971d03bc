package userdata

import (
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"time"
)

// What follows lets a Date, a Month and a Decimal go into columns of a database and come back. NULL is the zero
// value, and the zero value is NULL.

var errScanIntoNil = errors.New("userdata: cannot scan into a nil pointer: give Scan the address of a variable")

// scanError names the type of what was scanned and never its value, which may be about a person.
func scanError(source any, target, wanted string) error {
	return fmt.Errorf("userdata: cannot scan this %T into a %s: %s", source, target, wanted)
}

// Value implements [driver.Valuer] for columns of dates and of text: it returns the form 2021-04-21, and nil, which
// is NULL, when no date was given.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan implements [database/sql.Scanner]. It takes text that [ParseDate] reads, the dates of other packages that have a
// method MarshalText for such text, and a [time.Time], of which it takes the day in its own location. NULL and the
// empty text give the zero Date; a zero time does not, as it is a day to a database: 0001-01-01. Anything else is an
// error, which does not quote it, and gives the zero Date too.
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

// Value implements [driver.Valuer] for columns of text: it returns the form 2021-04, and nil, which is NULL, when no
// month was given. For a column of dates, store the First day of the month.
func (m Month) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.String(), nil
}

// Scan implements [database/sql.Scanner]. It takes text that [ParseMonth] reads, and whatever a Date can be scanned from
// that is the first day of a month. NULL and the empty text give the zero Month. Anything else is an error, which does
// not quote it, and gives the zero Month too.
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

// Value implements [driver.Valuer] for columns of text and of numbers: it returns the literal as a string, and nil,
// which is NULL, when the decimal is absent.
//
// A column of text keeps the literal; a decimal of the database, such as NUMERIC of PostgreSQL, keeps the number, and
// writes it out without an exponent. SQLite has no decimals: its NUMERIC stores floating point, and loses digits. Store
// TEXT there.
func (d Decimal) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan implements [database/sql.Scanner]. It takes text that [ParseDecimal] reads, the decimals of other packages that
// have a method MarshalText for such text, integers, and floating point, of which it takes the shortest decimal that
// reads back as the same. NULL and the empty text give an absent Decimal. Anything else, NaN and infinities included, is
// an error, which does not quote it, and gives an absent Decimal too.
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

// scanNumber is scanText that takes numbers too.
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

// scanText returns the text that a database has handed out; NULL is empty text.
func scanText(source any) (text []byte, ok bool) {
	switch source := source.(type) {
	case nil:
		return nil, true
	case string:
		return []byte(source), true
	case []byte:
		return source, true
	case encoding.TextMarshaler:
		if v := reflect.ValueOf(source); v.Kind() == reflect.Pointer && v.IsNil() {
			return nil, false
		}
		text, err := source.MarshalText()
		return text, err == nil
	}
	return nil, false
}
