package smile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// observed keeps what an observer is told.
type observed struct {
	mutex    sync.Mutex
	attempts []smile.Attempt
}

func (o *observed) observe(_ context.Context, attempt smile.Attempt) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.attempts = append(o.attempts, attempt)
}

// pause is a pacer that has everybody wait for a while.
type pause time.Duration

func (p pause) Wait(context.Context) error {
	time.Sleep(time.Duration(p))
	return nil
}

func TestObserversAreToldOfEachAttempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		var first, second observed
		client := respond(t, func(*http.Request) (*http.Response, error) {
			requests++
			time.Sleep(time.Duration(requests) * time.Second)
			switch requests {
			case 1:
				return failure(503), nil
			case 2:
				return nil, errors.New("top-secret")
			default:
				return reply(200, "OK", `{"id":"a-1","createdAt":"soon"}`), nil
			}
		}, smile.WithPacer(pause(2*time.Second)), smile.WithObserver(first.observe), smile.WithObserver(second.observe))
		_, err := client.Accounts.Get(t.Context(), "a-1")
		require.NoError(t, err)
		attempt := func(number int, change func(a *smile.Attempt)) smile.Attempt {
			a := smile.Attempt{
				Operation: "get-account", Route: "GET /accounts/{id}", Number: number,
				Duration: time.Duration(number) * time.Second, Paced: 2 * time.Second,
			}
			change(&a)
			return a
		}
		var failed *smile.Error
		require.ErrorAs(t, first.attempts[1].Err, &failed)
		assert.Equal(t, []smile.Attempt{
			attempt(1, func(a *smile.Attempt) {
				a.Status, a.Code, a.RequestID, a.Retry = 503, smile.CodeServerUnavailable, "r-1", true
				a.Err = &smile.Error{Operation: "get-account", Status: 503, Code: smile.CodeServerUnavailable, Message: "m", RequestID: "r-1", Attempts: 1}
			}),
			attempt(2, func(a *smile.Attempt) {
				a.Retry = true
				a.Err = &smile.Error{Operation: "get-account", Attempts: 2, Err: failed.Err}
			}),
			attempt(3, func(a *smile.Attempt) {
				a.Status, a.Code, a.RequestID, a.Malformed = 200, smile.CodeOK, "r-1", 1
			}),
		}, first.attempts)
		assert.Equal(t, first.attempts, second.attempts)
		assert.NotContains(t, failed.Error(), "top-secret")
	})
}

func TestObserversAreToldWhetherAnotherAttemptWasDecidedOn(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, c *smile.Client) error { _, err := c.Users.Get(ctx, "u-1"); return err }
	create := func(ctx context.Context, c *smile.Client) error { _, err := c.Users.Create(ctx, nil); return err }
	for name, test := range map[string]struct {
		call   func(context.Context, *smile.Client) error
		answer httpmock.Responder
		retry  []bool
	}{
		"until there are no retries left":     {get, func(*http.Request) (*http.Response, error) { return failure(503), nil }, []bool{true, true, false}},
		"not after a success":                 {get, func(*http.Request) (*http.Response, error) { return reply(200, "OK", `{"id":"u-1"}`), nil }, []bool{false}},
		"not after what another cannot mend":  {get, func(*http.Request) (*http.Response, error) { return failure(404), nil }, []bool{false}},
		"not when the call may have acted":    {create, func(*http.Request) (*http.Response, error) { return failure(503), nil }, []bool{false}},
		"when the call cannot have acted":     {create, func(*http.Request) (*http.Response, error) { return failure(429), nil }, []bool{true, true, false}},
		"not when the server asks for longer": {get, retryIn("3600"), []bool{false}},
		"also when the context ends in the wait": {func(ctx context.Context, c *smile.Client) error {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(time.Second, cancel)
			return get(ctx, c)
		}, retryIn("20"), []bool{true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var all observed
				_ = test.call(t.Context(), respond(t, test.answer, smile.WithMaxRetries(2), smile.WithObserver(all.observe)))
				var retry []bool
				for i, attempt := range all.attempts {
					retry = append(retry, attempt.Retry)
					assert.Equal(t, i+1, attempt.Number)
				}
				assert.Equal(t, test.retry, retry)
			})
		})
	}
}

