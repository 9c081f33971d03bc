package webhookverify_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// panicking is a slog.Handler, a log.Logger's writer and a store with a fault.
type panicking struct{ webhookverify.Store }

func (panicking) Enabled(context.Context, slog.Level) bool  { return true }
func (panicking) Handle(context.Context, slog.Record) error { panic("acme-1") }
func (p panicking) WithAttrs([]slog.Attr) slog.Handler      { return p }
func (p panicking) WithGroup(string) slog.Handler           { return p }
func (panicking) Write([]byte) (int, error)                 { panic("acme-1") }

// The answer is decided before the observer hears of it, and stays what it is.
func TestObserversChangeNoAnswer(t *testing.T) {
	t.Parallel()
	for name, observe := range map[string]func(context.Context, webhookverify.Outcome){
		"panics":               func(context.Context, webhookverify.Outcome) { panic("acme-1") },
		"panics with an error": func(context.Context, webhookverify.Outcome) { panic(errors.New("acme-1")) },
		"aborts":               func(context.Context, webhookverify.Outcome) { panic(http.ErrAbortHandler) },
		"indexes nothing":      func(_ context.Context, o webhookverify.Outcome) { _ = []int{}[o.Status] },
		"logs":                 func(_ context.Context, o webhookverify.Outcome) { slog.New(panicking{}).Info("webhook", "outcome", o) },
		"ends its goroutine":   func(context.Context, webhookverify.Outcome) { runtime.Goexit() },
	} {
		for _, http2 := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				handler, err := webhookverify.NewHandler(newVerifier(t, secret), webhookverify.WithObserver(observe))
				require.NoError(t, err)
				var runs atomic.Int32
				webhookverify.On(handler, func(context.Context, webhookverify.Event) error {
					runs.Add(1)
					return nil
				})
				var logged bytes.Buffer
				server := newServer(t, http2, &logged, http.HandlerFunc(func(w http.ResponseWriter, call *http.Request) {
					handler.ServeHTTP(w, call)
					w.Header().Set("X", "the call goes on")
				}))
				for signer, want := range map[string]int{secret: http.StatusOK, "guessed": http.StatusUnauthorized} {
					call, err := webhookverify.NewRequest(t.Context(), server.URL, signer, []byte(userCreated("et-1")))
					require.NoError(t, err)
					reply, err := server.Client().Do(call)
					require.NoError(t, err)
					_, err = io.Copy(io.Discard, reply.Body)
					require.NoError(t, err)
					reply.Body.Close()
					assert.Equal(t, want, reply.StatusCode)
					assert.False(t, reply.Close)
				}
				assert.Equal(t, int32(1), runs.Load())
				server.Close()
				if name == "ends its goroutine" { // as a test's FailNow does, which has said why
					assert.Empty(t, logged.String())
					return
				}
				assert.Equal(t, 2, strings.Count(logged.String(), "webhookverify: the observer panicked with a"), logged.String())
				assert.Contains(t, logged.String(), "after the response 200\n")
				assert.Contains(t, logged.String(), "TestObserversChangeNoAnswer", "where it was")
				assert.NotContains(t, logged.String(), "acme-1")
			})
		}
	}
}

// When not even the log of the server works, the answer stands.
func TestALogThatPanicsChangesNoAnswer(t *testing.T) {
	t.Parallel()
	handler, err := webhookverify.NewHandler(newVerifier(t, secret), webhookverify.WithObserver(func(context.Context, webhookverify.Outcome) { panic("acme-1") }))
	require.NoError(t, err)
	call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(userCreated("et-1")))
	require.NoError(t, err)
	server := &http.Server{ErrorLog: log.New(panicking{}, "", 0)}
	call = call.WithContext(context.WithValue(t.Context(), http.ServerContextKey, server))
	assert.Equal(t, http.StatusOK, (&receiver{Handler: handler}).answer(call).StatusCode)
}

// What a store does to its goroutine decides no more than its error would.
func TestStoresThatEndTheirGoroutine(t *testing.T) {
	t.Parallel()
	end := func() error { runtime.Goexit(); return nil }
	for name, test := range map[string]struct {
		store  *faultyStore
		handle error
		status int
	}{
		"claim":    {&faultyStore{claim: end}, nil, http.StatusServiceUnavailable},
		"complete": {&faultyStore{complete: end}, nil, http.StatusOK},
		"release":  {&faultyStore{release: end}, errors.New("failed"), http.StatusInternalServerError},
		"is nil":   {nil, nil, http.StatusServiceUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.store != nil {
				test.store.Store = &webhookverify.MemoryStore{}
			}
			r := newReceiver(t, webhookverify.WithStore(test.store))
			webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error { return test.handle })
			assert.Equal(t, test.status, r.deliver(t, userCreated("et-1")).StatusCode)
			assert.ErrorContains(t, r.last(t).Err, "the store could not")
		})
	}
}

