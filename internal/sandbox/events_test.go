package sandbox_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryEventIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK), func(config *sandbox.Config) { config.History = 100000 })
	w.register("https://x.example", true, "ALL_EVENTS")
	users, accounts := populate(w)
	wrong := george
	wrong.Password = "wrong"
	w.link(wrong, users[0], "sss_ph")
	visitEverythingElse(w)
	w.clock.Advance(month)
	require.NoError(t, w.server.CompleteSession(users[0]))
	w.ok(http.MethodPost, "/v1/users/"+users[0]+"/resetSession", "")
	w.ok(http.MethodDelete, "/v1/accounts/"+accounts[0], "")
	w.settle()

	assert.Equal(t, slices.Sorted(maps.Keys(contract.Load().Events)), slices.Compact(slices.Sorted(slices.Values(w.eventTypes()))))
	assertEventsFitTheContract(t, w.server.Deliveries())
}

func TestASessionIsCompletedByACall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	w.register("https://x.example", false, "USER_SESSION_COMPLETED")
	user, _ := w.createUser()
	request := george
	request.UserID, request.ProviderID = user, "sss_ph"
	_, err := w.server.Link(request)
	require.NoError(t, err)
	assert.ErrorContains(t, w.server.CompleteSession(user), "not come to their end")
	w.settle()
	archive := w.ok(http.MethodPost, "/v1/archives", fmt.Sprintf(`{"userId":%q,"rawFiles":[%s]}`, user, rawFile(t, "payslip.png")))["id"]
	assert.ErrorContains(t, w.server.CompleteSession(user), "not come to their end")
	w.settle()
	neighbour, _ := w.createUser()
	w.link(ryan, neighbour, "gojek_id")
	assert.Empty(t, w.eventTypes(), "nobody has ended a session yet")

	require.NoError(t, w.server.CompleteSession(user))
	w.settle()
	assert.Equal(t, "COMPLETED", w.ok(http.MethodGet, "/v1/users/"+user, "")["session"].(object)["status"])
	completed := lastEvent(t, w, "USER_SESSION_COMPLETED")
	payload := w.ok(http.MethodGet, "/v1/users/"+user+"/payload", "")
	assert.Equal(t, object{"session": payload["metadata"], "payload": payload}, completed, "also for webhooks without payloads")
	assert.Len(t, payload["accounts"], 1)
	assert.Equal(t, archive, payload["archives"].([]any)[0].(object)["id"])
	assertEventsFitTheContract(t, w.server.Deliveries())

	assert.ErrorContains(t, w.server.CompleteSession(user), "COMPLETED")
	assert.ErrorContains(t, w.server.CompleteSession("nobody"), "userId")
	w.link(george, user, "abccorp")
	require.NoError(t, w.server.CompleteSession(user), "another link began it again")
	w.ok(http.MethodPost, "/v1/users/"+user+"/resetSession", "")
	assert.ErrorContains(t, w.server.CompleteSession(user), "REVOKED")
}

func TestTheControlDoorCompletesSessions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	body := `{"userId":"` + user + `"}`
	stranger := w.as("other", "secret").call(http.MethodPost, "/sandbox/sessions", body)
	assert.Equal(t, http.StatusNotFound, stranger.status, "another tenant's user")
	a := w.call(http.MethodPost, "/sandbox/sessions", body)
	require.Equal(t, http.StatusAccepted, a.status)
	assert.Equal(t, w.ok(http.MethodGet, "/v1/users/"+user, "")["session"], a.data)
	assert.Equal(t, "COMPLETED", a.data.(object)["status"])
	assert.Equal(t, http.StatusBadRequest, w.call(http.MethodPost, "/sandbox/sessions", body).status)
	assert.Contains(t, w.call(http.MethodPost, "/sandbox/sessions", `{}{}`).message, "session request")
}
