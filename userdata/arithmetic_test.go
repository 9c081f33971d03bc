package userdata_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var modes = []big.RoundingMode{big.ToNearestEven, big.ToNearestAway, big.ToZero, big.AwayFromZero, big.ToNegativeInf, big.ToPositiveInf}

func TestQuo(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		value, divisor string
		places         uint8
		want           [6]string // as modes has them
	}{
		{"1", "8", 2, [6]string{"0.12", "0.13", "0.12", "0.13", "0.12", "0.13"}},
		{"-1", "8", 2, [6]string{"-0.12", "-0.13", "-0.12", "-0.13", "-0.13", "-0.12"}},
		{"3", "-8", 2, [6]string{"-0.38", "-0.38", "-0.37", "-0.38", "-0.38", "-0.37"}},
		{"-2", "-3", 3, [6]string{"0.667", "0.667", "0.666", "0.667", "0.666", "0.667"}},
		{"1", "3", 0, [6]string{"0", "0", "0", "1", "0", "1"}},
		{"-1", "3", 0, [6]string{"0", "0", "0", "-1", "-1", "0"}},
		{"222.0000", "0.5", 1, [6]string{"444.0", "444.0", "444.0", "444.0", "444.0", "444.0"}},
		{"0.00", "7", 2, [6]string{"0.00", "0.00", "0.00", "0.00", "0.00", "0.00"}},
		{"1e400", "1e400", 0, [6]string{"1", "1", "1", "1", "1", "1"}},
		{"1e-400", "3", 1, [6]string{"0.0", "0.0", "0.0", "0.1", "0.0", "0.1"}},
		{"144115188075855871", "-1", 0, [6]string{"-144115188075855871", "-144115188075855871", "-144115188075855871", "-144115188075855871", "-144115188075855871", "-144115188075855871"}},
		{"5", "100000000000000000000", 19, [6]string{"0.0000000000000000000", "0.0000000000000000001", "0.0000000000000000000", "0.0000000000000000001", "0.0000000000000000000", "0.0000000000000000001"}},
	} {
		for i, mode := range modes {
			got := decimal(t, test.value).Quo(decimal(t, test.divisor), test.places, mode)
			assert.Equal(t, test.want[i], got.String(), "%s / %s, %s", test.value, test.divisor, mode)
		}
	}
}

// What is not known, or cannot be, is absent.
func TestNoQuotient(t *testing.T) {
	t.Parallel()
	var absent userdata.Decimal
	one := userdata.NewDecimal(1, 0)
	for name, got := range map[string]userdata.Decimal{
		"absent / 1":       absent.Quo(one, 2, big.ToZero),
		"1 / absent":       one.Quo(absent, 2, big.ToZero),
		"1 / 0":            one.Quo(userdata.NewDecimal(0, 3), 2, big.ToZero),
		"1 / -0":           one.Quo(decimal(t, "-0"), 2, big.ToZero),
		"0 / 0":            userdata.NewDecimal(0, 0).Quo(decimal(t, "0e5"), 2, big.ToZero),
		"no mode":          one.Quo(one, 2, big.ToPositiveInf+1),
		"too many digits":  decimal(t, strings.Repeat("9", 10_000)).Quo(one, 1, big.ToZero),
		"nil":              userdata.FromRat(nil, 2, big.ToZero),
		"no mode of a Rat": userdata.FromRat(big.NewRat(1, 2), 2, big.ToPositiveInf+1),
		"too large a Rat":  userdata.FromRat(new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(10_000), nil)), 0, big.ToZero),
	} {
		assert.True(t, got.IsZero(), name)
	}
}

