package smile_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// raw is the URL of a server that reads a request and then does as told with the connection.
func raw(t *testing.T, connections *atomic.Int32, act func(net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			go func() {
				defer conn.Close()
				if request, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
					_, _ = io.Copy(io.Discard, request.Body)
				}
				act(conn)
			}()
		}
	}()
	return "http://" + listener.Addr().String() + "/v1"
}

// What a server or a transport says may be anything. Of the bytes of what is not HTTP nothing is printed.
func TestTheReplyThatBreaksOffAndTheOneThatIsNotHTTP(t *testing.T) {
	t.Parallel()
	const whole = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Note: top-secret\r\nContent-Length: 40\r\n\r\n"
	for _, test := range []struct {
		name, sent string
		malformed  bool
	}{
		{"nothing", "", false},
		{"in the protocol", whole[:6], false},
		{"before the status", whole[:8], false},
		{"in the status", whole[:11], false},
		{"after the status", whole[:12], false},
		{"in the name of a header", whole[:25], false},
		{"in the value of a header", whole[:70], false},
		{"between two headers", whole[:strings.Index(whole, "X-Note")], false},
		{"after the header", whole, false},
		{"in the body", whole + `{"code":"OK",`, false},
		{"another protocol", "SSH-2.0-OpenSSH_9.2 top-secret\r\n", true},
		{"a status that is none", "HTTP/1.1 top-secret OK\r\n\r\n", true},
		{"a protocol that is none", "top-secret/9 200 OK\r\n\r\n", true},
		{"control characters", "\x1b[31mtop-secret\x00\r\n\r\n", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var connections atomic.Int32
			address := raw(t, &connections, func(conn net.Conn) { _, _ = io.WriteString(conn, test.sent) })
			client := respond(t, nil, smile.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}),
				smile.WithBaseURL(address), smile.WithBackoff(0, 0))
			err := read(client)
			var e *smile.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, test.malformed, errors.Is(err, smile.ErrMalformedResponse), err.Error())
			attempts := 4
			if test.malformed {
				attempts = 1
			}
			assert.Equal(t, attempts, e.Attempts, err.Error())
			assert.EqualValues(t, attempts, connections.Load())
			for _, private := range []string{"top-secret", "SSH", "\x1b", "X-Note"} {
				assert.NotContains(t, err.Error(), private)
			}
			assert.Less(t, len(err.Error()), 200)
			require.Error(t, write(client))
			assert.EqualValues(t, attempts+1, connections.Load(), "a create is never sent again")
		})
	}
}

// A switch to another protocol is no reply. Nothing bounds the time to read what follows it.
func TestAStatusThatIsNotFinalIsNotRead(t *testing.T) {
	t.Parallel()
	held := make(chan struct{})
	t.Cleanup(func() { close(held) })
	var connections atomic.Int32
	client := respond(t, nil, smile.WithHTTPClient(&http.Client{Transport: &http.Transport{}}), smile.WithBaseURL(raw(t, &connections, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n{")
		<-held
	})))
	err := read(client, smile.WithTimeout(time.Minute))
	require.ErrorIs(t, err, smile.ErrMalformedResponse)
	require.ErrorContains(t, err, "101")
	assert.EqualValues(t, 1, connections.Load())
}

