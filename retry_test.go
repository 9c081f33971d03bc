package smile_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const mockURL = "https://api.example/v1"

// respond makes a client whose requests are answered by a function: for replies that no sandbox gives,
// and for time that a synctest bubble controls.
func respond(t testing.TB, answer httpmock.Responder, options ...smile.Option) *smile.Client {
	t.Helper()
	transport := httpmock.NewMockTransport()
	transport.RegisterNoResponder(answer)
	options = append([]smile.Option{
		smile.WithCredentials("key", "secret"),
		smile.WithBaseURL(mockURL),
		smile.WithHTTPClient(&http.Client{Transport: transport}),
		smile.WithPacer(nil),
	}, options...)
	client, err := smile.New(options...)
	require.NoError(t, err)
	return client
}

// reply is a JSON reply with a code and a request ID.
func reply(status int, code, data string) *http.Response {
	body := `{"code":"` + code + `","message":"m","requestId":"r-1","data":` + data + `}`
	response := httpmock.NewStringResponse(status, body)
	response.Header.Set("Content-Type", "application/json")
	return response
}

func failure(status int) *http.Response {
	return reply(status, map[int]string{
		400: "INVALID_PARAMETERS", 404: "MISSING_RESOURCE", 429: "REQUEST_LIMIT_EXCEEDED", 500: "SERVER_ERROR",
		501: "UNSUPPORTED_METHOD", 503: "SERVER_UNAVAILABLE", 504: "TIME_LIMIT_EXCEEDED",
	}[status], "null")
}

// always answers each request with the same status.
func always(status int, attempts *atomic.Int32) httpmock.Responder {
	return func(*http.Request) (*http.Response, error) {
		attempts.Add(1)
		return failure(status), nil
	}
}

// read and write are calls of the two kinds: one that may be repeated, and one that may not.
func read(client *smile.Client, options ...smile.RequestOption) error {
	_, err := client.Users.Get(context.Background(), "u-1", options...)
	return err
}

func write(client *smile.Client, options ...smile.RequestOption) error {
	_, err := client.Users.Create(context.Background(), nil, options...)
	return err
}

var errLost = errors.New("connection lost")

