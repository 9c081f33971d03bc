// Package smiletest is a whole Smile for your tests: the API with its state, people whose accounts can be
// linked, and webhooks that are really sent and signed, all over HTTP on this machine.
//
//	func TestLoan(t *testing.T) {
//		srv := smiletest.New(t)
//		client := srv.Client()
//		created, err := client.Users.Create(t.Context(), nil)
//		...
//		accountID, err := srv.Link(t.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: "sss_ph", Person: smiletest.George})
//		...
//		for income, err := range client.Incomes.All(t.Context(), nil) { ... }
//	}
//
// Time stands still until a test moves it with [Clock.Advance], so that token expiry and the retries of
// webhooks need no sleep. Every server begins empty and has its own world: tests in parallel do not meet.
// What a provider knows of a person follows from the seed alone, so that a test may expect its figures.
//
// # Webhooks
//
// Serve your handler with [net/http/httptest.NewServer] and register its URL with client.Webhooks.Create;
// plain http is fine on this machine. [Server.Link] returns when your handler has answered the events of
// the link, and [Server.Settle] waits for those of other calls, such as the creation of a user. Your handler
// may call the API; it must not call Link, Sync, CompleteSession, Settle, Advance or Close, which wait for it.
// An answer other than 2xx brings the event again 30 seconds later, and once more 60 seconds after that: advance
// the clock, and look at [Server.Deliveries].
//
// # What happens later
//
// An account of a provider that supports monitoring is synced every 30 days of the server's clock, and by
// [Server.Sync]: the months that have passed since are added, loans are paid down, papers renewed, and the
// INCOMES_UPDATED, LIABILITIES_UPDATED and similar events tell of it before ACCOUNT_SYNC_TASK_FINISHED does.
// What stays keeps its ID. A user's session ends with [Server.CompleteSession], which sends
// USER_SESSION_COMPLETED. Every type of event is sent by something.
//
// # Records
//
// The preview products of packages alpha and beta, such as signals and verifications, answer with a record that
// is PROCESSING. [Server.Settle], or the clock, brings it to its end, and sends RECORD_CREATED and
// RECORD_COMPLETED for social securities, and VERIFICATION_STARTED and VERIFICATION_COMPLETED for verifications. It
// ends in SUCCESS for the subjects that Smile publishes for its sandbox:
//
//	signals, warnings, footprints, blacklists  639559991234 in PH
//	footprints by e-mail                       gpalomero1234@smileapi.io in PH
//	tpl-sgn003002                              529559991234, John Doe, CURP DOEJ800101HDFXXX01
//	tpl-social-securities-signal-th            669178912345, John Doe, PID 1234567890123
//	tpl-maw004001                              529559991234 in MX, George, ID number ZAZD801124MBSYQN13
//	tpl-maw004002                              gaid 00000000-0000-0000-0000-000000000000
//	tpl-maw004003                              639559991234 in PH, George, ID number 4561234567
//	social securities                          529559991234, with any name, CURP and e-mail address
//
// The bank account 0123456789 in PH is George's, and so is the IBAN AT610904300234573201. Verifications compare what
// is stated with [George], [Ryan], [Christina] and [Anisha]. All else ends in NO_DATA, except that who is not on a
// blacklist has no hit, and that a verification of nobody has no match. These values make a record of any product fail:
//
//   - SYSTEM_ERROR: a phone number, account number, IBAN, ID number or gaid that ends in 9990500, and a name or
//     an e-mail address that begins with "System Error" or "system.error".
//   - SERVICE_UNAVAILABLE: the same with 9990503, and "Service Unavailable" or "service.unavailable".
//
// A hash is known of the phone numbers above, and of 639559990500, 529559990500, 669179990500 and the same with 503.
//
// A person who links the first account of a session has filled in a form: it is in the payload of the session and
// among the forms of package alpha.
//
// # What goes wrong
//
// A link fails with the wrong password, the wrong code, or none: see [Person]. A revoked account loses its
// data, and an unknown ID is not found, as with Smile. [WithRateLimit] makes the server refuse what comes too
// fast. [Server.Exchanges] tells which calls your code has made. A parameter that an operation does not have
// is refused here, where Smile may ignore it.
package smiletest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/smileapi/smile-go/userdata"
)

