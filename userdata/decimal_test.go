package userdata_test

import (
	"encoding/json"
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

func decimal(t testing.TB, text string) userdata.Decimal {
	t.Helper()
	if text == "" {
		return userdata.Decimal{}
	}
	d, err := userdata.ParseDecimal(text)
	require.NoError(t, err, text)
	return d
}

func TestParseDecimal(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"0", "-0", "0.00", "222.0000", "-222.5", "1e3", "1E+3", "1.5e-7", "1e400", "0e0", "1e0000003", "9223372036854775808",
		strings.Repeat("9", 10_000), "-" + strings.Repeat("9", 10_000), "0." + strings.Repeat("9", 9_998), strings.Repeat("9", 396) + "e400", "-" + strings.Repeat("9", 396) + "e400",
	} {
		d, err := userdata.ParseDecimal(text)
		require.NoError(t, err, text)
		assert.Equal(t, text, d.String(), "the literal is kept")
		assert.False(t, d.IsZero())
	}
	for _, text := range []string{
		"", " ", "-", "+1", ".5", "5.", "01", "-01", "1e", "1e+", "e3", "1.e3", "1,000", "1 000", " 1", "1 ", "0x10", "1_000",
		"NaN", "Infinity", "1e401", "1e-401", "1e999999999", "1e99999999999999999999", "1e18446744073709551621", strings.Repeat("9", 10_001), "0." + strings.Repeat("9", 9_999), strings.Repeat("9", 397) + "e400", "null", "--1", "1.2.3", "١",
	} {
		d, err := userdata.ParseDecimal(text)
		require.Error(t, err, text)
		assert.True(t, d.IsZero(), text)
	}
}

func TestDecimalJSON(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ json, want string }{
		{`222.0000`, "222.0000"},
		{`"222.0000"`, "222.0000"},
		{`"22\u0032"`, "222"},
		{`-0.5e2`, "-0.5e2"},
		{`0`, "0"},
		{`null`, ""},
		{`""`, ""},
	} {
		d := userdata.NewDecimal(7, 0)
		require.NoError(t, json.Unmarshal([]byte(test.json), &d), test.json)
		assert.Equal(t, test.want, d.String(), test.json)
		assert.Equal(t, test.want == "", d.IsZero(), test.json)

		out, err := json.Marshal(d)
		require.NoError(t, err)
		if test.want == "" {
			test.want = "null"
		}
		assert.Equal(t, test.want, string(out), "it goes out as a number")
	}
	for _, text := range []string{`"1,000"`, `"abc"`, `true`, `{}`, `[1]`, `1e999999999`, `"1e999999999"`, `" "`} {
		d := userdata.NewDecimal(7, 0)
		err := json.Unmarshal([]byte(text), &d)
		require.Error(t, err, text)
		assert.NotContains(t, err.Error(), "abc")
		assert.True(t, d.IsZero(), text)
	}
	out, err := json.Marshal(struct {
		Null userdata.Decimal
		Left userdata.Decimal `json:",omitzero"`
		Zero userdata.Decimal `json:",omitzero"`
	}{Zero: userdata.NewDecimal(0, 2)})
	require.NoError(t, err)
	assert.Equal(t, `{"Null":null,"Zero":0.00}`, string(out))
}

func TestNewDecimal(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]userdata.Decimal{
		"222.0000":               userdata.NewDecimal(2220000, 4),
		"-0.05":                  userdata.NewDecimal(-5, 2),
		"0":                      userdata.NewDecimal(0, 0),
		"0.000":                  userdata.NewDecimal(0, 3),
		"-9223372036854775808":   userdata.NewDecimal(math.MinInt64, 0),
		"-9.223372036854775808":  userdata.NewDecimal(math.MinInt64, 18),
		"0.9223372036854775807":  userdata.NewDecimal(math.MaxInt64, 19),
		"0.09223372036854775807": userdata.NewDecimal(math.MaxInt64, 20),
	} {
		assert.Equal(t, want, got.String())
	}
}

