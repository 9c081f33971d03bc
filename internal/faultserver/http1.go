package faultserver

import (
	"io"
	"net/http"
)

// serveHTTP1 serves one request after the other.
func (c *conn) serveHTTP1() {
	for {
		if _, err := c.reader.Peek(1); err != nil {
			return
		}
		e := &exchange{conn: c, fault: c.nextFault()}
		if e.fault.at(onConnect) {
			e.finish(e.fault.act(e))
			return
		}
		request, err := http.ReadRequest(c.reader)
		if err != nil {
			return
		}
		e.begin(callPattern.FindString(request.Header.Get(CallHeader)))
		if request.ContentLength == 0 {
			e.commit()
		}
		if e.fault.at(onHeader) {
			e.finish(e.fault.act(e))
			return // the rest of the body is not a request
		}
		if _, err := io.Copy(io.Discard, request.Body); err != nil {
			return
		}
		if request.ContentLength != 0 {
			e.commit()
		}
		if e.finish(e.act()) {
			return
		}
	}
}
