package smile

import (
	"context"
	"time"
)

// Pacer spaces requests out. Each attempt of each call waits for it, retries included; redirects do not.
//
// The API counts requests per IP address: clients behind one address should share a pacer (see
// [WithPacer]), and programs on several machines behind one address can bring an implementation that
// shares a store.
type Pacer interface {
	// Wait returns when the next request may be sent, or with an error when ctx ends before that.
	Wait(ctx context.Context) error
}

// RequestsPerSecond is the API's limit for one IP address, over all endpoints.
const RequestsPerSecond = 20

// pacingWindow is the second of the API's limit and a margin for requests that overtake each other's delay
// on the way: what leaves in more than a second can arrive in less.
const pacingWindow = 1040 * time.Millisecond

// NewPacer returns a pacer that lets n requests through in any second and a little more, which is 96 % of
// the rate. The first n go at once, so that a program that asks for little never waits. It is safe for
// concurrent use, serves callers in order, and panics when n is not positive.
func NewPacer(n int) Pacer {
	if n <= 0 {
		panic("smile: NewPacer needs a positive number; WithPacer(nil) turns pacing off")
	}
	return &windowPacer{gate: make(chan struct{}, 1), turns: make([]time.Time, n)}
}

// windowPacer counts what was really let through, and not what was planned, so that a late timer does not
// push requests together.
type windowPacer struct {
	// gate is held by the caller whose turn is next.
	gate chan struct{}
	// turns are the latest turns in a ring.
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

// sleepUntil gives up at once when the time comes after the context's end.
func sleepUntil(ctx context.Context, until time.Time) error {
	wait := time.Until(until)
	if wait <= 0 {
		return ctx.Err()
	}
	if deadline, bounded := ctx.Deadline(); bounded && deadline.Before(until) {
		return because(context.DeadlineExceeded, "the pacer's next turn comes too late")
	}
	return sleep(ctx, wait)
}

// sleep waits, and returns early with an error when the context ends.
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
