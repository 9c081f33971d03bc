package smile

import (
	"context"
	"iter"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// InvitesService sends people e-mail that asks them to link an account.
type InvitesService service

var (
	opListInvites    = Operation{ID: "list-invites", Method: "GET", Path: "/invites", Retry: RetrySafe}
	opCreateInvite   = Operation{ID: "create-invite", Method: "POST", Path: "/invites", Creates: "id"}
	opGetInvite      = Operation{ID: "get-invite", Method: "GET", Path: "/invites/{id}", Retry: RetrySafe}
	opListInviteLogs = Operation{ID: "list-invite-log", Method: "GET", Path: "/invites/{inviteId}/logs", Retry: RetrySafe}
)

// InviteStatus is the progress of an invited person.
type InviteStatus string

// The statuses of an invite.
const (
	InviteStatusInvited           InviteStatus = "INVITED"
	InviteStatusEmailOpened       InviteStatus = "EMAIL_OPENED"
	InviteStatusLandingPageOpened InviteStatus = "LANDING_PAGE_OPENED"
	InviteStatusWidgetOpened      InviteStatus = "WINK_WIDGET_OPENED"
	InviteStatusLinked            InviteStatus = "LINKED"
	InviteStatusRevoked           InviteStatus = "REVOKED"
)

// Invite is an invitation for one person to link an account.
type Invite struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	UserID    string    `json:"userId,omitzero"`
	Email     string    `json:"email,omitzero"`
	FullName  string    `json:"fullName,omitzero"`
	FirstName string    `json:"firstName,omitzero"`
	LastName  string    `json:"lastName,omitzero"`
	// TemplateID is the invite template, and WinkTemplateID the template of the widget.
	TemplateID     string       `json:"templateId,omitzero"`
	WinkTemplateID string       `json:"winkTemplateId,omitzero"`
	Status         InviteStatus `json:"status,omitzero"`
	InvitedAt      time.Time    `json:"invitedAt,omitzero"`
	// LinkedAt is zero until the person has linked an account.
	LinkedAt  time.Time `json:"linkedAt,omitzero"`
	UpdatedAt time.Time `json:"updatedAt,omitzero"`
	// LandingPageURL is the page that the invite links to. Anyone who has it can act as the person invited.
	LandingPageURL string `json:"inviteLandingPageUrl,omitzero"`
}

// InviteListParams selects a page of invites.
type InviteListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
}

// List returns one page of invites: GET /invites. With nil params it returns the first page, unfiltered.
func (s *InvitesService) List(ctx context.Context, params *InviteListParams, options ...RequestOption) (*Page[Invite], error) {
	return list[Invite](ctx, clientOf(s), opListInvites, params, options)
}

// Pages iterates over the pages of invites, starting at the cursor in params: GET /invites. It requests 150 items per
// page unless params sets a size.
func (s *InvitesService) Pages(ctx context.Context, params *InviteListParams, options ...RequestOption) iter.Seq2[*Page[Invite], error] {
	return pages[Invite](ctx, clientOf(s), opListInvites, params, options)
}

// All iterates over invites, fetching pages as needed: GET /invites. It stops after the first error, can be ranged over
// more than once, and requests 150 items per page unless params sets a size.
func (s *InvitesService) All(ctx context.Context, params *InviteListParams, options ...RequestOption) iter.Seq2[Invite, error] {
	return all[Invite](ctx, clientOf(s), opListInvites, params, options)
}

// Get returns one invite: GET /invites/{id}.
func (s *InvitesService) Get(ctx context.Context, id string, options ...RequestOption) (*Invite, error) {
	return Do[Invite](ctx, clientOf(s), opGetInvite, Request{PathValues: []string{id}}, options...)
}

// InviteCreateParams describes a new invite. Email, FullName and TemplateID are required.
type InviteCreateParams struct {
	userdata.Personal
	// Email is an address such as juan@example.com, of at most 200 characters.
	Email string `json:"email"`
	// FullName has 1 to 200 characters.
	FullName string `json:"fullName"`
	// FirstName and LastName have at most 64 characters.
	FirstName string `json:"firstName,omitzero"`
	LastName  string `json:"lastName,omitzero"`
	// TemplateID is the invite template to use.
	TemplateID string `json:"templateId"`
	// WinkTemplateID is the template of the widget; empty means the default.
	WinkTemplateID string `json:"winkTemplateId,omitzero"`
}

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *InviteCreateParams) Validate() error {
	if !isEmail(p.Email) {
		return invalid("email", notEmail)
	}
	return invalid(lengthProblem(
		required("email", p.Email, 200),
		required("fullName", p.FullName, 200),
		optional("firstName", p.FirstName, 64),
		optional("lastName", p.LastName, 64),
		required("templateId", p.TemplateID, 64),
		optional("winkTemplateId", p.WinkTemplateID, 64),
	))
}

// Create creates an invite, and sends it if its template has SendEmail set: POST /invites. It is never retried after an
// attempt that may have sent the e-mail.
func (s *InvitesService) Create(ctx context.Context, params *InviteCreateParams, options ...RequestOption) (*Invite, error) {
	if params == nil {
		params = &InviteCreateParams{}
	}
	return Do[Invite](ctx, clientOf(s), opCreateInvite, Request{Body: params}, options...)
}

// InviteLog is one step taken by an invited person.
type InviteLog struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	InviteID  string    `json:"inviteId,omitzero"`
	UserID    string    `json:"userId,omitzero"`
	// Status is the status after the step.
	Status InviteStatus `json:"inviteStatus,omitzero"`
}

// InviteLogListParams selects a page of the log of an invite.
type InviteLogListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
}

// Logs returns one page of the log of an invite: GET /invites/{inviteId}/logs. With nil params it returns the first
// page, unfiltered.
func (s *InvitesService) Logs(ctx context.Context, inviteID string, params *InviteLogListParams, options ...RequestOption) (*Page[InviteLog], error) {
	return list[InviteLog](ctx, clientOf(s), opListInviteLogs, params, options, inviteID)
}

// LogPages iterates over the pages of the log of an invite, starting at the cursor in params: GET
// /invites/{inviteId}/logs. It requests 150 items per page unless params sets a size.
func (s *InvitesService) LogPages(ctx context.Context, inviteID string, params *InviteLogListParams, options ...RequestOption) iter.Seq2[*Page[InviteLog], error] {
	return pages[InviteLog](ctx, clientOf(s), opListInviteLogs, params, options, inviteID)
}

// AllLogs iterates over the log of an invite, fetching pages as needed: GET /invites/{inviteId}/logs. It stops after
// the first error, can be ranged over more than once, and requests 150 items per page unless params sets a size.
func (s *InvitesService) AllLogs(ctx context.Context, inviteID string, params *InviteLogListParams, options ...RequestOption) iter.Seq2[InviteLog, error] {
	return all[InviteLog](ctx, clientOf(s), opListInviteLogs, params, options, inviteID)
}
