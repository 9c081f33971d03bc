package smile_test

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNewRefusesWhatCannotWork(t *testing.T) {
	for _, name := range []string{"SMILE_API_KEY", "SMILE_API_SECRET", "SMILE_ENVIRONMENT", "SMILE_BASE_URL"} {
		t.Setenv(name, "")
	}
	good := smile.WithCredentials("key", "top-secret")
	for _, test := range []struct {
		name, field string
		options     []smile.Option
	}{
		{"no credentials", "API key", nil},
		{"no key", "API key", []smile.Option{smile.WithCredentials("", "top-secret")}},
		{"blank key", "API key", []smile.Option{smile.WithCredentials(" ", "top-secret")}},
		{"no secret", "API secret", []smile.Option{smile.WithCredentials("key", "")}},
		{"both in one", "API key", []smile.Option{smile.WithCredentials("key:top-secret", "top-secret")}},
		{"unknown environment", "environment", []smile.Option{good, smile.WithEnvironment("staging")}},
		{"empty base URL", "base URL", []smile.Option{good, smile.WithBaseURL("")}},
		{"white space around the key", "API key", []smile.Option{smile.WithCredentials("key ", "top-secret")}},
		{"new line after the secret", "API secret", []smile.Option{smile.WithCredentials("key", "top-secret\n")}},
		{"an empty query", "base URL", []smile.Option{good, smile.WithBaseURL("https://open.smileapi.io/v1?")}},
		{"a fragment", "base URL", []smile.Option{good, smile.WithBaseURL("https://open.smileapi.io/v1#top-secret")}},
		{"no host", "base URL", []smile.Option{good, smile.WithBaseURL("https://:443/v1")}},
		{"space after it", "base URL", []smile.Option{good, smile.WithBaseURL("https://open.smileapi.io/v1 ")}},
		{"negative backoff", "backoff", []smile.Option{good, smile.WithBackoff(-1, 1)}},
		{"enormous replies", "max response size", []smile.Option{good, smile.WithMaxResponseSize(1<<30 + 1)}},
		{"plain http", "base URL", []smile.Option{good, smile.WithBaseURL("http://open.smileapi.io/v1")}},
		{"another scheme", "base URL", []smile.Option{good, smile.WithBaseURL("ftp://127.0.0.1/v1")}},
		{"relative", "base URL", []smile.Option{good, smile.WithBaseURL("/v1")}},
		{"not a URL", "base URL", []smile.Option{good, smile.WithBaseURL("http://[::1")}},
		{"credentials in it", "base URL", []smile.Option{good, smile.WithBaseURL("https://key:top-secret@open.smileapi.io/v1")}},
		{"a query in it", "base URL", []smile.Option{good, smile.WithBaseURL("https://open.smileapi.io/v1?x=top-secret")}},
		{"negative retries", "max retries", []smile.Option{good, smile.WithMaxRetries(-1)}},
		{"backoff", "backoff", []smile.Option{good, smile.WithBackoff(2, 1)}},
		{"attempt timeout", "attempt timeout", []smile.Option{good, smile.WithAttemptTimeout(-1)}},
		{"reply size", "max response size", []smile.Option{good, smile.WithMaxResponseSize(0)}},
		{"user agent", "user agent", []smile.Option{good, smile.WithUserAgent("a\nb")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			client, err := smile.New(test.options...)
			assert.Nil(t, client)
			var e *smile.ParameterError
			require.ErrorAs(t, err, &e)
			require.ErrorIs(t, err, smile.ErrInvalidParameters)
			assert.Equal(t, test.field, e.Field)
			assert.NotContains(t, err.Error(), "top-secret")
		})
	}
}

func TestNewReadsTheEnvironment(t *testing.T) {
	for _, test := range []struct {
		name, environment, baseURL string
		options                    []smile.Option
		want                       string
	}{
		{"nothing", "", "", nil, "https://sandbox.smileapi.io/v1"},
		{"sandbox", "sandbox", "", nil, "https://sandbox.smileapi.io/v1"},
		{"production", "production", "", nil, "https://open.smileapi.io/v1"},
		{"base URL", "production", "http://127.0.0.1:80/v1/", nil, "http://127.0.0.1:80/v1"},
		{"option over variable", "production", "", []smile.Option{smile.WithEnvironment(smile.Sandbox)}, "https://sandbox.smileapi.io/v1"},
		{"option over base URL", "", "http://localhost:1/v1", []smile.Option{smile.WithEnvironment(smile.Production)}, "https://open.smileapi.io/v1"},
		{"base URL option", "production", "", []smile.Option{smile.WithBaseURL("https://proxy.example/smile")}, "https://proxy.example/smile"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("SMILE_API_KEY", "key")
			t.Setenv("SMILE_API_SECRET", "secret")
			t.Setenv("SMILE_ENVIRONMENT", test.environment)
			t.Setenv("SMILE_BASE_URL", test.baseURL)
			client, err := smile.New(test.options...)
			require.NoError(t, err)
			assert.Equal(t, test.want, client.BaseURL())
		})
	}
}

