package smile

import (
	"context"
	"iter"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// UsersService manages the people who link accounts.
type UsersService service

var (
	opListUsers    = Operation{ID: "list-users", Method: "GET", Path: "/users", Retry: RetrySafe}
	opCreateUser   = Operation{ID: "create-user", Method: "POST", Path: "/users", Creates: "user.id"}
	opGetUser      = Operation{ID: "get-user", Method: "GET", Path: "/users/{id}", Retry: RetrySafe}
	opUserPayload  = Operation{ID: "get-user-session-payload", Method: "GET", Path: "/users/{id}/payload", Retry: RetrySafe}
	opResetSession = Operation{ID: "reset-user-session", Method: "POST", Path: "/users/{id}/resetSession"}
)

// User is a person who links accounts.
type User struct {
	ID string `json:"id"`
	// ExternalMetadata is the metadata that you stored with the user.
	ExternalMetadata map[string]string `json:"externalMetadata,omitzero"`
	CreatedAt        time.Time         `json:"createdAt,omitzero"`
	// Providers lists the IDs of linked providers.
	//
	// Deprecated: list the user's accounts instead.
	Providers []string `json:"providers,omitzero"`
	// Session is the progress of the user in the widget; zero if there is no session.
	Session userdata.Session `json:"session,omitzero"`
}

// CreatedUser is a new user, with the token that opens the widget for them.
type CreatedUser struct {
	User  User  `json:"user"`
	Token Token `json:"token"`
}

// UserListParams filters the list of users. Fields with zero values do not filter.
type UserListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// StartDate and EndDate limit the list to a range of creation dates, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of users: GET /users. With nil params it returns the first page, unfiltered.
func (s *UsersService) List(ctx context.Context, params *UserListParams, options ...RequestOption) (*Page[User], error) {
	return list[User](ctx, clientOf(s), opListUsers, params, options)
}

// Pages iterates over the pages of users, starting at the cursor in params: GET /users. It requests 150 items per page
// unless params sets a size.
func (s *UsersService) Pages(ctx context.Context, params *UserListParams, options ...RequestOption) iter.Seq2[*Page[User], error] {
	return pages[User](ctx, clientOf(s), opListUsers, params, options)
}

// All iterates over users, fetching pages as needed: GET /users. It stops after the first error, can be ranged over
// more than once, and requests 150 items per page unless params sets a size.
func (s *UsersService) All(ctx context.Context, params *UserListParams, options ...RequestOption) iter.Seq2[User, error] {
	return all[User](ctx, clientOf(s), opListUsers, params, options)
}

// Get returns one user: GET /users/{id}.
func (s *UsersService) Get(ctx context.Context, id string, options ...RequestOption) (*User, error) {
	return Do[User](ctx, clientOf(s), opGetUser, Request{PathValues: []string{id}}, options...)
}

// UserCreateParams describes a new user.
type UserCreateParams struct {
	// ExternalMetadata is stored with the user, so that you can find your own record again. It has at most 5 pairs of
	// ASCII text, with keys of at most 50 and values of at most 500 characters.
	ExternalMetadata map[string]string `json:"externalMetadata,omitzero"`
}

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *UserCreateParams) Validate() error {
	return invalid(metadataProblem(p.ExternalMetadata))
}

// Create creates a user and the token that opens the widget for them: POST /users. Params may be nil.
func (s *UsersService) Create(ctx context.Context, params *UserCreateParams, options ...RequestOption) (*CreatedUser, error) {
	if params == nil {
		params = &UserCreateParams{}
	}
	return Do[CreatedUser](ctx, clientOf(s), opCreateUser, Request{Body: params}, options...)
}

// Payload returns all data of a user: forms, and the data of accounts and archives: GET /users/{id}/payload.
func (s *UsersService) Payload(ctx context.Context, id string, options ...RequestOption) (*userdata.UserPayload, error) {
	return Do[userdata.UserPayload](ctx, clientOf(s), opUserPayload, Request{PathValues: []string{id}}, options...)
}

// ResetSession lets a user go through the widget again: POST /users/{id}/resetSession.
func (s *UsersService) ResetSession(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opResetSession, Request{PathValues: []string{id}}, options...)
	return err
}
