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

// The zero value says that nothing was given. That is not the number 0.
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

// A decision that needs an amount has to ask first whether it was given.
func ExampleDecimal_IsZero() {
	minimum := userdata.NewDecimal(15000, 0)
	for _, net := range []userdata.Decimal{userdata.NewDecimal(2537691, 2), userdata.NewDecimal(0, 2), {}} {
		switch {
		case net.IsZero():
			fmt.Println("not known")
		case net.Cmp(minimum) < 0:
			fmt.Println(net, "is too little")
		default:
			fmt.Println(net, "will do")
		}
	}
	// Output:
	// 25376.91 will do
	// 0.00 is too little
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

// A division has no exact result: go by way of math/big, and choose how to round.
func ExampleDecimal_Rat() {
	total, known := userdata.Sum(userdata.NewDecimal(2537691, 2), userdata.NewDecimal(2509134, 2), userdata.NewDecimal(2463918, 2))
	if known == 0 {
		fmt.Println("nothing is known")
		return
	}
	average := new(big.Rat).Quo(total.Rat(), big.NewRat(int64(known), 1))
	fmt.Println(average.FloatString(2))
	// Output: 25035.81
}

// The largest amount. An absent one comes before every number.
func ExampleDecimal_Cmp() {
	amounts := []userdata.Decimal{userdata.NewDecimal(2463918, 2), {}, userdata.NewDecimal(25376910, 3)}
	fmt.Println(slices.MaxFunc(amounts, userdata.Decimal.Cmp))
	// Output: 25376.910
}

func ExampleDateOf() {
	manila := time.FixedZone("Manila", 8*60*60)
	moment := time.Date(2025, time.July, 14, 20, 30, 0, 0, time.UTC)
	fmt.Println(userdata.DateOf(moment), userdata.DateOf(moment.In(manila)))
	// Output: 2025-07-14 2025-07-15
}

// The last full quarter, as the params of a list want it.
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

// Which items there are depends on the product, so they are looked up by name.
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
			fmt.Println(name, "is not", mistyped.Wanted, "but", item.Value)
		default:
			fmt.Println(name, "is", count)
		}
	}
	// Output:
	// events_preloan_day30 is 2
	// events_debt_day90_amount is not a whole number of 64 bits but A0
	// events_overdue_day30 is not known
	// events_repayment_day30 is not known
}

// A struct of your own that holds a person keeps them out of prints and logs by the same field. Without it, fmt
// would print what is in the unexported one.
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

// The figures for a score card that goes by the names of the API, those newer than this version included.
func ExampleFeatures_Named() {
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
