package smile

import (
	"context"
	"iter"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// UsersService manages the people who link accounts with you.
type UsersService service

var (
	opListUsers    = Operation{ID: "list-users", Method: "GET", Path: "/users", Retry: RetrySafe}
	opCreateUser   = Operation{ID: "create-user", Method: "POST", Path: "/users", Creates: "user.id"}
	opGetUser      = Operation{ID: "get-user", Method: "GET", Path: "/users/{id}", Retry: RetrySafe}
	opUserPayload  = Operation{ID: "get-user-session-payload", Method: "GET", Path: "/users/{id}/payload", Retry: RetrySafe}
	opResetSession = Operation{ID: "reset-user-session", Method: "POST", Path: "/users/{id}/resetSession"}
)

// User is a person who links accounts with you.
type User struct {
	ID string `json:"id"`
	// ExternalMetadata is what you stored with the user.
	ExternalMetadata map[string]string `json:"externalMetadata,omitzero"`
	CreatedAt        time.Time         `json:"createdAt,omitzero"`
	// Providers are the IDs of linked providers.
	//
	// Deprecated: list the user's accounts instead.
	Providers []string `json:"providers,omitzero"`
	// Session is how far the person came in the widget; its zero value means that there is none.
	Session userdata.Session `json:"session,omitzero"`
}

// CreatedUser is a new user with the token that starts the widget for them.
type CreatedUser struct {
	User  User  `json:"user"`
	Token Token `json:"token"`
}

// UserListParams filter the list of users. Zero values do not filter.
type UserListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// StartDate and EndDate bound the day of creation, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of users: GET /users. Nil params ask for the first page of everything.
func (s *UsersService) List(ctx context.Context, params *UserListParams, options ...RequestOption) (*Page[User], error) {
	return list[User](ctx, clientOf(s), opListUsers, params, options)
}

// Pages iterates over the pages of users, beginning at the cursor in params: GET /users. It asks for 150 on a page when
// params name no size.
func (s *UsersService) Pages(ctx context.Context, params *UserListParams, options ...RequestOption) iter.Seq2[*Page[User], error] {
	return pages[User](ctx, clientOf(s), opListUsers, params, options)
}

// All iterates over users, page after page: GET /users. It can be ranged over again, ends after the
// first error, and asks for pages of 150 when params name no size.
func (s *UsersService) All(ctx context.Context, params *UserListParams, options ...RequestOption) iter.Seq2[User, error] {
	return all[User](ctx, clientOf(s), opListUsers, params, options)
}

// Get returns one user: GET /users/{id}.
func (s *UsersService) Get(ctx context.Context, id string, options ...RequestOption) (*User, error) {
	return Do[User](ctx, clientOf(s), opGetUser, Request{PathValues: []string{id}}, options...)
}

// UserCreateParams describe a new user.
type UserCreateParams struct {
	// ExternalMetadata is kept with the user, to find your own record again: at most 5 pairs of ASCII
	// text, keys of at most 50 and values of at most 500 characters.
	ExternalMetadata map[string]string `json:"externalMetadata,omitzero"`
}

// Validate reports the first field that cannot be right as a [*ParameterError].
func (p *UserCreateParams) Validate() error {
	return invalid(metadataProblem(p.ExternalMetadata))
}

// Create makes a user and the token that starts the widget for them: POST /users. Params may be nil.
func (s *UsersService) Create(ctx context.Context, params *UserCreateParams, options ...RequestOption) (*CreatedUser, error) {
	if params == nil {
		params = &UserCreateParams{}
	}
	return Do[CreatedUser](ctx, clientOf(s), opCreateUser, Request{Body: params}, options...)
}

// Payload returns everything that is known of a user: forms, and the data of accounts and archives:
// GET /users/{id}/payload.
func (s *UsersService) Payload(ctx context.Context, id string, options ...RequestOption) (*userdata.UserPayload, error) {
	return Do[userdata.UserPayload](ctx, clientOf(s), opUserPayload, Request{PathValues: []string{id}}, options...)
}

// ResetSession lets a user go through the widget anew: POST /users/{id}/resetSession.
func (s *UsersService) ResetSession(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opResetSession, Request{PathValues: []string{id}}, options...)
	return err
}