// A literal makes one Decimal only, read or computed: == and map keys rely on it.
func TestSameLiteralIsSameDecimal(t *testing.T) {
	t.Parallel()
	one := userdata.NewDecimal(1, 0)
	for _, text := range []string{
		"0", "0.00", "-0.5", "222.0000", "144115188075855871", "144115188075855872", "-144115188075855871", "-144115188075855872", "1.44115188075855871", "1.44115188075855872",
		"9223372036854775798", "9223372036854775799", "9223372036854775800", "9223372036854775807", "9223372036854775808",
		"-9223372036854775799", "-9223372036854775800", "-9223372036854775808", "-9223372036854775809", "0." + strings.Repeat("0", 61) + "1", "0." + strings.Repeat("0", 62) + "1",
	} {
		read := decimal(t, text)
		computed := read.Add(one).Sub(one)
		assert.Equal(t, text, computed.String())
		assert.True(t, read == computed, text)                                  //nolint:testifylint // the operator is what is tested
		assert.True(t, read.Neg().Neg() == computed.Mul(one), text)             //nolint:testifylint // the operator is what is tested
		assert.False(t, read == computed.Mul(userdata.NewDecimal(10, 1)), text) //nolint:testifylint // 1.0 is not 1
	}
}

func TestArithmeticWithAbsentIsAbsent(t *testing.T) {
	t.Parallel()
	var absent userdata.Decimal
	one := userdata.NewDecimal(1, 0)
	for _, result := range []userdata.Decimal{
		absent.Add(one), one.Add(absent), absent.Sub(one), one.Sub(absent), absent.Mul(one), one.Mul(absent), absent.Neg(), absent.Round(2), absent.Add(absent),
	} {
		assert.True(t, result.IsZero())
	}
	assert.Zero(t, absent.Sign())
	assert.Nil(t, absent.Rat())
	_, ok := absent.Float64()
	assert.False(t, ok)
	assert.Equal(t, -1, absent.Cmp(decimal(t, "-1e400")))
	assert.Equal(t, 1, decimal(t, "-1e400").Cmp(absent))
	assert.True(t, absent.Equal(absent))
	assert.False(t, absent.Equal(userdata.NewDecimal(0, 0)), "null is not zero")
}

func TestSum(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		values []string
		total  string
		known  int
	}{
		{nil, "", 0},
		{[]string{"", ""}, "", 0},
		{[]string{"0"}, "0", 1},
		{[]string{"222.0000", "", "0.1", "-22"}, "200.1000", 3},
		{[]string{"0.1", "0.2"}, "0.3", 2},
		{[]string{"9223372036854775807", "1", "0.01"}, "9223372036854775808.01", 3},
		{[]string{"-9223372036854775807", "-1", "-1"}, "-9223372036854775809", 3},
		{[]string{"1e3", "1e-3"}, "1000.001", 2},
	} {
		var values []userdata.Decimal
		for _, text := range test.values {
			values = append(values, decimal(t, text))
		}
		total, known := userdata.Sum(values...)
		assert.Equal(t, test.total, total.String(), "%v", test.values)
		assert.Equal(t, test.known, known, "%v", test.values)
	}
}

func TestRound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		value  string
		places uint8
		want   string
	}{
		{"0.125", 2, "0.13"},
		{"-0.125", 2, "-0.13"},
		{"0.1249", 2, "0.12"},
		{"-0.1251", 2, "-0.13"},
		{"2.5", 0, "3"},
		{"-2.5", 0, "-3"},
		{"0.5", 0, "1"},
		{"-0.4", 0, "0"},
		{"5", 2, "5.00"},
		{"1e2", 1, "100.0"},
		{"1e-400", 3, "0.000"},
		{"0.5e-25", 25, "0.0000000000000000000000001"},
		{"-0.5e-25", 25, "-0.0000000000000000000000001"},
		{"0.49e-25", 25, "0.0000000000000000000000000"},
		{"9223372036854775807.5", 0, "9223372036854775808"},
		{"9.223372036854775807", 255, "9.223372036854775807" + strings.Repeat("0", 237)},
	} {
		assert.Equal(t, test.want, decimal(t, test.value).Round(test.places).String(), "%s to %d", test.value, test.places)
	}
}

func TestNegAndSign(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		value, neg string
		sign       int
	}{
		{"1.50", "-1.50", 1}, {"-1e3", "1e3", -1}, {"0.00", "0.00", 0}, {"-0", "-0", 0}, {"0e5", "0e5", 0}, {"0E5", "0E5", 0}, {"-0.01", "0.01", -1},
	} {
		assert.Equal(t, test.neg, decimal(t, test.value).Neg().String())
		assert.Equal(t, test.sign, decimal(t, test.value).Sign(), test.value)
	}
}

