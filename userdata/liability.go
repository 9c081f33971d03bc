package userdata

// Liability is a debt of a person, such as a loan. The API returns it from GET /liabilities and GET /liabilities/{id},
// and in payloads.
type Liability struct {
	ID string `json:"id,omitzero"`
	// Type is free text of the provider.
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
	// Metadata is the origin of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
