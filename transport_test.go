package smile_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mocked answers calls and downloads.
func mocked(id string) *httpmock.MockTransport {
	transport := httpmock.NewMockTransport()
	transport.RegisterNoResponder(func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == "files.example" {
			response := httpmock.NewStringResponse(200, id)
			response.ContentLength = int64(len(id))
			return response, nil
		}
		return reply(200, "OK", `{"id":"`+id+`"}`), nil
	})
	return transport
}

// replace puts another transport in the place of net/http's default, as mocking libraries do.
func replace(t *testing.T, transport http.RoundTripper) {
	t.Helper()
	before := http.DefaultTransport
	http.DefaultTransport = transport
	t.Cleanup(func() { http.DefaultTransport = before })
}

func TestTheTransportOfAnHTTPClientIsLookedUpForEachRequest(t *testing.T) { //nolint:paralleltest // it replaces http.DefaultTransport
	base := &http.Client{}
	client, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithBaseURL(mockURL), smile.WithHTTPClient(base))
	require.NoError(t, err)
	check := func(want string) {
		t.Helper()
		user, err := client.Users.Get(t.Context(), "u-1")
		require.NoError(t, err)
		assert.Equal(t, want, user.ID)
		var file bytesWriter
		_, err = client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, &file)
		require.NoError(t, err)
		assert.Equal(t, want, string(file))
	}
	replace(t, mocked("the default"))
	check("the default")
	replace(t, mocked("another default"))
	check("another default")
	base.Transport = mocked("its own")
	check("its own")
	httpmock.ActivateNonDefault(base)
	defer httpmock.DeactivateAndReset()
	httpmock.RegisterResponder("GET", "=~^"+mockURL, httpmock.ResponderFromResponse(reply(200, "OK", `{"id":"httpmock's"}`)))
	user, err := client.Users.Get(t.Context(), "u-1")
	require.NoError(t, err)
	assert.Equal(t, "httpmock's", user.ID)
}

// bytesWriter keeps what is written.
type bytesWriter []byte

func (w *bytesWriter) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}

// A client without one of its own is not met by what replaces the default transport: programs share that, and have
// reasons to change it.
func TestTheDefaultTransportIsNotThatOfTheClient(t *testing.T) { //nolint:paralleltest // it replaces http.DefaultTransport
	replace(t, mocked("the default"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"code":"OK","requestId":"r-1","data":{"id":"the server"}}`)
	}))
	defer server.Close()
	for _, option := range []smile.Option{nil, smile.WithHTTPClient(nil)} {
		client, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithBaseURL(server.URL), option)
		require.NoError(t, err)
		user, err := client.Users.Get(t.Context(), "u-1")
		require.NoError(t, err)
		assert.Equal(t, "the server", user.ID)
	}
}

// counting tells which attempts went through it.
type counting struct {
	http.RoundTripper
	requests atomic.Int32
}

func (c *counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.requests.Add(1)
	return c.RoundTripper.RoundTrip(r)
}

func TestNewTransportKeepsTheConnectionsOfManyCalls(t *testing.T) {
	t.Parallel()
	const callers, rounds = 6, 5
	var connections atomic.Int32
	var met sync.WaitGroup // in the server, so that each call has a connection of its own
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		met.Done()
		met.Wait()
		_, _ = io.WriteString(w, `{"code":"OK","requestId":"r-1","data":{"id":"u-1"}}`)
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	own := smile.NewTransport()
	defer own.CloseIdleConnections()
	wrapped := &counting{RoundTripper: own}
	client, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithBaseURL(server.URL),
		smile.WithHTTPClient(&http.Client{Transport: wrapped}), smile.WithPacer(nil))
	require.NoError(t, err)
	for range rounds {
		met.Add(callers)
		var done sync.WaitGroup
		for range callers {
			done.Go(func() {
				_, err := client.Users.Get(t.Context(), "u-1")
				assert.NoError(t, err)
			})
		}
		done.Wait()
	}
	assert.EqualValues(t, callers*rounds, wrapped.requests.Load())
	assert.LessOrEqual(t, connections.Load(), int32(2*callers), "net/http may dial one in vain for each caller, and keeps all of them")
	assert.NotSame(t, own, smile.NewTransport(), "each can be changed for itself")
}

func TestNoTransportAnywhereIsAnError(t *testing.T) { //nolint:paralleltest // it replaces http.DefaultTransport
	replace(t, nil)
	client, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithBaseURL(mockURL), smile.WithHTTPClient(&http.Client{}), smile.WithMaxRetries(0))
	require.NoError(t, err)
	_, err = client.Users.Get(t.Context(), "u-1")
	require.EqualError(t, err, "smile: get-user: there is no transport: those of the HTTP client and of net/http are both nil")
	_, err = client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, io.Discard)
	require.EqualError(t, err, "smile: download-raw-file: there is no transport: those of the HTTP client and of net/http are both nil")
}
