package smile

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Option configures a [Client]. A later option overrides an earlier one, and any option overrides the
// environment.
type Option func(*config) error

// config is what New works with: defaults, then the environment, then the options.
type config struct {
	apiKey, apiSecret string
	environment       Environment
	baseURL           string
	insecureHTTP      string // a boolean; empty means false
	httpClient        *http.Client
	userAgent         string
	logger            *slog.Logger
	observers         []func(context.Context, Attempt)
	pacer             Pacer
	maxRetries        int
	minBackoff        time.Duration
	maxBackoff        time.Duration
	attemptTimeout    time.Duration
	maxReplySize      int64
}

func defaults(getenv func(string) string) config {
	return config{
		apiKey:         getenv("SMILE_API_KEY"),
		apiSecret:      getenv("SMILE_API_SECRET"),
		environment:    Environment(getenv("SMILE_ENVIRONMENT")),
		baseURL:        getenv("SMILE_BASE_URL"),
		insecureHTTP:   getenv("SMILE_INSECURE_HTTP"),
		pacer:          NewPacer(RequestsPerSecond),
		maxRetries:     3,
		minBackoff:     500 * time.Millisecond,
		maxBackoff:     30 * time.Second,
		attemptTimeout: 30 * time.Second,
		maxReplySize:   32 << 20,
	}
}

// WithCredentials sets the API key and its secret. Without it they come from SMILE_API_KEY and
// SMILE_API_SECRET.
func WithCredentials(apiKey, apiSecret string) Option {
	return func(c *config) error {
		c.apiKey, c.apiSecret = apiKey, apiSecret
		return nil
	}
}

// WithEnvironment chooses where the API is served. Without it SMILE_ENVIRONMENT decides, and without
// that it is the [Sandbox]. It takes the place of a base URL given before.
func WithEnvironment(environment Environment) Option {
	return func(c *config) error {
		c.environment, c.baseURL = environment, ""
		return nil
	}
}

// WithBaseURL sends every call to a server of your own, such as a proxy or a sandbox on this machine. The
// URL includes the version, as in http://127.0.0.1:8080/v1, and must be https except on loopback: see
// [WithInsecureHTTP]. Without it SMILE_BASE_URL and then the environment decide.
func WithBaseURL(baseURL string) Option {
	return func(c *config) error {
		if baseURL == "" {
			return &ParameterError{Field: "base URL", Problem: "is empty; leave WithBaseURL out to use the environment's"}
		}
		c.baseURL = baseURL
		return nil
	}
}

// WithInsecureHTTP accepts a base URL that begins with http:// on any host, such as http://smile-sandbox:8080/v1 for a
// sandbox in another container. Files are then fetched, and webhooks registered, by plain HTTP too. Anyone on the way
// can read the credentials and the data, so never use it on a network that you do not own. SMILE_INSECURE_HTTP=true
// does the same.
func WithInsecureHTTP() Option {
	return func(c *config) error {
		c.insecureHTTP = "true"
		return nil
	}
}

// WithHTTPClient sends requests by the Transport of another client, for proxies, certificates or tests. As in net/http
// it is looked up for each request, and a nil Transport means [http.DefaultTransport], so that what replaces either
// afterwards is used. To change only a detail, begin with [NewTransport]: the default transport keeps two idle
// connections, which is few for one host. The client's Timeout bounds a whole call, retries included. Its CheckRedirect
// and Jar are not used: this package never follows a redirect to another host, and the API knows no cookies. The client
// itself is not changed, and its idle connections are left alone. Nil, the default, means connections of this
// package's own.
func WithHTTPClient(client *http.Client) Option {
	return func(c *config) error {
		c.httpClient = client
		return nil
	}
}

// WithUserAgent names your program in the User-Agent header, before this module's own name.
func WithUserAgent(product string) Option {
	return func(c *config) error {
		c.userAgent = product
		return nil
	}
}

// WithLogger logs each attempt, as an observer does that writes what an [Attempt] holds: see [OperationKey] for the
// attributes. It never logs a URL, a value or a credential. The message is "smile call"; the level is debug for an
// attempt that succeeds, and warn for one that fails or whose reply has values that could not be read. Nil, the default,
// logs nothing.
func WithLogger(logger *slog.Logger) Option {
	return func(c *config) error {
		c.logger = logger
		return nil
	}
}

// WithObserver calls observe after each attempt of each call, for metrics and traces of your own. Every WithObserver
// adds one; they are called in order, on the goroutine of the call, which waits for them. Calls that are made at the
// same time call observe at the same time. A call that is refused, or ends before its first attempt, has none to
// report.
//
// The context has the values of the call's and does not end. A panic in observe changes nothing for the call; a logger
// given to [WithLogger] is told.
func WithObserver(observe func(ctx context.Context, attempt Attempt)) Option {
	return func(c *config) error {
		if observe == nil {
			return &ParameterError{Field: "observer", Problem: "is nil"}
		}
		c.observers = append(c.observers, observe)
		return nil
	}
}

// WithPacer replaces the client's own pacer of 20 requests a second, to share one between clients or to
// bring another implementation. Nil turns pacing off.
func WithPacer(pacer Pacer) Option {
	return func(c *config) error {
		c.pacer = pacer
		return nil
	}
}

// WithMaxRetries sets how often a call is repeated after its first attempt: 3 by default, 0 for never.
func WithMaxRetries(n int) Option {
	return func(c *config) error {
		if n < 0 {
			return &ParameterError{Field: "max retries", Problem: "must not be negative"}
		}
		c.maxRetries = n
		return nil
	}
}

// WithBackoff sets how long to wait before a retry: a random time up to a bound that begins at minimum
// and doubles with each retry until it reaches maximum. A Retry-After of the server is the least time to
// wait; when it is longer than maximum the call fails at once. 500 ms and 30 s by default.
func WithBackoff(minimum, maximum time.Duration) Option {
	return func(c *config) error {
		if minimum < 0 || maximum < minimum {
			return &ParameterError{Field: "backoff", Problem: "needs 0 <= minimum <= maximum"}
		}
		c.minBackoff, c.maxBackoff = minimum, maximum
		return nil
	}
}

// WithAttemptTimeout bounds each request, from connecting to the last byte of the reply; 30 s by default, 0
// for no bound. A redirect within the host begins a new request. The context of a call bounds all attempts together.
// With files it is the time in which nothing moves: while they are sent, and then once for the whole reply, from
// the last byte that is handed out, or from the reply's header if that comes before; while they are fetched, each
// wait for their host.
func WithAttemptTimeout(d time.Duration) Option {
	return func(c *config) error {
		if d < 0 {
			return &ParameterError{Field: "attempt timeout", Problem: "must not be negative"}
		}
		c.attemptTimeout = d
		return nil
	}
}

// WithMaxResponseSize sets the largest reply in bytes that the client reads, up to 1 GiB; 32 MiB by default.
func WithMaxResponseSize(bytes int64) Option {
	return func(c *config) error {
		if bytes <= 0 || bytes > 1<<30 {
			return &ParameterError{Field: "max reply size", Problem: "must be 1 byte to 1 GiB"}
		}
		c.maxReplySize = bytes
		return nil
	}
}
