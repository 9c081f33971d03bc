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

// Limits of a literal, not counting a minus sign. They keep an input from making us expand 1e999999999, or parse
// millions of digits, which takes quadratic time. Computed values obey the same limits, so that they can be parsed
// again.
const (
	maxLiteral  = 10_000
	maxScaled   = 400 // for a literal with an exponent
	maxExponent = 400
)

var errDecimal = errors.New("userdata: a decimal must be a JSON number of at most " + strconv.Itoa(maxLiteral) +
	" characters, or " + strconv.Itoa(maxScaled) + " with an exponent, which must not exceed " + strconv.Itoa(maxExponent))

// Decimal is an exact decimal number, such as an amount of money. It keeps the literal that it was read from, so that
// 222.0000 stays 222.0000. Its JSON form is a number.
//
// The zero Decimal is absent: the API returned null or nothing. Absent is not the number 0. Arithmetic with an absent
// operand has an absent result, so a running total must start from NewDecimal(0, 0), or better, use [Sum]. An absent
// Decimal marshals as null.
//
// A Decimal has at most 10,000 digits, so that its text can always be parsed again. Arithmetic whose exact result has
// more, such as the product of dozens of amounts of 400 digits, returns an absent Decimal.
//
// Compare with [Decimal.Equal] or [Decimal.Cmp]. The operator == also compiles, but compares literals: 1.0 is not 1.
//
// Other decimal packages accept the result of String:
//
//	d, err := decimal.NewFromString(amount.String()) // github.com/shopspring/decimal
//	d, _, err := apd.NewFromString(amount.String())  // github.com/cockroachdb/apd/v3
//
// Both reject the empty string of an absent Decimal.
type Decimal struct {
	// Nearly every number is short and needs no allocation: see shorten. The literal is for the others: those with too
	// many digits or an exponent, and -0. Equal literals always produce equal Decimals, whether parsed or computed.
	short   int64
	literal unique.Handle[string]
}

const (
	scaleBits = 6
	maxScale  = 1<<scaleBits - 2
	maxShort  = 1<<(63-scaleBits) - 1
)

// shorten packs unscaled / 10^scale into one integer, which is never 0.
func shorten(unscaled int64, scale int) (short int64, ok bool) {
	if unscaled < -maxShort || unscaled > maxShort || scale > maxScale {
		return 0, false
	}
	return unscaled<<scaleBits | int64(scale+1), true
}

// unscaled and scale return the arguments of shorten.
func (d Decimal) unscaled() int64 { return d.short >> scaleBits }
func (d Decimal) scale() int      { return int(d.short&(maxScale+1)) - 1 }

// NewDecimal returns unscaled / 10^scale: NewDecimal(2220000, 4) is 222.0000.
func NewDecimal(unscaled int64, scale uint8) Decimal {
	return number{small: unscaled, scale: int(scale)}.decimal()
}

// ParseDecimal parses a number in JSON syntax: no plus sign, no leading zeros, no thousands separators. It rejects a
// literal of more than 10,000 characters, and one with an exponent that exceeds 400 or has more than 400 characters in
// all. A minus sign does not count.
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

// parseShort parses a literal into its short form. ok is false if it has none.
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

// isLiteral reports whether text is a JSON number within the limits.
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

// IsZero reports whether the decimal is absent. For the number 0, IsZero is false and Sign is 0. The name is the one
// that encoding/json calls for the omitzero option.
func (d Decimal) IsZero() bool { return d == Decimal{} }

// String returns the literal as it was parsed or computed, or the empty string if the decimal is absent.
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

// appendPoint appends an integer with a decimal point before its last scale digits.
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

// Format implements [fmt.Formatter], so that a Decimal prints like a number:
//
//	%v %s   the literal, as returned by String
//	%q      the literal in quotes
//	%d      the number with all its digits, without an exponent
//	%.2f    the number rounded as by Round; %f without a precision is %d
//	%#v     the Go code that creates it
//
// Width and flags work as in package fmt. An absent Decimal prints nothing, or spaces up to its width. Zero printed as
// a number has no minus sign.
func (d Decimal) Format(f fmt.State, verb rune) {
	text := d.String()
	switch verb {
	case 'v', 's', 'q':
		if verb == 'v' && f.Flag('#') {
			text = d.goString()
		} else {
			text = fmt.Sprintf(fmt.FormatString(f, verb), text)
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

func (d Decimal) goString() string {
	switch {
	case d.IsZero():
		return "userdata.Decimal{}"
	case d.short != 0:
		return fmt.Sprintf("userdata.NewDecimal(%d, %d)", d.unscaled(), d.scale())
	}
	return fmt.Sprintf("userdata.ParseDecimal(%q)", d.String())
}

// formatNumber formats the number with the given decimal places, or with its own if places is negative.
func (d Decimal) formatNumber(f fmt.State, places int) string {
	var sign, digits string
	if !d.IsZero() {
		n := d.number()
		if places >= 0 && places < n.scale {
			n = n.round(places)
		}
		digits = string(appendPoint(nil, n.big().Append(nil, 10), n.scale))
		if places > n.scale { // possibly more than a Decimal can hold
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

// Float64 returns the nearest float64, for callers that do not need the exact value. ok is false if the decimal is
// absent or out of the range of a float64.
func (d Decimal) Float64() (value float64, ok bool) {
	value, err := strconv.ParseFloat(d.String(), 64)
	return value, err == nil
}

// Rat returns the exact value as a new rational number, for arithmetic that Decimal does not have. It returns nil if
// the decimal is absent. [FromRat] converts back.
func (d Decimal) Rat() *big.Rat {
	if d.IsZero() {
		return nil
	}
	value, _ := new(big.Rat).SetString(d.String())
	return value
}

// MarshalText returns what String returns.
func (d Decimal) MarshalText() ([]byte, error) { return d.appendTo(nil), nil }

// UnmarshalText parses text that ParseDecimal accepts. Empty text sets an absent Decimal.
func (d *Decimal) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Decimal{}
		return nil
	}
	*d, err = parseDecimal(text)
	return err
}

// MarshalJSON returns the literal as a JSON number, or null if the decimal is absent.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return d.appendTo(nil), nil
}

// UnmarshalJSON reads a JSON number, or a JSON string that contains one. Null and the empty string set an absent
// Decimal.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	if content, ok := stringContent(data); ok {
		data = content
	}
	return d.UnmarshalText(data)
}
