package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/smileapi/smile-go/webhookverify"
)

const (
	secret = "the secret"
	event  = `{"id":"et-1","type":"TASK_FINISHED","data":{"sourceId":"a-1","status":"SUCCEEDED"}}`
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.ReleaseMode)
	m.Run()
}

func TestFrameworks(t *testing.T) {
	t.Parallel()
	for name, framework := range frameworks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			verifier, err := webhookverify.NewVerifier(secret)
			if err != nil {
				t.Fatal(err)
			}
			handler, err := webhookverify.NewHandler(verifier)
			if err != nil {
				t.Fatal(err)
			}
			handled, fails := 0, true
			webhookverify.On(handler, func(_ context.Context, e *webhookverify.TaskFinished) error {
				if e.Data.SourceID != "a-1" {
					t.Errorf("handled %s of %q", e, e.Data.SourceID)
				}
				if fails {
					fails = false
					return errors.New("not yet")
				}
				handled++
				return nil
			})
			server := httptest.NewServer(framework(handler, verifier))
			defer server.Close()

			call := func(method, path, secret, body string) (status int, text string) {
				t.Helper()
				r, err := webhookverify.NewRequest(t.Context(), server.URL+path, secret, []byte(event))
				if err != nil {
					t.Fatal(err)
				}
				r.Method, r.Body, r.ContentLength = method, io.NopCloser(strings.NewReader(body)), int64(len(body))
				reply, err := server.Client().Do(r)
				if err != nil {
					t.Fatal(err)
				}
				defer reply.Body.Close()
				content, err := io.ReadAll(reply.Body)
				if err != nil {
					t.Fatal(err)
				}
				if method == http.MethodPut && path == handlerPath && reply.Header.Get("Allow") != http.MethodPost {
					t.Errorf("PUT: Allow is %q", reply.Header.Get("Allow"))
				}
				return reply.StatusCode, string(content)
			}
			changed := strings.Replace(event, "a-1", "a-2", 1)
			for _, step := range []struct {
				what, method, path, secret, body string
				status                           int
				text                             string
			}{
				{"a forged event", http.MethodPost, handlerPath, "a guess", event, 401, "Unauthorized\n"},
				{"a changed event", http.MethodPost, handlerPath, secret, changed, 401, "Unauthorized\n"},
				{"another method", http.MethodPut, handlerPath, secret, event, 405, "Method Not Allowed\n"},
				{"a signed event, handled in vain", http.MethodPost, handlerPath, secret, event, 500, "Internal Server Error\n"},
				{"it comes again", http.MethodPost, handlerPath, secret, event, 200, ""},
				{"and once more", http.MethodPost, handlerPath, secret, event, 200, ""},
				{"the middleware, forged", http.MethodPost, middlewarePath, "a guess", event, 401, "Unauthorized\n"},
				{"the middleware, changed", http.MethodPost, middlewarePath, secret, changed, 401, "Unauthorized\n"},
				{"the middleware, signed", http.MethodPost, middlewarePath, secret, event, 200, "TASK_FINISHED"},
			} {
				if status, text := call(step.method, step.path, step.secret, step.body); status != step.status || text != step.text {
					t.Errorf("%s: answered %d %q, want %d %q", step.what, status, text, step.status, step.text)
				}
			}
			if handled != 1 {
				t.Errorf("handled %d times", handled)
			}
		})
	}
}

func TestRunNeedsToKnowWhat(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arguments []string
		secret    string
		want      string
	}{
		"nothing":   {nil, secret, "name one of"},
		"too much":  {[]string{"chi", "gin"}, secret, "name one of"},
		"another":   {[]string{"rails"}, secret, "name one of"},
		"no secret": {[]string{"chi"}, "", "is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := run(test.arguments, test.secret); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q in it", err, test.want)
			}
		})
	}
}
