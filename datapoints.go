package smile

import "github.com/smileapi/smile-go/userdata"

// dataPoints returns the collection for one kind of data about people.
func dataPoints[T, P any](client *Client, path, listID, getID string) *Collection[T, P] {
	return NewCollection[T, P](client,
		Operation{ID: listID, Method: "GET", Path: "/" + path, Retry: RetrySafe},
		Operation{ID: getID, Method: "GET", Path: "/" + path + "/{id}", Retry: RetrySafe})
}

// IdentityListParams filters the list of identities. Fields with zero values do not filter.
type IdentityListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID selects the data of one account.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
}

// TransactionListParams filters the list of transactions. Fields with zero values do not filter.
type TransactionListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID selects the data of one account.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
	// StartDate and EndDate limit the list to a range of transaction dates, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// RatingListParams filters the list of ratings. Fields with zero values do not filter.
type RatingListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID selects the data of one account.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
}

// DocumentListParams filters the list of documents. Fields with zero values do not filter.
type DocumentListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID selects the data of one account.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
}

// EmploymentListParams filters the list of employments. Fields with zero values do not filter.
type EmploymentListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID selects the data of one account.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
	// StartDate and EndDate limit the list to a range of first days of the employment, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// IncomeListParams filters the list of incomes. Fields with zero values do not filter.
type IncomeListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID selects the data of one account.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
	// StartDate and EndDate limit the list to a range of first days of the income, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// ContributionListParams filters the list of contributions. Fields with zero values do not filter.
type ContributionListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
	// AccountID selects the data of one account.
	//
	// Deprecated: use SourceID.
	AccountID string `url:"accountId,omitempty"`
	// StartDate and EndDate limit the list to a range of contribution dates, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// LiabilityListParams filters the list of liabilities. Fields with zero values do not filter.
type LiabilityListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
	// StartDate and EndDate limit the list to a range of first days of the liability, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// EstimatedIncomeListParams filters the list of estimated incomes. Fields with zero values do not filter.
type EstimatedIncomeListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
	// StartMonth and EndMonth limit the list to a range of months, inclusive.
	StartMonth userdata.Month `url:"startMonth,omitempty"`
	EndMonth   userdata.Month `url:"endMonth,omitempty"`
}

// InsightListParams filters the list of insights. Fields with zero values do not filter.
type InsightListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
}

// LinkListParams filters the list of links. Fields with zero values do not filter.
type LinkListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// UserID selects the data of one user. The list of an unknown user is empty.
	UserID string `url:"userId,omitempty"`
	// SourceID selects the data of one account or archive. The list of an unknown or revoked one is empty.
	SourceID string `url:"sourceId,omitempty"`
}
