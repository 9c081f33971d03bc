package webhookverify_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// receiver is a handler with what it reports.
type receiver struct {
	*webhookverify.Handler
	mu       sync.Mutex
	outcomes []webhookverify.Outcome
}

func newReceiver(t testing.TB, options ...webhookverify.Option) *receiver {
	t.Helper()
	r := &receiver{}
	handler, err := webhookverify.NewHandler(newVerifier(t, secret, "old"), append([]webhookverify.Option{
		webhookverify.WithObserver(func(_ context.Context, o webhookverify.Outcome) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.outcomes = append(r.outcomes, o)
		}),
	}, options...)...)
	require.NoError(t, err)
	r.Handler = handler
	return r
}

// deliver hands a signed event to the handler and returns the answer.
func (r *receiver) deliver(t testing.TB, body string) *http.Response {
	t.Helper()
	call, err := webhookverify.NewRequest(t.Context(), "https://acme.example/webhooks/smile", secret, []byte(body))
	require.NoError(t, err)
	return r.answer(call)
}

func (r *receiver) answer(call *http.Request) *http.Response {
	recorder := httptest.NewRecorder()
	r.ServeHTTP(recorder, call)
	return recorder.Result()
}

// observed returns the outcomes since the last call.
func (r *receiver) observed() []webhookverify.Outcome {
	r.mu.Lock()
	defer r.mu.Unlock()
	outcomes := r.outcomes
	r.outcomes = nil
	return outcomes
}

func (r *receiver) last(t testing.TB) webhookverify.Outcome {
	t.Helper()
	outcomes := r.observed()
	require.Len(t, outcomes, 1)
	return outcomes[0]
}

func userCreated(id string) string {
	return `{"id":"` + id + `","version":1,"type":"USER_CREATED","createdAt":"2026-01-31T08:25:05Z","data":{"userId":"acme-1"}}`
}

func TestHandlerDispatchesByType(t *testing.T) {
	t.Parallel()
	var got []string
	r := newReceiver(t)
	webhookverify.On(r.Handler, func(_ context.Context, e *webhookverify.UserCreated) error {
		got = append(got, "first "+e.Data.UserID)
		return nil
	})
	webhookverify.On(r.Handler, func(_ context.Context, e *webhookverify.TaskFinished) error {
		got = append(got, "task "+string(e.Data.Status))
		return nil
	})
	webhookverify.On(r.Handler, func(_ context.Context, e *webhookverify.UserCreated) error {
		got = append(got, "second "+e.ID)
		return nil
	})
	r.Fallback(func(_ context.Context, e webhookverify.Event) error {
		got = append(got, fmt.Sprintf("fallback %T %s", e, e.Head().Raw))
		return nil
	})

	assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode)
	assert.Equal(t, http.StatusOK, r.deliver(t, string(sample(t, userdata.EventTaskFinished))).StatusCode)
	const tomorrow = `{"id":"et-3","type":"MOON_ADDED"}`
	assert.Equal(t, http.StatusOK, r.deliver(t, tomorrow).StatusCode)
	const version2 = `{"id":"et-4","type":"USER_CREATED","version":2}`
	assert.Equal(t, http.StatusOK, r.deliver(t, version2).StatusCode)
	const unregistered = `{"id":"et-5","type":"ACCOUNT_CREATED"}`
	assert.Equal(t, http.StatusOK, r.deliver(t, unregistered).StatusCode)
	assert.Equal(t, []string{
		"first acme-1", "second et-1",
		"task SUCCEEDED",
		"fallback *webhookverify.Unknown " + tomorrow,
		"fallback *webhookverify.Unknown " + version2,
		"fallback *webhookverify.AccountCreated " + unregistered,
	}, got)
}

func TestHandlerOfAllEvents(t *testing.T) {
	t.Parallel()
	var got []userdata.EventType
	r := newReceiver(t)
	webhookverify.On(r.Handler, func(_ context.Context, e webhookverify.Event) error {
		got = append(got, e.Head().Type)
		return nil
	})
	r.Fallback(func(context.Context, webhookverify.Event) error {
		t.Error("nothing is left for the fallback")
		return nil
	})
	for eventType := range catalogue {
		assert.Equal(t, http.StatusOK, r.deliver(t, string(sample(t, eventType))).StatusCode, eventType)
	}
	assert.Len(t, got, len(catalogue))
}

func TestHandlerAcknowledgesWhatNobodyWants(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode)
	outcome := r.last(t)
	assert.NoError(t, outcome.Err)
	assert.Equal(t, webhookverify.Outcome{Status: 200, Type: "USER_CREATED", ID: "et-1", SignedBy: 1, Duration: outcome.Duration}, outcome)
	assert.Positive(t, outcome.Duration)
}

