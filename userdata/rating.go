package userdata

// Rating is the rating of a person on a gig platform. The API returns it from GET /ratings and GET /ratings/{id}, and
// in payloads.
type Rating struct {
	ID string `json:"id,omitzero"`
	// CalculatedPercentage is CurrentRating as a percentage of MaxRating.
	CurrentRating        Decimal `json:"currentRating,omitzero"`
	MaxRating            Decimal `json:"maxRating,omitzero"`
	CalculatedPercentage Decimal `json:"calculatedPercentage,omitzero"`
	ReviewsReceived      Decimal `json:"reviewsReceived,omitzero"`
	LikesReceived        Decimal `json:"likesReceived,omitzero"`
	JobsCompleted        Decimal `json:"jobsCompleted,omitzero"`
	// Metadata is the origin of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
