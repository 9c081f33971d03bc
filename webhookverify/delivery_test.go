package webhookverify_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// crash is what a process does that ends while it handles an event: it neither completes nor releases it.
type crash struct {
	webhookverify.Store
	of   string // the event
	down atomic.Bool
}

func (s *crash) Release(ctx context.Context, id, token string) error {
	if id == s.of && s.down.CompareAndSwap(false, true) {
		return errors.New("the process has ended")
	}
	return s.Store.Release(ctx, id, token)
}

// Smile delivers at least once, in any order, and tries three times. One event in ten comes twice, one
// event in twenty fails at first, and one process crashes. Then every event was handled to success, and none
// twice.
func TestNoEventIsLostOrDoneTwice(t *testing.T) {
	t.Parallel()
	const (
		events  = deliveries * 10 / 11 // and a tenth of them once more
		workers = 8
	)
	clock := newClock()
	store := &crash{Store: &webhookverify.MemoryStore{Capacity: events, Now: clock.Now}, of: "et-7"}
	r := newReceiver(t, webhookverify.WithStore(store))
	var attempts, successes, holders [events]atomic.Int32
	webhookverify.On(r.Handler, func(_ context.Context, e *webhookverify.UserCreated) error {
		event, err := strconv.Atoi(strings.TrimPrefix(e.ID, "et-"))
		if err != nil {
			return err
		}
		if holders[event].Add(1) != 1 {
			t.Errorf("%s is handled twice at once", e.ID)
		}
		defer holders[event].Add(-1)
		attempt := attempts[event].Add(1)
		if attempt == 1 && (event%20 == 0 || e.ID == store.of) {
			return errors.New("not this time")
		}
		successes[event].Add(1)
		return nil
	})

	waiting := make([]int, 0, deliveries)
	for event := range events {
		waiting = append(waiting, event)
	}
	for duplicate := range deliveries - events {
		waiting = append(waiting, duplicate*9)
	}
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(waiting), func(i, j int) { waiting[i], waiting[j] = waiting[j], waiting[i] })
	for at := 0; at+1 < len(waiting); at += 100 { // some duplicates come at the same moment
		waiting = append(waiting, waiting[at])
		waiting[at+1], waiting[len(waiting)-1] = waiting[len(waiting)-1], waiting[at+1]
	}

	answers := map[int]int{}
	for attempt := range 3 {
		var (
			next   atomic.Int64
			mu     sync.Mutex
			failed []int
			wait   sync.WaitGroup
		)
		for range workers {
			wait.Go(func() {
				for {
					i := int(next.Add(1)) - 1
					if i >= len(waiting) {
						return
					}
					status := r.deliver(t, userCreated(fmt.Sprint("et-", waiting[i]))).StatusCode
					mu.Lock()
					if answers[status]++; status != http.StatusOK {
						failed = append(failed, waiting[i])
					}
					mu.Unlock()
				}
			})
		}
		wait.Wait()
		if attempt == 0 {
			require.NotEmpty(t, failed)
		}
		waiting = failed
		clock.Advance(30 * time.Second) // until Smile tries again, which is longer than a lease
	}

	assert.Empty(t, waiting, "Smile has given these up")
	assert.True(t, store.down.Load(), "the process has crashed")
	assert.GreaterOrEqual(t, answers[http.StatusInternalServerError], events/20)
	assert.Positive(t, answers[http.StatusOK])
	for event := range events {
		if n := successes[event].Load(); n != 1 {
			t.Errorf("et-%d was handled to success %d times", event, n)
		}
	}
	t.Logf("%d events, answers %v", events, answers)
}