func TestFromRat(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "0.33", userdata.FromRat(big.NewRat(1, 3), 2, big.ToNearestEven).String())
	assert.Equal(t, "-0.34", userdata.FromRat(big.NewRat(-1, 3), 2, big.AwayFromZero).String())
	assert.Equal(t, "0.0", userdata.FromRat(new(big.Rat), 1, big.ToNearestEven).String())
	assert.Equal(t, userdata.NewDecimal(math.MinInt64, 0), userdata.FromRat(big.NewRat(math.MinInt64, 1), 0, big.ToZero))

	r := big.NewRat(22, 7)
	userdata.FromRat(r, 200, big.ToNearestEven)
	assert.Equal(t, "22/7", r.String(), "it is not written to")
}

func TestMinAndMax(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		values   []string
		min, max string
	}{
		{nil, "", ""},
		{[]string{"", ""}, "", ""},
		{[]string{"", "5", ""}, "5", "5"},
		{[]string{"", "-5", "3", "", "1e2"}, "-5", "1e2"},
		{[]string{"1.0", "1", "1.00"}, "1.0", "1.0"},
		{[]string{"0", "-0"}, "0", "0"},
	} {
		var values []userdata.Decimal
		for _, text := range test.values {
			values = append(values, decimal(t, text))
		}
		assert.Equal(t, test.min, userdata.Min(values...).String(), "%q", test.values)
		assert.Equal(t, test.max, userdata.Max(values...).String(), "%q", test.values)
	}
}

// ratRounded rounds another way than the package: down to a whole number, and up from there.
func ratRounded(x *big.Rat, places uint8, mode big.RoundingMode) *big.Rat {
	unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	scaled := new(big.Rat).Mul(x, unit)
	floor := new(big.Int).Div(scaled.Num(), scaled.Denom()) // the denominator is positive, so this rounds down
	rest := new(big.Rat).Sub(scaled, new(big.Rat).SetInt(floor))
	up := false
	half := rest.Cmp(big.NewRat(1, 2))
	switch mode {
	case big.ToNearestEven:
		up = half > 0 || half == 0 && floor.Bit(0) == 1
	case big.ToNearestAway:
		up = half > 0 || half == 0 && x.Sign() > 0
	case big.ToZero:
		up = rest.Sign() != 0 && x.Sign() < 0
	case big.AwayFromZero:
		up = rest.Sign() != 0 && x.Sign() > 0
	case big.ToPositiveInf:
		up = rest.Sign() != 0
	}
	if up {
		floor.Add(floor, big.NewInt(1))
	}
	return new(big.Rat).Quo(new(big.Rat).SetInt(floor), unit)
}

func checkQuo(t *testing.T, a, b userdata.Decimal, places uint8, mode big.RoundingMode) {
	t.Helper()
	if b.Sign() == 0 {
		return
	}
	exact := new(big.Rat).Quo(a.Rat(), b.Rat())
	want := ratRounded(exact, places, mode)
	for name, got := range map[string]userdata.Decimal{"Quo": a.Quo(b, places, mode), "FromRat": userdata.FromRat(exact, places, mode)} {
		if got.IsZero() || got.Rat().Cmp(want) != 0 {
			t.Fatalf("%s: %s / %s to %d places, %s: got %s, want %s", name, a, b, places, mode, got, want)
		}
		if _, fraction, _ := strings.Cut(got.String(), "."); len(fraction) != int(places) {
			t.Fatalf("%s: %s / %s to %d places, %s: got %s", name, a, b, places, mode, got)
		}
	}
}

