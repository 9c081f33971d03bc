package faultserver

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Fault is a way for a server to fail a request, or a connection before there is a request.
type Fault struct {
	// Name describes what the server does.
	Name string
	// Refuses reports whether the server refuses the request without acting on it, and signals that to the client.
	Refuses bool
	// Silent reports whether the client gets no response, or no end of one, until it times out.
	Silent bool

	stage stage
	act   func(*exchange) after
}

// stage is when a fault occurs.
type stage int

const (
	onRequest stage = iota // after the whole request was read
	onHeader               // after its header was read
	onConnect              // before anything was read
)

func (f *Fault) at(s stage) bool { return f != nil && f.stage == s }

// Faults returns all faults of a protocol, always in the same order.
func Faults(p Protocol) []*Fault {
	own := http1Faults
	if p == HTTP2 {
		own = http2Faults
	}
	return slices.Concat(connectFaults, headerFaults, endings, replies(), own())
}

func ends(a after) func(*exchange) after { return func(*exchange) after { return a } }

// greeted waits for the TLS ClientHello, so that text is not lost.
func greeted(e *exchange, text string) after {
	if e.tls == nil {
		_, _ = e.tcp.Read(make([]byte, 1<<12))
	}
	_, _ = e.tcp.Write([]byte(text))
	return cut
}

