// Package previewtest holds the calls of the preview products to what all of them promise: what they send, what
// they refuse, that nothing is paid for twice, and that nobody is named in errors and logs.
package previewtest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/preview"
)

// Consent is what somebody agreed to; ConsentJSON is how it is sent.
var Consent = preview.Consent{
	Type: "Terms", Version: "1.0.0", ConsentedAt: time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC),
	ConsentedWith: "I agree", ConsentTemplateID: "ct-1",
}

// ConsentJSON is Consent on the wire.
const ConsentJSON = `{"type":"Terms","version":"1.0.0","consentedAt":"2025-07-15T08:00:00Z","consentedWith":"I agree","consentTemplateId":"ct-1"}`

// Answer is one reply of a server.
type Answer func(http.ResponseWriter)

// Data answers with the data of a reply, given as JSON.
func Data(data string) Answer {
	return func(w http.ResponseWriter) {
		_, _ = fmt.Fprintf(w, `{"code":"OK","message":"Success","requestId":"r-1","data":%s}`, data)
	}
}

// Failure answers with a status, and a message that quotes something.
func Failure(status int, quoted ...string) Answer {
	return func(w http.ResponseWriter) {
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"code":"STATUS_%d","message":%s,"requestId":"r-1"}`, status, strconv.Quote(strings.Join(quoted, " ")))
	}
}

// Drop reads the request and hangs up.
func Drop(http.ResponseWriter) { panic(http.ErrAbortHandler) }

// Sent is a request that has arrived.
type Sent struct {
	Call  string // such as POST /alpha/signals
	Query url.Values
	Body  string
}

// API is a server that gives the answers of a test, the last one over and over.
type API struct {
	url     string
	mu      sync.Mutex
	sent    []Sent
	answers []Answer
}

// Serve starts a server that ends with the test.
func Serve(t testing.TB, answers ...Answer) *API {
	t.Helper()
	a := &API{answers: answers}
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	a.url = server.URL
	return a
}

// Client returns a client of the server, whose retries do not wait.
func (a *API) Client(t testing.TB, options ...smile.Option) *smile.Client {
	t.Helper()
	client, err := smile.New(append([]smile.Option{
		smile.WithCredentials("key", "secret"), smile.WithBaseURL(a.url), smile.WithPacer(nil),
		smile.WithBackoff(time.Microsecond, time.Microsecond),
	}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// Sent returns the requests so far.
func (a *API) Sent() []Sent {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.sent[:len(a.sent):len(a.sent)]
}

// ServeHTTP records a request and answers it.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	a.mu.Lock()
	a.sent = append(a.sent, Sent{r.Method + " " + r.URL.Path, r.URL.Query(), string(body)})
	answer := a.answers[min(len(a.sent), len(a.answers))-1]
	a.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	answer(w)
}