func TestWhatIsSent(t *testing.T) {
	t.Parallel()
	var sent *http.Request
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		sent = r
		return reply(200, "OK", `{"id":"x","user":{"id":"x"}}`), nil
	}, smile.WithUserAgent("bank/1.0"))
	_, err := client.Users.Get(t.Context(), "tenant-1/../2?x#y z", smile.WithHeader("X-Trace", "abc"), smile.WithHeader("x-trace", "def"), nil)
	require.NoError(t, err)
	assert.Equal(t, "/v1/users/tenant-1%2F..%2F2%3Fx%23y%20z", sent.URL.EscapedPath())
	key, secret, ok := sent.BasicAuth()
	assert.True(t, ok)
	assert.Equal(t, "key", key)
	assert.Equal(t, "secret", secret)
	assert.Equal(t, "application/json", sent.Header.Get("Accept"))
	assert.Equal(t, []string{"abc", "def"}, sent.Header.Values("X-Trace"))
	assert.Empty(t, sent.Header.Get("Content-Type"), "there is no body")
	assert.Regexp(t, `^bank/1\.0 smile-go/\S+ \(go\S*.*\)$`, sent.Header.Get("User-Agent"))

	_, err = client.Users.Create(t.Context(), nil)
	require.NoError(t, err)
	assert.Equal(t, "application/json", sent.Header.Get("Content-Type"))
}

// thing is a body that checks itself.
type thing struct{ err error }

func (t thing) Validate() error { return t.err }

func TestBodiesThatCheckThemselvesAreRefusedInTheirWords(t *testing.T) {
	t.Parallel()
	client := respond(t, func(*http.Request) (*http.Response, error) {
		t.Error("something was sent")
		return reply(200, "OK", "{}"), nil
	})
	create := func(err error) *smile.ParameterError {
		_, err = smile.Do[smile.User](t.Context(), client, smile.Operation{ID: "new-thing", Method: "POST", Path: "/things"}, smile.Request{Body: thing{err}})
		var refused *smile.ParameterError
		require.ErrorAs(t, err, &refused)
		require.ErrorIs(t, err, smile.ErrInvalidParameters)
		return refused
	}
	own := &smile.ParameterError{Field: "size", Problem: "is too large", Err: fs.ErrInvalid}
	assert.Equal(t, &smile.ParameterError{Operation: "new-thing", Field: "size", Problem: "is too large", Err: fs.ErrInvalid}, create(own))
	assert.Equal(t, &smile.ParameterError{Field: "size", Problem: "is too large", Err: fs.ErrInvalid}, own, "the error of the body is not changed")

	refused := create(errors.New("juan@example.com is taken"))
	assert.Equal(t, "new-thing", refused.Operation)
	assert.NotContains(t, refused.Error(), "juan")
	assert.EqualError(t, errors.Unwrap(refused), "juan@example.com is taken")
}

func TestBadInputIsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	long := strings.Repeat("x", 501)
	day := func(d int) userdata.Date { return userdata.NewDate(2024, 5, d) }
	webhook := func(change func(*smile.WebhookCreateParams)) func(*smile.Client) error {
		params := &smile.WebhookCreateParams{Name: "n", URL: "https://x.example/hook", EventTypes: []userdata.EventType{smile.AllEvents}, Secret: "s"}
		change(params)
		return func(c *smile.Client) error { _, err := c.Webhooks.Create(ctx, params); return err }
	}
	consent := func(change func(*smile.ConsentTemplateCreateParams)) func(*smile.Client) error {
		params := &smile.ConsentTemplateCreateParams{Version: "1", ConsentType: "t", ConsentText: "c"}
		change(params)
		return func(c *smile.Client) error { _, err := c.ConsentTemplates.Create(ctx, params); return err }
	}
	invite := func(change func(*smile.InviteCreateParams)) func(*smile.Client) error {
		params := &smile.InviteCreateParams{Email: "juan@example.com", FullName: "n", TemplateID: "t"}
		change(params)
		return func(c *smile.Client) error { _, err := c.Invites.Create(ctx, params); return err }
	}
	template := func(change func(*smile.InviteTemplateParams)) func(*smile.Client) error {
		page := smile.InviteTemplatePage{Header: "h", Description: "d", Button: "b"}
		params := &smile.InviteTemplateParams{
			Name: "n", Company: smile.InviteTemplateCompany{Name: "n", LogoURL: "l"}, LandingPage: page, SuccessPage: page,
			Email: smile.InviteTemplateEmail{SenderName: "n", ReplyAddress: "r@example.com", Subject: "s", Body: "b"},
		}
		change(params)
		return func(c *smile.Client) error { _, err := c.InviteTemplates.Update(ctx, "tpl-1", params); return err }
	}
	metadata := func(pairs map[string]string) func(*smile.Client) error {
		return func(c *smile.Client) error {
			_, err := c.Users.Create(ctx, &smile.UserCreateParams{ExternalMetadata: pairs})
			return err
		}
	}
	get := func(id string) func(*smile.Client) error {
		return func(c *smile.Client) error { _, err := c.Accounts.Get(ctx, id); return err }
	}
	for _, test := range []struct {
		name, operation, field string
		call                   func(*smile.Client) error
	}{
		{"empty ID", "get-account", "id", get("")},
		{"blank ID", "get-account", "id", get(" \t")},
		{"dot", "get-account", "id", get(".")},
		{"dots", "get-account", "id", get("..")},
		{"long ID", "get-account", "id", get(strings.Repeat("x", 201))},
		{"empty ID of a delete", "delete-account", "id", func(c *smile.Client) error { return c.Accounts.Delete(ctx, "") }},
		{"empty ID below", "disable-account-monitor", "accountId", func(c *smile.Client) error { return c.Accounts.DisableMonitor(ctx, "") }},
		{"empty ID of a data point", "get-income", "id", func(c *smile.Client) error { _, err := c.Incomes.Get(ctx, ""); return err }},
		{"empty user", "create-token", "userId", func(c *smile.Client) error { _, err := c.Tokens.Create(ctx, ""); return err }},
		{"size", "list-users", "size", func(c *smile.Client) error {
			_, err := c.Users.List(ctx, &smile.UserListParams{Size: 151})
			return err
		}},
		{"negative size", "list-incomes", "size", func(c *smile.Client) error {
			for _, err := range c.Incomes.All(ctx, &smile.IncomeListParams{Size: -1}) {
				return err
			}
			return nil
		}},
		{"dates", "list-accounts", "endDate", func(c *smile.Client) error {
			for _, err := range c.Accounts.Pages(ctx, &smile.AccountListParams{StartDate: day(2), EndDate: day(1)}) {
				return err
			}
			return nil
		}},
		{"months", "list-eincomes", "endMonth", func(c *smile.Client) error {
			_, err := c.EstimatedIncomes.List(ctx, &smile.EstimatedIncomeListParams{StartMonth: userdata.NewMonth(2024, 2), EndMonth: userdata.NewMonth(2024, 1)})
			return err
		}},
		{"top IDs", "list-providers", "topIds", func(c *smile.Client) error {
			_, err := c.Providers.List(ctx, &smile.ProviderListParams{TopIDs: strings.Split("a,b,c,d,e,f,g,h,i,j,k", ",")})
			return err
		}},
		{"metadata pairs", "create-user", "externalMetadata", metadata(map[string]string{"1": "", "2": "", "3": "", "4": "", "5": "", "6": ""})},
		{"metadata key", "create-user", "externalMetadata", metadata(map[string]string{long[:51]: ""})},
		{"metadata value", "create-user", "externalMetadata", metadata(map[string]string{"k": long})},
		{"metadata ASCII", "create-user", "externalMetadata", metadata(map[string]string{"k": "né"})},
		{"no webhook", "create-webhook", "name", func(c *smile.Client) error { _, err := c.Webhooks.Create(ctx, nil); return err }},
		{"webhook name", "create-webhook", "name", webhook(func(p *smile.WebhookCreateParams) { p.Name = long[:201] })},
		{"webhook http", "create-webhook", "url", webhook(func(p *smile.WebhookCreateParams) { p.URL = "http://x.example/hook" })},
		{"webhook host", "create-webhook", "url", webhook(func(p *smile.WebhookCreateParams) { p.URL = "https:///hook" })},
		{"webhook URL", "create-webhook", "url", webhook(func(p *smile.WebhookCreateParams) { p.URL = "https://x.example/" + long })},
		{"webhook events", "create-webhook", "eventTypes", webhook(func(p *smile.WebhookCreateParams) { p.EventTypes = nil })},
		{"webhook secret", "create-webhook", "secret", webhook(func(p *smile.WebhookCreateParams) { p.Secret = " " })},
		{"webhook secret length", "create-webhook", "secret", webhook(func(p *smile.WebhookCreateParams) { p.Secret = long[:65] })},
		{"export", "generate-account-export", "exportExtensionType", func(c *smile.Client) error {
			_, err := c.Accounts.GenerateExport(ctx, "a-1", nil)
			return err
		}},
		{"no consent template", "create-consent-template", "version", func(c *smile.Client) error { _, err := c.ConsentTemplates.Create(ctx, nil); return err }},
		{"consent title", "create-consent-template", "title", consent(func(p *smile.ConsentTemplateCreateParams) { p.Title = long[:201] })},
		{"consent version", "create-consent-template", "version", consent(func(p *smile.ConsentTemplateCreateParams) { p.Version = long[:65] })},
		{"consent type", "create-consent-template", "consentType", consent(func(p *smile.ConsentTemplateCreateParams) { p.ConsentType = long[:201] })},
		{"consent method", "create-consent-template", "consentMethod", consent(func(p *smile.ConsentTemplateCreateParams) { p.ConsentMethod = long[:201] })},
		{"no consent text", "create-consent-template", "consentText", consent(func(p *smile.ConsentTemplateCreateParams) { p.ConsentText = "" })},
		{"consent text", "create-consent-template", "consentText", consent(func(p *smile.ConsentTemplateCreateParams) { p.ConsentText = strings.Repeat("é", 65536) })},
		{"no invite", "create-invite", "email", func(c *smile.Client) error { _, err := c.Invites.Create(ctx, nil); return err }},
		{"invite email", "create-invite", "email", invite(func(p *smile.InviteCreateParams) { p.Email = "juan" })},
		{"invite email with a name", "create-invite", "email", invite(func(p *smile.InviteCreateParams) { p.Email = "Juan <juan@example.com>" })},
		{"invite email length", "create-invite", "email", invite(func(p *smile.InviteCreateParams) { p.Email = long[:200] + "@example.com" })},
		{"invite full name", "create-invite", "fullName", invite(func(p *smile.InviteCreateParams) { p.FullName = "" })},
		{"invite first name", "create-invite", "firstName", invite(func(p *smile.InviteCreateParams) { p.FirstName = long[:65] })},
		{"invite last name", "create-invite", "lastName", invite(func(p *smile.InviteCreateParams) { p.LastName = long[:65] })},
		{"invite template", "create-invite", "templateId", invite(func(p *smile.InviteCreateParams) { p.TemplateID = "" })},
		{"invite wink template", "create-invite", "winkTemplateId", invite(func(p *smile.InviteCreateParams) { p.WinkTemplateID = long[:65] })},
		{"invite of no log", "list-invite-log", "inviteId", func(c *smile.Client) error { _, err := c.Invites.Logs(ctx, "", nil); return err }},
		{"invite of all of no log", "list-invite-log", "inviteId", func(c *smile.Client) error {
			for _, err := range c.Invites.AllLogs(ctx, " ", nil) {
				return err
			}
			return nil
		}},
		{"no template", "create-invite-template", "name", func(c *smile.Client) error { _, err := c.InviteTemplates.Create(ctx, nil); return err }},
		{"template name", "update-invite-template", "name", template(func(p *smile.InviteTemplateParams) { p.Name = long[:65] })},
		{"template company", "update-invite-template", "company.name", template(func(p *smile.InviteTemplateParams) { p.Company.Name = "" })},
		{"template logo", "update-invite-template", "company.logoUrl", template(func(p *smile.InviteTemplateParams) { p.Company.LogoURL = long[:201] })},
		{"template sender", "update-invite-template", "email.senderName", template(func(p *smile.InviteTemplateParams) { p.Email.SenderName = long[:201] })},
		{"template address", "update-invite-template", "email.replyAddress", template(func(p *smile.InviteTemplateParams) { p.Email.ReplyAddress = "here" })},
		{"template address length", "update-invite-template", "email.replyAddress", template(func(p *smile.InviteTemplateParams) { p.Email.ReplyAddress = long[:200] + "@example.com" })},
		{"template subject", "update-invite-template", "email.subject", template(func(p *smile.InviteTemplateParams) { p.Email.Subject = long[:201] })},
		{"template body", "update-invite-template", "email.body", template(func(p *smile.InviteTemplateParams) { p.Email.Body = strings.Repeat("x", 5001) })},
		{"template header", "update-invite-template", "landingPage.header", template(func(p *smile.InviteTemplateParams) { p.LandingPage.Header = long[:201] })},
		{"template description", "update-invite-template", "landingPage.description", template(func(p *smile.InviteTemplateParams) { p.LandingPage.Description = "" })},
		{"template button", "update-invite-template", "landingPage.button", template(func(p *smile.InviteTemplateParams) { p.LandingPage.Button = "" })},
		{"template success header", "update-invite-template", "successPage.header", template(func(p *smile.InviteTemplateParams) { p.SuccessPage.Header = "" })},
		{"template success description", "update-invite-template", "successPage.description", template(func(p *smile.InviteTemplateParams) { p.SuccessPage.Description = strings.Repeat("x", 5001) })},
		{"template success button", "update-invite-template", "successPage.button", template(func(p *smile.InviteTemplateParams) { p.SuccessPage.Button = long[:201] })},
		{"no template ID", "update-invite-template", "id", func(c *smile.Client) error { _, err := c.InviteTemplates.Update(ctx, "", nil); return err }},
		{"no archive", "create-archive", "rawFiles", func(c *smile.Client) error { _, err := c.Archives.Create(ctx, nil); return err }},
		{"nothing to classify", "create-and-classify-archive", "rawFiles", func(c *smile.Client) error { _, err := c.Archives.Classify(ctx, nil); return err }},
		{"second file", "create-archive", "rawFiles[1].fileContent", func(c *smile.Client) error {
			_, err := c.Archives.Create(ctx, &smile.ArchiveCreateParams{RawFiles: []smile.File{{Content: reopen(pdf(10))}, {Content: reopen(nil)}}})
			return err
		}},
		{"no payslip", "upload-payslip-file", "userId", func(c *smile.Client) error { _, err := c.Archives.UploadPayslip(ctx, nil); return err }},
		{"payslip without content", "upload-payslip-file", "fileContent", func(c *smile.Client) error {
			_, err := c.Archives.UploadPayslip(ctx, &smile.PayslipUploadParams{UserID: "u-1"})
			return err
		}},
		{"payslip format", "upload-payslip-file", "fileExtensionType", func(c *smile.Client) error {
			_, err := c.Archives.UploadPayslip(ctx, &smile.PayslipUploadParams{UserID: "u-1", Format: "GIF", Content: reopen(pdf(10))})
			return err
		}},
		{"no prediction", "get-archive-payslip-data", "archiveId", func(c *smile.Client) error { _, err := c.Archives.PayslipPrediction(ctx, ""); return err }},
		{"no manual result", "send-payslip-manual-result", "archiveId", func(c *smile.Client) error { return c.Archives.SendManualResult(ctx, nil) }},
		{"dates of predictions", "list-archive-payslip-predictions", "endDate", func(c *smile.Client) error {
			_, err := c.Archives.PayslipPredictions(ctx, &smile.PayslipPredictionListParams{StartDate: day(2), EndDate: day(1)})
			return err
		}},
		{"own header", "get-user", "header Authorization", func(c *smile.Client) error {
			_, err := c.Users.Get(ctx, "u-1", smile.WithHeader("authorization", "Basic x"))
			return err
		}},
		{"compression", "get-user", "header Accept-Encoding", func(c *smile.Client) error {
			_, err := c.Users.Get(ctx, "u-1", smile.WithHeader("accept-encoding", "gzip"))
			return err
		}},
		{"header name", "get-user", "header A b", func(c *smile.Client) error {
			_, err := c.Users.Get(ctx, "u-1", smile.WithHeader("A b", "c"))
			return err
		}},
		{"metadata key ASCII", "create-user", "externalMetadata", metadata(map[string]string{"né": "v"})},
		{"another host", "new-thing", "operation", func(c *smile.Client) error {
			_, err := smile.Do[smile.User](ctx, c, smile.Operation{ID: "new-thing", Method: "GET", Path: ".evil.example/x"}, smile.Request{})
			return err
		}},
		{"no method", "new-thing", "operation", func(c *smile.Client) error {
			_, err := smile.Do[smile.User](ctx, c, smile.Operation{ID: "new-thing", Path: "/x"}, smile.Request{})
			return err
		}},
		{"no client", "new-thing", "client", func(*smile.Client) error {
			_, err := smile.Do[smile.User](ctx, nil, smile.Operation{ID: "new-thing", Method: "GET", Path: "/x"}, smile.Request{})
			return err
		}},
		{"client not made by New", "new-thing", "client", func(*smile.Client) error {
			_, err := smile.Do[smile.User](ctx, &smile.Client{}, smile.Operation{ID: "new-thing", Method: "GET", Path: "/x"}, smile.Request{})
			return err
		}},
		{"header injection", "get-user", "header X-A", func(c *smile.Client) error {
			_, err := c.Users.Get(ctx, "u-1", smile.WithHeader("X-A", "a\r\nX-B: b"))
			return err
		}},
		{"too few arguments", "new-thing", "id", func(c *smile.Client) error {
			_, err := smile.Do[smile.User](ctx, c, smile.Operation{ID: "new-thing", Method: "GET", Path: "/things/{id}"}, smile.Request{})
			return err
		}},
		{"too many arguments", "new-thing", "PathValues", func(c *smile.Client) error {
			_, err := smile.Do[smile.User](ctx, c, smile.Operation{ID: "new-thing", Method: "GET", Path: "/things"}, smile.Request{PathValues: []string{"a"}})
			return err
		}},
		{"unwritable body", "new-thing", "body", func(c *smile.Client) error {
			_, err := smile.Do[smile.User](ctx, c, smile.Operation{ID: "new-thing", Method: "POST", Path: "/things"}, smile.Request{Body: func() {}})
			return err
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var sent atomic.Int32
			err := test.call(respond(t, always(500, &sent)))
			var e *smile.ParameterError
			require.ErrorAs(t, err, &e)
			require.ErrorIs(t, err, smile.ErrInvalidParameters)
			assert.Equal(t, test.operation, e.Operation)
			assert.Equal(t, test.field, e.Field)
			assert.Contains(t, err.Error(), test.operation+": "+cmp.Or(e.GoField, test.field))
			assert.Zero(t, sent.Load())
		})
	}
}

