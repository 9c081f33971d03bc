package webhookverify

// ItemsAddedData says how much of one kind of data has arrived for an account.
type ItemsAddedData struct {
	AccountIDs
	// Count is the number of new items. It may be 0.
	Count int `json:"count"`
}

// TransactionsAdded reports new transactions: GET /transactions.
type TransactionsAdded struct {
	Envelope
	Data ItemsAddedData `json:"data"`
}

// DocumentsAdded reports new documents: GET /documents.
type DocumentsAdded struct {
	Envelope
	Data ItemsAddedData `json:"data"`
}

// EmploymentsAdded reports new employments: GET /employments.
type EmploymentsAdded struct {
	Envelope
	Data ItemsAddedData `json:"data"`
}

// IncomesAdded reports new incomes: GET /incomes.
type IncomesAdded struct {
	Envelope
	Data ItemsAddedData `json:"data"`
}

// ContributionsAdded reports new contributions: GET /contributions.
type ContributionsAdded struct {
	Envelope
	Data ItemsAddedData `json:"data"`
}

// EstimatedIncomesAdded reports new estimated incomes: GET /eincomes.
type EstimatedIncomesAdded struct {
	Envelope
	Data ItemsAddedData `json:"data"`
}

// LiabilitiesAdded reports new liabilities: GET /liabilities.
type LiabilitiesAdded struct {
	Envelope
	Data ItemsAddedData `json:"data"`
}

// IdentityAdded reports who the user is: GET /identities/{id}.
type IdentityAdded struct {
	Envelope
	Data IdentityAddedData `json:"data"`
}

// IdentityAddedData is what an [IdentityAdded] event tells.
type IdentityAddedData struct {
	AccountIDs
	// IdentityID is what to read the identity with.
	IdentityID string `json:"identityId,omitzero"`
}

// RatingAdded reports a new rating: GET /ratings/{id}.
type RatingAdded struct {
	Envelope
	Data RatingAddedData `json:"data"`
}

// RatingAddedData is what a [RatingAdded] event tells.
type RatingAddedData struct {
	AccountIDs
	// RatingID is what to read the rating with.
	RatingID string `json:"ratingId,omitzero"`
}

// InsightAdded reports a new insight: GET /insights/{id}.
type InsightAdded struct {
	Envelope
	Data InsightAddedData `json:"data"`
}

// InsightAddedData is what an [InsightAdded] event tells.
type InsightAddedData struct {
	AccountIDs
	// InsightID is the insight's, unlike the event's own ID.
	InsightID string `json:"id"`
}

// LinkAdded reports a new link: GET /links/{id}.
type LinkAdded struct {
	Envelope
	Data LinkAddedData `json:"data"`
}

// LinkAddedData is what a [LinkAdded] event tells.
type LinkAddedData struct {
	AccountIDs
	// LinkID is the link's, unlike the event's own ID.
	LinkID string `json:"id"`
}
