package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const month = 30 * 24 * time.Hour // how often the clock syncs

func of(account string) url.Values { return url.Values{"sourceId": {account}} }

// ids of a list, in its order.
func ids(items []object) []string {
	found := []string{}
	for _, item := range items {
		found = append(found, item["id"].(string))
	}
	return found
}

// said is what items say, whatever they are called and whenever they came.
func said(items []object) []object {
	all := bare(items)
	for _, item := range all {
		delete(item, "id")
	}
	return all
}

// What an account holds after a year of syncs is what a fresh link would bring, and the past that a provider
// does not show any more.
func TestSyncedAccountsKeepUpWithFreshOnes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		person   sandbox.LinkRequest
		provider string
	}{
		{george, "sss_ph"}, {george, "abccorp"}, {ryan, "gojek_id"}, {ryan, "bpjs_id"}, {christina, "cpf_sg"}, {christina, "abccorp"}, {anisha, "upwork"},
	} {
		t.Run(test.person.Username+" at "+test.provider, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, receiver(http.StatusOK), func(config *sandbox.Config) {
				config.History, config.StepDuration = 100000, time.Millisecond
			})
			user, _ := w.createUser()
			synced := w.link(test.person, user, test.provider)
			require.Equal(t, "ACTIVE", w.account(synced)["monitorStatus"])
			w.register("https://x.example", true, "ALL_EVENTS")
			before := map[string][]object{}
			for _, point := range points {
				before[point.path] = w.list(point.path, "150", of(synced))
			}

			w.clock.Advance(13 * month)
			fresh := w.link(test.person, user, test.provider)
			require.NoError(t, w.server.Sync(synced))
			w.settle()
			for _, point := range points {
				after := w.list(point.path, "150", of(synced))
				kept := slices.DeleteFunc(ids(after), func(id string) bool { return !slices.Contains(ids(before[point.path]), id) })
				assert.Equal(t, ids(before[point.path]), kept, "%s: everything keeps its ID and its place", point.path)
				assert.Subset(t, said(after), said(w.list(point.path, "150", of(fresh))), point.path)
				if point.payload == "identity" || point.payload == "rating" || point.payload == "insight" || point.payload == "links" {
					assert.Len(t, after, len(before[point.path]), point.path)
				}
			}
			syncs := keep(w.list("/v1/tasks", "150", of(synced)), func(task object) bool { return task["type"] == "UPDATE_ACCOUNT" })
			assert.Len(t, syncs, 14, "one a month, and the last by a call")
			assertEventsFitTheContract(t, w.server.Deliveries())
		})
	}
}