func TestLimitsCanBeReached(t *testing.T) {
	t.Parallel()
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodGet {
			return reply(200, "OK", `{"items":[]}`), nil
		}
		return reply(201, "CREATED", `{"user":{"id":"u-1"},"token":{"accessToken":"t"}}`), nil
	})
	full := map[string]string{"a": "", "b": "", "c": "", "d": "", strings.Repeat("k", 50): strings.Repeat("v", 500)}
	_, err := client.Users.Create(t.Context(), &smile.UserCreateParams{ExternalMetadata: full})
	require.NoError(t, err)
	day := userdata.NewDate(2024, 5, 1)
	_, err = client.Incomes.List(t.Context(), &smile.IncomeListParams{Size: 150, StartDate: day, EndDate: day})
	require.NoError(t, err)
	_, err = client.Providers.List(t.Context(), &smile.ProviderListParams{TopIDs: strings.Split("a,b,c,d,e,f,g,h,i,j", ",")})
	require.NoError(t, err)
}

func TestRepliesThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	text := func(status int, contentType, body string) httpmock.Responder {
		return func(*http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(status, body)
			if contentType != "" {
				response.Header.Set("Content-Type", contentType)
			}
			return response, nil
		}
	}
	const asJSON = "application/json; charset=utf-8"
	for _, test := range []struct {
		name      string
		answer    httpmock.Responder
		is        error
		status    int
		code      smile.ErrorCode
		requestID string
	}{
		{"truncated", text(200, asJSON, `{"code":"OK","data":{"id":"u`), smile.ErrMalformedResponse, 200, "", ""},
		{"followed by more", text(200, asJSON, `{"code":"OK","data":{"id":"u"}} {}`), smile.ErrMalformedResponse, 200, "", ""},
		{"HTML", text(200, "text/html", `<html>login</html>`), smile.ErrMalformedResponse, 200, "", ""},
		{"HTML that says it is JSON", text(200, asJSON, `<html>login</html>`), smile.ErrMalformedResponse, 200, "", ""},
		{"no code", text(200, asJSON, `{"data":{"id":"u"},"requestId":"r-1"}`), smile.ErrMalformedResponse, 200, "", ""},
		{"a gateway's code", text(200, asJSON, `{"code":"200","data":{"id":"u"},"requestId":"r-1"}`), smile.ErrMalformedResponse, 200, "", ""},
		{"a status that is not final", text(103, asJSON, `{"code":"OK","data":{"id":"u"}}`), smile.ErrMalformedResponse, 103, "", ""},
		{"empty", text(200, asJSON, ``), smile.ErrMalformedResponse, 200, "", ""},
		{"no data", text(200, asJSON, `{"code":"OK","requestId":"r-1"}`), smile.ErrMalformedResponse, 200, "OK", "r-1"},
		{"null data", text(200, asJSON, `{"code":"OK","requestId":"r-1","data":null}`), smile.ErrMalformedResponse, 200, "OK", "r-1"},
		{"null", text(200, asJSON, `null`), smile.ErrMalformedResponse, 200, "", ""},
		{"an error code inside", text(200, asJSON, `{"code":"MISSING_RESOURCE","requestId":"r-1"}`), smile.ErrNotFound, 200, "MISSING_RESOURCE", "r-1"},
		{"not modified", text(304, "", ``), nil, 304, "", ""},
		{"a gateway's page", text(404, "text/html", `<html>nginx</html>`), smile.ErrIntermediary, 404, "", ""},
		{"a gateway's JSON", text(404, asJSON, `{"message":"no Route matched","request_id":"r-1"}`), smile.ErrIntermediary, 404, "", ""},
		{"a gateway's JSON with a code", text(401, asJSON, `{"code":"NOT_SIGNED_IN","message":"login"}`), smile.ErrIntermediary, 401, "", ""},
		{"a gateway's JSON with a status for a code", text(404, asJSON, `{"code":404,"requestId":"r-1","message":"login"}`), smile.ErrIntermediary, 404, "", ""},
		{"error of another shape", text(403, asJSON, `["no"]`), smile.ErrIntermediary, 403, "", ""},
		{"Smile's envelope that says it is text", text(404, "text/plain", `{"code":"MISSING_RESOURCE","requestId":"r-1"}`), smile.ErrNotFound, 404, "MISSING_RESOURCE", "r-1"},
		{"credentials", text(400, asJSON, `{"code":"INVALID_CREDENTIALS","requestId":"r-1"}`), smile.ErrInvalidCredentials, 400, "INVALID_CREDENTIALS", "r-1"},
		{"too large", text(200, asJSON, `{"data":"`+strings.Repeat("x", 2000)+`"}`), smile.ErrResponseTooLarge, 200, "", ""},
		{"larger than it says", func(r *http.Request) (*http.Response, error) {
			response, _ := text(200, asJSON, strings.Repeat(" ", 2000))(r)
			response.ContentLength = -1
			return response, nil
		}, smile.ErrResponseTooLarge, 200, "", ""},
		{"redirect elsewhere", func(*http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(302, "")
			response.Header.Set("Location", "https://elsewhere.example/v1/users/u-1?token=top-secret")
			return response, nil
		}, smile.ErrRedirect, 302, "", ""},
		{"redirect that cannot be read", func(*http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(302, "")
			response.Header.Set("Location", "/%zz?token=top-secret")
			return response, nil
		}, smile.ErrRedirect, 0, "", ""},
		{"redirect to plain http", func(r *http.Request) (*http.Response, error) {
			if r.URL.Scheme == "http" {
				return reply(200, "OK", `{"id":"u-1"}`), nil
			}
			response := httpmock.NewStringResponse(302, "")
			response.Header.Set("Location", strings.Replace(r.URL.String(), "https:", "http:", 1))
			return response, nil
		}, smile.ErrRedirect, 302, "", ""},
		{"code that does not exist yet", text(404, asJSON, `{"code":"ACCOUNT_GONE","requestId":"r-1"}`), smile.ErrNotFound, 404, "ACCOUNT_GONE", "r-1"},
		{"redirect without end", func(r *http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(302, "")
			response.Header.Set("Location", r.URL.String()+"x")
			return response, nil
		}, smile.ErrRedirect, 302, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client := respond(t, test.answer, smile.WithMaxResponseSize(1000))
			user, err := client.Users.Get(t.Context(), "u-1")
			assert.Nil(t, user, "a result comes whole or not at all")
			var e *smile.Error
			require.ErrorAs(t, err, &e)
			if test.is != nil {
				require.ErrorIs(t, err, test.is)
			}
			assert.Equal(t, "get-user", e.Operation)
			assert.Equal(t, test.status, e.Status)
			assert.Equal(t, test.code, e.Code)
			assert.Equal(t, test.requestID, e.RequestID)
			assert.Equal(t, 1, e.Attempts)
			for _, part := range []string{"top-secret", "https:", "nginx", "login"} {
				assert.NotContains(t, err.Error(), part)
			}
		})
	}
}

