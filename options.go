package smile

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Option configures a [Client]. A later option overrides an earlier one, and every option overrides the environment.
type Option func(*config) error

// config holds the settings of a client: the defaults, overridden by the environment, overridden by the options.
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

// WithCredentials sets the API key and its secret. They default to SMILE_API_KEY and SMILE_API_SECRET.
func WithCredentials(apiKey, apiSecret string) Option {
	return func(c *config) error {
		c.apiKey, c.apiSecret = apiKey, apiSecret
		return nil
	}
}

// WithEnvironment selects the environment of the API. It defaults to SMILE_ENVIRONMENT, and to [Sandbox] if that is not
// set. It overrides a base URL set by an earlier option or by SMILE_BASE_URL.
func WithEnvironment(environment Environment) Option {
	return func(c *config) error {
		c.environment, c.baseURL = environment, ""
		return nil
	}
}

// WithBaseURL sends every call to another server, such as a proxy or a sandbox on this machine. The URL includes the
// version, as in http://127.0.0.1:8080/v1, and must be https except for loopback addresses: see [WithInsecureHTTP]. It
// defaults to SMILE_BASE_URL, and to the URL of the environment if that is not set.
func WithBaseURL(baseURL string) Option {
	return func(c *config) error {
		if baseURL == "" {
			return &ParameterError{Field: "base URL", Problem: "is empty: omit WithBaseURL to use the URL of the environment"}
		}
		c.baseURL = baseURL
		return nil
	}
}

// WithInsecureHTTP allows a base URL that begins with http:// on any host, such as http://smile-sandbox:8080/v1 for a
// sandbox in another container. Files may then be fetched, and webhooks registered, over plain HTTP too. Anyone on the
// network path can read the credentials and the data, so never use it on a network that you do not own.
// SMILE_INSECURE_HTTP=true has the same effect.
func WithInsecureHTTP() Option {
	return func(c *config) error {
		c.insecureHTTP = "true"
		return nil
	}
}

// WithHTTPClient sends requests through the Transport of client, for proxies, certificates or tests. As in net/http,
// the transport is looked up for each request and a nil Transport means [http.DefaultTransport], so later changes to
// either take effect. To change a single setting, start from [NewTransport]: the default transport keeps only two idle
// connections per host, which is few when all calls go to one host.
//
// The client's Timeout bounds a whole call, including retries. Its CheckRedirect and Jar are not used: this package
// never follows a redirect to another host, and the API uses no cookies. The client itself is not modified, and its
// idle connections are left open. If client is nil, the default, this package uses connections of its own.
func WithHTTPClient(client *http.Client) Option {
	return func(c *config) error {
		c.httpClient = client
		return nil
	}
}

// WithUserAgent puts product, the name of your program, before this module's name in the User-Agent header.
func WithUserAgent(product string) Option {
	return func(c *config) error {
		c.userAgent = product
		return nil
	}
}

// WithLogger logs every attempt with the fields of [Attempt]; see [OperationKey] for the attributes. It never logs a
// URL, a value or a credential. The message is "smile call". The level is debug for an attempt that succeeds, and warn
// for one that fails or whose response has malformed values. If logger is nil, the default, nothing is logged.
func WithLogger(logger *slog.Logger) Option {
	return func(c *config) error {
		c.logger = logger
		return nil
	}
}

// WithObserver calls observe after each attempt of each call, for your own metrics and traces. Each use adds an
// observer. Observers are called in order on the goroutine of the call, which waits for them, so concurrent calls run
// observe concurrently. A call that is refused, or ends before its first attempt, has no attempt to report.
//
// The context carries the values of the call's context and is never canceled. A panic in observe does not affect the
// call; it is logged if the client has a logger.
func WithObserver(observe func(ctx context.Context, attempt Attempt)) Option {
	return func(c *config) error {
		if observe == nil {
			return &ParameterError{Field: "observer", Problem: "is nil"}
		}
		c.observers = append(c.observers, observe)
		return nil
	}
}

// WithPacer replaces the client's default pacer of 20 requests per second, to share a pacer between clients or to use
// another implementation. If pacer is nil, requests are not paced.
func WithPacer(pacer Pacer) Option {
	return func(c *config) error {
		c.pacer = pacer
		return nil
	}
}

// WithMaxRetries sets the maximum number of retries after the first attempt of a call. It defaults to 3; 0 means no
// retries.
func WithMaxRetries(n int) Option {
	return func(c *config) error {
		if n < 0 {
			return &ParameterError{Field: "max retries", Problem: "must not be negative"}
		}
		c.maxRetries = n
		return nil
	}
}

// WithBackoff sets the wait before a retry. The wait is random, up to a bound that starts at minimum and doubles with
// each retry until it reaches maximum. It is at least as long as a Retry-After header asks for; if that is longer than
// maximum, the call fails at once. The defaults are 500 ms and 30 s.
func WithBackoff(minimum, maximum time.Duration) Option {
	return func(c *config) error {
		if minimum < 0 || maximum < minimum {
			return &ParameterError{Field: "backoff", Problem: "needs 0 <= minimum <= maximum"}
		}
		c.minBackoff, c.maxBackoff = minimum, maximum
		return nil
	}
}

// WithAttemptTimeout bounds each request, from connecting to the last byte of the response. It defaults to 30 s; 0
// means no bound. A redirect within the host starts a new request. The context of a call bounds all of its attempts
// together.
//
// For files, d bounds the time without progress rather than the whole transfer. In an upload it bounds each pause while
// the files are sent, and then the whole response, counted from the last byte sent or from the response header,
// whichever is first. In a download it bounds each wait for the host of the file.
func WithAttemptTimeout(d time.Duration) Option {
	return func(c *config) error {
		if d < 0 {
			return &ParameterError{Field: "attempt timeout", Problem: "must not be negative"}
		}
		c.attemptTimeout = d
		return nil
	}
}

// WithMaxResponseSize sets the size in bytes of the largest response that the client reads, up to 1 GiB. It defaults to
// 32 MiB.
func WithMaxResponseSize(bytes int64) Option {
	return func(c *config) error {
		if bytes <= 0 || bytes > 1<<30 {
			return &ParameterError{Field: "max response size", Problem: "must be between 1 byte and 1 GiB"}
		}
		c.maxReplySize = bytes
		return nil
	}
}