func TestASyncTellsWhatIsNew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	user, _ := w.createUser()
	account := w.link(george, user, "sss_ph")
	employer := w.link(george, user, "abccorp")
	w.register("https://x.example", true, "ALL_EVENTS")
	loans := said(w.list("/v1/liabilities", "150", of(account)))

	w.clock.Advance(month)
	now := w.clock.Now().Format(time.RFC3339)
	assertEventsFitTheContract(t, w.server.Deliveries())
	about := func(account, provider string, more object) object {
		more["userId"], more["accountId"], more["providers"] = user, account, []any{provider}
		return more
	}
	events := map[string]object{}
	for _, delivery := range w.server.Deliveries() {
		var event object
		require.NoError(t, decode(delivery.Body, &event))
		data := event["data"].(object)
		id, _ := data["accountId"].(string)
		if id == "" {
			id = data["sourceId"].(string)
		}
		events[id+" "+delivery.EventType] = data
	}

	may := object{"count": json.Number("1"), "updatedFrom": "2026-05-31T00:00:00Z", "updatedTo": "2026-05-31T00:00:00Z"}
	contributions := events[account+" CONTRIBUTIONS_UPDATED"]
	delete(contributions, "updatedAt")
	assert.Equal(t, about(account, "sss_ph", may), contributions)
	for _, first := range []string{"INCOMES_UPDATED", "EINCOMES_UPDATED"} {
		for _, id := range []string{account, employer} {
			if data := events[id+" "+first]; data != nil {
				assert.Equal(t, json.Number("1"), data["count"], first)
				assert.Equal(t, "2026-05-01T00:00:00Z", data["updatedFrom"], first)
				assert.Equal(t, "2026-05-01T00:00:00Z", data["updatedTo"], first)
				assert.LessOrEqual(t, data["updatedAt"], now)
			}
		}
	}
	require.NotNil(t, events[employer+" INCOMES_UPDATED"])
	require.NotNil(t, events[account+" EINCOMES_UPDATED"])

	updated := events[account+" LIABILITIES_UPDATED"]["updatedIds"].([]any)
	require.NotEmpty(t, updated)
	for _, loan := range w.list("/v1/liabilities", "150", of(account)) {
		assert.Equal(t, slices.Contains(updated, loan["id"]), !slices.ContainsFunc(loans, func(old object) bool {
			return assert.ObjectsAreEqual(old, said([]object{loan})[0])
		}), "only the loans that differ are named")
	}
	payslip := w.ok(http.MethodGet, "/v1/documents/"+events[employer+" DOCUMENTS_UPDATED"]["updatedIds"].([]any)[0].(string), "")
	assert.Equal(t, "Payslip 2026-05", payslip["name"])
	employment := w.ok(http.MethodGet, "/v1/employments/"+events[account+" EMPLOYMENTS_UPDATED"]["updatedIds"].([]any)[0].(string), "")
	assert.Equal(t, "2026-06-01", employment["reportedDate"])

	finished := events[account+" ACCOUNT_SYNC_TASK_FINISHED"]
	assert.Equal(t, "SUCCEEDED", finished["status"])
	assert.Equal(t, "ACTIVE", finished["monitorStatus"])
	assert.Contains(t, finished["datapoints"], "CONTRIBUTIONS")
	assert.NotContains(t, finished["datapoints"], "IDENTITIES", "nothing new about the person")
	assert.Len(t, finished["payload"].(object)["contributions"].(object)["items"], 37)
	task := keep(w.list("/v1/tasks", "10", of(account)), func(task object) bool { return task["type"] == "UPDATE_ACCOUNT" })[0]
	assert.Equal(t, finished["datapoints"], task["datapoints"])
	assert.Equal(t, "Finished", task["status"])
	assert.NotContains(t, w.eventTypes(), "TASK_FINISHED", "it has an event of its own")
}

// Transactions have no update event, and are told of as at the link.
func TestASyncAddsTransactions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	w.register("https://x.example", false, "TRANSACTIONS_ADDED", "RATING_ADDED")
	user, _ := w.createUser()
	account := w.link(ryan, user, "gojek_id")
	before := len(w.list("/v1/transactions", "150", of(account)))
	w.clock.Advance(month)
	added := len(w.list("/v1/transactions", "150", of(account))) - before
	assert.Positive(t, added)
	count, err := lastEvent(t, w, "TRANSACTIONS_ADDED")["count"].(json.Number).Int64()
	require.NoError(t, err)
	assert.EqualValues(t, added, count)
	assert.Equal(t, []string{"RATING_ADDED", "TRANSACTIONS_ADDED", "TRANSACTIONS_ADDED"}, w.eventTypes(), "the rating changes where it is")
}

func TestASyncThatFindsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	user, _ := w.createUser()
	account := w.link(george, user, "sss_ph")
	w.clock.Advance(time.Hour)
	require.NoError(t, w.server.Sync(account))
	w.register("https://x.example", false, "ALL_EVENTS")
	require.NoError(t, w.server.Sync(account))
	w.settle()
	assert.Equal(t, []string{"ACCOUNT_SYNC_TASK_FINISHED"}, w.eventTypes())
	finished := lastEvent(t, w, "ACCOUNT_SYNC_TASK_FINISHED")
	assert.Empty(t, finished["datapoints"])
	assert.NotContains(t, finished, "payload")
	assertEventsFitTheContract(t, w.server.Deliveries())
}

func TestASyncBetweenTwoPagesIsNotSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	account := w.link(george, user, "sss_ph")
	before := w.list("/v1/contributions", "150", of(account))
	first := w.ok(http.MethodGet, "/v1/contributions?size=10&sourceId="+account, "")
	w.clock.Advance(month)
	require.Len(t, w.list("/v1/contributions", "150", of(account)), len(before)+1)
	rest := w.list("/v1/contributions", "10", url.Values{"sourceId": {account}, "cursor": {first["nextCursor"].(string)}})
	assert.Equal(t, before[10:], rest)
}

func TestWhatIsNotSynced(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	user, _ := w.createUser()
	wrong := george
	wrong.Password = "wrong"
	refused := map[string]string{
		"a-unknown":                           "accountId",
		w.link(wrong, user, "sss_ph"):         "ERROR",
		w.link(george, user, "philhealth_ph"): "UNSUPPORTED",
	}
	disabled := w.link(george, user, "sss_ph")
	w.ok(http.MethodPost, "/v1/accounts/"+disabled+"/disableMonitor", "")
	refused[disabled] = "CUSTOMER_DISABLED"
	revoked := w.link(george, user, "abccorp")
	w.ok(http.MethodDelete, "/v1/accounts/"+revoked, "")
	refused[revoked] = "DISCONNECTED"

	w.register("https://x.example", false, "ALL_EVENTS")
	w.clock.Advance(3 * month)
	assert.Empty(t, w.eventTypes(), "nothing of these is synced by the clock")

	request := george
	request.UserID, request.ProviderID = user, "abccorp"
	unfinished, err := w.server.Link(request)
	require.NoError(t, err)
	refused[unfinished] = "PENDING"
	for account, why := range refused {
		assert.ErrorContains(t, w.server.Sync(account), why)
	}
	w.clock.Advance(step)
	require.Equal(t, "CONNECTED", w.account(unfinished)["connectionStatus"])
	assert.ErrorContains(t, w.server.Sync(unfinished), "still being linked")
	w.settle()
	assert.NoError(t, w.server.Sync(unfinished))
	for _, task := range w.list("/v1/tasks", "150", nil) {
		assert.Equal(t, task["type"] == "UPDATE_ACCOUNT", task["metadata"].(object)["sourceId"] == unfinished && task["type"] != "LINK_ACCOUNT")
	}
}

func TestSettleDoesNotWaitForTheNextSync(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	w.register("https://x.example", false, "ACCOUNT_SYNC_TASK_FINISHED")
	user, _ := w.createUser()
	w.link(george, user, "sss_ph")
	assert.WithinDuration(t, start, w.clock.Now(), time.Second)
	w.clock.Advance(month - time.Second)
	w.settle()
	assert.Empty(t, w.eventTypes())
	w.clock.Advance(time.Second)
	assert.Len(t, w.eventTypes(), 1)
}

func TestTheControlDoorSyncs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	account := w.link(george, user, "sss_ph")
	a := w.call(http.MethodPost, "/sandbox/syncs", `{"accountId":"`+account+`"}`)
	require.Equal(t, http.StatusAccepted, a.status)
	assert.Equal(t, "UPDATE_ACCOUNT", w.ok(http.MethodGet, "/v1/tasks/"+a.data.(object)["taskId"].(string), "")["type"])
	assert.Equal(t, http.StatusNotFound, w.call(http.MethodPost, "/sandbox/syncs", `{"accountId":"a-1"}`).status)
	assert.Contains(t, w.call(http.MethodPost, "/sandbox/syncs", `{"account":"a-1"}`).message, "sync request")
	stranger := w.as("other", "secret").call(http.MethodPost, "/sandbox/syncs", `{"accountId":"`+account+`"}`)
	assert.Equal(t, http.StatusNotFound, stranger.status, "another tenant's account")
}
