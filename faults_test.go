package smile_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/faultserver"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wrapper is a method that calls an operation of the contract.
type wrapper struct {
	*contract.Operation
	method string
	params reflect.Type // as in variantsOf
}

// call calls it with all its arguments. It finds the method by its name: to range over all of them costs more than
// the call.
func (w *wrapper) call(t *testing.T, client *smile.Client, options ...smile.RequestOption) error {
	var services any = client
	name := w.method
	if inAlpha, ok := strings.CutPrefix(name, "alpha."); ok {
		services, name = alpha.New(client), inAlpha
	} else if inBeta, ok := strings.CutPrefix(name, "beta."); ok {
		services, name = beta.New(client), inBeta
	}
	service, method, _ := strings.Cut(name, ".")
	return callFilledIn(t, reflect.ValueOf(services).Elem().FieldByName(service).MethodByName(method), w.params, options...)
}

// wrappersOf finds one wrapper for each operation, by looking at what the methods send.
func wrappersOf(t *testing.T) map[string]*wrapper {
	var sent *http.Request
	client := respond(t, nil, smile.WithMaxRetries(0), smile.WithHTTPClient(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		sent = r
		return nil, errLost
	})}))
	wrappers := map[string]*wrapper{}
	for name, method := range methodsOf(t, client) {
		variants := variantsOf(method.Type())
		params := variants[slices.Min(slices.Collect(maps.Keys(variants)))]
		require.ErrorIs(t, callFilledIn(t, method, params), errLost)
		o := (&recordedRequest{Request: sent}).operation(t)
		if w := wrappers[o.ID]; w == nil || name < w.method {
			wrappers[o.ID] = &wrapper{o, name, params}
		}
	}
	return wrappers
}

// createsOf are the operations that may not be repeated, in the order of their IDs.
func createsOf(wrappers map[string]*wrapper) (creates []*wrapper) {
	for _, id := range slices.Sorted(maps.Keys(wrappers)) {
		if !wrappers[id].Retry {
			creates = append(creates, wrappers[id])
		}
	}
	return creates
}

// soundAnswer has all that any create is known by.
const soundAnswer = `{"code":"CREATED","message":"m","requestId":"r-1",` +
	`"data":{"id":"x-1","user":{"id":"u-1"},"token":{"accessToken":"t"},"accessToken":"t"}}`

// trial is one call of a server that fails.
type trial struct {
	*wrapper
	protocol faultserver.Protocol
	fault    *faultserver.Fault
	// times is how often the server fails before it is well.
	times int
	// warm is whether the connection has served a call before.
	warm    bool
	retries int
	header  string // one more, by its name
}

// often is more than any client should try.
const often = 12

func (r *trial) String() string {
	text := r.fault.Name + ": " + r.ID + ", " + map[bool]string{true: "kept", false: "new"}[r.warm] + " connection"
	if r.times < often {
		text += fmt.Sprintf(", fails %d times", r.times)
	}
	text += fmt.Sprintf(", %d retries", r.retries)
	if r.header != "" {
		text += ", with " + r.header
	}
	return text
}

// outcome is what a trial came to.
type outcome struct {
	faultserver.Count
	attempts int
	took     time.Duration
	err      error
}

const attemptLimit = 60 * time.Millisecond

func (r *trial) run(t *testing.T) (out outcome) {
	var armed atomic.Bool
	var failed atomic.Int32
	server, err := faultserver.New(r.protocol, soundAnswer, func() *faultserver.Fault {
		if !armed.Load() || int(failed.Add(1)) > r.times {
			return nil
		}
		return r.fault
	})
	if !assert.NoError(t, err) {
		return out
	}
	transport := server.Transport()
	shared := []smile.Option{smile.WithBaseURL(server.URL + "/v1"), smile.WithHTTPClient(&http.Client{Transport: transport}), smile.WithBackoff(0, 0)}
	if r.warm {
		assert.NoError(t, read(respond(t, nil, shared...)), "the server is well at first")
	}
	armed.Store(true)
	limit := 10 * time.Second
	if r.fault.Silent {
		limit = attemptLimit
	}
	client := respond(t, nil, append(shared, smile.WithAttemptTimeout(limit), smile.WithMaxRetries(r.retries))...)
	var reply smile.Response
	options := []smile.RequestOption{smile.WithResponse(&reply), smile.WithHeader(faultserver.CallHeader, faultserver.Call(1))}
	if r.header != "" {
		options = append(options, smile.WithHeader(r.header, "k"))
	}
	done := make(chan outcome, 1)
	var calling sync.WaitGroup
	calling.Go(func() {
		start := time.Now()
		err := r.call(t, client, options...)
		took := time.Since(start)
		transport.CloseIdleConnections()
		done <- outcome{attempts: reply.Attempts, took: took, err: err}
	})
	select {
	case out = <-done:
		server.Close()
	case <-time.After(r.limit()):
		server.Close()
		out.took = r.limit()
	}
	out.Count = server.Calls()[faultserver.Call(1)]
	return out
}