// A store that does not heed its context does not hold the call either.
func TestAStoreThatBlocks(t *testing.T) {
	t.Parallel()
	var once [2]sync.Once
	for name, store := range map[string]*faultyStore{
		"claim":    {claim: func() error { once[0].Do(func() { time.Sleep(time.Minute) }); return nil }},
		"complete": {complete: func() error { once[1].Do(func() { time.Sleep(time.Minute) }); return nil }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store.Store = &webhookverify.MemoryStore{}
				r := newReceiver(t, webhookverify.WithStore(store))
				started := time.Now()
				assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, userCreated("et-1")).StatusCode)
				assert.Equal(t, 10*time.Second, time.Since(started))
				require.ErrorIs(t, r.last(t).Err, webhookverify.ErrTimeout)
				time.Sleep(time.Hour)
				assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode, "what was claimed late is free again")
			})
		})
	}
}

// An error may be a nil that is typed, whose methods panic.
func TestHandlersWhoseErrorsAreHollow(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			r := newReceiver(t, webhookverify.WithStore(&faultyStore{Store: &webhookverify.MemoryStore{}, release: func() error { return (*hollow)(nil) }}))
			webhookverify.On(r.Handler, func(ctx context.Context, _ webhookverify.Event) error {
				if late {
					<-ctx.Done()
				}
				return new(hollow)
			})
			status := r.deliver(t, userCreated("et-1")).StatusCode
			assert.Equal(t, map[bool]int{false: 500, true: 503}[late], status)
			synctest.Wait()
			for _, outcome := range r.observed() {
				assert.NotEmpty(t, outcome.Err.Error())
				assert.NotEmpty(t, outcome.LogValue().String())
			}
		})
	}
}

// What was not made as it should be says so to whoever sets it up, and lets nothing in.
func TestZeroValues(t *testing.T) {
	t.Parallel()
	call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(userCreated("et-1")))
	require.NoError(t, err)
	var handler webhookverify.Handler
	webhookverify.On(&handler, func(context.Context, webhookverify.Event) error {
		t.Error("it was handled")
		return nil
	})
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was let through") })
	for want, handler := range map[string][]http.Handler{
		"the Handler has no Verifier: create it with NewHandler": {(*webhookverify.Handler)(nil), &handler},
		"the Verifier has no secret: create it with NewVerifier": {(*webhookverify.Verifier)(nil).Middleware(next), new(webhookverify.Verifier).Middleware(next)},
	} {
		for _, handler := range handler {
			recorder := httptest.NewRecorder()
			handler.ServeHTTP(recorder, call)
			assert.Equal(t, http.StatusInternalServerError, recorder.Code)
			assert.Equal(t, "webhookverify: "+want+"\n", recorder.Body.String())
		}
	}

	for _, verifier := range []*webhookverify.Verifier{nil, {}} {
		_, err := verifier.Parse(call)
		require.ErrorContains(t, err, "create it with NewVerifier")
		_, err = verifier.ParseBody(nil, signed(webhookverify.Sign(nil, "")))
		require.ErrorContains(t, err, "create it with NewVerifier")
		require.ErrorContains(t, verifier.Diagnose(nil, signed(webhookverify.Sign(nil, ""))), "create it with NewVerifier")
		_, err = webhookverify.NewHandler(verifier)
		require.ErrorContains(t, err, "create it with NewVerifier")
	}
	_, err = newVerifier(t, secret).Parse(nil)
	require.ErrorContains(t, err, "the request is nil")
	_, err = newVerifier(t, secret).Parse(new(http.Request))
	require.ErrorIs(t, err, webhookverify.ErrNoSignature)
	require.ErrorIs(t, newVerifier(t, secret).Diagnose(nil, nil), webhookverify.ErrNoSignature)
	_, err = webhookverify.NewRequest(nil, "/", secret, nil) //nolint:staticcheck // what it says is the question
	require.ErrorContains(t, err, "needs a context")
	_, err = webhookverify.NewHandler(newVerifier(t, secret), webhookverify.WithDiagnosis(), nil)
	require.ErrorContains(t, err, "option 2 of 2 is nil")

	r := newReceiver(t)
	r.Fallback(nil)
	for _, call := range []*http.Request{{}, {Method: http.MethodPost}, {Method: http.MethodPost, Header: call.Header}, {Method: http.MethodPost, Header: call.Header, Body: (*blocked)(nil)}} {
		assert.GreaterOrEqual(t, r.answer(call).StatusCode, 400)
	}
	assert.Equal(t, http.StatusOK, r.deliver(t, userCreated("et-1")).StatusCode)

	store := new(webhookverify.MemoryStore)
	require.ErrorIs(t, store.Complete(t.Context(), "et-1", ""), webhookverify.ErrLeaseLost)
	require.ErrorIs(t, store.Release(t.Context(), "et-1", ""), webhookverify.ErrLeaseLost)
	_, err = store.Claim(nil, "", 0) //nolint:staticcheck // it has no use for the context
	require.NoError(t, err)

	assert.PanicsWithValue(t, "webhookverify: Middleware needs a handler for verified requests", func() { newVerifier(t, secret).Middleware(nil) })
	assert.PanicsWithValue(t, "webhookverify: Fallback needs a Handler: create it with NewHandler", func() { (*webhookverify.Handler)(nil).Fallback(nil) })
	assert.PanicsWithValue(t, "webhookverify: On needs a Handler: create it with NewHandler", func() {
		webhookverify.On(nil, func(context.Context, webhookverify.Event) error { return nil })
	})
}