func TestHandlerRefuses(t *testing.T) {
	t.Parallel()
	const body = `{"id":"et-1","type":"USER_CREATED","data":{"userId":"acme-1"}}`
	call := func(method, body string, signatures ...string) *http.Request {
		r := httptest.NewRequest(method, "/", strings.NewReader(body))
		r.Header[webhookverify.SignatureHeader] = signatures
		return r
	}
	good := webhookverify.Sign([]byte(body), secret)
	broken := call(http.MethodPost, "", good)
	broken.Body = io.NopCloser(io.MultiReader(strings.NewReader(body), iotest.ErrReader(io.ErrUnexpectedEOF)))
	large := strings.Repeat(" ", 1000) + body
	unannounced := call(http.MethodPost, large, webhookverify.Sign([]byte(large), secret))
	unannounced.ContentLength = -1
	for name, test := range map[string]struct {
		call   *http.Request
		status int
		want   error
	}{
		"GET":           {call(http.MethodGet, body, good), 405, nil},
		"PUT":           {call(http.MethodPut, body, good), 405, nil},
		"no signature":  {call(http.MethodPost, body), 401, webhookverify.ErrNoSignature},
		"malformed":     {call(http.MethodPost, body, "x"), 401, webhookverify.ErrMalformedSignature},
		"forged":        {call(http.MethodPost, body, webhookverify.Sign([]byte(body), "guessed")), 401, webhookverify.ErrSignatureMismatch},
		"too large":     {call(http.MethodPost, large, webhookverify.Sign([]byte(large), secret)), 413, webhookverify.ErrBodyTooLarge},
		"unannounced":   {unannounced, 413, webhookverify.ErrBodyTooLarge},
		"breaking off":  {broken, 400, io.ErrUnexpectedEOF},
		"no event":      {call(http.MethodPost, "{}", webhookverify.Sign([]byte("{}"), secret)), 400, webhookverify.ErrMalformedEvent},
		"no JSON":       {call(http.MethodPost, "hi", webhookverify.Sign([]byte("hi"), secret)), 400, webhookverify.ErrMalformedEvent},
		"nobody's body": {call(http.MethodPost, "", webhookverify.Sign(nil, secret)), 400, webhookverify.ErrMalformedEvent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t, webhookverify.WithMaxBodySize(1000))
			webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error {
				t.Error("it was handled")
				return nil
			})
			reply := r.answer(test.call)
			assert.Equal(t, test.status, reply.StatusCode)
			text, err := io.ReadAll(reply.Body)
			require.NoError(t, err)
			assert.Equal(t, http.StatusText(test.status)+"\n", string(text), "the sender learns nothing else")
			assert.Equal(t, map[bool]string{true: "POST"}[test.status == 405], reply.Header.Get("Allow"))
			outcome := r.last(t)
			assert.Equal(t, test.status, outcome.Status)
			assert.Empty(t, outcome.ID)
			require.Error(t, outcome.Err)
			if test.want != nil {
				assert.ErrorIs(t, outcome.Err, test.want)
			}
		})
	}
}

func TestHandlerTellsWhichSecret(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	call, err := webhookverify.NewRequest(t.Context(), "/", "old", []byte(userCreated("et-1")))
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, r.answer(call).StatusCode)
	assert.Equal(t, 2, r.last(t).SignedBy)
}

func TestHandlerReadsUpToItsLimit(t *testing.T) {
	t.Parallel()
	body := userCreated("et-1")
	r := newReceiver(t, webhookverify.WithMaxBodySize(int64(len(body))))
	assert.Equal(t, http.StatusOK, r.deliver(t, body).StatusCode)
	assert.Equal(t, http.StatusRequestEntityTooLarge, r.deliver(t, body+" ").StatusCode)
}

func TestHandlerDoesAnEventOnce(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	count := 0
	webhookverify.On(r.Handler, func(context.Context, *webhookverify.UserCreated) error {
		count++
		return nil
	})
	for i := range 3 {
		assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode)
		assert.Equal(t, i > 0, r.last(t).Duplicate)
	}
	assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-2")).StatusCode)
	assert.Equal(t, 2, count)
}

