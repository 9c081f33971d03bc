package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// payloads names the schema and the property that orders the documents of each data point.
var payloads = map[string]struct{ schema, order string }{
	"IDENTITIES":    {schema: "IdentityPayload"},
	"TRANSACTIONS":  {"TransactionPayload", "date"},
	"RATINGS":       {schema: "RatingPayload"},
	"EMPLOYMENTS":   {"EmploymentPayload", "startDate"},
	"DOCUMENTS":     {"DocumentPayload", "issueDate"},
	"INCOMES":       {"IncomePayload", "startDate"},
	"CONTRIBUTIONS": {"ContributionPayload", "date"},
	"EINCOMES":      {"EincomePayload", "month"},
	"LIABILITIES":   {"LiabilityPayload", "startDate"},
	"LINK":          {"LinkPayload", "endDate"},
	"INSIGHTS":      {schema: "InsightPayload"},
}

var testNow = time.Date(2025, time.November, 23, 11, 30, 0, 0, time.UTC)

const testSeed = 7

func providerByID(t *testing.T, id string) document {
	t.Helper()
	for _, provider := range catalogue() {
		if provider["id"] == id {
			return provider
		}
	}
	require.Fail(t, "no such provider", id)
	return nil
}

func some(t *testing.T, ids ...string) []document {
	t.Helper()
	var providers []document
	for _, id := range ids {
		providers = append(providers, providerByID(t, id))
	}
	return providers
}

// kinds returns one provider of each kind: those alike in type, subtype and data points make the same data.
func kinds() []document {
	seen := map[string]bool{}
	var kinds []document
	for _, p := range catalogue() {
		kind := fmt.Sprint(p["type"], p["subType"], p["supported"])
		if p["type"] == "EMPLOYER" { // whatever the industry
			kind = fmt.Sprint(p["type"], p["supported"])
		}
		if !seen[kind] {
			seen[kind] = true
			kinds = append(kinds, p)
		}
	}
	return kinds
}

// everyone calls check with what each of the providers knows of each person, as a client would read it.
func everyone(t *testing.T, now time.Time, providers []document, check func(t *testing.T, p *person, provider document, data map[string][]document)) {
	t.Helper()
	for _, p := range people() {
		for _, provider := range providers {
			t.Run(fmt.Sprint(p.userName, " at ", provider["id"]), func(t *testing.T) {
				t.Parallel()
				check(t, p, provider, overTheWire(t, p.dataset(provider, now, testSeed)))
			})
		}
	}
}

func overTheWire(t *testing.T, data map[string][]document) map[string][]document {
	t.Helper()
	body, err := json.Marshal(data)
	require.NoError(t, err)
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var read map[string][]document
	require.NoError(t, decoder.Decode(&read))
	return read
}

func number(t *testing.T, d document, property string) *big.Rat {
	t.Helper()
	require.IsType(t, json.Number(""), d[property], property)
	r, ok := new(big.Rat).SetString(d[property].(json.Number).String())
	require.True(t, ok, "%s: %v", property, d[property])
	return r
}

func total(t *testing.T, documents []document, property string) *big.Rat {
	t.Helper()
	sum := new(big.Rat)
	for _, d := range documents {
		sum.Add(sum, number(t, d, property))
	}
	return sum
}

func where(documents []document, property, prefix string) []document {
	return slices.DeleteFunc(slices.Clone(documents), func(d document) bool { return !strings.HasPrefix(d[property].(string), prefix) })
}

func TestEveryDocumentKeepsTheContract(t *testing.T) {
	t.Parallel()
	c := contract.Load()
	everyone(t, testNow, kinds(), func(t *testing.T, _ *person, provider document, data map[string][]document) {
		var points []any
		for point := range data {
			points = append(points, point)
		}
		assert.ElementsMatch(t, provider["supported"], points)
		for point, documents := range data {
			schema := c.Resolve(c.Schemas[payloads[point].schema])
			for _, d := range documents {
				d["id"] = "x-1"
				assert.Empty(t, c.Validate(schema, d), point)
				assert.ElementsMatch(t, slices.Collect(maps.Keys(schema.Properties)), slices.Collect(maps.Keys(d)), point)
			}
			if order := payloads[point].order; order != "" {
				assert.True(t, slices.IsSortedFunc(documents, func(a, b document) int {
					return strings.Compare(fmt.Sprint(b[order]), fmt.Sprint(a[order]))
				}) || point == "DOCUMENTS", "%s are not newest first", point)
			}
		}
	})
}

