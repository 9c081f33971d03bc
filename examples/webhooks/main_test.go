package main

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lines is a log that tests can read while it is written.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// counter is a database that counts, and waits if it is told to.
type counter struct {
	memory
	gate func()
	adds sync.Map
}

func (c *counter) add(ctx context.Context, accountID string) error {
	if c.gate != nil {
		c.gate()
	}
	count, _ := c.adds.LoadOrStore(accountID, new(atomic.Int32))
	count.(*atomic.Int32).Add(1)
	return c.memory.add(ctx, accountID)
}

// added tells how often an account was added.
func (c *counter) added(accountID string) int {
	count, found := c.adds.Load(accountID)
	if !found {
		return 0
	}
	return int(count.(*atomic.Int32).Load())
}

func (c *counter) has(accountID string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ready[accountID]
}

// service is a running program.
type service struct {
	url   string
	ready *counter
	log   *lines
	stop  context.CancelFunc
	ended chan error
}

func newService(t *testing.T, ready *counter, secrets ...string) *service {
	t.Helper()
	log := &lines{}
	handler, err := receive(slog.New(slog.NewJSONHandler(log, nil)), ready, secrets...)
	require.NoError(t, err)
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	s := &service{"http://" + listener.Addr().String() + "/webhooks/smile", ready, log, stop, make(chan error, 1)}
	go func() { s.ended <- serve(ctx, listener, handler) }()
	return s
}

func register(t *testing.T, client *smile.Client, url, secret string) (webhookID string) {
	t.Helper()
	webhook, err := client.Webhooks.Create(t.Context(), &smile.WebhookCreateParams{
		Name: "accounts", URL: url, EventTypes: []userdata.EventType{smile.AllEvents}, Secret: secret, IncludePayload: true,
	})
	require.NoError(t, err)
	return webhook.ID
}

func link(t *testing.T, srv *smiletest.Server) (accountID string) {
	t.Helper()
	created, err := srv.Client().Users.Create(t.Context(), nil)
	require.NoError(t, err)
	accountID, err = srv.Link(t.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: "grab", Person: smiletest.Ryan})
	require.NoError(t, err)
	return accountID
}

func TestReceiving(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	s := newService(t, &counter{}, "the secret")
	register(t, srv.Client(), s.url, "the secret")

	accountID := link(t, srv)
	assert.Equal(t, 1, s.ready.added(accountID))
	assert.True(t, s.ready.has(accountID))
	require.NoError(t, srv.Client().Accounts.Delete(t.Context(), accountID))
	require.NoError(t, srv.Settle(t.Context()))
	assert.False(t, s.ready.has(accountID))

	deliveries := srv.Deliveries()
	require.NotEmpty(t, deliveries)
	for _, d := range deliveries {
		assert.Equal(t, http.StatusOK, d.Status, d.EventType)
		assert.Equal(t, 1, d.Attempt, d.EventType)
	}
	assert.Equal(t, len(deliveries), strings.Count(s.log.String(), `"status":200`))
	assert.NotContains(t, s.log.String(), accountID)
}

func TestRotationLosesNothing(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	s := newService(t, &counter{}, "the new secret", "the old secret")
	oldID := register(t, srv.Client(), s.url, "the old secret")
	before := link(t, srv)
	assert.Contains(t, s.log.String(), `"signedBy":2`)
	assert.NotContains(t, s.log.String(), `"signedBy":1`)

	register(t, srv.Client(), s.url, "the new secret")
	during := link(t, srv)
	assert.Contains(t, s.log.String(), `"signedBy":1`)
	assert.Contains(t, s.log.String(), `"duplicate":true`)
	assert.NotContains(t, s.log.String(), "ERROR", "nothing went wrong")
	srv.Clock.Advance(time.Minute) // what was in flight comes again
	srv.Clock.Advance(time.Minute)

	require.NoError(t, srv.Client().Webhooks.Delete(t.Context(), oldID))
	count := strings.Count(s.log.String(), `"signedBy":2`)
	after := link(t, srv)
	assert.Equal(t, count, strings.Count(s.log.String(), `"signedBy":2`), "the old secret is out of use")

	for _, accountID := range []string{before, during, after} {
		assert.Equal(t, 1, s.ready.added(accountID))
	}
}

func TestAForgedEventIsRefused(t *testing.T) {
	t.Parallel()
	s := newService(t, &counter{}, "the secret")
	for secret, want := range map[string]int{"a guess": http.StatusUnauthorized, "the secret": http.StatusOK} {
		assert.Equal(t, want, deliver(t, s.url, secret))
	}
	assert.Equal(t, 1, s.ready.added("a-1"))
}

func TestWhatHasBegunIsFinished(t *testing.T) {
	t.Parallel()
	entered, open := make(chan struct{}), make(chan struct{})
	s := newService(t, &counter{gate: func() {
		close(entered)
		<-open
	}}, "the secret")
	answered := make(chan int, 1)
	go func() { answered <- deliver(t, s.url, "the secret") }()
	<-entered
	s.stop()
	for refused := false; !refused; { // until nothing new is let in
		connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.Split(s.url, "/")[2])
		if refused = err != nil; !refused {
			require.NoError(t, connection.Close())
		}
	}
	assert.Empty(t, s.ended, "it waits")
	close(open)
	assert.Equal(t, http.StatusOK, <-answered)
	require.NoError(t, <-s.ended)
	assert.Equal(t, 1, s.ready.added("a-1"))
}

func deliver(t *testing.T, url, secret string) (status int) {
	call, err := webhookverify.NewRequest(t.Context(), url, secret, []byte(`{"id":"et-1","type":"TASK_FINISHED","data":{"sourceId":"a-1","status":"SUCCEEDED"}}`))
	if !assert.NoError(t, err) {
		return 0
	}
	reply, err := http.DefaultClient.Do(call)
	if !assert.NoError(t, err) {
		return 0
	}
	assert.NoError(t, reply.Body.Close())
	return reply.StatusCode
}

func TestStart(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		environment map[string]string
		want        string
	}{
		"no secret":            {nil, "secret 1 of 1 is empty"},
		"no secret but an old": {map[string]string{"SMILE_WEBHOOK_SECRET_OLD": "old"}, "secret 1 of 2 is empty"},
		"no address":           {map[string]string{"SMILE_WEBHOOK_SECRET": "new", "WEBHOOK_ADDRESS": "nowhere"}, "address nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.ErrorContains(t, start(t.Context(), slog.New(slog.DiscardHandler), func(name string) string { return test.environment[name] }), test.want)
		})
	}

	log := &lines{}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- start(ctx, slog.New(slog.NewTextHandler(writerFunc(func(p []byte) (int, error) {
			defer stop() // as soon as it listens
			return log.Write(p)
		}), nil)), func(name string) string {
			return map[string]string{"SMILE_WEBHOOK_SECRET": "new", "SMILE_WEBHOOK_SECRET_OLD": "old", "WEBHOOK_ADDRESS": "127.0.0.1:0"}[name]
		})
	}()
	require.NoError(t, <-ended)
	assert.Contains(t, log.String(), "/webhooks/smile")
	assert.Contains(t, log.String(), "stopped")
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
