package smile

import (
	"context"
	"fmt"

	"golang.org/x/time/rate"
)

// Pacer spaces requests out. Each attempt of each call waits for it, retries included.
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

// pacingMargin keeps evenly spaced requests below the limit when the network bunches some of them up:
// 20 intervals take 2 % more than one second.
const pacingMargin = 0.98

// NewPacer returns a pacer that lets perSecond requests through each second, evenly spaced, less 2 % so
// that jitter on the way never makes one too many. It is safe for concurrent use, and by several
// clients. It panics when perSecond is not positive.
func NewPacer(perSecond float64) Pacer {
	if perSecond <= 0 {
		panic("smile: NewPacer needs a positive rate; WithPacer(nil) turns pacing off")
	}
	return evenPacer{rate.NewLimiter(rate.Limit(perSecond*pacingMargin), 1)}
}

type evenPacer struct{ limiter *rate.Limiter }

func (p evenPacer) Wait(ctx context.Context) error {
	err := p.limiter.Wait(ctx)
	if err != nil && ctx.Err() == nil {
		// The limiter gives up at once when the turn would come after the deadline.
		return fmt.Errorf("%w: the pacer's next turn comes too late", context.DeadlineExceeded)
	}
	return err
}
