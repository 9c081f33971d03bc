package userdata

// Income is the pay of a person for a period. The API returns it from GET /incomes and GET /incomes/{id}, and in
// payloads.
type Income struct {
	ID string `json:"id,omitzero"`
	// WorkItem is the work that was paid for. It is mostly used for contractors.
	WorkItem  string    `json:"workItem,omitzero"`
	Employer  string    `json:"employer,omitzero"`
	StartDate Date      `json:"startDate,omitzero"`
	EndDate   Date      `json:"endDate,omitzero"`
	Currency  Currency  `json:"currency,omitzero"`
	Frequency PayPeriod `json:"frequency,omitzero"`
	// Many sources have only some of the three amounts.
	BaseAmount  Decimal `json:"baseAmount,omitzero"`
	GrossAmount Decimal `json:"grossAmount,omitzero"`
	NetAmount   Decimal `json:"netAmount,omitzero"`
	// Metadata is the origin of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
