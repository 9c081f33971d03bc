package sandbox_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// assertEventsFitTheContract compares every delivered body with the schema of its type.
func assertEventsFitTheContract(t *testing.T, deliveries []sandbox.Delivery) {
	t.Helper()
	require.NotEmpty(t, deliveries)
	c := contract.Load()
	for _, delivery := range deliveries {
		var event object
		require.NoError(t, decode(delivery.Body, &event))
		name := c.Events[delivery.EventType]
		require.NotEmpty(t, name, delivery.EventType)
		assert.Empty(t, contract.Load().Validate(&contract.Schema{Ref: name}, event), delivery.EventType)
		assert.Equal(t, delivery.EventID, event["id"])
		assert.Equal(t, delivery.EventType, event["type"])
		assert.Regexp(t, "^et-[0-9a-f]{32}$", event["id"])
	}
}

// lastEvent returns the data of the last delivery of one type.
func lastEvent(t *testing.T, w *world, eventType string) object {
	t.Helper()
	var data object
	for _, delivery := range w.server.Deliveries() {
		if delivery.EventType == eventType {
			var event object
			require.NoError(t, decode(delivery.Body, &event))
			data, _ = event["data"].(object)
		}
	}
	require.NotNil(t, data, eventType)
	return data
}

func TestDeliveriesAreSignedAndReallySent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var mu sync.Mutex
	bodies := map[string][]byte{}
	receiver := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		mac := hmac.New(sha512.New, []byte("s3cret"))
		mac.Write(body)
		assert.Equal(t, hex.EncodeToString(mac.Sum(nil)), r.Header.Get("Smile-Signature"))
		assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
		assert.Equal(t, http.MethodPost, r.Method)
		// A receiver may call the API before it answers.
		assert.Equal(t, http.StatusOK, w.call(http.MethodGet, "/v1/users", "").status)
		mu.Lock()
		defer mu.Unlock()
		var event object
		assert.NoError(t, decode(body, &event))
		bodies[event["id"].(string)] = body
		rw.WriteHeader(http.StatusAccepted)
	}))
	defer receiver.Close()
	id := w.register(receiver.URL+"/hook?a=b", false, "ALL_EVENTS")
	user, _ := w.createUser()
	w.link(george, user, "sss_ph")

	deliveries := w.server.Deliveries()
	require.Len(t, bodies, len(deliveries))
	for _, delivery := range deliveries {
		assert.Equal(t, id, delivery.WebhookID)
		assert.Equal(t, key, delivery.Tenant)
		assert.Equal(t, receiver.URL+"/hook?a=b", delivery.URL)
		assert.Equal(t, 1, delivery.Attempt)
		assert.Equal(t, http.StatusAccepted, delivery.Status)
		assert.Empty(t, delivery.Error)
		assert.Equal(t, bodies[delivery.EventID], delivery.Body)
		assert.NotEmpty(t, delivery.Header.Get("Smile-Signature"))
		assert.NotEmpty(t, delivery.Header.Get("User-Agent"))
	}
	assert.Regexp(t, `^\{"id":"et-[0-9a-f]{32}","version":1,"type":"USER_CREATED","createdAt":"2026-05-04T09:30:00Z","data":\{`, string(deliveries[0].Body))
}

