// Package faultserver serves HTTP/1.1 and HTTP/2 badly, in ways that no server library can be brought to: it
// writes the bytes itself. It counts what it reads, so that a test can tell what a client has really sent under
// each fault.
package faultserver

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"maps"
	"math/big"
	"net"
	"net/http"
	"regexp"
	"sync"
	"time"
)

// Protocol is a version of HTTP, by the name that TLS has for it.
type Protocol string

// The protocols that a server can speak.
const (
	HTTP1 Protocol = "http/1.1"
	HTTP2 Protocol = "h2"
)

// Count is what a server has read.
type Count struct {
	// Requests are those whose header arrived.
	Requests int
	// Commits are those that arrived whole, and that a server would therefore have acted on. One that the
	// server says to have refused is none.
	Commits int
}

// Server is a TLS server on loopback that speaks one protocol.
type Server struct {
	// URL is where it serves, without a slash at the end.
	URL string

	protocol Protocol
	answer   string
	next     func() *Fault
	listener net.Listener
	serving  sync.WaitGroup

	mutex   sync.Mutex
	closed  bool
	dialled []net.Conn // by the transports
	total   Count
	calls   map[string]Count
}

// New starts a server, whose good reply is 200 with answer as its JSON. It asks next for the fault of each
// connection, which is that of its first request too, and then for that of each further request; nil is none.
// Several goroutines may call next.
func New(protocol Protocol, answer string, next func() *Fault) (*Server, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{
		URL: "https://" + listener.Addr().String(), protocol: protocol, answer: answer, next: next,
		listener: listener, calls: map[string]Count{},
	}
	s.serving.Go(s.accept)
	return s, nil
}

// Close ends the connections of all transports, and returns when all that came over them is read and counted.
func (s *Server) Close() {
	_ = s.listener.Close()
	s.mutex.Lock()
	s.closed = true
	for _, conn := range s.dialled {
		_ = conn.Close()
	}
	s.mutex.Unlock()
	s.serving.Wait()
}

// Transport returns a new transport to the server, which serves no others. It takes up the sessions of others, in the version
// of TLS where that costs least: a test makes thousands of connections.
func (s *Server) Transport() *http.Transport {
	return &http.Transport{
		DialContext: s.dial,
		TLSClientConfig: &tls.Config{ //nolint:gosec // see above for its version
			RootCAs:            identity().pool,
			MinVersion:         tls.VersionTLS12,
			MaxVersion:         tls.VersionTLS12,
			ClientSessionCache: identity().sessions,
		},
		ForceAttemptHTTP2: true,
	}
}

func (s *Server) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.closed {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	s.dialled = append(s.dialled, conn)
	return conn, nil
}

// Count returns what the server has read so far.
func (s *Server) Count() Count {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.total
}

// CallHeader may tell the server which call of its client a request belongs to: see [Call].
const CallHeader = "X-Call"

// Call is the value of a CallHeader for call n, which has at most eight digits. HTTP/2 leaves it uncompressed,
// because the braces would make it longer.
func Call(n int) string { return fmt.Sprintf("{{%d}}", n) }

var callPattern = regexp.MustCompile(`\{\{\d+\}\}`)

// Calls returns what the server has read of each call, by the value of its CallHeader.
func (s *Server) Calls() map[string]Count {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return maps.Clone(s.calls)
}

func (s *Server) add(call string, requests, commits int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.total.Requests += requests
	s.total.Commits += commits
	if call != "" {
		count := s.calls[call]
		s.calls[call] = Count{count.Requests + requests, count.Commits + commits}
	}
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.serving.Go(func() { s.serve(conn.(*net.TCPConn)) })
	}
}

func (s *Server) serve(tcp *net.TCPConn) {
	defer func() { _ = tcp.Close() }()
	c := &conn{server: s, tcp: tcp, fault: s.next()}
	if c.fault.at(onConnect) {
		e := &exchange{conn: c}
		e.finish(c.fault.act(e))
		return
	}
	if c.shake() != nil {
		return
	}
	c.reader = bufio.NewReader(c.tls)
	if s.protocol == HTTP2 {
		c.serveHTTP2()
	} else {
		c.serveHTTP1()
	}
}

// conn is a connection.
type conn struct {
	server *Server
	tcp    *net.TCPConn
	tls    *tls.Conn // nil until the handshake is over
	reader *bufio.Reader
	// fault is that of the first request; nil when there is none, and later.
	fault *Fault
	used  bool
}

// shake makes the handshake, unless there was one.
func (c *conn) shake() error {
	if c.tls == nil {
		c.tls = tls.Server(c.tcp, identity().configs[c.server.protocol])
	}
	return c.tls.Handshake() //nolint:noctx // Close ends it
}

// nextFault is called for each request.
func (c *conn) nextFault() *Fault {
	if !c.used {
		c.used = true
		return c.fault
	}
	return c.server.next()
}

// credentials are what makes a server of loopback trustworthy.
type credentials struct {
	configs  map[Protocol]*tls.Config
	pool     *x509.CertPool
	sessions tls.ClientSessionCache
}

// identity is made anew by each process.
var identity = sync.OnceValue(func() credentials {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(24 * time.Hour),
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	configs := map[Protocol]*tls.Config{}
	for _, protocol := range []Protocol{HTTP1, HTTP2} {
		configs[protocol] = &tls.Config{
			Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
			NextProtos:   []string{string(protocol)},
			MinVersion:   tls.VersionTLS12,
		}
	}
	return credentials{configs, pool, tls.NewLRUClientSessionCache(0)}
})
