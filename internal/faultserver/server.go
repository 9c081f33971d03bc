// Package faultserver serves HTTP/1.1 and HTTP/2 with faults that no server library can produce: it writes the bytes
// itself. It counts the requests that it reads, so that a test can verify what a client has sent under each fault.
//
//	for _, fault := range faultserver.Faults(faultserver.HTTP2) {
//		server, err := faultserver.New(faultserver.HTTP2, `{}`, func() *faultserver.Fault { return fault })
//		...
//		client := &http.Client{Transport: server.Transport()}
//	}
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

// Protocol is a version of HTTP, as named in TLS.
type Protocol string

// The protocols that a server can speak.
const (
	HTTP1 Protocol = "http/1.1"
	HTTP2 Protocol = "h2"
)

// Count is the number of requests that a server has read.
type Count struct {
	// Requests is the number of requests whose header arrived.
	Requests int
	// Commits is the number of requests that arrived completely, so that a server would act on them. It excludes those
	// that the server reports as refused.
	Commits int
}

// Server is a TLS server on loopback that speaks one protocol.
type Server struct {
	// URL is the address of the server, without a trailing slash.
	URL string

	protocol Protocol
	answer   string
	next     func() *Fault
	listener net.Listener
	serving  sync.WaitGroup

	mutex   sync.Mutex
	closed  bool
	dialled []net.Conn // dialled by the transports
	total   Count
	calls   map[string]Count
}

// New starts a server. A good response is 200 with answer as its JSON. The server calls next for the fault of each
// connection, which is also the fault of its first request, and then for each further request; nil means no fault. next
// must be safe for concurrent use.
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

// Close closes the connections of all transports, and returns when everything sent over them has been read and counted.
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

// Transport returns a new transport that connects only to the server. Transports share TLS sessions, and use the TLS
// version in which resumption is cheapest: a test makes thousands of connections.
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

// CallHeader may identify the client's call that a request belongs to: see [Call].
const CallHeader = "X-Call"

// Call returns the value of CallHeader for call n, which has at most eight digits. HTTP/2 sends it uncompressed,
// because compression would make the braces longer.
func Call(n int) string { return fmt.Sprintf("{{%d}}", n) }

var callPattern = regexp.MustCompile(`\{\{\d+\}\}`)

// Calls returns what the server has read for each call, by the value of its CallHeader.
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
	// fault is the fault of the first request; nil if there is none.
	fault *Fault
	used  bool
}

// shake performs the handshake, unless it was already done.
func (c *conn) shake() error {
	if c.tls == nil {
		c.tls = tls.Server(c.tcp, identity().configs[c.server.protocol])
	}
	return c.tls.Handshake() //nolint:noctx // Close ends it
}

// nextFault returns the fault of the next request. Call it once for each request.
func (c *conn) nextFault() *Fault {
	if !c.used {
		c.used = true
		return c.fault
	}
	return c.server.next()
}

// credentials let clients trust the server.
type credentials struct {
	configs  map[Protocol]*tls.Config
	pool     *x509.CertPool
	sessions tls.ClientSessionCache
}

// identity creates the credentials once for each process.
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