func TestAListThatIsNoneIsNotAnEmptyList(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		data string
		fine bool
	}{
		{`{"nextCursor":null,"items":[]}`, true},
		{`{"nextCursor":null,"items":null}`, true},
		{`{"items":[{"id":"u-1"}]}`, true},
		{`{"nextCursor":null}`, false},
		{`{}`, false},
		{`null`, false},
		{`[]`, true}, // an empty list all the same
		{`"items"`, false},
		{`{"nextCursor":null,"items":"none"}`, false},
		{`{"nextCursor":null,"items":7}`, false},
	} {
		t.Run(test.data, func(t *testing.T) {
			t.Parallel()
			client := respond(t, func(*http.Request) (*http.Response, error) { return reply(200, "OK", test.data), nil })
			page, err := client.Users.List(t.Context(), nil)
			if test.fine {
				require.NoError(t, err)
				assert.NotNil(t, page)
				return
			}
			require.ErrorIs(t, err, smile.ErrMalformedResponse)
			assert.Nil(t, page)
		})
	}
}

func TestRepliesThatAreUnusualButFine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		answer func() *http.Response
	}{
		{"202", func() *http.Response { return reply(202, "OK", `{"id":"u-1"}`) }},
		{"a code that does not exist yet", func() *http.Response { return reply(200, "ACCEPTED", `{"id":"u-1"}`) }},
		{"unknown fields", func() *http.Response { return reply(200, "OK", `{"id":"u-1","new":{"deep":[1]}}`) }},
		{"another JSON type", func() *http.Response {
			response := reply(200, "OK", `{"id":"u-1"}`)
			response.Header.Set("Content-Type", "application/problem+json")
			return response
		}},
		{"JSON that says it is text", func() *http.Response {
			response := reply(201, "CREATED", `{"id":"u-1"}`)
			response.Header.Set("Content-Type", "text/plain; charset=utf-8")
			return response
		}},
		{"no content type", func() *http.Response {
			response := reply(200, "OK", `{"id":"u-1"}`)
			response.Header.Del("Content-Type")
			return response
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client := respond(t, func(*http.Request) (*http.Response, error) { return test.answer(), nil })
			user, err := client.Users.Get(t.Context(), "u-1")
			require.NoError(t, err)
			assert.Equal(t, "u-1", user.ID)
		})
	}
}

