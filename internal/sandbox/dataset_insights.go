package sandbox

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
)

// unknown stands for a feature that cannot be computed: the provider does not know the data, or there
// is too little of it. Features are not nullable.
const unknown = json.Number("-999")

// insights computes the features of the contract from the documents of the other data points, and
// from nothing else.
func (v *view) insights() []document {
	f := features{}
	for name := range contract.Load().Schemas["ObjectFeature"].Properties {
		f[name] = unknown
	}
	f["employments_current_status"] = "GIG" // platforms that know no employments are all gig platforms
	v.ofIncomes(f)
	v.ofLiabilities(f)
	v.ofEmployments(f)
	v.ofIdentity(f)
	v.ofLinks(f)
	return []document{{"cutoffTime": stamp(v.now), "features": document(f)}}
}

func (v *view) ofIncomes(f features) {
	if !v.supports("EINCOMES") {
		return
	}
	type earning struct {
		month  month
		amount money
	}
	var earnings []earning // newest first
	for _, estimate := range v.data["EINCOMES"] {
		t, err := time.Parse("2006-01", estimate["month"].(string))
		if err != nil {
			continue
		}
		earnings = append(earnings, earning{monthOf(t), amount(estimate, "amount")})
	}
	since := func(first month) []money {
		var amounts []money
		for _, e := range earnings {
			if e.month >= first {
				amounts = append(amounts, e.amount)
			}
		}
		return amounts
	}
	all := since(0)
	f["incomes_count"] = count(len(all))
	f.spread("incomes_amount_", all, "sum", "average", "min", "max", "median", "std")
	for _, n := range []int{3, 6, 9, 12, 18} {
		prefix := "incomes_last" + strconv.Itoa(n) + "_months_amount_"
		f.spread(prefix, since(v.until+1-month(n)), "sum", "average", "min", "max", "median", "std")
	}
	gaps, widest := 0, month(0)
	for i := 1; i < len(earnings); i++ {
		gap := earnings[i-1].month - earnings[i].month - 1
		widest = max(widest, gap)
		if gap > 0 {
			gaps++
		}
	}
	f["incomes_missing_month_count"] = count(gaps)
	f["incomes_missing_month_max"] = count(int(widest))
	if len(earnings) == 0 {
		return
	}
	if recent := since(v.until + 1 - 18); len(recent) > 0 {
		highest, months := slices.Max(recent), 0
		for _, a := range recent {
			if a == highest {
				months++
			}
		}
		f["incomes_last18_months_max_amount_count"] = count(months)
	}
	oldest, latest := earnings[len(earnings)-1], earnings[0]
	f["incomes_first_income_month_range"] = count(int(monthOf(v.now) - oldest.month))
	f["incomes_starting_amount"] = oldest.amount.number()
	f["incomes_current_amount"] = latest.amount.number()
	for _, e := range earnings {
		if e.month == latest.month-12 && e.amount != 0 {
			growth := float64(latest.amount-e.amount) / float64(e.amount)
			f["incomes_latest_growth"] = json.Number(strconv.FormatFloat(growth, 'f', 4, 64))
		}
	}
}

func (v *view) ofLiabilities(f features) {
	if !v.supports("LIABILITIES") {
		return
	}
	var loans, outstanding, overdue, instalments, payments []money
	for _, loan := range v.data["LIABILITIES"] {
		borrowed, instalment, left := amount(loan, "loanAmount"), amount(loan, "amortizationAmount"), amount(loan, "outstandingBalance")
		loans = append(loans, borrowed)
		if left > 0 {
			outstanding = append(outstanding, left)
			instalments = append(instalments, instalment)
		}
		if late := amount(loan, "overduePaymentAmount"); late > 0 {
			overdue = append(overdue, late)
		}
		payments = append(payments, slices.Repeat([]money{instalment}, int((borrowed-left)/instalment))...)
	}
	f["liabilities_loan_count"] = count(len(loans))
	f["liabilities_finished_loan_count"] = count(len(loans) - len(outstanding))
	f["liabilities_outstanding_loan_count"] = count(len(outstanding))
	f["liabilities_overdue_loan_count"] = count(len(overdue))
	f["liabilities_payment_count"] = count(len(payments))
	f.spread("liabilities_loan_amount_", loans, "min", "max", "total", "average", "std")
	f.spread("liabilities_outstanding_amount_", outstanding, "max", "total", "average")
	f.spread("liabilities_overdue_amount_", overdue, "total", "average")
	f.spread("liabilities_ongoing_amortization_amount_", instalments, "sum", "min", "max", "average", "median", "std")
	f.spread("liabilities_payment_amount_", payments, "max", "min", "median", "average", "sum", "std")
}

