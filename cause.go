package smile

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/textproto"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"syscall"
)

// worded is an error with a text of this package. The wrapped error is reachable with errors.Is and errors.As only,
// because its text may contain a URL, a credential, or anything else that a server or a transport put there.
type worded struct {
	text string
	err  error
	// is is the exported error that this error matches; nil for none.
	is error
	// final reports that another attempt would fail too, and unsent that the server has not acted on this one.
	final, unsent bool
}

func (w *worded) Error() string        { return w.text }
func (w *worded) Unwrap() error        { return w.err }
func (w *worded) Is(target error) bool { return w.is != nil && w.is == target }

// says returns an error with a text of this package that matches no exported error.
func says(text string) error { return &worded{text: text} }

// because returns one of this package's errors with a reason.
func because(err error, reason string) error {
	return &worded{text: err.Error() + ": " + reason, is: err}
}

// becauseOf returns one of this package's errors, or the error of a context, with its cause.
func becauseOf(err, cause error) error {
	w := describe(cause)
	w.text, w.err, w.is = err.Error()+": "+w.text, cause, err
	return w
}

// inWords converts the error of an attempt to one whose text is safe to print. Only known kinds of errors contribute
// text, up to a limit: a list of everything that must not be printed could never be complete.
func inWords(err error) error {
	if _, ok := err.(*worded); ok || err == nil { //nolint:errorlint // an error that wraps one has a different text
		return err
	}
	w := describe(err)
	w.err = err
	return w
}

// inWordsAfter is like inWords, with a prefix.
func inWordsAfter(what string, err error) error {
	w := describe(err)
	w.text, w.err = what+": "+w.text, err
	return w
}

// plain lists errors with a fixed text.
var plain = []error{
	io.EOF, io.ErrUnexpectedEOF, io.ErrShortWrite, io.ErrNoProgress, io.ErrClosedPipe,
	context.Canceled, context.DeadlineExceeded, os.ErrDeadlineExceeded, net.ErrClosed,
	fs.ErrNotExist, fs.ErrPermission, fs.ErrInvalid, fs.ErrClosed,
	ErrMalformedResponse, ErrResponseTooLarge, ErrRedirect, ErrUnfinished, ErrIncomplete, ErrChecksum, ErrRepeatedCursor,
}

// describe returns a text for an error, without wrapping it. The methods of foreign errors may panic.
func describe(err error) (w *worded) {
	defer func() {
		if recover() != nil {
			w = &worded{text: fmt.Sprintf("an error of type %T", err)}
		}
	}()
	if slices.ContainsFunc(plain, func(p error) bool { return err == p }) { //nolint:errorlint // an error that wraps one has a different text
		return &worded{text: err.Error()}
	}
	switch e := err.(type) { //nolint:errorlint // errors that wrap one are handled below
	case *worded:
		return &worded{text: e.text, is: e.is, final: e.final, unsent: e.unsent}
	case timeout, *ParameterError, *Error, syscall.Errno:
		return &worded{text: err.Error()}
	case *url.Error:
		return describe(e.Err)
	case *os.SyscallError:
		return describe(e.Err).after(e.Syscall)
	case *fs.PathError: // its path may name a person
		return describe(e.Err)
	case *net.DNSError:
		return &worded{text: "the host name cannot be resolved: check the base URL and the network"}
	case *net.OpError:
		return describeOperation(e)
	case *tls.CertificateVerificationError:
		return &worded{text: "the server's certificate is not trusted: check the base URL, the clock and the proxies in between", final: true}
	case tls.RecordHeaderError:
		return &worded{text: "the server does not speak TLS: check the scheme and port of the base URL", final: true}
	case textproto.ProtocolError:
		return &worded{text: "the response header is malformed or was cut off"}
	}
	if inner := errors.Unwrap(err); inner != nil {
		return describe(inner)
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
		return describe(joined.Unwrap()[0])
	}
	for _, known := range texts {
		if known.form.MatchString(err.Error()) {
			return &worded{text: known.text, is: known.is, final: known.final, unsent: known.unsent}
		}
	}
	return &worded{text: fmt.Sprintf("an error of type %T: unwrap this error to see its text", err)}
}

func (w *worded) after(what string) *worded {
	w.text = bounded(what) + ": " + w.text
	return w
}

