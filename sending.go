package smile

import (
	"context"
	"crypto/tls"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
)

// sending tracks the progress of one request as net/http reports it. The error of a request is not enough: a server
// that hangs up during the TLS handshake looks like one that hangs up after it has read the request.
//
// It also keeps net/http from resending the request by itself. Over HTTP/2 a server can make it do so, without limit
// and without retries and pacer noticing, by claiming that it has not looked at a stream on which it has acted.
type sending struct {
	started
	// redirected reports whether an earlier request of the attempt was answered.
	redirected bool
	// end ends the request.
	end context.CancelCauseFunc

	// connecting reports whether the request has no connection yet.
	connecting atomic.Bool
	// http1 reports whether its connection is certainly HTTP/1.1, and multiplexed whether it certainly is not.
	http1, multiplexed atomic.Bool
	// written reports whether bytes of the request may have left. It is never reset.
	written atomic.Bool
}

// trace returns the trace that follows the request. It ignores the outcome of a handshake: net/http may have found
// another connection in the meantime.
func (s *sending) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(string) {
			s.connecting.Store(true)
			s.endRepetition()
		},
		GotConn: func(info httptrace.GotConnInfo) {
			secure, ok := info.Conn.(*tls.Conn)
			s.http1.Store(ok && secure.ConnectionState().NegotiatedProtocol != "h2")
			s.connecting.Store(false)
			s.endRepetition()
		},
		WroteHeaderField: func(name string, _ []string) {
			if strings.HasPrefix(name, ":") { // a pseudo-header, which HTTP/1.1 does not have
				s.multiplexed.Store(true)
			}
			s.written.Store(true)
		},
	}
}

// endRepetition ends the request when net/http is about to resend it. Over HTTP/2, net/http checks the context before
// it writes. Over HTTP/1.1 it resends only reads and requests of which it has written nothing.
func (s *sending) endRepetition() {
	if s.written.Load() && s.multiplexed.Load() {
		s.end(errRepetition)
	}
}

// errRepetition stands for a lost connection, which is all that net/http reports in that case.
var errRepetition = says(lostHTTP2)

// begun reports whether bytes of the request may have left.
func (s *sending) begun() bool { return s != nil && (s.redirected || s.written.Load()) }

// unsent reports whether the request cannot have left: it had no connection, or an HTTP/1.1 connection to which nothing
// was written, which net/http knows for certain when it returns. Over HTTP/2 it may return before it writes.
func (s *sending) unsent() bool {
	return s != nil && !s.begun() && (s.connecting.Load() || s.http1.Load())
}
