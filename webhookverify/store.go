package webhookverify

import (
	"context"
	"time"
)

// Store remembers which events are done, and lends each event to one delivery at a time. It is what keeps a
// [Handler] from doing the work of an event twice, and from forgetting an event that has failed.
//
// [MemoryStore] is for one process. Processes that share a webhook need a store that they share; check yours
// with package storetest. Its methods may be called by any number of goroutines at once. They give up when
// the context ends.
type Store interface {
	// Claim asks for the event with an ID. If nobody has it and it is not done, the caller has it from
	// now on, for as long as lease says. A claim that was neither completed nor released by then is void:
	// whoever held it has crashed, and the next to ask gets the event.
	Claim(ctx context.Context, id string, lease time.Duration) (Claim, error)
	// Complete marks a claimed event as done. The store remembers that for longer than Smile repeats
	// an event; a day is plenty. The error is [ErrLeaseLost] if the token is not that of the latest
	// claim, or the event is done already.
	Complete(ctx context.Context, id, token string) error
	// Release gives a claimed event back, so that the next delivery gets it. The error is [ErrLeaseLost]
	// under the same conditions, and nothing changes then.
	Release(ctx context.Context, id, token string) error
}

// Claim is a [Store]'s answer to the question for an event.
type Claim struct {
	State ClaimState
	// Token belongs to this claim alone and fends off those whose lease is over. It is empty unless State is
	// [Claimed].
	Token string
}

// ClaimState says who has an event.
type ClaimState int

// The answers to the question for an event.
const (
	// Claimed means that the caller has it.
	Claimed ClaimState = iota + 1
	// InFlight means that somebody else has it.
	InFlight
	// Done means that it was completed.
	Done
)