// retryIn answers that the API is not available, and when to ask again.
func retryIn(seconds string) httpmock.Responder {
	return func(*http.Request) (*http.Response, error) {
		response := failure(503)
		response.Header.Set("Retry-After", seconds)
		return response, nil
	}
}

func TestADeleteThatHasSucceededBeforeIsObservedAsASuccess(t *testing.T) {
	t.Parallel()
	var all observed
	requests := 0
	client := respond(t, func(*http.Request) (*http.Response, error) {
		if requests++; requests == 1 {
			return nil, io.ErrUnexpectedEOF
		}
		return failure(404), nil
	}, smile.WithBackoff(0, 0), smile.WithObserver(all.observe))
	require.NoError(t, client.Webhooks.Delete(t.Context(), "w-1"))
	require.Len(t, all.attempts, 2)
	require.Error(t, all.attempts[0].Err)
	require.NoError(t, all.attempts[1].Err)
	assert.Equal(t, 404, all.attempts[1].Status)
}

// A file comes from elsewhere. How far it came is seen all the same.
func TestObserversAreToldOfDownloads(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		var all observed
		client := respond(t, func(*http.Request) (*http.Response, error) {
			time.Sleep(time.Second)
			requests++
			if requests == 1 {
				return httpmock.NewStringResponse(503, ""), nil
			}
			response := httpmock.NewStringResponse(200, "0123")
			response.ContentLength = 4
			return response, nil
		}, smile.WithBackoff(time.Minute, time.Minute), smile.WithObserver(all.observe))
		_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/top-secret"}, io.Discard)
		require.NoError(t, err)
		require.Len(t, all.attempts, 2)
		failed := all.attempts[0]
		assert.ErrorContains(t, failed.Err, "download-raw-file: 503")
		assert.NotContains(t, fmt.Sprint(all.attempts), "top-secret")
		failed.Err = nil
		assert.Equal(t, []smile.Attempt{
			{Operation: "download-raw-file", Route: "GET", Number: 1, Status: 503, Duration: time.Second, Retry: true},
			{Operation: "download-raw-file", Route: "GET", Number: 2, Status: 200, Duration: time.Second},
		}, []smile.Attempt{failed, all.attempts[1]})

		export := &smile.AccountExport{DownloadURL: "https://files.example/", MD5: strings.Repeat("0", 32)}
		_, err = client.Accounts.DownloadExport(t.Context(), export, io.Discard)
		require.ErrorIs(t, err, smile.ErrChecksum)
		require.Len(t, all.attempts, 3)
		assert.Equal(t, "download-account-export", all.attempts[2].Operation)
		assert.Equal(t, err, all.attempts[2].Err)
	})
}

// What the caller has ended a download for is what its error and its last attempt say.
func TestADownloadThatItsCallerEndsSaysWhy(t *testing.T) {
	t.Parallel()
	shutdown := errors.New("shutting down")
	ctx, cancel := context.WithCancelCause(t.Context())
	var all observed
	client := respond(t, func(*http.Request) (*http.Response, error) {
		cancel(shutdown)
		return nil, io.ErrUnexpectedEOF
	}, smile.WithObserver(all.observe))
	_, err := client.Archives.Download(ctx, &smile.RawFile{URL: "https://files.example/"}, io.Discard)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, err, shutdown)
	require.Len(t, all.attempts, 1)
	assert.Equal(t, err, all.attempts[0].Err)
	assert.False(t, all.attempts[0].Retry)
}

func TestAPanicInAnObserverHarmsNothing(t *testing.T) {
	t.Parallel()
	var all observed
	var logs bytes.Buffer
	client := respond(t, func(*http.Request) (*http.Response, error) { return reply(200, "OK", `{"id":"u-1"}`), nil },
		smile.WithObserver(func(context.Context, smile.Attempt) { panic("top-secret") }),
		smile.WithObserver(all.observe),
		smile.WithLogger(slog.New(slog.NewTextHandler(&logs, nil))))
	user, err := client.Users.Get(t.Context(), "u-1")
	require.NoError(t, err)
	assert.Equal(t, "u-1", user.ID)
	assert.Len(t, all.attempts, 1, "the next observer is told")
	assert.Regexp(t, `level=ERROR msg="smile: an observer panicked" operation=get-user panic=string stack=.*TestAPanicInAnObserverHarmsNothing`, logs.String())
	assert.NotContains(t, logs.String(), "top-secret")

	silent := respond(t, func(*http.Request) (*http.Response, error) { return reply(200, "OK", `{"id":"u-1"}`), nil },
		smile.WithObserver(func(context.Context, smile.Attempt) { panic(nil) }), //nolint:govet // what it does is the question
		smile.WithLogger(slog.New(panicky{})))
	_, err = silent.Users.Get(t.Context(), "u-1")
	require.NoError(t, err)
}

// panicky is a log that does not work.
type panicky struct{ slog.Handler }

func (panicky) Enabled(context.Context, slog.Level) bool { panic("no disk") }

type traceKey struct{}

func TestTheContextOfAnObserverHasTheValuesOfTheCallsAndNoEnd(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), traceKey{}, "trace-1"))
	told := false
	client := respond(t, func(*http.Request) (*http.Response, error) {
		cancel()
		return nil, context.Canceled
	}, smile.WithObserver(func(ctx context.Context, _ smile.Attempt) {
		told = true
		assert.NoError(t, ctx.Err())
		assert.Equal(t, "trace-1", ctx.Value(traceKey{}))
	}))
	_, err := client.Users.Get(ctx, "u-1")
	require.ErrorIs(t, err, context.Canceled)
	assert.True(t, told)
}

func TestATransportLearnsWhichAttemptItCarries(t *testing.T) {
	t.Parallel()
	type seen struct {
		attempt smile.Attempt
		ok      bool
	}
	var all []seen
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		attempt, ok := smile.AttemptFromContext(r.Context())
		all = append(all, seen{attempt, ok})
		switch {
		case len(all) == 1:
			return failure(503), nil
		case len(all) == 2:
			response := httpmock.NewStringResponse(302, "")
			response.Header.Set("Location", "/v1/elsewhere")
			return response, nil
		case r.URL.Host == "files.example":
			response := httpmock.NewStringResponse(200, "0123")
			response.ContentLength = 4
			return response, nil
		default:
			return reply(200, "OK", `{"id":"a-1"}`), nil
		}
	}, smile.WithBackoff(0, 0))
	_, err := client.Accounts.Get(t.Context(), "a-1")
	require.NoError(t, err)
	_, err = client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, io.Discard)
	require.NoError(t, err)
	get := smile.Attempt{Operation: "get-account", Route: "GET /accounts/{id}", Number: 1}
	again := get
	again.Number = 2
	assert.Equal(t, []seen{
		{get, true},
		{again, true},
		{again, true}, // redirected
		{smile.Attempt{Operation: "download-raw-file", Route: "GET", Number: 1}, true},
	}, all)

	attempt, ok := smile.AttemptFromContext(t.Context())
	assert.False(t, ok)
	assert.Zero(t, attempt)
}

func TestWithObserverRefusesNil(t *testing.T) {
	t.Parallel()
	_, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithObserver(nil))
	assert.EqualError(t, err, "smile: observer is nil")
}

func TestAnAttemptLogsWithoutTheMessageOfItsError(t *testing.T) {
	t.Parallel()
	attempt := smile.Attempt{
		Operation: "create-user", Status: 400, Code: smile.CodeInvalidParameters,
		Err: &smile.Error{Operation: "create-user", Status: 400, Message: "top-secret is no e-mail", Err: errors.New("top-secret")},
	}
	for _, text := range []string{logged(attempt), logged(&attempt)} {
		assert.NotContains(t, text, "top-secret")
		assert.Contains(t, text, smile.CodeInvalidParameters)
	}
}
