package webhookverify

import (
	"context"
	"time"
)

// Store records which events are done, and leases each event to one delivery at a time. It keeps a [Handler] from
// handling an event twice, and from forgetting an event that failed.
//
// [MemoryStore] is for one process. Processes that share a webhook need a shared store; test yours with package
// storetest. A Store must be safe for concurrent use, and its methods must return when the context ends.
type Store interface {
	// Claim requests the event with the given ID. If the event is not done and no one holds it, the caller holds it for
	// the duration of the lease. A claim that was neither completed nor released by then is void: its holder has
	// crashed, and the next caller gets the event.
	Claim(ctx context.Context, id string, lease time.Duration) (Claim, error)
	// Complete marks a claimed event as done. The store must remember that for longer than Smile repeats an event; a
	// day is plenty. The error is [ErrLeaseLost] if the token is not the one of the latest claim, or if the event is
	// already done.
	Complete(ctx context.Context, id, token string) error
	// Release gives up a claimed event, so that the next delivery can claim it. The error is [ErrLeaseLost] under the
	// same conditions; nothing changes then.
	Release(ctx context.Context, id, token string) error
}

// Claim is the result of [Store] Claim.
type Claim struct {
	State ClaimState
	// Token identifies this claim, so that a caller whose lease has ended cannot settle the event. It is empty unless
	// State is [Claimed].
	Token string
}

// ClaimState is the state of an event for the caller of Claim.
type ClaimState int

// The states of an event.
const (
	// Claimed means that the caller holds the event.
	Claimed ClaimState = iota + 1
	// InFlight means that another caller holds the event.
	InFlight
	// Done means that the event was completed.
	Done
)
