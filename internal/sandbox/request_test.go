package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const webhook = `{"name":"n","url":"https://x.example","eventTypes":["ALL_EVENTS"],"active":true,"secret":"s"}`
	for _, test := range []struct {
		name, method, target, body string
		status                     int
		code                       string
		message                    []string
	}{
		{"unknown path", "GET", "/v1/nowhere", "", 404, "MISSING_RESOURCE", []string{"/v1/nowhere"}},
		{"outside the API", "GET", "/elsewhere", "", 404, "MISSING_RESOURCE", []string{"/elsewhere", "/v1"}},
		{"wrong method", "DELETE", "/v1/users", "", 501, "UNSUPPORTED_METHOD", []string{"DELETE", "/v1/users", "GET, POST"}},
		{"wrong method at the control door", "GET", "/sandbox/links", "", 501, "UNSUPPORTED_METHOD", []string{"POST"}},
		{"unknown user", "GET", "/v1/users/u-1", "", 404, "MISSING_RESOURCE", []string{"id", `"u-1"`}},
		{"unknown escaped", "GET", "/v1/users/a%2Fb", "", 404, "MISSING_RESOURCE", []string{`"a/b"`}},
		{"unknown provider", "GET", "/v1/providers/nobody", "", 404, "MISSING_RESOURCE", []string{`"nobody"`}},
		{"unknown account", "DELETE", "/v1/accounts/a-1", "", 404, "MISSING_RESOURCE", []string{`"a-1"`}},
		{"unknown monitor", "POST", "/v1/accounts/a-1/disableMonitor", "", 404, "MISSING_RESOURCE", []string{"accountId", `"a-1"`}},
		{"unknown webhook", "DELETE", "/v1/webhooks/w", "", 404, "MISSING_RESOURCE", []string{`"w"`}},
		{"payload of nobody", "GET", "/v1/users/u-1/payload", "", 404, "MISSING_RESOURCE", []string{`"u-1"`}},
		{"session of nobody", "POST", "/v1/users/u-1/resetSession", "", 404, "MISSING_RESOURCE", []string{`"u-1"`}},
		{"export of nobody", "POST", "/v1/accounts/a-1/exports/generate", `{"exportExtensionType":"PDF"}`, 404, "MISSING_RESOURCE", []string{`"a-1"`}},
		{"export as what", "POST", "/v1/accounts/a-1/exports/generate", `{"exportExtensionType":"DOC"}`, 400, "INVALID_PARAMETERS", []string{"exportExtensionType", `"DOC"`}},
		{"unknown item", "GET", "/v1/incomes/inc-1", "", 404, "MISSING_RESOURCE", []string{`"inc-1"`}},
		{"token for nobody", "POST", "/v1/tokens?userId=u-1", "", 404, "MISSING_RESOURCE", []string{"userId", `"u-1"`}},
		{"token for whom", "POST", "/v1/tokens", "", 400, "INVALID_PARAMETERS", []string{"userId is required"}},
		{"token for an empty one", "POST", "/v1/tokens?userId=", "", 400, "INVALID_PARAMETERS", []string{"userId", `""`}},
		{"long id", "GET", "/v1/users/" + strings.Repeat("u", 201), "", 400, "INVALID_PARAMETERS", []string{"id", "200"}},
		{"size 0", "GET", "/v1/users?size=0", "", 400, "INVALID_PARAMETERS", []string{"size", ": 0"}},
		{"size 151", "GET", "/v1/users?size=151", "", 400, "INVALID_PARAMETERS", []string{"size", ": 151"}},
		{"size many", "GET", "/v1/users?size=many", "", 400, "INVALID_PARAMETERS", []string{"size", `"many"`}},
		{"size twice", "GET", "/v1/users?size=1&size=2", "", 400, "INVALID_PARAMETERS", []string{"size", `["1" "2"]`}},
		{"date", "GET", "/v1/users?startDate=yesterday", "", 400, "INVALID_PARAMETERS", []string{"startDate", `"yesterday"`}},
		{"range", "GET", "/v1/users?startDate=2026-01-02&endDate=2026-01-01", "", 400, "INVALID_PARAMETERS", []string{"endDate", "startDate", `"2026-01-01"`, `"2026-01-02"`}},
		{"month", "GET", "/v1/eincomes?startMonth=2026-13", "", 400, "INVALID_PARAMETERS", []string{"startMonth", `"2026-13"`}},
		{"end month", "GET", "/v1/eincomes?endMonth=2026-00", "", 400, "INVALID_PARAMETERS", []string{"endMonth", `"2026-00"`}},
		{"months", "GET", "/v1/eincomes?startMonth=2026-02&endMonth=2026-01", "", 400, "INVALID_PARAMETERS", []string{"endMonth", "startMonth"}},
		{"boolean", "GET", "/v1/providers?active=1", "", 400, "INVALID_PARAMETERS", []string{"active", `"1"`}},
		{"too many", "GET", "/v1/providers?topIds=1,2,3,4,5,6,7,8,9,10,11", "", 400, "INVALID_PARAMETERS", []string{"topIds"}},
		{"misspelt parameter", "GET", "/v1/incomes?userID=u-1", "", 400, "INVALID_PARAMETERS", []string{"userID", "list-incomes", `"u-1"`}},
		{"unreadable query", "GET", "/v1/users?size=%zz", "", 400, "INVALID_PARAMETERS", []string{"query", "%zz"}},
		{"all at once", "GET", "/v1/users?size=0&startDate=x", "", 400, "INVALID_PARAMETERS", []string{"size", "startDate"}},
		{"no body", "POST", "/v1/webhooks", "", 400, "INVALID_PARAMETERS", []string{"body is required"}},
		{"no JSON", "POST", "/v1/webhooks", "{", 400, "INVALID_PARAMETERS", []string{"not JSON"}},
		{"two values", "POST", "/v1/webhooks", webhook + webhook, 400, "INVALID_PARAMETERS", []string{"not JSON"}},
		{"no object", "POST", "/v1/users", "[]", 400, "INVALID_PARAMETERS", []string{"the body must be an object"}},
		{"a null", "POST", "/v1/users", "null", 400, "INVALID_PARAMETERS", []string{"null"}},
		{"metadata", "POST", "/v1/users", `{"externalMetadata":{"k":"é"}}`, 400, "INVALID_PARAMETERS", []string{"externalMetadata.k", `"é"`}},
		{"six metadata", "POST", "/v1/users", `{"externalMetadata":{"1":"","2":"","3":"","4":"","5":"","6":""}}`, 400, "INVALID_PARAMETERS", []string{"externalMetadata", "at most 5"}},
		{"missing secret", "POST", "/v1/webhooks", strings.Replace(webhook, `,"secret":"s"`, "", 1), 400, "INVALID_PARAMETERS", []string{"secret is required"}},
		{"event type", "POST", "/v1/webhooks", strings.Replace(webhook, "ALL_EVENTS", "NO_EVENT", 1), 400, "INVALID_PARAMETERS", []string{"eventTypes[0]", `"NO_EVENT"`}},
		{"plain http", "POST", "/v1/webhooks", strings.Replace(webhook, "https:", "http:", 1), 400, "INVALID_PARAMETERS", []string{"url", `"http://x.example"`}},
		{"no URL", "POST", "/v1/webhooks", strings.Replace(webhook, "https://x.example", "x.example", 1), 400, "INVALID_PARAMETERS", []string{"url", `"x.example"`}},
		{"no host", "POST", "/v1/webhooks", strings.Replace(webhook, "https://x.example", "https:///x", 1), 400, "INVALID_PARAMETERS", []string{"url"}},
		{"huge", "POST", "/v1/users", `{"x":"` + strings.Repeat("x", 1<<20) + `"}`, 400, "INVALID_PARAMETERS", []string{"more than 1048576 bytes"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := *w
			w.t = t
			a := w.call(test.method, test.target, test.body)
			assert.Equal(t, test.status, a.status)
			assert.Equal(t, test.code, a.code)
			assert.False(t, a.hasData)
			for _, part := range test.message {
				assert.Contains(t, a.message, part)
			}
		})
	}
}

