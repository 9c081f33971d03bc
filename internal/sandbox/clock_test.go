package sandbox_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAFakeClockRunsWhatFallsDueInOrder(t *testing.T) {
	t.Parallel()
	clock := sandbox.NewFakeClock(start)
	var log []string
	note := func(name string) func() {
		return func() { log = append(log, name+" "+clock.Now().Sub(start).String()) }
	}
	clock.AfterFunc(3*time.Second, note("c"))
	clock.AfterFunc(time.Second, func() {
		note("a")()
		clock.AfterFunc(time.Second, note("b"))
		clock.AfterFunc(-time.Second, note("a2"))
		clock.AfterFunc(time.Hour, note("never"))
	})
	clock.AfterFunc(3*time.Second, note("d"))
	stopped := clock.AfterFunc(2*time.Second, note("stopped"))
	assert.True(t, stopped())
	assert.False(t, stopped())

	clock.Advance(500 * time.Millisecond)
	assert.Empty(t, log)
	clock.Advance(9500 * time.Millisecond)
	assert.Equal(t, []string{"a 1s", "a2 1s", "b 2s", "c 3s", "d 3s"}, log)
	assert.Equal(t, start.Add(10*time.Second), clock.Now())
	ran := clock.AfterFunc(0, note("e"))
	clock.Advance(0)
	assert.False(t, ran())
	assert.Equal(t, "e 10s", log[5])
}

func TestAFakeClockMovedByManyGoroutines(t *testing.T) {
	t.Parallel()
	clock := sandbox.NewFakeClock(start)
	const alarms = 200
	var log []time.Duration // needs no lock: alarms run one at a time
	for i := range alarms {
		clock.AfterFunc(time.Duration(i)*time.Second, func() { log = append(log, clock.Now().Sub(start)) })
	}
	var movers sync.WaitGroup
	for range 4 {
		movers.Go(func() { clock.Advance(alarms * time.Second) })
	}
	movers.Wait()
	require.Len(t, log, alarms)
	for i, at := range log {
		assert.Equal(t, time.Duration(i)*time.Second, at)
	}
}

// Whoever settles must see the steps that another goroutine runs and schedules, and leave retries alone.
func TestSettleBesideAnotherThatMovesTheClock(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusInternalServerError))
	w.register("https://x.example", false, "ACCOUNT_CREATED")
	for range 20 {
		user, _ := w.createUser()
		request := george
		request.UserID, request.ProviderID = user, "sss_ph"
		_, err := w.server.Link(request)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		var movers sync.WaitGroup
		for range 3 {
			movers.Go(func() { w.clock.Advance(time.Millisecond) })
			movers.Go(func() { assert.NoError(t, w.server.Settle(ctx)) })
		}
		movers.Wait()
		cancel()
	}
	assert.Less(t, w.clock.Now().Sub(start), 29*time.Second, "nobody waited for a retry")
}
