package userdata

// Income is a person's pay for a period, returned by GET /incomes and GET /incomes/{id}, and in payloads.
type Income struct {
	ID string `json:"id,omitzero"`
	// WorkItem is the work that was paid for, mainly for contractors.
	WorkItem  string    `json:"workItem,omitzero"`
	Employer  string    `json:"employer,omitzero"`
	StartDate Date      `json:"startDate,omitzero"`
	EndDate   Date      `json:"endDate,omitzero"`
	Currency  Currency  `json:"currency,omitzero"`
	Frequency PayPeriod `json:"frequency,omitzero"`
	// BaseAmount, GrossAmount and NetAmount are often not all known: many sources report only some of them.
	BaseAmount  Decimal `json:"baseAmount,omitzero"`
	GrossAmount Decimal `json:"grossAmount,omitzero"`
	NetAmount   Decimal `json:"netAmount,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