func TestMoneyHasFixedDecimals(t *testing.T) {
	t.Parallel()
	for amount, want := range map[money]json.Number{0: "0.00", 5: "0.05", -5: "-0.05", 2500000: "25000.00", -12345: "-123.45"} {
		assert.Equal(t, want, amount.number())
		assert.Equal(t, amount, parseMoney(want))
	}
	data := people()[0].dataset(providerByID(t, "upwork"), testNow, testSeed)
	for _, transaction := range data["TRANSACTIONS"] {
		assert.Regexp(t, `^-?\d+\.\d{4}$`, transaction["amount"])
	}
}

func TestIncomesAreMonthlyAndContiguous(t *testing.T) {
	t.Parallel()
	for _, now := range []time.Time{
		testNow,
		time.Date(2021, time.January, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2024, time.February, 29, 23, 59, 59, 999, time.FixedZone("", -5*3600)), // 1 March in UTC
		time.Date(2033, time.December, 31, 12, 0, 0, 0, time.UTC),
	} {
		t.Run(now.Format(time.RFC3339), func(t *testing.T) {
			t.Parallel()
			everyone(t, now, some(t, "sss_ph", "sat_mx", "adp", "abccorp", "grab"), func(t *testing.T, _ *person, _ document, data map[string][]document) {
				for point, property := range map[string]string{"INCOMES": "startDate", "CONTRIBUTIONS": "date", "EINCOMES": "month"} {
					if _, supported := data[point]; !supported {
						continue
					}
					var months []string
					for _, d := range data[point] {
						months = append(months, d[property].(string)[:7])
					}
					months = slices.Compact(months) // a bonus is a second income of its month
					assert.GreaterOrEqual(t, len(months), 24, point)
					utc := now.UTC()
					for i, m := range months {
						want := time.Date(utc.Year(), utc.Month()-time.Month(1+i), 1, 0, 0, 0, 0, time.UTC)
						assert.Equal(t, want.Format("2006-01"), m, "%s %d", point, i)
					}
				}
			})
		})
	}
}

func TestTransactionsAddUpToIncomes(t *testing.T) {
	t.Parallel()
	everyone(t, testNow, kinds(), func(t *testing.T, _ *person, provider document, data map[string][]document) {
		if data["TRANSACTIONS"] == nil {
			return
		}
		if data["INCOMES"] != nil {
			assert.Zero(t, total(t, data["TRANSACTIONS"], "amount").Cmp(total(t, data["INCOMES"], "netAmount")), "in all")
		}
		for _, income := range data["INCOMES"] {
			m := income["startDate"].(string)[:7]
			gross, net := new(big.Rat), new(big.Rat)
			for _, transaction := range where(data["TRANSACTIONS"], "date", m) {
				amount := number(t, transaction, "amount")
				net.Add(net, amount)
				if amount.Sign() > 0 {
					gross.Add(gross, amount)
				}
			}
			assert.Zero(t, gross.Cmp(number(t, income, "grossAmount")), m)
			assert.Zero(t, net.Cmp(number(t, income, "netAmount")), m)
			fees, _ := new(big.Rat).Sub(gross, net).Float64()
			sales, _ := gross.Float64()
			rate := float64(trades[provider["subType"].(string)].fee) / 1000
			assert.InDelta(t, sales*rate, fees, 0.051, m) // rounded down in each of five weeks
			assert.Equal(t, provider["longName"], income["employer"])
		}
	})
}

func TestTheGigWorkerHasHundredsOfTransactions(t *testing.T) {
	t.Parallel()
	data := findPerson("Ryan").dataset(providerByID(t, "gojek_id"), testNow, testSeed)
	assert.Greater(t, len(data["TRANSACTIONS"]), 200)
	completed := number(t, data["RATINGS"][0], "jobsCompleted")
	received := number(t, data["RATINGS"][0], "reviewsReceived")
	assert.Negative(t, received.Cmp(completed))
	percentage := new(big.Rat).Quo(number(t, data["RATINGS"][0], "currentRating"), number(t, data["RATINGS"][0], "maxRating"))
	assert.Zero(t, percentage.Mul(percentage, big.NewRat(100, 1)).Cmp(number(t, data["RATINGS"][0], "calculatedPercentage")))
}