func TestFloat64(t *testing.T) {
	t.Parallel()
	value, ok := decimal(t, "222.2500").Float64()
	assert.True(t, ok)
	assert.InDelta(t, 222.25, value, 0)
	_, ok = decimal(t, "1e400").Float64()
	assert.False(t, ok, "no float64 can hold it")
}

// randomLiteral favours the sizes around which small and large numbers part.
func randomLiteral(r *rand.Rand) string {
	digits := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteByte(byte('0' + r.IntN(10)))
		}
		return b.String()
	}
	var b strings.Builder
	if r.IntN(2) == 0 {
		b.WriteByte('-')
	}
	whole := strings.TrimLeft(digits(1+r.IntN(22)), "0")
	if whole == "" || r.IntN(8) == 0 {
		whole = "0"
	}
	b.WriteString(whole)
	if r.IntN(4) != 0 {
		b.WriteString("." + digits(1+r.IntN(22)))
	}
	if r.IntN(6) == 0 {
		fmt.Fprintf(&b, "e%+d", r.IntN(61)-30)
	}
	return b.String()
}

// big.Rat is the judge: whatever the sizes, no digit is lost.
func TestDecimalAgreesWithRat(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		a, b := decimal(t, randomLiteral(r)), decimal(t, randomLiteral(r))
		agree(t, a, b, uint8(r.IntN(30)))
	}
}

func agree(t *testing.T, a, b userdata.Decimal, places uint8) {
	t.Helper()
	x, y := a.Rat(), b.Rat()
	for name, pair := range map[string]struct {
		got  userdata.Decimal
		want *big.Rat
	}{
		"+":     {a.Add(b), new(big.Rat).Add(x, y)},
		"-":     {a.Sub(b), new(big.Rat).Sub(x, y)},
		"*":     {a.Mul(b), new(big.Rat).Mul(x, y)},
		"neg":   {a.Neg(), new(big.Rat).Neg(x)},
		"sum":   {sum(a, b, a), new(big.Rat).Add(x, new(big.Rat).Add(x, y))},
		"round": {a.Round(places), rounded(x, places)},
	} {
		if pair.got.Rat().Cmp(pair.want) != 0 {
			t.Fatalf("%s %s %s (places %d): got %s, want %s", a, name, b, places, pair.got, pair.want.RatString())
		}
	}
	if a.Cmp(b) != x.Cmp(y) || a.Equal(b) != (x.Cmp(y) == 0) || a.Sign() != x.Sign() {
		t.Fatalf("comparing %s with %s: Cmp %d, Sign %d", a, b, a.Cmp(b), a.Sign())
	}
	if text := a.Round(places).String(); places > 0 && len(text)-strings.IndexByte(text, '.')-1 != int(places) {
		t.Fatalf("%s rounded to %d places is %s", a, places, text)
	}
}

func sum(values ...userdata.Decimal) userdata.Decimal {
	total, _ := userdata.Sum(values...)
	return total
}

// rounded lets the standard library round, which also takes halves away from zero.
func rounded(x *big.Rat, places uint8) *big.Rat {
	y, _ := new(big.Rat).SetString(x.FloatString(int(places)))
	return y
}

func FuzzDecimal(f *testing.F) {
	for _, seed := range [][2]string{
		{"222.0000", "0.1"}, {"-1e3", "1e-3"}, {"9223372036854775807", "1"}, {"1e999999999", "0"}, {`"12"`, `""`}, {"null", "1"}, {"-0", "0.0"}, {`"\u0031"`, "1"},
	} {
		f.Add([]byte(seed[0]), []byte(seed[1]), uint8(2))
	}
	f.Fuzz(func(t *testing.T, first, second []byte, places uint8) {
		var a, b userdata.Decimal
		if a.UnmarshalJSON(first) != nil || b.UnmarshalJSON(second) != nil {
			return
		}
		for _, d := range []userdata.Decimal{a, a.Neg(), a.Add(b), a.Sub(b), a.Mul(b), a.Mul(a).Mul(b), a.Round(places), sum(a, b, a)} {
			checkReadable(t, d)
		}
		if !a.IsZero() && !b.IsZero() && len(first)+len(second) < 1000 {
			agree(t, a, b, places)
		}
	})
}

