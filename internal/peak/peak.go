// Package peak measures the peak size of the heap, for tests that limit the use of memory.
//
//	if !peak.Alone(t) {
//		return
//	}
//	if n := peak.Heap(decode); n > limit {
//		t.Errorf("decoding takes %d bytes", n)
//	}
package peak

import (
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
)

// stopsTheWorld prevents allocations while the collector marks, since they would count as in use.
const stopsTheWorld = "gcstoptheworld=1"

// Alone runs a test in a process of its own, where [Heap] is exact. It reports whether this is that process:
//
//	if !peak.Alone(t) {
//		return
//	}
func Alone(t *testing.T) bool {
	t.Helper()
	if strings.Contains(os.Getenv("GODEBUG"), stopsTheWorld) {
		return true
	}
	command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.count=1") //nolint:gosec // this very program
	command.Env = append(command.Environ(), "GODEBUG="+stopsTheWorld)
	if output, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
	return false
}

// Heap returns the difference between the peak size of the heap during f and its size before, in a test that runs
// [Alone].
func Heap(f func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(5))
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	heap := func() uint64 {
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	runtime.GC()
	before := heap()
	most := before
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			most = max(most, heap())
			select {
			case <-done:
				return
			default:
				runtime.Gosched()
			}
		}
	}()
	f()
	runtime.GC() // to measure at least once, with what is still in use
	close(done)
	<-stopped
	most = max(most, heap())
	return most - before
}
