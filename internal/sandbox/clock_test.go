package sandbox_test

import (
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
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
