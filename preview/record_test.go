package preview_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/previewtest"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStatusFinal(t *testing.T) {
	t.Parallel()
	for status, final := range map[userdata.RecordStatus]bool{
		userdata.RecordStatusProcessing: false, userdata.RecordStatusCompleted: true, userdata.RecordStatusError: true, "": false, "QUEUED": false, "completed": false,
	} {
		assert.Equal(t, final, status.Final(), status)
	}
}

// score is a product that this version does not know.
type score struct {
	preview.Record
	Points int `json:"points"`
}

type scoreListParams struct {
	Size   int                 `url:"size,omitempty"`
	Cursor string              `url:"cursor,omitempty"`
	Phone  preview.PhoneNumber `url:"phone,omitempty"`
}

func scores(client *smile.Client) preview.Records[score, scoreListParams] {
	return preview.NewRecords[score, scoreListParams](client,
		smile.Operation{ID: "list-scores", Method: "GET", Path: "/alpha/scores", Retry: smile.RetrySafe},
		smile.Operation{ID: "get-score", Method: "GET", Path: "/alpha/scores/{id}", Retry: smile.RetrySafe})
}

const (
	processing = `{"id":"score-1","status":"PROCESSING","resultCode":null}`
	completed  = `{"id":"score-1","createdAt":"2025-07-15T08:00:00Z","status":"COMPLETED","resultCode":"SUCCESS","resultMessage":"Success!","points":7}`
)

var quick = &smile.WaitParams{Interval: time.Microsecond}

func TestWait(t *testing.T) {
	t.Parallel()
	record := func(status userdata.RecordStatus, code userdata.ResultCode, message string) preview.Record {
		return preview.Record{ID: "score-1", Status: status, ResultCode: code, ResultMessage: message}
	}
	for _, test := range []struct {
		name    string
		answers []previewtest.Answer
		want    score
		failure *preview.RecordError
		text    string
	}{
		{
			name:    "in the end there is a result",
			answers: []previewtest.Answer{previewtest.Data(processing), previewtest.Failure(503), previewtest.Data(processing), previewtest.Data(completed)},
			want: score{
				Record: preview.Record{
					ID: "score-1", CreatedAt: time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC), Status: userdata.RecordStatusCompleted,
					ResultCode: userdata.ResultSuccess, ResultMessage: "Success!",
				},
				Points: 7,
			},
		},
		{
			name:    "there is at once",
			answers: []previewtest.Answer{previewtest.Data(`{"id":"score-1","status":"COMPLETED","points":3}`)},
			want:    score{Record: record(userdata.RecordStatusCompleted, "", ""), Points: 3},
		},
		{
			name:    "a status that is not known is not the last",
			answers: []previewtest.Answer{previewtest.Data(`{"id":"score-1","status":"QUEUED"}`), previewtest.Data(`{"id":"score-1","status":"COMPLETED","points":3}`)},
			want:    score{Record: record(userdata.RecordStatusCompleted, "", ""), Points: 3},
		},
		{
			name:    "nothing is known of the person",
			answers: []previewtest.Answer{previewtest.Data(processing), previewtest.Data(`{"id":"score-1","status":"COMPLETED","resultCode":"NO_DATA"}`)},
			want:    score{Record: record(userdata.RecordStatusCompleted, userdata.ResultNoData, "")},
		},
		{
			name:    "the source does not answer",
			answers: []previewtest.Answer{previewtest.Data(processing), previewtest.Data(`{"id":"score-1","status":"ERROR","resultCode":"SYSTEM_ERROR","resultMessage":"no word of 639171234567"}`)},
			want:    score{Record: record(userdata.RecordStatusError, userdata.ResultSystem, "no word of 639171234567")},
			failure: &preview.RecordError{ID: "score-1", Code: userdata.ResultSystem, Message: "no word of 639171234567"},
			text:    "preview: the request score-1 has failed (SYSTEM_ERROR): request it again later",
		},
		{
			name:    "the source refuses",
			answers: []previewtest.Answer{previewtest.Data(`{"id":"score-1","status":"ERROR","resultCode":"INVALID_PARAMETERS"}`)},
			want:    score{Record: record(userdata.RecordStatusError, userdata.ResultInvalidParameters, "")},
			failure: &preview.RecordError{ID: "score-1", Code: userdata.ResultInvalidParameters},
			text:    "preview: the request score-1 has failed (INVALID_PARAMETERS): correct what you ask for",
		},
		{
			name:    "nobody says why",
			answers: []previewtest.Answer{previewtest.Data(`{"id":"score-1","status":"ERROR","resultCode":null,"resultMessage":null}`)},
			want:    score{Record: record(userdata.RecordStatusError, "", "")},
			failure: &preview.RecordError{ID: "score-1"},
			text:    "preview: the request score-1 has failed: request it again later",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			api := previewtest.Serve(t, test.answers...)
			got, err := scores(api.Client(t)).Wait(t.Context(), "score-1", quick)
			require.NotNil(t, got)
			assert.Equal(t, test.want, *got)
			assert.Len(t, api.Sent(), len(test.answers))
			assert.Equal(t, "GET /alpha/scores/score-1", api.Sent()[0].Call)
			if test.failure == nil {
				assert.NoError(t, err)
				return
			}
			var failure *preview.RecordError
			require.ErrorAs(t, err, &failure)
			assert.Equal(t, test.failure, failure)
			assert.EqualError(t, err, test.text)
		})
	}
}

func TestWaitUntilTheContextEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	api := previewtest.Serve(t, previewtest.Data(processing), func(http.ResponseWriter) { cancel() })
	got, err := scores(api.Client(t)).Wait(ctx, "score-1", quick)
	require.ErrorIs(t, err, smile.ErrUnfinished)
	require.ErrorIs(t, err, context.Canceled)
	assert.ErrorContains(t, err, "PROCESSING")
	require.NotNil(t, got)
	assert.Equal(t, "score-1", got.ID)
}

func TestWaitForWhatIsNotThere(t *testing.T) {
	t.Parallel()
	api := previewtest.Serve(t, previewtest.Failure(404))
	got, err := scores(api.Client(t)).Wait(t.Context(), "score-1", quick)
	require.ErrorIs(t, err, smile.ErrNotFound)
	assert.Nil(t, got)
	_, err = scores(api.Client(t)).Wait(t.Context(), "", quick)
	require.ErrorIs(t, err, smile.ErrInvalidParameters)
	assert.Len(t, api.Sent(), 1)
}

func TestRecordsAreListed(t *testing.T) {
	t.Parallel()
	api := previewtest.Serve(t, previewtest.Data(`{"items":[`+processing+`],"nextCursor":"next"}`), previewtest.Data(`{"items":[`+completed+`],"nextCursor":null}`))
	var points []int
	for score, err := range scores(api.Client(t)).All(t.Context(), &scoreListParams{Phone: "+639171234567"}) {
		require.NoError(t, err)
		points = append(points, score.Points)
	}
	assert.Equal(t, []int{0, 7}, points)
	require.Len(t, api.Sent(), 2)
	assert.Equal(t, "GET /alpha/scores", api.Sent()[0].Call)
	assert.Equal(t, "+639171234567", api.Sent()[1].Query.Get("phone"))
	assert.Equal(t, "next", api.Sent()[1].Query.Get("cursor"))
}
