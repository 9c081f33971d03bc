package faultserver

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// exchange is a request and its response.
type exchange struct {
	*conn
	fault *Fault
	call  string

	// For HTTP/2 only.
	stream uint32
	block  []byte
	flags  byte
	failed bool          // before the whole request arrived
	gone   chan struct{} // closed when the client resets the stream
}

// begin records that the header has arrived.
func (e *exchange) begin(call string) {
	e.call = call
	e.server.add(call, 1, 0)
}

// commit records that the whole request has arrived.
func (e *exchange) commit() {
	if e.fault == nil || !e.fault.Refuses {
		e.server.add(e.call, 0, 1)
	}
}

// act responds to a request that has arrived completely.
func (e *exchange) act() after {
	if e.fault == nil {
		return e.good()
	}
	return e.fault.act(e)
}

// after is the state of the connection after a response, or instead of one.
type after int

const (
	goOn  after = iota
	wait        // send nothing until the client closes the connection
	end         // close with a TLS close_notify alert
	cut         // close without one
	reset       // reset the TCP connection
)

// finish reports whether the connection is over.
func (e *exchange) finish(a after) bool {
	switch a {
	case goOn:
		return false
	case wait:
		if e.stream != 0 {
			return false // other streams may be open
		}
		if e.tls != nil {
			_, _ = io.Copy(io.Discard, e.tls)
		} else {
			_, _ = io.Copy(io.Discard, e.tcp)
		}
	case end:
		if e.tls != nil {
			_ = e.tls.CloseWrite()
		}
	case reset:
		_ = e.tcp.SetLinger(0)
	}
	return true
}

// good sends the response of a healthy server.
func (e *exchange) good() after {
	return e.reply(http.StatusOK, e.server.answer, "content-type", "application/json")
}

// reply sends a complete response. The header is a list of names and values.
func (e *exchange) reply(status int, body string, header ...string) after {
	if status != http.StatusNoContent {
		header = append(header, "content-length", strconv.Itoa(len(body)))
	}
	if e.stream == 0 {
		_ = e.write(head(status, header...) + body)
		return goOn
	}
	if body == "" {
		_ = e.headers(flagEndStream, status, header...)
		return goOn
	}
	_ = e.headers(0, status, header...)
	_ = e.data(flagEndStream, body)
	return goOn
}

// write writes arbitrary bytes.
func (e *exchange) write(text string) error {
	_, err := io.WriteString(e.tls, text)
	return err
}

// repeat calls write until the client closes the connection or resets the stream.
func (e *exchange) repeat(write func() error) {
	again := func() {
		for write() == nil {
			select {
			case <-e.gone:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}
	if e.stream == 0 {
		again()
	} else {
		e.server.serving.Go(again) // other streams may be open
	}
}

// head returns the header of an HTTP/1.1 response.
func head(status int, header ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
	for field := range slices.Chunk(header, 2) {
		fmt.Fprintf(&b, "%s: %s\r\n", field[0], field[1])
	}
	return b.String() + "\r\n"
}

// headers writes the header of an HTTP/2 response.
func (e *exchange) headers(flags byte, status int, header ...string) error {
	return e.frame(frameHeaders, flagEndHeaders|flags, e.stream, headerBlock(strconv.Itoa(status), header...))
}

// data writes a piece of the body of an HTTP/2 response.
func (e *exchange) data(flags byte, text string) error {
	return e.frame(frameData, flags, e.stream, []byte(text))
}

// refuse resets the stream.
func (e *exchange) refuse(code errorCode) after {
	_ = e.frame(frameReset, 0, e.stream, be32(uint32(code)))
	return goOn
}

// goAway tells the client that the server has processed no stream after last.
func (e *exchange) goAway(last uint32, code errorCode) {
	_ = e.frame(frameGoAway, 0, 0, append(be32(last), be32(uint32(code))...))
}
