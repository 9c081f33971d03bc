package webhookverify

import "time"

// ItemsUpdatedData lists the items of one kind of data that have changed for an account. Read them again: your copies
// are out of date.
type ItemsUpdatedData struct {
	AccountIDs
	// UpdatedIDs contains the IDs of the items.
	UpdatedIDs []string `json:"updatedIds,omitzero"`
	// Count is the number of items. It may be 0.
	Count int `json:"count"`
	// UpdatedAt is when the items changed.
	UpdatedAt time.Time `json:"updatedAt,omitzero"`
}

// PeriodUpdatedData is the period in which items of one kind of data have changed for an account. Read that period
// again: items may have been added, removed or changed.
type PeriodUpdatedData struct {
	AccountIDs
	// Count is the number of items. It may be 0.
	Count int `json:"count"`
	// UpdatedFrom is the beginning of the period, and UpdatedTo its end.
	UpdatedFrom time.Time `json:"updatedFrom,omitzero"`
	UpdatedTo   time.Time `json:"updatedTo,omitzero"`
	// UpdatedAt is when the items changed.
	UpdatedAt time.Time `json:"updatedAt,omitzero"`
}

// DocumentsUpdated reports changed documents: GET /documents/{id}.
type DocumentsUpdated struct {
	Envelope
	Data ItemsUpdatedData `json:"data"`
}

// EmploymentsUpdated reports changed employments: GET /employments/{id}.
type EmploymentsUpdated struct {
	Envelope
	Data ItemsUpdatedData `json:"data"`
}

// LiabilitiesUpdated reports changed liabilities: GET /liabilities/{id}.
type LiabilitiesUpdated struct {
	Envelope
	Data ItemsUpdatedData `json:"data"`
}

// IncomesUpdated reports changed incomes: GET /incomes.
type IncomesUpdated struct {
	Envelope
	Data PeriodUpdatedData `json:"data"`
}

// ContributionsUpdated reports changed contributions: GET /contributions.
type ContributionsUpdated struct {
	Envelope
	Data PeriodUpdatedData `json:"data"`
}

// EstimatedIncomesUpdated reports changed estimated incomes: GET /eincomes.
type EstimatedIncomesUpdated struct {
	Envelope
	Data PeriodUpdatedData `json:"data"`
}
