package sandbox_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// points are the data points: where they are listed, their ID prefix, the property that date filters
// look at, and their name in payloads.
var points = []struct{ path, prefix, date, payload string }{
	{"/v1/identities", "i", "", "identity"},
	{"/v1/ratings", "r", "", "rating"},
	{"/v1/transactions", "t", "date", "transactions"},
	{"/v1/documents", "d", "", "documents"},
	{"/v1/employments", "e", "startDate", "employments"},
	{"/v1/incomes", "inc", "startDate", "incomes"},
	{"/v1/contributions", "con", "date", "contributions"},
	{"/v1/liabilities", "lia", "startDate", "liabilities"},
	{"/v1/eincomes", "einc", "month", "eincomes"},
	{"/v1/links", "link", "", "links"},
	{"/v1/insights", "insight", "", "insight"},
}

// populate links all four people, some of them at two providers.
func populate(w *world) (users, accounts []string) {
	w.t.Helper()
	for _, links := range []struct {
		person    sandbox.LinkRequest
		providers []string
	}{
		{george, []string{"sss_ph", "abccorp"}},
		{ryan, []string{"gojek_id", "bpjs_id"}},
		{christina, []string{"cpf_sg"}},
		{anisha, []string{"upwork"}},
	} {
		user, _ := w.createUser()
		users = append(users, user)
		for _, provider := range links.providers {
			accounts = append(accounts, w.link(links.person, user, provider))
		}
	}
	return users, accounts
}

// Every reply is compared with the contract by world.send.
func TestEveryServedOperationAnswersAsTheContractSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK), func(config *sandbox.Config) { config.History = 100000 })
	webhook := w.register("https://receiver.example/hook", true, "ALL_EVENTS")
	users, accounts := populate(w)
	visitEverythingElse(w)

	for _, point := range points {
		items := w.list(point.path, "150", nil)
		require.NotEmpty(t, items, point.path)
		for _, item := range items {
			assert.Equal(t, item, w.ok(http.MethodGet, point.path+"/"+item["id"].(string), ""))
		}
	}
	for _, path := range []string{"/v1/providers", "/v1/users", "/v1/accounts", "/v1/tasks", "/v1/webhooks", "/v1/archives", "/v1/uploads", "/v1/inviteTemplates", "/v1/invites", "/v1/alpha/forms"} {
		for _, item := range w.list(path, "150", nil) {
			assert.Equal(t, item, w.ok(http.MethodGet, path+"/"+item["id"].(string), ""))
		}
	}
	for _, inquiry := range inquiries {
		for _, item := range w.list(inquiry.list, "150", nil) {
			assert.Equal(t, item, w.ok(http.MethodGet, inquiry.list+"/"+item["id"].(string), ""))
		}
	}
	for _, account := range accounts {
		w.ok(http.MethodGet, "/v1/accounts/"+account+"/payload", "")
		w.ok(http.MethodPost, "/v1/accounts/"+account+"/exports/generate", `{"exportExtensionType":"PDF"}`)
		w.ok(http.MethodPost, "/v1/accounts/"+account+"/disableMonitor", "")
	}
	for _, user := range users {
		w.ok(http.MethodGet, "/v1/users/"+user+"/payload", "")
		w.ok(http.MethodPost, "/v1/tokens?userId="+user, "")
		w.ok(http.MethodPost, "/v1/users/"+user+"/resetSession", "")
	}
	w.ok(http.MethodDelete, "/v1/accounts/"+accounts[0], "")
	w.settle()
	w.ok(http.MethodDelete, "/v1/webhooks/"+webhook, "")

	driven := []string{}
	for _, exchange := range w.server.Exchanges() {
		if exchange.Code == "OK" || exchange.Code == "CREATED" {
			driven = append(driven, exchange.Operation)
		}
	}
	slices.Sort(driven)
	assert.Equal(t, sandbox.Operations(), slices.Compact(driven))
	assertEventsFitTheContract(t, w.server.Deliveries())
}

