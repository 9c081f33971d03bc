package smile

import (
	"context"
	"iter"
	"time"
)

// ConsentTemplatesService manages the texts that people consent to.
type ConsentTemplatesService service

var (
	opListConsentTemplates  = Operation{ID: "list-consent-templates", Method: "GET", Path: "/consentTemplates", Retry: RetrySafe}
	opCreateConsentTemplate = Operation{ID: "create-consent-template", Method: "POST", Path: "/consentTemplates", Creates: "id"}
	opDeleteConsentTemplate = Operation{ID: "delete-consent-template", Method: "DELETE", Path: "/consentTemplates/{id}", Retry: RetrySafe}
)

// ConsentTemplate is a text that people consent to before they share data.
type ConsentTemplate struct {
	ID            string    `json:"id"`
	CreatedAt     time.Time `json:"createdAt,omitzero"`
	Title         string    `json:"title,omitzero"`
	Version       string    `json:"version,omitzero"`
	ConsentType   string    `json:"consentType,omitzero"`
	ConsentMethod string    `json:"consentMethod,omitzero"`
	ConsentText   string    `json:"consentText,omitzero"`
}

// ConsentTemplateListParams selects a page of consent templates.
type ConsentTemplateListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
}

// List returns one page of consent templates: GET /consentTemplates. With nil params it returns the first page,
// unfiltered.
func (s *ConsentTemplatesService) List(ctx context.Context, params *ConsentTemplateListParams, options ...RequestOption) (*Page[ConsentTemplate], error) {
	return list[ConsentTemplate](ctx, clientOf(s), opListConsentTemplates, params, options)
}

// Pages iterates over the pages of consent templates, starting at the cursor in params: GET /consentTemplates. It
// requests 150 items per page unless params sets a size.
func (s *ConsentTemplatesService) Pages(ctx context.Context, params *ConsentTemplateListParams, options ...RequestOption) iter.Seq2[*Page[ConsentTemplate], error] {
	return pages[ConsentTemplate](ctx, clientOf(s), opListConsentTemplates, params, options)
}

// All iterates over consent templates, fetching pages as needed: GET /consentTemplates. It stops after the first error,
// can be ranged over more than once, and requests 150 items per page unless params sets a size.
func (s *ConsentTemplatesService) All(ctx context.Context, params *ConsentTemplateListParams, options ...RequestOption) iter.Seq2[ConsentTemplate, error] {
	return all[ConsentTemplate](ctx, clientOf(s), opListConsentTemplates, params, options)
}

// ConsentTemplateCreateParams describes a new consent template. Version, ConsentType and ConsentText are required.
type ConsentTemplateCreateParams struct {
	// Title is optional and has at most 200 characters.
	Title string `json:"title,omitzero"`
	// Version has 1 to 64 characters.
	Version string `json:"version"`
	// ConsentType has 1 to 200 characters.
	ConsentType string `json:"consentType"`
	// ConsentMethod is optional and has at most 200 characters.
	ConsentMethod string `json:"consentMethod,omitzero"`
	// ConsentText has 1 to 65535 characters.
	ConsentText string `json:"consentText"`
}

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *ConsentTemplateCreateParams) Validate() error {
	return invalid(lengthProblem(
		optional("title", p.Title, 200),
		required("version", p.Version, 64),
		required("consentType", p.ConsentType, 200),
		optional("consentMethod", p.ConsentMethod, 200),
		required("consentText", p.ConsentText, 65535),
	))
}

// Create creates a consent template: POST /consentTemplates.
func (s *ConsentTemplatesService) Create(ctx context.Context, params *ConsentTemplateCreateParams, options ...RequestOption) (*ConsentTemplate, error) {
	if params == nil {
		params = &ConsentTemplateCreateParams{}
	}
	return Do[ConsentTemplate](ctx, clientOf(s), opCreateConsentTemplate, Request{Body: params}, options...)
}

// Delete deletes a consent template: DELETE /consentTemplates/{id}.
func (s *ConsentTemplatesService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opDeleteConsentTemplate, Request{PathValues: []string{id}}, options...)
	return err
}
