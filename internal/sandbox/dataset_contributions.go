package sandbox

import "fmt"

// contributions follow one rule: a fixed rate of the month's salary up to the ceiling and of a bonus, both
// shares together, paid on the last day of the month.
func (v *view) contributions() []document {
	var contributions []document
	for _, j := range v.jobs {
		for m := max(j.from, v.until-salaryMonths+1); m <= v.until && (j.to == 0 || m <= j.to); m++ {
			random := v.randomHere("contribution of " + m.String())
			reference := fmt.Sprintf("%c%c%07d", 'A'+random.IntN(26), 'A'+random.IntN(26), random.IntN(10_000_000))
			contributions = append(contributions, document{
				"date":        day(m.last()),
				"currency":    v.currency,
				"amount":      (v.insuredSalary(j.salaryIn(m, v.pay.step)) + v.bonusIn(j, m)).thousandths(v.pay.rate).number(),
				"referenceId": reference,
			})
		}
	}
	return reversed(contributions)
}

func (v *view) insuredSalary(salary money) money { return min(salary, v.pay.insured) }