func TestFailedDeliveriesAreRetriedTwice(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func() (*http.Response, error){
		"server error": func() (*http.Response, error) { return respond(http.StatusInternalServerError), nil },
		"not found":    func() (*http.Response, error) { return respond(http.StatusNotFound), nil },
		"redirect": func() (*http.Response, error) {
			response := respond(http.StatusTemporaryRedirect)
			response.Header.Set("Location", "https://elsewhere.example")
			return response, nil
		},
		"no answer": func() (*http.Response, error) { return nil, errors.New("connection refused") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(config *sandbox.Config) {
				config.Transport = roundTripper(func(*http.Request) (*http.Response, error) { return fail() })
			})
			w.register("https://x.example", false, "USER_CREATED")
			w.createUser()
			w.settle()
			assert.Len(t, w.server.Deliveries(), 1, "retries belong to the future")
			for _, wait := range []struct {
				d        time.Duration
				attempts int
			}{
				{30*time.Second - 1, 1}, {1, 2}, {60*time.Second - 1, 2}, {1, 3}, {24 * time.Hour, 3},
			} {
				w.clock.Advance(wait.d)
				assert.Len(t, w.server.Deliveries(), wait.attempts)
			}
			deliveries := w.server.Deliveries()
			for i, delivery := range deliveries {
				assert.Equal(t, i+1, delivery.Attempt)
				assert.Equal(t, deliveries[0].EventID, delivery.EventID)
				assert.Equal(t, deliveries[0].Body, delivery.Body)
				assert.Equal(t, deliveries[0].Header, delivery.Header)
				assert.Equal(t, "https://x.example", delivery.URL)
				assert.Equal(t, name == "no answer", delivery.Error != "")
				assert.Equal(t, name == "no answer", delivery.Status == 0)
			}
			assert.Equal(t, start.Add(90*time.Second), deliveries[2].At)
		})
	}
}

func TestARetryThatSucceedsIsTheLast(t *testing.T) {
	t.Parallel()
	attempts := 0
	w := newWorld(t, func(config *sandbox.Config) {
		config.Transport = roundTripper(func(*http.Request) (*http.Response, error) {
			attempts++
			if attempts == 1 {
				return respond(http.StatusBadGateway), nil
			}
			return respond(http.StatusNoContent), nil
		})
	})
	w.register("https://x.example", false, "ALL_EVENTS")
	w.createUser()
	w.createUser() // goes out while the first waits
	w.clock.Advance(24 * time.Hour)
	statuses := []int{}
	for _, delivery := range w.server.Deliveries() {
		statuses = append(statuses, delivery.Status)
	}
	assert.Equal(t, []int{502, 204, 204}, statuses)
}

func TestWebhooksGetWhatTheyAskFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	only := w.register("https://only.example", true, "TASK_FINISHED", "ACCOUNT_CREATED")
	all := w.register("https://all.example", false, "ALL_EVENTS")
	nothing := w.register("https://nothing.example", false)
	inactive := w.ok(http.MethodPost, "/v1/webhooks", `{"name":"n","url":"https://off.example","eventTypes":["ALL_EVENTS"],"active":false,"secret":"s"}`)["id"].(string)
	deleted := w.register("https://deleted.example", false, "ALL_EVENTS")
	user, _ := w.createUser()
	w.ok(http.MethodDelete, "/v1/webhooks/"+deleted, "") // before its first event has left
	w.link(ryan, user, "gojek_id")

	got := map[string][]sandbox.Delivery{}
	for _, delivery := range w.server.Deliveries() {
		got[delivery.WebhookID] = append(got[delivery.WebhookID], delivery)
	}
	assert.Empty(t, got[nothing])
	assert.Empty(t, got[inactive])
	assert.Empty(t, got[deleted])
	require.Len(t, got[only], 2)
	assert.Equal(t, "ACCOUNT_CREATED", got[only][0].EventType)
	last := got[all][len(got[all])-1]
	assert.Equal(t, last.EventID, got[only][1].EventID, "one event, two webhooks")
	assert.NotContains(t, string(last.Body), `"payload"`)
	assertEventsFitTheContract(t, w.server.Deliveries())

	// The payload holds 300 items at most, and the cursor for the rest.
	payload := lastEventOf(t, got[only])["payload"].(object)
	transactions := payload["transactions"].(object)
	whole := w.list("/v1/transactions", "150", nil)
	require.Greater(t, len(whole), 300)
	require.Len(t, transactions["items"], 300)
	rest := w.list("/v1/transactions", "150", map[string][]string{
		"sourceId": {got300Source(whole)}, "cursor": {transactions["nextCursor"].(string)},
	})
	assert.Equal(t, whole[300:], rest)
	assert.IsType(t, object{}, payload["identity"])
	assert.NotContains(t, payload, "contributions")
}

