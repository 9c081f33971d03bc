package sandbox

import (
	"net"
	"sync"
	"time"
)

// limiter counts the requests of each IP address in a window of one second that slides along.
type limiter struct {
	limit int

	mu      sync.Mutex
	windows map[string]*window
}

// window remembers when the last requests were let through, as many as the limit allows.
type window struct {
	times []time.Time
	next  int
}

// maxWindows is how many addresses are remembered before those that fell silent are forgotten.
const maxWindows = 1024

func newLimiter(limit int) *limiter {
	return &limiter{limit: limit, windows: map[string]*window{}}
}

// allow reports whether one more request from an address stays within the limit. A request that is
// refused does not count.
func (l *limiter) allow(address string, now time.Time) bool {
	if l.limit <= 0 {
		return true
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.windows[host]
	if w == nil {
		if len(l.windows) >= maxWindows {
			l.forget(now)
		}
		w = &window{times: make([]time.Time, l.limit)}
		l.windows[host] = w
	}
	if oldest := w.times[w.next]; !oldest.IsZero() && now.Sub(oldest) < time.Second {
		return false
	}
	w.times[w.next] = now
	w.next = (w.next + 1) % l.limit
	return true
}

func (l *limiter) forget(now time.Time) {
	for host, w := range l.windows {
		latest := w.times[(w.next+l.limit-1)%l.limit]
		if now.Sub(latest) >= time.Second {
			delete(l.windows, host)
		}
	}
}
