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

// Client calls the Smile API with one API key. It is safe for concurrent use, holds no goroutines and need not be
// closed. Create one and keep it: all calls share its connections and its pacer.
type Client struct {
	pipeline *pipeline
	common   service

	// Providers lists the providers at which a person can link an account.
	Providers *ProvidersService
	// Users manages the people who link accounts.
	Users *UsersService
	// Tokens issues the tokens that open the widget, in which a user links an account.
	Tokens *TokensService
	// Accounts reads and revokes the work accounts that users have linked.
	Accounts *AccountsService
	// Tasks reports the progress of collecting the data of an account or archive.
	Tasks *TasksService
	// Webhooks manages the URLs to which Smile sends events.
	Webhooks *WebhooksService
	// ConsentTemplates manages the texts that people consent to.
	ConsentTemplates *ConsentTemplatesService
	// Invites sends people e-mail that asks them to link an account.
	Invites *InvitesService
	// InviteTemplates manages the text and appearance of invites.
	InviteTemplates *InviteTemplatesService
	// FileTypes lists the types of document that Smile can read.
	FileTypes *FileTypesService
	// Archives uploads documents that people share instead of an account, and returns the data read from them.
	Archives *ArchivesService
	// Uploads lists files from the time before archives.
	//
	// Deprecated: use Archives.
	Uploads *UploadsService

	// Identities reads who people are: GET /identities.
	Identities *Collection[userdata.Identity, IdentityListParams]
	// Transactions reads single payments from an account or archive: GET /transactions.
	Transactions *Collection[userdata.Transaction, TransactionListParams]
	// Ratings reads how well people perform at their jobs: GET /ratings.
	Ratings *Collection[userdata.Rating, RatingListParams]
	// Documents reads documents such as identity cards: GET /documents.
	Documents *Collection[userdata.Document, DocumentListParams]
	// Employments reads current and past employments: GET /employments.
	Employments *Collection[userdata.Employment, EmploymentListParams]
	// Incomes reads what people earned in each period: GET /incomes.
	Incomes *Collection[userdata.Income, IncomeListParams]
	// Contributions reads payments to social security: GET /contributions.
	Contributions *Collection[userdata.Contribution, ContributionListParams]
	// Liabilities reads loans: GET /liabilities.
	Liabilities *Collection[userdata.Liability, LiabilityListParams]
	// EstimatedIncomes reads incomes that Smile derives from other data: GET /eincomes.
	EstimatedIncomes *Collection[userdata.EstimatedIncome, EstimatedIncomeListParams]
	// Insights reads figures computed from all data of an account or archive: GET /insights.
	Insights *Collection[userdata.Insight, InsightListParams]
	// Links reads when people linked an account or archive: GET /links.
	Links *Collection[userdata.Link, LinkListParams]
}

// service is the underlying type of every service, so that one allocation serves them all.
type service struct{ client *Client }

// clientOf returns the client of a service. It is nil for a service that New did not create.
func clientOf[S ~struct{ client *Client }](s *S) *Client {
	if s == nil {
		return nil
	}
	return service(*s).client
}

// New returns a client. Settings that the options leave out are read from the environment: SMILE_API_KEY and
// SMILE_API_SECRET; SMILE_ENVIRONMENT, which is sandbox (the default) or production; SMILE_BASE_URL, which overrides
// it; and SMILE_INSECURE_HTTP. An invalid setting is a [*ParameterError]. New sends nothing.
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

// made returns the client's pipeline. It is nil for a client that New did not create.
func (c *Client) made() *pipeline {
	if c == nil {
		return nil
	}
	return c.pipeline
}

// BaseURL returns the URL to which the client sends its calls, including the version. It is empty for a client that New
// did not create.
func (c *Client) BaseURL() string {
	if p := c.made(); p != nil {
		return p.base
	}
	return ""
}

// String returns the base URL without the credentials.
func (c *Client) String() string { return "smile.Client(" + c.BaseURL() + ")" }

// GoString is like String, so that no format verb prints the credentials.
func (c *Client) GoString() string { return c.String() }

// pipeline holds the prepared settings of a client. Every call passes through it.
type pipeline struct {
	config config
	// base is the base URL without a trailing slash.
	base string
	// plain reports whether the base URL is plain HTTP, in which case files and webhooks may use plain HTTP too.
	plain bool
	// versioned reports whether the base URL names a version.
	versioned bool
	// proven is set once a call has succeeded, whatever the base URL looks like.
	proven atomic.Bool
	header http.Header
	// authorization is a pointer because package fmt, for some verbs, follows one level of pointers when it prints a
	// struct, but no more.
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
			return nil, &ParameterError{Field: credential.field, Problem: "has leading or trailing white space: trim it (a file often ends with a newline)"}
		}
	}
	if strings.Contains(c.apiKey, ":") {
		return nil, &ParameterError{Field: "API key", Problem: "must not contain a colon: pass the key and the secret separately"}
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
		return nil, &ParameterError{Field: "user agent", Problem: "has characters that are not allowed in a header"}
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
