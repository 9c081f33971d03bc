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

// This file stores Date, Month and Decimal in database columns and reads them back. NULL is the zero value, and the
// zero value is NULL.

var errScanIntoNil = errors.New("userdata: cannot scan into a nil pointer: pass the address of a variable")

// scanError returns an error with the type of the scanned value. It omits the value, which may be personal data.
func scanError(source any, target, advice string) error {
	return fmt.Errorf("userdata: cannot scan %T into %s: %s", source, target, advice)
}

// Value implements [driver.Valuer] for date and text columns. It returns the date as a string of the form 2021-04-21,
// or nil, which is NULL, if the date is absent.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan implements [database/sql.Scanner]. It accepts text that [ParseDate] accepts, a value of another package whose
// MarshalText returns such text, and a [time.Time], of which it takes the day in its own location. NULL and empty text
// result in the zero Date. A zero time does not: it is the day 0001-01-01, as in a database. For anything else, Scan
// returns an error that does not quote the value, and sets the zero Date.
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

// Value implements [driver.Valuer] for text columns. It returns the month as a string of the form 2021-04, or nil,
// which is NULL, if the month is absent. To use a date column, store [Month.First].
func (m Month) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.String(), nil
}

// Scan implements [database/sql.Scanner]. It accepts text that [ParseMonth] accepts, and whatever [Date.Scan] accepts
// if that is the first day of a month. NULL and empty text result in the zero Month. For anything else, Scan returns an
// error that does not quote the value, and sets the zero Month.
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
// A text column keeps the literal. A decimal column, such as NUMERIC in PostgreSQL, keeps the number and returns it
// without an exponent. SQLite has no decimals: its NUMERIC is floating point and loses digits, so use TEXT instead.
func (d Decimal) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan implements [database/sql.Scanner]. It accepts text that [ParseDecimal] accepts, a value of another package whose
// MarshalText returns such text, integers, and floating-point numbers, of which it takes the shortest decimal that
// parses back to the same number. NULL and empty text result in an absent Decimal. For anything else, including NaN and
// infinities, Scan returns an error that does not quote the value, and sets an absent Decimal.
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

// scanNumber is like scanText but also accepts numbers.
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

// scanText returns the text of a value from a database. NULL is empty text.
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
