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

// WebhooksService manages where Smile sends events.
type WebhooksService service

var (
	opListWebhooks  = Operation{ID: "list-webhooks", Method: "GET", Path: "/webhooks", Retry: RetrySafe}
	opCreateWebhook = Operation{ID: "create-webhook", Method: "POST", Path: "/webhooks", Creates: "id"}
	opGetWebhook    = Operation{ID: "get-webhook", Method: "GET", Path: "/webhooks/{id}", Retry: RetrySafe}
	opDeleteWebhook = Operation{ID: "delete-webhook", Method: "DELETE", Path: "/webhooks/{id}", Retry: RetrySafe}
)

// AllEvents subscribes to events of every type, including those that come later.
const AllEvents userdata.EventType = "ALL_EVENTS"

// Webhook is a place where Smile sends events.
type Webhook struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	Name      string    `json:"name,omitzero"`
	URL       string    `json:"url,omitzero"`
	// Secret signs the events. Keep it out of logs.
	Secret     string               `json:"secret,omitzero"`
	EventTypes []userdata.EventType `json:"eventTypes,omitzero"`
	Active     bool                 `json:"active"`
	// IncludePayload tells that events about finished tasks carry the data; nil when the API does not say.
	IncludePayload *bool     `json:"includePayload,omitzero"`
	UpdatedAt      time.Time `json:"updatedAt,omitzero"`
}

// String names the webhook and hides its secret and URL.
func (w Webhook) String() string { return "smile.Webhook(" + w.ID + ")" }

// Format writes String for every verb, so that none prints the secret.
func (w Webhook) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, w.String()) }

// LogValue is String for package slog.
func (w Webhook) LogValue() slog.Value { return slog.StringValue(w.String()) }

// WebhookListParams choose a page of webhooks.
type WebhookListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
}

// List returns one page of webhooks: GET /webhooks. Nil params ask for the first page of everything.
func (s *WebhooksService) List(ctx context.Context, params *WebhookListParams, options ...RequestOption) (*Page[Webhook], error) {
	return list[Webhook](ctx, clientOf(s), opListWebhooks, params, options)
}

// Pages iterates over the pages of webhooks, beginning at the cursor in params: GET /webhooks. It asks for 150 on a page when
// params name no size.
func (s *WebhooksService) Pages(ctx context.Context, params *WebhookListParams, options ...RequestOption) iter.Seq2[*Page[Webhook], error] {
	return pages[Webhook](ctx, clientOf(s), opListWebhooks, params, options)
}

// All iterates over webhooks, page after page: GET /webhooks. It can be ranged over again, ends after the
// first error, and asks for pages of 150 when params name no size.
func (s *WebhooksService) All(ctx context.Context, params *WebhookListParams, options ...RequestOption) iter.Seq2[Webhook, error] {
	return all[Webhook](ctx, clientOf(s), opListWebhooks, params, options)
}

// Get returns one webhook: GET /webhooks/{id}.
func (s *WebhooksService) Get(ctx context.Context, id string, options ...RequestOption) (*Webhook, error) {
	return Do[Webhook](ctx, clientOf(s), opGetWebhook, Request{PathValues: []string{id}}, options...)
}

// Delete removes a webhook: DELETE /webhooks/{id}.
func (s *WebhooksService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opDeleteWebhook, Request{PathValues: []string{id}}, options...)
	return err
}

// WebhookCreateParams describe a new webhook. Name, URL, EventTypes and Secret are required.
type WebhookCreateParams struct {
	// Name has 1 to 200 characters.
	Name string `json:"name"`
	// URL is https and has at most 500 characters. The bundled sandbox takes http to loopback too, and http to any
	// host from a client whose base URL is plain http when it runs with -public.
	URL string `json:"url"`
	// EventTypes are the events to send, or [AllEvents] alone.
	EventTypes []userdata.EventType `json:"eventTypes"`
	// Active webhooks receive events; nil means true.
	Active *bool `json:"active"`
	// IncludePayload asks for the data in events about finished tasks.
	IncludePayload bool `json:"includePayload"`
	// Secret signs the events: 1 to 64 characters, of which only your backend and Smile know. It is text: write
	// random bytes in hexadecimal or base64, here and for webhookverify.NewVerifier alike.
	Secret string `json:"secret"`
}

// String names the webhook and hides its secret and URL.
func (p WebhookCreateParams) String() string { return "smile.WebhookCreateParams(" + p.Name + ")" }

// Format writes String for every verb, so that none prints the secret.
func (p WebhookCreateParams) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue is String for package slog.
func (p WebhookCreateParams) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Validate reports the first field that cannot be right as a [*ParameterError].
func (p *WebhookCreateParams) Validate() error { return p.validate(false) }

func (p *WebhookCreateParams) validate(plain bool) error {
	switch {
	case p.Name == "" || utf8.RuneCountInString(p.Name) > 200:
		return invalid("name", "must have 1 to 200 characters")
	case utf8.RuneCountInString(p.URL) > 500:
		return invalid("url", "must have at most 500 characters")
	case !isWebhookURL(p.URL, plain):
		return invalid("url", "must be an https URL with a host (plain http is for loopback addresses, and for clients whose base URL is plain http)")
	case len(p.EventTypes) == 0:
		return invalid("eventTypes", "are empty: name some, or AllEvents")
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

// webhookBody is params in the hands of a client.
type webhookBody struct {
	WebhookCreateParams
	plain bool
}

// Validate lets a client that talks plain HTTP register what is reached by it.
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