var connectFaults = []*Fault{
	{Name: "cuts the connection", stage: onConnect, act: ends(cut)},
	{Name: "resets the connection", stage: onConnect, act: ends(reset)},
	{Name: "says nothing to the connection", stage: onConnect, Silent: true, act: ends(wait)},
	{Name: "answers the hello with an alert", stage: onConnect, act: func(e *exchange) after {
		return greeted(e, "\x15\x03\x03\x00\x02\x02\x50") // a fatal internal error
	}},
	{Name: "answers the hello in plain HTTP", stage: onConnect, act: func(e *exchange) after {
		return greeted(e, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
	}},
	{Name: "shakes hands, then closes", stage: onConnect, act: func(e *exchange) after { _ = e.shake(); return end }},
	{Name: "shakes hands, then resets", stage: onConnect, act: func(e *exchange) after { _ = e.shake(); return reset }},
	{Name: "shakes hands, then says nothing", stage: onConnect, Silent: true, act: func(e *exchange) after { _ = e.shake(); return wait }},
}

var headerFaults = []*Fault{
	{Name: "closes after the header", stage: onHeader, act: ends(end)},
	{Name: "cuts after the header", stage: onHeader, act: ends(cut)},
	{Name: "resets after the header", stage: onHeader, act: ends(reset)},
	{Name: "reads the header, then says nothing", stage: onHeader, Silent: true, act: ends(wait)},
	{Name: "answers 503 after the header", stage: onHeader, act: func(e *exchange) after {
		return e.reply(http.StatusServiceUnavailable, page, "content-type", "text/html")
	}},
	{Name: "answers well after the header", stage: onHeader, act: (*exchange).good},
}

var endings = []*Fault{
	{Name: "closes", act: ends(end)},
	{Name: "cuts", act: ends(cut)},
	{Name: "resets", act: ends(reset)},
	{Name: "says nothing", Silent: true, act: ends(wait)},
	{Name: "answers well, then closes", act: func(e *exchange) after { e.good(); return end }},
	{Name: "answers well, then resets", act: func(e *exchange) after { e.good(); return reset }},
}

const page = "<html><body>Something went wrong.</body></html>"

// replies returns the faults that are responses of an intermediary that is not the API, or of a broken API.
func replies() (all []*Fault) {
	add := func(what string, status int, body string, header ...string) {
		all = append(all, &Fault{Name: fmt.Sprintf("answers %d %s", status, what), act: func(e *exchange) after {
			return e.reply(status, body, header...)
		}})
	}
	for _, status := range []int{200, 201, 400, 401, 403, 404, 421, 429, 500, 502, 503, 504} {
		add("with a page", status, page, "content-type", "text/html")
	}
	for _, status := range []int{200, 201, 204, 304, 429, 502, 503} {
		add("with nothing", status, "")
	}
	for _, status := range []int{429, 503} {
		add("with a page, and to come back at once", status, page, "content-type", "text/html", "retry-after", "0")
	}
	add("with a page, and closes", 408, page, "content-type", "text/html", "connection", "close")
	add("with JSON of its own", 200, `{"ok":true}`, "content-type", "application/json")
	add("with a list", 200, `[]`, "content-type", "application/json")
	add("with half an envelope", 200, `{"code":"OK","data":{"id":`, "content-type", "application/json")
	add("with an empty envelope", 200, `{}`, "content-type", "application/json")
	for _, status := range []int{301, 302, 303, 307, 308} {
		add("to itself", status, "", "location", "?")
	}
	for _, status := range []int{307, 308} {
		add("to elsewhere", status, "", "location", "https://127.0.0.1:1/")
		add("to nowhere", status, "")
	}
	return all
}

// thens are the actions that may follow a piece of a response.
var thens = []struct {
	verb  string
	after after
}{{"closes", end}, {"cuts", cut}, {"resets", reset}, {"waits", wait}}

func http1Faults() (all []*Fault) {
	const ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	says := func(name, text string, then after) {
		all = append(all, &Fault{Name: name, Silent: then == wait, act: func(e *exchange) after {
			_ = e.write(text)
			return then
		}})
	}
	for _, piece := range []struct{ name, text string }{
		{"half a status line", "HTTP/1.1 20"},
		{"a status line", "HTTP/1.1 200 OK\r\n"},
		{"half a header", "HTTP/1.1 200 OK\r\nContent-Ty"},
		{"a header", ok + "Content-Length: 100\r\n\r\n"},
		{"half a body", ok + "Content-Length: 100\r\n\r\n" + half},
		{"half a chunk", ok + "Transfer-Encoding: chunked\r\n\r\n64\r\n" + half},
		{"all chunks but the last", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"},
		{"100 Continue", "HTTP/1.1 100 Continue\r\n\r\n"},
		{"103 Early Hints", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"},
		{"101 Switching Protocols", "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"},
	} {
		for _, then := range thens {
			says("sends "+piece.name+", then "+then.verb, piece.text, then.after)
		}
	}
	says("sends a body of unknown length, then cuts", ok+"\r\n"+half, cut)
	says("sends a chunk without a size", ok+"Transfer-Encoding: chunked\r\n\r\nsize\r\n{}\r\n0\r\n\r\n", end)
	says("sends more than it announced", ok+"Connection: close\r\nContent-Length: 2\r\n\r\n{}{}{}{}", end)
	says("sends two lengths", ok+"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", end)
	says("sends a length below zero", ok+"Content-Length: -2\r\n\r\n{}", end)
	says("sends a coding that nobody knows", ok+"Transfer-Encoding: gibberish\r\n\r\n{}", end)
	says("sends a status beyond all", "HTTP/1.1 9999 Over\r\n\r\n", end)
	says("sends a line without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", end)
	says("speaks another version", "HTTP/3.0 200 OK\r\n\r\n", end)
	says("speaks SSH", "SSH-2.0-OpenSSH_9.6\r\n", end)
	says("speaks in zeros", strings.Repeat("\x00", 64), end)
	says("speaks HTTP/2", "\x00\x00\x00\x04\x00\x00\x00\x00\x00", end)
	return append(all,
		&Fault{Name: "answers well, then 408 unasked", act: func(e *exchange) after {
			e.good()
			return e.reply(http.StatusRequestTimeout, page, "content-type", "text/html", "connection", "close")
		}},
		&Fault{Name: "sends 1xx without end", Silent: true, act: func(e *exchange) after {
			e.repeat(func() error { return e.write("HTTP/1.1 102 Processing\r\n\r\n") })
			return cut
		}},
		&Fault{Name: "sends a body without end, byte by byte", Silent: true, act: func(e *exchange) after {
			_ = e.write(ok + "\r\n")
			e.repeat(func() error { return e.write(" ") })
			return cut
		}},
		&Fault{Name: "closes TLS, then sends on", act: func(e *exchange) after {
			_ = e.write(ok + "Content-Length: 100\r\n\r\n" + half)
			_ = e.tls.CloseWrite()
			_, _ = e.tcp.Write([]byte("and more"))
			return cut
		}},
		&Fault{Name: "breaks TLS in the middle of the reply", act: func(e *exchange) after {
			_ = e.write(ok + "Content-Length: 100\r\n\r\n" + half)
			_, _ = e.tcp.Write([]byte("this is no record of TLS"))
			return wait
		}},
	)
}

// half is the beginning of a good response.
const half = `{"code":"OK","data":{"id":`

func http2Faults() (all []*Fault) {
	add := func(name string, act func(*exchange) after) {
		all = append(all, &Fault{Name: name, act: act})
	}
	begins := func(e *exchange) {
		_ = e.headers(0, http.StatusOK, "content-type", "application/json")
		_ = e.data(0, half)
	}

	// A stream ends.
	for _, code := range []errorCode{noError, protocolError, internalError, cancelStream, enhanceYourCalm, http11Required, unknownError} {
		resets := func(e *exchange) after { return e.refuse(code) }
		add("resets the stream with "+code.String(), resets)
		all = append(all, &Fault{Name: "resets the stream after the header with " + code.String(), stage: onHeader, act: resets})
		add("sends half a body, then resets the stream with "+code.String(), func(e *exchange) after { begins(e); return e.refuse(code) })
	}
	refuses := func(e *exchange) after { return e.refuse(refusedStream) }
	all = append(all,
		&Fault{Name: "refuses the stream", Refuses: true, act: refuses},
		&Fault{Name: "refuses the stream after the header", Refuses: true, stage: onHeader, act: refuses},
	)
	add("sends half a body, then refuses the stream", func(e *exchange) after { begins(e); return e.refuse(refusedStream) })
	add("answers well, and resets the stream", func(e *exchange) after { e.good(); return e.refuse(noError) })

	// The connection ends.
	for _, code := range []errorCode{noError, protocolError, internalError, refusedStream, enhanceYourCalm, http11Required} {
		for _, with := range []bool{false, true} {
			name := "goes away without this stream, with " + code.String()
			if with {
				name = "goes away with this stream, with " + code.String()
			}
			away := func(e *exchange) {
				last := uint32(0)
				if with {
					last = e.stream
				}
				e.goAway(last, code)
			}
			add(name+", and closes", func(e *exchange) after { away(e); return end })
			all = append(all, &Fault{Name: name, Silent: true, act: func(e *exchange) after { away(e); return wait }})
		}
	}
	all = append(all, &Fault{Name: "goes away after the header", stage: onHeader, act: func(e *exchange) after { e.goAway(0, noError); return end }})
	add("goes away without this stream, and answers well", func(e *exchange) after { e.goAway(0, noError); return e.good() })
	add("goes away with this stream, and answers well", func(e *exchange) after { e.goAway(e.stream, noError); return e.good() })
	add("answers well, and goes away", func(e *exchange) after { e.good(); e.goAway(e.stream, noError); return end })

	// A response ends too early.
	for _, piece := range []struct {
		name string
		send func(*exchange)
	}{
		{"half a frame", func(e *exchange) { _ = e.write("\x00\x00\x40\x01") }},
		{"half a header", func(e *exchange) { _ = e.frame(frameHeaders, 0, e.stream, headerBlock("200")) }},
		{"a header", func(e *exchange) { _ = e.headers(0, http.StatusOK, "content-type", "application/json") }},
		{"half a body", begins},
		{"100 Continue", func(e *exchange) { _ = e.headers(0, http.StatusContinue) }},
		{"103 Early Hints", func(e *exchange) { _ = e.headers(0, http.StatusEarlyHints, "link", "<x>") }},
		{"101 Switching Protocols", func(e *exchange) { _ = e.headers(0, http.StatusSwitchingProtocols) }},
	} {
		for _, then := range thens {
			all = append(all, &Fault{Name: "sends " + piece.name + ", then " + then.verb, Silent: then.after == wait, act: func(e *exchange) after {
				piece.send(e)
				return then.after
			}})
		}
	}

	// A reply makes no sense.
	for _, length := range []string{"1", "1000", "-1", "many"} {
		add("announces a length of "+length, func(e *exchange) after {
			_ = e.headers(0, http.StatusOK, "content-type", "application/json", "content-length", length)
			_ = e.data(flagEndStream, e.server.answer)
			return goOn
		})
	}
	for _, nonsense := range []struct {
		name        string
		kind, flags byte
		other       uint32 // is added to the stream
		payload     string
	}{
		{"a header without a status", frameHeaders, flagEndHeaders | flagEndStream, 0, string(literal(nil, "content-type", "text/html"))},
		{"a header that is no HPACK", frameHeaders, flagEndHeaders | flagEndStream, 0, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"},
		{"a header with capitals", frameHeaders, flagEndHeaders | flagEndStream, 0, string(headerBlock("200", "Content-Type", "x"))},
		{"a header of another stream", frameHeaders, flagEndHeaders | flagEndStream, 2, string(headerBlock("200"))},
		{"the rest of no header", frameContinuation, flagEndHeaders, 0, string(headerBlock("200"))},
		{"a promise", framePush, flagEndHeaders, 0, "\x00\x00\x00\x02" + string(headerBlock("200"))},
		{"a window of nothing", frameWindow, 0, 0, "\x00\x00\x00\x00"},
		{"a window beyond all", frameWindow, 0, 0, "\x7f\xff\xff\xff"},
		{"a reset without a code", frameReset, 0, 0, ""},
		{"settings for a stream", frameSettings, 0, 0, ""},
		{"a frame beyond all", frameData, 0, 0, strings.Repeat(" ", 1<<15)},
	} {
		all = append(all, &Fault{Name: "sends " + nonsense.name, Silent: true, act: func(e *exchange) after { // some of it is ignored
			_ = e.frame(nonsense.kind, nonsense.flags, e.stream+nonsense.other, []byte(nonsense.payload))
			return wait
		}})
	}
	all = append(all, &Fault{Name: "speaks HTTP/1.1", Silent: true, act: func(e *exchange) after {
		_ = e.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
		return wait
	}})
	for _, endless := range []struct {
		name  string
		begin func(*exchange)
		more  func(*exchange) error
	}{
		{"1xx", func(*exchange) {}, func(e *exchange) error { return e.headers(0, http.StatusProcessing) }},
		{"a body", begins, func(e *exchange) error { return e.data(0, " ") }},
		{"a header", func(e *exchange) { _ = e.frame(frameHeaders, 0, e.stream, headerBlock("200")) },
			func(e *exchange) error {
				return e.frame(frameContinuation, 0, e.stream, literal(nil, "x", strings.Repeat("x", 100)))
			}},
	} {
		all = append(all, &Fault{Name: "sends " + endless.name + " without end", Silent: true, act: func(e *exchange) after {
			endless.begin(e)
			e.repeat(func() error { return endless.more(e) })
			return wait
		}})
	}
	return all
}