func TestWhatIsRetried(t *testing.T) {
	t.Parallel()
	status := func(code int) httpmock.Responder {
		return func(*http.Request) (*http.Response, error) { return failure(code), nil }
	}
	lost := func(err error) httpmock.Responder {
		return func(*http.Request) (*http.Response, error) { return nil, err }
	}
	cut := func(*http.Request) (*http.Response, error) {
		response := reply(200, "OK", `{"id":"u-1"}`)
		response.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"code":`), brokenReader{}))
		return response, nil
	}
	html := func(code int) httpmock.Responder {
		return func(*http.Request) (*http.Response, error) {
			return httpmock.NewStringResponse(code, "<html>busy</html>"), nil
		}
	}
	for _, test := range []struct {
		name        string
		answer      httpmock.Responder
		read, write int
	}{
		{"408", status(408), 4, 1},
		{"429", status(429), 4, 4},
		{"500", status(500), 4, 1},
		{"501", status(501), 1, 1},
		{"502 of a proxy", html(502), 4, 1},
		{"503", status(503), 4, 1},
		{"504", status(504), 4, 1},
		{"400", status(400), 1, 1},
		{"401", status(401), 1, 1},
		{"403", status(403), 1, 1},
		{"404", status(404), 1, 1},
		{"415", status(415), 1, 1},
		{"505", status(505), 1, 1},
		{"connection lost", lost(errLost), 4, 1},
		{"reset while reading", lost(&net.OpError{Op: "read", Err: errLost}), 4, 1},
		{"not connected", lost(&net.OpError{Op: "dial", Err: errLost}), 4, 4},
		{"no proxy", lost(&net.OpError{Op: "proxyconnect", Err: errLost}), 4, 4},
		{"no such host", lost(&net.DNSError{Err: "no such host"}), 4, 4},
		{"certificate refused", lost(&tls.CertificateVerificationError{Err: errLost}), 1, 1},
		{"cut in the body", cut, 4, 1},
	} {
		for kind, call := range map[string]func(*smile.Client, ...smile.RequestOption) error{"read": read, "write": write} {
			want := map[string]int{"read": test.read, "write": test.write}[kind]
			t.Run(test.name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					var attempts atomic.Int32
					client := respond(t, func(r *http.Request) (*http.Response, error) {
						attempts.Add(1)
						return test.answer(r)
					})
					err := call(client)
					var e *smile.Error
					require.ErrorAs(t, err, &e)
					assert.EqualValues(t, want, attempts.Load())
					assert.Equal(t, want, e.Attempts)
				})
			})
		}
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestRetryModeOfACall(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		call     func(*smile.Client, ...smile.RequestOption) error
		mode     smile.RetryMode
		attempts int32
	}{
		{"a read that must not be repeated", read, smile.RetryNever, 1},
		{"a read only when it was not sent", read, smile.RetryUnsent, 1},
		{"a write that may be repeated", write, smile.RetrySafe, 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var attempts atomic.Int32
				client := respond(t, always(503, &attempts))
				require.ErrorIs(t, test.call(client, smile.WithRetry(test.mode)), smile.ErrServer)
				assert.Equal(t, test.attempts, attempts.Load())
			})
		})
	}
}

func TestMaxRetries(t *testing.T) {
	t.Parallel()
	for _, retries := range []int{0, 1, 5} {
		synctest.Test(t, func(t *testing.T) {
			var attempts atomic.Int32
			client := respond(t, always(503, &attempts), smile.WithMaxRetries(retries))
			require.Error(t, read(client))
			assert.EqualValues(t, retries+1, attempts.Load())
		})
	}
}

func TestARetryThatSucceedsIsASuccess(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var attempts atomic.Int32
		client := respond(t, func(*http.Request) (*http.Response, error) {
			if attempts.Add(1) < 3 {
				return failure(503), nil
			}
			return reply(200, "OK", `{"id":"u-1"}`), nil
		})
		var got smile.Response
		user, err := client.Users.Get(t.Context(), "u-1", smile.WithResponse(&got))
		require.NoError(t, err)
		assert.Equal(t, "u-1", user.ID)
		assert.Equal(t, 3, got.Attempts)
		assert.Equal(t, 200, got.Status)
	})
}

// The waits of a call whose every attempt fails.
func waits(t *testing.T, answer httpmock.Responder, options ...smile.Option) []time.Duration {
	var gaps []time.Duration
	var last time.Time
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		if !last.IsZero() {
			gaps = append(gaps, time.Since(last))
		}
		last = time.Now()
		return answer(r)
	}, options...)
	require.Error(t, read(client))
	return gaps
}

func TestBackoffIsFullJitter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		unavailable := func(*http.Request) (*http.Response, error) { return failure(503), nil }
		bounds := []time.Duration{100, 200, 400, 400}
		var first, below int
		for range 200 {
			gaps := waits(t, unavailable, smile.WithMaxRetries(4), smile.WithBackoff(100*time.Millisecond, 400*time.Millisecond))
			require.Len(t, gaps, 4)
			for i, gap := range gaps {
				assert.LessOrEqual(t, gap, bounds[i]*time.Millisecond)
			}
			if first++; gaps[3] < 200*time.Millisecond {
				below++
			}
		}
		// Half of the waits are below half of the bound. Chance puts fewer than 50 of 200 there once in 10^12 runs.
		assert.Greater(t, below, 50)
		assert.Less(t, below, 150)
	})
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	limited := func(after string) httpmock.Responder {
		return func(*http.Request) (*http.Response, error) {
			response := failure(429)
			response.Header.Set("Retry-After", after)
			return response, nil
		}
	}
	t.Run("is the least wait", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			date := time.Now().Add(20 * time.Second).UTC().Format(http.TimeFormat)
			for _, after := range []string{"7", date} {
				gaps := waits(t, limited(after), smile.WithMaxRetries(1))
				require.Len(t, gaps, 1)
				assert.GreaterOrEqual(t, gaps[0], 7*time.Second)
				assert.LessOrEqual(t, gaps[0], 20*time.Second)
			}
		})
	})
	t.Run("beyond the cap ends the call at once", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			err := read(respond(t, limited("31")))
			var e *smile.Error
			require.ErrorAs(t, err, &e)
			require.ErrorIs(t, err, smile.ErrRateLimited)
			assert.Equal(t, 31*time.Second, e.RetryAfter)
			assert.Equal(t, 1, e.Attempts)
			assert.Zero(t, time.Since(start))
		})
	})
	t.Run("beyond the deadline ends the call at once", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			err := read(respond(t, limited("5")), smile.WithTimeout(3*time.Second))
			require.ErrorIs(t, err, smile.ErrRateLimited)
			require.NotErrorIs(t, err, context.DeadlineExceeded)
			assert.Zero(t, time.Since(start))
		})
	})
	for _, after := range []string{"3000000000", "99999999999999999999", "120.0", "30.001", strings.Repeat("9", 400), "Fri, 31 Dec 9999 23:59:59 GMT"} {
		t.Run("beyond the cap however it is written: "+after[:min(20, len(after))], func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				var e *smile.Error
				require.ErrorAs(t, read(respond(t, limited(after))), &e)
				assert.Equal(t, 1, e.Attempts)
				assert.Greater(t, e.RetryAfter, 30*time.Second)
				assert.Zero(t, time.Since(start))
			})
		})
	}
	t.Run("a fraction of a second", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			var e *smile.Error
			require.ErrorAs(t, read(respond(t, limited("1.5"), smile.WithMaxRetries(0))), &e)
			assert.Equal(t, 1500*time.Millisecond, e.RetryAfter)
		})
	})
	for _, unreadable := range []string{"soon", "-3", "", "1e9", "0x10", ".5", "1.2.3"} {
		t.Run("unreadable "+unreadable, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				assert.Len(t, waits(t, limited(unreadable)), 3)
			})
		})
	}
}

func TestAnEndedContextKeepsTheLastReply(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		shutdown := errors.New("shutting down")
		client := respond(t, func(*http.Request) (*http.Response, error) {
			response := failure(503)
			response.Header.Set("Retry-After", "10")
			return response, nil
		})
		time.AfterFunc(2*time.Second, func() { cancel(shutdown) })
		var got smile.Response
		_, err := client.Users.Get(ctx, "u-1", smile.WithResponse(&got))
		var e *smile.Error
		require.ErrorAs(t, err, &e)
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorIs(t, err, shutdown)
		require.ErrorIs(t, err, smile.ErrServer)
		assert.Equal(t, 503, e.Status)
		assert.Equal(t, "r-1", e.RequestID)
		assert.Equal(t, 503, got.Status)
		assert.Contains(t, string(got.Body), "SERVER_UNAVAILABLE")
	})
}

func TestADeleteRetriedAfterAnUnknownOutcomeTakes404ForDone(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		first func() (*http.Response, error)
		done  bool
	}{
		{"lost", func() (*http.Response, error) { return nil, errLost }, true},
		{"504", func() (*http.Response, error) { return failure(504), nil }, true},
		{"429", func() (*http.Response, error) { return failure(429), nil }, false},
		{"not connected", func() (*http.Response, error) { return nil, &net.OpError{Op: "dial", Err: errLost} }, false},
		{"404 at once", func() (*http.Response, error) { return failure(404), nil }, false},
		{"lost, then 429", nil, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				attempts := 0
				client := respond(t, func(*http.Request) (*http.Response, error) {
					attempts++
					switch {
					case test.first == nil && attempts == 1:
						return nil, errLost
					case test.first == nil && attempts == 2:
						return failure(429), nil
					case attempts == 1:
						return test.first()
					}
					return failure(404), nil
				})
				err := client.Accounts.Delete(t.Context(), "a-1")
				if test.done {
					require.NoError(t, err)
				} else {
					require.ErrorIs(t, err, smile.ErrNotFound)
				}
			})
		})
	}
}

func TestADeleteThatPromisesDataNeedsIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		attempts := 0
		client := respond(t, func(*http.Request) (*http.Response, error) {
			if attempts++; attempts == 1 {
				return nil, errLost
			}
			return failure(404), nil
		})
		operation := smile.Operation{ID: "take-thing", Method: "DELETE", Path: "/things", Retry: smile.RetrySafe}
		_, err := smile.Do[smile.User](t.Context(), client, operation, smile.Request{})
		require.ErrorIs(t, err, smile.ErrNotFound)
	})
}

// What one attempt brought must not show in the outcome of the next.
func TestAttemptsDoNotMix(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		attempts := 0
		var second func() (*http.Response, error)
		client := respond(t, func(*http.Request) (*http.Response, error) {
			if attempts++; attempts == 1 {
				return failure(503), nil
			}
			return second()
		}, smile.WithMaxRetries(1))
		var got smile.Response
		second = func() (*http.Response, error) { return nil, errLost }
		var e *smile.Error
		require.ErrorAs(t, read(client, smile.WithResponse(&got)), &e)
		require.ErrorIs(t, e, errLost)
		assert.Equal(t, &smile.Error{Operation: "get-user", Attempts: 2, Err: e.Err}, e)
		assert.Equal(t, smile.Response{Attempts: 2, Body: []byte{}}, got)

		attempts = 0
		second = func() (*http.Response, error) {
			response := httpmock.NewStringResponse(200, `{"code":"OK","data":{"id":"u-1"}}`)
			return response, nil
		}
		require.NoError(t, read(client, smile.WithResponse(&got)))
		assert.Empty(t, got.RequestID)
	})
}

// Every reply is closed, and the time of every request ended, whatever becomes of the call.
func TestEveryAttemptIsReleased(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func() (*http.Response, error){
		"success":   func() (*http.Response, error) { return reply(200, "OK", `{"id":"u-1"}`), nil },
		"refused":   func() (*http.Response, error) { return failure(404), nil },
		"failing":   func() (*http.Response, error) { return failure(503), nil },
		"lost":      func() (*http.Response, error) { return nil, errLost },
		"malformed": func() (*http.Response, error) { return reply(200, "OK", `{`), nil },
		"redirect": func() (*http.Response, error) {
			response := httpmock.NewStringResponse(302, "")
			response.Header.Set("Location", "https://elsewhere.example")
			return response, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var requests []*http.Request
				open := 0
				client := respond(t, nil, smile.WithHTTPClient(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					requests = append(requests, r)
					response, err := answer()
					if response != nil {
						open++
						response.Body = &trackedBody{response.Body, func() { open-- }}
					}
					return response, err
				})}))
				_ = read(client)
				assert.Zero(t, open, "a body is left open")
				require.NotEmpty(t, requests)
				for _, r := range requests {
					assert.Error(t, r.Context().Err(), "the timer of an attempt runs on")
				}
			})
		})
	}
}

// trackedBody notes that it is closed.
type trackedBody struct {
	io.ReadCloser
	closed func()
}

func (b *trackedBody) Close() error {
	if b.closed != nil {
		b.closed()
		b.closed = nil
	}
	return b.ReadCloser.Close()
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestTransportsThatNetHTTPBearsWith(t *testing.T) {
	t.Parallel()
	bare := func(response *http.Response) *smile.Client {
		return respond(t, nil, smile.WithMaxRetries(0), smile.WithHTTPClient(&http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
			return response, nil
		})}))
	}
	require.ErrorIs(t, bare(&http.Response{StatusCode: 204, ContentLength: 0}).Webhooks.Delete(t.Context(), "w-1"), smile.ErrMalformedResponse, "without a body")
	require.Error(t, read(bare(nil)), "without a reply")
}

// A client that sets nothing has these settings.
func TestDefaults(t *testing.T) {
	t.Parallel()
	plain := func(t *testing.T, transport roundTrip) *smile.Client {
		t.Helper()
		client, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithBaseURL(mockURL),
			smile.WithHTTPClient(&http.Client{Transport: transport}))
		require.NoError(t, err)
		return client
	}
	t.Run("20 requests a second", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			client := plain(t, func(*http.Request) (*http.Response, error) { return reply(200, "OK", `{"id":"u-1"}`), nil })
			start := time.Now()
			for range 20 {
				require.NoError(t, read(client))
			}
			assert.Zero(t, time.Since(start))
			require.NoError(t, read(client))
			assert.Greater(t, time.Since(start), time.Second)
		})
	})
	t.Run("four attempts of 30 s, with waits between them", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			attempts := 0
			client := plain(t, func(r *http.Request) (*http.Response, error) {
				attempts++
				<-r.Context().Done()
				return nil, r.Context().Err()
			})
			start := time.Now()
			require.ErrorContains(t, read(client), "attempt timeout of 30s")
			assert.Equal(t, 4, attempts)
			assert.Greater(t, time.Since(start), 2*time.Minute)
		})
	})
	t.Run("32 MiB", func(t *testing.T) {
		t.Parallel()
		client := plain(t, func(*http.Request) (*http.Response, error) {
			response := reply(200, "OK", `{"id":"u-1"}`)
			response.ContentLength = 32<<20 + 1
			return response, nil
		})
		require.ErrorIs(t, read(client), smile.ErrResponseTooLarge)
	})
}

func TestARetriedWriteSendsTheSameBody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var bodies []string
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			body, err := io.ReadAll(r.Body)
			bodies = append(bodies, string(body))
			if len(bodies) == 1 {
				return failure(429), err
			}
			return reply(201, "CREATED", `{"user":{"id":"u-1"},"token":{"accessToken":"t"}}`), err
		})
		_, err := client.Users.Create(t.Context(), &smile.UserCreateParams{ExternalMetadata: map[string]string{"loan": "42"}})
		require.NoError(t, err)
		assert.Equal(t, []string{`{"externalMetadata":{"loan":"42"}}`, `{"externalMetadata":{"loan":"42"}}`}, bodies)
	})
}

// countingTransport counts how often its idle connections are closed.
type countingTransport struct {
	http.RoundTripper
	closed atomic.Int32
}

func (c *countingTransport) CloseIdleConnections() { c.closed.Add(1) }

func TestIdleConnectionsOfASharedClientStayOpen(t *testing.T) {
	t.Parallel()
	transport := &countingTransport{RoundTripper: httpmock.NewMockTransport()}
	mine := &http.Client{Transport: transport}
	client := respond(t, nil, smile.WithHTTPClient(mine), smile.WithBackoff(0, 0))
	require.Error(t, read(client))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := client.Users.Get(ctx, "u-1")
	require.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, transport.closed.Load())
	assert.Same(t, transport, mine.Transport)
}

func TestTimeoutOfTheHTTPClientBoundsTheCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var attempts atomic.Int32
		start := time.Now()
		transport := httpmock.NewMockTransport()
		transport.RegisterNoResponder(func(r *http.Request) (*http.Response, error) {
			attempts.Add(1)
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		client := respond(t, nil, smile.WithHTTPClient(&http.Client{Transport: transport, Timeout: 5 * time.Second}))
		require.ErrorIs(t, read(client), context.DeadlineExceeded)
		assert.EqualValues(t, 1, attempts.Load())
		assert.Equal(t, 5*time.Second, time.Since(start))
	})
}

func TestAttemptTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var attempts atomic.Int32
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			attempts.Add(1)
			<-r.Context().Done()
			return nil, r.Context().Err()
		}, smile.WithAttemptTimeout(time.Second), smile.WithBackoff(0, 0))
		start := time.Now()
		err := read(client)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorContains(t, err, "attempt timeout of 1s")
		assert.EqualValues(t, 4, attempts.Load())
		assert.Equal(t, 4*time.Second, time.Since(start))

		attempts.Store(0)
		require.ErrorIs(t, write(client), context.DeadlineExceeded)
		assert.EqualValues(t, 1, attempts.Load(), "the server may have acted on it")
	})
}

// hangUp is the end of a connection that closes when it has read the first byte of a TLS hello and after is
// done.
func hangUp(after <-chan struct{}) net.Conn {
	mine, theirs := net.Pipe()
	go func() {
		_, _ = theirs.Read(make([]byte, 1))
		<-after
		_ = theirs.Close()
	}()
	return mine
}

// overTLS is a client of a TLS server, for whose second to last connections dial can put another one.
func overTLS(t *testing.T, handler http.HandlerFunc, dial func(n int32) net.Conn) *smile.Client {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	transport := server.Client().Transport.(*http.Transport).Clone()
	var dials atomic.Int32
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if conn := dial(dials.Add(1)); conn != nil {
			return conn, nil
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	return respond(t, nil, smile.WithBaseURL(server.URL), smile.WithBackoff(0, 0), smile.WithHTTPClient(&http.Client{Transport: transport}))
}

const createdUser = `{"code":"CREATED","data":{"user":{"id":"u-1"},"token":{"accessToken":"t"}}}`

func answerJSON(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

// A server that hangs up during the TLS handshake has not seen the request, although the error looks as
// if it might have.
func TestAFailedHandshakeHasSentNothing(t *testing.T) {
	t.Parallel()
	now := make(chan struct{})
	close(now)
	firstFails := func(n int32) net.Conn {
		if n == 1 {
			return hangUp(now)
		}
		return nil
	}
	t.Run("a write is repeated", func(t *testing.T) {
		t.Parallel()
		client := overTLS(t, func(w http.ResponseWriter, _ *http.Request) { answerJSON(w, 201, createdUser) }, firstFails)
		require.NoError(t, write(client))
	})
	t.Run("a delete that then finds nothing has deleted nothing", func(t *testing.T) {
		t.Parallel()
		client := overTLS(t, func(w http.ResponseWriter, _ *http.Request) {
			answerJSON(w, 404, `{"code":"MISSING_RESOURCE","requestId":"r-1"}`)
		}, firstFails)
		require.ErrorIs(t, client.Accounts.Delete(t.Context(), "a-1"), smile.ErrNotFound)
	})
}

// net/http connects in the background, and may send the request over a connection that has become free
// meanwhile. That its own handshake fails later says nothing about the request.
func TestALateHandshakeDoesNotRepeatAWrite(t *testing.T) {
	t.Parallel()
	var writes atomic.Int32
	reading, free, acting := make(chan struct{}), make(chan struct{}), make(chan struct{})
	connecting, abandoned := make(chan struct{}), make(chan struct{})
	client := overTLS(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			close(reading)
			<-free
			answerJSON(w, 200, `{"code":"OK","data":{"id":"u-1"}}`)
			return
		}
		writes.Add(1)
		close(acting)
		<-abandoned
		panic(http.ErrAbortHandler) // acted on, and the reply is lost
	}, func(n int32) net.Conn {
		if n != 2 {
			return nil
		}
		mine := hangUp(acting)
		close(connecting)
		return &closeNotice{mine, abandoned, sync.Once{}}
	})
	var group sync.WaitGroup
	group.Go(func() { assert.NoError(t, read(client)) })
	<-reading
	group.Go(func() { assert.Error(t, write(client)) })
	<-connecting
	close(free)
	group.Wait()
	assert.EqualValues(t, 1, writes.Load())
}

// closeNotice tells when a connection is given up.
type closeNotice struct {
	net.Conn
	closed chan struct{}
	once   sync.Once
}

func (c *closeNotice) Close() error {
	defer c.once.Do(func() { close(c.closed) })
	return c.Conn.Close()
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestWhoseTimeIsOver(t *testing.T) {
	t.Parallel()
	hang := roundTrip(func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, context.Cause(r.Context())
	})
	stall := roundTrip(func(r *http.Request) (*http.Response, error) {
		response := reply(200, "OK", `{"id":"u-1"}`)
		response.Body = io.NopCloser(readerFunc(func([]byte) (int, error) {
			<-r.Context().Done()
			return 0, r.Context().Err()
		}))
		return response, nil
	})
	ownLimit := roundTrip(func(*http.Request) (*http.Response, error) {
		return nil, &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}
	})
	for _, test := range []struct {
		name    string
		client  *http.Client
		options []smile.Option
		request []smile.RequestOption
		is      error
		want    string
	}{
		{"attempt", &http.Client{Transport: hang}, []smile.Option{smile.WithAttemptTimeout(time.Second)}, nil, context.DeadlineExceeded, "attempt timeout of 1s"},
		{"attempt, in the body", &http.Client{Transport: stall}, []smile.Option{smile.WithAttemptTimeout(time.Second)}, nil, context.DeadlineExceeded, "attempt timeout of 1s"},
		{"call", &http.Client{Transport: hang}, nil, []smile.RequestOption{smile.WithTimeout(time.Second)}, context.DeadlineExceeded, "WithTimeout"},
		{"HTTP client", &http.Client{Transport: hang, Timeout: time.Second}, nil, nil, context.DeadlineExceeded, "Timeout of the HTTP client"},
		{"transport", &http.Client{Transport: ownLimit}, nil, nil, os.ErrDeadlineExceeded, "get-user: read: i/o timeout"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client := respond(t, nil, append(test.options, smile.WithHTTPClient(test.client), smile.WithMaxRetries(0))...)
				err := read(client, test.request...)
				require.ErrorIs(t, err, test.is)
				require.ErrorContains(t, err, test.want)
			})
		})
	}
}

func TestAPacerThatFailsIsNotHiddenByTheFailureBeforeIt(t *testing.T) {
	t.Parallel()
	var attempts atomic.Int32
	pacer := &countingPacer{limit: 1, err: errors.New("the pacer's store is down")}
	err := read(respond(t, always(503, &attempts), smile.WithPacer(pacer), smile.WithBackoff(0, 0)))
	require.ErrorIs(t, err, pacer.err)
	require.ErrorIs(t, err, smile.ErrServer)
	assert.EqualValues(t, 1, attempts.Load())
}

func TestEveryAttemptIsPaced(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var attempts atomic.Int32
		pacer := &countingPacer{}
		client := respond(t, always(503, &attempts), smile.WithPacer(pacer))
		require.Error(t, read(client))
		assert.EqualValues(t, 4, attempts.Load())
		assert.Equal(t, 4, pacer.turns)

		pacer.err = errors.New("closed for today")
		err := read(client)
		require.ErrorIs(t, err, pacer.err)
		assert.EqualValues(t, 4, attempts.Load(), "nothing is sent without a turn")
	})
}

// countingPacer fails after its limit of turns, if it has an error to fail with.
type countingPacer struct {
	turns, limit int
	err          error
}

func (p *countingPacer) Wait(context.Context) error {
	if p.turns++; p.turns > p.limit {
		return p.err
	}
	return nil
}

func TestPacerKeepsRequestsBelowTheLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		pacer := smile.NewPacer(smile.RequestsPerSecond)
		var turns []time.Time
		var lock sync.Mutex
		var group sync.WaitGroup
		for range 4 { // several clients share it
			group.Go(func() {
				for range 50 {
					assert.NoError(t, pacer.Wait(t.Context()))
					lock.Lock()
					turns = append(turns, time.Now())
					lock.Unlock()
				}
			})
		}
		group.Wait()
		for i := 20; i < len(turns); i++ {
			assert.Greater(t, turns[i].Sub(turns[i-20]), time.Second, "21 requests within one second")
		}
		assert.Zero(t, turns[19].Sub(turns[0]), "who asks for little never waits")
		rate := float64(len(turns)-20) / turns[len(turns)-1].Sub(turns[0]).Seconds()
		assert.GreaterOrEqual(t, rate, 0.95*smile.RequestsPerSecond)
	})
}

func TestACallerCanLeaveThePacersQueue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		pacer := smile.NewPacer(1)
		require.NoError(t, pacer.Wait(t.Context()))
		go func() { assert.NoError(t, pacer.Wait(t.Context())) }() // for a second
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		start := time.Now()
		require.ErrorIs(t, pacer.Wait(ctx), context.DeadlineExceeded)
		assert.Equal(t, time.Millisecond, time.Since(start))
		require.NoError(t, pacer.Wait(t.Context()), "behind the one that stayed")
	})
}

func TestThePacerGivesUpWhenItsTurnComesTooLate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var attempts atomic.Int32
		client := respond(t, always(404, &attempts), smile.WithPacer(smile.NewPacer(1)))
		require.ErrorIs(t, read(client), smile.ErrNotFound)
		start := time.Now()
		require.ErrorIs(t, read(client, smile.WithTimeout(time.Second)), context.DeadlineExceeded)
		assert.Zero(t, time.Since(start), "it need not wait to know")
		assert.EqualValues(t, 1, attempts.Load())

		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Millisecond, cancel)
		_, err := client.Users.Get(ctx, "u-1")
		require.ErrorIs(t, err, context.Canceled)
		assert.EqualValues(t, 1, attempts.Load())
		require.ErrorIs(t, read(client), smile.ErrNotFound, "a turn that nobody took is not lost")
		assert.Less(t, time.Since(start), 2*time.Second)
	})
	assert.Panics(t, func() { smile.NewPacer(0) })
}

// go-retryablehttp logs URLs to stderr unless told otherwise. Its logger holds on to the real stderr, so
// that only another process shows what comes out.
func TestNothingIsWrittenToStderr(t *testing.T) {
	t.Parallel()
	if os.Getenv("SMILE_TEST_STDERR") != "" {
		var attempts atomic.Int32
		require.Error(t, read(respond(t, always(503, &attempts), smile.WithBackoff(0, 0))))
		return
	}
	command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestNothingIsWrittenToStderr$")
	command.Env = append(os.Environ(), "SMILE_TEST_STDERR=1")
	var stderr strings.Builder
	command.Stderr = &stderr
	require.NoError(t, command.Run())
	assert.Empty(t, stderr.String())
}