// The quotients of small whole numbers have all the halves, and random ones all the sizes.
func TestQuotientsAgreeWithRat(t *testing.T) {
	t.Parallel()
	for a := int64(-20); a <= 20; a++ {
		for b := int64(-20); b <= 20; b++ {
			for _, mode := range modes {
				checkQuo(t, userdata.NewDecimal(a, 1), userdata.NewDecimal(b, 0), uint8(a+20)%3, mode)
			}
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 10_000 {
		checkQuo(t, decimal(t, randomLiteral(r)), decimal(t, randomLiteral(r)), uint8(r.IntN(30)), modes[r.IntN(len(modes))])
	}
}

func FuzzQuo(f *testing.F) {
	for _, seed := range [][2]string{{"222.0000", "0.1"}, {"1", "3"}, {"-1e3", "8e-3"}, {"9223372036854775807", "2"}, {"5e399", "-7e-399"}} {
		f.Add(seed[0], seed[1], uint8(2), uint8(0))
	}
	f.Fuzz(func(t *testing.T, first, second string, places, mode uint8) {
		a, errA := userdata.ParseDecimal(first)
		b, errB := userdata.ParseDecimal(second)
		if errA != nil || errB != nil || len(first)+len(second) > 1000 {
			return
		}
		checkQuo(t, a, b, places, modes[int(mode)%len(modes)])
		checkReadable(t, a.Quo(b, places, big.RoundingMode(mode)))
	})
}

func TestFormat(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ format, value, want string }{
		{"%v|%s|%q", "222.0000", `222.0000|222.0000|"222.0000"`},
		{"%+v|%10v|%-10s|%12q", "222.0000", `222.0000|  222.0000|222.0000  |  "222.0000"`},
		{"%v|%s|%q", "-1.5e3", `-1.5e3|-1.5e3|"-1.5e3"`},
		{"%v|%d|%f|%.2f", "-0", `-0|0|0|0.00`},
		{"%d|%f|%F|%.9d", "222.0000", "222.0000|222.0000|222.0000|222.0000"},
		{"%d|%f", "-1.5e3", "-1500|-1500"},
		{"%d|%f", "15e-4", "0.0015|0.0015"},
		{"%d|%.1f", "9223372036854775808.25", "9223372036854775808.25|9223372036854775808.3"},
		{"%.0f|%.1f|%.2f|%.3f|%.4f", "0.125", "0|0.1|0.13|0.125|0.1250"},
		{"%.2f|%.0f|%.f", "-2.5", "-2.50|-3|-3"},
		{"%.2f|%.0f", "222", "222.00|222"},
		{"%.2f", "-0.001", "0.00"},
		{"%8.2f|%-8.2f|%08.2f|%+8.2f|% .2f|%+08.2f|%-08.2f", "3.14159", "    3.14|3.14    |00003.14|   +3.14| 3.14|+0003.14|3.14    "},
		{"%8.2f|%-8.2f|%08.2f|%+.2f|% .2f", "-3.14159", "   -3.14|-3.14   |-0003.14|-3.14|-3.14"},
		{"%06d|%+d|% d|%2d", "42", "000042|+42| 42|42"},
		{"%+d|%+.1f", "0", "+0|+0.0"},
		{"%v|%s|%q|%d|%f|%.2f|%+d|% d", "", `|||||||`},
		{"%4v|%4d|%-4d|%04d|%6.2f", "", "    |    |    |    |      "},
		{"%#v", "222.0000", "userdata.NewDecimal(2220000, 4)"},
		{"%#v", "-0.5", "userdata.NewDecimal(-5, 1)"},
		{"%#v", "1e3", `userdata.ParseDecimal("1e3")`},
		{"%#v", "", "userdata.Decimal{}"},
		{"%x|%e|%t", "1.50", "%!x(userdata.Decimal=1.50)|%!e(userdata.Decimal=1.50)|%!t(userdata.Decimal=1.50)"},
	} {
		d := decimal(t, test.value)
		values := make([]any, strings.Count(test.format, "|")+1)
		for i := range values {
			values[i] = d
		}
		if test.value == "" {
			test.want = strings.Replace(test.want, "|||||||", `||""|||||`, 1)
		}
		assert.Equal(t, test.want, fmt.Sprintf(test.format, values...), "%s of %q", test.format, test.value)
	}
	long := decimal(t, "1."+strings.Repeat("0", 9_998))
	assert.Equal(t, long.String(), fmt.Sprintf("%d", long))
	assert.Equal(t, long.String()+"0", fmt.Sprintf("%.9999f", long), "what is printed may be longer than what a Decimal may be")
	assert.Equal(t, "1"+strings.Repeat("0", 400)+".00", fmt.Sprintf("%.2f", decimal(t, "1e400")))
}

// A model prints as it is read.
func TestFormatInsideOthers(t *testing.T) {
	t.Parallel()
	income := userdata.Income{ID: "i-1", GrossAmount: userdata.NewDecimal(2220000, 4)}
	for format, want := range map[string]string{"%v": " 222.0000 ", "%+v": "GrossAmount:222.0000 ", "%#v": "GrossAmount:userdata.NewDecimal(2220000, 4),"} {
		assert.Contains(t, fmt.Sprintf(format, income), want)
	}
	assert.Equal(t, "[222.00 ]", fmt.Sprintf("%.2f", []userdata.Decimal{income.GrossAmount, {}}))
	assert.Equal(t, "222.00", fmt.Sprintf("%.2f", &income.GrossAmount))
}

func FuzzFormat(f *testing.F) {
	for _, seed := range []string{"222.0000", "-0", "", "1.5e-7", "-9223372036854775808", "0.005"} {
		f.Add(seed, uint16(2), uint16(10), "+-")
	}
	f.Fuzz(func(t *testing.T, text string, precision, width uint16, flags string) {
		d, err := userdata.ParseDecimal(text)
		if err != nil || len(text) > 1000 {
			return
		}
		for _, format := range []string{"%d", "%f"} {
			printed := fmt.Sprintf(format, d)
			exact, ok := new(big.Rat).SetString(printed)
			require.True(t, ok && !strings.ContainsAny(printed, "eE"), printed)
			require.Zero(t, exact.Cmp(d.Rat()), printed)
		}
		format := "%"
		for _, flag := range flags {
			if strings.ContainsRune("+- 0", flag) && len(format) < 5 {
				format += string(flag)
			}
		}
		want := d.Rat().FloatString(int(precision % 2000)) // which also rounds halves away from zero
		want = strings.TrimPrefix(want, "-")
		if d.Sign() < 0 && strings.Trim(want, "0.") != "" {
			want = "-" + want
		}
		printed := fmt.Sprintf(fmt.Sprintf("%s%d.%df", format, width%200, precision%2000), d)
		require.GreaterOrEqual(t, len(printed), int(width%200))
		number := strings.TrimPrefix(strings.TrimSpace(printed), "+")
		if len(printed) > len(want) && strings.Contains(format, "0") { // leading zeros
			got, ok := new(big.Rat).SetString(number)
			wanted, _ := new(big.Rat).SetString(want)
			require.True(t, ok && got.Cmp(wanted) == 0, printed)
			return
		}
		require.Equal(t, want, number)
		// Flags and width are those of package fmt, which knows them for numbers that it can print too.
		if small, ok := d.Float64(); ok && d.Sign() > 0 && small < 1000 {
			reference := fmt.Sprintf(fmt.Sprintf("%s%d.%df", format, width%200, precision%2000), small)
			require.Len(t, printed, len(reference))
		}
	})
}

func BenchmarkDecimalPrint(b *testing.B) {
	d := userdata.NewDecimal(2220000, 4)
	for _, format := range []string{"%v", "%.2f"} {
		b.Run(format[1:], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = fmt.Sprintf(format, d)
			}
		})
	}
	b.Run("String", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = d.String()
		}
	})
}

func BenchmarkDecimalQuo(b *testing.B) {
	for name, text := range map[string]string{"small": "7820.25", "large": "98765432109876543210.25"} {
		x, y := decimal(b, text), decimal(b, "3")
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Quo(y, 2, big.ToNearestEven)
			}
		})
	}
}

func TestNoPrecisionCutsALiteralOff(t *testing.T) {
	t.Parallel()
	amount := userdata.NewDecimal(12345, 2)
	assert.Equal(t, `123.45 123.45 "123.45" [    123.45]`, fmt.Sprintf("%.2v %.2s %.2q [%10.2v]", amount, amount, amount, amount))
}