func TestARequestWithoutABodyReader(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://sandbox.test/v1/users", nil)
	require.NoError(t, err)
	require.Nil(t, r.Body)
	r.SetBasicAuth(key, secret)
	assert.Equal(t, http.StatusCreated, w.send(r).status)
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, authorize := range map[string]func(*http.Request){
		"none":         func(*http.Request) {},
		"bearer":       func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+key) },
		"wrong secret": func(r *http.Request) { r.SetBasicAuth(key, secret+"x") },
		"wrong key":    func(r *http.Request) { r.SetBasicAuth(key+"x", secret) },
		"empty":        func(r *http.Request) { r.SetBasicAuth("", "") },
	} {
		for _, target := range []string{"/v1/users", "/sandbox/links"} {
			r := httptest.NewRequest(http.MethodPost, target, nil)
			authorize(r)
			a := w.send(r)
			assert.Equal(t, http.StatusBadRequest, a.status, name)
			assert.Equal(t, "INVALID_CREDENTIALS", a.code, name)
			assert.NotContains(t, a.message, secret, name)
		}
	}
	w.server.AddTenant(key, "renewed")
	assert.Equal(t, "INVALID_CREDENTIALS", w.call(http.MethodGet, "/v1/users", "").code)
	assert.Equal(t, "OK", w.as(key, "renewed").call(http.MethodGet, "/v1/users", "").code)
}

