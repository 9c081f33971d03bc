package smile

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// newRetryClient uses go-retryablehttp as the loop around attempts. It replaces every decision that package makes:
// which failures to retry and when, what to log (nothing), and what to return at the end.
func (p *pipeline) newRetryClient() *retryablehttp.Client {
	var beneath http.RoundTripper = ownTransport
	if p.config.httpClient != nil {
		beneath = transportOf{p.config.httpClient}
	}
	p.files = p.newFileClient(beneath)
	return &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport:     &attemptTransport{beneath, p.config.attemptTimeout},
			CheckRedirect: checkRedirect,
		},
		RetryWaitMin: p.config.minBackoff,
		RetryWaitMax: p.config.maxBackoff,
		RetryMax:     p.config.maxRetries,
		CheckRetry:   checkRetry,
		Backoff:      backoff,
		PrepareRetry: prepareRetry,
		ErrorHandler: retryablehttp.PassthroughErrorHandler, // the call keeps the last failure
	}
}

// totalTimeout returns the timeout of the caller's HTTP client. It bounds a call rather than an attempt: a caller who
// sets it does not expect it to apply several times.
func (p *pipeline) totalTimeout() time.Duration {
	if p.config.httpClient == nil {
		return 0
	}
	return p.config.httpClient.Timeout
}

// checkRetry processes the result of an attempt and decides whether to retry.
func checkRetry(ctx context.Context, resp *http.Response, err error) (bool, error) {
	c := callOf(ctx)
	err = c.receive(resp, err)
	if resp != nil {
		_ = resp.Body.Close() // before observers run, who may take their time or make calls of their own
		resp.Body = http.NoBody
	}
	if c.deletedBefore() {
		c.failure = nil
	}
	again := c.failure != nil && c.attempts <= c.pipeline.config.maxRetries &&
		c.Err() == nil && c.repeatable(err) && c.upload.repeatable() && c.pipeline.comesInTime(c, c.failure.RetryAfter)
	c.uncertain = c.uncertain || c.failure != nil && !c.unsent(err) && !c.rateLimited()
	c.observe(again)
	return again, nil
}

// prepareRetry waits for the pacer before the next attempt.
func prepareRetry(req *http.Request) error {
	return callOf(req.Context()).pace()
}

// backoff returns a wait with full jitter below an exponential bound, but at least what the server asks for.
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

// repeatable reports whether a failed attempt may be retried without harm and with a chance of success.
func (c *call) repeatable(err error) bool {
	switch {
	case c.retry == RetryNever || isFinal(err):
		return false
	case c.rateLimited() || c.unsent(err):
		return true
	case c.retry != RetrySafe:
		return false
	default:
		return err != nil || isPassing(c.status)
	}
}

// rateLimited reports whether Smile refused the call because of too many requests. A proxy that returns 429 may have
// passed the request on.
func (c *call) rateLimited() bool {
	return c.status == http.StatusTooManyRequests && c.target.head().ofSmile()
}

// isPassing reports whether a status may change on the next attempt.
func isPassing(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	default:
		return false
	}
}

// isFinal reports whether the next attempt would fail in the same way.
func isFinal(err error) bool {
	var known *worded
	return errors.Is(err, ErrMalformedResponse) || errors.Is(err, ErrResponseTooLarge) || errors.Is(err, ErrRedirect) ||
		errors.As(err, &known) && known.final
}

// unsent reports whether the server cannot have acted on the last request.
func (c *call) unsent(err error) bool {
	if err == nil {
		return false
	}
	if known := new(worded); errors.As(err, &known) && known.unsent {
		return true
	}
	if c.sending.unsent() {
		return true
	}
	var operation *net.OpError
	var lookup *net.DNSError
	return !c.sending.begun() && (errors.As(err, &lookup) ||
		errors.As(err, &operation) && (operation.Op == "dial" || operation.Op == "proxyconnect" || operation.Op == "socks connect"))
}

// comesInTime reports whether the caller accepts the wait that a server asks for.
func (p *pipeline) comesInTime(ctx context.Context, wait time.Duration) bool {
	if wait > p.config.maxBackoff {
		return false
	}
	deadline, bounded := ctx.Deadline()
	return !bounded || time.Now().Add(wait).Before(deadline)
}

// deletedBefore reports whether a delete found nothing because an earlier attempt with an unknown outcome succeeded.
// Only a response from Smile counts.
func (c *call) deletedBefore() bool {
	return c.failure != nil && c.operation.Method == http.MethodDelete && c.uncertain &&
		c.target.head().Code == CodeMissingResource && c.target.complete()
}

// retryAfter parses the header that tells a client how long to wait: seconds, possibly with a fraction, or a date. It
// returns 0 if the header is absent or malformed, and the longest duration if the value overflows.
func retryAfter(header http.Header, now time.Time) time.Duration {
	text := header.Get("Retry-After")
	whole, fraction, _ := strings.Cut(text, ".")
	if whole != "" && strings.Trim(whole+fraction, "0123456789") == "" {
		seconds, err := strconv.ParseFloat(whole+"."+fraction, 64)
		if err != nil || seconds >= math.MaxInt64/float64(time.Second) {
			return math.MaxInt64
		}
		return time.Duration(seconds * float64(time.Second))
	}
	if date, err := http.ParseTime(text); err == nil {
		return max(0, date.Sub(now))
	}
	return 0
}
