package userdata

import "time"

// Metadata tells where a data point came from. Every data point of a list or of a single read has it;
// inside a payload it is left out, since the payload as a whole belongs to one source.
type Metadata struct {
	// ItemCreatedAt is when the item came into being at the provider, CreatedAt when Smile stored it.
	ItemCreatedAt time.Time `json:"itemCreatedAt,omitzero"`
	CreatedAt     time.Time `json:"createdAt,omitzero"`
	// AccountID is the linked account.
	//
	// Deprecated: SourceID names the account as well, and the other sources too.
	AccountID string `json:"accountId,omitzero"`
	// SourceID is the ID of the account, archive, upload or record that SourceType says.
	SourceID   string     `json:"sourceId,omitzero"`
	SourceType SourceType `json:"sourceType,omitzero"`
	UserID     string     `json:"userId,omitzero"`
	ProviderID string     `json:"providerId,omitzero"`
}

// SourceType says what kind of thing data came from.
type SourceType string

// The kinds of sources.
const (
	SourceAccount        SourceType = "ACCOUNT"
	SourceUpload         SourceType = "UPLOAD"
	SourceArchive        SourceType = "ARCHIVE"
	SourceSocialSecurity SourceType = "SOCIAL_SECURITY"
)

// Datapoint names a kind of data that a provider may have.
type Datapoint string

// The kinds of data.
const (
	DatapointIdentities       Datapoint = "IDENTITIES"
	DatapointTransactions     Datapoint = "TRANSACTIONS"
	DatapointRatings          Datapoint = "RATINGS"
	DatapointEmployments      Datapoint = "EMPLOYMENTS"
	DatapointDocuments        Datapoint = "DOCUMENTS"
	DatapointIncomes          Datapoint = "INCOMES"
	DatapointContributions    Datapoint = "CONTRIBUTIONS"
	DatapointEstimatedIncomes Datapoint = "EINCOMES"
	DatapointLiabilities      Datapoint = "LIABILITIES"
	DatapointLinks            Datapoint = "LINK"
	DatapointInsights         Datapoint = "INSIGHTS"
)