// limit is a time within which a call has ended, also on a machine that is busy.
func (r *trial) limit() time.Duration {
	return time.Duration(1+r.retries)*attemptLimit + 30*time.Second
}

// check holds an outcome to what the client promises.
func (r *trial) check(t *testing.T, out outcome) {
	if out.took >= r.limit() {
		t.Errorf("%s: not over after %v", r, out.took)
		return
	}
	allowed := min(out.attempts, 1+r.retries)
	if r.Retry && strings.HasSuffix(r.fault.Name, "to itself") {
		allowed *= 1 + 5 // redirects of reads are followed
	}
	if r.Retry && r.warm && r.protocol == faultserver.HTTP1 {
		allowed++ // net/http repeats a read when a kept connection ends at once, and this is no harm
	}
	refused := new(smile.ParameterError)
	if errors.As(out.err, &refused) {
		allowed = 0
	}
	if out.Requests > allowed {
		t.Errorf("%s: %d requests reached the server in %d attempts: %v", r, out.Requests, out.attempts, out.err)
	}
	if out.Commits > 1 && !r.Retry {
		t.Errorf("%s: committed %d times: %v", r, out.Commits, out.err)
	}
}

var everyCreate = flag.Bool("every-create", false, "TestNothingIsDoneTwiceUnderAnyFault tries every create under every fault")

// Whatever a server does, and however little net/http thinks of repeating it: what creates is sent once, unless
// it cannot have been acted on, and nothing is sent more often than the client counts. Each create meets a fifth of the
// faults and each fault a fifth of the creates, whose calls differ in nothing but their bodies; .ci/run tries all pairs.
func TestNothingIsDoneTwiceUnderAnyFault(t *testing.T) {
	t.Parallel()
	wrappers := wrappersOf(t)
	creates := createsOf(wrappers)
	require.NotEmpty(t, creates)
	var faults sync.WaitGroup
	slots := make(chan struct{}, 8) // more than go test runs in parallel: many of them wait for times to be over
	for _, protocol := range []faultserver.Protocol{faultserver.HTTP1, faultserver.HTTP2} {
		for i, fault := range faultserver.Faults(protocol) {
			var trials []*trial
			for j, create := range creates {
				if !*everyCreate && (i+j)%5 != 0 {
					continue
				}
				r := &trial{wrapper: create, protocol: protocol, fault: fault, times: often, warm: (i+j)%2 == 1, retries: 3}
				if (i+j)/2%2 == 1 {
					r.times = 1
				}
				trials = append(trials, r)
			}
			for j, id := range []string{"create-token", "create-user", "get-user", "delete-account", "update-invite-template"} {
				trials = append(trials, &trial{wrappers[id], protocol, fault, often, (i+j)%2 == 1, 3 * (i / 2 % 2), ""})
			}
			for j, id := range []string{"create-token", "create-user"} {
				trials = append(trials, &trial{wrappers[id], protocol, fault, often, true, 3, []string{"Idempotency-Key", "X-Idempotency-Key"}[(i+j)%2]})
			}
			faults.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				t.Run(string(protocol)+" "+strings.ReplaceAll(fault.Name, "/", "-"), func(t *testing.T) {
					if lockedUp(fault) {
						t.Skip("net/http locks itself up")
					}
					var group sync.WaitGroup
					for _, r := range trials {
						group.Go(func() { r.check(t, r.run(t)) })
					}
					group.Wait()
				})
			})
		}
	}
	faults.Wait()
}

// A stream that the server has refused was not acted on, and the client's own rule repeats it, with a turn of its
// pacer. What else ends a stream or a connection may have been acted on.
func TestOnlyARefusedStreamIsRepeated(t *testing.T) {
	t.Parallel()
	for _, fault := range faultserver.Faults(faultserver.HTTP2) {
		if !fault.Refuses && !strings.HasPrefix(fault.Name, "resets the stream") && !strings.HasPrefix(fault.Name, "goes away") || fault.Silent {
			continue
		}
		t.Run(fault.Name, func(t *testing.T) {
			t.Parallel()
			var failed atomic.Bool
			server, err := faultserver.New(faultserver.HTTP2, soundAnswer, func() *faultserver.Fault {
				if failed.Swap(true) {
					return nil
				}
				return fault
			})
			require.NoError(t, err)
			defer server.Close()
			pacer := &countingPacer{}
			client := respond(t, nil, smile.WithBaseURL(server.URL+"/v1"), smile.WithHTTPClient(&http.Client{Transport: server.Transport()}),
				smile.WithBackoff(0, 0), smile.WithPacer(pacer))
			var reply smile.Response
			_, err = client.Users.Create(t.Context(), &smile.UserCreateParams{ExternalMetadata: map[string]string{"loan": "42"}}, smile.WithResponse(&reply))
			requests := 1
			if fault.Refuses {
				requests = 2
				require.NoError(t, err)
			}
			assert.Equal(t, requests, server.Count().Requests)
			assert.Equal(t, requests, reply.Attempts)
			assert.Equal(t, requests, pacer.turns)
		})
	}
}

