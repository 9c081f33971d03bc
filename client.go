package smile

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/smileapi/smile-go/userdata"
)

// Client calls the Smile API with one API key. It is safe for concurrent use, holds no goroutine, and
// needs no closing. Make one and keep it: its connections and its pacer are shared by all calls.
type Client struct {
	pipeline *pipeline
	common   service

	// Providers are the sources that a person can link.
	Providers *ProvidersService
	// Users are the people who link accounts with you.
	Users *UsersService
	// Tokens start the widget in which a user links an account.
	Tokens *TokensService
	// Accounts are the work accounts that users linked.
	Accounts *AccountsService
	// Tasks gather the data of an account or archive.
	Tasks *TasksService
	// Webhooks tell your backend when data arrives.
	Webhooks *WebhooksService
	// ConsentTemplates are the texts that people consent to.
	ConsentTemplates *ConsentTemplatesService
	// Invites ask people by e-mail to link an account.
	Invites *InvitesService
	// InviteTemplates are what invites look like.
	InviteTemplates *InviteTemplatesService
	// FileTypes are the kinds of papers that Smile can read.
	FileTypes *FileTypesService
	// Archives are files that people share instead of an account, and what Smile read in them.
	Archives *ArchivesService
	// Uploads are files that were uploaded before there were archives.
	//
	// Deprecated: use Archives.
	Uploads *UploadsService

	// Identities say who a person is: GET /identities.
	Identities *Collection[userdata.Identity, IdentityListParams]
	// Transactions are single payments of a source: GET /transactions.
	Transactions *Collection[userdata.Transaction, TransactionListParams]
	// Ratings are how well a person does their jobs: GET /ratings.
	Ratings *Collection[userdata.Rating, RatingListParams]
	// Documents are papers such as identity cards: GET /documents.
	Documents *Collection[userdata.Document, DocumentListParams]
	// Employments say where a person works and worked: GET /employments.
	Employments *Collection[userdata.Employment, EmploymentListParams]
	// Incomes are what a person earned in a period: GET /incomes.
	Incomes *Collection[userdata.Income, IncomeListParams]
	// Contributions are payments to social security: GET /contributions.
	Contributions *Collection[userdata.Contribution, ContributionListParams]
	// Liabilities are a person's loans: GET /liabilities.
	Liabilities *Collection[userdata.Liability, LiabilityListParams]
	// EstimatedIncomes are incomes that Smile derives from other data: GET /eincomes.
	EstimatedIncomes *Collection[userdata.EstimatedIncome, EstimatedIncomeListParams]
	// Insights are figures computed over all data of a source: GET /insights.
	Insights *Collection[userdata.Insight, InsightListParams]
	// Links say when a person linked a source: GET /links.
	Links *Collection[userdata.Link, LinkListParams]
}

// service is what the services of network resources share: one allocation serves them all.
type service struct{ client *Client }

// clientOf returns the client that a service belongs to; nil for a service that was not made by New.
func clientOf[S ~struct{ client *Client }](s *S) *Client {
	if s == nil {
		return nil
	}
	return service(*s).client
}

// New returns a client. Without options it reads the environment: SMILE_API_KEY and SMILE_API_SECRET,
// SMILE_ENVIRONMENT (sandbox, the default, or production), SMILE_BASE_URL, which overrides it, and
// SMILE_INSECURE_HTTP. A setting that cannot work is a [*ParameterError]; nothing is sent.
func New(options ...Option) (*Client, error) {
	c := defaults(os.Getenv)
	for _, option := range options {
		if option == nil {
			continue
		}
		if err := option(&c); err != nil {
			return nil, err
		}
	}
	p, err := newPipeline(c)
	if err != nil {
		return nil, err
	}
	client := &Client{pipeline: p}
	client.common.client = client
	client.Providers = (*ProvidersService)(&client.common)
	client.Users = (*UsersService)(&client.common)
	client.Tokens = (*TokensService)(&client.common)
	client.Accounts = (*AccountsService)(&client.common)
	client.Tasks = (*TasksService)(&client.common)
	client.Webhooks = (*WebhooksService)(&client.common)
	client.ConsentTemplates = (*ConsentTemplatesService)(&client.common)
	client.Invites = (*InvitesService)(&client.common)
	client.InviteTemplates = (*InviteTemplatesService)(&client.common)
	client.FileTypes = (*FileTypesService)(&client.common)
	client.Archives = (*ArchivesService)(&client.common)
	client.Uploads = (*UploadsService)(&client.common)
	client.Identities = dataPoints[userdata.Identity, IdentityListParams](client, "identities", "list-identities", "get-identity")
	client.Transactions = dataPoints[userdata.Transaction, TransactionListParams](client, "transactions", "list-transactions", "get-transaction")
	client.Ratings = dataPoints[userdata.Rating, RatingListParams](client, "ratings", "list-ratings", "get-rating")
	client.Documents = dataPoints[userdata.Document, DocumentListParams](client, "documents", "list-documents", "get-document")
	client.Employments = dataPoints[userdata.Employment, EmploymentListParams](client, "employments", "list-employments", "get-employment")
	client.Incomes = dataPoints[userdata.Income, IncomeListParams](client, "incomes", "list-incomes", "get-income")
	client.Contributions = dataPoints[userdata.Contribution, ContributionListParams](client, "contributions", "list-contributions", "get-contribution")
	client.Liabilities = dataPoints[userdata.Liability, LiabilityListParams](client, "liabilities", "list-liabilities", "get-liabilities")
	client.EstimatedIncomes = dataPoints[userdata.EstimatedIncome, EstimatedIncomeListParams](client, "eincomes", "list-eincomes", "get-eincomes")
	client.Insights = dataPoints[userdata.Insight, InsightListParams](client, "insights", "list-insights", "get-feature-insight")
	client.Links = dataPoints[userdata.Link, LinkListParams](client, "links", "list-links", "get-link")
	return client, nil
}

