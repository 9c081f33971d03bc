package smile

import "github.com/smileapi/smile-go/userdata"

// dataPoints is the collection of one kind of data of persons.
func dataPoints[T, P any](client *Client, path, listID, getID string) *Collection[T, P] {
	return NewCollection[T, P](client,
		Operation{ID: listID, Method: "GET", Path: "/" + path, Retry: RetrySafe},
		Operation{ID: getID, Method: "GET", Path: "/" + path + "/{id}", Retry: RetrySafe})
}

// IdentityListParams filter the list of identities. Zero values do not filter.
type IdentityListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID is the account that the data comes from.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
}

// TransactionListParams filter the list of transactions. Zero values do not filter.
type TransactionListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID is the account that the data comes from.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
	// StartDate and EndDate bound the date of the transaction, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// RatingListParams filter the list of ratings. Zero values do not filter.
type RatingListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID is the account that the data comes from.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
}

// DocumentListParams filter the list of documents. Zero values do not filter.
type DocumentListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID is the account that the data comes from.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
}

// EmploymentListParams filter the list of employments. Zero values do not filter.
type EmploymentListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID is the account that the data comes from.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
	// StartDate and EndDate bound the first day of the employment, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// IncomeListParams filter the list of incomes. Zero values do not filter.
type IncomeListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID is the account that the data comes from.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
	// StartDate and EndDate bound the first day of the income, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// ContributionListParams filter the list of contributions. Zero values do not filter.
type ContributionListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID is the account that the data comes from.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
	// StartDate and EndDate bound the date of the contribution, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// LiabilityListParams filter the list of liabilities. Zero values do not filter.
type LiabilityListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
	// StartDate and EndDate bound the first day of the liability, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// EstimatedIncomeListParams filter the list of estimated incomes. Zero values do not filter.
type EstimatedIncomeListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
	// StartMonth and EndMonth bound the month, both included.
	StartMonth userdata.Month `url:"startMonth,omitempty"`
	EndMonth   userdata.Month `url:"endMonth,omitempty"`
}

// InsightListParams filter the list of insights. Zero values do not filter.
type InsightListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
}

// LinkListParams filter the list of links. Zero values do not filter.
type LinkListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID is the user whose data to list. The list of one who is not known is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID is the account or archive that the data comes from. The list of one that is not known, or was
	// revoked, is empty.
	SourceID string `url:"sourceId,omitempty"`
}
