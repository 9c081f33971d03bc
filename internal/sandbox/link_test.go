package sandbox_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const step = 100 * time.Millisecond

func (w *world) account(id string) object {
	w.t.Helper()
	return w.ok(http.MethodGet, "/v1/accounts/"+id, "")
}

func TestAnAccountWalksThroughItsStates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusNoContent))
	w.register("https://x.example", false, "ALL_EVENTS")
	user, _ := w.createUser()
	request := george
	request.UserID, request.ProviderID = user, "cpf_sg" // asks for a code
	id, err := w.server.Link(request)
	require.NoError(t, err)

	seen := 0
	for _, stage := range []struct {
		status string
		events []string
		task   any
	}{
		{"PENDING", []string{"USER_CREATED", "ACCOUNT_CREATED"}, nil},
		{"AWAITING_MFA", []string{}, nil},
		{"CONNECTED", []string{"ACCOUNT_CONNECTED"}, nil},
		{"CONNECTED", []string{"TASK_STARTED"}, "Started"},
		{"CONNECTED", []string{
			"IDENTITY_ADDED", "DOCUMENTS_ADDED", "EMPLOYMENTS_ADDED", "CONTRIBUTIONS_ADDED",
			"LIABILITIES_ADDED", "EINCOMES_ADDED", "LINK_ADDED", "INSIGHT_ADDED",
		}, "Started"},
		{"CONNECTED", []string{"TASK_FINISHED"}, "Finished"},
	} {
		w.clock.Advance(0) // what is due now: the deliveries
		assert.Equal(t, stage.status, w.account(id)["connectionStatus"])
		assert.Equal(t, stage.status, w.account(id)["connection"].(object)["status"])
		all := w.eventTypes()
		assert.Equal(t, stage.events, all[seen:])
		seen = len(all)
		tasks := w.list("/v1/tasks", "10", nil)
		if stage.task == nil {
			assert.Empty(t, tasks)
		} else {
			require.Len(t, tasks, 1)
			assert.Equal(t, stage.task, tasks[0]["status"])
			assert.Equal(t, stage.task == "Finished", tasks[0]["finishedAt"] != nil)
		}
		w.clock.Advance(step)
	}
	assertEventsFitTheContract(t, w.server.Deliveries())

	task := w.list("/v1/tasks", "10", nil)[0]
	finished := lastEvent(t, w, "TASK_FINISHED")
	assert.Equal(t, task["datapoints"], finished["datapoints"])
	assert.Equal(t, "SUCCEEDED", finished["status"])
	assert.Equal(t, id, finished["sourceId"])
	assert.NotContains(t, finished, "payload")
	assert.Equal(t, []any{"cpf_sg"}, w.ok(http.MethodGet, "/v1/users/"+user, "")["providers"])
}

func TestLinksThatFail(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, provider string
		change         func(*sandbox.LinkRequest)
		errorCode      string
		after          string
	}{
		{"unknown person", "sss_ph", func(r *sandbox.LinkRequest) { r.Username = "nobody@smileapi.io" }, "INVALID_CREDENTIALS", "PENDING"},
		{"wrong password", "cpf_sg", func(r *sandbox.LinkRequest) { r.Password = "1234567" }, "INVALID_CREDENTIALS", "PENDING"},
		{"no password", "sss_ph", func(r *sandbox.LinkRequest) { r.Password = "" }, "INVALID_CREDENTIALS", "PENDING"},
		{"wrong code", "cpf_sg", func(r *sandbox.LinkRequest) { r.MFACode = "4321" }, "INVALID_MFA", "AWAITING_MFA"},
		{"no code", "cpf_sg", func(r *sandbox.LinkRequest) { r.MFACode = "" }, "MFA_TIMEOUT", "AWAITING_MFA"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, receiver(http.StatusOK))
			w.register("https://x.example", true, "ALL_EVENTS")
			user, _ := w.createUser()
			request := george
			test.change(&request)
			id := w.link(request, user, test.provider)

			account := w.account(id)
			assert.Equal(t, "ERROR", account["connectionStatus"])
			assert.Equal(t, test.errorCode, account["connection"].(object)["errorCode"])
			assert.NotEmpty(t, account["connection"].(object)["errorMessage"])
			assert.Equal(t, []string{"USER_CREATED", "ACCOUNT_CREATED", "ACCOUNT_FAILED"}, w.eventTypes())
			failed := lastEvent(t, w, "ACCOUNT_FAILED")
			assert.Equal(t, test.errorCode, failed["errorCode"])
			assert.Equal(t, request.Username, failed["loginName"])
			assertEventsFitTheContract(t, w.server.Deliveries())
			assert.Empty(t, w.list("/v1/tasks", "10", nil))
			assert.Empty(t, w.list("/v1/identities", "10", nil))
			assert.Empty(t, w.ok(http.MethodGet, "/v1/users/"+user, "")["providers"])
		})
	}
}

