package faultserver

import (
	"encoding/binary"
	"io"
	"slices"
)

// The types of frames.
const (
	frameData         = 0
	frameHeaders      = 1
	frameReset        = 3
	frameSettings     = 4
	framePush         = 5
	framePing         = 6
	frameGoAway       = 7
	frameWindow       = 8
	frameContinuation = 9
)

// The flags of frames.
const (
	flagEndStream  = 0x1
	flagAck        = 0x1
	flagEndHeaders = 0x4
)

// errorCode is the reason that a stream or a connection ends.
type errorCode uint32

const (
	noError         errorCode = 0x0
	protocolError   errorCode = 0x1
	internalError   errorCode = 0x2
	refusedStream   errorCode = 0x7
	cancelStream    errorCode = 0x8
	enhanceYourCalm errorCode = 0xb
	http11Required  errorCode = 0xd
	unknownError    errorCode = 0xbad
)

func (c errorCode) String() string {
	return map[errorCode]string{
		noError: "NO_ERROR", protocolError: "PROTOCOL_ERROR", internalError: "INTERNAL_ERROR", refusedStream: "REFUSED_STREAM",
		cancelStream: "CANCEL", enhanceYourCalm: "ENHANCE_YOUR_CALM", http11Required: "HTTP_1_1_REQUIRED", unknownError: "a code that nobody knows",
	}[c]
}

// maxFrame is the largest frame that a client may send.
const maxFrame = 1 << 14

// window is how much a client may send. It is large enough that no window update is ever needed.
const window = 1 << 30

// serveHTTP2 reads frames.
func (c *conn) serveHTTP2() {
	const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	if _, err := io.ReadFull(c.reader, make([]byte, len(preface))); err != nil {
		return
	}
	var settings []byte
	for _, s := range []struct {
		id    uint16
		value uint32
	}{
		{1, 0}, // no dynamic table, so that each header field is sent in full
		{4, window},
	} {
		settings = binary.BigEndian.AppendUint16(settings, s.id)
		settings = binary.BigEndian.AppendUint32(settings, s.value)
	}
	_ = c.frame(frameSettings, 0, 0, settings)
	_ = c.frame(frameWindow, 0, 0, be32(window))

	streams := map[uint32]*exchange{}
	defer func() {
		for _, e := range streams {
			close(e.gone)
		}
	}()
	var head [9]byte
	for {
		if _, err := io.ReadFull(c.reader, head[:]); err != nil {
			return
		}
		length := int(head[0])<<16 | int(head[1])<<8 | int(head[2])
		kind, flags, id := head[3], head[4], binary.BigEndian.Uint32(head[5:])
		if length > maxFrame {
			return
		}
		payload := make([]byte, length)
		if _, err := io.ReadFull(c.reader, payload); err != nil {
			return
		}
		e := streams[id]
		over := false
		switch kind {
		case frameSettings:
			if flags&flagAck == 0 {
				_ = c.frame(frameSettings, flagAck, 0, nil)
			}
		case framePing:
			if flags&flagAck == 0 {
				_ = c.frame(framePing, flagAck, 0, payload)
			}
		case frameHeaders:
			if e == nil {
				e = &exchange{conn: c, stream: id, fault: c.nextFault(), gone: make(chan struct{})}
				streams[id] = e
			}
			over = e.fields(payload, flags)
		case frameContinuation:
			if e != nil {
				over = e.fields(payload, flags|e.flags)
			}
		case frameData:
			if e != nil && !e.failed && flags&flagEndStream != 0 {
				e.commit()
				over = e.finish(e.act())
			}
		case frameReset:
			if e != nil {
				close(e.gone)
				delete(streams, id)
			}
		}
		if over {
			return
		}
	}
}

// fields adds a piece of a request's header, and reports whether the connection is over.
func (e *exchange) fields(piece []byte, flags byte) bool {
	e.block = append(e.block, piece...)
	e.flags = flags & flagEndStream
	if flags&flagEndHeaders == 0 {
		return false
	}
	if e.fault.at(onConnect) {
		e.failed = true
		return e.finish(e.fault.act(e))
	}
	e.begin(string(callPattern.Find(e.block)))
	whole := e.flags&flagEndStream != 0
	if whole {
		e.commit()
	}
	switch {
	case e.fault.at(onHeader):
		e.failed = true
		return e.finish(e.fault.act(e))
	case whole:
		return e.finish(e.act())
	default:
		return false
	}
}

// frame writes a frame.
func (c *conn) frame(kind, flags byte, stream uint32, payload []byte) error {
	frame := be32(uint32(len(payload))<<8 | uint32(kind)) //nolint:gosec // payloads are shorter than that
	frame = append(frame, flags)
	frame = binary.BigEndian.AppendUint32(frame, stream)
	_, err := c.tls.Write(append(frame, payload...))
	return err
}

// headerBlock returns the header of a response in HPACK. It compresses nothing except the status 200.
func headerBlock(status string, header ...string) []byte {
	block := []byte{0x88} // :status: 200
	if status != "200" {
		block = literal(nil, ":status", status)
	}
	for field := range slices.Chunk(header, 2) {
		block = literal(block, field[0], field[1])
	}
	return block
}

// literal appends a field. The name and the value must each have fewer than 127 bytes.
func literal(block []byte, name, value string) []byte {
	block = append(block, 0, byte(len(name))) //nolint:gosec // see above
	block = append(block, name...)
	block = append(block, byte(len(value))) //nolint:gosec // see above
	return append(block, value...)
}

func be32(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }
