package smile_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
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
		var got smile.Reply
		user, err := client.Users.Get(t.Context(), "u-1", smile.WithReply(&got))
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
	for _, unreadable := range []string{"soon", "-3", "", "99999999999999999999"} {
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
		var got smile.Reply
		_, err := client.Users.Get(ctx, "u-1", smile.WithReply(&got))
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
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				attempts := 0
				client := respond(t, func(*http.Request) (*http.Response, error) {
					if attempts++; attempts == 1 {
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

// A server that hangs up during the TLS handshake has not seen the request, although the error looks as
// if it might have.
func TestAWriteIsRetriedAfterAFailedHandshake(t *testing.T) {
	t.Parallel()
	inner := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"code":"CREATED","data":{"user":{"id":"u-1"},"token":{"accessToken":"t"}}}`)
	}))
	defer inner.Close()
	var dials atomic.Int32
	transport := inner.Client().Transport.(*http.Transport).Clone()
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if dials.Add(1) > 1 {
			return (&net.Dialer{}).DialContext(ctx, network, address)
		}
		mine, theirs := net.Pipe()
		go func() {
			_, _ = theirs.Read(make([]byte, 1)) // the first byte of the hello
			_ = theirs.Close()
		}()
		return mine, nil
	}
	client := respond(t, nil, smile.WithBaseURL(inner.URL), smile.WithBackoff(0, 0), smile.WithHTTPClient(&http.Client{Transport: transport}))
	require.NoError(t, write(client))
	assert.EqualValues(t, 2, dials.Load())
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

type countingPacer struct {
	turns int
	err   error
}

func (p *countingPacer) Wait(context.Context) error {
	p.turns++
	return p.err
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
