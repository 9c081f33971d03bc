// Package sandbox is a whole Smile in memory: the API with its state, the linking of accounts, and
// webhooks that are really sent. It knows the API only through the contract and works on JSON
// documents, so that it cannot share a mistake with the client.
//
// It differs from Smile on purpose in a few places: accounts are linked and sessions completed by calls
// ([Server.Link] and [Server.CompleteSession], or POST /sandbox/links and /sandbox/sessions) instead of a
// widget, and a form is filled in with the first link of a session; monitored accounts are synced every 30 days
// or by a call ([Server.Sync], or POST /sandbox/syncs); records such as signals end after one step and know only
// the subjects that Smile publishes for its sandbox; invites send no mail; uploaded files are read by the text
// that they carry and not by their pictures; webhooks may go to plain http on loopback; and a query parameter
// that the operation does not have is refused, where Smile may ignore it.
package sandbox

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
)

// Config sets up a [Server]. Its zero value is a server without tenants, on the real clock.
type Config struct {
	// Tenants maps API keys to their secrets. More can be added with [Server.AddTenant].
	Tenants map[string]string
	// Clock is the time of the whole server, rate limit included; nil means the real one.
	Clock Clock
	// Seed decides every identifier and the invented data: the same calls on a server with the same
	// seed meet the same ones. What a provider knows of a person follows from the seed alone, so that
	// an account that is linked again shows the same history, and one that is synced what came since.
	Seed uint64
	// StepDuration is the time between two states of an account that is being linked; 0 means 100 ms.
	// A link has at most five steps, an uploaded archive two, and a record one.
	StepDuration time.Duration
	// RateLimit is how many requests one IP address may make in any second; 0 means no limit.
	RateLimit int
	// Retention is how long the files of an archive can be downloaded; 0 means 7 days.
	Retention time.Duration
	// PublicURL is where the server can be reached, without a path; it begins the links to files and to
	// the pages of invites.
	// Empty means the host that the request was sent to.
	PublicURL string
	// PlainWebhooks lets webhooks go to any host by plain http, and not only to this machine.
	PlainWebhooks bool
	// Transport carries webhooks; nil means a transport of the server's own.
	Transport http.RoundTripper
	// DeliveryTimeout is how long a webhook may take to answer, in real time; 0 means 10 s.
	DeliveryTimeout time.Duration
	// History is how many exchanges and how many deliveries are remembered; 0 means 1000.
	History int
}

// Server is one sandbox. It is an [http.Handler], safe for concurrent use.
type Server struct {
	config    Config
	contract  *contract.Contract
	clock     Clock
	scheduler *scheduler
	limiter   *limiter
	sender    *http.Client

	exchanges  *history[Exchange]
	deliveries *history[Delivery]

	// background ends when the server is closed.
	background context.Context
	cancel     context.CancelFunc

	mu          sync.Mutex // guards what follows and everything inside the tenants
	requestIDs  generator
	tenants     map[string]*tenant
	files       map[string]*file       // by path
	invitations map[string]*invitation // by the path of their page
}

// New returns a running server. Close it when it is no longer needed.
func New(config Config) *Server {
	if config.Clock == nil {
		config.Clock = realClock{}
	}
	if config.StepDuration <= 0 {
		config.StepDuration = 100 * time.Millisecond
	}
	if config.Retention <= 0 {
		config.Retention = 7 * 24 * time.Hour
	}
	if config.DeliveryTimeout <= 0 {
		config.DeliveryTimeout = 10 * time.Second
	}
	if config.History <= 0 {
		config.History = 1000
	}
	s := &Server{
		config:      config,
		contract:    contract.Load(),
		clock:       config.Clock,
		scheduler:   newScheduler(config.Clock),
		limiter:     newLimiter(config.RateLimit),
		sender:      newSender(config.Transport, config.DeliveryTimeout),
		exchanges:   newHistory[Exchange](config.History),
		deliveries:  newHistory[Delivery](config.History),
		requestIDs:  newGenerator(config.Seed, "requests"),
		tenants:     map[string]*tenant{},
		files:       map[string]*file{},
		invitations: map[string]*invitation{},
	}
	s.background, s.cancel = context.WithCancel(context.Background())
	for key, secret := range config.Tenants {
		s.AddTenant(key, secret)
	}
	return s
}

// locked makes an action that the scheduler can run: with the server locked, as handlers run.
func (s *Server) locked(action func()) func() {
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		action()
	}
}

// Close stops everything that is scheduled or being delivered, and returns when it has ended. Requests
// are still answered, but nothing follows from them. It must not be called by a webhook's receiver
// while it answers.
func (s *Server) Close() {
	s.cancel()
	s.scheduler.close()
	s.sender.CloseIdleConnections()
}

// Settle returns when every link, analysis and record that has been started and every event it brought is
// done with, the first attempt at delivery included. On a [FakeClock] it advances the clock just as far as that
// takes; otherwise it waits. Retries of failed deliveries belong to the future: advance the clock to
// see them. It fails when the context ends, and on a server that is closed.
func (s *Server) Settle(ctx context.Context) error {
	return s.scheduler.settle(ctx)
}

// ServeHTTP answers the API under /v1, the control door under /sandbox, downloads under /files and the
// pages of invites under /invites.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, filesPath):
		s.serveFile(w, r)
	case strings.HasPrefix(r.URL.Path, invitesPath):
		s.serveInvite(w, r)
	default:
		s.serveAPI(w, r)
	}
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	requestID := s.requestIDs.uuid()
	s.mu.Unlock()
	exchange := Exchange{At: s.clock.Now(), Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, RequestID: requestID}

	status, data, problem := s.answer(r, &exchange)
	answer := success(status, requestID, data)
	if problem != nil {
		answer = refusal(requestID, problem)
	}
	exchange.Status, exchange.Code = answer.status, answer.Code
	s.exchanges.add(exchange)
	answer.write(w)
}

// answer finds out who asks for what, and does it.
func (s *Server) answer(r *http.Request, exchange *Exchange) (status int, data any, problem *Error) {
	path, isAPI := strings.CutPrefix(r.URL.EscapedPath(), apiPath)
	if isAPI && !s.limiter.allow(r.RemoteAddr, s.clock.Now()) {
		return 0, nil, failure(CodeTooManyRequests, "more than %d requests in one second: slow down and try again", s.config.RateLimit)
	}
	t, problem := s.authenticate(r)
	if problem != nil {
		return 0, nil, problem
	}
	exchange.Tenant = t.key
	if !isAPI {
		return s.control(t, r)
	}
	operation, handle, arguments, problem := s.route(r.Method, path)
	if operation != nil {
		exchange.Operation = operation.ID
	}
	if problem != nil {
		return 0, nil, problem
	}
	c, problem := s.read(r, operation, arguments)
	if problem != nil {
		return 0, nil, problem
	}
	c.tenant = t
	s.mu.Lock()
	defer s.mu.Unlock()
	data, problem = handle(s, c)
	return operation.Status, data, problem
}