func TestWagesFollowThePayRules(t *testing.T) {
	t.Parallel()
	everyone(t, testNow, kinds(), func(t *testing.T, p *person, provider document, data map[string][]document) {
		if provider["type"] == "GIG" {
			return
		}
		for _, income := range data["INCOMES"] {
			gross, net := number(t, income, "grossAmount"), number(t, income, "netAmount")
			deductions := new(big.Rat).Mul(gross, big.NewRat(p.pay.tax, 1000))
			insured := gross // of a bonus
			if income["baseAmount"] != nil {
				insured = number(t, income, "baseAmount")
				assert.LessOrEqual(t, insured.Cmp(gross), 0)
				if ceiling := big.NewRat(int64(p.pay.insured), 100); insured.Cmp(ceiling) > 0 {
					insured = ceiling
				}
			}
			deductions.Add(deductions, new(big.Rat).Mul(insured, big.NewRat(p.pay.share, 1000)))
			off, _ := new(big.Rat).Sub(new(big.Rat).Sub(gross, deductions), net).Float64()
			assert.InDelta(t, 0, off, 0.011, income["startDate"])
		}
	})
}

func TestABonusIsInsured(t *testing.T) {
	t.Parallel()
	p := findPerson("Christina")
	at := func(id string) map[string][]document { return p.dataset(providerByID(t, id), testNow, testSeed) }
	paid, insured := where(at("dbs_sg")["INCOMES"], "startDate", "2025-03"), where(at("cpf_sg")["EINCOMES"], "month", "2025-03")
	require.Len(t, paid, 2)
	require.Len(t, insured, 1)
	assert.Equal(t, "Annual bonus", paid[0]["workItem"])
	sum := new(big.Rat).Add(number(t, paid[0], "grossAmount"), number(t, paid[1], "baseAmount"))
	assert.Zero(t, sum.Cmp(number(t, insured[0], "amount")), sum.FloatString(2))
}

func TestContributionsAreARateOfTheEstimatedIncome(t *testing.T) {
	t.Parallel()
	everyone(t, testNow, kinds(), func(t *testing.T, p *person, _ document, data map[string][]document) {
		for i, contribution := range data["CONTRIBUTIONS"] {
			estimate := data["EINCOMES"][i]
			assert.Equal(t, estimate["month"], contribution["date"].(string)[:7])
			want := new(big.Rat).Mul(number(t, estimate, "amount"), big.NewRat(p.pay.rate, 1000))
			assert.Zero(t, want.Cmp(number(t, contribution, "amount")))
		}
	})
}

func TestEstimatedIncomesAddUp(t *testing.T) {
	t.Parallel()
	everyone(t, testNow, kinds(), func(t *testing.T, _ *person, _ document, data map[string][]document) {
		if data["INCOMES"] != nil && data["EINCOMES"] != nil {
			assert.Zero(t, total(t, data["EINCOMES"], "amount").Cmp(total(t, data["INCOMES"], "grossAmount")))
		}
		for _, estimate := range data["EINCOMES"] {
			assert.Equal(t, estimate["amount"], estimate["baseAmount"])
		}
	})
}

func TestEmploymentsAgreeWithTheRest(t *testing.T) {
	t.Parallel()
	everyone(t, testNow, kinds(), func(t *testing.T, _ *person, provider document, data map[string][]document) {
		employments, supported := data["EMPLOYMENTS"]
		if !supported {
			return
		}
		require.NotEmpty(t, employments)
		assert.Nil(t, employments[0]["endDate"], "the newest is the present one")
		assert.Equal(t, employments[0]["employer"], data["IDENTITIES"][0]["latestEmployerName"])
		for i, older := range employments[1:] {
			assert.Less(t, older["endDate"], employments[i]["startDate"])
			assert.Less(t, older["startDate"], older["endDate"])
		}
		held := func(day string) any {
			for _, e := range employments {
				if e["startDate"].(string) <= day && (e["endDate"] == nil || day <= e["endDate"].(string)) {
					return e["employer"]
				}
			}
			return nil
		}
		for _, income := range data["INCOMES"] {
			assert.Equal(t, income["employer"], held(income["startDate"].(string)))
		}
		for _, contribution := range data["CONTRIBUTIONS"] {
			assert.NotNil(t, held(contribution["date"].(string)))
		}
		if kind := provider["type"]; kind == "EMPLOYER" || kind == "GIG" {
			for _, e := range employments {
				assert.Equal(t, provider["longName"], e["employer"])
			}
		}
	})
}

