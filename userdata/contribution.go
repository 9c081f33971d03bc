package userdata

// Contribution is a payment into a social security or savings scheme, returned by GET /contributions and GET
// /contributions/{id}, and in payloads.
type Contribution struct {
	ID          string   `json:"id,omitzero"`
	Date        Date     `json:"date,omitzero"`
	Currency    Currency `json:"currency,omitzero"`
	Amount      Decimal  `json:"amount,omitzero"`
	ReferenceID string   `json:"referenceId,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
