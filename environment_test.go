package smile_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPlainHTTPIsForThoseWhoAskForIt(t *testing.T) {
	const sandbox = "http://smile-sandbox:8080/v1"
	for _, test := range []struct {
		name, variable string
		options        []smile.Option
		refused        string
	}{
		{name: "nobody has", refused: "smile: base URL must begin with https:// (plain http is allowed for loopback addresses, and on your own networks with WithInsecureHTTP or SMILE_INSECURE_HTTP=true)"},
		{name: "an option has", options: []smile.Option{smile.WithInsecureHTTP()}},
		{name: "the environment has", variable: "true"},
		{name: "the environment has by a digit", variable: "1"},
		{name: "the environment has not", variable: "false", refused: "smile: base URL must begin with https:// (plain http is allowed for loopback addresses, and on your own networks with WithInsecureHTTP or SMILE_INSECURE_HTTP=true)"},
		{name: "the option overrides the environment", variable: "false", options: []smile.Option{smile.WithInsecureHTTP()}},
		{name: "the environment is not clear", variable: "top-secret", refused: "smile: SMILE_INSECURE_HTTP must be true or false"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("SMILE_API_KEY", "key")
			t.Setenv("SMILE_API_SECRET", "secret")
			t.Setenv("SMILE_ENVIRONMENT", "")
			t.Setenv("SMILE_BASE_URL", sandbox)
			t.Setenv("SMILE_INSECURE_HTTP", test.variable)
			client, err := smile.New(test.options...)
			if test.refused != "" {
				require.EqualError(t, err, test.refused)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, sandbox, client.BaseURL())
		})
	}
	_, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithInsecureHTTP(), smile.WithBaseURL("ftp://smile-sandbox/v1"))
	require.ErrorIs(t, err, smile.ErrInvalidParameters, "nothing but HTTP")
}

// What a client that talks plain HTTP may do, and any other may not.
func TestWebhooksAndFilesMayBePlainHTTPWhereTheAPIIs(t *testing.T) {
	t.Parallel()
	insecure := smile.WithInsecureHTTP()
	for _, test := range []struct {
		name    string
		options []smile.Option
		plain   bool
	}{
		{"https", nil, false},
		{"https by a client that might do without", []smile.Option{insecure}, false},
		{"another container", []smile.Option{insecure, smile.WithBaseURL("http://smile-sandbox:8080/v1")}, true},
		{"this machine", []smile.Option{smile.WithBaseURL("http://127.0.0.1:8080/v1")}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			requests := 0
			client := respond(t, func(r *http.Request) (*http.Response, error) {
				requests++
				if r.URL.Path == "/file" {
					response := httpmock.NewStringResponse(302, "")
					response.Header.Set("Location", "http://smile-sandbox:8080/moved")
					return response, nil
				}
				response := httpmock.NewStringResponse(200, "0123")
				response.ContentLength = 4
				if r.Method == http.MethodPost {
					response = reply(201, "CREATED", `{"id":"w-1"}`)
				}
				return response, nil
			}, test.options...)
			params := &smile.WebhookCreateParams{Name: "w", URL: "http://backend:9000/webhooks", EventTypes: []userdata.EventType{smile.AllEvents}, Secret: "secret"}
			_, err := client.Webhooks.Create(t.Context(), params)
			_, fileErr := client.Archives.Download(t.Context(), &smile.RawFile{URL: "http://smile-sandbox:8080/file"}, io.Discard)
			if test.plain {
				require.NoError(t, err)
				require.NoError(t, fileErr)
				assert.Equal(t, 3, requests)
				return
			}
			assert.EqualError(t, err, "smile: create-webhook: URL must be an https URL with a host (plain http is allowed for loopback addresses, and for clients whose base URL is plain http)")
			assert.EqualError(t, fileErr, "smile: download-raw-file: url cannot be fetched: it must be an https URL (plain http is allowed for loopback addresses, and for clients whose base URL is plain http) without a user")
			assert.Zero(t, requests, "nothing is sent")
		})
	}
}

func TestABaseURLWithoutAVersionIsDoubted(t *testing.T) {
	t.Parallel()
	const doubt = "check the base URL: it has no version such as /v1 in its path"
	page := func(status int) httpmock.Responder {
		return func(*http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(status, "<html>")
			response.Header.Set("Content-Type", "text/html")
			return response, nil
		}
	}
	get := func(t *testing.T, base string, answer httpmock.Responder) error {
		t.Helper()
		client := respond(t, answer, smile.WithBaseURL(base), smile.WithMaxRetries(0))
		_, err := client.Users.Get(t.Context(), "u-1")
		return err
	}
	for _, test := range []struct {
		name    string
		answer  httpmock.Responder
		is      error
		doubted bool
	}{
		{"a page instead of the API", page(200), smile.ErrMalformedResponse, true},
		{"a page that is not there", page(404), smile.ErrIntermediary, true},
		{"a path that Smile does not know", func(*http.Request) (*http.Response, error) { return failure(404), nil }, smile.ErrNotFound, true},
		{"a gateway that cannot reach Smile", page(502), smile.ErrServer, false},
		{"a word of Smile's", func(*http.Request) (*http.Response, error) { return failure(400), nil }, smile.ErrInvalidParameters, false},
		{"Smile without data", func(*http.Request) (*http.Response, error) { return reply(200, "OK", "null"), nil }, smile.ErrMalformedResponse, false},
		{"no reply", func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }, io.ErrUnexpectedEOF, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, base := range []string{"https://open.smileapi.io", "https://open.smileapi.io/api", "https://open.smileapi.io/v1x"} {
				err := get(t, base, test.answer)
				require.ErrorIs(t, err, test.is)
				if test.doubted {
					assert.ErrorContains(t, err, doubt, base)
				} else {
					assert.NotContains(t, err.Error(), doubt, base)
				}
			}
			for _, base := range []string{"https://open.smileapi.io/v1", "https://proxy.example/smile/v2/"} {
				err := get(t, base, test.answer)
				require.ErrorIs(t, err, test.is)
				assert.NotContains(t, err.Error(), doubt, base)
			}
		})
	}
	err := get(t, "https://proxy.example/smile", func(*http.Request) (*http.Response, error) { return reply(200, "OK", `{"id":"u-1"}`), nil })
	assert.NoError(t, err, "what works is not doubted")
}

// A proxy may serve the API under any path. Once it has, what Smile does not find is not the fault of the base URL.
func TestABaseURLThatHasWorkedIsNotDoubted(t *testing.T) {
	t.Parallel()
	found := false
	client := respond(t, func(*http.Request) (*http.Response, error) {
		if found {
			return reply(200, "OK", `{"id":"u-1"}`), nil
		}
		return failure(404), nil
	}, smile.WithBaseURL("https://proxy.example/smile"))
	_, err := client.Users.Get(t.Context(), "u-1")
	require.EqualError(t, err, "smile: get-user: 404 MISSING_RESOURCE (request r-1): not found: check the base URL: it has no version such as /v1 in its path")
	found = true
	_, err = client.Users.Get(t.Context(), "u-1")
	require.NoError(t, err)
	found = false
	_, err = client.Users.Get(t.Context(), "u-1")
	require.EqualError(t, err, "smile: get-user: 404 MISSING_RESOURCE (request r-1): not found: check the ID, and that the key belongs to the same tenant and environment")
}
