package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type object = map[string]any

const (
	key    = "key-1"
	secret = "secret-1"
)

var start = time.Date(2026, 5, 4, 9, 30, 0, 0, time.UTC)

// world is a server on a fake clock, seen by one tenant.
type world struct {
	t           *testing.T
	server      *sandbox.Server
	clock       *sandbox.FakeClock
	key, secret string
}

func newWorld(t *testing.T, change ...func(*sandbox.Config)) *world {
	t.Helper()
	clock := sandbox.NewFakeClock(start)
	config := sandbox.Config{Tenants: map[string]string{key: secret}, Clock: clock, Seed: 1}
	for _, change := range change {
		change(&config)
	}
	server := sandbox.New(config)
	t.Cleanup(server.Close)
	return &world{t, server, clock, key, secret}
}

// as is the same server seen by another tenant.
func (w *world) as(key, secret string) *world {
	w.server.AddTenant(key, secret)
	other := *w
	other.key, other.secret = key, secret
	return &other
}

type answer struct {
	status        int
	header        http.Header
	code, message string
	requestID     string
	data          any
	hasData       bool
	body          []byte
}

// call sends a request with credentials and, when there is a body, as JSON.
func (w *world) call(method, target, body string) answer {
	w.t.Helper()
	r := httptest.NewRequest(method, "http://sandbox.test"+target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.SetBasicAuth(w.key, w.secret)
	return w.send(r)
}

// send checks what every answer has in common, and each success against the contract.
func (w *world) send(r *http.Request) answer {
	w.t.Helper()
	recorder := httptest.NewRecorder()
	w.server.ServeHTTP(recorder, r)
	a := answer{status: recorder.Code, header: recorder.Header(), body: recorder.Body.Bytes()}
	require.Equal(w.t, "application/json", recorder.Header().Get("Content-Type"))
	var envelope object
	require.NoError(w.t, decode(a.body, &envelope), string(a.body))
	a.code, _ = envelope["code"].(string)
	a.message, _ = envelope["message"].(string)
	a.requestID, _ = envelope["requestId"].(string)
	a.data, a.hasData = envelope["data"]
	assert.Regexp(w.t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, a.requestID)
	assert.NotEmpty(w.t, a.message)

	path, isAPI := strings.CutPrefix(r.URL.EscapedPath(), "/v1")
	if !isAPI || a.status >= 300 {
		return a
	}
	operation, _, _ := contract.Load().Match(r.Method, path)
	require.NotNil(w.t, operation)
	assert.Equal(w.t, operation.Status, a.status, operation.ID)
	assert.Empty(w.t, contract.Load().Validate(operation.Response, envelope), operation.ID)
	return a
}

// ok is call for what must succeed.
func (w *world) ok(method, target, body string) object {
	w.t.Helper()
	a := w.call(method, target, body)
	require.Less(w.t, a.status, 300, "%s %s: %s", method, target, a.body)
	data, _ := a.data.(object)
	return data
}

// list reads a whole list page by page.
func (w *world) list(path string, size string, filters url.Values) []object {
	w.t.Helper()
	query := url.Values{"size": {size}}
	for name, values := range filters {
		query[name] = values
	}
	items := []object{}
	for range 10000 {
		page := w.ok(http.MethodGet, path+"?"+query.Encode(), "")
		for _, item := range page["items"].([]any) {
			items = append(items, item.(object))
		}
		next, more := page["nextCursor"].(string)
		if !more {
			return items
		}
		query.Set("cursor", next)
	}
	w.t.Fatal("the list has no end")
	return nil
}

func (w *world) createUser() (id, token string) {
	w.t.Helper()
	created := w.ok(http.MethodPost, "/v1/users", "")
	return created["user"].(object)["id"].(string), created["token"].(object)["accessToken"].(string)
}

// The people that Smile publishes.
var (
	george    = sandbox.LinkRequest{Username: "gpalomero1234@smileapi.io", Password: "123456", MFACode: "1234"}
	ryan      = sandbox.LinkRequest{Username: "+628119994321", Password: "654321", MFACode: "1234"}
	christina = sandbox.LinkRequest{Username: "Christina", Password: "YGUS1", MFACode: "1234"}
	anisha    = sandbox.LinkRequest{Username: "ANISHA98765@smileapi.io", Password: "123456", MFACode: "1234"}
)

// link links an account and lets everything happen that follows.
func (w *world) link(person sandbox.LinkRequest, userID, provider string) (accountID string) {
	w.t.Helper()
	person.UserID, person.ProviderID = userID, provider
	accountID, err := w.server.Link(person)
	require.NoError(w.t, err)
	w.settle()
	return accountID
}

func (w *world) settle() {
	w.t.Helper()
	require.NoError(w.t, w.server.Settle(w.t.Context()))
}

// register creates a webhook for some event types.
func (w *world) register(target string, includePayload bool, eventTypes ...string) (id string) {
	w.t.Helper()
	body, err := json.Marshal(object{
		"name": "n", "url": target, "eventTypes": append([]string{}, eventTypes...), "active": true, "secret": "s3cret", "includePayload": includePayload,
	})
	require.NoError(w.t, err)
	return w.ok(http.MethodPost, "/v1/webhooks", string(body))["id"].(string)
}

// eventTypes of everything that was delivered, in order.
func (w *world) eventTypes() []string {
	types := []string{}
	for _, delivery := range w.server.Deliveries() {
		types = append(types, delivery.EventType)
	}
	return types
}

// roundTripper answers webhooks without a network.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func respond(status int) *http.Response {
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader("")), Header: http.Header{}}
}

// receiver is a webhook transport that answers with one status.
func receiver(status int) func(*sandbox.Config) {
	return func(config *sandbox.Config) {
		config.Transport = roundTripper(func(*http.Request) (*http.Response, error) {
			return respond(status), nil
		})
	}
}

func decode(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(into)
}
