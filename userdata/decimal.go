package userdata

import (
	"errors"
	"math/big"
	"strconv"
)

// Limits of a literal that is read from outside, so that nobody can make us multiply out 1e999999999.
const (
	maxLiteral  = 400
	maxExponent = 400
)

var errDecimal = errors.New("userdata: a decimal must be a JSON number of at most " + strconv.Itoa(maxLiteral) +
	" characters with an exponent of at most " + strconv.Itoa(maxExponent))

// Decimal is an exact decimal number, such as an amount of money. It keeps the literal that it was
// read from, so that 222.0000 stays 222.0000, and travels as a JSON number.
//
// The zero Decimal is absent: the API gave null or nothing. Absent is not the number 0. Arithmetic
// with an absent operand gives an absent result, which means that a running total has to start from
// NewDecimal(0, 0); better, let [Sum] do it. An absent Decimal marshals as null.
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
	literal string
}

// NewDecimal returns unscaled / 10^scale: NewDecimal(2220000, 4) is 222.0000.
func NewDecimal(unscaled int64, scale uint8) Decimal {
	return number{small: unscaled, scale: int(scale)}.decimal()
}

// ParseDecimal reads a number in the form that JSON has for it: no plus sign, no leading zeros, no
// separators between thousands. A literal of over 400 characters or an exponent beyond 400 is an
// error.
func ParseDecimal(text string) (Decimal, error) {
	if !isLiteral(text) {
		return Decimal{}, errDecimal
	}
	return Decimal{text}, nil
}

// isLiteral reports that text is a JSON number within the limits.
func isLiteral[T string | []byte](text T) bool {
	n := len(text)
	if n > maxLiteral {
		return false
	}
	i := 0
	if i < n && text[i] == '-' {
		i++
	}
	start := i
	for i < n && text[i]-'0' <= 9 {
		i++
	}
	if i == start || text[start] == '0' && i > start+1 {
		return false
	}
	if i < n && text[i] == '.' {
		i++
		start = i
		for i < n && text[i]-'0' <= 9 {
			i++
		}
		if i == start {
			return false
		}
	}
	if i < n && (text[i] == 'e' || text[i] == 'E') {
		i++
		if i < n && (text[i] == '-' || text[i] == '+') {
			i++
		}
		start = i
		exponent := 0
		for i < n && text[i]-'0' <= 9 {
			exponent = exponent*10 + int(text[i]-'0')
			if exponent > maxExponent {
				return false
			}
			i++
		}
		if i == start {
			return false
		}
	}
	return i == n
}

// IsZero reports that the decimal is absent. It says nothing of the number 0, for which Sign is 0 and
// IsZero is false. It has this name because encoding/json asks for it under the option omitzero.
func (d Decimal) IsZero() bool { return d.literal == "" }

// String returns the literal as it was read or computed, or nothing when the decimal is absent.
func (d Decimal) String() string { return d.literal }

// Float64 returns the nearest float64, for whoever can do with that. ok is false when the decimal is
// absent or beyond the range of a float64.
func (d Decimal) Float64() (value float64, ok bool) {
	value, err := strconv.ParseFloat(d.literal, 64)
	return value, err == nil
}

// Rat returns the exact value as a new rational number, for arithmetic that Decimal does not have, such as
// division. It returns nil when the decimal is absent.
func (d Decimal) Rat() *big.Rat {
	if d.IsZero() {
		return nil
	}
	value, _ := new(big.Rat).SetString(d.literal)
	return value
}

// MarshalText returns what String returns.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.literal), nil }

// UnmarshalText reads what ParseDecimal reads. Empty text gives an absent Decimal.
func (d *Decimal) UnmarshalText(text []byte) error {
	if len(text) != 0 && !isLiteral(text) {
		*d = Decimal{}
		return errDecimal
	}
	*d = Decimal{string(text)}
	return nil
}

// MarshalJSON returns the literal as a JSON number, or null when the decimal is absent.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(d.literal), nil
}

// UnmarshalJSON reads a JSON number, or a JSON string that holds one. Null and the empty string give
// an absent Decimal.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	if content, ok := stringContent(data); ok {
		data = content
	}
	return d.UnmarshalText(data)
}
