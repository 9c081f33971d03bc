package smile

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"time"
)

// NewTransport returns a transport like the one shared by clients without [WithHTTPClient]. It uses the proxy of the
// environment, HTTP/2, a timeout of ten seconds for connecting and another for the TLS handshake, and up to 64 idle
// connections per host, since all calls go to one host. Modify it before its first use, or wrap it. Each transport has
// its own connections: create one for the whole program.
func NewTransport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          256,
		MaxIdleConnsPerHost:   64,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
}

// ownTransport serves all clients without an HTTP client of their own.
var ownTransport = NewTransport()

// transportOf is the transport of an HTTP client, looked up for each request.
type transportOf struct{ client *http.Client }

// RoundTrip makes one request.
func (t transportOf) RoundTrip(req *http.Request) (*http.Response, error) {
	transport := t.client.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	if transport == nil { // net/http, too, makes an error of that
		return nil, says("there is no transport: those of the HTTP client and of net/http are both nil")
	}
	return transport.RoundTrip(req)
}

// attemptTransport bounds each request including its response or, if the body has files, the time without progress. It
// also hides CloseIdleConnections of the underlying transport: go-retryablehttp would close the connections of everyone
// who shares the transport whenever a call fails. The Timeout of http.Client could bound requests too, but it starts a
// goroutine per request for transports that net/http does not know.
type attemptTransport struct {
	beneath http.RoundTripper
	timeout time.Duration
}

// RoundTrip makes one request.
func (t *attemptTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	c := callOf(req.Context())
	ctx, idle := withIdleTimeout(req.Context(), t.timeout)
	c.sending = &sending{started: started{&c.operation, c.attempts + 1}, redirected: req.Response != nil, end: idle.fail}
	own := ownRequest(httptrace.WithClientTrace(withAttempt(ctx, &c.sending.started), c.sending.trace()), req)
	if c.upload == nil {
		idle.finish()
	} else {
		own.Body, own.ContentLength = c.upload.open(ctx, idle), c.upload.length
	}
	resp, err := boundRoundTrip(ctx, t.beneath, own, nil, idle.end)
	idle.finish()
	return resp, err
}

// ownRequest returns a request that the transport may modify. Without GetBody, net/http cannot resend the body by
// itself.
func ownRequest(ctx context.Context, req *http.Request) *http.Request {
	own := req.WithContext(ctx)
	address := *req.URL
	own.URL, own.Header, own.GetBody = &address, req.Header.Clone(), nil
	return own
}

// timeout is the error of a time limit set by this package.
type timeout struct {
	text string
	d    time.Duration
}

func (t timeout) Error() string { return t.text + " " + t.d.String() }

// Timeout returns true.
func (t timeout) Timeout() bool { return true }

// Is reports whether target is context.DeadlineExceeded.
func (t timeout) Is(target error) bool { return target == context.DeadlineExceeded }

// orOwn returns the reason the context ended if this package ended it, and err otherwise.
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

// maxRedirects is the maximum number of redirects that a read follows within a host.
const maxRedirects = 5

// checkRedirect keeps credentials on their host, and keeps calls that change something from turning into reads.
func checkRedirect(req *http.Request, via []*http.Request) error {
	first := via[0]
	switch {
	case first.Method != http.MethodGet:
		return because(ErrRedirect, "the call changes something")
	case req.URL.Scheme != first.URL.Scheme || req.URL.Host != first.URL.Host:
		return because(ErrRedirect, "it leads to another host")
	case len(via) > maxRedirects:
		return because(ErrRedirect, fmt.Sprintf("more than %d of them", maxRedirects))
	default:
		return nil
	}
}
