package smile

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"sync"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// newRetryClient makes go-retryablehttp the loop around attempts, with every decision of its own
// replaced: which failures to repeat and when, what to log (nothing), and what to return at the end.
func (p *pipeline) newRetryClient() *retryablehttp.Client {
	inner := &http.Client{
		Transport:     defaultTransport(),
		CheckRedirect: checkRedirect,
	}
	if given := p.config.httpClient; given != nil {
		inner.Jar = given.Jar
		inner.Transport = given.Transport
		if inner.Transport == nil {
			inner.Transport = http.DefaultTransport
		}
	}
	p.files = newFileClient(inner.Transport, p.config.attemptTimeout)
	inner.Transport = &attemptTransport{inner.Transport, p.config.attemptTimeout}
	return &retryablehttp.Client{
		HTTPClient:   inner,
		RetryWaitMin: p.config.minBackoff,
		RetryWaitMax: p.config.maxBackoff,
		RetryMax:     p.config.maxRetries,
		CheckRetry:   checkRetry,
		Backoff:      backoff,
		PrepareRetry: prepareRetry,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

// totalTimeout is the timeout of the caller's own HTTP client. It bounds a call and not an attempt: who
// sets it does not expect it several times over.
func (p *pipeline) totalTimeout() time.Duration {
	if p.config.httpClient == nil {
		return 0
	}
	return p.config.httpClient.Timeout
}

// checkRetry takes in what an attempt brought and decides whether to make another.
func checkRetry(ctx context.Context, resp *http.Response, err error) (bool, error) {
	c := callOf(ctx)
	err = c.receive(resp, err)
	c.log(err)
	if c.failure == nil {
		return false, nil
	}
	if c.deletedBefore() {
		c.failure = nil
		return false, nil
	}
	again := c.Err() == nil && c.repeatable(err) && c.upload.repeatable() && c.comesInTime()
	c.uncertain = c.uncertain || !c.unsent(err) && c.status != http.StatusTooManyRequests
	return again, nil
}

// prepareRetry waits for the turn of the next attempt.
func prepareRetry(req *http.Request) error {
	return callOf(req.Context()).pace()
}

// backoff is full jitter over an exponential bound, and no less than the server asks for.
func backoff(minimum, maximum time.Duration, attempt int, resp *http.Response) time.Duration {
	bound := maximum
	if shifted := minimum << attempt; shifted>>attempt == minimum && shifted < maximum {
		bound = shifted
	}
	wait := rand.N(bound + 1) //nolint:gosec // spreading retries needs no secrecy
	if resp != nil {
		wait = max(wait, retryAfter(resp.Header, time.Now()))
	}
	return wait
}

// repeatable reports whether a failed attempt may be repeated without harm, and with a chance.
func (c *call) repeatable(err error) bool {
	switch {
	case c.retry == RetryNever || isFinal(err):
		return false
	case c.status == http.StatusTooManyRequests || c.unsent(err):
		return true
	case c.retry != RetrySafe:
		return false
	case err != nil:
		return true
	}
	switch c.status {
	case http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	default:
		return false
	}
}

// isFinal reports whether an attempt failed in a way that the next one would too.
func isFinal(err error) bool {
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	return errors.Is(err, ErrMalformedReply) || errors.Is(err, ErrReplyTooLarge) || errors.Is(err, ErrRedirect) ||
		errors.As(err, &certificate) || errors.As(err, &authority)
}

// unsent reports whether the request of the last attempt cannot have reached the server.
func (c *call) unsent(err error) bool {
	if err == nil {
		return false
	}
	var operation *net.OpError
	var lookup *net.DNSError
	return c.handshakeFailed.Load() || errors.As(err, &lookup) ||
		errors.As(err, &operation) && (operation.Op == "dial" || operation.Op == "proxyconnect")
}

// traceHandshake notes a failed TLS handshake, which the error of the attempt need not tell: a server
// that hangs up during it looks like one that hangs up after the request.
func (c *call) traceHandshake() context.Context {
	return httptrace.WithClientTrace(c, &httptrace.ClientTrace{
		GetConn:          func(string) { c.handshakeFailed.Store(false) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) { c.handshakeFailed.Store(err != nil) },
		GotConn:          func(httptrace.GotConnInfo) { c.handshakeFailed.Store(false) },
	})
}

// comesInTime reports whether the wait that the server asks for is one that the caller accepts.
func (c *call) comesInTime() bool {
	wait := c.failure.RetryAfter
	if wait > c.pipeline.config.maxBackoff {
		return false
	}
	deadline, bounded := c.Deadline()
	return !bounded || time.Now().Add(wait).Before(deadline)
}

// deletedBefore reports whether a delete finds nothing because an earlier attempt, whose outcome is
// unknown, was acted on.
func (c *call) deletedBefore() bool {
	return c.operation.Method == http.MethodDelete && c.status == http.StatusNotFound && c.uncertain && c.target.complete()
}

// retryAfter reads the header in which a server says how long to wait: seconds or a date. It returns 0
// when there is none that can be read.
func retryAfter(header http.Header, now time.Time) time.Duration {
	text := header.Get("Retry-After")
	if text == "" {
		return 0
	}
	if seconds, err := strconv.ParseInt(text, 10, 32); err == nil {
		return max(0, time.Duration(seconds)*time.Second)
	}
	if date, err := http.ParseTime(text); err == nil {
		return max(0, date.Sub(now))
	}
	return 0
}

// maxRedirects is how many redirects of one host a read follows.
const maxRedirects = 5

// checkRedirect keeps credentials on the host they were given for, and calls that change something from
// being turned into reads.
func checkRedirect(req *http.Request, via []*http.Request) error {
	first := via[0]
	switch {
	case first.Method != http.MethodGet:
		return fmt.Errorf("%w: the call changes something", ErrRedirect)
	case req.URL.Scheme != first.URL.Scheme || req.URL.Host != first.URL.Host:
		return fmt.Errorf("%w: it leads to another host", ErrRedirect)
	case len(via) > maxRedirects:
		return fmt.Errorf("%w: more than %d of them", ErrRedirect, maxRedirects)
	default:
		return nil
	}
}

// attemptTransport bounds each request, reply included; with files in its body, the time in which nothing
// moves. It also hides that the transport beneath can
// close its idle connections: go-retryablehttp would close those of everyone who shares the transport
// whenever a call fails. The Timeout of http.Client would do the first, but for a transport that net/http
// does not know it starts a goroutine for each request.
type attemptTransport struct {
	beneath http.RoundTripper
	timeout time.Duration
}

// RoundTrip makes one request.
func (t *attemptTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if t.timeout <= 0 {
		return t.beneath.RoundTrip(req)
	}
	if upload := callOf(req.Context()).upload; upload != nil {
		ctx, alive, cancel := withIdleTimeout(req.Context(), t.timeout)
		upload.watch(alive)
		return idleRoundTrip(ctx, t.beneath, req, alive, cancel)
	}
	ctx, cancel := context.WithTimeout(req.Context(), t.timeout)
	resp, err := t.beneath.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = &boundBody{resp.Body, cancel}
	return resp, nil
}

// boundBody ends the time of its request when it is closed.
type boundBody struct {
	io.ReadCloser
	cancel context.CancelFunc
}

// Close closes the body.
func (b *boundBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// defaultTransport serves all clients that were given none. It keeps more idle connections for a host
// than net/http does, because all calls go to one host.
var defaultTransport = sync.OnceValue(func() http.RoundTripper {
	shared, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	transport := shared.Clone()
	transport.MaxIdleConnsPerHost = 64
	return transport
})

// log writes what may be known of an attempt.
func (c *call) log(err error) {
	logger := c.pipeline.config.logger
	if logger == nil {
		return
	}
	level := slog.LevelDebug
	if c.failure != nil || len(c.unread) > 0 {
		level = slog.LevelWarn
	}
	if !logger.Enabled(c, level) {
		return
	}
	attributes := []slog.Attr{
		slog.String("operation", c.operation.ID),
		slog.String("route", c.operation.Method+" "+c.operation.Path),
		slog.Int("attempt", c.attempts),
		slog.Duration("duration", time.Since(c.began)),
	}
	if c.status != 0 {
		attributes = append(attributes, slog.Int("status", c.status))
	}
	if id := c.target.head().RequestID; id != "" {
		attributes = append(attributes, slog.String("request_id", id))
	}
	if err != nil {
		attributes = append(attributes, slog.String("error", err.Error()))
	}
	if len(c.unread) > 0 {
		attributes = append(attributes, slog.Int("unread", len(c.unread)))
	}
	logger.LogAttrs(c, level, "smile call", attributes...)
}