func TestLoansAddUp(t *testing.T) {
	t.Parallel()
	for _, now := range []time.Time{
		testNow,
		time.Date(2024, time.October, 20, 0, 0, 0, 0, time.UTC),
		time.Date(2024, time.November, 20, 0, 0, 0, 0, time.UTC), // the term is over, the late payer's last instalment is still out
		time.Date(2030, time.April, 4, 0, 0, 0, 0, time.UTC),
	} {
		everyone(t, now, some(t, "sss_ph"), func(t *testing.T, p *person, _ document, data map[string][]document) {
			finished, ongoing := 0, 0
			running := map[any]bool{}
			for _, loan := range data["LIABILITIES"] {
				amount, instalment := number(t, loan, "loanAmount"), number(t, loan, "amortizationAmount")
				outstanding, overdue := number(t, loan, "outstandingBalance"), number(t, loan, "overduePaymentAmount")
				first, err := time.Parse(time.DateOnly, loan["firstAmortizationDate"].(string))
				require.NoError(t, err)
				last, err := time.Parse(time.DateOnly, loan["endDate"].(string))
				require.NoError(t, err)
				due, instalments := int64(0), int64(0)
				for day := first; !day.After(last); day = day.AddDate(0, 1, 0) {
					instalments++
					if !day.After(now) {
						due++
					}
				}
				assert.Zero(t, amount.Cmp(new(big.Rat).Mul(instalment, big.NewRat(instalments, 1))), "the instalments add up to the loan")
				assert.Positive(t, amount.Sign())
				assert.LessOrEqual(t, outstanding.Cmp(amount), 0)
				paid := new(big.Rat).Add(new(big.Rat).Sub(amount, outstanding), overdue)
				assert.Zero(t, paid.Cmp(new(big.Rat).Mul(instalment, big.NewRat(due, 1))), "what is paid and what is overdue fell due")
				if outstanding.Sign() > 0 {
					ongoing++
					assert.False(t, running[loan["type"]], "a loan is taken again only when it is paid")
					running[loan["type"]] = true
					assert.Zero(t, instalment.Cmp(number(t, loan, "nextPaymentAmount")))
				} else {
					finished++
					assert.Zero(t, number(t, loan, "nextPaymentAmount").Sign())
				}
			}
			if p.userName == "George" {
				assert.Positive(t, finished)
				assert.Positive(t, ongoing)
			} else {
				assert.Empty(t, data["LIABILITIES"])
			}
		})
	}
}

