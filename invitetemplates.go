package smile

import (
	"context"
	"iter"
)

// InviteTemplatesService manages the text and appearance of invites.
type InviteTemplatesService service

var (
	opListInviteTemplates  = Operation{ID: "list-invite-templates", Method: "GET", Path: "/inviteTemplates", Retry: RetrySafe}
	opCreateInviteTemplate = Operation{ID: "create-invite-template", Method: "POST", Path: "/inviteTemplates", Creates: "id"}
	opGetInviteTemplate    = Operation{ID: "get-invite-template", Method: "GET", Path: "/inviteTemplates/{id}", Retry: RetrySafe}
	opUpdateInviteTemplate = Operation{ID: "update-invite-template", Method: "PUT", Path: "/inviteTemplates/{id}", Retry: RetrySafe}
	opDeleteInviteTemplate = Operation{ID: "delete-invite-template", Method: "DELETE", Path: "/inviteTemplates/{id}", Retry: RetrySafe}
)

// InviteTemplate is the text and appearance of an invite.
type InviteTemplate struct {
	ID          string                `json:"id"`
	Name        string                `json:"name,omitzero"`
	Company     InviteTemplateCompany `json:"company,omitzero"`
	Email       InviteTemplateEmail   `json:"email,omitzero"`
	LandingPage InviteTemplatePage    `json:"landingPage,omitzero"`
	SuccessPage InviteTemplatePage    `json:"successPage,omitzero"`
}

// InviteTemplateCompany is the company that sends the invite.
type InviteTemplateCompany struct {
	// Name has 1 to 200 characters.
	Name string `json:"name"`
	// LogoURL has 1 to 200 characters.
	LogoURL string `json:"logoUrl"`
}

// InviteTemplateEmail is the e-mail that an invited person receives.
type InviteTemplateEmail struct {
	// SendEmail reports whether Smile sends the e-mail. If it is false, you direct the person to the landing page
	// yourself.
	SendEmail bool `json:"sendEmail"`
	// SenderName has 1 to 200 characters.
	SenderName string `json:"senderName"`
	// ReplyAddress is an e-mail address of at most 200 characters.
	ReplyAddress string `json:"replyAddress"`
	// Subject has 1 to 200 characters.
	Subject string `json:"subject"`
	// Body has 1 to 5000 characters.
	Body string `json:"body"`
}

// InviteTemplatePage is a page that the person sees.
type InviteTemplatePage struct {
	// Header has 1 to 200 characters.
	Header string `json:"header"`
	// Description has 1 to 5000 characters.
	Description string `json:"description"`
	// Button has 1 to 200 characters.
	Button string `json:"button"`
}

// InviteTemplateListParams selects a page of invite templates.
type InviteTemplateListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
}

// List returns one page of invite templates: GET /inviteTemplates. With nil params it returns the first page,
// unfiltered.
func (s *InviteTemplatesService) List(ctx context.Context, params *InviteTemplateListParams, options ...RequestOption) (*Page[InviteTemplate], error) {
	return list[InviteTemplate](ctx, clientOf(s), opListInviteTemplates, params, options)
}

// Pages iterates over the pages of invite templates, starting at the cursor in params: GET /inviteTemplates. It
// requests 150 items per page unless params sets a size.
func (s *InviteTemplatesService) Pages(ctx context.Context, params *InviteTemplateListParams, options ...RequestOption) iter.Seq2[*Page[InviteTemplate], error] {
	return pages[InviteTemplate](ctx, clientOf(s), opListInviteTemplates, params, options)
}

// All iterates over invite templates, fetching pages as needed: GET /inviteTemplates. It stops after the first error,
// can be ranged over more than once, and requests 150 items per page unless params sets a size.
func (s *InviteTemplatesService) All(ctx context.Context, params *InviteTemplateListParams, options ...RequestOption) iter.Seq2[InviteTemplate, error] {
	return all[InviteTemplate](ctx, clientOf(s), opListInviteTemplates, params, options)
}

// Get returns one invite template: GET /inviteTemplates/{id}.
func (s *InviteTemplatesService) Get(ctx context.Context, id string, options ...RequestOption) (*InviteTemplate, error) {
	return Do[InviteTemplate](ctx, clientOf(s), opGetInviteTemplate, Request{PathValues: []string{id}}, options...)
}

// InviteTemplateParams holds all fields of an invite template to create or replace. All text is required.
type InviteTemplateParams struct {
	// Name has 1 to 64 characters.
	Name        string                `json:"name"`
	Company     InviteTemplateCompany `json:"company"`
	Email       InviteTemplateEmail   `json:"email"`
	LandingPage InviteTemplatePage    `json:"landingPage"`
	SuccessPage InviteTemplatePage    `json:"successPage"`
}

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *InviteTemplateParams) Validate() error {
	field, problem := lengthProblem(
		required("name", p.Name, 64),
		required("company.name", p.Company.Name, 200),
		required("company.logoUrl", p.Company.LogoURL, 200),
		required("email.senderName", p.Email.SenderName, 200),
		required("email.replyAddress", p.Email.ReplyAddress, 200),
		required("email.subject", p.Email.Subject, 200),
		required("email.body", p.Email.Body, 5000),
		required("landingPage.header", p.LandingPage.Header, 200),
		required("landingPage.description", p.LandingPage.Description, 5000),
		required("landingPage.button", p.LandingPage.Button, 200),
		required("successPage.header", p.SuccessPage.Header, 200),
		required("successPage.description", p.SuccessPage.Description, 5000),
		required("successPage.button", p.SuccessPage.Button, 200),
	)
	if problem == "" && !isEmail(p.Email.ReplyAddress) {
		return invalid("email.replyAddress", notEmail)
	}
	return invalid(field, problem)
}

// Create creates an invite template: POST /inviteTemplates.
func (s *InviteTemplatesService) Create(ctx context.Context, params *InviteTemplateParams, options ...RequestOption) (*InviteTemplate, error) {
	if params == nil {
		params = &InviteTemplateParams{}
	}
	return Do[InviteTemplate](ctx, clientOf(s), opCreateInviteTemplate, Request{Body: params}, options...)
}

// Update replaces an invite template: PUT /inviteTemplates/{id}.
func (s *InviteTemplatesService) Update(ctx context.Context, id string, params *InviteTemplateParams, options ...RequestOption) (*InviteTemplate, error) {
	if params == nil {
		params = &InviteTemplateParams{}
	}
	return Do[InviteTemplate](ctx, clientOf(s), opUpdateInviteTemplate, Request{PathValues: []string{id}, Body: params}, options...)
}

// Delete deletes an invite template: DELETE /inviteTemplates/{id}.
func (s *InviteTemplatesService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opDeleteInviteTemplate, Request{PathValues: []string{id}}, options...)
	return err
}
