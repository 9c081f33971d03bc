package smile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
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

// attemptTransport bounds each request, reply included. It also hides that the transport beneath can
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
	ctx, cancel := context.WithTimeoutCause(req.Context(), t.timeout, attemptTimeout(t.timeout))
	resp, err := t.beneath.RoundTrip(req.WithContext(ctx))
	if err != nil || resp == nil || resp.Body == nil {
		cancel()
		return resp, orTimeout(ctx, err)
	}
	resp.Body = &boundBody{resp.Body, ctx, cancel}
	return resp, nil
}

// boundBody ends the time of its request when it is closed.
type boundBody struct {
	io.ReadCloser
	ctx    context.Context
	cancel context.CancelFunc
}

// Read reads the body, and says so when the time for it is over.
func (b *boundBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // io.Reader promises io.EOF itself
		err = orTimeout(b.ctx, err)
	}
	return n, err
}

// Close closes the body.
func (b *boundBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// attemptTimeout is the time that one attempt had, as the error that it is over.
type attemptTimeout time.Duration

func (t attemptTimeout) Error() string {
	return "no whole reply within the attempt timeout of " + time.Duration(t).String()
}

// Timeout reports true, as other timeouts do.
func (t attemptTimeout) Timeout() bool { return true }

// Is reports that the error is context.DeadlineExceeded.
func (t attemptTimeout) Is(target error) bool { return target == context.DeadlineExceeded }

// orTimeout returns the attempt's timeout when that, and not the caller's context, has ended it.
func orTimeout(ctx context.Context, err error) error {
	var timeout attemptTimeout
	if err != nil && errors.As(context.Cause(ctx), &timeout) {
		return timeout
	}
	return err
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
