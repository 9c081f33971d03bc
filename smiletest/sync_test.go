package smiletest_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listening registers a webhook for everything, with payloads or without, and returns what it receives.
func listening(t *testing.T, client *smile.Client, payloads bool) *[]webhookverify.Event {
	t.Helper()
	verifier, err := webhookverify.NewVerifier("hook-secret")
	require.NoError(t, err)
	var seen []webhookverify.Event
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		event, err := verifier.Parse(r)
		if assert.NoError(t, err) {
			seen = append(seen, event)
		}
	}))
	t.Cleanup(receiver.Close)
	_, err = client.Webhooks.Create(t.Context(), &smile.WebhookCreateParams{
		Name: "test", URL: receiver.URL, Secret: "hook-secret", EventTypes: []userdata.EventType{smile.AllEvents}, IncludePayload: payloads,
	})
	require.NoError(t, err)
	return &seen
}

func types(events []webhookverify.Event) []userdata.EventType {
	var found []userdata.EventType
	for _, event := range events {
		found = append(found, event.Head().Type)
	}
	return found
}

func TestSync(t *testing.T) {
	t.Parallel()
	srv, client, accountID := linked(t, "abccorp", smiletest.George)
	seen := listening(t, client, true)
	srv.Clock.Advance(20 * 24 * time.Hour) // into August, and before the clock's own sync
	assert.Empty(t, *seen)
	require.NoError(t, srv.Sync(t.Context(), accountID))
	assert.Contains(t, types(*seen), userdata.EventIncomesUpdated)
	last := (*seen)[len(*seen)-1]
	assert.Equal(t, userdata.EventAccountSyncTaskFinished, last.Head().Type)
	page, err := client.Incomes.List(t.Context(), &smile.IncomeListParams{SourceID: accountID, Size: 1})
	require.NoError(t, err)
	assert.Equal(t, "2025-07", page.Items[0].StartDate.Month().String())

	require.NoError(t, client.Accounts.DisableMonitor(t.Context(), accountID))
	require.ErrorContains(t, srv.Sync(t.Context(), accountID), "CUSTOMER_DISABLED")
}

func TestTheClockSyncs(t *testing.T) {
	t.Parallel()
	srv, client, _ := linked(t, "abccorp", smiletest.George)
	seen := listening(t, client, true)
	srv.Clock.Advance(365 * 24 * time.Hour)
	syncs := 0
	for _, eventType := range types(*seen) {
		if eventType == userdata.EventAccountSyncTaskFinished {
			syncs++
		}
	}
	assert.Equal(t, 12, syncs)
}

func TestCompleteSession(t *testing.T) {
	t.Parallel()
	srv, client, accountID := linked(t, "abccorp", smiletest.George)
	account, err := client.Accounts.Get(t.Context(), accountID)
	require.NoError(t, err)
	seen := listening(t, client, true)
	require.NoError(t, srv.CompleteSession(t.Context(), account.UserID))
	assert.Equal(t, []userdata.EventType{userdata.EventUserSessionCompleted}, types(*seen))
	require.ErrorContains(t, srv.CompleteSession(t.Context(), account.UserID), "COMPLETED")
}
