package userdata

import (
	"cmp"
	"math"
	"math/big"
	"strings"
	"unique"
)

// Add returns d + other with the larger number of decimal places of the two. The result is absent if either operand is,
// so that a sum with unknown terms does not pass for a known one. Start a running total at NewDecimal(0, 0), not at the
// zero value, or use [Sum], which counts the known values.
func (d Decimal) Add(other Decimal) Decimal {
	if d.IsZero() || other.IsZero() {
		return Decimal{}
	}
	return d.number().add(other.number()).decimal()
}

// Sub returns d - other with the larger number of decimal places of the two. The result is absent if either operand is.
func (d Decimal) Sub(other Decimal) Decimal { return d.Add(other.Neg()) }

// Mul returns the exact product d * other, with the decimal places of both operands added. The result is absent if
// either operand is, or if it would have more than 10,000 digits: see [Decimal].
func (d Decimal) Mul(other Decimal) Decimal {
	if d.IsZero() || other.IsZero() {
		return Decimal{}
	}
	return d.number().mul(other.number()).decimal()
}

// Neg returns -d. The result is absent if d is.
func (d Decimal) Neg() Decimal {
	if d.Sign() == 0 {
		return d
	}
	if d.short != 0 {
		short, _ := shorten(-d.unscaled(), d.scale())
		return Decimal{short: short}
	}
	literal := d.literal.Value()
	if positive, negative := strings.CutPrefix(literal, "-"); negative {
		return Decimal{literal: unique.Make(positive)}
	}
	return Decimal{literal: unique.Make("-" + literal)}
}

// Sign returns -1 if d is negative, 0 if it is 0, and +1 if it is positive. It is also 0 if d is absent: see IsZero.
func (d Decimal) Sign() int {
	if d.IsZero() {
		return 0
	}
	n := d.number()
	if n.large != nil {
		return n.large.Sign()
	}
	return cmp.Compare(n.small, 0)
}

// Cmp returns -1, 0 or +1 if d is less than, equal to or greater than other in value, whatever their decimal places. An
// absent Decimal sorts before every number. That suits [slices.SortFunc] but not a limit: check IsZero first, or an
// unknown debt passes for a small one.
func (d Decimal) Cmp(other Decimal) int {
	switch {
	case d.IsZero() && other.IsZero():
		return 0
	case d.IsZero():
		return -1
	case other.IsZero():
		return 1
	}
	return d.number().cmp(other.number())
}

// Equal reports whether d and other are the same number, whatever their decimal places, or are both absent.
func (d Decimal) Equal(other Decimal) bool { return d.Cmp(other) == 0 }

// Round returns d with exactly the given number of decimal places. Halves round away from zero: 0.125 becomes 0.13, and
// -0.125 becomes -0.13. Missing places are filled with zeros. An absent Decimal stays absent.
func (d Decimal) Round(places uint8) Decimal {
	if d.IsZero() {
		return d
	}
	return d.number().round(int(places)).decimal()
}

// Quo returns d / divisor with exactly the given number of decimal places. The exact quotient is rounded once, in the
// given mode: [big.ToNearestAway] rounds as Round does, [big.ToNearestEven] is banker's rounding, and [big.ToZero]
// truncates.
//
// The result is absent if either operand is, if the divisor is 0, or if mode is not a rounding mode of math/big. The
// average of no values is therefore unknown instead of a panic.
func (d Decimal) Quo(divisor Decimal, places uint8, mode big.RoundingMode) Decimal {
	if d.IsZero() || divisor.Sign() == 0 || mode > big.ToPositiveInf {
		return Decimal{}
	}
	return d.number().quo(divisor.number(), int(places), mode).decimal()
}

// FromRat returns r with exactly the given number of decimal places, rounded in the given mode as by [Decimal.Quo]. The
// result is absent if r is nil, if it would have more than 10,000 digits, or if mode is not a rounding mode of
// math/big.
func FromRat(r *big.Rat, places uint8, mode big.RoundingMode) Decimal {
	if r == nil || mode > big.ToPositiveInf {
		return Decimal{}
	}
	return number{large: r.Num()}.quo(number{large: r.Denom()}, int(places), mode).decimal()
}

// Min returns the least of the values that are not absent, or the first of several equal ones. The result is absent if
// all values are, or if there are no values.
func Min(values ...Decimal) (least Decimal) {
	for _, value := range values {
		if !value.IsZero() && (least.IsZero() || value.Cmp(least) < 0) {
			least = value
		}
	}
	return least
}

// Max returns the greatest of the values that are not absent, or the first of several equal ones. The result is absent
// if all values are, or if there are no values.
func Max(values ...Decimal) (greatest Decimal) {
	for _, value := range values {
		if value.Cmp(greatest) > 0 { // an absent Decimal sorts before every number
			greatest = value
		}
	}
	return greatest
}

// Sum returns the total of the values that are not absent, and how many there were, so that the caller can see whether
// the total is complete. The total is absent if no value is known.
func Sum(values ...Decimal) (total Decimal, known int) {
	var sum number
	for _, value := range values {
		if !value.IsZero() {
			sum = sum.add(value.number())
			known++
		}
	}
	if known == 0 {
		return Decimal{}, 0
	}
	return sum.decimal(), known
}

// number is a decimal during a computation: an integer over 10^scale. The integer is small unless large is set. The
// scale is never negative.
type number struct {
	small int64
	large *big.Int
	scale int
}

// powers holds the powers of ten that fit an int64.
var powers = func() (powers [19]int64) {
	powers[0] = 1
	for i := 1; i < len(powers); i++ {
		powers[i] = powers[i-1] * 10
	}
	return powers
}()

