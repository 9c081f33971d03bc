package sandbox_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPagesOfAnySizeMakeTheSameList(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	populate(w)
	paths := []string{"/v1/providers", "/v1/users", "/v1/accounts", "/v1/tasks"}
	for _, point := range points {
		paths = append(paths, point.path)
	}
	for _, path := range paths {
		whole := w.list(path, "150", nil)
		assert.Equal(t, whole, w.list(path, "7", nil), path)
		ids := map[any]bool{}
		for _, item := range whole {
			ids[item["id"]] = true
		}
		assert.Len(t, ids, len(whole), "%s repeats an item", path)
	}
	assert.Len(t, w.ok(http.MethodGet, "/v1/providers", "")["items"], 10, "the default size")
}

func TestACursorStaysStableWhileItemsComeAndGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	kept := w.link(george, user, "sss_ph")
	removed := w.link(george, user, "pagibig_ph")
	before := w.list("/v1/contributions", "150", url.Values{"sourceId": {kept}})

	page := w.ok(http.MethodGet, "/v1/contributions?size=5", "")
	w.link(george, user, "philhealth_ph") // newer than the cursor: not part of this walk
	w.ok(http.MethodDelete, "/v1/accounts/"+removed, "")
	seen := []object{}
	for page["nextCursor"] != nil {
		page = w.ok(http.MethodGet, "/v1/contributions?size=5&cursor="+page["nextCursor"].(string), "")
		for _, item := range page["items"].([]any) {
			seen = append(seen, item.(object))
		}
	}
	assert.Equal(t, before, seen)
}

func TestTheNewestStandsFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, _ := w.createUser()
	second, _ := w.createUser()
	users := w.list("/v1/users", "150", nil)
	assert.Equal(t, []any{second, first}, []any{users[0]["id"], users[1]["id"]})

	account := w.link(george, first, "sss_ph")
	dates := []string{}
	for _, contribution := range w.list("/v1/contributions", "150", url.Values{"sourceId": {account}}) {
		dates = append(dates, contribution["date"].(string))
	}
	require.NotEmpty(t, dates)
	assert.True(t, slices.IsSortedFunc(dates, func(a, b string) int { return strings.Compare(b, a) }))
}

func TestCursorsThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 3 {
		w.createUser()
	}
	cursor := w.ok(http.MethodGet, "/v1/users?size=1", "")["nextCursor"].(string)
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	require.NoError(t, err)
	text[7]++
	moved := base64.RawURLEncoding.EncodeToString(text)

	w.ok(http.MethodGet, "/v1/users?size=2&cursor="+cursor, "") // another size is fine
	for _, test := range []struct {
		name, target string
		as           *world
	}{
		{"garbled", "/v1/users?cursor=garbled", w},
		{"moved", "/v1/users?cursor=" + moved, w},
		{"with other spare bits", "/v1/users?cursor=" + cursor[:len(cursor)-1] + string(cursor[len(cursor)-1]+1), w},
		{"of another list", "/v1/accounts?cursor=" + cursor, w},
		{"with another filter", "/v1/users?startDate=2021-01-01&cursor=" + cursor, w},
		{"of another tenant", "/v1/users?cursor=" + cursor, w.as("other", "secret")},
	} {
		a := test.as.call(http.MethodGet, test.target, "")
		assert.Equal(t, http.StatusBadRequest, a.status, test.name)
		assert.Equal(t, "INVALID_PARAMETERS", a.code, test.name)
		assert.Contains(t, a.message, "cursor", test.name)
	}
}

func FuzzCursor(f *testing.F) {
	f.Add("")
	f.Add("AAAAAAAAAAA")
	f.Add("%zz")
	// A list changes nothing: one server is enough, and the time to make it goes into runs.
	clock := sandbox.NewFakeClock(start)
	server := sandbox.New(sandbox.Config{Tenants: map[string]string{key: secret}, Clock: clock, Seed: 1})
	f.Cleanup(server.Close)
	var populated sync.Once
	f.Fuzz(func(t *testing.T, cursor string) {
		w := &world{t, server, clock, key, secret}
		populated.Do(func() { w.createUser() })
		clock.Advance(time.Second) // away from the rate limit
		r := httptest.NewRequest(http.MethodGet, "http://sandbox.test/v1/users", nil)
		r.URL.RawQuery = "cursor=" + cursor
		r.SetBasicAuth(key, secret)
		assert.Contains(t, []int{http.StatusOK, http.StatusBadRequest}, w.send(r).status)
	})
}

func TestDateFiltersKeepWhatLiesBetween(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	populate(w)
	for _, point := range points {
		if point.date == "" {
			continue
		}
		unit := "Date"
		if point.date == "month" {
			unit = "Month"
		}
		all := w.list(point.path, "150", nil)
		dates := []string{}
		for _, item := range all {
			dates = append(dates, item[point.date].(string))
		}
		slices.Sort(dates)
		from, to := dates[len(dates)/3], dates[len(dates)*2/3]
		for _, test := range []struct{ from, to string }{{from, ""}, {"", to}, {from, to}, {to, to}} {
			filters := url.Values{}
			if test.from != "" {
				filters.Set("start"+unit, test.from)
			}
			if test.to != "" {
				filters.Set("end"+unit, test.to)
			}
			want := keep(all, func(item object) bool {
				own := item[point.date].(string)
				return own >= test.from && (test.to == "" || own <= test.to)
			})
			require.NotEmpty(t, want)
			assert.Equal(t, want, w.list(point.path, "7", filters), "%s %v", point.path, filters)
		}
	}
}