func TestInsightsFollowFromTheOtherData(t *testing.T) {
	t.Parallel()
	everyone(t, testNow, kinds(), func(t *testing.T, _ *person, _ document, data map[string][]document) {
		if data["INSIGHTS"] == nil {
			return
		}
		insight := data["INSIGHTS"][0]
		assert.Equal(t, testNow.Format(time.RFC3339), insight["cutoffTime"])
		features := insight["features"].(document)
		feature := func(name string, want float64) {
			t.Helper()
			got, err := features[name].(json.Number).Float64()
			require.NoError(t, err)
			assert.InDelta(t, want, got, 0.0051, name)
		}
		for months, prefix := range map[int]string{1000: "incomes_amount_", 3: "incomes_last3_months_amount_", 12: "incomes_last12_months_amount_", 18: "incomes_last18_months_amount_"} {
			spread(t, feature, prefix, data["EINCOMES"][:min(months, len(data["EINCOMES"]))], "amount")
		}
		estimates := data["EINCOMES"]
		feature("incomes_count", float64(len(estimates)))
		feature("incomes_first_income_month_range", float64(len(estimates)))
		feature("incomes_missing_month_count", 0)
		latest, yearAgo, oldest := float(t, estimates[0], "amount"), float(t, estimates[12], "amount"), float(t, estimates[len(estimates)-1], "amount")
		feature("incomes_current_amount", latest)
		feature("incomes_starting_amount", oldest)
		feature("incomes_latest_growth", latest/yearAgo-1)

		if loans, supported := data["LIABILITIES"]; !supported {
			feature("liabilities_loan_count", -999)
		} else {
			feature("liabilities_loan_count", float64(len(loans)))
			var borrowed, left, late, open float64
			for _, loan := range loans {
				borrowed += float(t, loan, "loanAmount")
				left += float(t, loan, "outstandingBalance")
				late += float(t, loan, "overduePaymentAmount")
				if float(t, loan, "outstandingBalance") > 0 {
					open++
				}
			}
			feature("liabilities_loan_amount_total", borrowed)
			feature("liabilities_outstanding_amount_total", left)
			feature("liabilities_payment_amount_sum", borrowed-left)
			feature("liabilities_overdue_amount_total", late)
			feature("liabilities_outstanding_loan_count", open)
			feature("liabilities_finished_loan_count", float64(len(loans))-open)
		}

		born, err := time.Parse(time.DateOnly, data["IDENTITIES"][0]["dob"].(string))
		require.NoError(t, err)
		feature("identity_age", math.Floor(testNow.Sub(born).Hours()/24/365.2425))
		if employments, supported := data["EMPLOYMENTS"]; supported {
			names := map[any]bool{}
			for _, e := range employments {
				names[e["employer"]] = true
			}
			feature("employments_employer_count", float64(len(names)))
		}

		var organisations [731]int // linked within so many days
		for _, record := range data["LINK"][0]["records"].([]any) {
			newest, err := time.Parse(time.RFC3339, record.(document)["linkedAt"].([]any)[0].(string))
			require.NoError(t, err)
			for days := range organisations {
				if !newest.AddDate(0, 0, days).Before(testNow) {
					organisations[days]++
				}
			}
		}
		for _, days := range []int{3, 7, 30, 90, 180, 365, 730} {
			feature(fmt.Sprintf("link_day%d_count", days), float64(organisations[days]))
		}
		feature("link_days_since_last", float64(slices.IndexFunc(organisations[:], func(n int) bool { return n > 0 })-1))
	})
}

// spread compares the statistics of amounts with what sums of squares and counting give.
func spread(t *testing.T, feature func(string, float64), prefix string, documents []document, property string) {
	t.Helper()
	var amounts []float64
	sum := 0.0
	for _, d := range documents {
		amounts = append(amounts, float(t, d, property))
		sum += amounts[len(amounts)-1]
	}
	slices.Sort(amounts)
	n := float64(len(amounts))
	pairs := 0.0 // the variance is half the mean square of the differences of all pairs
	for _, a := range amounts {
		for _, b := range amounts {
			pairs += (a - b) * (a - b)
		}
	}
	feature(prefix+"sum", sum)
	feature(prefix+"average", sum/n)
	feature(prefix+"min", amounts[0])
	feature(prefix+"max", amounts[len(amounts)-1])
	feature(prefix+"median", (amounts[len(amounts)/2]+amounts[(len(amounts)-1)/2])/2)
	feature(prefix+"std", math.Sqrt(pairs/(2*n*(n-1))))
}

func float(t *testing.T, d document, property string) float64 {
	t.Helper()
	f, err := d[property].(json.Number).Float64()
	require.NoError(t, err)
	return f
}

func TestNoFeatureIsForgotten(t *testing.T) {
	t.Parallel()
	data := findPerson("George").dataset(providerByID(t, "sss_ph"), testNow, testSeed)
	for name, value := range data["INSIGHTS"][0]["features"].(document) {
		assert.NotEqual(t, unknown, value, name)
	}
}

