package sandbox

import (
	"container/heap"
	"sync"
	"time"
)

// Clock tells a server the time and runs what falls due.
type Clock interface {
	Now() time.Time
	// AfterFunc runs f once, after d. The returned function prevents that, and reports whether it
	// came in time.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

type realClock struct{}

func (realClock) Now() time.Time { return time.Now() }

func (realClock) AfterFunc(d time.Duration, f func()) func() bool {
	return time.AfterFunc(d, f).Stop
}

// FakeClock is a [Clock] that stands still until it is told to advance. What falls due then runs in
// the goroutine that advances it, in the order of its times, so that a test needs no sleep.
type FakeClock struct {
	turn sync.Mutex // held by the one goroutine that moves the clock and runs an alarm

	mu      sync.Mutex
	now     time.Time
	counter uint64
	due     alarms
}

// NewFakeClock returns a clock that stands at start.
func NewFakeClock(start time.Time) *FakeClock {
	return &FakeClock{now: start}
}

// Now returns the time at which the clock stands.
func (c *FakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc runs f when the clock has been advanced by d.
func (c *FakeClock) AfterFunc(d time.Duration, f func()) func() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counter++
	a := &alarm{at: c.now.Add(d), order: c.counter, run: f}
	heap.Push(&c.due, a)
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		if a.index < 0 {
			return false
		}
		heap.Remove(&c.due, a.index)
		return true
	}
}

// Advance moves the clock forward by d. Whatever falls due on the way, also what that in turn
// schedules, runs before Advance returns, each with the clock at its own time. Advance(0) runs what
// is due now.
func (c *FakeClock) Advance(d time.Duration) {
	target := c.Now().Add(d)
	for c.next(func(at time.Time) bool { return !at.After(target) }) {
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now.Before(target) {
		c.now = target
	}
}

// next moves to the earliest alarm, if it is wanted, and runs it. Whoever else moves the clock waits
// for it to end; but the alarm may ask for the time and set others.
func (c *FakeClock) next(wanted func(at time.Time) bool) bool {
	c.turn.Lock()
	defer c.turn.Unlock()
	a := c.take(wanted)
	if a == nil {
		return false
	}
	a.run()
	return true
}

func (c *FakeClock) take(wanted func(at time.Time) bool) *alarm {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.due) == 0 || !wanted(c.due[0].at) {
		return nil
	}
	a := heap.Pop(&c.due).(*alarm)
	if c.now.Before(a.at) {
		c.now = a.at
	}
	return a
}

// alarm is one function that waits for its time. Its index is where it stands in the heap; -1 once
// it has left.
type alarm struct {
	at    time.Time
	order uint64
	index int
	run   func()
}

// alarms is a heap of alarms, the earliest on top.
type alarms []*alarm

func (a alarms) Len() int { return len(a) }

func (a alarms) Less(i, j int) bool {
	if a[i].at.Equal(a[j].at) {
		return a[i].order < a[j].order
	}
	return a[i].at.Before(a[j].at)
}

func (a alarms) Swap(i, j int) {
	a[i], a[j] = a[j], a[i]
	a[i].index, a[j].index = i, j
}

func (a *alarms) Push(x any) {
	added := x.(*alarm)
	added.index = len(*a)
	*a = append(*a, added)
}

func (a *alarms) Pop() any {
	last := len(*a) - 1
	popped := (*a)[last]
	(*a)[last] = nil
	*a = (*a)[:last]
	popped.index = -1
	return popped
}
