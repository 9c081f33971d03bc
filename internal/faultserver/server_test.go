package faultserver_test

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/smileapi/smile-go/internal/faultserver"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var protocols = []faultserver.Protocol{faultserver.HTTP1, faultserver.HTTP2}

// start starts a server that fails the first times.
func start(t *testing.T, protocol faultserver.Protocol, fault *faultserver.Fault, times int32) *faultserver.Server {
	t.Helper()
	var failed atomic.Int32
	server, err := faultserver.New(protocol, `{"ok":true}`, func() *faultserver.Fault {
		if failed.Add(1) > times {
			return nil
		}
		return fault
	})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	return server
}

// post makes one request of net/http, which repeats it if it can be replayed.
func post(t *testing.T, server *faultserver.Server, body io.Reader, replay bool) (string, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, body)
	require.NoError(t, err)
	request.Header.Set(faultserver.CallHeader, faultserver.Call(42))
	if !replay {
		request.GetBody = nil
	}
	response, err := server.Transport().RoundTrip(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	return response.Proto + " " + string(answer), err
}

func TestAServerThatIsWell(t *testing.T) {
	t.Parallel()
	for _, protocol := range protocols {
		t.Run(string(protocol), func(t *testing.T) {
			t.Parallel()
			server := start(t, protocol, nil, 0)
			for name, body := range map[string]io.Reader{
				"none":              nil,
				"small":             strings.NewReader("{}"),
				"several MB":        strings.NewReader(strings.Repeat(" ", 5<<20)),
				"of unknown length": io.MultiReader(strings.NewReader("{"), strings.NewReader("}")),
			} {
				answer, err := post(t, server, body, true)
				require.NoError(t, err, name)
				assert.Equal(t, map[faultserver.Protocol]string{"http/1.1": "HTTP/1.1", "h2": "HTTP/2.0"}[protocol]+` {"ok":true}`, answer, name)
			}
			assert.Equal(t, faultserver.Count{Requests: 4, Commits: 4}, server.Count())
			assert.Equal(t, map[string]faultserver.Count{faultserver.Call(42): {Requests: 4, Commits: 4}}, server.Calls())
		})
	}
}

// A header of several frames, and a call that is made twice over one connection.
func TestWhatIsKnownOfACall(t *testing.T) {
	t.Parallel()
	for _, protocol := range protocols {
		server := start(t, protocol, nil, 0)
		client := http.Client{Transport: server.Transport()}
		for range 3 {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, server.URL, nil)
			require.NoError(t, err)
			request.Header.Set("X-Long", strings.Repeat("long", 10_000))
			request.Header.Set(faultserver.CallHeader, faultserver.Call(12345678))
			response, err := client.Do(request)
			require.NoError(t, err)
			_, err = io.Copy(io.Discard, response.Body)
			require.NoError(t, err)
			response.Body.Close()
		}
		assert.Equal(t, map[string]faultserver.Count{faultserver.Call(12345678): {Requests: 3, Commits: 3}}, server.Calls(), protocol)
	}
}

// Every fault reaches the client: it brings no good answer, or is one that says so.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, protocol := range protocols {
		names := map[string]bool{}
		for _, fault := range faultserver.Faults(protocol) {
			require.False(t, names[fault.Name], "two faults are called %s", fault.Name)
			names[fault.Name] = true
			if fault.Silent {
				continue // there is nothing to wait for
			}
			t.Run(string(protocol)+" "+fault.Name, func(t *testing.T) {
				t.Parallel()
				server := start(t, protocol, fault, 1)
				answer, err := post(t, server, strings.NewReader("{}"), false)
				server.Close()
				good := err == nil && strings.HasSuffix(answer, `{"ok":true}`)
				if good {
					assert.Regexp(t, "well|JSON of its own|length of (-1|many)", fault.Name) // net/http does not mind these lengths
				}
				count := server.Count()
				assert.LessOrEqual(t, count.Requests, 1)
				if strings.Contains(fault.Name, "hands") || strings.Contains(fault.Name, "connection") {
					assert.Zero(t, count)
				}
				if fault.Refuses || strings.Contains(fault.Name, "after the header") {
					assert.Zero(t, count.Commits)
				} else {
					assert.Equal(t, count.Requests, count.Commits)
				}
			})
		}
	}
}

// What net/http says of a stream that was refused, and of others that it would like to send again, once it cannot
// replay the body. The client tells them apart by these words.
func TestWhatNetHTTPSaysOfAStream(t *testing.T) {
	t.Parallel()
	const (
		before = "http2: Transport: cannot retry err ["
		after  = "] after Request.Body was written; define Request.GetBody to avoid this error"
	)
	for name, want := range map[string]string{
		"refuses the stream":                                             before + "stream error: stream ID 1; REFUSED_STREAM; received from peer" + after,
		"refuses the stream after the header":                            before + "stream error: stream ID 1; REFUSED_STREAM; received from peer" + after,
		"goes away without this stream, with NO_ERROR, and closes":       before + "http2: Transport received Server's graceful shutdown GOAWAY" + after,
		"goes away without this stream, with REFUSED_STREAM, and closes": "http2: Transport received GOAWAY from server ErrCode:REFUSED_STREAM",
		"resets the stream with CANCEL":                                  "stream error: stream ID 1; CANCEL; received from peer",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, fault := range faultserver.Faults(faultserver.HTTP2) {
				if fault.Name == name {
					_, err := post(t, start(t, faultserver.HTTP2, fault, 1), strings.NewReader("{}"), false)
					require.EqualError(t, err, want)
					return
				}
			}
			t.Fatal("there is no such fault")
		})
	}
}

// This is why the client keeps net/http from replaying: it does so while the server acts on every request.
func TestNetHTTPReplaysWhatWasActedOn(t *testing.T) {
	t.Parallel()
	for _, fault := range faultserver.Faults(faultserver.HTTP2) {
		if fault.Name == "goes away without this stream, with NO_ERROR, and closes" {
			server := start(t, faultserver.HTTP2, fault, 5)
			_, err := post(t, server, strings.NewReader("{}"), true)
			require.NoError(t, err)
			assert.Equal(t, faultserver.Count{Requests: 6, Commits: 6}, server.Count())
		}
	}
}