func TestHandlerLetsSmileTryAgain(t *testing.T) {
	t.Parallel()
	failure := errors.New("acme-1 has no loan")
	for name, fail := range map[string]func() error{
		"an error":           func() error { return failure },
		"a panic":            func() error { panic("acme-1 has no loan") },
		"a panic with error": func() error { panic(failure) },
		"an index":           func() error { return []error{}[len(os.Args)] },
		"a panic with nil":   func() error { panic(nil) }, //nolint:govet // what it does is the question
		"the end of itself":  func() error { runtime.Goexit(); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t)
			var runs []string
			failing := true
			webhookverify.On(r.Handler, func(context.Context, *webhookverify.UserCreated) error {
				runs = append(runs, "before")
				return nil
			})
			webhookverify.On(r.Handler, func(context.Context, *webhookverify.UserCreated) error {
				runs = append(runs, "fails")
				if failing {
					return fail()
				}
				return nil
			})
			webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error {
				runs = append(runs, "after")
				return nil
			})

			reply := r.deliver(t, userCreated("et-1"))
			assert.Equal(t, http.StatusInternalServerError, reply.StatusCode)
			assert.Empty(t, reply.Header.Get("Retry-After"))
			outcome := r.last(t)
			require.Error(t, outcome.Err)
			assert.Equal(t, "et-1", outcome.ID)
			assert.False(t, outcome.Duplicate)
			var log strings.Builder
			slog.New(slog.NewJSONHandler(&log, nil)).Info("webhook", "outcome", outcome)
			assert.NotContains(t, log.String(), "acme-1")
			assert.Contains(t, log.String(), `"status":500`)
			assert.Contains(t, log.String(), `"id":"et-1"`)
			assert.Contains(t, log.String(), "a handler")
			if strings.HasPrefix(name, "a panic") || name == "an index" {
				panicked := new(webhookverify.PanicError)
				require.ErrorAs(t, outcome.Err, &panicked)
				assert.Contains(t, string(panicked.Stack), "TestHandlerLetsSmileTryAgain")
				assert.NotContains(t, string(panicked.Stack), "acme-1")
				assert.NotContains(t, panicked.Error(), "acme-1")
			}
			if name == "an error" {
				failed := new(webhookverify.HandlerError)
				require.ErrorAs(t, outcome.Err, &failed)
				assert.ErrorContains(t, outcome.Err, "acme-1", "it is the caller's own word")
			}
			if name == "an error" || name == "a panic with error" {
				assert.ErrorIs(t, outcome.Err, failure)
			}

			failing = false
			assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode)
			assert.Equal(t, []string{"before", "fails", "before", "fails", "after"}, runs)
		})
	}
}

func TestHandlerOfAFailingFallback(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	failure := errors.New("full")
	r.Fallback(func(context.Context, webhookverify.Event) error { return failure })
	assert.Equal(t, http.StatusInternalServerError, r.deliver(t, userCreated("et-1")).StatusCode)
	failed := new(webhookverify.HandlerError)
	require.ErrorAs(t, r.last(t).Err, &failed)
	require.ErrorIs(t, failed, failure)
}

func TestHandlerHasOneDeliveryAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(t, webhookverify.WithTimeout(2500*time.Millisecond))
		count := 0
		webhookverify.On(r.Handler, func(context.Context, *webhookverify.UserCreated) error {
			count++
			time.Sleep(time.Second)
			return nil
		})
		call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(userCreated("et-1")))
		require.NoError(t, err)
		first := make(chan int)
		go func() { first <- r.answer(call).StatusCode }()
		synctest.Wait()

		reply := r.deliver(t, userCreated("et-1"))
		assert.Equal(t, http.StatusServiceUnavailable, reply.StatusCode)
		assert.Equal(t, "3", reply.Header.Get("Retry-After"))
		outcome := r.last(t)
		require.ErrorIs(t, outcome.Err, webhookverify.ErrInFlight)
		assert.True(t, outcome.Duplicate)

		assert.Equal(t, http.StatusOK, <-first)
		assert.Equal(t, time.Second, r.last(t).Duration)
		assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode)
		assert.Equal(t, 1, count)
	})
}

func TestHandlerWhoseTimeIsOver(t *testing.T) {
	t.Parallel()
	late := errors.New("late failure")
	for name, test := range map[string]struct {
		handle   func(ctx context.Context) error
		observed int   // outcomes, those of the second delivery not included
		then     int   // what a delivery is answered at once after the first
		later    int   // and when the handler has come to its end
		err      error // of the last outcome
	}{
		"it heeds its context": {func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}, 1, 200, 200, webhookverify.ErrTimeout},
		"it heeds it with an error of its own": {func(ctx context.Context) error {
			<-ctx.Done()
			return fmt.Errorf("the database: %w", ctx.Err())
		}, 1, 200, 200, webhookverify.ErrTimeout},
		"it succeeds late": {func(context.Context) error {
			time.Sleep(13 * time.Second)
			return nil
		}, 1, 503, 200, webhookverify.ErrTimeout},
		"it fails late": {func(context.Context) error {
			time.Sleep(13 * time.Second)
			return late
		}, 2, 503, 200, late},
		"it panics late": {func(context.Context) error {
			time.Sleep(13 * time.Second)
			panic(late)
		}, 2, 503, 200, late},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := newReceiver(t)
				runs := 0
				webhookverify.On(r.Handler, func(ctx context.Context, _ *webhookverify.UserCreated) error {
					if runs++; runs > 1 {
						return nil
					}
					return test.handle(ctx)
				})
				started := time.Now()
				reply := r.deliver(t, userCreated("et-1"))
				assert.Equal(t, http.StatusServiceUnavailable, reply.StatusCode)
				assert.Equal(t, "10", reply.Header.Get("Retry-After"))
				assert.Equal(t, 10*time.Second, time.Since(started))
				synctest.Wait()
				outcome := r.last(t)
				require.ErrorIs(t, outcome.Err, webhookverify.ErrTimeout)

				assert.Equal(t, test.then, r.deliver(t, userCreated("et-1")).StatusCode)
				r.observed()
				time.Sleep(5 * time.Second)
				after := r.observed()
				require.Len(t, after, test.observed-1)
				for _, outcome := range after {
					require.ErrorIs(t, outcome.Err, test.err)
					assert.Equal(t, http.StatusServiceUnavailable, outcome.Status)
					assert.Equal(t, "et-1", outcome.ID)
				}
				assert.Equal(t, test.later, r.deliver(t, userCreated("et-1")).StatusCode)
				assert.Equal(t, map[bool]int{true: 1, false: 2}[name == "it succeeds late"], runs)
			})
		})
	}
}

