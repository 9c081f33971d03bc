package userdata

import "time"

// Metadata is the origin of a data point. It is set for every data point that was listed or retrieved by ID, and zero
// in payloads, because a payload belongs to one source.
type Metadata struct {
	// ItemCreatedAt is the time the item was created at the provider, CreatedAt the time Smile stored it.
	ItemCreatedAt time.Time `json:"itemCreatedAt,omitzero"`
	CreatedAt     time.Time `json:"createdAt,omitzero"`
	// AccountID is the ID of the linked account.
	//
	// Deprecated: use SourceID, which identifies accounts and all other sources.
	AccountID string `json:"accountId,omitzero"`
	// SourceID is the ID of the account, archive, upload or record; SourceType is its type.
	SourceID   string     `json:"sourceId,omitzero"`
	SourceType SourceType `json:"sourceType,omitzero"`
	UserID     string     `json:"userId,omitzero"`
	ProviderID string     `json:"providerId,omitzero"`
}

// SourceType is the type of a source of data.
type SourceType string

// The types of sources.
const (
	SourceAccount        SourceType = "ACCOUNT"
	SourceUpload         SourceType = "UPLOAD"
	SourceArchive        SourceType = "ARCHIVE"
	SourceSocialSecurity SourceType = "SOCIAL_SECURITY"
)

// Datapoint is a type of data that a provider may have.
type Datapoint string

// The types of data.
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
