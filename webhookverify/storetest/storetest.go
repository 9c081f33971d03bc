// Package storetest tests implementations of [webhookverify.Store].
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) (webhookverify.Store, func(time.Duration)) {
//			return mystore.New(connect(t)), time.Sleep
//		})
//	}
//
// It imports only the standard library and webhookverify.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/smileapi/smile-go/webhookverify"
)

// lease is short enough to test a store with a real clock in a second or two, and long enough for such a store to
// respond a few times.
const lease = 500 * time.Millisecond

// Run tests a store. For each test it calls open, which returns an empty store and a function that advances the store's
// clock, or [time.Sleep] if the clock cannot be moved. A store that keeps data between tests need not be empty, as long
// as its IDs are older than the call to open.
func Run(t *testing.T, open func(t *testing.T) (store webhookverify.Store, advance func(time.Duration))) {
	t.Helper()
	for _, test := range []struct {
		name string
		run  func(s *subject)
	}{
		{"a new event is claimed", (*subject).claimsNew},
		{"a claimed event is in flight", (*subject).isInFlight},
		{"a completed event stays done", (*subject).staysDone},
		{"a released event can be claimed again", (*subject).canBeReleased},
		{"a lease ends", (*subject).leaseEnds},
		{"a lease lasts as long as requested", (*subject).leaseLasts},
		{"a stale token changes nothing", (*subject).staleTokens},
		{"only the holder's token is valid", (*subject).foreignTokens},
		{"events are independent", (*subject).eventsAreApart},
		{"any text can be an ID", (*subject).takesAnyID},
		{"one of many claims wins", (*subject).oneWins},
		{"under load an event is handled once", (*subject).underLoad},
	} {
		t.Run(test.name, func(t *testing.T) {
			store, advance := open(t)
			test.run(&subject{T: t, store: store, advance: advance, prefix: fmt.Sprintf("et-%x-", time.Now().UnixNano())})
		})
	}
}

// subject is the store under test.
type subject struct {
	*testing.T
	store   webhookverify.Store
	advance func(time.Duration)
	prefix  string // of the IDs, so that runs do not share any
}

func (s *subject) claim(id string, d time.Duration) webhookverify.Claim {
	s.Helper()
	claim, err := s.store.Claim(s.Context(), s.prefix+id, d)
	switch {
	case err != nil:
		s.Fatalf("Claim: %v", err)
	case claim.State == webhookverify.Claimed && claim.Token == "":
		s.Fatal("Claim: the claim has no token")
	case claim.State != webhookverify.Claimed && claim.Token != "":
		s.Errorf("Claim: the event was not claimed, but there is a token")
	}
	return claim
}

// must claims an event that must be free.
func (s *subject) must(id string, d time.Duration) (token string) {
	s.Helper()
	claim := s.claim(id, d)
	if claim.State != webhookverify.Claimed {
		s.Fatalf("Claim: got state %d, want Claimed (%d)", claim.State, webhookverify.Claimed)
	}
	return claim.Token
}

func (s *subject) wantState(id string, want webhookverify.ClaimState, when string) {
	s.Helper()
	if got := s.claim(id, time.Hour).State; got != want {
		s.Errorf("Claim %s: got state %d, want %d", when, got, want)
	}
}

type settle = func(ctx context.Context, id, token string) error

func (s *subject) succeeds(name string, f settle, id, token string) {
	s.Helper()
	if err := f(s.Context(), s.prefix+id, token); err != nil {
		s.Fatalf("%s: %v", name, err)
	}
}

func (s *subject) isLost(name string, f settle, id, token string) {
	s.Helper()
	if err := f(s.Context(), s.prefix+id, token); !errors.Is(err, webhookverify.ErrLeaseLost) {
		s.Errorf("%s: got error %v, want ErrLeaseLost", name, err)
	}
}

func (s *subject) claimsNew() {
	s.must("1", time.Hour)
}

func (s *subject) isInFlight() {
	s.must("1", time.Hour)
	s.wantState("1", webhookverify.InFlight, "while it is claimed")
	s.wantState("1", webhookverify.InFlight, "while it is claimed, again")
}

func (s *subject) staysDone() {
	token := s.must("1", lease)
	s.succeeds("Complete", s.store.Complete, "1", token)
	s.wantState("1", webhookverify.Done, "after Complete")
	s.isLost("Release after Complete", s.store.Release, "1", token)
	s.isLost("Complete after Complete", s.store.Complete, "1", token)
	s.advance(2 * lease)
	s.wantState("1", webhookverify.Done, "after the end of the lease")
}

func (s *subject) canBeReleased() {
	first := s.must("1", time.Hour)
	s.succeeds("Release", s.store.Release, "1", first)
	second := s.must("1", time.Hour)
	if first == second {
		s.Error("Claim: two claims have the same token")
	}
	s.isLost("Release with the first token", s.store.Release, "1", first)
	s.isLost("Complete with the first token", s.store.Complete, "1", first)
	s.wantState("1", webhookverify.InFlight, "after the second claim")
	s.succeeds("Complete", s.store.Complete, "1", second)
	s.wantState("1", webhookverify.Done, "after Complete")
}

