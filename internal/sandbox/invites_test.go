package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const inviteTemplate = `{"name":"Loans","company":{"name":"<b>Bank</b>","logoUrl":"https://bank.example/logo.png"},
	"email":{"sendEmail":true,"senderName":"Bank","replyAddress":"replies@bank.example","subject":"Please","body":"Hello"},
	"landingPage":{"header":"Hello ${firstName}","description":"<script>alert(1)</script> at ${companyName}","button":"Start & go"},
	"successPage":{"header":"Thank you, {{fullName}}","description":"Done","button":"Another"}}`

func (w *world) inviteTemplate() (id string) {
	w.t.Helper()
	return w.ok(http.MethodPost, "/v1/inviteTemplates", inviteTemplate)["id"].(string)
}

func (w *world) invite(template string) object {
	w.t.Helper()
	return w.ok(http.MethodPost, "/v1/invites", fmt.Sprintf(
		`{"email":"gpalomero1234@smileapi.io","fullName":"George Palomero","firstName":"<i>George</i>","lastName":"Palomero","templateId":%q}`, template))
}

// visit opens a page without credentials.
func (w *world) visit(method, target string) *httptest.ResponseRecorder {
	w.t.Helper()
	recorder := httptest.NewRecorder()
	w.server.ServeHTTP(recorder, httptest.NewRequest(method, target, nil))
	return recorder
}

func TestAnInviteFromItsPageToALinkedAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusNoContent))
	w.register("https://x.example", true, "ALL_EVENTS")
	created := w.invite(w.inviteTemplate())
	path := "/v1/invites/" + created["id"].(string)
	status := func() any { return w.ok(http.MethodGet, path, "")["status"] }
	logs := func() []any {
		var statuses []any
		for _, entry := range w.list(path+"/logs", "2", nil) {
			assert.Equal(t, created["id"], entry["inviteId"])
			assert.Equal(t, created["userId"], entry["userId"])
			statuses = append(statuses, entry["inviteStatus"])
		}
		return statuses
	}
	assert.Equal(t, "INVITED", status())
	assert.Nil(t, created["linkedAt"])
	assert.Equal(t, []any{"INVITED"}, logs())
	w.ok(http.MethodGet, "/v1/users/"+created["userId"].(string), "")

	landing := created["inviteLandingPageUrl"].(string)
	assert.Regexp(t, `^http://sandbox\.test/invites/[a-z0-9]{26}$`, landing)
	w.visit(http.MethodHead, landing) // as a mail program may
	assert.Equal(t, "INVITED", status())
	page := w.visit(http.MethodGet, landing)
	assert.Equal(t, http.StatusOK, page.Code)
	assert.Equal(t, "text/html; charset=utf-8", page.Header().Get("Content-Type"))
	assert.Contains(t, page.Header().Get("Content-Security-Policy"), "default-src 'none'")
	html := page.Body.String()
	for _, text := range []string{
		"<h1>Hello &lt;i&gt;George&lt;/i&gt;</h1>", "&lt;script&gt;alert(1)&lt;/script&gt; at &lt;b&gt;Bank&lt;/b&gt;", "<button>Start &amp; go</button>",
		`src="https://bank.example/logo.png"`,
	} {
		assert.Contains(t, html, text)
	}
	assert.NotContains(t, html, "<script>")
	assert.Equal(t, "LANDING_PAGE_OPENED", status())

	pressed := w.visit(http.MethodPost, landing).Body.String()
	assert.Equal(t, "WINK_WIDGET_OPENED", status())
	w.visit(http.MethodGet, landing)
	assert.Equal(t, "WINK_WIDGET_OPENED", status(), "it never goes back")
	_, rest, _ := strings.Cut(pressed, `<code id="token">`)
	token, _, found := strings.Cut(rest, "</code>")
	require.True(t, found)

	stranger, _ := w.createUser()
	w.link(george, stranger, "sss_ph")
	assert.Equal(t, "WINK_WIDGET_OPENED", status(), "an account of someone else")
	request := george
	request.Token, request.ProviderID = token, "sss_ph"
	account, err := w.server.Link(request)
	require.NoError(t, err)
	w.settle()
	assert.Equal(t, created["userId"], w.account(account)["userId"])
	linked := w.ok(http.MethodGet, path, "")
	assert.Equal(t, "LINKED", linked["status"])
	assert.NotNil(t, linked["linkedAt"])
	assert.Equal(t, []any{"LINKED", "WINK_WIDGET_OPENED", "LANDING_PAGE_OPENED", "INVITED"}, logs())
	assert.Contains(t, w.visit(http.MethodGet, landing).Body.String(), "Thank you, George Palomero")

	w.link(ryan, created["userId"].(string), "gojek_id") // a second account says nothing new
	events := []string{}
	for _, event := range w.eventTypes() {
		if strings.HasPrefix(event, "INVITE") || event == "USER_CREATED" {
			events = append(events, event)
		}
	}
	assert.Equal(t, []string{"USER_CREATED", "INVITE_INVITED", "USER_CREATED", "INVITE_LINKED"}, events)
	assertEventsFitTheContract(t, w.server.Deliveries())

	assert.Equal(t, http.StatusNotFound, w.visit(http.MethodGet, landing+"x").Code)
	assert.Equal(t, http.StatusMethodNotAllowed, w.visit(http.MethodDelete, landing).Code)
}

func TestInviteTemplates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.inviteTemplate()
	path := "/v1/inviteTemplates/" + id
	landing := w.invite(id)["inviteLandingPageUrl"].(string)
	before := w.ok(http.MethodGet, path, "")
	assert.Equal(t, before, w.ok(http.MethodPut, path, ""), "no body changes nothing")
	changed := w.ok(http.MethodPut, path, strings.Replace(inviteTemplate, "Hello $", "Welcome $", 1))
	assert.Equal(t, id, changed["id"])
	assert.Equal(t, changed, w.ok(http.MethodGet, path, ""))
	assert.Contains(t, w.visit(http.MethodGet, landing).Body.String(), "<h1>Welcome ")

	w.ok(http.MethodDelete, path, "")
	assert.Equal(t, http.StatusNotFound, w.call(http.MethodGet, path, "").status)
	assert.Empty(t, w.list("/v1/inviteTemplates", "10", nil))
	assert.Equal(t, http.StatusOK, w.visit(http.MethodGet, landing).Code, "invites that were sent stay")
	refused := w.call(http.MethodPost, "/v1/invites", fmt.Sprintf(`{"email":"a@b.example","fullName":"A","templateId":%q}`, id))
	assert.Equal(t, http.StatusNotFound, refused.status)
	assert.Contains(t, refused.message, "templateId")
}

func TestConsentTemplates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const body = `{"title":"T","version":"1.0.0","consentType":"Terms","consentMethod":"I agree","consentText":"..."}`
	created := w.ok(http.MethodPost, "/v1/consentTemplates", body)
	assert.Regexp(t, "^ct-[0-9a-f]{32}$", created["id"])
	var given object
	require.NoError(t, decode([]byte(body), &given))
	for name, value := range given {
		assert.Equal(t, value, created[name])
	}
	assert.Equal(t, []object{created}, w.list("/v1/consentTemplates", "10", nil))
	w.ok(http.MethodDelete, "/v1/consentTemplates/"+created["id"].(string), "")
	assert.Empty(t, w.list("/v1/consentTemplates", "10", nil))
	assert.Equal(t, http.StatusNotFound, w.call(http.MethodDelete, "/v1/consentTemplates/"+created["id"].(string), "").status)
}
