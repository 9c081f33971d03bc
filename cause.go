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

// worded is an error in words of this package's own. What it wraps is for errors.Is and errors.As: the text of
// that may hold a URL, a credential, or whatever a server or a transport has put there.
type worded struct {
	text string
	err  error
	// is is the error of this package that it is; nil for none.
	is error
	// final says that another attempt would fail too, and unsent that the server has not acted on this one.
	final, unsent bool
}

func (w *worded) Error() string        { return w.text }
func (w *worded) Unwrap() error        { return w.err }
func (w *worded) Is(target error) bool { return w.is != nil && w.is == target }

// says is an error of this package's own that is none of the exported ones.
func says(text string) error { return &worded{text: text} }

// because is one of this package's errors with a reason.
func because(err error, reason string) error {
	return &worded{text: err.Error() + ": " + reason, is: err}
}

// becauseOf is one of this package's errors, or that of a context, with what caused it.
func becauseOf(err, cause error) error {
	w := describe(cause)
	w.text, w.err, w.is = err.Error()+": "+w.text, cause, err
	return w
}

// inWords returns what an attempt failed with as an error whose text may be printed. Only kinds of errors that
// are known here speak, with a bound: a list of what must not be printed would never end.
func inWords(err error) error {
	if _, ok := err.(*worded); ok || err == nil { //nolint:errorlint // what wraps one has a text of its own
		return err
	}
	w := describe(err)
	w.err = err
	return w
}

// inWordsAfter is inWords behind words of this package's own, as they often say more.
func inWordsAfter(what string, err error) error {
	w := describe(err)
	w.text, w.err = what+": "+w.text, err
	return w
}

// plain are errors with a fixed text.
var plain = []error{
	io.EOF, io.ErrUnexpectedEOF, io.ErrShortWrite, io.ErrNoProgress, io.ErrClosedPipe,
	context.Canceled, context.DeadlineExceeded, os.ErrDeadlineExceeded, net.ErrClosed,
	fs.ErrNotExist, fs.ErrPermission, fs.ErrInvalid, fs.ErrClosed,
	ErrMalformedResponse, ErrResponseTooLarge, ErrRedirect, ErrUnfinished, ErrIncomplete, ErrChecksum, ErrRepeatedCursor,
}

