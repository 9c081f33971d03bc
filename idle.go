package smile

import (
	"context"
	"io"
	"net/http"
	"sync"
	"time"
)

// idleTimeout ends a context when nothing moves for a time: a transfer of files may take as long as it needs. The
// time does not run while nobody waits for the other side.
type idleTimeout struct {
	d   time.Duration
	end func()
	// fail ends the context for another reason.
	fail context.CancelCauseFunc

	mutex sync.Mutex
	// timer is nil when there is no bound.
	timer *time.Timer
	// last tells that the time runs for the last time.
	last bool
}

// withIdleTimeout lets the time run; it has no bound if d is 0.
func withIdleTimeout(parent context.Context, d time.Duration) (context.Context, *idleTimeout) {
	ctx, end := context.WithCancelCause(parent)
	i := &idleTimeout{d: d, fail: end}
	i.end = func() {
		i.finish() // whatever still moves
		i.stop()
		end(nil)
	}
	if d > 0 {
		i.timer = time.AfterFunc(d, func() { end(timeout{i.what(), d}) })
	}
	return ctx, i
}

func (i *idleTimeout) what() string {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if i.last {
		return "no whole reply within the attempt timeout of"
	}
	return "nothing has moved within the attempt timeout of"
}

// start lets the time run from its beginning.
func (i *idleTimeout) start() { i.restart(false) }

// finish lets the time run from its beginning for the last time: what moves afterwards does not extend it.
func (i *idleTimeout) finish() { i.restart(true) }

func (i *idleTimeout) restart(last bool) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if i.timer != nil && !i.last {
		i.last = last
		i.timer.Reset(i.d)
	}
}

// stop lets no time run until the next start.
func (i *idleTimeout) stop() {
	if i.timer != nil {
		i.timer.Stop()
	}
}

// boundRoundTrip makes a request whose context ends with the body of the reply. With an
// idle, the time of that runs while the reply, and each piece of it, is waited for.
func boundRoundTrip(ctx context.Context, beneath http.RoundTripper, req *http.Request, idle *idleTimeout, cancel func()) (*http.Response, error) {
	resp, err := beneath.RoundTrip(req)
	if err != nil || resp == nil || resp.Body == nil {
		err = orOwn(ctx, err)
		cancel()
		return resp, err
	}
	if idle != nil {
		idle.stop() // until somebody reads
	}
	resp.Body = &boundBody{resp.Body, ctx, idle, cancel}
	return resp, nil
}

// boundBody ends the context of its request when it is closed.
type boundBody struct {
	io.ReadCloser
	ctx    context.Context
	idle   *idleTimeout // nil when the time for the whole body is bounded
	cancel func()
}

// Read reads the body, and says so when the time for it is over.
func (b *boundBody) Read(p []byte) (int, error) {
	if b.idle != nil {
		b.idle.start()
		defer b.idle.stop()
	}
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // io.Reader promises io.EOF itself
		err = orOwn(b.ctx, err)
	}
	return n, err
}

// Close closes the body.
func (b *boundBody) Close() error {
	b.cancel() // first: over HTTP/2 closing waits for the stream, which may wait for a server that is stuck
	return b.ReadCloser.Close()
}
