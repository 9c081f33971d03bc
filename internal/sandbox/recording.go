package sandbox

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// Exchange is one request and how it was answered. No header is kept.
type Exchange struct {
	At time.Time
	// Tenant is the API key; empty when the credentials were refused.
	Tenant string
	// Operation is the contract's ID; empty when the request was none of its operations.
	Operation string
	Method    string
	Path      string
	Query     string
	Status    int
	// Code is the code in the envelope, such as OK or MISSING_RESOURCE.
	Code      string
	RequestID string
}

// Delivery is one attempt to hand an event to a webhook.
type Delivery struct {
	At time.Time
	// Tenant is the API key that the webhook belongs to.
	Tenant    string
	WebhookID string
	URL       string
	EventID   string
	EventType string
	// Attempt counts from 1.
	Attempt int
	// Status is what the receiver answered; 0 when it did not.
	Status int
	// Error says why there was no answer; empty when there was one, whatever its status.
	Error string
	// Header is what was sent, the signature included.
	Header http.Header
	Body   []byte
}

// Exchanges returns the latest requests of all tenants, the oldest first. Downloads are not among
// them.
func (s *Server) Exchanges() []Exchange { return s.exchanges.all() }

// Deliveries returns the latest attempts at delivery of all tenants, the oldest first.
func (s *Server) Deliveries() []Delivery { return s.deliveries.all() }

// history remembers the last entries.
type history[T any] struct {
	limit int

	mu      sync.Mutex
	entries []T
}

func newHistory[T any](limit int) *history[T] { return &history[T]{limit: limit} }

func (h *history[T]) add(entry T) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.entries) >= 2*h.limit { // not at every entry, so that one costs little
		h.entries = slices.Delete(h.entries, 0, len(h.entries)-h.limit+1)
	}
	h.entries = append(h.entries, entry)
}

func (h *history[T]) all() []T {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.entries[max(0, len(h.entries)-h.limit):])
}
