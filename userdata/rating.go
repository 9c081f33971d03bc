package userdata

// Rating is a person's rating on a gig platform, returned by GET /ratings and GET /ratings/{id}, and in payloads.
type Rating struct {
	ID            string  `json:"id,omitzero"`
	CurrentRating Decimal `json:"currentRating,omitzero"`
	MaxRating     Decimal `json:"maxRating,omitzero"`
	// CalculatedPercentage is CurrentRating as a percentage of MaxRating.
	CalculatedPercentage Decimal `json:"calculatedPercentage,omitzero"`
	ReviewsReceived      Decimal `json:"reviewsReceived,omitzero"`
	LikesReceived        Decimal `json:"likesReceived,omitzero"`
	JobsCompleted        Decimal `json:"jobsCompleted,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
