package webhookverify

import (
	"container/list"
	"context"
	"strconv"
	"sync"
	"time"
)

// MemoryStore is a [Store] in the memory of one process. The zero value is ready to use. A [Handler] uses one unless it
// has [WithStore]. MemoryStore loses everything when the process ends: an event that was done shortly before may then
// be handled again.
type MemoryStore struct {
	// Capacity is the maximum number of events in the store. It defaults to 100,000, which take about 20 MB. When the
	// store is full, it forgets the events that were done first. That must not happen while Smile still repeats them,
	// so leave room for the events of a few minutes. An event that is being handled is never forgotten.
	Capacity int
	// TTL is how long an event is remembered after it was done. It defaults to 24 hours.
	TTL time.Duration
	// Now returns the current time. It defaults to [time.Now].
	Now func() time.Time

	mu     sync.Mutex
	events map[string]*memory
	done   list.List // of the *memory that are done, in the order in which to forget them
	claims uint64
}

type memory struct {
	id    string
	token string
	until time.Time     // when the lease ends, or a done event is forgotten
	done  *list.Element // nil while it is being handled
}

// Claim implements [Store]. The error is [ErrStoreFull] if the capacity is taken up by events that are being handled.
func (s *MemoryStore) Claim(_ context.Context, id string, lease time.Duration) (Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	s.forget(now)
	m := s.events[id]
	switch {
	case m == nil:
		if !s.makeRoom(now) {
			return Claim{}, ErrStoreFull
		}
		m = &memory{id: id}
		s.events[id] = m
	case m.done != nil:
		return Claim{State: Done}, nil
	case now.Before(m.until):
		return Claim{State: InFlight}, nil
	}
	s.claims++
	m.token, m.until = strconv.FormatUint(s.claims, 10), now.Add(lease)
	return Claim{State: Claimed, Token: m.token}, nil
}

// Complete implements [Store].
func (s *MemoryStore) Complete(_ context.Context, id, token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.held(id, token)
	if m == nil {
		return ErrLeaseLost
	}
	ttl := s.TTL
	if ttl <= 0 {
		ttl = 24 * time.Hour
	}
	m.until, m.done = s.now().Add(ttl), s.done.PushBack(m)
	return nil
}

// Release implements [Store].
func (s *MemoryStore) Release(_ context.Context, id, token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held(id, token) == nil {
		return ErrLeaseLost
	}
	delete(s.events, id)
	return nil
}

// held returns an event if the token belongs to its latest claim.
func (s *MemoryStore) held(id, token string) *memory {
	if m := s.events[id]; m != nil && m.done == nil && m.token == token {
		return m
	}
	return nil
}

// forget removes the events that were done long enough ago.
func (s *MemoryStore) forget(now time.Time) {
	for oldest := s.done.Front(); oldest != nil && !now.Before(oldest.Value.(*memory).until); oldest = s.done.Front() {
		s.drop(oldest)
	}
}

// makeRoom makes room for one more event, and reports whether it could.
func (s *MemoryStore) makeRoom(now time.Time) bool {
	capacity := s.Capacity
	if capacity <= 0 {
		capacity = 100_000
	}
	if s.events == nil {
		s.events = map[string]*memory{}
	}
	if len(s.events) < capacity {
		return true
	}
	if oldest := s.done.Front(); oldest != nil {
		s.drop(oldest)
		return true
	}
	for id, m := range s.events { // all of them claimed
		if !now.Before(m.until) {
			delete(s.events, id)
		}
	}
	return len(s.events) < capacity
}

func (s *MemoryStore) drop(oldest *list.Element) {
	delete(s.events, s.done.Remove(oldest).(*memory).id)
}

func (s *MemoryStore) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}