func TestEmploymentStatus(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ person, provider, want string }{
		{"George", "sss_ph", "EMPLOYED"},
		{"George", "abccorp", "EMPLOYED"},
		{"George", "grab", "GIG"},
		{"George", "foodpanda", "GIG"}, // knows no employments
		{"Ryan", "bpjs_id", "GIG"},
		{"Anisha", "epfo_in", "EMPLOYED"},
	} {
		data := findPerson(test.person).dataset(providerByID(t, test.provider), testNow, testSeed)
		assert.Equal(t, test.want, data["INSIGHTS"][0]["features"].(document)["employments_current_status"], "%s at %s", test.person, test.provider)
	}
}

// TestFeaturesByHand computes an insight from a few records whose features can be worked out on paper.
func TestFeaturesByHand(t *testing.T) {
	t.Parallel()
	estimate := func(month string, amount json.Number) document { return document{"month": month, "amount": amount} }
	loan := func(amount, instalment, outstanding, overdue json.Number) document {
		return document{"loanAmount": amount, "amortizationAmount": instalment, "outstandingBalance": outstanding, "overduePaymentAmount": overdue}
	}
	v := &view{
		person:   &person{},
		provider: document{"supported": []any{"IDENTITIES", "EMPLOYMENTS", "EINCOMES", "LIABILITIES", "LINK"}},
		now:      time.Date(2025, time.June, 15, 12, 0, 0, 0, time.UTC),
		until:    monthIn(2025, time.May),
		data: map[string][]document{
			"IDENTITIES": {{"dob": "1990-06-16"}},
			"EMPLOYMENTS": {
				{"employer": "B", "status": "Permanent", "startDate": "2024-02-01", "endDate": nil},
				{"employer": "B", "status": "Permanent", "startDate": "2022-06-01", "endDate": "2024-01-31"},
				{"employer": "A", "status": "Permanent", "startDate": "2020-01-01", "endDate": "2021-12-31"},
			},
			"EINCOMES": {
				estimate("2025-05", "300.00"), estimate("2025-04", "300.00"), estimate("2025-01", "100.00"),
				estimate("2024-05", "240.00"), estimate("2024-04", "900.00"), estimate("2023-11", "999.00"),
			},
			"LIABILITIES": {loan("120.00", "10.00", "90.00", "10.00"), loan("60.00", "20.00", "0.00", "0.00")},
			"LINK": {{"records": []any{
				document{"linkedAt": []any{"2025-06-12T12:00:00Z", "2024-06-15T12:00:00Z"}},
				document{"linkedAt": []any{"2025-06-08T11:59:59Z"}},
			}}},
		},
	}
	got := v.insights()[0]["features"].(document)
	for name, want := range map[string]json.Number{
		"identity_age": "34",

		"employments_employer_count": "2",
		"employments_current_tenure": "36",

		"incomes_count":                          "6",
		"incomes_first_income_month_range":       "19",
		"incomes_missing_month_count":            "3",
		"incomes_missing_month_max":              "7",
		"incomes_amount_sum":                     "2839.00",
		"incomes_amount_average":                 "473.17",
		"incomes_amount_median":                  "300.00",
		"incomes_last3_months_amount_sum":        "600.00",
		"incomes_last6_months_amount_sum":        "700.00",
		"incomes_last6_months_amount_std":        "115.47",
		"incomes_last12_months_amount_sum":       "700.00",
		"incomes_last18_months_amount_sum":       "1840.00",
		"incomes_last18_months_amount_max":       "900.00",
		"incomes_last18_months_max_amount_count": "1",
		"incomes_starting_amount":                "999.00",
		"incomes_current_amount":                 "300.00",
		"incomes_latest_growth":                  "0.2500",

		"liabilities_loan_count":                      "2",
		"liabilities_loan_amount_average":             "90.00",
		"liabilities_loan_amount_std":                 "42.43",
		"liabilities_finished_loan_count":             "1",
		"liabilities_outstanding_loan_count":          "1",
		"liabilities_outstanding_amount_total":        "90.00",
		"liabilities_overdue_loan_count":              "1",
		"liabilities_overdue_amount_total":            "10.00",
		"liabilities_ongoing_amortization_amount_sum": "10.00",
		"liabilities_ongoing_amortization_amount_std": unknown,
		"liabilities_payment_count":                   "6",
		"liabilities_payment_amount_sum":              "90.00",
		"liabilities_payment_amount_average":          "15.00",
		"liabilities_payment_amount_median":           "15.00",
		"liabilities_payment_amount_max":              "20.00",

		"link_day3_count":       "1",
		"link_day7_count":       "1",
		"link_day30_count":      "2",
		"link_day730_count":     "2",
		"link_days_since_first": "365",
		"link_days_since_last":  "3",
	} {
		assert.Equal(t, want, got[name], name)
	}
	v.now = v.now.AddDate(0, 0, 1)
	assert.Equal(t, json.Number("35"), v.insights()[0]["features"].(document)["identity_age"], "on the birthday")
}

