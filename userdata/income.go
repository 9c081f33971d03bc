package userdata

// Income is what a person was paid for a stretch of time. It comes from GET /incomes and
// GET /incomes/{id}, and in payloads.
type Income struct {
	ID string `json:"id,omitzero"`
	// WorkItem is the work that was paid for, above all with contractors.
	WorkItem  string    `json:"workItem,omitzero"`
	Employer  string    `json:"employer,omitzero"`
	StartDate Date      `json:"startDate,omitzero"`
	EndDate   Date      `json:"endDate,omitzero"`
	Currency  Currency  `json:"currency,omitzero"`
	Frequency PayPeriod `json:"frequency,omitzero"`
	// Many sources know only some of the three amounts.
	BaseAmount  Decimal `json:"baseAmount,omitzero"`
	GrossAmount Decimal `json:"grossAmount,omitzero"`
	NetAmount   Decimal `json:"netAmount,omitzero"`
	// Metadata tells where the data point came from. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