func TestLinksThatCannotBegin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, token := w.createUser()
	for _, test := range []struct {
		name    string
		request sandbox.LinkRequest
		code    string
		message []string
	}{
		{"nobody", sandbox.LinkRequest{ProviderID: "sss_ph", Username: "George"}, "INVALID_PARAMETERS", []string{"userId or token"}},
		{"unknown user", sandbox.LinkRequest{UserID: "u-1", ProviderID: "sss_ph", Username: "George"}, "MISSING_RESOURCE", []string{"userId", `"u-1"`}},
		{"unknown token", sandbox.LinkRequest{Token: "t", ProviderID: "sss_ph", Username: "George"}, "INVALID_TOKEN", []string{"token"}},
		{"both", sandbox.LinkRequest{UserID: user, Token: token, ProviderID: "sss_ph", Username: "George"}, "INVALID_PARAMETERS", []string{"userId and token"}},
		{"no user name", sandbox.LinkRequest{UserID: user, ProviderID: "sss_ph"}, "INVALID_PARAMETERS", []string{"username is required"}},
		{"no provider", sandbox.LinkRequest{UserID: user, Username: "George"}, "INVALID_PARAMETERS", []string{"providerId", `""`}},
		{"unknown provider", sandbox.LinkRequest{UserID: user, ProviderID: "nobody", Username: "George"}, "INVALID_PARAMETERS", []string{"providerId", `"nobody"`}},
		{"inactive", sandbox.LinkRequest{UserID: user, ProviderID: "bukalapak_id", Username: "George"}, "INVALID_PARAMETERS", []string{"active is false", `"bukalapak_id"`}},
		{"disabled", sandbox.LinkRequest{UserID: user, ProviderID: "bdo_ph", Username: "George"}, "INVALID_PARAMETERS", []string{"enabled is false"}},
		{"uploads only", sandbox.LinkRequest{UserID: user, ProviderID: "nbi_ph", Username: "George"}, "INVALID_PARAMETERS", []string{"accountConnection is false"}},
	} {
		_, err := w.server.Link(test.request)
		var refused *sandbox.Error
		require.ErrorAs(t, err, &refused, test.name)
		assert.Equal(t, test.code, refused.Code, test.name)
		for _, part := range test.message {
			assert.Contains(t, err.Error(), part, test.name)
		}
	}
	assert.Empty(t, w.list("/v1/accounts", "10", nil))
}

func TestTokensWorkOnceAndExpire(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, token := w.createUser()
	with := func(token string) error {
		request := george
		request.Token, request.ProviderID = token, "sss_ph"
		_, err := w.server.Link(request)
		return err
	}
	require.NoError(t, with(token))
	assert.ErrorContains(t, with(token), "has been used")

	issued := w.ok(http.MethodPost, "/v1/tokens?userId="+user, "")
	assert.Equal(t, "SANDBOX", issued["mode"])
	assert.Equal(t, w.clock.Now().Add(30*time.Minute).Format(time.RFC3339), issued["expiresAt"])
	w.clock.Advance(30*time.Minute - time.Second)
	require.NoError(t, with(issued["accessToken"].(string)))

	late := w.ok(http.MethodPost, "/v1/tokens?userId="+user, "")["accessToken"].(string)
	w.clock.Advance(30 * time.Minute)
	assert.ErrorContains(t, with(late), "expired at")
	for _, account := range w.list("/v1/accounts", "10", nil) {
		assert.Equal(t, user, account["userId"])
	}
}

