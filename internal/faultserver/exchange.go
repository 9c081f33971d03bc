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

// exchange is a request and what becomes of it.
type exchange struct {
	*conn
	fault *Fault
	call  string

	// Of HTTP/2 only.
	stream uint32
	block  []byte
	flags  byte
	failed bool          // before all of it had arrived
	gone   chan struct{} // closed when the client has given the stream up
}

// begin notes that the header has arrived.
func (e *exchange) begin(call string) {
	e.call = call
	e.server.add(call, 1, 0)
}

// commit notes that all has arrived.
func (e *exchange) commit() {
	if e.fault == nil || !e.fault.Refuses {
		e.server.add(e.call, 0, 1)
	}
}

// act does what there is to do when the whole request has arrived.
func (e *exchange) act() after {
	if e.fault == nil {
		return e.good()
	}
	return e.fault.act(e)
}

// after is what becomes of the connection after a reply, or instead of one.
type after int

const (
	goOn  after = iota
	wait        // without a word, until the client has gone
	end         // with a farewell of TLS
	cut         // without it
	reset       // by TCP
)

// finish reports whether the connection is over.
func (e *exchange) finish(a after) bool {
	switch a {
	case goOn:
		return false
	case wait:
		if e.stream != 0 {
			return false // others have streams too
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

// good is the reply of a server that is well.
func (e *exchange) good() after {
	return e.reply(http.StatusOK, e.server.answer, "content-type", "application/json")
}

// reply writes a whole reply, with the fields that are given by name and value.
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

// write writes what may be anything.
func (e *exchange) write(text string) error {
	_, err := io.WriteString(e.tls, text)
	return err
}

// repeat writes until the client has gone, or has given the stream up.
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
		e.server.serving.Go(again) // others have streams too
	}
}

// head is the header of a reply of HTTP/1.1.
func head(status int, header ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
	for field := range slices.Chunk(header, 2) {
		fmt.Fprintf(&b, "%s: %s\r\n", field[0], field[1])
	}
	return b.String() + "\r\n"
}

// headers writes the header of a reply of HTTP/2.
func (e *exchange) headers(flags byte, status int, header ...string) error {
	return e.frame(frameHeaders, flagEndHeaders|flags, e.stream, headerBlock(strconv.Itoa(status), header...))
}

// data writes a piece of the body of a reply of HTTP/2.
func (e *exchange) data(flags byte, text string) error {
	return e.frame(frameData, flags, e.stream, []byte(text))
}

// refuse ends the stream.
func (e *exchange) refuse(code errorCode) after {
	_ = e.frame(frameReset, 0, e.stream, be32(uint32(code)))
	return goOn
}

// goAway says that the server has acted on no stream after last.
func (e *exchange) goAway(last uint32, code errorCode) {
	_ = e.frame(frameGoAway, 0, 0, append(be32(last), be32(uint32(code))...))
}