// checkReadable asks that what is written can be read again, and is the same then.
func checkReadable(t *testing.T, d userdata.Decimal) {
	t.Helper()
	out, err := d.MarshalJSON()
	require.NoError(t, err)
	require.True(t, json.Valid(out), "%.100s", out)
	var again userdata.Decimal
	require.NoError(t, again.UnmarshalJSON(out), "%.100s", out)
	require.Equal(t, d, again, "%.100s", out)
	text, err := d.MarshalText()
	require.NoError(t, err)
	require.NoError(t, again.UnmarshalText(text), "%.100s", text)
	require.Equal(t, d, again, "%.100s", text)
	if !d.IsZero() {
		again, err = userdata.ParseDecimal(d.String())
		require.NoError(t, err)
		require.Equal(t, d, again)
	}
}

// Whatever arithmetic makes of whatever can be read can be read, or is absent.
func TestWhatIsComputedCanBeRead(t *testing.T) {
	t.Parallel()
	literals := []string{
		"0", "-0", "1e400", "-1e400", "1e-400", "-1e-400", "1e0", strings.Repeat("9", 396) + "e400", "-" + strings.Repeat("9", 395) + "e-400",
		strings.Repeat("9", 10_000), "-" + strings.Repeat("9", 10_000), "0." + strings.Repeat("9", 9_998), "-1." + strings.Repeat("0", 9_998), "222.0000",
	}
	for _, first := range literals {
		a := decimal(t, first)
		for _, second := range literals {
			b := decimal(t, second)
			for _, d := range []userdata.Decimal{a, a.Neg(), a.Add(b), a.Sub(b), a.Mul(b), a.Mul(b).Mul(a), a.Round(0), a.Round(255), sum(a, b, a)} {
				checkReadable(t, d)
			}
		}
	}
	checkReadable(t, userdata.NewDecimal(math.MinInt64, 255))
	huge := decimal(t, "1e400")
	assert.Equal(t, "1"+strings.Repeat("0", 800), huge.Mul(huge).String())
	for range 100 {
		huge = huge.Mul(decimal(t, "1e400"))
	}
	assert.True(t, huge.IsZero(), "too large, and so absent")
	tiny := decimal(t, "1e-400")
	for range 100 {
		tiny = tiny.Mul(tiny)
	}
	assert.True(t, tiny.IsZero())
	long := decimal(t, strings.Repeat("9", 10_000))
	assert.False(t, long.Sub(decimal(t, "1")).IsZero())
	assert.True(t, long.Add(decimal(t, "1")).IsZero())
}

func BenchmarkDecimalUnmarshal(b *testing.B) {
	data := []byte(`222.0000`)
	b.Run("Decimal", func(b *testing.B) { benchmarkUnmarshal[userdata.Decimal](b, data) })
	b.Run("float64", func(b *testing.B) { benchmarkUnmarshal[float64](b, data) })
}

func BenchmarkDecimalAdd(b *testing.B) {
	for name, text := range map[string]string{"small": "7820.25", "large": "98765432109876543210.25"} {
		x, y := decimal(b, text), decimal(b, "0.1250")
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Add(y)
			}
		})
	}
}

func ExampleDecimal() {
	var transaction userdata.Transaction
	_ = json.Unmarshal([]byte(`{"amount": 222.0000}`), &transaction)

	fee := userdata.NewDecimal(-125, 2)
	fmt.Println(transaction.Amount, transaction.Amount.Add(fee), transaction.Amount.Round(2))
	fmt.Println(transaction.Amount.Equal(userdata.NewDecimal(222, 0)))
	// Output:
	// 222.0000 220.7500 222.00
	// true
}

// The sum of what is known, and how much that is.
func ExampleSum() {
	var incomes []userdata.Income
	_ = json.Unmarshal([]byte(`[{"netAmount": 7820.25}, {"netAmount": null}, {"netAmount": 0.10}]`), &incomes)

	var amounts []userdata.Decimal
	for _, income := range incomes {
		amounts = append(amounts, income.NetAmount)
	}
	total, known := userdata.Sum(amounts...)
	fmt.Printf("%s from %d of %d incomes\n", total, known, len(incomes))
	// Output: 7820.35 from 2 of 3 incomes
}
