package previewtest

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/preview"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Create is a call that creates a record.
type Create struct {
	// Operation is the API's name of the call.
	Operation string
	// Params are what the call is made with.
	Params any
	// Do makes the call.
	Do func(context.Context, *smile.Client) error
}

// created is a record of any product.
var created = Data(`{"id":"record-1","status":"PROCESSING"}`)

// Sends checks what a create sends: call is a method and a path, and body the JSON, in which CONSENT stands for
// [ConsentJSON]. The params are the caller's and must stay as they are.
func Sends(t *testing.T, create Create, call, body string) {
	t.Helper()
	api := Serve(t, created)
	before := reflect.ValueOf(create.Params).Elem().Interface()
	wire, err := json.Marshal(create.Params)
	require.NoError(t, err)

	require.NoError(t, create.Do(t.Context(), api.Client(t)))
	require.Len(t, api.Sent(), 1)
	sent := api.Sent()[0]
	assert.Equal(t, call, sent.Call)
	assert.Empty(t, sent.Query)
	assert.JSONEq(t, strings.ReplaceAll(body, "CONSENT", ConsentJSON), sent.Body)

	assert.True(t, reflect.DeepEqual(before, reflect.ValueOf(create.Params).Elem().Interface()), "the params have changed")
	after, err := json.Marshal(create.Params)
	require.NoError(t, err)
	assert.JSONEq(t, string(wire), string(after))
}

// Refuses checks that a create is refused for a field before anything is sent, in words that quote nothing.
func Refuses(t *testing.T, create Create, field string) {
	t.Helper()
	api := Serve(t, created)
	err := create.Do(t.Context(), api.Client(t))
	var refused *smile.ParameterError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, create.Operation, refused.Operation)
	assert.Equal(t, field, refused.Field)
	assert.Empty(t, api.Sent())
	for _, secret := range secrets(reflect.ValueOf(create.Params)) {
		assert.NotContains(t, err.Error(), secret)
	}
}

// IsPaidOnce checks that a create is not sent again once it may have arrived, and is where it cannot have.
func IsPaidOnce(t *testing.T, create Create) {
	t.Helper()
	for _, answer := range []Answer{Drop, Failure(408), Failure(500), Failure(502), Failure(503), Failure(504)} {
		api := Serve(t, answer, created)
		var failure *smile.Error
		require.ErrorAs(t, create.Do(t.Context(), api.Client(t)), &failure)
		assert.Equal(t, create.Operation, failure.Operation)
		assert.Len(t, api.Sent(), 1, "it was sent again after: %v", failure)
	}

	api := Serve(t, Failure(http.StatusTooManyRequests), created)
	require.NoError(t, create.Do(t.Context(), api.Client(t)))
	assert.Len(t, api.Sent(), 2)

	var dialed atomic.Int32
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if dialed.Add(1) == 1 {
			return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}}
	t.Cleanup(transport.CloseIdleConnections)
	api = Serve(t, created)
	require.NoError(t, create.Do(t.Context(), api.Client(t, smile.WithHTTPClient(&http.Client{Transport: transport}))))
	assert.Len(t, api.Sent(), 1)
	assert.EqualValues(t, 2, dialed.Load())
}

// NamesNobody checks that neither the error nor the logs of a create that fails have anything of its params.
func NamesNobody(t *testing.T, create Create) {
	t.Helper()
	hidden := secrets(reflect.ValueOf(create.Params))
	require.NotEmpty(t, hidden)
	for _, answer := range []Answer{Failure(http.StatusBadRequest, hidden...), Drop, created} {
		var log bytes.Buffer
		logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug - 8}))
		api := Serve(t, answer)
		err := create.Do(t.Context(), api.Client(t, smile.WithLogger(logger)))
		require.NotEmpty(t, log.String())
		text := log.String()
		if err != nil {
			text += err.Error()
		}
		for _, secret := range hidden {
			assert.NotContains(t, text, secret)
		}
	}
}

// secrets are the texts and phone numbers in params.
func secrets(v reflect.Value) (found []string) {
	switch {
	case v.IsValid() && v.Type() == reflect.TypeFor[preview.Consent]():
	case v.Kind() == reflect.Pointer, v.Kind() == reflect.Interface:
		found = secrets(v.Elem())
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			found = append(found, secrets(v.Field(i))...)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			found = append(found, secrets(v.Index(i))...)
		}
	case v.Kind() == reflect.Map:
		for _, key := range v.MapKeys() {
			found = append(found, secrets(v.MapIndex(key))...)
		}
	case v.Kind() == reflect.String && strings.TrimSpace(v.String()) != "" &&
		(v.Type() == reflect.TypeFor[string]() || v.Type() == reflect.TypeFor[preview.PhoneNumber]()):
		found = append(found, strings.TrimPrefix(v.String(), "+"))
	}
	return found
}
