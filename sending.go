package smile

import (
	"context"
	"crypto/tls"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
)

// sending is how far one request has come, by the reports of net/http. The error of a request need not tell: a
// server that hangs up during the TLS handshake looks like one that hangs up after it has read the request.
//
// It also keeps net/http from repeating the request by itself. Over HTTP/2 a server can make it do so, without end
// and beneath retries and pacer, by saying that it has not looked at a stream on which it has acted.
type sending struct {
	started
	// redirected tells that a request before this one was answered.
	redirected bool
	// end ends the request.
	end context.CancelCauseFunc

	// connecting tells that the request has no connection yet.
	connecting atomic.Bool
	// http1 tells that its connection is one of HTTP/1.1 for certain, and multiplexed that it is none.
	http1, multiplexed atomic.Bool
	// written tells that bytes of the request may have left. Nothing undoes that.
	written atomic.Bool
}

// trace follows the request. What becomes of a handshake says nothing: net/http may have found another connection
// meanwhile.
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
			if strings.HasPrefix(name, ":") { // which HTTP/1.1 does not have
				s.multiplexed.Store(true)
			}
			s.written.Store(true)
		},
	}
}

// endRepetition ends the request when it is about to be sent again. Over HTTP/2 net/http looks at the context
// before it writes. Over HTTP/1.1 it repeats by itself only reads, and what it has not written.
func (s *sending) endRepetition() {
	if s.written.Load() && s.multiplexed.Load() {
		s.end(errRepetition)
	}
}

// errRepetition stands for a connection that was lost, which is all that net/http tells about it then.
var errRepetition = says(lostHTTP2)

// begun reports whether bytes of the call may have left.
func (s *sending) begun() bool { return s != nil && (s.redirected || s.written.Load()) }

// unsent reports whether the request cannot have left: it had no connection, or one of HTTP/1.1 on which nothing was
// written, which net/http knows for certain when it returns. Over HTTP/2 it may return before it writes.
func (s *sending) unsent() bool {
	return s != nil && !s.begun() && (s.connecting.Load() || s.http1.Load())
}
