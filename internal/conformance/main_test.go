package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/contract"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheTableHasEveryOperation(t *testing.T) {
	t.Parallel()
	var wanted []string
	for _, o := range contract.Load().Operations {
		wanted = append(wanted, o.ID)
	}
	client, err := smile.New(smile.WithCredentials("key", "secret"))
	require.NoError(t, err)
	var listed []string
	for _, o := range operations(client) {
		listed = append(listed, o.id)
	}
	assert.ElementsMatch(t, wanted, listed)
}

func TestEveryValueOfEveryOperationIsReadAndWritten(t *testing.T) {
	t.Parallel()
	server := newServer(t)
	result := conform(t, server.URL+"/v1")
	assert.Zero(t, result.code)
	assert.Equal(t, fmt.Sprintf("%d passed, 0 failed", len(result.lines)), result.last)
	assert.Empty(t, result.stderr)
	for _, line := range result.lines {
		o := contract.Load().Operation(line.Operation)
		require.NotNil(t, o, line.Operation)
		assert.True(t, line.OK, "%s: %v", o.ID, line.Error)
		assert.Equal(t, o.Status, line.Status, o.ID)
		assert.Nil(t, line.Error, o.ID)
		served, read := values(server.examples[o.ID]["data"]), values(line.Result)
		for path, value := range served {
			assert.Equal(t, value, read[path], "%s: %s", o.ID, path)
		}
		assert.Len(t, read, len(served), "%s: values that nobody served", o.ID)
		assert.Equal(t, 1, server.calls[o.ID], "calls of %s", o.ID)
	}
}

func TestIDsComeFromLists(t *testing.T) {
	t.Parallel()
	server := newServer(t)
	result := conform(t, server.URL+"/v1", "-only", "get-income")
	assert.Zero(t, result.code)
	require.Len(t, result.lines, 1)
	assert.Equal(t, "get-income", result.lines[0].Operation)
	assert.Equal(t, "1 passed, 0 failed", result.last)
	assert.Equal(t, map[string]int{"list-incomes": 1, "get-income": 1}, server.calls)
	listed := server.examples["list-incomes"]["data"].(map[string]any)["items"].([]any)[0].(map[string]any)["id"]
	assert.Equal(t, listed, server.arguments["get-income"])
}

func TestALinkedAccountIsPreferred(t *testing.T) {
	t.Parallel()
	server := newServer(t)
	server.examples["list-accounts"]["data"] = map[string]any{"items": []any{
		map[string]any{"id": "a-1", "connectionStatus": "ERROR"},
		map[string]any{"id": "a-2", "connectionStatus": "CONNECTED"},
	}}
	assert.Zero(t, conform(t, server.URL+"/v1", "-only", "get-account").code)
	assert.Equal(t, "a-2", server.arguments["get-account"])
}

func TestIDsAreMadeUpWhereListsAreEmpty(t *testing.T) {
	t.Parallel()
	server := newServer(t)
	for id, document := range server.examples {
		if strings.HasPrefix(id, "list-") {
			document["data"] = map[string]any{"items": []any{}}
		}
	}
	result := conform(t, server.URL+"/v1")
	assert.Zero(t, result.code, result.stderr)
	assert.NotEmpty(t, server.arguments)
	madeUp := 0
	for id, argument := range server.arguments {
		if id != "get-provider" && !strings.HasPrefix(argument, "id <") { // which a create has brought
			assert.Regexp(t, `^([a-z]+-)?[0-9a-f]{32}$`, argument, id)
			madeUp++
		}
	}
	assert.Greater(t, madeUp, 20)
	for _, line := range result.lines {
		if strings.HasPrefix(line.Operation, "list-") {
			assert.Equal(t, map[string]any{"nextCursor": nil, "items": []any{}}, line.Result, line.Operation)
		}
	}
}

func TestFailures(t *testing.T) {
	t.Parallel()
	server := newServer(t)
	server.failing = map[string]failure{
		"list-users":     {404, "MISSING_RESOURCE"},
		"create-user":    {500, "SERVER_ERROR"},
		"get-income":     {501, "UNSUPPORTED_METHOD"},
		"delete-account": {400, "INVALID_PARAMETERS"},
		"create-webhook": {0, ""}, // no reply at all
	}
	result := conform(t, server.URL+"/v1")
	assert.Equal(t, 1, result.code)
	assert.Equal(t, fmt.Sprintf("%d passed, 5 failed", len(result.lines)-5), result.last)
	for _, line := range result.lines {
		failure, expected := server.failing[line.Operation]
		assert.NotEqual(t, expected, line.OK, line.Operation)
		if !expected {
			continue
		}
		assert.Equal(t, failure.status, line.Status)
		assert.Nil(t, line.Result)
		assert.Contains(t, line.Error, line.Operation)
		assert.Contains(t, line.Error, failure.code)
	}
	assert.Equal(t, 1, server.calls["list-users"], "a list that failed is not called again for its IDs")
}

func TestValuesOfAnotherFormAreReported(t *testing.T) {
	t.Parallel()
	server := newServer(t)
	server.examples["get-income"]["data"].(map[string]any)["netAmount"] = "plenty"
	result := conform(t, server.URL+"/v1", "-only", "get-income")
	assert.Zero(t, result.code)
	assert.Contains(t, result.stderr, "get-income: data.netAmount")
	assert.NotContains(t, result.stderr, "plenty")
}

