// Package peak measures the heap at its peak, for tests of what may be kept in memory.
package peak

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Heap returns by how much more there is in use at the peak than there was before. The collector runs all the time.
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
