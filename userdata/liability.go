package userdata

// Liability is a person's debt, such as a loan, returned by GET /liabilities and GET /liabilities/{id}, and in
// payloads.
type Liability struct {
	ID string `json:"id,omitzero"`
	// Type is the provider's own wording.
	Type                  string    `json:"type,omitzero"`
	ReferenceID           string    `json:"referenceId,omitzero"`
	StartDate             Date      `json:"startDate,omitzero"`
	EndDate               Date      `json:"endDate,omitzero"`
	FirstAmortizationDate Date      `json:"firstAmortizationDate,omitzero"`
	AmortizationFrequency PayPeriod `json:"amortizationFrequency,omitzero"`
	Currency              Currency  `json:"currency,omitzero"`
	LoanAmount            Decimal   `json:"loanAmount,omitzero"`
	// AmortizationAmount is the amount of each repayment.
	AmortizationAmount   Decimal `json:"amortizationAmount,omitzero"`
	OutstandingBalance   Decimal `json:"outstandingBalance,omitzero"`
	NextPaymentAmount    Decimal `json:"nextPaymentAmount,omitzero"`
	OverduePaymentAmount Decimal `json:"overduePaymentAmount,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
