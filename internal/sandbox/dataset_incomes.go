package sandbox

import (
	"encoding/json"
	"time"
)

// incomes are the wages of the months a provider shows; on a gig platform, the sums of each month's
// transactions.
func (v *view) incomes() []document {
	if v.kind() == "GIG" {
		return v.gigIncomes()
	}
	var incomes []document
	for _, j := range v.jobs {
		for m := max(j.from, v.until-salaryMonths+1); m <= v.until && (j.to == 0 || m <= j.to); m++ {
			base := j.salaryIn(m, v.pay.step)
			overtime := money(0)
			if v.pay.overtime > 0 {
				overtime = base.thousandths(v.random("overtime of " + m.String()).Int64N(v.pay.overtime + 1))
			}
			gross := base + base.thousandths(v.pay.allowance) + overtime
			net := gross - v.insuredSalary(base).thousandths(v.pay.share) - gross.thousandths(v.pay.tax)
			incomes = append(incomes, v.income(nil, j.employer, m, "Monthly", base.number(), gross, net))
			if bonus := v.bonusIn(j, m); bonus > 0 {
				net := bonus - bonus.thousandths(v.pay.share) - bonus.thousandths(v.pay.tax)
				incomes = append(incomes, v.income("Annual bonus", j.employer, m, "Annually", nil, bonus, net))
			}
		}
	}
	return reversed(incomes)
}

// bonusIn is paid each March. All of it is insured.
func (v *view) bonusIn(j job, m month) money {
	if m.first().Month() != time.March {
		return 0
	}
	return j.salaryIn(m, v.pay.step).thousandths(v.pay.bonus)
}

// income is what was earned in a month. A nil base is null: nothing of it was fixed.
func (v *view) income(work any, employer string, m month, frequency string, base any, gross, net money) document {
	return document{
		"workItem":    work,
		"employer":    employer,
		"startDate":   day(m.first()),
		"endDate":     day(m.last()),
		"currency":    v.currency,
		"frequency":   frequency,
		"baseAmount":  base,
		"grossAmount": gross.number(),
		"netAmount":   net.number(),
	}
}

// estimatedIncomes are the insured salaries that the contributions stand for, or, where the provider
// knows the incomes themselves, each month's gross.
func (v *view) estimatedIncomes() []document {
	amounts := map[string]money{}
	for _, contribution := range v.data["CONTRIBUTIONS"] {
		amounts[contribution["date"].(string)[:len("2006-01")]] += amount(contribution, "amount") * 1000 / money(v.pay.rate)
	}
	if len(amounts) == 0 {
		for _, income := range v.data["INCOMES"] {
			amounts[income["startDate"].(string)[:len("2006-01")]] += amount(income, "grossAmount")
		}
	}
	var estimates []document
	for m := v.until; m > v.until-salaryMonths; m-- {
		if total, known := amounts[m.String()]; known {
			estimates = append(estimates, document{
				"month":      m.String(),
				"currency":   v.currency,
				"baseAmount": total.number(),
				"amount":     total.number(),
			})
		}
	}
	return estimates
}

// amount reads a sum that [money.number] wrote.
func amount(d document, property string) money {
	number, _ := d[property].(json.Number)
	return parseMoney(number)
}