func (s *subject) leaseEnds() {
	first := s.must("1", lease)
	s.advance(lease + lease/10)
	if second := s.must("1", time.Hour); first == second {
		s.Error("Claim: two claims have the same token")
	}
	s.wantState("1", webhookverify.InFlight, "after the second claim")
}

func (s *subject) leaseLasts() {
	s.must("short", lease)
	s.must("long", time.Hour)
	s.wantState("short", webhookverify.InFlight, "at the beginning of the lease")
	s.advance(lease + lease/10)
	s.wantState("long", webhookverify.InFlight, "after the end of a shorter lease")
	s.wantState("short", webhookverify.Claimed, "after the end of the lease")
}

func (s *subject) staleTokens() {
	stale := s.must("1", lease)
	s.advance(lease + lease/10)
	token := s.must("1", time.Hour)
	s.isLost("Complete with the stale token", s.store.Complete, "1", stale)
	s.wantState("1", webhookverify.InFlight, "after the stale token's Complete")
	s.isLost("Release with the stale token", s.store.Release, "1", stale)
	s.wantState("1", webhookverify.InFlight, "after the stale token's Release")
	s.succeeds("Complete", s.store.Complete, "1", token)
	s.wantState("1", webhookverify.Done, "after Complete")
}

func (s *subject) foreignTokens() {
	token := s.must("1", time.Hour)
	other := s.must("2", time.Hour)
	if token == other {
		s.Error("Claim: two events have the same token")
	}
	for name, foreign := range map[string]string{"no token": "", "an invented token": token + "x", "the token of another event": other} {
		s.isLost("Complete with "+name, s.store.Complete, "1", foreign)
		s.isLost("Release with "+name, s.store.Release, "1", foreign)
	}
	s.isLost("Complete of an unclaimed event", s.store.Complete, "3", token)
	s.isLost("Release of an unclaimed event", s.store.Release, "3", token)
	s.wantState("1", webhookverify.InFlight, "after all of them")
	s.wantState("3", webhookverify.Claimed, "of the unclaimed event")
}

func (s *subject) eventsAreApart() {
	done, claimed := s.must("done", time.Hour), s.must("claimed", time.Hour)
	s.succeeds("Complete", s.store.Complete, "done", done)
	s.wantState("claimed", webhookverify.InFlight, "after another event is done")
	s.wantState("new", webhookverify.Claimed, "of a new event")
	s.succeeds("Release", s.store.Release, "claimed", claimed)
	s.wantState("done", webhookverify.Done, "after another event was released")
}

func (s *subject) takesAnyID() {
	ids := []string{
		"x", "X", "x ", "x\n", "x\x00y", "x:y", "x/y", "x%y", "x_y", "x*y", "x'y", `x"y`, `x\y`, "x;y", "x{y}",
		"x\u00e9", "xe\u0301", "\u65e5\u672c", strings.Repeat("x", 250), strings.Repeat("x", 249) + "y",
	}
	for _, id := range ids {
		s.succeeds("Complete", s.store.Complete, id, s.must(id, time.Hour))
	}
	for _, id := range ids {
		s.wantState(id, webhookverify.Done, fmt.Sprintf("of the ID %q", id))
	}
}

func (s *subject) oneWins() {
	const workers = 32
	var winners, losers atomic.Int32
	s.together(workers, func(int) {
		claim, err := s.store.Claim(s.Context(), s.prefix+"1", time.Hour)
		switch {
		case err != nil:
			s.Errorf("Claim: %v", err)
		case claim.State == webhookverify.Claimed:
			winners.Add(1)
		case claim.State == webhookverify.InFlight:
			losers.Add(1)
		}
	})
	if winners.Load() != 1 || losers.Load() != workers-1 {
		s.Errorf("of %d concurrent claims, %d won and %d got InFlight; want 1 and %d", workers, winners.Load(), losers.Load(), workers-1)
	}
}

// underLoad lets several workers handle events like a handler, with some failures.
func (s *subject) underLoad() {
	const workers, events, attempts = 8, 20, 6
	var holders, succeeded [events]atomic.Int32
	s.together(workers, func(worker int) {
		for attempt := range attempts {
			for i := range events {
				event := (i + worker) % events
				id := fmt.Sprint(s.prefix, event)
				claim, err := s.store.Claim(s.Context(), id, time.Hour)
				if err != nil {
					s.Errorf("Claim: %v", err)
					return
				}
				if claim.State != webhookverify.Claimed {
					continue
				}
				if holders[event].Add(1) > 1 {
					s.Errorf("event %d has two claims at once", event)
				}
				settle := s.store.Release
				if attempt == attempts-1 || (worker+event+attempt)%3 == 0 {
					settle = s.store.Complete
					succeeded[event].Add(1)
				}
				holders[event].Add(-1)
				if err := settle(s.Context(), id, claim.Token); err != nil {
					s.Errorf("settling event %d: %v", event, err)
				}
			}
		}
	})
	for event := range events {
		if n := succeeded[event].Load(); n != 1 {
			s.Errorf("event %d was completed %d times, want 1", event, n)
		}
	}
}

// together runs f on several goroutines that start at the same time.
func (s *subject) together(workers int, f func(worker int)) {
	var wait sync.WaitGroup
	begin := make(chan struct{})
	for worker := range workers {
		wait.Go(func() {
			<-begin
			f(worker)
		})
	}
	close(begin)
	wait.Wait()
}