// A handler that outlives its lease meets the next delivery; only one of the two is remembered.
func TestHandlerThatOutlivesItsLease(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(t)
		var runs atomic.Int32
		webhookverify.On(r.Handler, func(context.Context, *webhookverify.UserCreated) error {
			if runs.Add(1) == 1 {
				time.Sleep(25 * time.Second)
			}
			return nil
		})
		assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, userCreated("et-1")).StatusCode)
		time.Sleep(9 * time.Second)
		assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, userCreated("et-1")).StatusCode, "the lease goes on")
		time.Sleep(time.Second)
		r.observed()
		assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode)
		assert.Equal(t, int32(2), runs.Load())
		require.NoError(t, r.last(t).Err)

		time.Sleep(time.Minute)
		require.ErrorIs(t, r.last(t).Err, webhookverify.ErrLeaseLost)
		assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode)
		assert.True(t, r.last(t).Duplicate)
		assert.Equal(t, int32(2), runs.Load())
	})
}

// That the time is over is told once; that the store does not work is worth telling even then.
func TestHandlerTellsOfAStoreThatFailsLate(t *testing.T) {
	t.Parallel()
	slow := func() error { return fmt.Errorf("no answer: %w", context.DeadlineExceeded) }
	for name, handled := range map[string]func(ctx context.Context) error{
		"a success": func(context.Context) error { time.Sleep(11 * time.Second); return nil },
		"a failure": func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := &faultyStore{Store: &webhookverify.MemoryStore{}, complete: slow, release: slow}
				r := newReceiver(t, webhookverify.WithStore(store))
				webhookverify.On(r.Handler, func(ctx context.Context, _ webhookverify.Event) error { return handled(ctx) })
				assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, userCreated("et-1")).StatusCode)
				time.Sleep(time.Minute)
				outcomes := r.observed()
				require.Len(t, outcomes, 2)
				told := map[bool]int{} // whether of the store: the two come at the same moment
				for _, outcome := range outcomes {
					told[strings.Contains(outcome.LogValue().String(), "the store could not")]++
				}
				assert.Equal(t, map[bool]int{true: 1, false: 1}, told)
			})
		})
	}
}

// The time is over in the same moment in which the handler heeds that. Whichever is seen first, the answer is 503.
func TestHandlerThatEndsWithItsTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for i := range 200 {
			r := newReceiver(t)
			webhookverify.On(r.Handler, func(ctx context.Context, _ webhookverify.Event) error {
				<-ctx.Done()
				return ctx.Err()
			})
			assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, userCreated(fmt.Sprint("et-", i))).StatusCode)
			synctest.Wait()
			require.ErrorIs(t, r.last(t).Err, webhookverify.ErrTimeout)
		}
	})
}

// A deadline of the handler's own is a failure like any other, as long as there is time.
func TestHandlerWithADeadlineOfItsOwn(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error {
		return fmt.Errorf("the database: %w", context.DeadlineExceeded)
	})
	assert.Equal(t, http.StatusInternalServerError, r.deliver(t, userCreated("et-1")).StatusCode)
	require.ErrorContains(t, r.last(t).Err, "the database")
}

func TestHandlerKeepsItsSources(t *testing.T) {
	t.Parallel()
	sources := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	r := newReceiver(t, webhookverify.WithSourceCheck(sources...), webhookverify.WithTrustedProxies(proxies...))
	sources[0], proxies[0] = netip.Prefix{}, netip.Prefix{}
	call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(userCreated("et-1")))
	require.NoError(t, err)
	call.RemoteAddr = "10.0.0.1:4711"
	call.Header.Set("X-Forwarded-For", "192.0.2.7")
	assert.Equal(t, http.StatusOK, r.answer(call).StatusCode)
}

