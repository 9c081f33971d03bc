package userdata

import "time"

// Link counts how often a person's account was linked within a period, by any business. It is returned by GET /links
// and GET /links/{id}, and in payloads.
type Link struct {
	ID        string       `json:"id,omitzero"`
	StartDate time.Time    `json:"startDate,omitzero"`
	EndDate   time.Time    `json:"endDate,omitzero"`
	Records   []LinkRecord `json:"records,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}

// LinkRecord counts the times that an account was linked.
type LinkRecord struct {
	Count    int         `json:"count"`
	LinkedAt []time.Time `json:"linkedAt,omitzero"`
}
