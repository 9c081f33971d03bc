package userdata

import "encoding/json"

// FirstPage is the first page of a list in a [Payload].
type FirstPage[T any] struct {
	// NextCursor continues the list when passed to the operation that lists the data point. It is empty if there are no
	// more items.
	NextCursor string `json:"nextCursor,omitzero"`
	Items      []T    `json:"items,omitzero"`
}

// Payload holds all data about a person from one source. Webhook events contain it if the webhook includes payloads,
// and user payloads have one for each source. A data point that the source does not have is zero: Identity, Rating and
// Insight then have no ID.
type Payload struct {
	Identity         Identity                   `json:"identity,omitzero"`
	Rating           Rating                     `json:"rating,omitzero"`
	Documents        FirstPage[Document]        `json:"documents,omitzero"`
	Incomes          FirstPage[Income]          `json:"incomes,omitzero"`
	Transactions     FirstPage[Transaction]     `json:"transactions,omitzero"`
	Employments      FirstPage[Employment]      `json:"employments,omitzero"`
	Contributions    FirstPage[Contribution]    `json:"contributions,omitzero"`
	Liabilities      FirstPage[Liability]       `json:"liabilities,omitzero"`
	EstimatedIncomes FirstPage[EstimatedIncome] `json:"eincomes,omitzero"`
	Links            FirstPage[Link]            `json:"links,omitzero"`
	Insight          Insight                    `json:"insight,omitzero"`
}

// AccountPayload holds all data about a person from one account, with complete lists. It is returned by GET
// /accounts/{id}/payload.
type AccountPayload struct {
	// Metadata identifies the account, its user and its provider. Its times are zero.
	Metadata         Metadata          `json:"metadata,omitzero"`
	Identity         Identity          `json:"identity,omitzero"`
	Rating           Rating            `json:"rating,omitzero"`
	Documents        []Document        `json:"documents,omitzero"`
	Incomes          []Income          `json:"incomes,omitzero"`
	Transactions     []Transaction     `json:"transactions,omitzero"`
	Employments      []Employment      `json:"employments,omitzero"`
	Contributions    []Contribution    `json:"contributions,omitzero"`
	Liabilities      []Liability       `json:"liabilities,omitzero"`
	EstimatedIncomes []EstimatedIncome `json:"eincomes,omitzero"`
	Links            []Link            `json:"links,omitzero"`
	Insight          Insight           `json:"insight,omitzero"`
}

// UserPayload holds all data about a user, by source. It is returned by GET /users/{id}/payload and is part of the
// event for a completed session.
type UserPayload struct {
	Metadata Session       `json:"metadata,omitzero"`
	Forms    []UserForm    `json:"forms,omitzero"`
	Accounts []UserAccount `json:"accounts,omitzero"`
	Archives []UserArchive `json:"archives,omitzero"`
}

// UserForm is a form that a user filled in.
type UserForm struct {
	ID   string `json:"id,omitzero"`
	Name string `json:"name,omitzero"`
	// Data is a JSON object of answers. Their names and types depend on the form.
	Data json.RawMessage `json:"data,omitzero"`
}

// UserAccount is a linked account of a user.
type UserAccount struct {
	ID         string  `json:"id,omitzero"`
	ProviderID string  `json:"providerId,omitzero"`
	Payload    Payload `json:"payload,omitzero"`
}

// UserArchive is a set of files that a user uploaded.
type UserArchive struct {
	ID       string     `json:"id,omitzero"`
	FileType FileTypeID `json:"fileType,omitzero"`
	Payload  Payload    `json:"payload,omitzero"`
}