// What an observer does after the answer is outside of net/http's care.
func TestHandlerSurvivesAnObserverThatPanicsLate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var observed atomic.Int32
		handler, err := webhookverify.NewHandler(newVerifier(t, secret), webhookverify.WithObserver(func(context.Context, webhookverify.Outcome) {
			if observed.Add(1) == 2 {
				panic("no room on the disk")
			}
		}))
		require.NoError(t, err)
		webhookverify.On(handler, func(context.Context, webhookverify.Event) error {
			time.Sleep(time.Minute)
			return errors.New("late")
		})
		(&receiver{Handler: handler}).deliver(t, userCreated("et-1"))
		time.Sleep(time.Hour)
		assert.Equal(t, int32(2), observed.Load())
	})
}

func TestHandlerBeginsNothingWhenTheTimeIsOver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(t)
		webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error {
			time.Sleep(11 * time.Second)
			return nil
		})
		webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error {
			t.Error("it began")
			return nil
		})
		assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, userCreated("et-1")).StatusCode)
		time.Sleep(time.Minute)
		assert.Len(t, r.observed(), 1)
	})
}

// A sender that hangs up does not undo what has begun.
func TestHandlerGoesOnWithoutTheConnection(t *testing.T) {
	t.Parallel()
	type key struct{}
	r := newReceiver(t)
	ctx, hangUp := context.WithCancel(context.WithValue(t.Context(), key{}, "trace"))
	webhookverify.On(r.Handler, func(ctx context.Context, _ webhookverify.Event) error {
		hangUp()
		deadline, ok := ctx.Deadline()
		assert.True(t, ok)
		assert.WithinDuration(t, time.Now().Add(10*time.Second), deadline, 10*time.Second)
		assert.Equal(t, "trace", ctx.Value(key{}))
		return ctx.Err()
	})
	call, err := webhookverify.NewRequest(ctx, "/", secret, []byte(userCreated("et-1")))
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, r.answer(call).StatusCode)
}

// faultyStore fails where it is told to.
type faultyStore struct {
	webhookverify.Store
	claim, complete, release func() error
	lease                    atomic.Int64
}

func call(f func() error) error {
	if f == nil {
		return nil
	}
	return f()
}

func (s *faultyStore) Claim(ctx context.Context, id string, lease time.Duration) (webhookverify.Claim, error) {
	s.lease.Store(int64(lease))
	if err := call(s.claim); err != nil {
		return webhookverify.Claim{}, err
	}
	return s.Store.Claim(ctx, id, lease)
}

func (s *faultyStore) Complete(ctx context.Context, id, token string) error {
	if err := errors.Join(ctx.Err(), call(s.complete)); err != nil {
		return err
	}
	return s.Store.Complete(ctx, id, token)
}

func (s *faultyStore) Release(ctx context.Context, id, token string) error {
	if err := errors.Join(ctx.Err(), call(s.release)); err != nil {
		return err
	}
	return s.Store.Release(ctx, id, token)
}

func TestHandlerWhoseStoreFails(t *testing.T) {
	t.Parallel()
	down := errors.New("connection refused")
	fails := func() error { return down }
	panics := func() error { panic(down) }
	for name, test := range map[string]struct {
		store  *faultyStore
		handle error
		status int
		runs   int
	}{
		"claim":             {&faultyStore{claim: fails}, nil, 503, 0},
		"claim panics":      {&faultyStore{claim: panics}, nil, 503, 0},
		"complete":          {&faultyStore{complete: fails}, nil, 200, 1}, // the work is done; once more would be once too often
		"complete panics":   {&faultyStore{complete: panics}, nil, 200, 1},
		"release":           {&faultyStore{release: fails}, errors.New("acme-1 failed"), 500, 1},
		"release panics":    {&faultyStore{release: panics}, errors.New("failed"), 500, 1},
		"release not asked": {&faultyStore{release: panics, complete: fails}, nil, 200, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.store.Store = &webhookverify.MemoryStore{}
			r := newReceiver(t, webhookverify.WithStore(test.store), webhookverify.WithTimeout(7*time.Second))
			runs := 0
			webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error {
				runs++
				return test.handle
			})
			assert.Equal(t, test.status, r.deliver(t, userCreated("et-1")).StatusCode)
			outcome := r.last(t)
			assert.Equal(t, test.status, outcome.Status)
			require.ErrorIs(t, outcome.Err, down)
			if test.handle != nil {
				require.ErrorIs(t, outcome.Err, test.handle)
			}
			assert.Contains(t, outcome.LogValue().String(), "the store could not", "an operator reads of the store")
			assert.NotContains(t, outcome.LogValue().String(), "acme-1")
			assert.Equal(t, test.runs, runs)
			assert.Equal(t, 14*time.Second, time.Duration(test.store.lease.Load()), "the lease outlives the handlers")
		})
	}
}

func TestHandlerRefusesAStateThatIsNone(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, webhookverify.WithStore(oddStore{}))
	webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error {
		t.Error("it was handled")
		return nil
	})
	assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, userCreated("et-1")).StatusCode)
}

