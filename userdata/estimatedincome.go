package userdata

// EstimatedIncome is the income of one month as Smile estimates it from other data, such as
// contributions. It comes from GET /eincomes and GET /eincomes/{id}, and in payloads.
type EstimatedIncome struct {
	ID       string   `json:"id,omitzero"`
	Month    Month    `json:"month,omitzero"`
	Currency Currency `json:"currency,omitzero"`
	// BaseAmount is what Amount was called before. Older records have only this one.
	//
	// Deprecated: the API will drop it; read Amount.
	BaseAmount Decimal `json:"baseAmount,omitzero"`
	Amount     Decimal `json:"amount,omitzero"`
	// Metadata tells where the data point came from. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