func got300Source(items []object) string { return items[0]["metadata"].(object)["sourceId"].(string) }

func lastEventOf(t *testing.T, deliveries []sandbox.Delivery) object {
	t.Helper()
	var event object
	require.NoError(t, decode(deliveries[len(deliveries)-1].Body, &event))
	return event["data"].(object)
}

func TestTheSecretIsReturned(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.register("http://127.0.0.1:9/hook", true, "ALL_EVENTS")
	webhook := w.ok(http.MethodGet, "/v1/webhooks/"+id, "")
	assert.Equal(t, "s3cret", webhook["secret"])
	assert.Equal(t, true, webhook["includePayload"])
	for _, host := range []string{"localhost", "[::1]", "127.8.9.10:80"} {
		w.register("http://"+host, false, "ALL_EVENTS")
	}
}

// On the real clock, events reach each webhook in their order, also while several tenants are at work.
func TestOnTheRealClockDeliveriesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	got := map[string][]string{}
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var event object
		assert.NoError(t, decode(body, &event))
		mu.Lock()
		defer mu.Unlock()
		got[r.URL.Path] = append(got[r.URL.Path], event["type"].(string))
	}))
	defer receiver.Close()
	server := sandbox.New(sandbox.Config{StepDuration: time.Millisecond})
	defer server.Close()

	want := []string{
		"USER_CREATED", "ACCOUNT_CREATED", "ACCOUNT_CONNECTED", "TASK_STARTED",
		"IDENTITY_ADDED", "DOCUMENTS_ADDED", "EMPLOYMENTS_ADDED", "CONTRIBUTIONS_ADDED", "LIABILITIES_ADDED", "EINCOMES_ADDED", "LINK_ADDED", "INSIGHT_ADDED",
		"TASK_FINISHED",
	}
	var tenants sync.WaitGroup
	for _, name := range []string{"one", "two", "three", "four"} {
		tenants.Go(func() {
			w := (&world{t: t, server: server}).as(name, "secret")
			w.register(receiver.URL+"/"+name, false, "ALL_EVENTS")
			user, _ := w.createUser()
			w.link(george, user, "sss_ph")
			accounts := w.list("/v1/accounts", "10", nil)
			if assert.Len(t, accounts, 1) {
				assert.Equal(t, user, accounts[0]["userId"])
			}
		})
	}
	tenants.Wait()
	require.NoError(t, server.Settle(t.Context()))
	mu.Lock()
	defer mu.Unlock()
	for _, name := range []string{"one", "two", "three", "four"} {
		assert.Equal(t, want, got["/"+name])
	}
}

func TestCloseEndsADeliveryUnderWay(t *testing.T) {
	t.Parallel()
	reached := make(chan struct{})
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		close(reached)
		<-r.Context().Done() // never answers
	}))
	defer receiver.Close()
	server := sandbox.New(sandbox.Config{Tenants: map[string]string{key: secret}})
	w := &world{t: t, server: server, key: key, secret: secret}
	w.register(receiver.URL, false, "ALL_EVENTS")
	w.createUser()
	<-reached
	server.Close()
	deliveries := server.Deliveries()
	require.Len(t, deliveries, 1)
	assert.Contains(t, deliveries[0].Error, "canceled")
	assert.True(t, bytes.Contains(deliveries[0].Body, []byte("USER_CREATED")))
}

func TestCloseLeavesNoConnectionBehind(t *testing.T) {
	t.Parallel()
	gone := make(chan struct{})
	receiver := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	receiver.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateClosed {
			close(gone)
		}
	}
	receiver.Start()
	defer receiver.Close()
	w := newWorld(t)
	w.register(receiver.URL, false, "ALL_EVENTS")
	w.createUser()
	w.settle()
	w.server.Close()
	select {
	case <-gone:
	case <-time.After(10 * time.Second):
		t.Error("the connection to the webhook is still open")
	}
}