type oddStore struct{ webhookverify.Store }

func (oddStore) Claim(context.Context, string, time.Duration) (webhookverify.Claim, error) {
	return webhookverify.Claim{}, nil
}

// A late handler settles with a context of its own, or nothing would be settled.
func TestHandlerSettlesWhenTheTimeIsOver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &faultyStore{Store: &webhookverify.MemoryStore{}}
		r := newReceiver(t, webhookverify.WithStore(store))
		webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error {
			time.Sleep(15 * time.Second)
			return nil
		})
		assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, userCreated("et-1")).StatusCode)
		time.Sleep(10 * time.Second)
		assert.Len(t, r.observed(), 1)
		assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode)
		assert.True(t, r.last(t).Duplicate)
	})
}

func TestHandlersThatCannotBe(t *testing.T) {
	t.Parallel()
	verifier := newVerifier(t, secret)
	prefix := netip.MustParsePrefix("10.0.0.0/8")
	for name, test := range map[string]struct {
		verifier *webhookverify.Verifier
		options  []webhookverify.Option
		want     string
	}{
		"no verifier":         {nil, nil, "create it with NewVerifier"},
		"an empty verifier":   {&webhookverify.Verifier{}, nil, "create it with NewVerifier"},
		"no store":            {verifier, []webhookverify.Option{webhookverify.WithStore(nil)}, "WithStore"},
		"no observer":         {verifier, []webhookverify.Option{webhookverify.WithObserver(nil)}, "WithObserver"},
		"no time":             {verifier, []webhookverify.Option{webhookverify.WithTimeout(0)}, "WithTimeout"},
		"less than no time":   {verifier, []webhookverify.Option{webhookverify.WithTimeout(-1)}, "WithTimeout"},
		"no body":             {verifier, []webhookverify.Option{webhookverify.WithMaxBodySize(0)}, "WithMaxBodySize"},
		"no source":           {verifier, []webhookverify.Option{webhookverify.WithSourceCheck(netip.Prefix{})}, "WithSourceCheck"},
		"no proxy":            {verifier, []webhookverify.Option{webhookverify.WithSourceCheck(), webhookverify.WithTrustedProxies(netip.Prefix{})}, "WithTrustedProxies"},
		"a source in IPv6":    {verifier, []webhookverify.Option{webhookverify.WithSourceCheck(netip.MustParsePrefix("::ffff:10.0.0.0/104"))}, "not mapped to IPv6"},
		"proxies for nothing": {verifier, []webhookverify.Option{webhookverify.WithTrustedProxies(prefix)}, "needs WithSourceCheck"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			handler, err := webhookverify.NewHandler(test.verifier, test.options...)
			assert.ErrorContains(t, err, test.want)
			assert.Nil(t, handler)
		})
	}
	assert.Panics(t, func() {
		webhookverify.On[webhookverify.Event](newReceiver(t).Handler, nil)
	})
}

// moonAdded is an event in the words of a caller, of which Decode knows nothing.
type moonAdded struct{ webhookverify.Envelope }

// A function that would never be called is a mistake to be told of when the program starts.
func TestOnRefusesWhatNoEventIs(t *testing.T) {
	t.Parallel()
	h := newReceiver(t).Handler
	assert.PanicsWithValue(t, "webhookverify: On: no event has the type *webhookverify_test.moonAdded: use a type of this package, such as *webhookverify.TaskFinished", func() {
		webhookverify.On(h, func(context.Context, *moonAdded) error { return nil })
	})
	assert.Panics(t, func() {
		webhookverify.On(h, func(context.Context, *webhookverify.Envelope) error { return nil })
	})
	assert.NotPanics(t, func() {
		webhookverify.On(h, func(context.Context, *webhookverify.Unknown) error { return nil })
		webhookverify.On(h, func(context.Context, *webhookverify.RecordCompleted) error { return nil })
		webhookverify.On(h, func(context.Context, interface {
			webhookverify.Event
			fmt.Stringer
		}) error {
			return nil
		})
	})
}