// What fails in the same way each time is tried once.
func TestRetriesThatCannotHelpAreNotMade(t *testing.T) {
	t.Parallel()
	var connections atomic.Int32
	secure := func(t *testing.T, change func(*tls.Config)) *httptest.Server {
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			answerJSON(w, 200, `{"code":"OK","data":{"id":"u-1"}}`)
		}))
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.TLS = &tls.Config{}
		change(server.TLS)
		server.StartTLS()
		t.Cleanup(server.Close)
		return server
	}
	plainServer := func(t *testing.T) string {
		return strings.Replace(raw(t, &connections, func(conn net.Conn) { _, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\n\r\n") }), "http:", "https:", 1)
	}
	through := func(t *testing.T, proxy string) *smile.Client {
		address, err := url.Parse(proxy)
		require.NoError(t, err)
		return respond(t, nil, smile.WithBaseURL("https://api.example/v1"), smile.WithBackoff(0, 0),
			smile.WithHTTPClient(&http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(address)}}))
	}
	for _, test := range []struct {
		name   string
		client func(t *testing.T) *smile.Client
		advice string
	}{
		{"plain HTTP on the port", func(t *testing.T) *smile.Client {
			return respond(t, nil, smile.WithBaseURL(plainServer(t)), smile.WithHTTPClient(&http.Client{Transport: &http.Transport{}}), smile.WithBackoff(0, 0))
		}, "check the scheme and port"},
		{"TLS on the port", func(t *testing.T) *smile.Client {
			server := secure(t, func(*tls.Config) {})
			return respond(t, nil, smile.WithBaseURL(strings.Replace(server.URL, "https:", "http:", 1)), smile.WithHTTPClient(&http.Client{Transport: &http.Transport{}}), smile.WithBackoff(0, 0))
		}, "check the base URL"},
		{"a certificate that nobody signed", func(t *testing.T) *smile.Client {
			server := secure(t, func(*tls.Config) {})
			return respond(t, nil, smile.WithBaseURL(server.URL), smile.WithHTTPClient(&http.Client{Transport: &http.Transport{}}), smile.WithBackoff(0, 0))
		}, "certificate is not trusted"},
		{"another version of TLS", func(t *testing.T) *smile.Client {
			server := secure(t, func(c *tls.Config) { c.MinVersion = tls.VersionTLS13 })
			transport := server.Client().Transport.(*http.Transport).Clone()
			transport.TLSClientConfig.MaxVersion = tls.VersionTLS12
			return respond(t, nil, smile.WithBaseURL(server.URL), smile.WithHTTPClient(&http.Client{Transport: transport}), smile.WithBackoff(0, 0))
		}, "check the TLS versions and certificates"},
		{"an older version of TLS", func(t *testing.T) *smile.Client {
			server := secure(t, func(c *tls.Config) { c.MaxVersion = tls.VersionTLS12 })
			transport := server.Client().Transport.(*http.Transport).Clone()
			transport.TLSClientConfig.MinVersion = tls.VersionTLS13
			return respond(t, nil, smile.WithBaseURL(server.URL), smile.WithHTTPClient(&http.Client{Transport: transport}), smile.WithBackoff(0, 0))
		}, "check the TLS versions and certificates"},
		{"a client certificate, TLS 1.3", func(t *testing.T) *smile.Client {
			server := secure(t, func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert })
			return respond(t, nil, smile.WithBaseURL(server.URL), smile.WithHTTPClient(server.Client()), smile.WithBackoff(0, 0))
		}, "check the TLS versions and certificates"},
		{"a client certificate, TLS 1.2", func(t *testing.T) *smile.Client {
			server := secure(t, func(c *tls.Config) { c.ClientAuth, c.MaxVersion = tls.RequireAnyClientCert, tls.VersionTLS12 })
			return respond(t, nil, smile.WithBaseURL(server.URL), smile.WithHTTPClient(server.Client()), smile.WithBackoff(0, 0))
		}, "check the TLS versions and certificates"},
		{"a proxy that wants a password", func(t *testing.T) *smile.Client {
			return through(t, strings.TrimSuffix(raw(t, &connections, func(conn net.Conn) {
				_, _ = io.WriteString(conn, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
			}), "/v1"))
		}, "put the user and password in its URL"},
		{"a SOCKS proxy that refuses the password", func(t *testing.T) *smile.Client {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			t.Cleanup(func() { _ = listener.Close() })
			go func() {
				for {
					conn, err := listener.Accept()
					if err != nil {
						return
					}
					_, _ = conn.Read(make([]byte, 100))
					_, _ = conn.Write([]byte{5, 2})
					_, _ = conn.Read(make([]byte, 100))
					_, _ = conn.Write([]byte{1, 1})
					_ = conn.Close()
				}
			}()
			return through(t, "socks5://user:top-secret@"+listener.Addr().String())
		}, "check the user and password"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client := test.client(t)
			for kind, call := range map[string]func(*smile.Client, ...smile.RequestOption) error{"read": read, "write": write} {
				err := call(client)
				var e *smile.Error
				require.ErrorAs(t, err, &e, kind)
				assert.Equal(t, 1, e.Attempts, "%s: %v", kind, err)
				require.ErrorContains(t, err, test.advice, kind)
				assert.NotContains(t, err.Error(), "top-secret")
			}
		})
	}
}

// unknown is an error of a caller's transport.
type unknown struct{ words string }

func (u *unknown) Error() string { return u.words }

func TestOnlyKnownErrorsSpeak(t *testing.T) {
	t.Parallel()
	private := &unknown{"Get https://user:top-secret@proxy?id=juan\x1b[31m" + strings.Repeat("x", 1<<20)}
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"a caller's", private, "an error of type *smile_test.unknown: unwrap this error to see its text"},
		{"wrapped", fmt.Errorf("top-secret: %w", private), "an error of type *smile_test.unknown"},
		{"joined", errors.Join(private, private), "an error of type *smile_test.unknown"},
		{"of a URL", &url.Error{Op: "Get", URL: "https://top-secret", Err: io.EOF}, "get-user: EOF"},
		{"of a connection", &net.OpError{Op: "read", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 443}, Err: &os.SyscallError{Syscall: "read", Err: syscall.ECONNRESET}},
			"read tcp 192.0.2.1:443: read: connection reset by peer"},
		{"of a connection, in a caller's words", &net.OpError{Op: "juggle", Err: private}, "juggle: an error of type *smile_test.unknown"},
		{"of a name", &net.DNSError{Err: "top-secret", Name: "top-secret", Server: "top-secret"}, "cannot be resolved"},
		{"that looks like one of net/http", errors.New(`malformed HTTP response "top-secret"`), "it is not HTTP"},
		{"that looks like one of crypto/tls", errors.New("tls: top-secret"), "the TLS handshake failed"},
		{"of HTTP/2", errors.New("http2: top-secret"), "the HTTP/2 connection or stream was lost"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client := respond(t, func(*http.Request) (*http.Response, error) { return nil, test.err }, smile.WithMaxRetries(0))
			err := read(client)
			require.ErrorContains(t, err, test.want)
			require.ErrorIs(t, err, test.err, "unwrapping leads to it")
			assert.NotContains(t, err.Error(), "top-secret")
			assert.NotContains(t, err.Error(), "\x1b")
			assert.Less(t, len(err.Error()), 300)
			var e *smile.Error
			require.ErrorAs(t, err, &e)
			assert.NotContains(t, e.Err.Error(), "top-secret", "nor does it alone")
		})
	}
}

func TestTheCauseOfAContextIsReachedByUnwrapping(t *testing.T) {
	t.Parallel()
	private := &unknown{"juan is gone"}
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(private)
	_, err := respond(t, nil).Users.Get(ctx, "u-1")
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, err, private)
	require.ErrorContains(t, err, "context canceled")
	assert.NotContains(t, err.Error(), "juan")
}
