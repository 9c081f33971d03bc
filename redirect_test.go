package smile_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRedirects(t *testing.T) {
	t.Parallel()
	var elsewhere atomic.Int32
	var deleted atomic.Bool
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/v1/webhooks/here":
			http.Redirect(w, r, "/v1/webhooks/there", http.StatusPermanentRedirect)
		case "/v1/webhooks/there":
			deleted.Store(true)
		case "/v1/users/moved":
			http.Redirect(w, r, "/v1/users/u-1", http.StatusMovedPermanently)
		case "/v1/users/u-1":
			_, _, known := r.BasicAuth()
			assert.True(t, known)
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"code":"OK","data":{"id":"u-1"}}`)
		default:
			http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
		}
	}))
	defer server.Close()
	client := respond(t, nil, smile.WithHTTPClient(nil), smile.WithBaseURL(server.URL+"/v1"))

	user, err := client.Users.Get(t.Context(), "moved")
	require.NoError(t, err)
	assert.Equal(t, "u-1", user.ID)
	_, err = client.Users.Get(t.Context(), "gone")
	require.ErrorIs(t, err, smile.ErrRedirect)
	_, err = client.Users.Create(t.Context(), nil)
	require.ErrorIs(t, err, smile.ErrRedirect)
	assert.Zero(t, elsewhere.Load(), "nothing reaches another host")

	err = client.Webhooks.Delete(t.Context(), "here")
	require.ErrorIs(t, err, smile.ErrRedirect, "what changes something is not redirected even within the host")
	assert.False(t, deleted.Load())
}

func TestRedirectsOfOneHostAreFollowedFiveTimes(t *testing.T) {
	t.Parallel()
	for _, hops := range []int{5, 6} {
		requests := 0
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			if requests++; requests > hops {
				return reply(200, "OK", `{"id":"u-1"}`), nil
			}
			response := httpmock.NewStringResponse(302, "")
			response.Header.Set("Location", r.URL.String()+"x")
			return response, nil
		})
		err := read(client)
		if hops == 5 {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, smile.ErrRedirect)
		}
	}
}
