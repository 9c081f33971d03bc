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
	// bodyMemory is how many bytes the bodies that are being read may take together without [WithBodyMemory].
	bodyMemory = 64 << 20
	// smallBody is the size in bytes up to which a body may take of the share that is kept for small ones.
	// Most events have a few thousand.
	smallBody = 64 << 10
	// chunk is how many bytes are read at once at first. It is what a sender costs who sends nothing.
	chunk = 1 << 10
	// largestChunk is how many bytes are read at once from a sender who keeps up.
	largestChunk = 16 << 10
	// grace is the time that a sender has who is dismissed to send the rest and read the answer.
	grace = 2 * time.Second
	// smallestBuffer is the size in bytes with which a buffer begins.
	smallestBuffer = 512
)

// budget bounds the memory of the bodies that are being read, which anybody may send. What counts is what is
// held for a body, and not what its sender announces.
type budget struct {
	total int64 // bytes

	mu    sync.Mutex
	taken int64
}

// take asks for n bytes for a body that has, or announces, a size. A quarter of everything is kept for small ones.
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

// body is what has arrived of a call's body. It is charged to a budget until it is released.
type body struct {
	budget    *budget
	limit     int64 // of its size
	announced int64 // its size, as its sender says; not positive if unknown

	mu       sync.Mutex
	bytes    []byte
	released bool
}

// receive reads the body of a call until it ends or the context does. A sender or a reader that blocks does not
// hold it for longer: the goroutine that waits for them holds a chunk, and ends with what they do next.
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

// fill reads to the end. One chunk was taken for it.
func (b *body) fill(from io.Reader) error {
	buffer := make([]byte, chunk) // apart from the body, so that whoever blocks in Read holds no more than this
	defer func() { b.budget.give(int64(len(buffer))) }()
	for {
		n, err := from.Read(buffer)
		if err := b.add(buffer[:n]); err != nil {
			return err
		}
		switch {
		case err == io.EOF: // as readers return it; what wraps it is a failure
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
		return ErrSlowBody // nobody waits for it
	case int64(size) > b.limit:
		return ErrBodyTooLarge
	case size > cap(b.bytes) && !b.grow(int64(size)):
		return ErrTooManyBodies
	}
	b.bytes = append(b.bytes, p...)
	return nil
}

// grow makes room for a size. While it copies, both buffers count.
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

// release returns what has arrived, which no longer counts.
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

// interrupt ends a Read of the body that waits for the sender, where w can do that. The server would do so too, but
// forget the deadline that dismiss is going to set.
func interrupt(w http.ResponseWriter, ended <-chan error) {
	if w == nil || http.NewResponseController(w).SetReadDeadline(time.Unix(1, 0)) != nil {
		return
	}
	select {
	case <-ended:
	case <-time.After(time.Second): // it waits for something else
	}
}

// dismiss makes the answer the last on the connection of a call whose body is not read to its end, and returns why.
// The server would else read on before it answers, and afterwards, as slowly as the sender likes. A nil w is left alone.
func dismiss(w http.ResponseWriter, r *http.Request, why error) error {
	if w == nil || r.Body == nil || r.ContentLength == 0 {
		return why
	}
	if r.ProtoMajor == 1 { // in HTTP/2 it would end the streams of others
		w.Header().Set("Connection", "close")
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(grace)) // not every writer can do that
	return why
}