func (v *view) ofEmployments(f features) {
	if !v.supports("EMPLOYMENTS") {
		return
	}
	f["employments_current_status"] = "UNEMPLOYED"
	starts := map[any]string{} // the first day with each employer; documents are newest first
	for _, employment := range v.data["EMPLOYMENTS"] {
		starts[employment["employer"]] = employment["startDate"].(string)
	}
	f["employments_employer_count"] = count(len(starts))
	for _, employment := range v.data["EMPLOYMENTS"] {
		if employment["endDate"] != nil {
			continue
		}
		f["employments_current_status"] = "EMPLOYED"
		if employment["status"] == independent {
			f["employments_current_status"] = "GIG"
		}
		if start, err := time.Parse(time.DateOnly, starts[employment["employer"]]); err == nil {
			f["employments_current_tenure"] = count(int(monthOf(v.now) - monthOf(start)))
		}
		return
	}
}

func (v *view) ofIdentity(f features) {
	for _, identity := range v.data["IDENTITIES"] {
		born, err := time.Parse(time.DateOnly, identity["dob"].(string))
		if err != nil {
			continue
		}
		age := v.now.Year() - born.Year()
		if v.now.Before(born.AddDate(age, 0, 0)) {
			age--
		}
		f["identity_age"] = count(age)
	}
}

func (v *view) ofLinks(f features) {
	const day = 24 * time.Hour
	for _, link := range v.data["LINK"] {
		var latest []time.Duration // how long ago each organisation was linked last
		var first time.Duration
		for _, record := range link["records"].([]any) {
			var last time.Duration = math.MaxInt64
			for _, linkedAt := range record.(document)["linkedAt"].([]any) {
				if t, err := time.Parse(time.RFC3339, linkedAt.(string)); err == nil {
					first = max(first, v.now.Sub(t))
					last = min(last, v.now.Sub(t))
				}
			}
			latest = append(latest, last)
		}
		for _, days := range []int{3, 7, 30, 90, 180, 365, 730} {
			organisations := 0
			for _, ago := range latest {
				if ago <= time.Duration(days)*day {
					organisations++
				}
			}
			f["link_day"+strconv.Itoa(days)+"_count"] = count(organisations)
		}
		if len(latest) == 0 {
			return
		}
		f["link_days_since_first"] = count(int(first / day))
		f["link_days_since_last"] = count(int(slices.Min(latest) / day))
	}
}

// features are the numbers of an insight by name.
type features document

// spread sets statistics of amounts. Over nothing, a sum is 0 and the others are unknown.
func (f features) spread(prefix string, amounts []money, statistics ...string) {
	for _, name := range statistics {
		f[prefix+name] = statistic(name, amounts)
	}
}

func statistic(name string, amounts []money) json.Number {
	var sum money
	for _, a := range amounts {
		sum += a
	}
	if name == "sum" || name == "total" {
		return sum.number()
	}
	if len(amounts) == 0 {
		return unknown
	}
	n := money(len(amounts))
	switch name {
	case "average":
		return rounded(float64(sum) / float64(n)).number()
	case "min":
		return slices.Min(amounts).number()
	case "max":
		return slices.Max(amounts).number()
	case "median":
		sorted := slices.Sorted(slices.Values(amounts))
		return rounded(float64(sorted[(n-1)/2]+sorted[n/2]) / 2).number()
	default: // std, the sample standard deviation
		if n == 1 {
			return unknown
		}
		mean, squares := float64(sum)/float64(n), 0.0
		for _, a := range amounts {
			squares += (float64(a) - mean) * (float64(a) - mean)
		}
		return rounded(math.Sqrt(squares / float64(n-1))).number()
	}
}

func rounded(hundredths float64) money { return money(math.Round(hundredths)) }
