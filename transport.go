package smile

import (
	"context"
	"errors"
	"fmt"
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
	if upload := callOf(req.Context()).upload; upload != nil {
		return upload.roundTrip(t.beneath, req, t.timeout)
	}
	if t.timeout <= 0 {
		return t.beneath.RoundTrip(req)
	}
	ctx, cancel := context.WithTimeoutCause(req.Context(), t.timeout, timeout{"no whole reply within the attempt timeout of", t.timeout})
	return boundRoundTrip(ctx, t.beneath, req, nil, cancel)
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

// orTimeout returns why the context ended when a time of this package's own has ended it.
func orTimeout(ctx context.Context, err error) error {
	var over timeout
	if err != nil && errors.As(context.Cause(ctx), &over) {
		return over
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
