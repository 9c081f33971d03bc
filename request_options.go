package smile

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// RequestOption changes one call. For Pages and All it changes the call of each page.
type RequestOption func(*requestConfig)

type requestConfig struct {
	timeout time.Duration
	retry   *RetryMode
	reply   *Response
	header  http.Header
	// progress is told how far a file is.
	progress func(done, total int64)
}

// WithTimeout bounds one call, all its attempts and waits together. A duration that is not positive sets
// no bound.
func WithTimeout(d time.Duration) RequestOption {
	return func(c *requestConfig) { c.timeout = d }
}

// WithRetry overrides when one call may be repeated. [RetrySafe] on a call that creates something says
// that you accept to create it twice.
func WithRetry(mode RetryMode) RequestOption {
	return func(c *requestConfig) { c.retry = &mode }
}

// WithHeader adds a header to one call. The headers that the client sets itself cannot be replaced, nor those that
// belong to the connection. An Idempotency-Key is sent, and does not let net/http repeat the call.
func WithHeader(name, value string) RequestOption {
	return func(c *requestConfig) {
		if c.header == nil {
			c.header = http.Header{}
		}
		c.header.Add(name, value)
	}
}

// WithResponse keeps the last reply of a call in reply, failed calls included. A call that fails before there is
// one leaves it zero.
func WithResponse(reply *Response) RequestOption {
	return func(c *requestConfig) { c.reply = reply }
}

// WithProgress has progress called while files are sent or fetched, with the bytes of their contents that
// went by and the bytes of all of them, which are -1 when that is not known. A retry of an upload begins
// again at 0; a download that is resumed goes on. Progress runs on another goroutine than the call, never on
// two at once. It should return soon: the transfer waits for it. When it blocks, the call ends with its context
// all the same; then progress may still be running after the call, and is not called again. When it panics, so
// does the call: see [PanicError].
func WithProgress(progress func(done, total int64)) RequestOption {
	return func(c *requestConfig) { c.progress = progress }
}

// Response is what the server sent.
type Response struct {
	// Status is the HTTP status; 0 when there was no reply.
	Status int
	Header http.Header
	// Body is the exact bytes of the reply.
	Body []byte
	// RequestID identifies the reply at Smile.
	RequestID string
	// Attempts counts the requests that were made.
	Attempts int
	// Malformed lists the values that do not have the form that the API documents. The call succeeds, their
	// fields are left at zero, and here they are as they came.
	Malformed []userdata.Malformed
}

// ownHeaders are the client's own, and those by which net/http is told what to do with the connection.
var ownHeaders = []string{
	"Accept", "Accept-Encoding", "Authorization", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Expect", "Host",
	"Keep-Alive", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent",
}

// spelled is how a header is handed to net/http. It takes these two for the permission to send a request again, by
// itself and as often as it likes, if they are spelled like this; servers know them in any spelling.
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
			return name, "is set by the client or belongs to the connection, and cannot be given"
		}
		if !headerName.MatchString(name) || slices.ContainsFunc(values, func(v string) bool { return !validHeaderValue(v) }) {
			return name, "is not a header that can be sent"
		}
	}
	return "", ""
}

// headerName is a token of RFC 9110.
var headerName = regexp.MustCompile("^[-!#$%&'*+.^_`|~0-9A-Za-z]+$")

// validHeaderValue reports whether net/http would send a value.
func validHeaderValue(value string) bool {
	return !strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}