// Epoch is when the clock of a server begins, so that what a test reads is the same every day.
var Epoch = time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC)

// The credentials that every server begins with.
const (
	APIKey    = "sandbox-key"
	APISecret = "sandbox-secret"
)

// Server is a running sandbox.
type Server struct {
	// Clock is the server's time; nil on a server of [Start], which lives in real time.
	Clock *Clock
	// BaseURL is where the API is served, version included.
	BaseURL string

	engine *sandbox.Server
	http   *httptest.Server
}

// Option configures a server before it starts.
type Option struct{ apply func(*sandbox.Config) }

// WithSeed changes the identifiers and the invented data. Servers of one seed that get the same calls give
// the same replies.
func WithSeed(seed uint64) Option {
	return Option{func(c *sandbox.Config) { c.Seed = seed }}
}

// WithRateLimit makes the server refuse more than n requests in any second from one address, as Smile does
// with 20. Without it there is no limit.
func WithRateLimit(n int) Option {
	return Option{func(c *sandbox.Config) { c.RateLimit = n }}
}

// New starts a server that ends with the test. Its time stands at [Epoch].
func New(t testing.TB, options ...Option) *Server {
	t.Helper()
	clock := sandbox.NewFakeClock(Epoch)
	s := start(clock, options)
	s.Clock = &Clock{clock}
	t.Cleanup(s.Close)
	return s
}

// Start starts a server in real time, for programs that are not tests, such as a demonstration. Close it
// at the end.
func Start(options ...Option) *Server {
	return start(nil, options)
}

func start(clock sandbox.Clock, options []Option) *Server {
	config := sandbox.Config{Seed: 1, Clock: clock, Tenants: map[string]string{APIKey: APISecret}}
	for _, option := range options {
		if option.apply != nil {
			option.apply(&config)
		}
	}
	engine := sandbox.New(config)
	server := httptest.NewServer(engine)
	return &Server{BaseURL: server.URL + "/v1", engine: engine, http: server}
}

// Close ends the server. Servers of [New] do it by themselves.
func (s *Server) Close() {
	s.http.Close()
	s.engine.Close()
}

// Client returns a client of this server, without pacing and with short waits between retries. The options
// come after these settings, and override them.
func (s *Server) Client(options ...smile.Option) *smile.Client {
	client, err := smile.New(append([]smile.Option{
		smile.WithCredentials(APIKey, APISecret),
		smile.WithBaseURL(s.BaseURL),
		smile.WithPacer(nil),
		smile.WithBackoff(time.Millisecond, 10*time.Millisecond),
	}, options...)...)
	if err != nil {
		panic("smiletest: an option of Client does not work: " + err.Error())
	}
	return client
}

// AddTenant gives another API key a world of its own on this server. Make its client with
// s.Client(smile.WithCredentials(key, secret)).
func (s *Server) AddTenant(key, secret string) {
	s.engine.AddTenant(key, secret)
}

// Person is someone whose accounts can be linked: one of those that Smile publishes for its sandbox.
type Person struct {
	// Username is what the person signs in with.
	Username string
	Password string
	// MFACode is for providers that ask for a second factor.
	MFACode string
}

// The people of the sandbox. Change a copy to see a link fail: a wrong Password, or no MFACode.
var (
	// George works as a security guard in the Philippines and pays back loans.
	George = Person{"George", "123456", "1234"}
	// Ryan drives for gig platforms in Indonesia.
	Ryan = Person{"Ryan", "654321", "1234"}
	// Christina has a salary and a bonus in Singapore.
	Christina = Person{"Christina", "YGUS1", "1234"}
	// Anisha has a salary and side gigs in India.
	Anisha = Person{"Anisha", "123456", "1234"}
)

// Link is what a person enters into the widget.
type Link struct {
	// UserID is the user to link for.
	UserID string
	// ProviderID is a provider that is active, enabled and can be connected.
	ProviderID string
	Person     Person
}

