package webhookverify

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"time"
)

const (
	// bodyMemory is the default limit, in bytes, for all bodies that are being read: see [WithBodyMemory].
	bodyMemory = 64 << 20
	// smallBody is the largest size, in bytes, of a body that may use the memory reserved for small ones. Most events
	// have a few thousand bytes.
	smallBody = 64 << 10
	// chunk is the number of bytes to read at once at first. A sender that sends nothing costs this much.
	chunk = 1 << 10
	// largestChunk is the largest number of bytes to read at once from a fast sender.
	largestChunk = 16 << 10
	// grace is the time that a dismissed sender has to send the rest and read the response.
	grace = 2 * time.Second
	// smallestBuffer is the initial size of a buffer in bytes.
	smallestBuffer = 512
)

// budget limits the memory of the bodies that are being read, which anyone can send. It counts the memory that is held
// for a body, not the size that its sender announces.
type budget struct {
	total int64 // bytes

	mu    sync.Mutex
	taken int64
}

// take takes n bytes for a body of the given size, as announced or so far. A quarter of the total is reserved for small
// bodies.
func (b *budget) take(n, size int64) bool {
	most := b.total
	if size > smallBody {
		most -= b.total / 4
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.taken+n > most {
		return false
	}
	b.taken += n
	return true
}

func (b *budget) give(n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.taken -= n
}

// body is the part of a request's body that has arrived. A budget is charged for it until it is released.
type body struct {
	budget    *budget
	limit     int64 // maximum size
	announced int64 // Content-Length; not positive if unknown

	mu       sync.Mutex
	bytes    []byte
	released bool
}

// receive reads the body of a request until the body or the context ends. A sender or a reader that blocks does not
// delay it: the goroutine that reads from them holds one chunk, and ends when its Read returns.
func (b *budget) receive(ctx context.Context, w http.ResponseWriter, r *http.Request, limit int64) (*body, error) {
	arriving := &body{budget: b, limit: limit, announced: r.ContentLength}
	switch {
	case r.Body == nil:
		return arriving, nil
	case r.ContentLength > limit:
		return nil, ErrBodyTooLarge
	case !b.take(chunk, r.ContentLength):
		return nil, ErrTooManyBodies
	}
	ended := sheltered(func() error {
		return arriving.fill(r.Body)
	})
	select {
	case err := <-ended:
		if err != nil {
			arriving.release()
			return nil, err
		}
		return arriving, nil
	case <-ctx.Done():
		arriving.release()
		interrupt(w, ended)
		return nil, ErrSlowBody
	}
}

// fill reads to the end. The caller has taken one chunk for it.
func (b *body) fill(from io.Reader) error {
	buffer := make([]byte, chunk) // separate from the body, so that a blocked Read holds no more than this
	defer func() { b.budget.give(int64(len(buffer))) }()
	for {
		n, err := from.Read(buffer)
		if err := b.add(buffer[:n]); err != nil {
			return err
		}
		switch {
		case err == io.EOF: // not errors.Is: a wrapped io.EOF is a failure
			return nil
		case errors.Is(err, os.ErrDeadlineExceeded):
			return blame(ErrSlowBody, err)
		case err != nil:
			return blame(errBrokenBody, err)
		}
		if larger := 2 * len(buffer); n == len(buffer) && larger <= largestChunk && b.budget.take(int64(larger-n), max(b.announced, int64(larger))) {
			buffer = make([]byte, larger)
		}
	}
}

func (b *body) add(p []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	size := len(b.bytes) + len(p)
	switch {
	case b.released:
		return ErrSlowBody // the reader has given up
	case int64(size) > b.limit:
		return ErrBodyTooLarge
	case size > cap(b.bytes) && !b.grow(int64(size)):
		return ErrTooManyBodies
	}
	b.bytes = append(b.bytes, p...)
	return nil
}

// grow makes room for size bytes. Both buffers count while it copies.
func (b *body) grow(size int64) bool {
	most := b.limit
	if size <= b.announced {
		most = b.announced
	}
	held := int64(cap(b.bytes))
	larger := min(max(2*held, size, smallestBuffer), most)
	if !b.budget.take(larger, max(larger, b.announced)) {
		return false
	}
	b.bytes = append(make([]byte, 0, larger), b.bytes...)
	b.budget.give(held)
	return true
}

// release returns the bytes that have arrived, and stops charging the budget for them.
func (b *body) release() []byte {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	arrived := b.bytes
	if !b.released {
		b.released, b.bytes = true, nil
		b.budget.give(int64(cap(arrived)))
	}
	return arrived
}

// interrupt ends a Read that waits for the sender, if w supports it. The server would do that too, but would then
// ignore the deadline that dismiss sets.
func interrupt(w http.ResponseWriter, ended <-chan error) {
	if w == nil || http.NewResponseController(w).SetReadDeadline(time.Unix(1, 0)) != nil {
		return
	}
	select {
	case <-ended:
	case <-time.After(time.Second): // Read is blocked elsewhere
	}
}

// dismiss makes the response to a request whose body was not read to the end the last one on its connection, and
// returns why. Otherwise the server would read on before and after the response, as slowly as the sender likes. dismiss
// does nothing if w is nil.
func dismiss(w http.ResponseWriter, r *http.Request, why error) error {
	if w == nil || r.Body == nil || r.ContentLength == 0 {
		return why
	}
	if r.ProtoMajor == 1 { // in HTTP/2 this would end other streams
		w.Header().Set("Connection", "close")
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(grace)) // not every writer supports it
	return why
}
