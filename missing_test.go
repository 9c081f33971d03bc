package smile_test

import (
	"context"
	"log/slog"
	"net/http"
	"reflect"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/beta"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// callWith calls a method with a context and zero arguments, and returns its error. Of what iterates it takes the
// first one.
func callWith(method reflect.Value, ctx context.Context) error { //nolint:revive // the method comes first
	arguments := []reflect.Value{reflect.New(reflect.TypeFor[context.Context]()).Elem()}
	if ctx != nil {
		arguments[0].Set(reflect.ValueOf(ctx))
	}
	for i := 1; i < method.Type().NumIn()-1; i++ {
		arguments = append(arguments, reflect.Zero(method.Type().In(i)))
	}
	results := method.Call(arguments)
	last := results[len(results)-1]
	if last.Kind() == reflect.Func {
		for _, err := range results[0].Seq2() {
			last = err
			break
		}
	}
	err, _ := last.Interface().(error)
	return err
}

// Whatever is missing is named. Nothing panics.
func TestWhatIsMissingIsNamed(t *testing.T) {
	t.Parallel()
	refused := func(t *testing.T, name string, err error) {
		t.Helper()
		var refused *smile.ParameterError
		require.ErrorAs(t, err, &refused, name)
		assert.NotEmpty(t, refused.Field, name)
	}
	none := respond(t, func(*http.Request) (*http.Response, error) {
		t.Error("something was sent")
		return failure(500), nil
	})
	for kind, clients := range map[string][]any{
		"zero": {&smile.Client{}, &alpha.Client{}, &beta.Client{}},
		"of a client that is nil": {
			&smile.Client{Users: new(smile.UsersService), Incomes: nil}, alpha.New(nil), beta.New(nil),
		},
		"of a client that is zero": {&smile.Client{}, alpha.New(&smile.Client{}), beta.New(&smile.Client{})},
		"sound":                    {none, alpha.New(none), beta.New(none)},
	} {
		for _, client := range clients {
			services := reflect.ValueOf(client).Elem()
			for i := range services.NumField() {
				if !services.Type().Field(i).IsExported() {
					continue
				}
				service := services.Field(i)
				for j := range service.NumMethod() {
					name := services.Type().String() + "." + services.Type().Field(i).Name + "." + service.Type().Method(j).Name + ", client " + kind
					assert.NotPanics(t, func() {
						refused(t, name+", without a context", callWith(service.Method(j), nil))
						if kind != "sound" {
							refused(t, name, callWith(service.Method(j), t.Context()))
						}
					}, name)
				}
			}
		}
	}
	_, err := smile.Do[smile.User](t.Context(), nil, smile.Operation{}, smile.Request{})
	refused(t, "Do", err)
	_, err = smile.New(nil, smile.WithCredentials("key", "secret"), nil, smile.WithHTTPClient(nil), smile.WithLogger(nil), smile.WithPacer(nil))
	require.NoError(t, err)
	assert.Empty(t, new(smile.Client).BaseURL())
	assert.NotPanics(t, func() { _ = (*smile.Client)(nil).String() })
}

// panicking is a log handler that fails at the worst time.
type panicking struct{ slog.Handler }

func (panicking) Enabled(context.Context, slog.Level) bool  { return true }
func (panicking) Handle(context.Context, slog.Record) error { panic("the log is full") }

func TestALogThatPanicsDoesNotUndoTheCall(t *testing.T) {
	t.Parallel()
	client := respond(t, func(*http.Request) (*http.Response, error) {
		return reply(201, "CREATED", `{"user":{"id":"u-1"},"token":{"accessToken":"t"}}`), nil
	}, smile.WithLogger(slog.New(panicking{})))
	created, err := client.Users.Create(t.Context(), nil)
	require.NoError(t, err)
	assert.Equal(t, "u-1", created.User.ID)
}

// A transport may do with a request what it likes. The next one is whole again.
func TestATransportThatEditsRequestsSpoilsNothing(t *testing.T) {
	t.Parallel()
	var requests int
	client := respond(t, nil, smile.WithBackoff(0, 0), smile.WithHTTPClient(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		requests++
		key, secret, _ := r.BasicAuth()
		assert.Equal(t, "key secret", key+" "+secret)
		assert.Equal(t, []string{"application/json"}, r.Header["Accept"])
		assert.Equal(t, []string{"a"}, r.Header["X-Trace"])
		assert.Equal(t, "/v1/users/u-1", r.URL.Path)
		for name, values := range r.Header {
			for i := range values {
				values[i] = "edited"
			}
			r.Header[name] = append(values, "more")
		}
		r.Header.Del("Authorization")
		r.Header.Set("X-New", "new")
		r.URL.Path, r.URL.Host = "/elsewhere", "elsewhere.example"
		return failure(503), nil
	})}))
	for range 2 {
		require.ErrorIs(t, read(client, smile.WithHeader("X-Trace", "a")), smile.ErrServer)
	}
	assert.Equal(t, 8, requests)
}

// net/http takes these headers for the permission to repeat a request by itself.
func TestHeadersGiveNetHTTPNoPower(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Idempotency-Key", "x-idempotency-key", "IDEMPOTENCY-KEY"} {
		sent := make(chan http.Header, 1)
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			for spelled := range r.Header {
				assert.NotContains(t, []string{"Idempotency-Key", "X-Idempotency-Key"}, spelled)
			}
			assert.Nil(t, r.GetBody)
			sent <- r.Header
			return reply(200, "OK", `{"accessToken":"t"}`), nil
		})
		_, err := client.Tokens.Create(t.Context(), "u-1", smile.WithHeader(name, "k"))
		require.NoError(t, err)
		found := false
		for spelled, values := range <-sent {
			found = found || http.CanonicalHeaderKey(spelled) == http.CanonicalHeaderKey(name) && values[0] == "k"
		}
		assert.True(t, found, "servers have it all the same")
	}
	for _, name := range []string{"Connection", "Expect", "Upgrade", "Te", "trailer", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding"} {
		_, err := respond(t, nil).Tokens.Create(t.Context(), "u-1", smile.WithHeader(name, "x"))
		require.ErrorIs(t, err, smile.ErrInvalidParameters, name)
	}
}

// nilError is what a method returns that declares its error as a pointer.
type nilError struct{ text string }

func (e *nilError) Error() string { return e.text }

func TestErrorsOfATransportMayPanic(t *testing.T) {
	t.Parallel()
	client := respond(t, func(*http.Request) (*http.Response, error) {
		var none *nilError
		return nil, none
	}, smile.WithBackoff(0, 0))
	require.ErrorContains(t, read(client), "*smile_test.nilError")
	require.Error(t, write(client))
}

// The lists are read on goroutines of their own. What panics there does so where the call was made.
func TestATransportThatPanicsUnderDataPanicsInTheCall(t *testing.T) {
	t.Parallel()
	client := respond(t, nil, smile.WithHTTPClient(&http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		panic("no transport")
	})}))
	defer func() {
		var panicked *smile.PanicError
		err, _ := recover().(error)
		require.ErrorAs(t, err, &panicked)
		assert.Equal(t, "no transport", panicked.Value)
	}()
	_, _ = client.Accounts.Data(t.Context(), "a-1")
	t.Error("the panic is lost")
}
