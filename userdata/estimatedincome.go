package userdata

// EstimatedIncome is a person's income in one month, as Smile estimates it from other data such as contributions. It is
// returned by GET /eincomes and GET /eincomes/{id}, and in payloads.
type EstimatedIncome struct {
	ID       string   `json:"id,omitzero"`
	Month    Month    `json:"month,omitzero"`
	Currency Currency `json:"currency,omitzero"`
	// BaseAmount is the former name of Amount. Older records have only this field.
	//
	// Deprecated: the API will remove it. Use Amount.
	BaseAmount Decimal `json:"baseAmount,omitzero"`
	Amount     Decimal `json:"amount,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