func TestAValueThatCannotBeReadCostsNothingElse(t *testing.T) {
	t.Parallel()
	var logs strings.Builder
	client := respond(t, func(*http.Request) (*http.Response, error) {
		return reply(200, "OK", `{"nextCursor":null,"items":[
			{"id":"inc-1","netAmount":"1,5","startDate":"2024-05-01"},
			{"id":"inc-2","netAmount":12.50,"startDate":"soon","frequency":"Fortnightly"},
			{"id":7,"netAmount":null,"startDate":"","grossAmount":"3.10"}]}`), nil
	}, smile.WithLogger(slog.New(slog.NewTextHandler(&logs, nil))))
	var got smile.Response
	page, err := client.Incomes.List(t.Context(), nil, smile.WithResponse(&got))
	require.NoError(t, err)
	require.Len(t, page.Items, 3)
	assert.Equal(t, "2024-05-01", page.Items[0].StartDate.String())
	assert.Equal(t, "12.50", page.Items[1].NetAmount.String())
	assert.EqualValues(t, "Fortnightly", page.Items[1].Frequency)
	assert.Equal(t, "7", page.Items[2].ID)
	assert.Equal(t, "3.10", page.Items[2].GrossAmount.String())
	assert.True(t, page.Items[2].NetAmount.IsZero())
	assert.Equal(t, []userdata.Malformed{
		{Path: "data.items[0].netAmount", Value: json.RawMessage(`"1,5"`)},
		{Path: "data.items[1].startDate", Value: json.RawMessage(`"soon"`)},
	}, got.Malformed)
	assert.Contains(t, logs.String(), "malformed=2", "nothing is dropped in silence")
	assert.NotContains(t, logs.String(), "soon")
}