// Link links an account as a person does in the widget, and returns the ID of the account when that has come
// to its end: CONNECTED, with its data there and its webhooks sent, or ERROR when the person's password or
// code is wrong. The error says what cannot be linked at all, or that the context or the server ended first.
//
// On a server of [New] it moves the clock by a second or less. Do not call it from a webhook handler.
func (s *Server) Link(ctx context.Context, link Link) (accountID string, err error) {
	accountID, err = s.engine.Link(sandbox.LinkRequest{
		UserID:     link.UserID,
		ProviderID: link.ProviderID,
		Username:   link.Person.Username,
		Password:   link.Person.Password,
		MFACode:    link.Person.MFACode,
	})
	if err != nil {
		return "", fmt.Errorf("smiletest: %w", err)
	}
	if err := s.engine.Settle(ctx); err != nil {
		return "", fmt.Errorf("smiletest: the link did not come to its end: %w", err)
	}
	return accountID, nil
}

// Sync brings a linked account up to date, as the server's clock does every 30 days, and returns when the
// webhooks of that are sent. An account that is not CONNECTED or whose monitor is not ACTIVE is not synced: the
// error says so. Do not call it from a webhook handler.
func (s *Server) Sync(ctx context.Context, accountID string) error {
	if err := s.engine.Sync(accountID); err != nil {
		return fmt.Errorf("smiletest: %w", err)
	}
	return s.engine.Settle(ctx)
}

// CompleteSession ends a user's session, as a person does who has linked and uploaded all that they want to,
// and returns when the webhooks of that are sent. It fails when links or uploads of the user are under way, and
// when the session has ended already; another link begins it again. Do not call it from a webhook handler.
func (s *Server) CompleteSession(ctx context.Context, userID string) error {
	if err := s.engine.CompleteSession(userID); err != nil {
		return fmt.Errorf("smiletest: %w", err)
	}
	return s.engine.Settle(ctx)
}

// Settle waits until every link, upload, record and event so far is done with, first attempts at delivery included.
// On a server of [New] it moves the clock as far as that takes. It fails when the context or the server ends first.
// Do not call it from a webhook handler.
func (s *Server) Settle(ctx context.Context) error {
	return s.engine.Settle(ctx)
}

// Delivery is one attempt to hand an event to a webhook.
type Delivery struct {
	At        time.Time
	WebhookID string
	URL       string
	EventID   string
	EventType userdata.EventType
	// Attempt counts from 1.
	Attempt int
	// Status is what your handler answered; 0 when it did not.
	Status int
	// Error says why there was no answer.
	Error string
	// Header and Body are what was sent, signature included.
	Header http.Header
	Body   []byte
}

// Deliveries returns the attempts so far, the oldest first.
func (s *Server) Deliveries() []Delivery {
	var all []Delivery
	for _, d := range s.engine.Deliveries() {
		all = append(all, Delivery{
			At: d.At, WebhookID: d.WebhookID, URL: d.URL, EventID: d.EventID, EventType: userdata.EventType(d.EventType),
			Attempt: d.Attempt, Status: d.Status, Error: d.Error, Header: d.Header, Body: d.Body,
		})
	}
	return all
}

// Exchange is one call to the API and how it was answered.
type Exchange struct {
	At time.Time
	// Operation is the API's name of the call, such as get-account; empty when it was none.
	Operation string
	Method    string
	Path      string
	Query     string
	Status    int
	Code      smile.ErrorCode
	RequestID string
}

// Exchanges returns the calls so far, the oldest first. It holds no credentials.
func (s *Server) Exchanges() []Exchange {
	var all []Exchange
	for _, e := range s.engine.Exchanges() {
		all = append(all, Exchange{
			At: e.At, Operation: e.Operation, Method: e.Method, Path: e.Path, Query: e.Query,
			Status: e.Status, Code: smile.ErrorCode(e.Code), RequestID: e.RequestID,
		})
	}
	return all
}

// Clock is the time of a server.
type Clock struct{ fake *sandbox.FakeClock }

// Now returns the time at which the clock stands.
func (c *Clock) Now() time.Time { return c.fake.Now() }

// Advance moves the clock, and runs whatever falls due on the way before it returns: steps of links, the ends of
// records, the expiry of tokens, retries of webhooks, and every 30 days the syncs of monitored accounts. Do not call
// it from a webhook handler.
func (c *Clock) Advance(d time.Duration) { c.fake.Advance(d) }
