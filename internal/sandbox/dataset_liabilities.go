package sandbox

import (
	"cmp"
	"slices"
)

// loanDay is the day of the month on which loans begin and instalments fall due.
const loanDay = 5

// liabilities are the loans taken so far. Interest is taken off the payout, so that the instalments
// add up to the loan; they are paid beside the wage, not out of it.
func (v *view) liabilities() []document {
	var liabilities []document
	today := monthOf(v.now)
	if v.now.Day() < loanDay {
		today--
	}
	for _, plan := range v.loans {
		for start := plan.since; start <= today; start += month(plan.term + plan.late) {
			salary, employed := v.salaryIn(start)
			if !employed {
				continue
			}
			instalment := (salary * money(plan.salaries) / 10 / money(plan.term)).floor(v.pay.step)
			due := min(int(today-start), plan.term)
			paid := min(max(int(today-start)-plan.late, 0), plan.term)
			outstanding := instalment * money(plan.term-paid)
			liabilities = append(liabilities, document{
				"type":                  plan.kind,
				"referenceId":           plan.prefix + start.first().Format("200601") + v.insuranceNumber,
				"startDate":             day(start.first().AddDate(0, 0, loanDay-1)),
				"endDate":               day((start + month(plan.term)).first().AddDate(0, 0, loanDay-1)),
				"firstAmortizationDate": day((start + 1).first().AddDate(0, 0, loanDay-1)),
				"amortizationFrequency": "Monthly",
				"currency":              v.currency,
				"loanAmount":            (instalment * money(plan.term)).number(),
				"amortizationAmount":    instalment.number(),
				"outstandingBalance":    outstanding.number(),
				"nextPaymentAmount":     min(instalment, outstanding).number(),
				"overduePaymentAmount":  (instalment * money(due-paid)).number(),
			})
		}
	}
	slices.SortStableFunc(liabilities, func(a, b document) int {
		return cmp.Compare(b["startDate"].(string), a["startDate"].(string))
	})
	return liabilities
}