func TestHandlerChecksTheSource(t *testing.T) {
	t.Parallel()
	proxies := webhookverify.WithTrustedProxies(netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8"))
	published := webhookverify.WithSourceCheck()
	other := webhookverify.WithSourceCheck(netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("2001:db8::/32"))
	for name, test := range map[string]struct {
		options   []webhookverify.Option
		remote    string
		forwarded []string
		want      bool
	}{
		"no check":                        {nil, "203.0.113.9:4711", nil, true},
		"Smile":                           {[]webhookverify.Option{published}, "18.142.61.230:4711", nil, true},
		"Smile in IPv6":                   {[]webhookverify.Option{published}, "[::ffff:18.142.61.230]:4711", nil, true},
		"Smile's neighbour":               {[]webhookverify.Option{published}, "18.142.61.231:4711", nil, false},
		"another":                         {[]webhookverify.Option{other}, "192.0.2.7:4711", nil, true},
		"another in IPv6":                 {[]webhookverify.Option{other}, "[2001:db8::7]:4711", nil, true},
		"another with a zone":             {[]webhookverify.Option{other}, "[2001:db8::7%eth0]:4711", nil, true},
		"Smile, when others are named":    {[]webhookverify.Option{other}, "18.142.61.230:4711", nil, false},
		"no address":                      {[]webhookverify.Option{published}, "@", nil, false},
		"nothing":                         {[]webhookverify.Option{published}, "", nil, false},
		"anybody who says so":             {[]webhookverify.Option{published}, "203.0.113.9:4711", []string{"18.142.61.230"}, false},
		"a proxy that nobody has named":   {[]webhookverify.Option{published}, "10.0.0.1:4711", []string{"18.142.61.230"}, false},
		"Smile, whatever the header says": {[]webhookverify.Option{published, proxies}, "18.142.61.230:4711", []string{"203.0.113.9"}, true},
		"behind a proxy":                  {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"18.142.61.230"}, true},
		"behind a proxy in IPv6":          {[]webhookverify.Option{published, proxies}, "[fd00::1]:4711", []string{"::ffff:18.142.61.230"}, true},
		"with a port":                     {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"18.142.61.230:443"}, true},
		"in brackets":                     {[]webhookverify.Option{other, proxies}, "10.0.0.1:4711", []string{"[2001:db8::7]"}, true},
		"in brackets with a port":         {[]webhookverify.Option{other, proxies}, "10.0.0.1:4711", []string{"[2001:db8::7]:443"}, true},
		"behind two proxies":              {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"18.142.61.230, 10.0.0.2"}, true},
		"behind two proxies, two headers": {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"18.142.61.230", "10.0.0.2"}, true},
		"forged before it":                {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"18.142.61.230, 203.0.113.9"}, false},
		"forged in a header before":       {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"18.142.61.230", "203.0.113.9, 10.0.0.2"}, false},
		"with more before it":             {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"what anybody wrote, 203.0.113.9, 18.142.61.230"}, true},
		"a foreign proxy between":         {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"18.142.61.230, 203.0.113.9, 10.0.0.2"}, false},
		"proxies only":                    {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"10.0.0.3, 10.0.0.2"}, false},
		"no header":                       {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", nil, false},
		"an empty header":                 {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{""}, false},
		"an empty element":                {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"18.142.61.230,"}, false},
		"unknown":                         {[]webhookverify.Option{published, proxies}, "10.0.0.1:4711", []string{"18.142.61.230, unknown"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t, test.options...)
			call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(userCreated("et-1")))
			require.NoError(t, err)
			call.RemoteAddr = test.remote
			call.Header["X-Forwarded-For"] = test.forwarded
			if test.want {
				assert.Equal(t, http.StatusOK, r.answer(call).StatusCode)
				return
			}
			call.Body = io.NopCloser(unreadable{t})
			assert.Equal(t, http.StatusForbidden, r.answer(call).StatusCode)
			require.ErrorIs(t, r.last(t).Err, webhookverify.ErrForeignSource)
		})
	}
}

func TestHandlerWithDiagnosis(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, webhookverify.WithDiagnosis())
	body := userCreated("et-1")
	call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(body))
	require.NoError(t, err)
	call.Body, call.ContentLength = io.NopCloser(strings.NewReader(body+"\n")), -1
	reply := r.answer(call)
	assert.Equal(t, http.StatusUnauthorized, reply.StatusCode)
	require.ErrorIs(t, r.last(t).Err, webhookverify.ErrBodyChanged)

	plain := newReceiver(t)
	call.Body = io.NopCloser(strings.NewReader(body + "\n"))
	assert.Equal(t, http.StatusUnauthorized, plain.answer(call).StatusCode)
	assert.NotErrorIs(t, plain.last(t).Err, webhookverify.ErrBodyChanged)
}

// Over a real connection a cut-off body is told by the length that was announced.
func TestDiagnosisOverHTTP(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, webhookverify.WithDiagnosis())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, call *http.Request) {
		_, err := io.CopyN(io.Discard, call.Body, 20) // as something that peeks would
		assert.NoError(t, err)
		r.ServeHTTP(w, call)
	}))
	defer server.Close()
	call, err := webhookverify.NewRequest(t.Context(), server.URL, secret, []byte(userCreated("et-1")))
	require.NoError(t, err)
	reply, err := server.Client().Do(call)
	require.NoError(t, err)
	require.NoError(t, reply.Body.Close())
	assert.Equal(t, http.StatusUnauthorized, reply.StatusCode)
	outcome := r.last(t)
	require.ErrorIs(t, outcome.Err, webhookverify.ErrBodyChanged)
	assert.ErrorContains(t, outcome.Err, "Content-Length was")
}

