package userdata

// Transaction is one movement of money on an account, such as the fare of a ride. It is returned by GET /transactions
// and GET /transactions/{id}, and in payloads.
type Transaction struct {
	ID          string   `json:"id,omitzero"`
	Date        Date     `json:"date,omitzero"`
	Description string   `json:"description,omitzero"`
	Currency    Currency `json:"currency,omitzero"`
	// Amount is negative for a debit.
	Amount      Decimal `json:"amount,omitzero"`
	ReferenceID string  `json:"referenceId,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
