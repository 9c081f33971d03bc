package sandbox

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// scheduler runs every delayed action of a server on its one clock: the steps of a link, deliveries
// and their retries. It knows whether something is under way, and can be closed without leaving a
// goroutine behind.
type scheduler struct {
	clock Clock

	mu      sync.Mutex
	timers  map[*timer]struct{} // those that have not begun
	running sync.WaitGroup      // those that have not ended
	closed  bool
	pending atomic.Int64  // those that settle waits for; changed with the lock held
	idle    chan struct{} // closed while pending is zero
}

type timer struct {
	stop    func() bool
	settles bool
}

func newScheduler(clock Clock) *scheduler {
	idle := make(chan struct{})
	close(idle)
	return &scheduler{clock: clock, timers: map[*timer]struct{}{}, idle: idle}
}

// soon schedules an action that is part of what the caller has just asked for: settle waits for it.
func (s *scheduler) soon(d time.Duration, action func()) { s.schedule(d, true, action) }

// later schedules an action that belongs to the future, such as a retry.
func (s *scheduler) later(d time.Duration, action func()) { s.schedule(d, false, action) }

func (s *scheduler) schedule(d time.Duration, settles bool, action func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	if settles {
		if s.pending.Add(1) == 1 {
			s.idle = make(chan struct{})
		}
	}
	s.running.Add(1)
	t := &timer{settles: settles}
	s.timers[t] = struct{}{}
	t.stop = s.clock.AfterFunc(d, func() {
		defer s.ended(t)
		if s.begin(t) {
			action()
		}
	})
}

// begin takes a timer off the list of those that can be stopped.
func (s *scheduler) begin(t *timer) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.timers, t)
	return !s.closed
}

func (s *scheduler) ended(t *timer) {
	defer s.running.Done()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !t.settles {
		return
	}
	if s.pending.Add(-1) == 0 {
		close(s.idle)
	}
}

var errClosed = errors.New("the sandbox is closed")

// settle returns when nothing is under way any more. It drives a fake clock; any other it waits for.
func (s *scheduler) settle(ctx context.Context) error {
	fake, _ := s.clock.(*FakeClock)
	for {
		s.mu.Lock()
		pending, idle, closed := s.pending.Load(), s.idle, s.closed
		s.mu.Unlock()
		switch {
		case closed: // what was under way has been given up
			return errClosed
		case pending == 0:
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if fake != nil {
			// Asked again when it is this goroutine's turn: another one that moves the clock may have
			// done everything meanwhile, and what is left belongs to the future.
			fake.next(func(time.Time) bool { return s.pending.Load() > 0 })
			continue
		}
		select {
		case <-idle:
		case <-ctx.Done():
		}
	}
}

// close prevents what has not begun, and waits for what has.
func (s *scheduler) close() {
	s.mu.Lock()
	s.closed = true
	waiting := s.timers
	s.timers = map[*timer]struct{}{}
	s.mu.Unlock()
	for t := range waiting {
		if t.stop() {
			s.ended(t)
		}
	}
	s.running.Wait()
}
