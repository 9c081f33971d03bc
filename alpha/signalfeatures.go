package alpha

import (
	"encoding/json"

	"github.com/smileapi/smile-go/userdata"
)

// SignalFeatures are the figures of a [Signal]: what lenders reported of a phone number in the last 30, 90 and
// 180 days. A figure is nil when it is not known. Counts of institutions are of distinct ones, and the figures
// that end in DaysSinceLast are days.
//
// Named has every figure by its name, those without a field here included.
type SignalFeatures struct {
	EventsMarketingDay30InstitutionCount            *int `json:"events_marketing_day30_institution_count,omitzero"`
	EventsApplicationReceptionDay30                 *int `json:"events_application_reception_day30,omitzero"`
	EventsApplicationReceptionDay30InstitutionCount *int `json:"events_application_reception_day30_institution_count,omitzero"`
	EventsApplicationApprovalDay30                  *int `json:"events_application_approval_day30,omitzero"`
	EventsLoanDisbursementDay30                     *int `json:"events_loan_disbursement_day30,omitzero"`
	EventsLoanDisbursementDay30InstitutionCount     *int `json:"events_loan_disbursement_day30_institution_count,omitzero"`
	EventsRepaymentReminderDay30                    *int `json:"events_repayment_reminder_day30,omitzero"`
	EventsRepaymentReminderDay30InstitutionCount    *int `json:"events_repayment_reminder_day30_institution_count,omitzero"`
	EventsSuccessfulRepaymentDay30                  *int `json:"events_successful_repayment_day30,omitzero"`
	EventsSuccessfulRepaymentDay30InstitutionCount  *int `json:"events_successful_repayment_day30_institution_count,omitzero"`
	EventsOverdueDay30                              *int `json:"events_overdue_day30,omitzero"`
	EventsOverdueDay30InstitutionCount              *int `json:"events_overdue_day30_institution_count,omitzero"`
	EventsOverdueDay30Amount                        *int `json:"events_overdue_day30_amount,omitzero"`
	EventsDebtDay30Amount                           *int `json:"events_debt_day30_amount,omitzero"`
	EventsOverdueDay30Days                          *int `json:"events_overdue_day30_days,omitzero"`
	EventsMarketingDay90InstitutionCount            *int `json:"events_marketing_day90_institution_count,omitzero"`
	EventsApplicationReceptionDay90                 *int `json:"events_application_reception_day90,omitzero"`
	EventsLoanDisbursementDay90                     *int `json:"events_loan_disbursement_day90,omitzero"`
	EventsLoanDisbursementDay90InstitutionCount     *int `json:"events_loan_disbursement_day90_institution_count,omitzero"`
	EventsOverdueDay90                              *int `json:"events_overdue_day90,omitzero"`
	EventsOverdueDay90InstitutionCount              *int `json:"events_overdue_day90_institution_count,omitzero"`
	EventsOverdueDay90Amount                        *int `json:"events_overdue_day90_amount,omitzero"`
	EventsDebtDay90Amount                           *int `json:"events_debt_day90_amount,omitzero"`
	EventsOverdueDay90Days                          *int `json:"events_overdue_day90_days,omitzero"`
	EventsMarketingDay180InstitutionCount           *int `json:"events_marketing_day180_institution_count,omitzero"`
	EventsApplicationReceptionDay180                *int `json:"events_application_reception_day180,omitzero"`
	EventsLoanDisbursementDay180                    *int `json:"events_loan_disbursement_day180,omitzero"`
	EventsLoanDisbursementDay180InstitutionCount    *int `json:"events_loan_disbursement_day180_institution_count,omitzero"`
	EventsOverdueDay180                             *int `json:"events_overdue_day180,omitzero"`
	EventsOverdueDay180InstitutionCount             *int `json:"events_overdue_day180_institution_count,omitzero"`
	EventsOverdueDay180Amount                       *int `json:"events_overdue_day180_amount,omitzero"`
	EventsOverdueDay180Days                         *int `json:"events_overdue_day180_days,omitzero"`
	EventsLoanDisbursementDaysSinceLast             *int `json:"events_loan_disbursement_days_since_last,omitzero"`
	EventsSuccessfulRepaymentDaysSinceLast          *int `json:"events_successful_repayment_days_since_last,omitzero"`
	EventsOverdueDaysSinceLast                      *int `json:"events_overdue_days_since_last,omitzero"`

	// read has all figures.
	read userdata.Figures
}

// Named returns the figures as they were read, under the names that the API has for them and in its order:
// those newer than this version too, and malformed ones as they came. One with a [userdata.Absence] has no Value.
// Changes to the fields since do not show. When the features were not read from JSON, Named returns the fields
// that are not nil.
func (f SignalFeatures) Named() userdata.Items {
	if f.read == "" {
		return f.written().Named()
	}
	return f.read.Named()
}

// Absence says why there is no figure of a name, such as events_overdue_day30. It is 0 when there is one, and
// when the API did not mention it or gave null.
func (f SignalFeatures) Absence(name string) userdata.Absence { return f.read.Absence(name) }

// IsZero reports that there is no figure at all, neither in a field nor by name, which leaves the features out of
// JSON under the option omitzero.
func (f SignalFeatures) IsZero() bool { return f == SignalFeatures{} }

// Equal reports that f and other have the same figures, those in fields and those that have only a name alike: see
// [userdata.InsightFeatures.Equal].
func (f SignalFeatures) Equal(other SignalFeatures) bool { return f.written().Equal(other.written()) }

// written are the figures as they go out.
func (f SignalFeatures) written() userdata.Figures {
	written, _ := json.Marshal(f) // without the white space that MarshalJSON keeps; numbers always marshal
	return userdata.Figures(written)
}

// signalFigures are SignalFeatures that encoding/json reads field by field.
type signalFigures SignalFeatures

// UnmarshalJSON reads the figures that have a field, and keeps all of them. Null gives the zero SignalFeatures.
func (f *SignalFeatures) UnmarshalJSON(data []byte) error {
	var read signalFigures
	if err := read.read.Read(data, &read); err != nil {
		return err
	}
	*f = SignalFeatures(read)
	return nil
}

// UnmarshalTolerant is UnmarshalJSON for features of which some figure is malformed: see
// [userdata.TolerantUnmarshaler]. Named has that figure as it came.
func (f *SignalFeatures) UnmarshalTolerant(data []byte) ([]userdata.Malformed, error) {
	var read signalFigures
	unread, err := read.read.ReadTolerant(data, &read)
	if err == nil {
		*f = SignalFeatures(read)
	}
	return unread, err
}

// MarshalJSON writes all figures as they were read, those without a field and the numbers of an [userdata.Absence]
// included, and the fields that were changed since with their new values. Malformed figures are left out.
func (f SignalFeatures) MarshalJSON() ([]byte, error) { return f.read.Write(signalFigures(f)) }
