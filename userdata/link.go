package userdata

import "time"

// Link records how often any business linked a person's account within a period. The API returns it from GET /links and
// GET /links/{id}, and in payloads.
type Link struct {
	ID        string       `json:"id,omitzero"`
	StartDate time.Time    `json:"startDate,omitzero"`
	EndDate   time.Time    `json:"endDate,omitzero"`
	Records   []LinkRecord `json:"records,omitzero"`
	// Metadata is the origin of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}

// LinkRecord contains the number of times that an account was linked, and when.
type LinkRecord struct {
	Count    int         `json:"count"`
	LinkedAt []time.Time `json:"linkedAt,omitzero"`
}
