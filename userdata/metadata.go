package userdata

import "time"

// Metadata identifies the source of a data point. Every data point of a list or of a single read has it. Payloads leave
// it out, since all data in a payload has the same source.
type Metadata struct {
	// ItemCreatedAt is when the item was created at the provider, and CreatedAt is when Smile stored it.
	ItemCreatedAt time.Time `json:"itemCreatedAt,omitzero"`
	CreatedAt     time.Time `json:"createdAt,omitzero"`
	// AccountID is the linked account.
	//
	// Deprecated: use SourceID, which identifies the account and the other sources too.
	AccountID string `json:"accountId,omitzero"`
	// SourceID is the ID of the account, archive, upload or record, as SourceType specifies.
	SourceID   string     `json:"sourceId,omitzero"`
	SourceType SourceType `json:"sourceType,omitzero"`
	UserID     string     `json:"userId,omitzero"`
	ProviderID string     `json:"providerId,omitzero"`
}

// SourceType is the type of the source of a data point.
type SourceType string

// The types of sources.
const (
	SourceAccount        SourceType = "ACCOUNT"
	SourceUpload         SourceType = "UPLOAD"
	SourceArchive        SourceType = "ARCHIVE"
	SourceSocialSecurity SourceType = "SOCIAL_SECURITY"
)

// Datapoint is a kind of data that a provider may have.
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
