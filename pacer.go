package smile

import (
	"context"
	"time"
)

// Pacer spaces out requests. Every attempt waits for it, including retries; redirects do not.
//
// The API counts requests per IP address. Clients behind one address should share a pacer: see [WithPacer]. Programs on
// several machines behind one address can share an implementation backed by a common store.
type Pacer interface {
	// Wait blocks until the next request may be sent. It returns an error if ctx ends first.
	Wait(ctx context.Context) error
}

// RequestsPerSecond is the API's limit per IP address, over all endpoints.
const RequestsPerSecond = 20

// pacingWindow is the one second of the API's limit plus a margin for network jitter: requests sent in more than a
// second can arrive in less.
const pacingWindow = 1040 * time.Millisecond

// NewPacer returns a pacer that allows n requests in any window of slightly more than a second, which is 96% of the
// rate. The first n requests do not wait, so a program that makes few requests never waits. It is safe for concurrent
// use and serves callers in order. It panics if n is not positive.
func NewPacer(n int) Pacer {
	if n <= 0 {
		panic("smile: NewPacer needs a positive number; WithPacer(nil) turns pacing off")
	}
	return &windowPacer{gate: make(chan struct{}, 1), turns: make([]time.Time, n)}
}

// windowPacer counts the requests that it actually let through rather than the schedule, so that a late timer does not
// bunch requests together.
type windowPacer struct {
	// gate is held by the next caller in line.
	gate chan struct{}
	// turns holds the times of the latest requests in a ring.
	turns  []time.Time
	oldest int
}

func (p *windowPacer) Wait(ctx context.Context) error {
	select {
	case p.gate <- struct{}{}:
		defer func() { <-p.gate }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := sleepUntil(ctx, p.turns[p.oldest].Add(pacingWindow)); err != nil {
		return err
	}
	p.turns[p.oldest] = time.Now()
	p.oldest = (p.oldest + 1) % len(p.turns)
	return nil
}

// sleepUntil waits until a time. It fails at once if the context ends before that.
func sleepUntil(ctx context.Context, until time.Time) error {
	wait := time.Until(until)
	if wait <= 0 {
		return ctx.Err()
	}
	if deadline, bounded := ctx.Deadline(); bounded && deadline.Before(until) {
		return because(context.DeadlineExceeded, "the context ends before the pacer's next slot")
	}
	return sleep(ctx, wait)
}

// sleep waits for d. It returns an error early if the context ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}