var creates = flag.Int("creates", 50, "how often TestCreatesInVolume calls each create over each protocol; with -v it prints what came of them")

// tally is what became of calls.
type tally struct{ calls, succeeded, attempts, requests, commits, doubled int }

func (c *tally) add(o tally) {
	c.calls += o.calls
	c.succeeded += o.succeeded
	c.attempts += o.attempts
	c.requests += o.requests
	c.commits += o.commits
	c.doubled += o.doubled
}

func (c tally) String() string {
	return fmt.Sprintf("%7d %9d %7d %8d %8d %7d %7d", c.calls, c.succeeded, c.calls-c.succeeded, c.attempts, c.requests, c.commits, c.doubled)
}

// Each create is called many times, by several goroutines that share connections, while the server fails every
// fourth time in a way that chance chooses.
func TestCreatesInVolume(t *testing.T) {
	t.Parallel()
	var mutex sync.Mutex
	tallies := map[string]*tally{}
	t.Cleanup(func() {
		lines := []string{fmt.Sprintf("%-38s   calls succeeded  failed attempts requests commits doubled", "")}
		for _, name := range slices.Sorted(maps.Keys(tallies)) {
			lines = append(lines, fmt.Sprintf("%-38s %v", name, tallies[name]))
		}
		t.Log(strings.Join(lines, "\n"))
	})
	for _, protocol := range []faultserver.Protocol{faultserver.HTTP1, faultserver.HTTP2} {
		for i, create := range createsOf(wrappersOf(t)) {
			name := string(protocol) + " " + create.ID
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				came := volume(t, protocol, create, uint64(i))
				assert.Zero(t, came.doubled, "calls that were committed more than once")
				mutex.Lock()
				defer mutex.Unlock()
				tallies[name] = &came
				all := string(protocol) + " all"
				if tallies[all] == nil {
					tallies[all] = &tally{}
				}
				tallies[all].add(came)
			})
		}
	}
}

func volume(t *testing.T, protocol faultserver.Protocol, create *wrapper, seed uint64) tally {
	server, err := faultserver.New(protocol, soundAnswer, chance(protocol, seed))
	require.NoError(t, err)
	client := respond(t, nil, smile.WithBaseURL(server.URL+"/v1"), smile.WithHTTPClient(&http.Client{Transport: server.Transport()}),
		smile.WithBackoff(0, 0), smile.WithAttemptTimeout(attemptLimit))
	attempts := make([]int, *creates)
	var next, succeeded atomic.Int64
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for n := int(next.Add(1)) - 1; n < *creates; n = int(next.Add(1)) - 1 {
				var reply smile.Response
				if create.call(t, client, smile.WithResponse(&reply), smile.WithHeader(faultserver.CallHeader, faultserver.Call(n))) == nil {
					succeeded.Add(1)
				}
				attempts[n] = reply.Attempts
			}
		})
	}
	group.Wait()
	server.Close()
	came := tally{calls: *creates, succeeded: int(succeeded.Load())}
	seen := server.Calls()
	for n, attempts := range attempts {
		count := seen[faultserver.Call(n)]
		came.attempts += attempts
		came.requests += count.Requests
		came.commits += count.Commits
		if count.Commits > 1 {
			came.doubled++
		}
		if count.Requests > attempts {
			t.Errorf("call %d: %d requests reached the server in %d attempts", n, count.Requests, attempts)
		}
	}
	return came
}

// chance chooses faults. Those that take the client's time are rare.
func chance(protocol faultserver.Protocol, seed uint64) func() *faultserver.Fault {
	var quick, silent []*faultserver.Fault
	for _, fault := range faultserver.Faults(protocol) {
		switch {
		case lockedUp(fault):
		case fault.Silent:
			silent = append(silent, fault)
		default:
			quick = append(quick, fault)
		}
	}
	var mutex sync.Mutex
	random := rand.New(rand.NewPCG(seed, 9))
	return func() *faultserver.Fault {
		mutex.Lock()
		defer mutex.Unlock()
		switch n := random.IntN(100); {
		case n < 75:
			return nil
		case n < 99:
			return quick[random.IntN(len(quick))]
		default:
			return silent[random.IntN(len(silent))]
		}
	}
}

// lockedUp reports whether net/http locks itself up under a fault, and its RoundTrip then heeds no context.
func lockedUp(fault *faultserver.Fault) bool {
	return fault.Name == "sends a window beyond all" && strings.HasPrefix(runtime.Version(), "go1.26")
}
