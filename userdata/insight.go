package userdata

import (
	"encoding/json"
	"time"
)

// Insight holds figures that Smile computes from the other data points of one source: totals, averages and counts for
// use in a credit score. It is returned by GET /insights and GET /insights/{id}, and in payloads.
type Insight struct {
	ID string `json:"id,omitzero"`
	// CutoffTime is the end of the data that was taken into account.
	CutoffTime time.Time       `json:"cutoffTime,omitzero"`
	Features   InsightFeatures `json:"features,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}

// InsightFeatures holds the figures of an [Insight]. A figure is absent, or nil, if it is not known. The API writes
// -999 or -998 for a figure that it cannot provide; those numbers are never stored in a field. Absence returns which of
// them it was.
//
// The income figures are computed from the estimated incomes, which are monthly, and the liability figures from all
// liabilities. Std is the standard deviation.
//
// Named returns every figure by name, including those without a field here.
type InsightFeatures struct {
	IncomesCount                      *int    `json:"incomes_count,omitzero"`
	IncomesFirstIncomeMonthRange      *int    `json:"incomes_first_income_month_range,omitzero"` // months from the first income until now
	IncomesMissingMonthMax            *int    `json:"incomes_missing_month_max,omitzero"`        // months in the longest gap between two incomes
	IncomesMissingMonthCount          *int    `json:"incomes_missing_month_count,omitzero"`      // number of gaps of at least a month
	IncomesAmountSum                  Decimal `json:"incomes_amount_sum,omitzero"`
	IncomesAmountAverage              Decimal `json:"incomes_amount_average,omitzero"`
	IncomesAmountMin                  Decimal `json:"incomes_amount_min,omitzero"`
	IncomesAmountMax                  Decimal `json:"incomes_amount_max,omitzero"`
	IncomesAmountMedian               Decimal `json:"incomes_amount_median,omitzero"`
	IncomesAmountStd                  Decimal `json:"incomes_amount_std,omitzero"`
	IncomesLast3MonthsAmountSum       Decimal `json:"incomes_last3_months_amount_sum,omitzero"`
	IncomesLast3MonthsAmountAverage   Decimal `json:"incomes_last3_months_amount_average,omitzero"`
	IncomesLast3MonthsAmountMin       Decimal `json:"incomes_last3_months_amount_min,omitzero"`
	IncomesLast3MonthsAmountMax       Decimal `json:"incomes_last3_months_amount_max,omitzero"`
	IncomesLast3MonthsAmountMedian    Decimal `json:"incomes_last3_months_amount_median,omitzero"`
	IncomesLast3MonthsAmountStd       Decimal `json:"incomes_last3_months_amount_std,omitzero"`
	IncomesLast6MonthsAmountSum       Decimal `json:"incomes_last6_months_amount_sum,omitzero"`
	IncomesLast6MonthsAmountAverage   Decimal `json:"incomes_last6_months_amount_average,omitzero"`
	IncomesLast6MonthsAmountMin       Decimal `json:"incomes_last6_months_amount_min,omitzero"`
	IncomesLast6MonthsAmountMax       Decimal `json:"incomes_last6_months_amount_max,omitzero"`
	IncomesLast6MonthsAmountMedian    Decimal `json:"incomes_last6_months_amount_median,omitzero"`
	IncomesLast6MonthsAmountStd       Decimal `json:"incomes_last6_months_amount_std,omitzero"`
	IncomesLast9MonthsAmountSum       Decimal `json:"incomes_last9_months_amount_sum,omitzero"`
	IncomesLast9MonthsAmountAverage   Decimal `json:"incomes_last9_months_amount_average,omitzero"`
	IncomesLast9MonthsAmountMin       Decimal `json:"incomes_last9_months_amount_min,omitzero"`
	IncomesLast9MonthsAmountMax       Decimal `json:"incomes_last9_months_amount_max,omitzero"`
	IncomesLast9MonthsAmountMedian    Decimal `json:"incomes_last9_months_amount_median,omitzero"`
	IncomesLast9MonthsAmountStd       Decimal `json:"incomes_last9_months_amount_std,omitzero"`
	IncomesLast12MonthsAmountSum      Decimal `json:"incomes_last12_months_amount_sum,omitzero"`
	IncomesLast12MonthsAmountAverage  Decimal `json:"incomes_last12_months_amount_average,omitzero"`
	IncomesLast12MonthsAmountMin      Decimal `json:"incomes_last12_months_amount_min,omitzero"`
	IncomesLast12MonthsAmountMax      Decimal `json:"incomes_last12_months_amount_max,omitzero"`
	IncomesLast12MonthsAmountMedian   Decimal `json:"incomes_last12_months_amount_median,omitzero"`
	IncomesLast12MonthsAmountStd      Decimal `json:"incomes_last12_months_amount_std,omitzero"`
	IncomesLast18MonthsAmountSum      Decimal `json:"incomes_last18_months_amount_sum,omitzero"`
	IncomesLast18MonthsAmountAverage  Decimal `json:"incomes_last18_months_amount_average,omitzero"`
	IncomesLast18MonthsAmountMin      Decimal `json:"incomes_last18_months_amount_min,omitzero"`
	IncomesLast18MonthsAmountMax      Decimal `json:"incomes_last18_months_amount_max,omitzero"`
	IncomesLast18MonthsAmountMedian   Decimal `json:"incomes_last18_months_amount_median,omitzero"`
	IncomesLast18MonthsAmountStd      Decimal `json:"incomes_last18_months_amount_std,omitzero"`
	IncomesLast18MonthsMaxAmountCount Decimal `json:"incomes_last18_months_max_amount_count,omitzero"` // months that have the highest amount
	IncomesStartingAmount             Decimal `json:"incomes_starting_amount,omitzero"`                // the first estimated income
	IncomesCurrentAmount              Decimal `json:"incomes_current_amount,omitzero"`
	IncomesLatestGrowth               Decimal `json:"incomes_latest_growth,omitzero"` // the latest month over the same month of the previous year

	LiabilitiesLoanCount                        *int    `json:"liabilities_loan_count,omitzero"`
	LiabilitiesLoanAmountMin                    Decimal `json:"liabilities_loan_amount_min,omitzero"`
	LiabilitiesLoanAmountMax                    Decimal `json:"liabilities_loan_amount_max,omitzero"`
	LiabilitiesLoanAmountTotal                  Decimal `json:"liabilities_loan_amount_total,omitzero"`
	LiabilitiesLoanAmountAverage                Decimal `json:"liabilities_loan_amount_average,omitzero"`
	LiabilitiesLoanAmountStd                    Decimal `json:"liabilities_loan_amount_std,omitzero"`
	LiabilitiesFinishedLoanCount                Decimal `json:"liabilities_finished_loan_count,omitzero"`    // loans with nothing outstanding
	LiabilitiesOutstandingLoanCount             *int    `json:"liabilities_outstanding_loan_count,omitzero"` // loans with an outstanding balance
	LiabilitiesOutstandingAmountMax             Decimal `json:"liabilities_outstanding_amount_max,omitzero"`
	LiabilitiesOutstandingAmountTotal           Decimal `json:"liabilities_outstanding_amount_total,omitzero"`
	LiabilitiesOutstandingAmountAverage         Decimal `json:"liabilities_outstanding_amount_average,omitzero"`
	LiabilitiesOverdueLoanCount                 *int    `json:"liabilities_overdue_loan_count,omitzero"` // loans with an overdue amount
	LiabilitiesOverdueAmountTotal               Decimal `json:"liabilities_overdue_amount_total,omitzero"`
	LiabilitiesOverdueAmountAverage             Decimal `json:"liabilities_overdue_amount_average,omitzero"`
	LiabilitiesOngoingAmortizationAmountSum     Decimal `json:"liabilities_ongoing_amortization_amount_sum,omitzero"`
	LiabilitiesOngoingAmortizationAmountMin     Decimal `json:"liabilities_ongoing_amortization_amount_min,omitzero"`
	LiabilitiesOngoingAmortizationAmountMax     Decimal `json:"liabilities_ongoing_amortization_amount_max,omitzero"`
	LiabilitiesOngoingAmortizationAmountAverage Decimal `json:"liabilities_ongoing_amortization_amount_average,omitzero"`
	LiabilitiesOngoingAmortizationAmountMedian  Decimal `json:"liabilities_ongoing_amortization_amount_median,omitzero"`
	LiabilitiesOngoingAmortizationAmountStd     Decimal `json:"liabilities_ongoing_amortization_amount_std,omitzero"`
	LiabilitiesPaymentCount                     Decimal `json:"liabilities_payment_count,omitzero"`
	LiabilitiesPaymentAmountMax                 Decimal `json:"liabilities_payment_amount_max,omitzero"`
	LiabilitiesPaymentAmountMin                 Decimal `json:"liabilities_payment_amount_min,omitzero"`
	LiabilitiesPaymentAmountMedian              Decimal `json:"liabilities_payment_amount_median,omitzero"`
	LiabilitiesPaymentAmountAverage             Decimal `json:"liabilities_payment_amount_average,omitzero"`
	LiabilitiesPaymentAmountSum                 Decimal `json:"liabilities_payment_amount_sum,omitzero"`
	LiabilitiesPaymentAmountStd                 Decimal `json:"liabilities_payment_amount_std,omitzero"`

	EmploymentsCurrentStatus string `json:"employments_current_status,omitzero"` // EMPLOYED, GIG or UNEMPLOYED
	EmploymentsEmployerCount *int   `json:"employments_employer_count,omitzero"` // distinct employers
	EmploymentsCurrentTenure *int   `json:"employments_current_tenure,omitzero"` // months

	IdentityAge *int `json:"identity_age,omitzero"` // years

	// LinkDaysSinceFirst and LinkDaysSinceLast are the days since the account was first and last linked. The others
	// count the businesses that it was linked to in the last days.
	LinkDaysSinceFirst *int `json:"link_days_since_first,omitzero"`
	LinkDaysSinceLast  *int `json:"link_days_since_last,omitzero"`
	LinkDay3Count      *int `json:"link_day3_count,omitzero"`
	LinkDay7Count      *int `json:"link_day7_count,omitzero"`
	LinkDay30Count     *int `json:"link_day30_count,omitzero"`
	LinkDay90Count     *int `json:"link_day90_count,omitzero"`
	LinkDay180Count    *int `json:"link_day180_count,omitzero"`
	LinkDay365Count    *int `json:"link_day365_count,omitzero"`
	LinkDay730Count    *int `json:"link_day730_count,omitzero"`

	// read holds all figures.
	read Figures
}

// Named returns the figures as they were read, by the API's names and in its order, including those that this version
// has no field for and malformed ones. A figure with an [Absence] has no Value. Later changes to the fields are not
// reflected. If the features were not read from JSON, Named returns the fields that are not zero.
func (f InsightFeatures) Named() Items {
	if f.read == "" {
		return f.written().Named()
	}
	return f.read.Named()
}

// Absence returns the reason that the API has no figure of a name, such as incomes_amount_sum. It is 0 if there is one,
// or if the API did not mention it or returned null.
func (f InsightFeatures) Absence(name string) Absence { return f.read.Absence(name) }

// IsZero reports whether there is no figure at all, neither in a field nor by name. The omitzero option then leaves the
// features out of JSON.
func (f InsightFeatures) IsZero() bool { return f == InsightFeatures{} }

// Equal reports whether f and other have the same figures, with or without a field: whether MarshalJSON writes the same
// for both, regardless of order, with numbers of equal value. It does not matter which of them was read and which was
// made from fields. The reason of an [Absence] counts; a malformed figure does not. Features that are equal by the
// operator ==, which compares pointers, are also equal by this method. Package go-cmp uses it.
func (f InsightFeatures) Equal(other InsightFeatures) bool { return f.written().Equal(other.written()) }

// written returns the figures as MarshalJSON writes them.
func (f InsightFeatures) written() Figures {
	written, _ := json.Marshal(f) // compacts the white space that MarshalJSON keeps; numbers and strings always marshal
	return Figures(written)
}

// figures is InsightFeatures without its methods, for encoding/json to read field by field.
type figures InsightFeatures

// UnmarshalJSON sets the figures that have a field, and keeps all of them. Null sets the zero InsightFeatures.
func (f *InsightFeatures) UnmarshalJSON(data []byte) error {
	var read figures
	if err := read.read.Read(data, &read); err != nil {
		return err
	}
	*f = InsightFeatures(read)
	return nil
}

// UnmarshalTolerant is UnmarshalJSON for features with a malformed figure: see [TolerantUnmarshaler]. Named returns
// that figure as it was read.
func (f *InsightFeatures) UnmarshalTolerant(data []byte) ([]Malformed, error) {
	var read figures
	malformed, err := read.read.ReadTolerant(data, &read)
	if err == nil {
		*f = InsightFeatures(read)
	}
	return malformed, err
}

// MarshalJSON writes all figures as they were read, including those without a field and the numbers of an [Absence].
// Fields that have changed since have their new values. Malformed figures are left out.
func (f InsightFeatures) MarshalJSON() ([]byte, error) { return f.read.Write(figures(f)) }
