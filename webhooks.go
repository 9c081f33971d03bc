package smile

import (
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/smileapi/smile-go/userdata"
)

// WebhooksService manages the URLs to which Smile sends events.
type WebhooksService service

var (
	opListWebhooks  = Operation{ID: "list-webhooks", Method: "GET", Path: "/webhooks", Retry: RetrySafe}
	opCreateWebhook = Operation{ID: "create-webhook", Method: "POST", Path: "/webhooks", Creates: "id"}
	opGetWebhook    = Operation{ID: "get-webhook", Method: "GET", Path: "/webhooks/{id}", Retry: RetrySafe}
	opDeleteWebhook = Operation{ID: "delete-webhook", Method: "DELETE", Path: "/webhooks/{id}", Retry: RetrySafe}
)

// AllEvents subscribes to events of every type, including types added later.
const AllEvents userdata.EventType = "ALL_EVENTS"

// Webhook is a URL to which Smile sends events.
type Webhook struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	Name      string    `json:"name,omitzero"`
	URL       string    `json:"url,omitzero"`
	// Secret signs the events. Keep it out of logs.
	Secret     string               `json:"secret,omitzero"`
	EventTypes []userdata.EventType `json:"eventTypes,omitzero"`
	Active     bool                 `json:"active"`
	// IncludePayload reports whether events about finished tasks include the data; nil if the API does not say.
	IncludePayload *bool     `json:"includePayload,omitzero"`
	UpdatedAt      time.Time `json:"updatedAt,omitzero"`
}

// String returns the type and the ID, without the secret and the URL.
func (w Webhook) String() string { return "smile.Webhook(" + w.ID + ")" }

// Format writes String for every verb, so that no verb prints the secret.
func (w Webhook) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, w.String()) }

// LogValue returns String.
func (w Webhook) LogValue() slog.Value { return slog.StringValue(w.String()) }

// WebhookListParams selects a page of webhooks.
type WebhookListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
}

// List returns one page of webhooks: GET /webhooks. With nil params it returns the first page, unfiltered.
func (s *WebhooksService) List(ctx context.Context, params *WebhookListParams, options ...RequestOption) (*Page[Webhook], error) {
	return list[Webhook](ctx, clientOf(s), opListWebhooks, params, options)
}

// Pages iterates over the pages of webhooks, starting at the cursor in params: GET /webhooks. It requests 150 items per
// page unless params sets a size.
func (s *WebhooksService) Pages(ctx context.Context, params *WebhookListParams, options ...RequestOption) iter.Seq2[*Page[Webhook], error] {
	return pages[Webhook](ctx, clientOf(s), opListWebhooks, params, options)
}

// All iterates over webhooks, fetching pages as needed: GET /webhooks. It stops after the first error, can be ranged
// over more than once, and requests 150 items per page unless params sets a size.
func (s *WebhooksService) All(ctx context.Context, params *WebhookListParams, options ...RequestOption) iter.Seq2[Webhook, error] {
	return all[Webhook](ctx, clientOf(s), opListWebhooks, params, options)
}

// Get returns one webhook: GET /webhooks/{id}.
func (s *WebhooksService) Get(ctx context.Context, id string, options ...RequestOption) (*Webhook, error) {
	return Do[Webhook](ctx, clientOf(s), opGetWebhook, Request{PathValues: []string{id}}, options...)
}

// Delete deletes a webhook: DELETE /webhooks/{id}.
func (s *WebhooksService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opDeleteWebhook, Request{PathValues: []string{id}}, options...)
	return err
}

// WebhookCreateParams describes a new webhook. Name, URL, EventTypes and Secret are required.
type WebhookCreateParams struct {
	// Name has 1 to 200 characters.
	Name string `json:"name"`
	// URL is an https URL of at most 500 characters. The bundled sandbox also accepts http for loopback addresses and,
	// when run with -public, http for any host from a client whose base URL is plain http.
	URL string `json:"url"`
	// EventTypes lists the types of events to send, or [AllEvents] alone.
	EventTypes []userdata.EventType `json:"eventTypes"`
	// Active reports whether the webhook receives events; nil means true.
	Active *bool `json:"active"`
	// IncludePayload includes the data in events about finished tasks.
	IncludePayload bool `json:"includePayload"`
	// Secret signs the events. It is text of 1 to 64 characters, known only to your backend and Smile. Encode random
	// bytes in hexadecimal or base64, and pass the same text to webhookverify.NewVerifier.
	Secret string `json:"secret"`
}

// String returns the type and the name, without the secret and the URL.
func (p WebhookCreateParams) String() string { return "smile.WebhookCreateParams(" + p.Name + ")" }

// Format writes String for every verb, so that no verb prints the secret.
func (p WebhookCreateParams) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue returns String.
func (p WebhookCreateParams) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *WebhookCreateParams) Validate() error { return p.validate(false) }

func (p *WebhookCreateParams) validate(plain bool) error {
	switch {
	case p.Name == "" || utf8.RuneCountInString(p.Name) > 200:
		return invalid("name", "must have 1 to 200 characters")
	case utf8.RuneCountInString(p.URL) > 500:
		return invalid("url", "must have at most 500 characters")
	case !isWebhookURL(p.URL, plain):
		return invalid("url", "must be an https URL with a host (plain http is allowed for loopback addresses, and for clients whose base URL is plain http)")
	case len(p.EventTypes) == 0:
		return invalid("eventTypes", "is empty: list event types, or AllEvents")
	case strings.TrimSpace(p.Secret) == "" || utf8.RuneCountInString(p.Secret) > 64:
		return invalid("secret", "must have 1 to 64 characters")
	default:
		return nil
	}
}

func isWebhookURL(text string, plain bool) bool {
	u, err := url.Parse(text)
	return err == nil && isHTTP(u, plain)
}

// webhookBody is the params with the settings of a client.
type webhookBody struct {
	WebhookCreateParams
	plain bool
}

// Validate allows a plain HTTP URL if the client uses plain HTTP.
func (b *webhookBody) Validate() error { return b.validate(b.plain) }

// Create registers a webhook: POST /webhooks.
func (s *WebhooksService) Create(ctx context.Context, params *WebhookCreateParams, options ...RequestOption) (*Webhook, error) {
	var body webhookBody
	if params != nil {
		body.WebhookCreateParams = *params
	}
	if p := clientOf(s).made(); p != nil {
		body.plain = p.plain
	}
	if body.Active == nil {
		body.Active = Bool(true)
	}
	return Do[Webhook](ctx, clientOf(s), opCreateWebhook, Request{Body: &body}, options...)
}