func TestPaperValidity(t *testing.T) {
	t.Parallel()
	yearly := paper{issued: "2020-03-10", years: 1}
	for _, test := range []struct {
		paper           paper
		day             string
		issued, expires any
		ok              bool
	}{
		{paper{}, "2020-01-01", nil, nil, true},
		{paper{issued: "2020-03-10"}, "2030-01-01", "2020-03-10", nil, true},
		{yearly, "2020-03-09", nil, nil, false},
		{yearly, "2020-03-10", "2020-03-10", "2021-03-10", true},
		{yearly, "2021-03-09", "2020-03-10", "2021-03-10", true},
		{yearly, "2021-03-10", "2021-03-10", "2022-03-10", true},
	} {
		day, err := time.Parse(time.DateOnly, test.day)
		require.NoError(t, err)
		issued, expires, ok := test.paper.validOn(day)
		assert.Equal(t, []any{test.issued, test.expires, test.ok}, []any{issued, expires, ok}, test.day)
	}
}

func TestSalariesRiseInJanuary(t *testing.T) {
	t.Parallel()
	j := job{from: monthIn(2020, time.March), salary: 100000, raise: 10}
	for m, want := range map[month]money{
		monthIn(2020, time.March):    100000,
		monthIn(2020, time.December): 100000,
		monthIn(2021, time.January):  110000,
		monthIn(2022, time.July):     120000, // 121000 in steps of 5000
	} {
		assert.Equal(t, want, j.salaryIn(m, 5000), m.String())
	}
}

func TestStatisticsOfTooLittle(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"average", "min", "max", "median", "std"} {
		assert.Equal(t, unknown, statistic(name, nil), name)
	}
	assert.Equal(t, json.Number("0.00"), statistic("sum", nil))
	assert.Equal(t, json.Number("0.00"), statistic("total", nil))
	assert.Equal(t, unknown, statistic("std", []money{100}))
	assert.Equal(t, json.Number("1.00"), statistic("median", []money{100}))
}

func TestTheSameSeedMakesTheSameData(t *testing.T) {
	t.Parallel()
	provider := providerByID(t, "grab")
	first := people()[1].dataset(provider, testNow, testSeed)
	assert.Equal(t, first, people()[1].dataset(provider, testNow, testSeed))
	assert.NotEqual(t, first["TRANSACTIONS"], people()[1].dataset(provider, testNow, testSeed+1)["TRANSACTIONS"])
}

func TestALaterSyncOnlyAdds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ provider, point string }{
		{"grab", "TRANSACTIONS"}, {"grab", "INCOMES"}, {"abccorp", "INCOMES"}, {"sss_ph", "CONTRIBUTIONS"}, {"sss_ph", "EINCOMES"},
	} {
		t.Run(test.provider+" "+test.point, func(t *testing.T) {
			t.Parallel()
			for _, p := range people() {
				provider := providerByID(t, test.provider)
				before := p.dataset(provider, testNow, testSeed)[test.point]
				after := p.dataset(provider, testNow.AddDate(0, 2, 0), testSeed)[test.point]
				added := slices.IndexFunc(after, func(d document) bool { return assert.ObjectsAreEqual(d, before[0]) })
				require.Positive(t, added, p.userName)
				kept := after[added:]
				assert.Equal(t, before[:len(kept)], kept, p.userName)
				assert.Greater(t, len(kept), len(before)/2)
			}
		})
	}
}

