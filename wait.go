package smile

import (
	"cmp"
	"context"
	"fmt"
	"time"
)

// WaitParams sets the polling interval.
type WaitParams struct {
	// Interval is the time before the first poll; it doubles after each poll. 0 means 1 s, or MaxInterval if that is
	// shorter.
	Interval time.Duration
	// MaxInterval is the longest time between two polls. 0 means 10 s, or Interval if that is longer.
	MaxInterval time.Duration
}

// Wait polls one object, by calling [Do], until state reports that it is final. The Wait methods of all services call
// it. Call it directly for an object that this version of the module does not know. If ctx ends first, Wait returns the
// object as last seen (nil if it was never seen) and an error that matches [ErrUnfinished] and includes the object's
// state and the reason ctx ended. With nil params it polls after 1, 2, 4, 8 and then every 10 seconds. The options
// apply to each poll.
func Wait[T any](ctx context.Context, client *Client, operation Operation, request Request, params *WaitParams, state func(*T) (name string, final bool), options ...RequestOption) (*T, error) {
	if err := operation.needs(ctx, client.made()); err != nil {
		return nil, err
	}
	if state == nil {
		return nil, operation.refuse("state", "is nil: pass a function that reports whether the object is final")
	}
	interval, longest, err := params.intervals(&operation)
	if err != nil {
		return nil, err
	}
	var last *T
	var known string
	for {
		answer, err := Do[T](ctx, client, operation, request, options...)
		switch {
		case err == nil:
			var final bool
			if known, final = state(answer); final {
				return answer, nil
			}
			last = answer
		case ctx.Err() == nil:
			return last, err
		}
		if sleep(ctx, interval) != nil {
			ended := contextError(ctx)
			text := fmt.Sprintf("%v: its state is %s: %v", ErrUnfinished, bounded(cmp.Or(known, "unknown")), ended)
			return last, &Error{Operation: operation.ID, Err: &worded{text: text, err: ended, is: ErrUnfinished}}
		}
		interval = min(2*interval, longest)
	}
}

func (p *WaitParams) intervals(o *Operation) (first, longest time.Duration, err error) {
	if p != nil {
		first, longest = p.Interval, p.MaxInterval
	}
	if first == 0 {
		first = time.Second
		if longest > 0 {
			first = min(first, longest)
		}
	}
	if longest == 0 {
		longest = max(first, 10*time.Second)
	}
	if first < 0 || longest < first {
		return 0, 0, o.refuse("interval", "must be positive and at most MaxInterval")
	}
	return first, longest, nil
}