func TestErrorsHoldNothingAboutAPerson(t *testing.T) {
	t.Parallel()
	const private = "juan@example.com"
	synctest.Test(t, func(t *testing.T) {
		for name, answer := range map[string]httpmock.Responder{
			"quoted by the API": func(*http.Request) (*http.Response, error) {
				response := httpmock.NewStringResponse(400, `{"code":"INVALID_PARAMETERS","message":"userId is `+private+`","requestId":"r-1"}`)
				response.Header.Set("Content-Type", "application/json")
				return response, nil
			},
			"a proxy with a password": func(*http.Request) (*http.Response, error) {
				return nil, &url.Error{Op: "parse", URL: "http://" + private + ":pw@proxy:bad", Err: errLost}
			},
			"a URL in a transport": func(r *http.Request) (*http.Response, error) {
				return nil, fmt.Errorf("wrapped: %w", &url.Error{Op: "Get", URL: r.URL.String(), Err: errLost})
			},
			"lost": func(*http.Request) (*http.Response, error) { return nil, errLost },
			"not HTTP": func(*http.Request) (*http.Response, error) {
				return nil, fmt.Errorf("malformed HTTP response %q", private)
			},
			"in the reply": func(*http.Request) (*http.Response, error) { return reply(200, "OK", `"`+private+``), nil },
		} {
			var logs strings.Builder
			client := respond(t, answer, smile.WithLogger(slog.New(slog.NewJSONHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug}))))
			_, err := client.Incomes.List(t.Context(), &smile.IncomeListParams{UserID: private})
			require.Error(t, err, name)
			for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), logs.String()} {
				assert.NotContains(t, text, private, name)
				assert.NotContains(t, text, "juan", name)
			}
			assert.Contains(t, err.Error(), "list-incomes")
		}
	})
}

