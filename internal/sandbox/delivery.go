package sandbox

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"io"
	"net/http"
	"time"
)

// retryDelays is how long after a failed attempt the next one follows. Then the event is given up.
var retryDelays = []time.Duration{30 * time.Second, 60 * time.Second}

// shipment is one event on its way to one webhook.
type shipment struct {
	webhook *item
	event   event
	attempt int
}

// queue sends the events of one webhook one after the other. A retry waits outside, and does not hold
// up what follows.
type queue struct {
	waiting []shipment
	sending bool
}

func newSender(transport http.RoundTripper, timeout time.Duration) *http.Client {
	if transport == nil {
		transport = http.DefaultTransport.(*http.Transport).Clone()
	}
	return &http.Client{
		Transport: transport,
		Timeout:   timeout,
		// A redirect is an answer that is not 2xx: the signed body goes nowhere else.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// enqueue lets a shipment wait for its turn. The server is locked.
func (s *Server) enqueue(t *tenant, sent shipment) {
	q := t.queues[sent.webhook.id]
	if q == nil {
		q = &queue{}
		t.queues[sent.webhook.id] = q
	}
	q.waiting = append(q.waiting, sent)
	if !q.sending {
		q.sending = true
		s.scheduler.soon(0, func() { s.sendNext(t, q) })
	}
}

// sendNext delivers the first shipment of a queue. The server is not locked meanwhile: the receiver
// may well call the API before it answers.
func (s *Server) sendNext(t *tenant, q *queue) {
	s.mu.Lock()
	sent := q.waiting[0]
	q.waiting = q.waiting[1:]
	wanted := t.webhooks.byID[sent.webhook.id] != nil
	s.mu.Unlock()

	delivered := !wanted || s.deliver(t, sent)

	s.mu.Lock()
	defer s.mu.Unlock()
	if !delivered && sent.attempt <= len(retryDelays) {
		s.scheduler.later(retryDelays[sent.attempt-1], s.locked(func() {
			sent.attempt++
			s.enqueue(t, sent)
		}))
	}
	if q.sending = len(q.waiting) > 0; q.sending {
		s.scheduler.soon(0, func() { s.sendNext(t, q) })
	}
}

// deliver makes one attempt and records it.
func (s *Server) deliver(t *tenant, sent shipment) (delivered bool) {
	webhook := sent.webhook.document // never changed after its creation
	record := Delivery{
		At: s.clock.Now(), Tenant: t.key, WebhookID: sent.webhook.id, URL: webhook["url"].(string),
		EventID: sent.event.ID, EventType: sent.event.Type, Attempt: sent.attempt,
	}
	defer func() { s.deliveries.add(record) }()

	body, err := encode(sent.event)
	if err != nil {
		record.Error = err.Error()
		return false
	}
	request, err := http.NewRequestWithContext(s.background, http.MethodPost, record.URL, bytes.NewReader(body))
	if err != nil {
		record.Error = err.Error()
		return false
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "smile-sandbox")
	request.Header.Set("Smile-Signature", sign(body, webhook["secret"].(string)))
	record.Body, record.Header = body, request.Header.Clone()

	response, err := s.sender.Do(request)
	if err != nil {
		record.Error = err.Error()
		return false
	}
	defer func() { _ = response.Body.Close() }() // only read from
	const enough = 64 << 10
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, enough)) // so that the connection can be used again
	record.Status = response.StatusCode
	return response.StatusCode >= 200 && response.StatusCode < 300
}

// sign returns the value of the Smile-Signature header for a body.
func sign(body []byte, secret string) string {
	mac := hmac.New(sha512.New, []byte(secret))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}
