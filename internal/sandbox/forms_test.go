package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A person fills in one form in a session, with the first account that they link.
func TestAFormIsFilledInWithALink(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	wrong := george
	wrong.Password = "wrong"
	w.link(wrong, user, "sss_ph")
	assert.Empty(t, w.list("/v1/alpha/forms", "10", nil), "nobody has signed in")
	w.link(george, user, "sss_ph")
	w.link(george, user, "abccorp")
	forms := w.list("/v1/alpha/forms", "10", nil)
	require.Len(t, forms, 1)
	form := forms[0]
	assert.Equal(t, form, w.ok(http.MethodGet, "/v1/alpha/forms/"+form["id"].(string), ""))
	assert.Regexp(t, "^form-[0-9a-f]{32}$", form["id"])
	assert.Regexp(t, "^ws-[0-9a-f]{32}$", form["winkSiteId"])
	assert.Regexp(t, "^wss-[0-9a-f]{32}$", form["winkSiteSessionId"])
	assert.Equal(t, []any{user, "Personal Information", "form_1"}, []any{form["userId"], form["name"], form["reference"]})
	assert.Equal(t, object{
		"firstName": "George", "lastName": "Palomero", "email": "gpalomero1234@smileapi.io", "mobileNumber": "+639559991234",
		"dateOfBirth": "1970-08-24", "monthlyIncome": json.Number("26050.00"),
	}, form["data"])

	payload := func() any { return w.ok(http.MethodGet, "/v1/users/"+user+"/payload", "")["forms"] }
	assert.Equal(t, []any{object{"id": form["id"], "name": form["name"], "data": form["data"]}}, payload())
	w.ok(http.MethodPost, "/v1/users/"+user+"/resetSession", "")
	assert.Empty(t, payload())
	assert.Equal(t, forms, w.list("/v1/alpha/forms", "10", nil), "the form stays")
	w.link(george, user, "pagibig_ph")
	assert.Len(t, payload(), 1)
	again := w.list("/v1/alpha/forms", "10", nil)
	require.Len(t, again, 2, "a new session, a new form")
	assert.Equal(t, form["winkSiteId"], again[0]["winkSiteId"])
	assert.NotEqual(t, form["winkSiteSessionId"], again[0]["winkSiteSessionId"])
}

func TestListsOfForms(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	users, _ := populate(w)
	all := w.list("/v1/alpha/forms", "2", nil)
	require.Len(t, all, 4)
	for _, form := range all {
		assert.NotNil(t, form["data"].(object)["monthlyIncome"], "all of them have work")
	}
	for filter, value := range map[string]string{"userId": users[0], "winkSiteId": all[0]["winkSiteId"].(string), "endDate": "2026-05-03", "startDate": "2026-05-04"} {
		want := map[string][]object{"userId": all[3:], "winkSiteId": all, "endDate": {}, "startDate": all}[filter]
		assert.Equal(t, want, w.list("/v1/alpha/forms", "10", url.Values{filter: {value}}), filter)
	}
	assert.Empty(t, w.list("/v1/alpha/forms", "10", url.Values{"winkSiteId": {"ws-1"}}))
	other := w.as("other", "secret")
	assert.Empty(t, other.list("/v1/alpha/forms", "10", nil))
	user, _ := other.createUser()
	other.link(ryan, user, "gojek_id")
	assert.NotEqual(t, all[0]["winkSiteId"], other.list("/v1/alpha/forms", "10", nil)[0]["winkSiteId"])
}
