// Package peak measures the heap at its peak, for tests of what may be kept in memory.
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

// stopsTheWorld lets nothing be allocated while the collector marks, since it would count as in use.
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

// Heap returns by how much more there is in use at the peak than there was before, in a test that runs [Alone].
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
	runtime.GC() // to see what is kept at least
	close(done)
	<-stopped
	most = max(most, heap())
	return most - before
}
