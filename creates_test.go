package smile_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/contract"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// identity is what the data of a create has to have, by operation; id where nothing is said.
var identity = map[string]string{"create-user": "user.id", "create-token": "accessToken"}

func hasData(o *contract.Operation) bool {
	return contract.Load().Resolve(o.Response).Properties["data"] != nil
}

// A create that succeeds says what it has made. Every create of the contract is called.
func TestACreateThatDoesNotSayWhatItMadeIsMalformed(t *testing.T) {
	t.Parallel()
	called := map[string]bool{}
	var answered *contract.Operation
	var data string
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		answered = (&recordedRequest{Request: r}).operation(t)
		if answered.Retry {
			return failure(503), nil
		}
		return reply(201, "CREATED", data), nil
	}, smile.WithMaxRetries(0))
	for name, method := range methodsOf(t, client) {
		for _, params := range variantsOf(method.Type()) {
			data = "null"
			_ = callFilledIn(t, method, params)
			o := answered
			if o.Retry || !hasData(o) {
				continue
			}
			called[o.ID] = true
			path := identity[o.ID]
			if path == "" {
				path = "id"
			}
			names := strings.Split(path, ".")
			slices.Reverse(names)
			with := func(value string) string {
				for _, name := range names {
					value = fmt.Sprintf(`{"%s":%s}`, name, value)
				}
				return value
			}
			for _, data = range []string{"null", "{}", `[]`, `"x"`, `7`, `[` + with(`"x"`) + `]`, with(`""`), with("null"), with("{}"), `{"other":` + with(`"x"`) + `}`} {
				err := callFilledIn(t, method, params)
				require.ErrorIs(t, err, smile.ErrMalformedResponse, "%s: %s", name, data)
				var e *smile.Error
				require.ErrorAs(t, err, &e)
				assert.Equal(t, 1, e.Attempts, name)
			}
			data = with(`"x"`)
			require.NoError(t, callFilledIn(t, method, params), name)
		}
	}
	for _, o := range contract.Load().Operations {
		if !o.Retry {
			assert.Equal(t, hasData(o), called[o.ID], o.ID)
		}
	}
	assert.NotEmpty(t, called)
}

// Only Smile says that something is deleted.
func TestWhenADeleteIsDone(t *testing.T) {
	t.Parallel()
	lost := func() (*http.Response, error) { return nil, errLost }
	text := func(status int, contentType, body string) func() (*http.Response, error) {
		return func() (*http.Response, error) {
			response := httpmock.NewStringResponse(status, body)
			response.Header.Set("Content-Type", contentType)
			return response, nil
		}
	}
	page := func(status int) func() (*http.Response, error) { return text(status, "text/html", "<html>") }
	smiles := func(status int) func() (*http.Response, error) {
		return func() (*http.Response, error) { return failure(status), nil }
	}
	for _, test := range []struct {
		name    string
		answers []func() (*http.Response, error)
		is      error // nil: done
	}{
		{"at once", []func() (*http.Response, error){text(200, "application/json", `{"code":"OK","requestId":"r-1"}`)}, nil},
		{"MISSING_RESOURCE after a lost connection", []func() (*http.Response, error){lost, smiles(404)}, nil},
		{"MISSING_RESOURCE after 503", []func() (*http.Response, error){smiles(503), smiles(404)}, nil},
		{"MISSING_RESOURCE after a gateway's 429", []func() (*http.Response, error){page(429), smiles(404)}, nil},
		{"MISSING_RESOURCE after Smile's 429", []func() (*http.Response, error){smiles(429), smiles(404)}, smile.ErrNotFound},
		{"MISSING_RESOURCE at once", []func() (*http.Response, error){smiles(404)}, smile.ErrNotFound},
		{"a gateway's page after 503", []func() (*http.Response, error){smiles(503), page(404)}, smile.ErrIntermediary},
		{"a gateway's JSON after 503", []func() (*http.Response, error){smiles(503), text(404, "application/json", `{"message":"no route"}`)}, smile.ErrIntermediary},
		{"a gateway's code after 503", []func() (*http.Response, error){smiles(503), text(404, "application/json", `{"code":"NOT_FOUND"}`)}, smile.ErrIntermediary},
		{"a code like Smile's after 503", []func() (*http.Response, error){smiles(503), text(404, "application/json", `{"code":"GONE","requestId":"r-1"}`)}, smile.ErrNotFound},
		{"a gateway's page after a lost connection", []func() (*http.Response, error){lost, page(404)}, smile.ErrIntermediary},
		{"an empty 200", []func() (*http.Response, error){text(200, "application/json", "")}, smile.ErrMalformedResponse},
		{"an empty 204", []func() (*http.Response, error){text(204, "", "")}, smile.ErrMalformedResponse},
		{"a page with 200", []func() (*http.Response, error){page(200)}, smile.ErrMalformedResponse},
		{"JSON without a code with 200", []func() (*http.Response, error){text(200, "application/json", `{}`)}, smile.ErrMalformedResponse},
		{"an empty 200 after a lost connection", []func() (*http.Response, error){lost, text(200, "application/json", "")}, smile.ErrMalformedResponse},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				attempts := 0
				client := respond(t, func(*http.Request) (*http.Response, error) {
					attempts++
					return test.answers[attempts-1]()
				})
				err := client.Accounts.Delete(t.Context(), "a-1")
				require.ErrorIs(t, err, test.is)
				assert.Len(t, test.answers, attempts)
				if errors.Is(test.is, smile.ErrIntermediary) {
					require.NotErrorIs(t, err, smile.ErrNotFound)
					require.ErrorContains(t, err, "check the base URL")
				}
			})
		})
	}
}

// Of a 429 that is not Smile's nobody knows whether the call went through.
func TestA429OfAGatewayIsRetriedForReadsOnly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		attempts := 0
		client := respond(t, func(*http.Request) (*http.Response, error) {
			attempts++
			return httpmock.NewStringResponse(429, "slow down"), nil
		})
		require.ErrorIs(t, read(client), smile.ErrRateLimited)
		assert.Equal(t, 4, attempts)
		attempts = 0
		require.ErrorIs(t, write(client), smile.ErrIntermediary)
		assert.Equal(t, 1, attempts)
	})
}
