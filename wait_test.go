package smile_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asked answers with the next of some data each time, then with the last, and notes when.
func asked(times *[]time.Duration, data ...string) httpmock.Responder {
	began := time.Now()
	return func(*http.Request) (*http.Response, error) {
		*times = append(*times, time.Since(began))
		return reply(200, "OK", data[min(len(*times), len(data))-1]), nil
	}
}

func seconds(counts ...int) (durations []time.Duration) {
	for _, n := range counts {
		durations = append(durations, time.Duration(n)*time.Second)
	}
	return durations
}

const startedArchive = `{"id":"archive-1","state":{"status":"STARTED"}}`

func TestAnArchiveIsAskedForUntilItIsFinal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		state  string
		status smile.ArchiveStatus
		code   userdata.ArchiveErrorCode
	}{
		{`{"status":"ANALYZED"}`, "", ""},
		{`{"status":"ERROR","errorCode":"INVALID_FIELD_FORMAT","errorMessage":"Juan has no name"}`, smile.ArchiveStatusFailed, userdata.ArchiveErrorInvalidField},
		{`{"status":"UNSUPPORTED","errorCode":null}`, smile.ArchiveStatusUnsupported, ""},
		{`{"status":"REVOKED"}`, smile.ArchiveStatusRevoked, ""},
	} {
		t.Run(test.state, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var times []time.Duration
				client := respond(t, asked(&times, startedArchive, startedArchive, startedArchive, startedArchive, `{"id":"archive-1","state":{"status":"SOMETHING_NEW"}}`, startedArchive, `{"id":"archive-1","state":`+test.state+`}`))
				archive, err := client.Archives.Wait(t.Context(), "archive-1", nil)
				assert.Equal(t, seconds(0, 1, 3, 7, 15, 25, 35), times)
				require.NotNil(t, archive)
				if test.status == "" {
					require.NoError(t, err)
					return
				}
				var e *smile.ArchiveError
				require.ErrorAs(t, err, &e)
				assert.Equal(t, smile.ArchiveError{ArchiveID: "archive-1", Status: test.status, Code: test.code, Message: archive.State.ErrorMessage}, *e)
				require.ErrorContains(t, err, string(test.status))
				require.ErrorContains(t, err, string(test.code))
				assert.NotContains(t, err.Error(), "Juan")
			})
		})
	}
}

func TestATaskIsAskedForUntilItIsFinished(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var times []time.Duration
		client := respond(t, asked(&times, `{"id":"t","status":"Started"}`, `{"id":"t","status":"Started"}`, `{"id":"t","status":"Started"}`, `{"id":"t","status":"Finished"}`))
		task, err := client.Tasks.Wait(t.Context(), "t", &smile.WaitParams{Interval: 2 * time.Second, MaxInterval: 3 * time.Second})
		require.NoError(t, err)
		assert.Equal(t, smile.TaskStatusFinished, task.Status)
		assert.Equal(t, seconds(0, 2, 5, 8), times)
	})
}

func TestAShortMaxIntervalNeedsNoInterval(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var times []time.Duration
		client := respond(t, asked(&times, `{"id":"t"}`, `{"id":"t"}`, `{"id":"t","status":"Finished"}`))
		_, err := client.Tasks.Wait(t.Context(), "t", &smile.WaitParams{MaxInterval: 10 * time.Millisecond})
		require.NoError(t, err)
		assert.Equal(t, []time.Duration{0, 10 * time.Millisecond, 20 * time.Millisecond}, times)
	})
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var times []time.Duration
		client := respond(t, asked(&times, startedArchive))
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		archive, err := client.Archives.Wait(ctx, "archive-1", nil)
		require.ErrorIs(t, err, smile.ErrUnfinished)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorContains(t, err, "STARTED")
		require.NotNil(t, archive)
		assert.Equal(t, smile.ArchiveStatusStarted, archive.State.Status)
		assert.Equal(t, seconds(0, 1, 3), times)

		give := errors.New("the person left")
		cause, end := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second/2, func() { end(give) })
		_, err = client.Archives.Wait(cause, "archive-1", nil)
		require.ErrorIs(t, err, give)

		archive, err = client.Archives.Wait(cause, "archive-1", nil)
		require.ErrorIs(t, err, smile.ErrUnfinished, "before the first answer too")
		require.ErrorIs(t, err, give)
		assert.Nil(t, archive)

		client = respond(t, asked(&times, `{"id":"archive-1"}`))
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = client.Archives.Wait(ctx, "archive-1", nil)
		require.ErrorContains(t, err, "its state is unknown", "of an answer without a state")
	})
}

func TestWaitingEndsWithAnError(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		answers := 0
		client := respond(t, func(*http.Request) (*http.Response, error) {
			if answers++; answers == 1 {
				return reply(200, "OK", startedArchive), nil
			}
			return failure(404), nil
		})
		archive, err := client.Archives.Wait(t.Context(), "archive-1", nil)
		require.ErrorIs(t, err, smile.ErrNotFound)
		assert.Equal(t, smile.ArchiveStatusStarted, archive.State.Status, "as it was last")
	})
	_, err := respond(t, nil).Tasks.Wait(t.Context(), "", nil)
	require.ErrorIs(t, err, smile.ErrInvalidParameters)
	_, err = respond(t, nil).Tasks.Wait(t.Context(), "t", &smile.WaitParams{Interval: -1})
	require.ErrorIs(t, err, smile.ErrInvalidParameters)
	_, err = respond(t, nil).Tasks.Wait(t.Context(), "t", &smile.WaitParams{Interval: 2, MaxInterval: 1})
	require.ErrorIs(t, err, smile.ErrInvalidParameters)
}
