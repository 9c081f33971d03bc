package smile

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// RequestOption changes one call. Given to Pages or All, it applies to the request for each page.
type RequestOption func(*requestConfig)

type requestConfig struct {
	timeout time.Duration
	retry   *RetryMode
	reply   *Response
	header  http.Header
	// progress is called with the progress of a file transfer.
	progress func(done, total int64)
}

// WithTimeout bounds one call, including all its attempts and waits. If d is not positive, there is no bound.
func WithTimeout(d time.Duration) RequestOption {
	return func(c *requestConfig) { c.timeout = d }
}

// WithRetry overrides when one call may be retried. For a call that creates something, [RetrySafe] means that you
// accept that it may be created twice.
func WithRetry(mode RetryMode) RequestOption {
	return func(c *requestConfig) { c.retry = &mode }
}

// WithHeader adds a header to one call. It cannot replace headers that the client sets itself or that belong to the
// connection. An Idempotency-Key is sent, but does not make net/http retry the call.
func WithHeader(name, value string) RequestOption {
	return func(c *requestConfig) {
		if c.header == nil {
			c.header = http.Header{}
		}
		c.header.Add(name, value)
	}
}

// WithResponse stores the last response of a call in response, even if the call fails. If there was no response, it
// stores the zero value.
func WithResponse(response *Response) RequestOption {
	return func(c *requestConfig) { c.reply = response }
}

// WithProgress calls progress while files are uploaded or downloaded. Done is the number of bytes of the files
// transferred so far, and total the size of all files, or -1 if it is unknown. A retried upload starts again at 0; a
// resumed download continues.
//
// Progress runs on a goroutine other than the caller's, never concurrently with itself. It should return quickly,
// because the transfer waits for it. If it blocks, the call still ends with its context; progress may then still be
// running after the call has returned, but is not called again. If it panics, the call panics with a [PanicError].
func WithProgress(progress func(done, total int64)) RequestOption {
	return func(c *requestConfig) { c.progress = progress }
}

// Response is the HTTP response to a call.
type Response struct {
	// Status is the HTTP status; 0 if there was no response.
	Status int
	Header http.Header
	// Body holds the exact bytes of the response body.
	Body []byte
	// RequestID identifies the response at Smile.
	RequestID string
	// Attempts is the number of requests that were made.
	Attempts int
	// Malformed lists the values that do not have the documented form, as the API sent them. Such values do not fail
	// the call; their fields are left zero.
	Malformed []userdata.Malformed
}

// ownHeaders lists the headers that the client sets, and those that control the connection in net/http.
var ownHeaders = []string{
	"Accept", "Accept-Encoding", "Authorization", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Expect", "Host",
	"Keep-Alive", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent",
}

// spelled returns the spelling of a header to pass to net/http. In their canonical spelling net/http takes these two
// headers as permission to retry a request by itself, without limit. Servers accept any spelling.
func spelled(name string) string {
	switch name = http.CanonicalHeaderKey(name); name {
	case "Idempotency-Key", "X-Idempotency-Key":
		return strings.ToLower(name)
	default:
		return name
	}
}

func headerProblem(header http.Header) (name, problem string) {
	for name, values := range header {
		if slices.Contains(ownHeaders, http.CanonicalHeaderKey(name)) {
			return name, "is set by the client or belongs to the connection, and must not be set"
		}
		if !headerName.MatchString(name) || slices.ContainsFunc(values, func(v string) bool { return !validHeaderValue(v) }) {
			return name, "is not a valid header"
		}
	}
	return "", ""
}

// headerName matches a token of RFC 9110.
var headerName = regexp.MustCompile("^[-!#$%&'*+.^_`|~0-9A-Za-z]+$")

// validHeaderValue reports whether net/http accepts value in a header.
func validHeaderValue(value string) bool {
	return !strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}