// made returns what New has made; nil for a client that was not made by it.
func (c *Client) made() *pipeline {
	if c == nil {
		return nil
	}
	return c.pipeline
}

// BaseURL returns where the client sends its calls, version included; empty for a client that was not made by
// New.
func (c *Client) BaseURL() string {
	if p := c.made(); p != nil {
		return p.base
	}
	return ""
}

// String names the server and hides the credentials.
func (c *Client) String() string { return "smile.Client(" + c.BaseURL() + ")" }

// GoString is String, so that no format prints credentials.
func (c *Client) GoString() string { return c.String() }

// pipeline is what every call passes through: the settings of a client, made ready.
type pipeline struct {
	config config
	// base is the base URL without a slash at its end.
	base string
	// plain says that the base URL is plain HTTP. Files and webhooks may be so too then.
	plain bool
	// versioned says that the base URL names a version.
	versioned bool
	// proven is set once Smile has answered a call with success, whatever the base URL looks like.
	proven atomic.Bool
	header http.Header
	// authorization is behind a pointer because package fmt, for some verbs, prints the fields of what a
	// pointer of a printed struct leads to, but not what pointers of those lead to.
	authorization *[]string
	retry         *retryablehttp.Client
	// files fetches from other hosts, without credentials.
	files *http.Client
}

func newPipeline(c config) (*pipeline, error) {
	for _, credential := range []struct{ value, field, variable string }{
		{c.apiKey, "API key", "SMILE_API_KEY"},
		{c.apiSecret, "API secret", "SMILE_API_SECRET"},
	} {
		switch strings.TrimSpace(credential.value) {
		case "":
			return nil, &ParameterError{Field: credential.field, Problem: "is empty: use WithCredentials or set " + credential.variable}
		case credential.value:
		default:
			return nil, &ParameterError{Field: credential.field, Problem: "has white space around it: trim it, a file often ends with a new line"}
		}
	}
	if strings.Contains(c.apiKey, ":") {
		return nil, &ParameterError{Field: "API key", Problem: "must not contain a colon: is it the key and the secret together?"}
	}
	base, err := c.base()
	if err != nil {
		return nil, err
	}
	p := &pipeline{config: c, base: base.String(), plain: base.Scheme == "http", versioned: version.MatchString(base.Path)}
	p.authorization = &[]string{"Basic " + base64.StdEncoding.EncodeToString([]byte(c.apiKey+":"+c.apiSecret))}
	p.header = http.Header{
		"Accept":     {"application/json"},
		"User-Agent": {userAgent(c.userAgent)},
	}
	if !validHeaderValue(p.header.Get("User-Agent")) {
		return nil, &ParameterError{Field: "user agent", Problem: "has characters that no header may have"}
	}
	p.config.apiKey, p.config.apiSecret = "", ""
	p.retry = p.newRetryClient()
	return p, nil
}

func (c *config) base() (*url.URL, error) {
	insecure := false
	if c.insecureHTTP != "" {
		var err error
		if insecure, err = strconv.ParseBool(c.insecureHTTP); err != nil {
			return nil, &ParameterError{Field: "SMILE_INSECURE_HTTP", Problem: "must be true or false"}
		}
	}
	if c.baseURL != "" {
		return parseBaseURL(c.baseURL, insecure)
	}
	if c.environment == "" {
		c.environment = Sandbox
	}
	base := c.environment.baseURL()
	if base == "" {
		return nil, &ParameterError{Field: "environment", Problem: fmt.Sprintf("must be %s or %s: see WithEnvironment and SMILE_ENVIRONMENT", Sandbox, Production)}
	}
	return url.Parse(base)
}

func userAgent(product string) string {
	own := "smile-go/" + Version + " (" + runtime.Version() + ")"
	return strings.TrimSpace(product + " " + own)
}