// describe words an error. It does not wrap it. Methods of errors of others may panic.
func describe(err error) (w *worded) {
	defer func() {
		if recover() != nil {
			w = &worded{text: fmt.Sprintf("an error of type %T", err)}
		}
	}()
	if slices.ContainsFunc(plain, func(p error) bool { return err == p }) { //nolint:errorlint // what wraps one of them has a text of its own
		return &worded{text: err.Error()}
	}
	switch e := err.(type) { //nolint:errorlint // what wraps one of them is handled below
	case *worded:
		return &worded{text: e.text, is: e.is, final: e.final, unsent: e.unsent}
	case timeout, *ParameterError, *Error, syscall.Errno:
		return &worded{text: err.Error()}
	case *url.Error:
		return describe(e.Err)
	case *os.SyscallError:
		return describe(e.Err).after(e.Syscall)
	case *fs.PathError: // whose path may name a person
		return describe(e.Err)
	case *net.DNSError:
		return &worded{text: "the host's name cannot be looked up: check the base URL and the network"}
	case *net.OpError:
		return describeOperation(e)
	case *tls.CertificateVerificationError:
		return &worded{text: "the server's certificate is not trusted: check the base URL, the clock and proxies on the way", final: true}
	case tls.RecordHeaderError:
		return &worded{text: "the server does not speak TLS: check scheme and port of the base URL", final: true}
	case textproto.ProtocolError:
		return &worded{text: "the reply's header is malformed, or the connection was lost in it"}
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
	return &worded{text: fmt.Sprintf("an error of type %T: unwrap this one to see its words", err)}
}

func (w *worded) after(what string) *worded {
	w.text = bounded(what) + ": " + w.text
	return w
}

// describeOperation words what failed on a connection.
func describeOperation(e *net.OpError) *worded {
	if e.Op == "remote error" || e.Op == "local error" { // alerts of TLS, for which there is no exported type
		if alert := fmt.Sprint(e.Err); handshakeAlert.MatchString(alert) {
			return &worded{text: e.Op + ": " + bounded(alert) + ": check TLS versions and certificates of both sides", final: true}
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

// texts are errors that net/http and crypto/tls tell by their text only.
var texts = []struct {
	form *regexp.Regexp
	text string
	is   error

	final, unsent bool
}{
	{form: regexp.MustCompile(`^failed to parse Location header `), text: "the redirect is refused: its location is not a URL", is: ErrRedirect, final: true},
	// A status line that broke off looks like one that is wrong: the text quotes what there is of it.
	{form: regexp.MustCompile(`^malformed HTTP response "(H(T(T(P(/(1(\.([01])?)?)?)?)?)?)?)?"$`), text: lostInHeader},
	{form: regexp.MustCompile(`^malformed HTTP status code "\d?\d?"$`), text: lostInHeader},
	{form: regexp.MustCompile(`^malformed HTTP `), text: "the reply is malformed: it is not HTTP", is: ErrMalformedResponse, final: true},
	{form: regexp.MustCompile(`^net/http: server response headers exceeded `), text: "the reply is too large: its header alone", is: ErrResponseTooLarge, final: true},
	{form: regexp.MustCompile(`^http: server closed idle connection$`), text: "the server closed the connection"},
	{form: regexp.MustCompile(`^net/http: TLS handshake timeout$`), text: "the TLS handshake took too long"},
	{form: regexp.MustCompile(`^(net/http|http2): timeout awaiting response headers$`), text: "the transport waited too long for the reply"},
	{form: regexp.MustCompile(`^http: server gave HTTP response to HTTPS client$`), text: "the server does not speak TLS: check scheme and port of the base URL", final: true},
	{form: regexp.MustCompile(`^Proxy Authentication Required$`), text: "the proxy asks for a login: put user and password into its URL", final: true},
	{form: regexp.MustCompile(`^(username/password authentication failed|no acceptable authentication methods)$`), text: "the proxy refuses the login: check user and password in its URL", final: true},
	{form: regexp.MustCompile(`^tls: (bad record MAC|received record with|unexpected message|.*(oversized|use of closed))`), text: "the TLS connection was lost"},
	{form: regexp.MustCompile(`^tls: `), text: "the TLS handshake failed: check TLS versions and certificates of both sides", final: true},
	{form: refusedStream, text: "the server refused the HTTP/2 stream before it did anything", unsent: true},
	{form: regexp.MustCompile(`^(http2: |stream error: |connection error: )`), text: lostHTTP2},
}

const (
	lostInHeader = "the connection was lost in the reply's header"
	lostHTTP2    = "the HTTP/2 connection or stream was lost"
)

var (
	// handshakeAlert are the alerts of TLS that come again each time.
	handshakeAlert = regexp.MustCompile(`^tls: (handshake failure|protocol version not supported|insufficient security level|.*certificate.*|access denied|no application protocol|unrecognized name|missing extension|inappropriate fallback)$`)
	// refusedStream is how net/http says that the server has not looked at a request whose body cannot be sent
	// again by net/http itself.
	refusedStream = regexp.MustCompile(`^http2: Transport: cannot retry err \[stream error: stream ID \d+; REFUSED_STREAM; received from peer\] after Request\.Body was written; define Request\.GetBody to avoid this error$`)
)

// maxQuoted is how many bytes of foreign text an error or a log line holds.
const maxQuoted = 100

// bounded makes text of a server's or a caller's fit to be printed.
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

// contextError says why a context ended. The cause that a caller gave it can be unwrapped.
func contextError(ctx context.Context) error {
	err := ctx.Err()
	cause := context.Cause(ctx)
	if cause == nil || errors.Is(cause, err) {
		return err
	}
	return becauseOf(err, cause)
}