func TestUsageErrors(t *testing.T) {
	t.Parallel()
	credentials := map[string]string{"SMILE_API_KEY": "key", "SMILE_API_SECRET": "secret"}
	for _, test := range []struct {
		name string
		args []string
		env  map[string]string
		says []string
	}{
		{"no server", nil, credentials, []string{"-base-url"}},
		{"not a server", []string{"-base-url", "here"}, credentials, []string{"base URL"}},
		{"an unsafe server", []string{"-base-url", "http://example.com/v1"}, credentials, []string{"https"}},
		{"no credentials", []string{"-base-url", "https://example.com/v1"}, nil, []string{"SMILE_API_KEY"}},
		{"no secret", []string{"-base-url", "https://example.com/v1"}, map[string]string{"SMILE_API_KEY": "key"}, []string{"SMILE_API_SECRET"}},
		{"unknown flag", []string{"-base-ur", "https://example.com/v1"}, credentials, []string{"base-ur"}},
		{"unknown operation", []string{"-base-url", "https://example.com/v1", "-only", "get-rich"}, credentials, []string{"get-rich", "get-rating, get-social-security, get-task"}},
		{"argument", []string{"-base-url", "https://example.com/v1", "get-user"}, credentials, []string{"get-user"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			code := run(t.Context(), test.args, func(name string) string { return test.env[name] }, &stdout, &stderr)
			assert.Equal(t, 2, code)
			assert.Empty(t, stdout.String())
			for _, text := range test.says {
				assert.Contains(t, stderr.String(), text)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	assert.Zero(t, run(t.Context(), []string{"-help"}, nil, &stdout, &stderr))
	assert.Contains(t, stderr.String(), "-base-url URL")
}

// result is what one run of the program leaves.
type result struct {
	code   int
	lines  []line
	last   string
	stderr string
}

type line struct {
	Operation string
	OK        bool
	Status    int
	Result    any
	Error     any
}

var keysOfALine = []string{"error", "ok", "operation", "result", "status"}

func conform(t *testing.T, baseURL string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := map[string]string{"SMILE_API_KEY": "key", "SMILE_API_SECRET": "secret"}
	args = append([]string{"-base-url", baseURL}, args...)
	unpaced := []smile.Option{smile.WithPacer(nil), smile.WithBackoff(0, 0)} // the server is ours
	r := result{code: run(t.Context(), args, func(name string) string { return env[name] }, &stdout, &stderr, unpaced...)}
	lines := strings.Split(strings.TrimSuffix(stdout.String(), "\n"), "\n")
	r.last = lines[len(lines)-1]
	r.stderr = stderr.String()
	for _, text := range lines[:len(lines)-1] {
		var keys map[string]json.RawMessage
		require.NoError(t, json.Unmarshal([]byte(text), &keys))
		require.Equal(t, keysOfALine, slices.Sorted(maps.Keys(keys)))
		var l line
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		require.NoError(t, decoder.Decode(&l))
		r.lines = append(r.lines, l)
	}
	return r
}

// server answers each operation with one example, whatever it is asked. What it is asked must be as the
// contract wants it.
type server struct {
	*httptest.Server
	examples map[string]map[string]any
	failing  map[string]failure

	mutex     sync.Mutex
	calls     map[string]int
	arguments map[string]string
}

type failure struct {
	status int
	code   string
}

func newServer(t *testing.T) *server {
	c := contract.Load()
	s := &server{examples: map[string]map[string]any{}, calls: map[string]int{}, arguments: map[string]string{}}
	for _, o := range c.Operations {
		document := (&example{contract: c}).value("", o.Response).(map[string]any)
		require.Empty(t, c.Validate(o.Response, document), "the example of %s", o.ID)
		document["code"] = "OK"
		s.examples[o.ID] = document
	}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		o := s.asked(t, r)
		if o == nil {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		s.calls[o.ID]++
		status, document := o.Status, s.examples[o.ID]
		if f, fails := s.failing[o.ID]; fails {
			if f.status == 0 {
				panic(http.ErrAbortHandler)
			}
			status, document = f.status, map[string]any{"code": f.code, "message": "no", "requestId": "r-1"}
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		assert.NoError(t, json.NewEncoder(w).Encode(document))
	}))
	t.Cleanup(s.Close)
	return s
}

// asked finds the operation of a request and holds the request to the contract.
func (s *server) asked(t *testing.T, r *http.Request) *contract.Operation {
	c := contract.Load()
	key, secret, _ := r.BasicAuth()
	assert.Equal(t, []string{"key", "secret"}, []string{key, secret})
	o, arguments, _ := c.Match(r.Method, strings.TrimPrefix(r.URL.EscapedPath(), "/v1"))
	if !assert.NotNil(t, o, "%s %s", r.Method, r.URL) {
		return nil
	}
	for _, argument := range arguments {
		id, err := url.PathUnescape(argument)
		assert.NoError(t, err)
		s.arguments[o.ID] = id
	}
	for _, p := range o.Parameters {
		if p.In == "query" && (p.Required || r.URL.Query().Has(p.Name)) {
			assert.Empty(t, c.ValidateParameter(p, r.URL.Query().Get(p.Name)), o.ID)
		}
	}
	body, err := io.ReadAll(r.Body)
	assert.NoError(t, err)
	if o.Request == nil {
		assert.Empty(t, body, o.ID)
		return o
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var document any
	if assert.NoError(t, decoder.Decode(&document), o.ID) {
		assert.Empty(t, c.Validate(o.Request, document), o.ID)
	}
	return o
}