func TestTheClockDoesNotMoveEarlierLinks(t *testing.T) {
	t.Parallel()
	moments := func(now time.Time) []string {
		var moments []string
		data := findPerson("Ryan").dataset(providerByID(t, "grab"), now, testSeed)
		for _, record := range data["LINK"][0]["records"].([]any) {
			for _, at := range record.(document)["linkedAt"].([]any) {
				assert.GreaterOrEqual(t, at, data["LINK"][0]["startDate"])
				assert.LessOrEqual(t, at, data["LINK"][0]["endDate"])
				moments = append(moments, at.(string))
			}
		}
		return moments
	}
	assert.NotEmpty(t, moments(testNow))
	links := new(big.Rat)
	for _, p := range people() {
		for _, record := range p.dataset(providerByID(t, "grab"), testNow, testSeed)["LINK"][0]["records"].([]any) {
			links.Add(links, number(t, record.(document), "count"))
		}
	}
	average, _ := links.Quo(links, big.NewRat(int64(len(people())), 1)).Float64()
	assert.InDelta(t, 18, average, 8, "those of two years, one in six weeks")
	later := testNow.Add(time.Hour)
	assert.Subset(t, moments(later), moments(testNow))
}

func TestAPersonIsTheSameEverywhere(t *testing.T) {
	t.Parallel()
	for _, p := range people() {
		at := func(id string) map[string][]document { return p.dataset(providerByID(t, id), testNow, testSeed) }
		government, payroll, employer := at("singpass_sg"), at("workday"), at("dbs_sg")
		for _, other := range []map[string][]document{payroll, employer} {
			for i, income := range other["INCOMES"] {
				assert.Equal(t, government["INCOMES"][i]["netAmount"], income["netAmount"], p.userName)
			}
			assert.NotEmpty(t, other["INCOMES"])
			assert.Equal(t, government["LINK"], other["LINK"], p.userName)
		}
		assert.NotEqual(t, at("grab")["INCOMES"][0]["grossAmount"], at("gojek_id")["INCOMES"][0]["grossAmount"], "two platforms, two trades")
	}
}

func TestAnEmployerKnowsItsOwnAddress(t *testing.T) {
	t.Parallel()
	for provider, want := range map[string]string{
		"dbs_sg": "christina.tan@dbs-sg.example", "workday": "christina.tan@straitsmeridian.example",
	} {
		emails := findPerson("Christina").dataset(providerByID(t, provider), testNow, testSeed)["IDENTITIES"][0]["emails"]
		assert.Equal(t, "christina4321@smileapi.io", emails.([]any)[0].(document)["address"])
		assert.Equal(t, want, emails.([]any)[1].(document)["address"])
	}
}

func TestDataIsNotShared(t *testing.T) {
	t.Parallel()
	provider := providerByID(t, "sss_ph")
	data := people()[0].dataset(provider, testNow, testSeed)
	data["IDENTITIES"][0]["emails"].([]any)[0].(document)["address"] = "changed"
	data["IDENTITIES"][0]["addresses"].([]any)[0].(document)["tags"].([]any)[0] = "changed"
	again := people()[0].dataset(provider, testNow, testSeed)["IDENTITIES"][0]
	assert.NotContains(t, fmt.Sprint(again), "changed")
}

func TestPapersAreRenewed(t *testing.T) {
	t.Parallel()
	for _, now := range []time.Time{testNow, time.Date(2021, time.August, 24, 0, 0, 0, 0, time.UTC)} {
		everyone(t, now, some(t, "sss_ph", "credly", "adp", "grab"), func(t *testing.T, _ *person, _ document, data map[string][]document) {
			today := now.Format(time.DateOnly)
			for _, d := range data["DOCUMENTS"] {
				if d["issueDate"] != nil {
					assert.LessOrEqual(t, d["issueDate"], today)
				}
				if d["expiryDate"] != nil {
					assert.Greater(t, d["expiryDate"], today)
				}
			}
		})
	}
}

func TestAClockBeforeEveryCareer(t *testing.T) {
	t.Parallel()
	everyone(t, time.Date(1999, time.July, 1, 0, 0, 0, 0, time.UTC), kinds(), func(t *testing.T, _ *person, _ document, data map[string][]document) {
		assert.Empty(t, data["INCOMES"])
		assert.Len(t, data["IDENTITIES"], 1)
	})
}