// A sender that goes on and on is cut off.
func TestHandlerClosesTheConnectionOfALargeBody(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, webhookverify.WithMaxBodySize(1000))
	server := httptest.NewServer(r)
	defer server.Close()
	body := bytes.Repeat([]byte(" "), 2000)
	call, err := webhookverify.NewRequest(t.Context(), server.URL, secret, body)
	require.NoError(t, err)
	call.Body, call.ContentLength = io.NopCloser(bytes.NewReader(body)), -1
	reply, err := server.Client().Do(call)
	require.NoError(t, err)
	require.NoError(t, reply.Body.Close())
	assert.Equal(t, http.StatusRequestEntityTooLarge, reply.StatusCode)
	assert.True(t, reply.Close)
}

func TestMiddleware(t *testing.T) {
	t.Parallel()
	verifier := newVerifier(t, secret)
	body := userCreated("et-1")
	var passed int
	handler := verifier.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		passed++
		assert.Equal(t, int64(len(body)), r.ContentLength)
		read, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		assert.Equal(t, body, string(read))
		assert.NoError(t, r.Body.Close())
		w.WriteHeader(http.StatusAccepted)
	}))
	serve := func(call *http.Request) int {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, call)
		return recorder.Code
	}
	call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(body))
	require.NoError(t, err)
	assert.Equal(t, http.StatusAccepted, serve(call))
	assert.Equal(t, 1, passed)

	chunked, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(body))
	require.NoError(t, err)
	chunked.ContentLength, chunked.TransferEncoding = -1, []string{"chunked"}
	assert.Equal(t, http.StatusAccepted, serve(chunked))
	assert.Equal(t, int64(-1), chunked.ContentLength, "the request of the caller is left as it was")
	assert.Equal(t, 2, passed)

	forged, err := webhookverify.NewRequest(t.Context(), "/", "guessed", []byte(body))
	require.NoError(t, err)
	assert.Equal(t, http.StatusUnauthorized, serve(forged))
	large, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(body))
	require.NoError(t, err)
	large.ContentLength = webhookverify.MaxBodySize + 1
	assert.Equal(t, http.StatusRequestEntityTooLarge, serve(large))
	assert.Equal(t, 2, passed)

	recorder := httptest.NewRecorder()
	new(webhookverify.Verifier).Middleware(http.NotFoundHandler()).ServeHTTP(recorder, request(strings.NewReader(body), webhookverify.Sign([]byte(body), "")))
	assert.Equal(t, http.StatusInternalServerError, recorder.Code, "a verifier that was not made by New")
}

// The handler can stand behind the middleware, and behind whatever else reads a body and puts it back.
func TestHandlerBehindMiddleware(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	handler := newVerifier(t, secret).Middleware(r)
	call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(userCreated("et-1")))
	require.NoError(t, err)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, call)
	assert.Equal(t, http.StatusOK, recorder.Code)
}

func TestNewRequest(t *testing.T) {
	t.Parallel()
	body := []byte(userCreated("et-1"))
	call, err := webhookverify.NewRequest(t.Context(), "https://acme.example/webhooks", secret, body)
	require.NoError(t, err)
	assert.Equal(t, http.MethodPost, call.Method)
	assert.Equal(t, "application/json", call.Header.Get("Content-Type"))
	assert.Equal(t, int64(len(body)), call.ContentLength)
	assert.Equal(t, t.Context(), call.Context())
	event, err := newVerifier(t, secret).Parse(call)
	require.NoError(t, err)
	assert.Equal(t, "et-1", event.Head().ID)

	_, err = webhookverify.NewRequest(t.Context(), "https://acme.example/%", secret, body)
	require.Error(t, err)
}

func TestOutcomeInALog(t *testing.T) {
	t.Parallel()
	for want, outcome := range map[string]webhookverify.Outcome{
		`{"status":200,"duration":1000,"signedBy":2,"type":"USER_CREATED","id":"et-1","duplicate":false}`:                 {Status: 200, Duration: 1000, SignedBy: 2, Type: "USER_CREATED", ID: "et-1"},
		`{"status":401,"duration":0,"error":"` + webhookverify.ErrNoSignature.Error() + `"}`:                              {Status: 401, Err: webhookverify.ErrNoSignature},
		`{"status":500,"duration":0,"error":"webhookverify: a handler failed with a *errors.errorString"}`:                {Status: 500, Err: &webhookverify.HandlerError{Err: errors.New("acme-1")}},
		`{"status":500,"duration":0,"error":"webhookverify: a handler or other application code panicked with a string"}`: {Status: 500, Err: &webhookverify.PanicError{Value: "acme-1"}},
	} {
		var log bytes.Buffer
		slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if len(groups) == 0 && a.Key != "o" {
				return slog.Attr{}
			}
			return a
		}})).Info("", "o", outcome)
		assert.JSONEq(t, `{"o":`+want+`}`, log.String())
	}
}
