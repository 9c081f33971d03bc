package userdata

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
	"unique"
)

// Limits of a literal, a minus not counted, so that nobody can make us multiply out 1e999999999, or take apart
// millions of digits, for which the time grows with their square. What is computed keeps to the same limits, and
// so can be read again.
const (
	maxLiteral  = 10_000
	maxScaled   = 400 // of one with an exponent
	maxExponent = 400
)

var errDecimal = errors.New("userdata: a decimal must be a JSON number of at most " + strconv.Itoa(maxLiteral) +
	" characters, or " + strconv.Itoa(maxScaled) + " with an exponent, which must be at most " + strconv.Itoa(maxExponent))

// Decimal is an exact decimal number, such as an amount of money. It keeps the literal that it was
// read from, so that 222.0000 stays 222.0000, and travels as a JSON number.
//
// The zero Decimal is absent: the API gave null or nothing. Absent is not the number 0. Arithmetic
// with an absent operand gives an absent result, which means that a running total has to start from
// NewDecimal(0, 0); better, let [Sum] do it. An absent Decimal marshals as null.
//
// A Decimal has at most 10,000 digits, so that whatever it is written as can be read again. Arithmetic whose
// exact result has more, such as the product of dozens of amounts of 400 digits, gives an absent one.
//
// Compare with [Decimal.Equal] or [Decimal.Cmp]: the operator == also works, but asks whether the
// literals are the same, and 1.0 is not 1.
//
// Other decimal packages read what String returns:
//
//	d, err := decimal.NewFromString(amount.String()) // github.com/shopspring/decimal
//	d, _, err := apd.NewFromString(amount.String())  // github.com/cockroachdb/apd/v3
//
// Both refuse the empty text of an absent Decimal.
type Decimal struct {
	// Nearly every number is short: see shorten. It costs no allocation then. The literal is there for
	// the others: those with too many digits, with an exponent, and -0. The same literal always gives
	// the same Decimal, whether it was read or computed.
	short   int64
	literal unique.Handle[string]
}

const (
	scaleBits = 6
	maxScale  = 1<<scaleBits - 2
	maxShort  = 1<<(63-scaleBits) - 1
)

// shorten packs unscaled / 10^scale into one integer that is never 0.
func shorten(unscaled int64, scale int) (short int64, ok bool) {
	if unscaled < -maxShort || unscaled > maxShort || scale > maxScale {
		return 0, false
	}
	return unscaled<<scaleBits | int64(scale+1), true
}

// unscaled and scale are what shorten was given.
func (d Decimal) unscaled() int64 { return d.short >> scaleBits }
func (d Decimal) scale() int      { return int(d.short&(maxScale+1)) - 1 }

// NewDecimal returns unscaled / 10^scale: NewDecimal(2220000, 4) is 222.0000.
func NewDecimal(unscaled int64, scale uint8) Decimal {
	return number{small: unscaled, scale: int(scale)}.decimal()
}

// ParseDecimal reads a number in the form that JSON has for it: no plus sign, no leading zeros, no
// separators between thousands. A literal of over 10,000 characters is an error, and so is one with an
// exponent that is beyond 400 or has over 400 characters. A minus does not count.
func ParseDecimal(text string) (Decimal, error) {
	return parseDecimal(text)
}

func parseDecimal[T string | []byte](text T) (Decimal, error) {
	if !isLiteral(text) {
		return Decimal{}, errDecimal
	}
	if short, ok := parseShort(text); ok {
		return Decimal{short: short}, nil
	}
	return Decimal{literal: unique.Make(string(text))}, nil
}

// parseShort shortens a literal.
func parseShort[T string | []byte](text T) (short int64, ok bool) {
	var unscaled int64
	scale := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '-':
		case c == '.':
			scale = len(text) - i - 1
		case c > '9' || unscaled > maxShort: // an exponent, or too many digits
			return 0, false
		default:
			unscaled = unscaled*10 + int64(c-'0')
		}
	}
	if text[0] == '-' {
		if unscaled == 0 {
			return 0, false
		}
		unscaled = -unscaled
	}
	return shorten(unscaled, scale)
}

// isLiteral reports that text is a JSON number within the limits.
func isLiteral[T string | []byte](text T) bool {
	n, start := len(text), 0
	if n > 0 && text[0] == '-' {
		start = 1
	}
	length := n - start
	if length > maxLiteral {
		return false
	}
	end := endOfDigits(text, start)
	if end == start || text[start] == '0' && end > start+1 {
		return false
	}
	if end < n && text[end] == '.' {
		start = end + 1
		if end = endOfDigits(text, start); end == start {
			return false
		}
	}
	if end == n {
		return true
	}
	if text[end]|0x20 != 'e' || length > maxScaled {
		return false
	}
	start = end + 1
	if start < n && (text[start] == '-' || text[start] == '+') {
		start++
	}
	exponent := 0
	for end = start; end < n && text[end]-'0' <= 9 && exponent <= maxExponent; end++ {
		exponent = exponent*10 + int(text[end]-'0')
	}
	return end == n && end > start && exponent <= maxExponent
}

func endOfDigits[T string | []byte](text T, i int) int {
	for i < len(text) && text[i]-'0' <= 9 {
		i++
	}
	return i
}

