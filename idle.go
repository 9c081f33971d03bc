package smile

import (
	"context"
	"io"
	"net/http"
	"time"
)

// withIdleTimeout returns a context that ends when alive was not called for a time. What moves files takes
// as long as it takes.
func withIdleTimeout(parent context.Context, timeout time.Duration) (ctx context.Context, alive, cancel func()) {
	ctx, end := context.WithCancelCause(parent)
	timer := time.AfterFunc(timeout, func() { end(context.DeadlineExceeded) })
	return ctx, func() { timer.Reset(timeout) }, func() { timer.Stop(); end(nil) }
}

// idleRoundTrip makes a request in such a context, which ends with the body of the reply.
func idleRoundTrip(ctx context.Context, beneath http.RoundTripper, req *http.Request, alive, cancel func()) (*http.Response, error) {
	resp, err := beneath.RoundTrip(req.WithContext(ctx))
	if err != nil {
		err = idleError(ctx, err)
		cancel()
		return nil, err
	}
	resp.Body = &idleBody{resp.Body, ctx, alive, cancel}
	return resp, nil
}

// idleError says that nothing moved, which the error of a request need not tell.
func idleError(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause == context.DeadlineExceeded { //nolint:errorlint // set so by withIdleTimeout
		return cause
	}
	return err
}

// idleBody is a body whose reading keeps its request alive.
type idleBody struct {
	io.ReadCloser
	ctx    context.Context
	alive  func()
	cancel func()
}

// Read reads from the body.
func (b *idleBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.alive()
	}
	if err != nil && err != io.EOF { //nolint:errorlint // a reader returns io.EOF as it is
		err = idleError(b.ctx, err)
	}
	return n, err
}

// Close closes the body.
func (b *idleBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}
