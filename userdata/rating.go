package userdata

// Rating is how well a person does at a gig platform. It comes from GET /ratings and
// GET /ratings/{id}, and in payloads.
type Rating struct {
	ID string `json:"id,omitzero"`
	// CalculatedPercentage is CurrentRating in percent of MaxRating.
	CurrentRating        Decimal `json:"currentRating,omitzero"`
	MaxRating            Decimal `json:"maxRating,omitzero"`
	CalculatedPercentage Decimal `json:"calculatedPercentage,omitzero"`
	ReviewsReceived      Decimal `json:"reviewsReceived,omitzero"`
	LikesReceived        Decimal `json:"likesReceived,omitzero"`
	JobsCompleted        Decimal `json:"jobsCompleted,omitzero"`
	// Metadata tells where the data point came from. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