func TestNoFormatPrintsCredentials(t *testing.T) {
	t.Parallel()
	client, err := smile.New(smile.WithCredentials("my-key", "top-secret"))
	require.NoError(t, err)
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		for _, value := range []any{client, *client, struct{ C *smile.Client }{client}, client.Users, client.Incomes} {
			text := fmt.Sprintf(format, value)
			assert.NotContains(t, text, "top-secret", format)
			assert.NotContains(t, text, "my-key", format)
			assert.NotContains(t, text, "bXkta2V5OnRvcC1zZWNyZXQ", format)
		}
	}
	assert.Contains(t, client.String(), "https://sandbox.smileapi.io/v1")
}

func TestNoFormatPrintsSecrets(t *testing.T) {
	t.Parallel()
	token := smile.Token{ID: "tok-1", AccessToken: "top-secret"}
	webhook := smile.Webhook{ID: "w-1", URL: "https://x.example/top-secret", Secret: "top-secret"}
	params := smile.WebhookCreateParams{Name: "n", URL: "https://x.example/top-secret", Secret: "top-secret"}
	invite := smile.InviteCreateParams{Email: "top-secret", FullName: "top-secret", LastName: "top-secret"}
	payslip := smile.PayslipManualResult{Data: smile.Payslip{EmployeeName: "top-secret"}}
	for _, value := range []any{
		token, &token, smile.CreatedUser{Token: token}, webhook, &webhook, params, &params, []smile.Webhook{webhook},
		invite, &invite, payslip, &payslip,
	} {
		var logs strings.Builder
		slog.New(slog.NewTextHandler(&logs, nil)).Info("m", "value", value)
		assert.NotContains(t, logs.String(), "top-secret")
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%t"} {
			assert.NotContains(t, fmt.Sprintf(verb, value), "top-secret", verb)
			assert.NotContains(t, fmt.Sprintf(verb, value), hex.EncodeToString([]byte("top-secret")), verb)
		}
	}
	sent, err := json.Marshal(token)
	require.NoError(t, err)
	assert.Contains(t, string(sent), "top-secret", "the front end gets it")
}

// The bytes of a reply are read into buffers that calls share: what a caller keeps must be their own.
func TestAKeptReplyIsNotOverwritten(t *testing.T) {
	t.Parallel()
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		return reply(200, "OK", `{"id":"`+r.URL.Path[len("/v1/users/"):]+`"}`), nil
	})
	var first smile.Response
	_, err := client.Users.Get(t.Context(), "first", smile.WithResponse(&first))
	require.NoError(t, err)
	for range 100 {
		_, err := client.Users.Get(t.Context(), "other")
		require.NoError(t, err)
	}
	assert.Contains(t, string(first.Body), `"id":"first"`)
	assert.Equal(t, "r-1", first.RequestID)
}

func TestAReplyIsThatOfItsCall(t *testing.T) {
	t.Parallel()
	client := respond(t, func(*http.Request) (*http.Response, error) { return reply(200, "OK", `{"id":"u-1"}`), nil })
	var got smile.Response
	_, err := client.Users.Get(t.Context(), "u-1", smile.WithResponse(&got))
	require.NoError(t, err)
	assert.Equal(t, 200, got.Status)
	_, err = client.Users.Get(t.Context(), "", smile.WithResponse(&got))
	require.ErrorIs(t, err, smile.ErrInvalidParameters)
	assert.Zero(t, got)
}

func TestLogs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var lines strings.Builder
		attempts := 0
		client := respond(t, func(*http.Request) (*http.Response, error) {
			if attempts++; attempts == 1 {
				return failure(503), nil
			}
			return reply(200, "OK", `{"nextCursor":null,"items":[]}`), nil
		}, smile.WithLogger(slog.New(slog.NewJSONHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug}))))
		_, err := client.Incomes.List(t.Context(), &smile.IncomeListParams{UserID: "u-1"})
		require.NoError(t, err)
		var got []map[string]any
		for line := range strings.Lines(lines.String()) {
			var entry map[string]any
			require.NoError(t, json.Unmarshal([]byte(line), &entry))
			delete(entry, "time")
			delete(entry, "duration")
			got = append(got, entry)
		}
		assert.Equal(t, []map[string]any{
			{"level": "WARN", "msg": "smile call", "operation": "list-incomes", "route": "GET /incomes", "attempt": 1.0, "status": 503.0, "code": "SERVER_UNAVAILABLE", "request_id": "r-1", "retry": true},
			{"level": "DEBUG", "msg": "smile call", "operation": "list-incomes", "route": "GET /incomes", "attempt": 2.0, "status": 200.0, "request_id": "r-1"},
		}, got)
	})
}

func TestDoCallsWhatTheModuleDoesNotKnow(t *testing.T) {
	t.Parallel()
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(r.Body)
		assert.Equal(t, "PATCH /v1/things/a%2Fb?deep=true", r.Method+" "+r.URL.RequestURI())
		assert.JSONEq(t, `{"name":"n"}`, string(body))
		return reply(200, "OK", `[{"name":"n"}]`), err
	})
	type thing struct{ Name string }
	things, err := smile.Do[[]thing](t.Context(), client,
		smile.Operation{ID: "change-thing", Method: "PATCH", Path: "/things/{id}"},
		smile.Request{PathValues: []string{"a/b"}, Query: map[string][]string{"deep": {"true"}}, Body: map[string]string{"name": "n"}})
	require.NoError(t, err)
	assert.Equal(t, []thing{{"n"}}, *things)
}