// describeOperation returns a text for a failed operation on a connection.
func describeOperation(e *net.OpError) *worded {
	if e.Op == "remote error" || e.Op == "local error" { // TLS alerts, which have no exported type
		if alert := fmt.Sprint(e.Err); handshakeAlert.MatchString(alert) {
			return &worded{text: e.Op + ": " + bounded(alert) + ": check the TLS versions and certificates of both sides", final: true}
		}
		return &worded{text: "the TLS connection was lost"}
	}
	what := e.Op
	if e.Net != "" {
		what += " " + e.Net
	}
	if address, ok := e.Addr.(*net.TCPAddr); ok {
		what += " " + address.String()
	}
	if e.Err == nil {
		return &worded{text: bounded(what)}
	}
	return describe(e.Err).after(what)
}

// texts lists errors of net/http and crypto/tls that can be recognized only by their text.
var texts = []struct {
	form *regexp.Regexp
	text string
	is   error

	final, unsent bool
}{
	{form: regexp.MustCompile(`^failed to parse Location header `), text: "redirect refused: its location is not a URL", is: ErrRedirect, final: true},
	// A truncated status line looks like a malformed one: the error quotes what was received.
	{form: regexp.MustCompile(`^malformed HTTP response "(H(T(T(P(/(1(\.([01])?)?)?)?)?)?)?)?"$`), text: lostInHeader},
	{form: regexp.MustCompile(`^malformed HTTP status code "\d?\d?"$`), text: lostInHeader},
	{form: regexp.MustCompile(`^malformed HTTP `), text: "malformed response: it is not HTTP", is: ErrMalformedResponse, final: true},
	{form: regexp.MustCompile(`^net/http: server response headers exceeded `), text: "response too large: its header alone exceeds the limit", is: ErrResponseTooLarge, final: true},
	{form: regexp.MustCompile(`^http: server closed idle connection$`), text: "the server closed the connection"},
	{form: regexp.MustCompile(`^net/http: TLS handshake timeout$`), text: "the TLS handshake took too long"},
	{form: regexp.MustCompile(`^(net/http|http2): timeout awaiting response headers$`), text: "the transport timed out waiting for the response"},
	{form: regexp.MustCompile(`^http: server gave HTTP response to HTTPS client$`), text: "the server does not speak TLS: check the scheme and port of the base URL", final: true},
	{form: regexp.MustCompile(`^Proxy Authentication Required$`), text: "the proxy requires authentication: put the user and password in its URL", final: true},
	{form: regexp.MustCompile(`^(username/password authentication failed|no acceptable authentication methods)$`), text: "the proxy refused the credentials: check the user and password in its URL", final: true},
	{form: regexp.MustCompile(`^tls: (bad record MAC|received record with|unexpected message|.*(oversized|use of closed))`), text: "the TLS connection was lost"},
	{form: regexp.MustCompile(`^tls: `), text: "the TLS handshake failed: check the TLS versions and certificates of both sides", final: true},
	{form: refusedStream, text: "the server refused the HTTP/2 stream before it acted on it", unsent: true},
	{form: regexp.MustCompile(`^(http2: |stream error: |connection error: )`), text: lostHTTP2},
}

const (
	lostInHeader = "the connection was lost while the response header was read"
	lostHTTP2    = "the HTTP/2 connection or stream was lost"
)

var (
	// handshakeAlert matches TLS alerts that would recur on every attempt.
	handshakeAlert = regexp.MustCompile(`^tls: (handshake failure|protocol version not supported|insufficient security level|.*certificate.*|access denied|no application protocol|unrecognized name|missing extension|inappropriate fallback)$`)
	// refusedStream matches the error of net/http when the server has not looked at a request and net/http cannot
	// resend its body.
	refusedStream = regexp.MustCompile(`^http2: Transport: cannot retry err \[stream error: stream ID \d+; REFUSED_STREAM; received from peer\] after Request\.Body was written; define Request\.GetBody to avoid this error$`)
)

// maxQuoted is the maximum number of bytes of foreign text in an error or a log line.
const maxQuoted = 100

// bounded shortens and quotes text from a server or a caller so that it can be printed.
func bounded(text string) string {
	short := text
	if len(short) > maxQuoted {
		short = short[:maxQuoted]
	}
	if quoted := strconv.Quote(short); quoted[1:len(quoted)-1] != short {
		short = quoted
	}
	if len(text) > maxQuoted {
		short += "..."
	}
	return short
}

// contextError returns the reason a context ended. The caller's cause can be unwrapped.
func contextError(ctx context.Context) error {
	err := ctx.Err()
	cause := context.Cause(ctx)
	if cause == nil || errors.Is(cause, err) {
		return err
	}
	return becauseOf(err, cause)
}
