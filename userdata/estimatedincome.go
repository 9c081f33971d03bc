package userdata

// EstimatedIncome is the income of one month, as estimated by Smile from other data such as contributions. The API
// returns it from GET /eincomes and GET /eincomes/{id}, and in payloads.
type EstimatedIncome struct {
	ID       string   `json:"id,omitzero"`
	Month    Month    `json:"month,omitzero"`
	Currency Currency `json:"currency,omitzero"`
	// BaseAmount is the former name of Amount. Older records have only this one.
	//
	// Deprecated: the API will remove it; use Amount.
	BaseAmount Decimal `json:"baseAmount,omitzero"`
	Amount     Decimal `json:"amount,omitzero"`
	// Metadata is the origin of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