// IsZero reports that the decimal is absent. It says nothing of the number 0, for which Sign is 0 and
// IsZero is false. It has this name because encoding/json asks for it under the option omitzero.
func (d Decimal) IsZero() bool { return d == Decimal{} }

// String returns the literal as it was read or computed, or nothing when the decimal is absent.
func (d Decimal) String() string {
	var buffer [32]byte
	return string(d.appendTo(buffer[:0]))
}

func (d Decimal) appendTo(text []byte) []byte {
	switch {
	case d.IsZero():
		return text
	case d.short == 0:
		return append(text, d.literal.Value()...)
	}
	var buffer [20]byte
	return appendPoint(text, strconv.AppendInt(buffer[:0], d.unscaled(), 10), d.scale())
}

// appendPoint appends an integer with a decimal point before its last digits, as many as scale says.
func appendPoint(text, integer []byte, scale int) []byte {
	if integer[0] == '-' {
		text, integer = append(text, '-'), integer[1:]
	}
	if scale == 0 {
		return append(text, integer...)
	}
	if whole := len(integer) - scale; whole > 0 {
		text, integer = append(text, integer[:whole]...), integer[whole:]
	} else {
		text = append(text, '0')
	}
	text = append(text, '.')
	for range scale - len(integer) {
		text = append(text, '0')
	}
	return append(text, integer...)
}

// Format implements [fmt.Formatter], so that a Decimal prints as a number does:
//
//	%v %s   the literal, as String returns it, whatever the precision
//	%q      the literal in quotes
//	%d      the number with all its digits, without an exponent
//	%.2f    the number rounded as Round does; %f with no precision is %d
//	%#v     the Go code that makes it
//
// Width and flags are those of package fmt. An absent Decimal prints nothing, or blanks for its width. A zero that is
// printed as a number has no minus.
func (d Decimal) Format(f fmt.State, verb rune) {
	text := d.String()
	switch verb {
	case 'v', 's', 'q':
		if verb == 'v' && f.Flag('#') {
			text = d.goString()
		} else {
			text = fmt.Sprintf(fmt.FormatString(whole{f}, verb), text)
		}
	case 'd':
		text = d.formatNumber(f, -1)
	case 'f', 'F':
		places, ok := f.Precision()
		if !ok {
			places = -1
		}
		text = d.formatNumber(f, places)
	default:
		text = fmt.Sprintf("%%!%c(userdata.Decimal=%s)", verb, text)
	}
	_, _ = io.WriteString(f, text) // package fmt keeps the error
}

// whole is a state without a precision, which would cut digits off a literal and leave another number.
type whole struct{ fmt.State }

// Precision says that there is none.
func (whole) Precision() (precision int, ok bool) { return 0, false }

func (d Decimal) goString() string {
	switch {
	case d.IsZero():
		return "userdata.Decimal{}"
	case d.short != 0:
		return fmt.Sprintf("userdata.NewDecimal(%d, %d)", d.unscaled(), d.scale())
	}
	return fmt.Sprintf("userdata.ParseDecimal(%q)", d.String())
}

// formatNumber writes the number out, with that many decimal places or, when they are negative, with its own.
func (d Decimal) formatNumber(f fmt.State, places int) string {
	var sign, digits string
	if !d.IsZero() {
		n := d.number()
		if places >= 0 && places < n.scale {
			n = n.round(places)
		}
		digits = string(appendPoint(nil, n.big().Append(nil, 10), n.scale))
		if places > n.scale { // there may be more of them than a Decimal may have
			if n.scale == 0 {
				digits += "."
			}
			digits += strings.Repeat("0", places-n.scale)
		}
		switch {
		case digits[0] == '-':
			sign, digits = "-", digits[1:]
		case f.Flag('+'):
			sign = "+"
		case f.Flag(' '):
			sign = " "
		}
	}
	width, _ := f.Width()
	padding := max(width-len(sign)-len(digits), 0)
	switch {
	case f.Flag('-'):
		return sign + digits + strings.Repeat(" ", padding)
	case f.Flag('0') && !d.IsZero():
		return sign + strings.Repeat("0", padding) + digits
	}
	return strings.Repeat(" ", padding) + sign + digits
}

// Float64 returns the nearest float64, for whoever can do with that. ok is false when the decimal is
// absent or beyond the range of a float64.
func (d Decimal) Float64() (value float64, ok bool) {
	value, err := strconv.ParseFloat(d.String(), 64)
	return value, err == nil
}

// Rat returns the exact value as a new rational number, for arithmetic that Decimal does not have. [FromRat] is the
// way back. It returns nil when the decimal is absent.
func (d Decimal) Rat() *big.Rat {
	if d.IsZero() {
		return nil
	}
	value, _ := new(big.Rat).SetString(d.String())
	return value
}

// MarshalText returns what String returns.
func (d Decimal) MarshalText() ([]byte, error) { return d.appendTo(nil), nil }

// UnmarshalText reads what ParseDecimal reads. Empty text gives an absent Decimal.
func (d *Decimal) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Decimal{}
		return nil
	}
	*d, err = parseDecimal(text)
	return err
}

// MarshalJSON returns the literal as a JSON number, or null when the decimal is absent.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return d.appendTo(nil), nil
}

// UnmarshalJSON reads a JSON number, or a JSON string that holds one. Null and the empty string give
// an absent Decimal.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	if content, ok := stringContent(data); ok {
		data = content
	}
	return d.UnmarshalText(data)
}
