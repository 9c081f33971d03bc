package smile_test

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// resetStreams is the URL of a server that speaks HTTP/2 without TLS, as a proxy beside a program may, and resets
// each stream with PROTOCOL_ERROR when it has its header.
func resetStreams(t *testing.T, streams *atomic.Int32) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	serve := func(conn net.Conn) {
		defer conn.Close()
		reader := bufio.NewReader(conn)
		_, _ = reader.Discard(len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
		_, _ = conn.Write([]byte{0, 0, 0, 4, 0, 0, 0, 0, 0}) // SETTINGS
		var head [9]byte
		for {
			if _, err := io.ReadFull(reader, head[:]); err != nil {
				return
			}
			_, _ = reader.Discard(int(binary.BigEndian.Uint32(head[:]) >> 8))
			if head[3] == 1 { // HEADERS
				streams.Add(1)
				_, _ = conn.Write(append(append([]byte{0, 0, 4, 3, 0}, head[5:]...), 0, 0, 0, 1)) // RST_STREAM
			}
		}
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go serve(conn)
		}
	}()
	return "http://" + listener.Addr().String() + "/v1"
}

func TestNothingIsRepeatedOverHTTP2WithoutTLS(t *testing.T) {
	t.Parallel()
	var streams atomic.Int32
	transport := &http.Transport{Protocols: new(http.Protocols)}
	transport.Protocols.SetUnencryptedHTTP2(true)
	client := respond(t, nil, smile.WithBaseURL(resetStreams(t, &streams)), smile.WithMaxRetries(0), smile.WithHTTPClient(&http.Client{Transport: transport}))
	for name, call := range map[string]func() error{
		"a write without a body": func() error {
			_, err := client.Tokens.Create(t.Context(), "u-1", smile.WithTimeout(time.Minute))
			return err
		},
		"a write": func() error { return write(client) },
		"a read":  func() error { return read(client) },
	} {
		before := streams.Load()
		require.ErrorContains(t, call(), "HTTP/2 connection or stream was lost", name)
		assert.EqualValues(t, 1, streams.Load()-before, name)
	}
}
