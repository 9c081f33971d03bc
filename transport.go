package smile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"time"
)

// defaultTransport serves all clients that bring none. It keeps more idle connections for a host than
// net/http does, because all calls go to one host.
var defaultTransport = &http.Transport{
	Proxy:                 http.ProxyFromEnvironment,
	DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
	ForceAttemptHTTP2:     true,
	MaxIdleConns:          256,
	MaxIdleConnsPerHost:   64,
	IdleConnTimeout:       90 * time.Second,
	TLSHandshakeTimeout:   10 * time.Second,
	ExpectContinueTimeout: time.Second,
}

// attemptTransport bounds each request, reply included; with files in its body, the time in which nothing
// moves. It also hides that the transport beneath can close its idle connections: go-retryablehttp would
// close those of everyone who shares the transport whenever a call fails. The Timeout of http.Client would do
// the first, but for a transport that net/http does not know it starts a goroutine for each request.
type attemptTransport struct {
	beneath http.RoundTripper
	timeout time.Duration
}

// RoundTrip makes one request.
func (t *attemptTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	c := callOf(req.Context())
	ctx, idle := withIdleTimeout(req.Context(), t.timeout)
	if c.upload != nil {
		c.upload.watch(idle.start)
	}
	c.sending = &sending{redirected: req.Response != nil, end: idle.fail}
	ctx = httptrace.WithClientTrace(ctx, c.sending.trace())
	// What is beneath gets a request of its own to change as it likes. Without GetBody net/http cannot send the
	// body again by itself.
	own := req.WithContext(ctx)
	address := *req.URL
	own.URL, own.Header, own.GetBody = &address, req.Header.Clone(), nil
	return boundRoundTrip(ctx, t.beneath, own, idle, idle.end)
}

// idleTimeout ends a context when nothing moves for a time: what moves files takes as long as it takes. The
// time does not run while nobody waits for the other side.
type idleTimeout struct {
	d     time.Duration
	timer *time.Timer
	end   func()
	fail  context.CancelCauseFunc
}

func withIdleTimeout(parent context.Context, d time.Duration) (context.Context, *idleTimeout) {
	ctx, end := context.WithCancelCause(parent)
	timer := time.AfterFunc(d, func() { end(timeout{"nothing has moved within the attempt timeout of", d}) })
	return ctx, &idleTimeout{d, timer, func() { timer.Stop(); end(nil) }, end}
}

// start lets the time run from its beginning.
func (i *idleTimeout) start() { i.timer.Reset(i.d) }

// stop lets no time run until the next start.
func (i *idleTimeout) stop() { i.timer.Stop() }

// boundRoundTrip makes a request in a context of its own, which ends with the body of the reply. With an
// idle, the time of that runs while the reply, and each piece of it, is waited for.
func boundRoundTrip(ctx context.Context, beneath http.RoundTripper, req *http.Request, idle *idleTimeout, cancel func()) (*http.Response, error) {
	resp, err := beneath.RoundTrip(req.WithContext(ctx))
	if err != nil || resp == nil || resp.Body == nil {
		err = orOwn(ctx, err)
		cancel()
		return resp, err
	}
	resp.Body = &boundBody{resp.Body, ctx, idle, cancel}
	return resp, nil
}

// boundBody ends the context of its request when it is closed.
type boundBody struct {
	io.ReadCloser
	ctx    context.Context
	idle   *idleTimeout // nil when the context has a deadline
	cancel func()
}

// Read reads the body, and says so when the time for it is over.
func (b *boundBody) Read(p []byte) (int, error) {
	if b.idle != nil {
		b.idle.start()
		defer b.idle.stop()
	}
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // io.Reader promises io.EOF itself
		err = orOwn(b.ctx, err)
	}
	return n, err
}

// Close closes the body.
func (b *boundBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// timeout is the error that a time of this package's own is over.
type timeout struct {
	text string
	d    time.Duration
}

func (t timeout) Error() string { return t.text + " " + t.d.String() }

// Timeout reports true, as other timeouts do.
func (t timeout) Timeout() bool { return true }

// Is reports that the error is context.DeadlineExceeded.
func (t timeout) Is(target error) bool { return target == context.DeadlineExceeded }

// orOwn returns why the context ended when this package has ended it.
func orOwn(ctx context.Context, err error) error {
	cause := context.Cause(ctx)
	var over timeout
	switch {
	case err == nil:
		return nil
	case errors.As(cause, &over):
		return over
	case errors.Is(cause, errRepetition):
		return errRepetition
	default:
		return err
	}
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
