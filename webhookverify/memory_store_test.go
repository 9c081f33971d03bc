package webhookverify_test

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/smileapi/smile-go/webhookverify"
	"github.com/smileapi/smile-go/webhookverify/storetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fakeClock is a time that only the test moves.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newClock() *fakeClock {
	return &fakeClock{now: time.Date(2026, 1, 31, 8, 25, 5, 0, time.UTC)}
}

func TestMemoryStoreIsAStore(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) (webhookverify.Store, func(time.Duration)) {
		clock := newClock()
		return &webhookverify.MemoryStore{Now: clock.Now}, clock.Advance
	})
}

func claim(t testing.TB, store webhookverify.Store, id string, lease time.Duration) webhookverify.Claim {
	t.Helper()
	claim, err := store.Claim(t.Context(), id, lease)
	require.NoError(t, err)
	return claim
}

func complete(t testing.TB, store webhookverify.Store, id string) {
	t.Helper()
	require.NoError(t, store.Complete(t.Context(), id, claim(t, store, id, time.Minute).Token))
}

func state(t testing.TB, store webhookverify.Store, id string) webhookverify.ClaimState {
	t.Helper()
	c := claim(t, store, id, time.Minute)
	if c.State == webhookverify.Claimed {
		require.NoError(t, store.Release(t.Context(), id, c.Token))
	}
	return c.State
}

func TestMemoryStoreForgetsWhatIsLongDone(t *testing.T) {
	t.Parallel()
	for name, ttl := range map[string]time.Duration{"its own": 0, "an hour": time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := newClock()
			store := &webhookverify.MemoryStore{TTL: ttl, Now: clock.Now}
			if ttl == 0 {
				ttl = 24 * time.Hour
			}
			complete(t, store, "first")
			clock.Advance(ttl / 2)
			complete(t, store, "second")
			clock.Advance(ttl/2 - 1)
			assert.Equal(t, webhookverify.Done, state(t, store, "first"), "a moment before")
			clock.Advance(1)
			assert.Equal(t, webhookverify.Claimed, state(t, store, "first"))
			assert.Equal(t, webhookverify.Done, state(t, store, "second"))
			clock.Advance(ttl / 2)
			assert.Equal(t, webhookverify.Claimed, state(t, store, "second"))
		})
	}
}

func TestMemoryStoreKeepsToItsCapacity(t *testing.T) {
	t.Parallel()
	clock := newClock()
	store := &webhookverify.MemoryStore{Capacity: 3, Now: clock.Now}
	held := claim(t, store, "held", time.Minute)
	complete(t, store, "first")
	complete(t, store, "second")
	complete(t, store, "third") // takes the place of the first
	assert.Equal(t, webhookverify.InFlight, state(t, store, "held"))
	assert.Equal(t, webhookverify.Done, state(t, store, "second"))
	assert.Equal(t, webhookverify.Done, state(t, store, "third"))

	claim(t, store, "fourth", time.Hour)
	claim(t, store, "fifth", time.Hour)
	_, err := store.Claim(t.Context(), "sixth", time.Minute)
	require.ErrorIs(t, err, webhookverify.ErrStoreFull)
	assert.Equal(t, webhookverify.InFlight, state(t, store, "held"), "what is handled is never forgotten")

	clock.Advance(time.Minute) // and whoever held it has crashed
	assert.Equal(t, webhookverify.Claimed, state(t, store, "sixth"))
	require.ErrorIs(t, store.Complete(t.Context(), "held", held.Token), webhookverify.ErrLeaseLost)
	assert.Equal(t, webhookverify.InFlight, state(t, store, "fourth"))
	assert.Equal(t, webhookverify.InFlight, state(t, store, "fifth"))
}

func TestMemoryStoreHasRoomForAHundredThousand(t *testing.T) {
	t.Parallel()
	store := &webhookverify.MemoryStore{}
	for i := range 100_000 {
		complete(t, store, strconv.Itoa(i))
	}
	assert.Equal(t, webhookverify.Done, state(t, store, "0"))
	complete(t, store, "one more")
	assert.Equal(t, webhookverify.Done, state(t, store, "1"))
	assert.Equal(t, webhookverify.Done, state(t, store, "99999"))
	assert.Equal(t, webhookverify.Claimed, state(t, store, "0"))
}

func TestMemoryStoreLendsUntilTheLastMoment(t *testing.T) {
	t.Parallel()
	clock := newClock()
	store := &webhookverify.MemoryStore{Now: clock.Now}
	claim(t, store, "1", time.Minute)
	clock.Advance(time.Minute - 1)
	assert.Equal(t, webhookverify.InFlight, state(t, store, "1"))
	clock.Advance(1)
	assert.Equal(t, webhookverify.Claimed, state(t, store, "1"))
}

// A slow handler that nobody has overtaken may still say that it is done.
func TestMemoryStoreTakesALateCompletion(t *testing.T) {
	t.Parallel()
	clock := newClock()
	store := &webhookverify.MemoryStore{Now: clock.Now}
	held := claim(t, store, "1", time.Minute)
	clock.Advance(time.Hour)
	require.NoError(t, store.Complete(t.Context(), "1", held.Token))
	assert.Equal(t, webhookverify.Done, state(t, store, "1"))
}
