package webhookverify

// ItemsAddedData is the number of new items of one kind of data for an account.
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

// IdentityAdded reports a new identity: GET /identities/{id}.
type IdentityAdded struct {
	Envelope
	Data IdentityAddedData `json:"data"`
}

// IdentityAddedData is the data of an [IdentityAdded] event.
type IdentityAddedData struct {
	AccountIDs
	// IdentityID is the ID of the identity.
	IdentityID string `json:"identityId,omitzero"`
}

// RatingAdded reports a new rating: GET /ratings/{id}.
type RatingAdded struct {
	Envelope
	Data RatingAddedData `json:"data"`
}

// RatingAddedData is the data of a [RatingAdded] event.
type RatingAddedData struct {
	AccountIDs
	// RatingID is the ID of the rating.
	RatingID string `json:"ratingId,omitzero"`
}

// InsightAdded reports a new insight: GET /insights/{id}.
type InsightAdded struct {
	Envelope
	Data InsightAddedData `json:"data"`
}

// InsightAddedData is the data of an [InsightAdded] event.
type InsightAddedData struct {
	AccountIDs
	// InsightID is the ID of the insight, not of the event.
	InsightID string `json:"id"`
}

// LinkAdded reports a new link: GET /links/{id}.
type LinkAdded struct {
	Envelope
	Data LinkAddedData `json:"data"`
}

// LinkAddedData is the data of a [LinkAdded] event.
type LinkAddedData struct {
	AccountIDs
	// LinkID is the ID of the link, not of the event.
	LinkID string `json:"id"`
}