func TestContentType(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for contentType, status := range map[string]int{
		"application/json":                  201,
		"application/json; charset=utf-8":   201,
		"Application/JSON":                  201,
		"":                                  415,
		"text/plain":                        415,
		"application/x-www-form-urlencoded": 415,
		"application/json; =":               415,
	} {
		r := httptest.NewRequest(http.MethodPost, "/v1/users", strings.NewReader("{}"))
		r.SetBasicAuth(key, secret)
		if contentType != "" {
			r.Header.Set("Content-Type", contentType)
		}
		a := w.send(r)
		assert.Equal(t, status, a.status, contentType)
		if status == 415 {
			assert.Equal(t, "UNSUPPORTED_TYPE", a.code)
			assert.Contains(t, a.message, contentType)
		}
	}
}

func TestTenantsDoNotSeeEachOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	users, accounts := populate(w)
	webhook := w.register("https://x.example", false, "ALL_EVENTS")
	income := w.list("/v1/incomes", "1", nil)[0]["id"].(string)

	other := w.as("other", "secret")
	for _, path := range []string{"/v1/users", "/v1/accounts", "/v1/tasks", "/v1/webhooks", "/v1/incomes", "/v1/transactions"} {
		assert.Empty(t, other.list(path, "150", nil), path)
	}
	for _, target := range []string{"GET /v1/users/" + users[0], "GET /v1/accounts/" + accounts[0], "DELETE /v1/accounts/" + accounts[0],
		"GET /v1/accounts/" + accounts[0] + "/payload", "POST /v1/tokens?userId=" + users[0], "GET /v1/incomes/" + income, "DELETE /v1/webhooks/" + webhook} {
		method, path, _ := strings.Cut(target, " ")
		assert.Equal(t, http.StatusNotFound, other.call(method, path, "").status, target)
	}
	body := `{"userId":"` + users[0] + `","providerId":"sss_ph","username":"George","password":"123456"}`
	assert.Equal(t, http.StatusNotFound, other.call(http.MethodPost, "/sandbox/links", body).status)
	other.createUser()
	other.settle()
	assert.Empty(t, w.server.Deliveries())
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(config *sandbox.Config) { config.RateLimit = 3 })
	status := func(address string) int {
		r := httptest.NewRequest(http.MethodGet, "/v1/users", nil)
		r.SetBasicAuth(key, secret)
		r.RemoteAddr = address
		a := w.send(r)
		if a.status == http.StatusTooManyRequests {
			assert.Equal(t, "REQUEST_LIMIT_EXCEEDED", a.code)
		}
		return a.status
	}
	for i, step := range []struct {
		after   time.Duration
		address string
		want    int
	}{
		{0, "192.0.2.1:1", 200},
		{400 * time.Millisecond, "192.0.2.1:2", 200},
		{0, "192.0.2.1:3", 200},
		{0, "192.0.2.1:4", 429},
		{0, "192.0.2.2:4", 200},
		{599 * time.Millisecond, "192.0.2.1:5", 429},
		{time.Millisecond, "192.0.2.1:6", 200}, // the first is a second old
		{0, "192.0.2.1:7", 429},                // the second is not
		{400 * time.Millisecond, "192.0.2.1:8", 200},
	} {
		w.clock.Advance(step.after)
		require.Equal(t, step.want, status(step.address), "step %d", i)
	}
}