// visitEverythingElse calls what is not about accounts, and leaves one of each that can be read.
func visitEverythingElse(w *world) {
	w.t.Helper()
	user, _ := w.createUser()
	for _, name := range sampleNames(w.t) {
		w.upload(user, nil, name)
	}
	slip := w.upload(user, nil, "payslip.png")
	w.ok(http.MethodPost, "/v1/archives/classify", fmt.Sprintf(`{"rawFiles":[%s]}`, rawFile(w.t, "water-bill.pdf")))
	w.ok(http.MethodPost, "/v1/archives/-/payslips/uploadRawFile", fmt.Sprintf(`{"userId":%q,"fileExtensionType":"PDF","fileContent":%q}`, user, encoded(w.t, "payslip.pdf")))
	w.settle()
	w.ok(http.MethodGet, "/v1/archives/-/payslips/queryPrediction?archiveId="+slip, "")
	w.ok(http.MethodPost, "/v1/archives/-/payslips/sendManualResult", fmt.Sprintf(`{"archiveId":%q,"validFile":true}`, slip))
	w.list("/v1/archives/-/payslips/listPredictions", "2", nil)
	w.ok(http.MethodDelete, "/v1/archives/"+slip, "")
	w.list("/v1/fileTypes", "2", nil)

	consent := w.ok(http.MethodPost, "/v1/consentTemplates", `{"title":"T","version":"1","consentType":"C","consentText":"I agree"}`)
	w.list("/v1/consentTemplates", "1", nil)
	w.ok(http.MethodDelete, "/v1/consentTemplates/"+consent["id"].(string), "")

	w.ok(http.MethodDelete, "/v1/inviteTemplates/"+w.inviteTemplate(), "")
	template := w.inviteTemplate()
	w.ok(http.MethodPut, "/v1/inviteTemplates/"+template, "")
	invite := w.invite(template)
	w.list("/v1/invites/"+invite["id"].(string)+"/logs", "1", nil)
	w.link(george, invite["userId"].(string), "sss_ph")

	for _, inquiry := range inquiries {
		w.ok(http.MethodPost, inquiry.create, encode(w.t, changed(inquiry.request, nil)))
	}
	w.settle()
	w.ok(http.MethodGet, "/v1/alpha/employerBasics/query?keyword=corporation", "")
	w.ok(http.MethodGet, "/v1/alpha/employers/query?businessName=ABC+Corporation", "")
}

func TestEveryOperationOfTheContractIsServed(t *testing.T) {
	t.Parallel()
	var all []string
	for _, operation := range contract.Load().Operations {
		all = append(all, operation.ID)
	}
	slices.Sort(all)
	assert.Equal(t, all, sandbox.Operations())
}

func TestDataAgreesWithItsSource(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	populate(w)
	accounts := map[string]object{}
	for _, account := range w.list("/v1/accounts", "150", nil) {
		accounts[account["id"].(string)] = account
	}
	for _, point := range points {
		all := w.list(point.path, "150", nil)
		for _, item := range all {
			assert.Regexp(t, "^"+point.prefix+"-[0-9a-f]{32}$", item["id"])
			metadata := item["metadata"].(object)
			account := accounts[metadata["sourceId"].(string)]
			require.NotNil(t, account, point.path)
			assert.Equal(t, account["userId"], metadata["userId"])
			assert.Equal(t, account["providerId"], metadata["providerId"])
			assert.Equal(t, metadata["sourceId"], metadata["accountId"])
			assert.Equal(t, "ACCOUNT", metadata["sourceType"])
			assert.Equal(t, account["createdAt"], metadata["createdAt"])
		}
		for id, account := range accounts {
			own := keep(all, func(item object) bool { return item["metadata"].(object)["sourceId"] == id })
			assert.Equal(t, own, w.list(point.path, "150", url.Values{"sourceId": {id}}))
			assert.Equal(t, bare(own), payload(w, id, point.payload), "the payload of %s", account["providerId"])
		}
		for _, user := range w.list("/v1/users", "150", nil) {
			own := keep(all, func(item object) bool { return item["metadata"].(object)["userId"] == user["id"] })
			assert.Equal(t, own, w.list(point.path, "150", url.Values{"userId": {user["id"].(string)}}))
		}
	}
}

// payload returns one data point of an account's payload as a list.
func payload(w *world, account, name string) []object {
	w.t.Helper()
	items := []object{}
	switch found := w.ok(http.MethodGet, "/v1/accounts/"+account+"/payload", "")[name].(type) {
	case object:
		items = append(items, found)
	case []any:
		for _, item := range found {
			items = append(items, item.(object))
		}
	}
	return items
}

func keep(items []object, wanted func(object) bool) []object {
	kept := []object{}
	for _, item := range items {
		if wanted(item) {
			kept = append(kept, item)
		}
	}
	return kept
}

// bare removes the metadata, which payloads do not have.
func bare(items []object) []object {
	bare := []object{}
	for _, item := range items {
		copied := object{}
		for name, value := range item {
			if name != "metadata" {
				copied[name] = value
			}
		}
		bare = append(bare, copied)
	}
	return bare
}

func TestTheSameSeedGivesTheSameWorld(t *testing.T) {
	t.Parallel()
	var stranger string
	worlds := make([]*world, 2)
	for i := range worlds {
		worlds[i] = newWorld(t)
		if i == 1 { // another tenant's calls change nothing
			stranger, _ = worlds[i].as("other", "secret").createUser()
		}
		populate(worlds[i])
	}
	for _, path := range []string{"/v1/users", "/v1/accounts", "/v1/tasks", "/v1/incomes", "/v1/transactions"} {
		assert.Equal(t, worlds[0].list(path, "150", nil), worlds[1].list(path, "150", nil))
	}
	first := worlds[0].list("/v1/users", "150", nil)[3]["id"].(string)
	seeded, _ := newWorld(t, func(config *sandbox.Config) { config.Seed = 2 }).createUser()
	digits := func(id string) string { return id[len(id)-32:] }
	assert.NotEqual(t, digits(first), digits(seeded), "another seed")
	assert.NotEqual(t, digits(first), digits(stranger), "another tenant")
	assert.Equal(t, strings.TrimSuffix(first, digits(first)), strings.TrimSuffix(seeded, digits(seeded)), "the same tenant")
}