func power(n int) *big.Int {
	if n < len(powers) {
		return big.NewInt(powers[n])
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// number returns the integer and the scale of d, which must not be absent.
func (d Decimal) number() number {
	if d.short != 0 {
		return number{small: d.unscaled(), scale: d.scale()}
	}
	mantissa, exponent := d.literal.Value(), 0
	if at := strings.IndexAny(mantissa, "eE"); at >= 0 {
		exponent, _ = digits(strings.TrimLeft(mantissa[at+1:], "+-"))
		if mantissa[at+1] == '-' {
			exponent = -exponent
		}
		mantissa = mantissa[:at]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	n := number{large: new(big.Int), scale: len(fraction) - exponent}
	n.large.SetString(whole+fraction, 10)
	if n.scale < 0 {
		n.large.Mul(n.large, power(-n.scale))
		n.scale = 0
	}
	return n
}

// big returns the integer, whatever its size. The caller must not modify it.
func (n number) big() *big.Int {
	if n.large != nil {
		return n.large
	}
	return big.NewInt(n.small)
}

// at returns the integer scaled to a scale no smaller than its own. ok is false if the result does not fit an int64.
func (n number) at(scale int) (small int64, ok bool) {
	shift := scale - n.scale
	if n.large != nil || shift >= len(powers) {
		return 0, false
	}
	return multiply(n.small, powers[shift])
}

func (n number) bigAt(scale int) *big.Int {
	return new(big.Int).Mul(n.big(), power(scale-n.scale))
}

// multiply returns a * b; ok is false on overflow.
func multiply(a, b int64) (product int64, ok bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	product = a * b
	return product, product/b == a && (product < 0) == ((a < 0) != (b < 0))
}

func (n number) add(other number) number {
	scale := max(n.scale, other.scale)
	a, aSmall := n.at(scale)
	b, bSmall := other.at(scale)
	if sum := a + b; aSmall && bSmall && (sum > a) == (b > 0) {
		return number{small: sum, scale: scale}
	}
	return number{large: new(big.Int).Add(n.bigAt(scale), other.bigAt(scale)), scale: scale}
}

func (n number) mul(other number) number {
	scale := n.scale + other.scale
	if n.large == nil && other.large == nil {
		if product, ok := multiply(n.small, other.small); ok {
			return number{small: product, scale: scale}
		}
	}
	return number{large: new(big.Int).Mul(n.big(), other.big()), scale: scale}
}

func (n number) cmp(other number) int {
	scale := max(n.scale, other.scale)
	a, aSmall := n.at(scale)
	b, bSmall := other.at(scale)
	if aSmall && bSmall {
		return cmp.Compare(a, b)
	}
	return n.bigAt(scale).Cmp(other.bigAt(scale))
}

// round rounds halves away from zero.
func (n number) round(places int) number {
	if n.scale <= places {
		if small, ok := n.at(places); ok {
			return number{small: small, scale: places}
		}
		return number{large: n.bigAt(places), scale: places}
	}
	return n.quo(number{small: 1}, places, big.ToNearestAway)
}

// quo returns n / divisor rounded to the given number of places. The divisor must not be 0.
func (n number) quo(divisor number, places int, mode big.RoundingMode) number {
	up, down := max(places+divisor.scale-n.scale, 0), max(n.scale-divisor.scale-places, 0) // powers of ten
	a, aSmall := n.at(n.scale + up)
	b, bSmall := divisor.at(divisor.scale + down)
	if aSmall && bSmall && a != math.MinInt64 && b != math.MinInt64 {
		quotient, rest := a/b, max(a%b, -(a%b))
		if rest != 0 {
			half := cmp.Compare(rest, max(b, -b)-rest)
			quotient += correction(mode, (a < 0) != (b < 0), quotient%2 != 0, half)
		}
		return number{small: quotient, scale: places}
	}
	x, y := n.bigAt(n.scale+up), divisor.bigAt(divisor.scale+down)
	quotient, rest := new(big.Int).QuoRem(x, y, new(big.Int))
	if rest.Sign() != 0 {
		half := rest.Lsh(rest, 1).CmpAbs(y)
		quotient.Add(quotient, big.NewInt(correction(mode, x.Sign() != y.Sign(), quotient.Bit(0) != 0, half)))
	}
	return number{large: quotient, scale: places}
}

// correction returns what rounding adds to a truncated quotient with a remainder: 0, or 1 away from zero. half is the
// result of comparing the remainder with half the divisor.
func correction(mode big.RoundingMode, negative, odd bool, half int) int64 {
	var away bool
	switch mode {
	case big.ToNearestEven:
		away = half > 0 || half == 0 && odd
	case big.ToNearestAway:
		away = half >= 0
	case big.AwayFromZero:
		away = true
	case big.ToNegativeInf:
		away = negative
	case big.ToPositiveInf:
		away = !negative
	}
	switch {
	case !away:
		return 0
	case negative:
		return -1
	}
	return 1
}

// decimal is the inverse of Decimal.number. The result is short whenever it fits, and absent beyond the limits of a
// literal.
func (n number) decimal() Decimal {
	if n.large != nil && n.large.IsInt64() {
		n.small, n.large = n.large.Int64(), nil
	}
	if n.large == nil {
		if short, ok := shorten(n.small, n.scale); ok {
			return Decimal{short: short}
		}
	}
	if n.scale > maxLiteral || n.big().BitLen() > 4*maxLiteral {
		return Decimal{}
	}
	literal := appendPoint(nil, n.big().Append(nil, 10), n.scale)
	if !isLiteral(literal) {
		return Decimal{}
	}
	return Decimal{literal: unique.Make(string(literal))}
}
