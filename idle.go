package smile

import (
	"context"
	"io"
	"net/http"
	"sync"
	"time"
)

// idleTimeout ends a context after a time without progress, so that a file transfer may take as long as it needs. The
// time does not run while nothing waits for the other side.
type idleTimeout struct {
	d   time.Duration
	end func()
	// fail ends the context with another cause.
	fail context.CancelCauseFunc

	mutex sync.Mutex
	// timer is nil if there is no bound.
	timer *time.Timer
	// last reports that the time is running for the last time.
	last bool
}

// withIdleTimeout starts the time. If d is 0, there is no bound.
func withIdleTimeout(parent context.Context, d time.Duration) (context.Context, *idleTimeout) {
	ctx, end := context.WithCancelCause(parent)
	i := &idleTimeout{d: d, fail: end}
	i.end = func() {
		i.finish() // further progress does not extend it
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
		return "the response did not complete within the attempt timeout of"
	}
	return "no progress within the attempt timeout of"
}

// start restarts the time.
func (i *idleTimeout) start() { i.restart(false) }

// finish restarts the time for the last time: later progress does not extend it.
func (i *idleTimeout) finish() { i.restart(true) }

func (i *idleTimeout) restart(last bool) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if i.timer != nil && !i.last {
		i.last = last
		i.timer.Reset(i.d)
	}
}

// stop pauses the time until the next start.
func (i *idleTimeout) stop() {
	if i.timer != nil {
		i.timer.Stop()
	}
}

// boundRoundTrip makes a request whose context ends when the response body is closed. If idle is not nil, its time runs
// during each wait for the response and for each part of its body.
func boundRoundTrip(ctx context.Context, beneath http.RoundTripper, req *http.Request, idle *idleTimeout, cancel func()) (*http.Response, error) {
	resp, err := beneath.RoundTrip(req)
	if err != nil || resp == nil || resp.Body == nil {
		err = orOwn(ctx, err)
		cancel()
		return resp, err
	}
	if idle != nil {
		idle.stop() // until the body is read
	}
	resp.Body = &boundBody{resp.Body, ctx, idle, cancel}
	return resp, nil
}

// boundBody ends the context of its request when it is closed.
type boundBody struct {
	io.ReadCloser
	ctx    context.Context
	idle   *idleTimeout // nil if the time for the whole body is bounded instead
	cancel func()
}

// Read reads the body. If a timeout ended the context, it returns that as the error.
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
	b.cancel() // first: over HTTP/2 closing waits for the stream, which may wait for a stuck server
	return b.ReadCloser.Close()
}