func TestTheControlDoor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, token := w.createUser()
	a := w.call(http.MethodPost, "/sandbox/links", `{"userId":"`+user+`","providerId":"cpf_sg","username":"Christina","password":"YGUS1","mfaCode":"1234"}`)
	require.Equal(t, http.StatusAccepted, a.status)
	w.settle()
	assert.Equal(t, "CONNECTED", w.account(a.data.(object)["accountId"].(string))["connectionStatus"])
	require.Equal(t, http.StatusAccepted, w.call(http.MethodPost, "/sandbox/links", `{"token":"`+token+`","providerId":"cpf_sg","username":"Christina"}`).status)
	for body, message := range map[string]string{
		``:                   "empty",
		`{"userID":1}`:       "link request",
		`{"user_id":"u"}`:    "user_id",
		`{"userId":"u"} {}`:  "something follows",
		`{"userId":"` + user: "link request",
		`{"userId":"` + user + `","username":"x","providerId":"nobody"}`: `"nobody"`,
	} {
		a := w.call(http.MethodPost, "/sandbox/links", body)
		assert.Equal(t, http.StatusBadRequest, a.status, body)
		assert.Contains(t, a.message, message, body)
	}
}

func TestRevokingTakesTheDataAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	user, _ := w.createUser()
	id := w.link(george, user, "sss_ph")
	kept := w.link(george, user, "abccorp")
	identity := w.list("/v1/identities", "10", map[string][]string{"sourceId": {id}})[0]["id"].(string)
	w.register("https://x.example", false, "ACCOUNT_DISCONNECTED")

	a := w.call(http.MethodDelete, "/v1/accounts/"+id, "")
	assert.Equal(t, "OK", a.code)
	assert.False(t, a.hasData)
	for _, point := range points {
		assert.Empty(t, w.list(point.path, "10", map[string][]string{"sourceId": {id}}), point.path)
	}
	assert.NotEmpty(t, w.list("/v1/incomes", "10", map[string][]string{"sourceId": {kept}}))
	assert.Equal(t, "DISCONNECTED", w.account(id)["connectionStatus"])
	assert.Equal(t, []any{"abccorp"}, w.ok(http.MethodGet, "/v1/users/"+user, "")["providers"])
	for _, gone := range []string{"DELETE /v1/accounts/" + id, "GET /v1/accounts/" + id + "/payload", "POST /v1/accounts/" + id + "/disableMonitor", "GET /v1/identities/" + identity} {
		method, path, _ := strings.Cut(gone, " ")
		a := w.call(method, path, "")
		assert.Equal(t, http.StatusNotFound, a.status, gone)
	}
	w.settle()
	assert.Equal(t, []string{"ACCOUNT_DISCONNECTED"}, w.eventTypes())
	assert.Equal(t, object{"userId": user, "accountId": id, "providers": []any{"sss_ph"}}, lastEvent(t, w, "ACCOUNT_DISCONNECTED"))
}

func TestRevokingOnTheWayEndsTheLink(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	w.register("https://x.example", true, "ALL_EVENTS")
	user, _ := w.createUser()
	request := george
	request.UserID, request.ProviderID = user, "sss_ph"
	id, err := w.server.Link(request)
	require.NoError(t, err)
	w.clock.Advance(2 * step)
	require.Equal(t, "Started", w.list("/v1/tasks", "10", nil)[0]["status"])
	w.ok(http.MethodDelete, "/v1/accounts/"+id, "")
	w.settle()

	assert.Equal(t, []string{"USER_CREATED", "ACCOUNT_CREATED", "ACCOUNT_CONNECTED", "TASK_STARTED", "TASK_FINISHED", "ACCOUNT_DISCONNECTED"}, w.eventTypes())
	finished := lastEvent(t, w, "TASK_FINISHED")
	assert.Equal(t, "FAILED", finished["status"])
	assert.Equal(t, "ACCOUNT_INACCESSIBLE", finished["errorCode"])
	assertEventsFitTheContract(t, w.server.Deliveries())
	assert.Equal(t, "Finished", w.list("/v1/tasks", "10", nil)[0]["status"])
	assert.Empty(t, w.list("/v1/identities", "10", nil))
}

func TestMonitoring(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	id := w.link(george, user, "sss_ph")
	assert.Equal(t, "ACTIVE", w.account(id)["monitorStatus"])
	assert.Equal(t, "UNSUPPORTED", w.account(w.link(george, user, "philhealth_ph"))["monitorStatus"])
	w.ok(http.MethodPost, "/v1/accounts/"+id+"/disableMonitor", "")
	assert.Equal(t, "CUSTOMER_DISABLED", w.account(id)["monitorStatus"])
	assert.Equal(t, "CUSTOMER_DISABLED", w.account(id)["monitor"].(object)["status"])
}

func TestTheSessionOfAUser(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	user, _ := w.createUser()
	w.register("https://x.example", false, "USER_SESSION_RESET")
	id := w.link(george, user, "sss_ph")
	neighbour, _ := w.createUser()
	w.link(george, neighbour, "sss_ph")

	payload := w.ok(http.MethodGet, "/v1/users/"+user+"/payload", "")
	assert.Equal(t, object{"userId": user, "channel": "Default", "status": "IN_PROGRESS"}, payload["metadata"])
	accounts := payload["accounts"].([]any)
	require.Len(t, accounts, 1)
	assert.Equal(t, id, accounts[0].(object)["id"])
	items := accounts[0].(object)["payload"].(object)["contributions"].(object)["items"]
	assert.Equal(t, w.ok(http.MethodGet, "/v1/accounts/"+id+"/payload", "")["contributions"], items)

	w.ok(http.MethodPost, "/v1/users/"+user+"/resetSession", "")
	payload = w.ok(http.MethodGet, "/v1/users/"+user+"/payload", "")
	assert.Empty(t, payload["accounts"])
	assert.Equal(t, "REVOKED", payload["metadata"].(object)["status"])
	w.settle()
	assert.Equal(t, object{"session": payload["metadata"]}, lastEvent(t, w, "USER_SESSION_RESET"))
	assert.Equal(t, "CONNECTED", w.account(id)["connectionStatus"], "the account stays")

	again := w.link(george, user, "abccorp")
	payload = w.ok(http.MethodGet, "/v1/users/"+user+"/payload", "")
	require.Len(t, payload["accounts"], 1)
	assert.Equal(t, again, payload["accounts"].([]any)[0].(object)["id"])
	assert.Equal(t, "IN_PROGRESS", payload["metadata"].(object)["status"])
}

// The bubble fails the test when a goroutine outlives it.
func TestOnTheRealClockALinkTakesLessThanASecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := sandbox.New(sandbox.Config{
			Tenants: map[string]string{key: secret},
			Transport: roundTripper(func(*http.Request) (*http.Response, error) {
				time.Sleep(10 * time.Millisecond)
				return respond(http.StatusOK), nil
			}),
		})
		w := &world{t: t, server: server, key: key, secret: secret}
		w.register("https://x.example", false, "ALL_EVENTS")
		user, _ := w.createUser()
		began := time.Now()
		id := w.link(christina, user, "cpf_sg")
		assert.Less(t, time.Since(began), time.Second)
		assert.Equal(t, "CONNECTED", w.account(id)["connectionStatus"])
		assert.Equal(t, "TASK_FINISHED", w.eventTypes()[len(w.eventTypes())-1])

		w.createUser()
		unfinished := christina
		unfinished.UserID, unfinished.ProviderID = user, "cpf_sg"
		_, err := server.Link(unfinished)
		require.NoError(t, err)
		server.Close()
		assert.Error(t, server.Settle(t.Context()), "the link has not come to its end")
	})
}

func TestSettleEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := sandbox.New(sandbox.Config{Tenants: map[string]string{key: secret}, StepDuration: time.Hour})
		defer server.Close()
		w := &world{t: t, server: server, key: key, secret: secret}
		user, _ := w.createUser()
		request := george
		request.UserID, request.ProviderID = user, "sss_ph"
		_, err := server.Link(request)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		assert.Error(t, server.Settle(ctx))
	})
}
