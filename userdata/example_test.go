package userdata_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// The zero value means that no value was given. That is not the number 0.
func Example() {
	var income userdata.Income
	if err := json.Unmarshal([]byte(`{"employer":"ABC Corporation","grossAmount":222.0000,"netAmount":null}`), &income); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("gross", income.GrossAmount)
	fmt.Println("net given:", !income.NetAmount.IsZero())
	fmt.Println("start given:", !income.StartDate.IsZero())
	// Output:
	// gross 222.0000
	// net given: false
	// start given: false
}

// A decision that depends on an amount must first check that it was given.
func ExampleDecimal_IsZero() {
	minimum := userdata.NewDecimal(15000, 0)
	for _, net := range []userdata.Decimal{userdata.NewDecimal(2537691, 2), userdata.NewDecimal(0, 2), {}} {
		switch {
		case net.IsZero():
			fmt.Println("not known")
		case net.Cmp(minimum) < 0:
			fmt.Println(net, "is too low")
		default:
			fmt.Println(net, "is enough")
		}
	}
	// Output:
	// 25376.91 is enough
	// 0.00 is too low
	// not known
}

func ExampleParseDecimal() {
	amount, err := userdata.ParseDecimal("-133800.0000")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(amount, amount.Sign(), amount.Neg(), amount.Round(2))
	// Output: -133800.0000 -1 133800.0000 -133800.00
}

// For arithmetic that Decimal does not have, convert to math/big and back.
func ExampleDecimal_Rat() {
	monthly := new(big.Rat).Mul(userdata.NewDecimal(12000000, 2).Rat(), big.NewRat(365, 360*12))
	fmt.Println(userdata.FromRat(monthly, 2, big.ToNearestEven))
	// Output: 10138.89
}

// The average of the known values is absent if there are none.
func ExampleDecimal_Quo() {
	total, known := userdata.Sum(userdata.NewDecimal(2537691, 2), userdata.Decimal{}, userdata.NewDecimal(2463918, 2))
	average := total.Quo(userdata.NewDecimal(int64(known), 0), 2, big.ToNearestEven)
	fmt.Println(average)

	total, known = userdata.Sum()
	fmt.Println(total.Quo(userdata.NewDecimal(int64(known), 0), 2, big.ToNearestEven).IsZero())
	// Output:
	// 25008.04
	// true
}

func ExampleDecimal_Format() {
	amount := userdata.NewDecimal(250075125, 4)
	fmt.Printf("%v, %.2f, [%12.2f]\n", amount, amount, amount)
	// Output: 25007.5125, 25007.51, [    25007.51]
}

func ExampleDate_AddDays() {
	due := userdata.NewDate(2025, time.January, 31).AddDays(30)
	today := userdata.NewDate(2025, time.March, 14)
	late, known := today.DaysSince(due)
	fmt.Println(due, late, known)

	_, known = today.DaysSince(userdata.Date{}) // null is not zero
	fmt.Println(known)
	// Output:
	// 2025-03-02 12 true
	// false
}

// Package database/sql calls both methods: pass it amounts as arguments, and pointers to amounts to scan into. NULL is
// an absent amount.
func ExampleDecimal_Scan() {
	for _, amount := range []userdata.Decimal{userdata.NewDecimal(2220000, 4), {}} {
		value, _ := amount.Value()
		fmt.Printf("%#v\n", value)
	}
	var amount userdata.Decimal
	fmt.Println(amount.Scan([]byte("222.0000")), amount)
	fmt.Println(amount.Scan(nil), amount.IsZero())
	fmt.Println(amount.Scan(true))
	// Output:
	// "222.0000"
	// <nil>
	// <nil> 222.0000
	// <nil> true
	// userdata: cannot scan this bool into a Decimal: select a number, or text that is a JSON number of at most 10000 characters
}

// Sort from the least to the greatest. An absent amount sorts before every number.
func ExampleDecimal_Cmp() {
	amounts := []userdata.Decimal{userdata.NewDecimal(2463918, 2), {}, userdata.NewDecimal(25376910, 3)}
	slices.SortFunc(amounts, userdata.Decimal.Cmp)
	fmt.Printf("%q\n", amounts)
	// Output: ["" "24639.18" "25376.910"]
}

func ExampleDateOf() {
	manila := time.FixedZone("Manila", 8*60*60)
	moment := time.Date(2025, time.July, 14, 20, 30, 0, 0, time.UTC)
	fmt.Println(userdata.DateOf(moment), userdata.DateOf(moment.In(manila)))
	// Output: 2025-07-14 2025-07-15
}

// The last three full months, as months and as dates.
func ExampleMonth() {
	now := time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC) // time.Now()
	last := userdata.MonthOf(now).AddMonths(-1)
	first := last.AddMonths(-2)
	fmt.Println(first, "to", last)
	fmt.Println(first.First(), "to", last.Last())
	// Output:
	// 2025-04 to 2025-06
	// 2025-04-01 to 2025-06-30
}

// The set of items depends on the product, so look them up by name.
func ExampleItems() {
	var items userdata.Items
	err := json.Unmarshal([]byte(`[
		{"name": "events_preloan_day30", "value": "2", "valueType": "NUMBER"},
		{"name": "events_debt_day90_amount", "value": "A0", "valueType": "STRING"},
		{"name": "events_overdue_day30", "value": null, "valueType": "NUMBER"}
	]`), &items)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"events_preloan_day30", "events_debt_day90_amount", "events_overdue_day30", "events_repayment_day30"} {
		item, ok := items.Get(name)
		count, err := item.Int()
		switch mistyped := new(userdata.ItemTypeError); {
		case !ok || errors.Is(err, userdata.ErrNoValue):
			fmt.Println(name, "is not known")
		case errors.As(err, &mistyped):
			fmt.Printf("%s is not %s: %s\n", name, mistyped.Wanted, item.Value)
		default:
			fmt.Println(name, "is", count)
		}
	}
	// Output:
	// events_preloan_day30 is 2
	// events_debt_day90_amount is not a 64-bit whole number: A0
	// events_overdue_day30 is not known
	// events_repayment_day30 is not known
}

// Embed Personal in your own struct to keep a person out of prints and logs. Without it, fmt would print the unexported
// field.
func ExamplePersonal() {
	type applicant struct {
		userdata.Personal
		Loan int
		curp string
	}
	maria := applicant{Loan: 42, curp: "CUMA900202MDFRRR07"}
	fmt.Printf("%+v, loan %d, %d characters\n", maria, maria.Loan, len(maria.curp))
	// Output: (personal data), loan 42, 18 characters
}

// Named returns the figures under the API's names, including those newer than this version.
func ExampleInsightFeatures_Named() {
	var insight userdata.Insight
	err := json.Unmarshal([]byte(`{"id": "insight-1", "features": {"incomes_count": 24, "incomes_amount_average": 25035.8100, "gigs_count": 3}}`), &insight)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("by field:", insight.Features.IncomesAmountAverage)
	for _, figure := range insight.Features.Named() {
		fmt.Println(figure.Name, figure.Value)
	}
	// Output:
	// by field: 25035.8100
	// incomes_count 24
	// incomes_amount_average 25035.8100
	// gigs_count 3
}