func TestRepliesDoNotEscapeWhatOnlyMattersInHTML(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.call(http.MethodPost, "/v1/users", `{"externalMetadata":{"note":"<a> & b"}}`)
	assert.Contains(t, string(a.body), `"note":"<a> & b"`)
}

func TestTheRateLimitIsOfTheAPIAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(config *sandbox.Config) { config.RateLimit = 1 })
	for range 3 {
		assert.Equal(t, http.StatusBadRequest, w.call(http.MethodPost, "/sandbox/links", "{}").status)
	}
	assert.Equal(t, http.StatusOK, w.call(http.MethodGet, "/v1/users", "").status)
	assert.Equal(t, http.StatusTooManyRequests, w.call(http.MethodGet, "/v1/users", "").status)
}

func TestTheRateLimitRemembersManyAddresses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(config *sandbox.Config) { config.RateLimit = 1 })
	for range 2 {
		for _, want := range []int{http.StatusOK, http.StatusTooManyRequests} {
			for address := range 1500 {
				r := httptest.NewRequest(http.MethodGet, "/v1/users", nil)
				r.SetBasicAuth(key, secret)
				r.RemoteAddr = fmt.Sprintf("10.0.%d.%d:1", address/256, address%256)
				require.Equal(t, want, w.send(r).status)
			}
		}
		w.clock.Advance(time.Second)
	}
}

func TestExchangesAreRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(config *sandbox.Config) { config.History = 2 })
	for range 5 {
		w.createUser()
	}
	a := w.call(http.MethodGet, "/v1/users/u-1", "")
	b := w.call(http.MethodGet, "/v1/users?size=3", "")
	assert.Equal(t, []sandbox.Exchange{
		{At: start, Tenant: key, Operation: "get-user", Method: "GET", Path: "/v1/users/u-1", Status: 404, Code: "MISSING_RESOURCE", RequestID: a.requestID},
		{At: start, Tenant: key, Operation: "list-users", Method: "GET", Path: "/v1/users", Query: "size=3", Status: 200, Code: "OK", RequestID: b.requestID},
	}, w.server.Exchanges())
}

func FuzzWebhookBody(f *testing.F) {
	f.Add([]byte(`{"name":"n","url":"https://x.example","eventTypes":["ALL_EVENTS"],"active":true,"secret":"s"}`))
	f.Add([]byte(`{"name":"n","url":"http://[::1]:1/","eventTypes":[],"active":false,"secret":"s","includePayload":true}`))
	f.Add([]byte(`null`))
	f.Add([]byte(`{"name":1e999}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		w := newWorld(t)
		a := w.call(http.MethodPost, "/v1/webhooks", string(body))
		assert.Contains(t, []int{http.StatusOK, http.StatusBadRequest}, a.status)
	})
}