func TestNetworkResourcesAreFilteredByTheirCreation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	w.link(george, user, "sss_ph")
	w.clock.Advance(48 * time.Hour)
	later, _ := w.createUser()
	w.link(george, later, "sss_ph")

	firstDay, lastDay := start.Format(time.DateOnly), start.Add(48*time.Hour).Format(time.DateOnly)
	for path, owner := range map[string]func(object) any{
		"/v1/users":    func(item object) any { return item["id"] },
		"/v1/accounts": func(item object) any { return item["userId"] },
		"/v1/tasks":    func(item object) any { return item["metadata"].(object)["userId"] },
	} {
		early := w.list(path, "10", url.Values{"endDate": {firstDay}})
		require.Len(t, early, 1, path)
		assert.Equal(t, user, owner(early[0]), path)
		late := w.list(path, "10", url.Values{"startDate": {lastDay}, "endDate": {lastDay}})
		require.Len(t, late, 1, path)
		assert.Equal(t, later, owner(late[0]), path)
		if path != "/v1/users" {
			own := w.list(path, "10", url.Values{"userId": {user}})
			require.Len(t, own, 1, path)
			assert.Equal(t, user, owner(own[0]), path)
		}
	}
	account := w.list("/v1/accounts", "10", nil)[0]["id"].(string)
	assert.Len(t, w.list("/v1/tasks", "10", url.Values{"sourceId": {account}}), 1)
	everything := len(w.list("/v1/contributions", "150", nil))
	for _, filter := range []string{"sourceId", "accountId"} {
		assert.Len(t, w.list("/v1/contributions", "150", url.Values{filter: {account}}), everything/2, filter)
		assert.Empty(t, w.list("/v1/contributions", "150", url.Values{filter: {"a-0"}}), filter)
	}
}

func TestProviderFilters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	all := w.list("/v1/providers", "150", nil)
	require.GreaterOrEqual(t, len(all), 60)
	for _, test := range []struct {
		filters url.Values
		want    func(object) bool
	}{
		{url.Values{"type": {"GIG"}}, func(p object) bool { return p["type"] == "GIG" }},
		{url.Values{"subType": {"HRIS"}}, func(p object) bool { return p["subType"] == "HRIS" }},
		{url.Values{"active": {"false"}}, func(p object) bool { return p["active"] == false }},
		{url.Values{"enabled": {"true"}, "type": {"SYSTEM"}}, func(p object) bool { return p["enabled"] == true && p["type"] == "SYSTEM" }},
		{url.Values{"accountConnection": {"false"}}, func(p object) bool { return p["accountConnection"] == false }},
		{url.Values{"ids": {"uber,sss_ph,nobody"}}, func(p object) bool { return p["id"] == "uber" || p["id"] == "sss_ph" }},
		{url.Values{"ids": {"uber", "grab"}}, func(p object) bool { return p["id"] == "uber" || p["id"] == "grab" }},
		{url.Values{"name": {"gRa"}}, func(p object) bool {
			return strings.Contains(strings.ToLower(p["name"].(string)+"\n"+p["longName"].(string)), "gra")
		}},
	} {
		want := keep(all, test.want)
		require.NotEmpty(t, want, test.filters)
		assert.Equal(t, want, w.list("/v1/providers", "3", test.filters), "%v", test.filters)
	}

	top := w.list("/v1/providers", "1", url.Values{"topIds": {"uber,abccorp"}, "type": {"GIG"}})
	assert.Equal(t, "uber", top[0]["id"], "abccorp is no gig platform")
	top = w.list("/v1/providers", "2", url.Values{"topIds": {"uber,abccorp"}})
	assert.Equal(t, []any{"uber", "abccorp"}, []any{top[0]["id"], top[1]["id"]})
	assert.Len(t, top, len(all))
	assert.Len(t, w.list("/v1/providers", strconv.Itoa(len(all)), nil), len(all))
}

// BenchmarkList is what one page costs the server, without a network.
func BenchmarkList(b *testing.B) {
	server := sandbox.New(sandbox.Config{Tenants: map[string]string{key: secret}, Clock: sandbox.NewFakeClock(start)})
	defer server.Close()
	var created struct {
		Data struct{ User struct{ ID string } }
	}
	get := func(method, target string) []byte {
		r := httptest.NewRequest(method, target, nil)
		r.SetBasicAuth(key, secret)
		recorder := httptest.NewRecorder()
		server.ServeHTTP(recorder, r)
		return recorder.Body.Bytes()
	}
	require.NoError(b, decode(get(http.MethodPost, "/v1/users"), &created))
	request := ryan
	request.UserID, request.ProviderID = created.Data.User.ID, "gojek_id"
	_, err := server.Link(request)
	require.NoError(b, err)
	require.NoError(b, server.Settle(b.Context()))
	b.ReportAllocs()
	for b.Loop() {
		b.SetBytes(int64(len(get(http.MethodGet, "/v1/transactions?size=150"))))
	}
}
