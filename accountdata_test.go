package smile_test

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheDataOfAnAccountComesSideBySide(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mutex sync.Mutex
		requests := map[string]int{}
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			list := path.Base(r.URL.Path)
			time.Sleep(time.Second)
			mutex.Lock()
			defer mutex.Unlock()
			requests[list]++
			if list == "a-1" {
				assert.Len(t, requests, 12, "what is revoked while the lists are read must show")
				return reply(200, "OK", `{"id":"a-1","connectionStatus":"CONNECTED"}`), nil
			}
			assert.Equal(t, "a-1", r.URL.Query().Get("sourceId"))
			next := "null"
			if r.URL.Query().Get("cursor") == "" {
				next = `"more"`
			}
			return reply(200, "OK", fmt.Sprintf(`{"nextCursor":%s,"items":[{"id":"%s-%d"}]}`, next, list, requests[list])), nil
		})
		began := time.Now()
		var unused smile.Response
		data, err := client.Accounts.Data(t.Context(), "a-1", smile.WithResponse(&unused))
		require.NoError(t, err)
		assert.Equal(t, 3*time.Second, time.Since(began), "two pages of one second each, and the account")
		assert.Len(t, requests, 12)
		lists := reflect.ValueOf(*data)
		for i := range lists.NumField() {
			require.Equal(t, 2, lists.Field(i).Len(), lists.Type().Field(i).Name)
			for j := range 2 {
				assert.Regexp(t, fmt.Sprintf("^[a-z]+-%d$", j+1), lists.Field(i).Index(j).FieldByName("ID").String())
			}
		}
		assert.Equal(t, "eincomes-1", data.EstimatedIncomes[0].ID)
		assert.Equal(t, "liabilities-2", data.Liabilities[1].ID)
	})
}

func TestTheFirstErrorEndsTheOtherLists(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var ended atomic.Int32
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			if path.Base(r.URL.Path) == "incomes" {
				time.Sleep(time.Second)
				return failure(400), nil
			}
			<-r.Context().Done()
			ended.Add(1)
			return nil, context.Cause(r.Context())
		})
		data, err := client.Accounts.Data(t.Context(), "a-1")
		require.ErrorIs(t, err, smile.ErrInvalidParameters)
		var e *smile.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "list-incomes", e.Operation)
		assert.Nil(t, data)
		synctest.Wait() // the transport lets go of a request before its answer is done
		assert.EqualValues(t, 10, ended.Load())
	})
}

// The lists of an account that nobody knows, or that was revoked, are empty. That is not a person without an income.
func TestTheDataOfAnAccountThatIsNotThere(t *testing.T) {
	t.Parallel()
	server := func(t *testing.T, account func() *http.Response) *smile.Client {
		return respond(t, func(r *http.Request) (*http.Response, error) {
			if path.Base(r.URL.Path) == "a-1" {
				return account(), nil
			}
			return reply(200, "OK", `{"nextCursor":null,"items":[]}`), nil
		})
	}
	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		data, err := server(t, func() *http.Response { return failure(404) }).Accounts.Data(t.Context(), "a-1")
		require.ErrorIs(t, err, smile.ErrNotFound)
		assert.Nil(t, data)
	})
	for name, account := range map[string]string{
		"revoked":                  `{"id":"a-1","connectionStatus":"DISCONNECTED"}`,
		"revoked, by its new name": `{"id":"a-1","connection":{"status":"DISCONNECTED"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := server(t, func() *http.Response { return reply(200, "OK", account) }).Accounts.Data(t.Context(), "a-1")
			require.ErrorIs(t, err, smile.ErrDisconnected)
			require.NotErrorIs(t, err, smile.ErrNotFound)
			require.ErrorContains(t, err, "get-account")
			assert.Nil(t, data)
		})
	}
	for _, status := range []smile.ConnectionStatus{"CONNECTED", "PENDING", "AWAITING_MFA", "ERROR", "NEW", ""} {
		t.Run("status "+string(status), func(t *testing.T) {
			t.Parallel()
			client := server(t, func() *http.Response {
				return reply(200, "OK", `{"id":"a-1","connection":{"status":"`+string(status)+`"}}`)
			})
			data, err := client.Accounts.Data(t.Context(), "a-1")
			require.NoError(t, err)
			assert.NotNil(t, data)
		})
	}
}

func TestTheDataOfAnAccountIsPaced(t *testing.T) {
	t.Parallel()
	var turns atomic.Int32
	client := respond(t, func(*http.Request) (*http.Response, error) {
		return reply(200, "OK", `{"id":"a-1","nextCursor":null,"items":[]}`), nil
	}, smile.WithPacer(pacerFunc(func() { turns.Add(1) })))
	data, err := client.Accounts.Data(t.Context(), "a-1")
	require.NoError(t, err)
	assert.Empty(t, *data)
	assert.EqualValues(t, 12, turns.Load())

	_, err = client.Accounts.Data(t.Context(), "")
	require.ErrorIs(t, err, smile.ErrInvalidParameters)
}

type pacerFunc func()

func (f pacerFunc) Wait(context.Context) error { f(); return nil }
