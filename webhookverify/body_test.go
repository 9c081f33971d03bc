package webhookverify_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wires are the ways in which a body comes over a real connection.
var wires = map[string]struct{ http2, announced bool }{
	"HTTP/1.1":            {false, true},
	"HTTP/1.1, in chunks": {false, false},
	"HTTP/2":              {true, true},
	"HTTP/2, unannounced": {true, false},
}

func newServer(t *testing.T, http2 bool, errorLog io.Writer, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(errorLog, "", 0)
	if server.EnableHTTP2 = http2; http2 {
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(server.Close)
	return server
}

// readerFunc is a body.
type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
func (f readerFunc) Close() error               { return nil }

// padded returns an event of a size.
func padded(id string, size int) string {
	event := userCreated(id)
	return event + strings.Repeat(" ", size-len(event))
}

// forgery is a call with a signature that nobody has made.
func forgery(t testing.TB, url string, body io.Reader, announced int64) *http.Request {
	t.Helper()
	call, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, io.NopCloser(body))
	require.NoError(t, err)
	call.Header.Set(webhookverify.SignatureHeader, strings.Repeat("0", 128))
	call.ContentLength = announced
	return call
}

// Fifty forgers, each of whom sends 1.25 of 8 MiB and then holds on, fill the memory that bodies may take, and no more.
// An event gets in meanwhile.
func TestForgersFillNoMoreThanTheirMemory(t *testing.T) { // not parallel: it measures the whole process
	const forgers, sent, mega = 50, 3 << 20, 1_000_000
	for name, wire := range wires {
		t.Run(name, func(t *testing.T) {
			r := newReceiver(t, webhookverify.WithTimeout(time.Hour))
			var settled sync.WaitGroup // forgers that were answered, or of whom all that they send has arrived
			var once [forgers]sync.Once
			var answers [forgers]*httptest.ResponseRecorder // as sent: a reset may keep an answer from its reader
			var dismissed [forgers]chan struct{}
			server := newServer(t, wire.http2, io.Discard, http.HandlerFunc(func(w http.ResponseWriter, call *http.Request) {
				var forger, arrived int
				if _, err := fmt.Sscan(call.Header.Get("Forger"), &forger); err != nil {
					r.ServeHTTP(w, call)
					return
				}
				body := call.Body
				call.Body = readerFunc(func(p []byte) (int, error) {
					if arrived == sent { // and kept by now
						once[forger].Do(settled.Done)
					}
					n, err := body.Read(p)
					arrived += n
					return n, err
				})
				answer := recorded{w, httptest.NewRecorder()}
				r.ServeHTTP(answer, call)
				once[forger].Do(func() {
					answers[forger] = answer.as
					settled.Done()
				})
				close(dismissed[forger])
			}))
			before := heap()
			over := make(chan struct{})
			var gone sync.WaitGroup
			settled.Add(forgers)
			for forger := range forgers {
				dismissed[forger] = make(chan struct{})
				body := io.MultiReader(io.LimitReader(zeros, sent), readerFunc(func([]byte) (int, error) {
					select {
					case <-over:
					case <-dismissed[forger]:
					}
					return 0, errors.New("the forger hangs up")
				}))
				announced := int64(-1)
				if wire.announced {
					announced = webhookverify.MaxBodySize
				}
				call := forgery(t, server.URL, body, announced)
				call.Header.Set("Forger", fmt.Sprint(forger))
				gone.Go(func() {
					if reply, err := server.Client().Do(call); err == nil {
						reply.Body.Close()
					}
				})
			}
			settled.Wait()
			held := heap() - before
			assert.Less(t, held, 80*mega, "bytes held")
			assert.Greater(t, held, 30*mega, "bytes held: forgers have filled what they can")
			refused := 0
			for forger := range forgers {
				if answer := answers[forger]; answer != nil {
					refused++
					assert.Equal(t, http.StatusServiceUnavailable, answer.Code)
					assert.NotEmpty(t, answer.Header().Get("Retry-After"))
				}
			}
			assert.GreaterOrEqual(t, refused, forgers-(48<<20)/sent, "forgers refused: no more of them fit into 48 MiB")
			t.Logf("%d forgers refused, %d bytes held", refused, held)

			genuine, err := webhookverify.NewRequest(t.Context(), server.URL, secret, []byte(padded("et-1", 2000)))
			require.NoError(t, err)
			reply, err := server.Client().Do(genuine)
			require.NoError(t, err)
			reply.Body.Close()
			assert.Equal(t, http.StatusOK, reply.StatusCode)

			close(over)
			gone.Wait()
			server.Close() // which waits for the handler
			assert.Equal(t, http.StatusOK, r.deliver(t, padded("et-2", webhookverify.MaxBodySize)).StatusCode, "all of the memory is free again")
		})
	}
}

// recorded writes an answer twice.
type recorded struct {
	http.ResponseWriter
	as *httptest.ResponseRecorder
}

func (w recorded) WriteHeader(status int) {
	maps.Copy(w.as.Header(), w.Header())
	w.as.WriteHeader(status)
	w.ResponseWriter.WriteHeader(status)
}

func (w recorded) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// zeros has no end.
var zeros = readerFunc(func(p []byte) (int, error) {
	clear(p)
	return len(p), nil
})

func heap() int {
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC() // pools forget in two steps
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}

// The server has no time limit of its own here.
func TestHandlerEndsSendersThatTrickle(t *testing.T) {
	t.Parallel()
	for name, wire := range wires {
		for _, silent := range []bool{true, false} {
			for _, plain := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s, silent %t, plain writer %t", name, silent, plain), func(t *testing.T) {
					t.Parallel()
					r := newReceiver(t, webhookverify.WithTimeout(50*time.Millisecond))
					wanted := make(chan struct{}, 1)
					server := newServer(t, wire.http2, io.Discard, http.HandlerFunc(func(w http.ResponseWriter, call *http.Request) {
						body := call.Body
						if call.Header.Get("Trickles") != "" {
							call.Body = readerFunc(func(p []byte) (int, error) {
								select {
								case wanted <- struct{}{}:
								default:
								}
								return body.Read(p)
							})
						}
						if plain {
							w = struct{ http.ResponseWriter }{w} // which sets no deadlines
						}
						r.ServeHTTP(w, call)
					}))
					over := make(chan struct{})
					next := wanted
					if silent {
						next = nil
					}
					body := readerFunc(func(p []byte) (int, error) {
						select {
						case <-next:
							return copy(p, "x"), nil
						case <-over:
							return 0, io.ErrUnexpectedEOF
						}
					})
					announced := int64(-1)
					if wire.announced {
						announced = webhookverify.MaxBodySize
					}
					call := forgery(t, server.URL, body, announced)
					call.Header.Set("Trickles", "yes")
					reply, err := server.Client().Do(call)
					require.NoError(t, err)
					close(over)
					reply.Body.Close()
					assert.Equal(t, http.StatusRequestTimeout, reply.StatusCode)
					assert.Equal(t, !wire.http2, reply.Close, "the connection ends, unless others share it")
					outcome := r.last(t)
					require.ErrorIs(t, outcome.Err, webhookverify.ErrSlowBody)
					assert.GreaterOrEqual(t, outcome.Duration, 50*time.Millisecond)
				})
			}
		}
	}
}

// Deadlines that a slow call has met are none of the next call's.
func TestConnectionsLiveOn(t *testing.T) {
	t.Parallel()
	for _, http2 := range []bool{false, true} {
		t.Run(fmt.Sprintf("HTTP/2: %t", http2), func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t)
			connections := map[string]bool{}
			server := newServer(t, http2, io.Discard, http.HandlerFunc(func(w http.ResponseWriter, call *http.Request) {
				connections[call.RemoteAddr] = true
				r.ServeHTTP(w, call)
				assert.NoError(t, call.Context().Err())
			}))
			for i := range 5 {
				for _, signer := range []string{secret, "guessed"} {
					call, err := webhookverify.NewRequest(t.Context(), server.URL, signer, []byte(padded(fmt.Sprint("et-", i), 200_000)))
					require.NoError(t, err)
					reply, err := server.Client().Do(call)
					require.NoError(t, err)
					_, err = io.Copy(io.Discard, reply.Body)
					require.NoError(t, err)
					reply.Body.Close()
				}
			}
			assert.Len(t, connections, 1)
		})
	}
}

// blocked is a body that says so when it is read, and gives nothing until it is told to.
type blocked struct {
	reading chan struct{}
	over    <-chan struct{}
}

func (b *blocked) Read([]byte) (int, error) {
	if b.reading != nil {
		close(b.reading)
		b.reading = nil
	}
	<-b.over
	return 0, io.EOF
}

func (b *blocked) Close() error { return nil }

// Neither the writer nor the body can be interrupted. The time is that of the call, all the same.
func TestABodyThatBlocksDoesNotHoldTheCall(t *testing.T) {
	t.Parallel()
	for name, serve := range map[string]func(t *testing.T, call *http.Request) (int, error){
		"Handler": func(t *testing.T, call *http.Request) (int, error) {
			r := newReceiver(t)
			status := r.answer(call).StatusCode
			return status, r.last(t).Err
		},
		"Middleware": func(t *testing.T, call *http.Request) (int, error) {
			recorder := httptest.NewRecorder()
			newVerifier(t, secret).Middleware(http.NotFoundHandler()).ServeHTTP(recorder, call)
			return recorder.Code, webhookverify.ErrSlowBody
		},
		"Parse": func(t *testing.T, call *http.Request) (int, error) {
			_, err := newVerifier(t, secret).Parse(call)
			return http.StatusRequestTimeout, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				over := make(chan struct{})
				defer close(over)
				started := time.Now()
				status, err := serve(t, forgery(t, "/", &blocked{over: over}, -1))
				assert.Equal(t, http.StatusRequestTimeout, status)
				require.ErrorIs(t, err, webhookverify.ErrSlowBody)
				assert.Equal(t, 10*time.Second, time.Since(started))
			})
		})
	}
}

// Reading and handling share the one limit, and Smile's next attempt finds the event free.
func TestTheTimeOfACallIsForReadingAndHandling(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(t)
		var left time.Duration
		webhookverify.On(r.Handler, func(ctx context.Context, _ webhookverify.Event) error {
			deadline, _ := ctx.Deadline()
			left = time.Until(deadline)
			return nil
		})
		for _, test := range []struct {
			wait, left time.Duration
			status     int
		}{{11 * time.Second, 0, http.StatusRequestTimeout}, {7 * time.Second, 3 * time.Second, http.StatusOK}} {
			call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(userCreated("et-1")))
			require.NoError(t, err)
			body := call.Body
			call.Body = readerFunc(func(p []byte) (int, error) {
				time.Sleep(test.wait)
				test.wait = 0
				return body.Read(p)
			})
			assert.Equal(t, test.status, r.answer(call).StatusCode)
			assert.Equal(t, test.left, left)
			time.Sleep(time.Minute)
		}
	})
}

// The server's own time limit means the same.
func TestAReadTimeoutOfTheServerIsASlowBody(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	assert.Equal(t, http.StatusRequestTimeout, r.answer(forgery(t, "/", iotest.ErrReader(fmt.Errorf("read tcp: %w", os.ErrDeadlineExceeded)), -1)).StatusCode)
	err := r.last(t).Err
	require.ErrorIs(t, err, webhookverify.ErrSlowBody)
	require.ErrorIs(t, err, os.ErrDeadlineExceeded)
}

// Senders that announce large bodies and send nothing take the share of the large ones. The rest is for small ones,
// and ten thousand of those that send nothing do not keep a small event out of 64 MiB.
func TestAShareIsKeptForSmallBodies(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const largest, memory = 100_000, 800_000
		r := newReceiver(t, webhookverify.WithMaxBodySize(largest), webhookverify.WithBodyMemory(memory))
		over := make(chan struct{})
		var calls sync.WaitGroup
		hold := func(announced int64, senders int) {
			for range senders {
				call := forgery(t, "/", &blocked{over: over}, announced)
				calls.Go(func() { r.answer(call) })
			}
			synctest.Wait()
		}
		hold(largest, memory*3/4/1024)
		assert.Empty(t, r.observed(), "all are waited for")
		for _, announced := range []int64{largest, smallest + 1} {
			reply := r.answer(forgery(t, "/", unreadable{t}, announced))
			assert.Equal(t, http.StatusServiceUnavailable, reply.StatusCode)
			assert.Equal(t, "10", reply.Header.Get("Retry-After"))
			outcome := r.last(t)
			require.ErrorIs(t, outcome.Err, webhookverify.ErrTooManyBodies)
			assert.Zero(t, outcome.Duration, "at once")
		}
		assert.Equal(t, http.StatusOK, r.deliver(t, padded("et-1", 2000)).StatusCode)
		assert.Equal(t, http.StatusOK, r.deliver(t, padded("et-2", smallest)).StatusCode)
		assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, padded("et-3", smallest+1)).StatusCode)
		unannounced := forgery(t, "/", io.LimitReader(zeros, largest), -1)
		assert.Equal(t, http.StatusServiceUnavailable, r.answer(unannounced).StatusCode, "what shows itself to be large")
		hold(-1, memory/4/1024+1) // small as far as anybody knows
		r.observed()
		assert.Equal(t, http.StatusServiceUnavailable, r.answer(forgery(t, "/", unreadable{t}, 1)).StatusCode, "nothing is left")
		r.observed()

		close(over)
		calls.Wait()
		assert.Equal(t, http.StatusOK, r.deliver(t, padded("et-3", largest)).StatusCode)

		r = newReceiver(t)
		over = make(chan struct{})
		hold(webhookverify.MaxBodySize, 100)
		hold(-1, deliveries/10) // 10,000, but for the race detector
		r.observed()
		assert.Equal(t, http.StatusOK, r.deliver(t, padded("et-4", 2000)).StatusCode)
		close(over)
		calls.Wait()
	})
}

// smallest is the size of the largest body that is small.
const smallest = 64 << 10

// What is given up is given back, but for what a reader that blocks holds until it returns.
func TestMemoryOfSendersThatAreGivenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const largest = 1 << 18
		r := newReceiver(t, webhookverify.WithMaxBodySize(largest), webhookverify.WithBodyMemory(3*largest+4096))
		over := make(chan struct{})
		for range 4 {
			r.answer(forgery(t, "/", io.MultiReader(io.LimitReader(zeros, largest-1), &blocked{over: over}, io.LimitReader(zeros, largest/2)), largest))
			require.ErrorIs(t, r.last(t).Err, webhookverify.ErrSlowBody)
		}
		assert.Equal(t, http.StatusOK, r.deliver(t, padded("et-1", largest/2)).StatusCode)
		close(over)
		synctest.Wait()
		assert.Equal(t, http.StatusOK, r.deliver(t, padded("et-2", largest)).StatusCode)
	})
}

// Events that are being handled are no longer being read, however long that takes.
func TestSlowHandlersKeepNobodyOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const largest = 1 << 18
		r := newReceiver(t, webhookverify.WithMaxBodySize(largest), webhookverify.WithBodyMemory(3*largest+4096))
		over := make(chan struct{})
		webhookverify.On(r.Handler, func(_ context.Context, e webhookverify.Event) error {
			<-over
			assert.Len(t, e.Head().Raw, largest)
			return nil
		})
		for i := range 5 {
			assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, padded(fmt.Sprint("et-", i), largest)).StatusCode)
			require.ErrorIs(t, r.last(t).Err, webhookverify.ErrTimeout)
		}
		close(over)
		synctest.Wait()
		for i := range 5 {
			assert.Equal(t, http.StatusOK, r.deliver(t, padded(fmt.Sprint("et-", i), largest)).StatusCode)
			assert.True(t, r.last(t).Duplicate)
		}
	})
}

// Parse and Middleware share what their Verifier may hold.
func TestAVerifierHasAMemoryOfItsOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		verifier := newVerifier(t, secret)
		over := make(chan struct{})
		var calls sync.WaitGroup
		for range 5 {
			call := forgery(t, "/", io.MultiReader(io.LimitReader(zeros, webhookverify.MaxBodySize-1), &blocked{over: over}), webhookverify.MaxBodySize)
			calls.Go(func() {
				_, err := verifier.Parse(call)
				assert.ErrorIs(t, err, webhookverify.ErrSignatureMismatch)
			})
			synctest.Wait()
		}
		large := func() *http.Request {
			return forgery(t, "/", io.LimitReader(zeros, webhookverify.MaxBodySize), -1)
		}
		_, err := verifier.Parse(large())
		require.ErrorIs(t, err, webhookverify.ErrTooManyBodies)
		serve := func(call *http.Request) *http.Response {
			recorder := httptest.NewRecorder()
			verifier.Middleware(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})).ServeHTTP(recorder, call)
			return recorder.Result()
		}
		reply := serve(large())
		assert.Equal(t, http.StatusServiceUnavailable, reply.StatusCode)
		assert.Equal(t, "10", reply.Header.Get("Retry-After"))
		small, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(userCreated("et-1")))
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, serve(small).StatusCode)
		close(over)
		calls.Wait()
		assert.Equal(t, http.StatusUnauthorized, serve(large()).StatusCode)
	})
}

// Whatever bodies do, the process lives, every call is answered, and the memory comes back.
func TestBodiesThatMisbehave(t *testing.T) {
	t.Parallel()
	const largest = 1 << 20
	r := newReceiver(t, webhookverify.WithMaxBodySize(largest), webhookverify.WithBodyMemory(3*largest+4096), webhookverify.WithTimeout(20*time.Millisecond))
	// The last delivery must not be late on a busy machine.
	patient := newReceiver(t, webhookverify.WithMaxBodySize(largest), webhookverify.WithBodyMemory(3*largest+4096))
	over := make(chan struct{})
	kinds := []struct {
		name string
		body func() io.Reader
		want []int
	}{
		{"panics", func() io.Reader { return readerFunc(func([]byte) (int, error) { panic("acme-1") }) }, []int{500}},
		{"aborts", func() io.Reader { return readerFunc(func([]byte) (int, error) { panic(http.ErrAbortHandler) }) }, []int{500}},
		{"ends its goroutine", func() io.Reader {
			return readerFunc(func([]byte) (int, error) { runtime.Goexit(); return 0, nil })
		}, []int{500}},
		{"counts more than it has", func() io.Reader {
			return readerFunc(func(p []byte) (int, error) { return len(p) + 1, nil })
		}, []int{500}},
		{"counts less than nothing", func() io.Reader { return readerFunc(func([]byte) (int, error) { return -1, nil }) }, []int{500}},
		{"gives nothing for ever", func() io.Reader {
			return readerFunc(func([]byte) (int, error) { runtime.Gosched(); return 0, nil })
		}, []int{408}},
		{"never ends", func() io.Reader { return zeros }, []int{413}},
		{"breaks off", func() io.Reader {
			return io.MultiReader(io.LimitReader(zeros, rand.Int64N(largest)), iotest.ErrReader(io.ErrUnexpectedEOF))
		}, []int{400}},
		{"has an error that panics", func() io.Reader { return iotest.ErrReader(new(hollow)) }, []int{400, 500}},
		{"blocks", func() io.Reader {
			return io.MultiReader(io.LimitReader(zeros, rand.Int64N(largest)), &blocked{over: over})
		}, []int{408}},
		{"is forged", func() io.Reader { return io.LimitReader(zeros, rand.Int64N(largest)) }, []int{401}},
	}
	for _, r := range []*receiver{r, patient} {
		var wait sync.WaitGroup
		for range 10 {
			for _, kind := range kinds {
				if r == patient && (kind.want[0] == http.StatusRequestTimeout) {
					continue
				}
				for _, announced := range []int64{-1, largest} {
					wait.Go(func() {
						status := r.answer(forgery(t, "/", kind.body(), announced)).StatusCode
						assert.Contains(t, append(kind.want, http.StatusServiceUnavailable, http.StatusRequestTimeout), status, kind.name)
					})
				}
			}
		}
		wait.Wait()
	}
	close(over)
	for _, outcome := range append(r.observed(), patient.observed()...) {
		assert.NotContains(t, outcome.Err.Error(), "acme-1")
	}
	assert.Equal(t, http.StatusOK, patient.deliver(t, padded("et-1", largest)).StatusCode)
}

// hollow is an error that is nil inside, as a typed nil often is.
type hollow struct{ inner *struct{ cause error } }

func (h *hollow) Error() string { return h.inner.cause.Error() }
func (h *hollow) Unwrap() error { return h.inner.cause }

// What stands on the wire when something is out of order.
func TestCallsOnTheWire(t *testing.T) {
	t.Parallel()
	good := webhookverify.Sign([]byte(userCreated("et-1")), secret)
	post := "POST / HTTP/1.1\r\nHost: acme.example\r\n"
	for name, test := range map[string]struct{ sent, then, want string }{
		"expecting":           {post + "Expect: 100-continue\r\nContent-Length: " + fmt.Sprint(len(userCreated("et-1"))) + "\r\nSmile-Signature: " + good + "\r\n\r\n", userCreated("et-1"), "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"},
		"expecting, unsigned": {post + "Expect: 100-continue\r\nContent-Length: 100\r\n\r\n", "", "HTTP/1.1 401 Unauthorized\r\n"},
		"expecting too much":  {post + "Expect: 100-continue\r\nContent-Length: 9000000\r\nSmile-Signature: " + good + "\r\n\r\n", "", "HTTP/1.1 413 Request Entity Too Large\r\n"},
		"unsigned, unsent":    {post + "Content-Length: 100\r\n\r\n", "", "HTTP/1.1 401 Unauthorized\r\n"},
		"too much, unsent":    {post + "Content-Length: 9000000\r\nSmile-Signature: " + good + "\r\n\r\n", "", "HTTP/1.1 413 Request Entity Too Large\r\n"},
		"unsigned, in chunks": {post + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n", "", "HTTP/1.1 401 Unauthorized\r\n"},
		"no chunks":           {post + "Transfer-Encoding: chunked\r\nSmile-Signature: " + good + "\r\n\r\nacme-1\r\n", "", "HTTP/1.1 400 Bad Request\r\n"},
		"another method":      {"PUT / HTTP/1.1\r\nHost: acme.example\r\nContent-Length: 100\r\n\r\n", "", "HTTP/1.1 405 Method Not Allowed\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t)
			server := newServer(t, false, io.Discard, r)
			connection, err := net.Dial("tcp", server.Listener.Addr().String())
			require.NoError(t, err)
			defer connection.Close()
			_, err = io.WriteString(connection, test.sent)
			require.NoError(t, err)
			reader := bufio.NewReader(connection)
			if test.then != "" {
				continued := make([]byte, len("HTTP/1.1 100 Continue\r\n\r\n"))
				_, err = io.ReadFull(reader, continued)
				require.NoError(t, err)
				test.want = strings.TrimPrefix(test.want, string(continued))
				_, err = io.WriteString(connection, test.then)
				require.NoError(t, err)
			}
			status, err := reader.ReadString('\n')
			require.NoError(t, err)
			assert.Equal(t, test.want, status)
			if test.then == "" { // nothing keeps the connection
				_, err = io.Copy(io.Discard, reader)
				assert.NoError(t, err)
				assert.NotContains(t, r.last(t).Err.Error(), "acme-1")
			}
		})
	}
}

// A sender who is too slow does not keep the connection either, in a server without time limits.
func TestTheConnectionOfASlowSenderEnds(t *testing.T) {
	t.Parallel()
	for _, framing := range []string{"Content-Length: 5000\r\n\r\nx", "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"} {
		t.Run(framing[:7], func(t *testing.T) {
			t.Parallel()
			server := newServer(t, false, io.Discard, newReceiver(t, webhookverify.WithTimeout(50*time.Millisecond)))
			connection, err := net.Dial("tcp", server.Listener.Addr().String())
			require.NoError(t, err)
			defer connection.Close()
			_, err = fmt.Fprintf(connection, "POST / HTTP/1.1\r\nHost: acme.example\r\nSmile-Signature: %0128d\r\n%s", 0, framing)
			require.NoError(t, err)
			answer, err := io.ReadAll(connection)
			require.NoError(t, err)
			assert.Contains(t, string(answer), "HTTP/1.1 408 Request Timeout\r\n")
		})
	}
}

// A sender that resets the connection is answered for in the log alone.
func TestASenderThatResets(t *testing.T) {
	t.Parallel()
	outcomes := make(chan webhookverify.Outcome, 1)
	handler, err := webhookverify.NewHandler(newVerifier(t, secret), webhookverify.WithObserver(func(ctx context.Context, o webhookverify.Outcome) {
		assert.NoError(t, ctx.Err(), "an observer may have something to write")
		outcomes <- o
	}))
	require.NoError(t, err)
	reading := make(chan struct{})
	server := newServer(t, false, io.Discard, http.HandlerFunc(func(w http.ResponseWriter, call *http.Request) {
		close(reading)
		handler.ServeHTTP(w, call)
	}))
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	_, err = fmt.Fprintf(connection, "POST / HTTP/1.1\r\nHost: acme.example\r\nContent-Length: 5000\r\nSmile-Signature: %0128d\r\n\r\nacme-1", 0)
	require.NoError(t, err)
	<-reading
	require.NoError(t, connection.(*net.TCPConn).SetLinger(0))
	connection.Close()
	outcome := <-outcomes
	assert.Equal(t, http.StatusBadRequest, outcome.Status)
	assert.NotContains(t, outcome.Err.Error(), "127.0.0.1")
	assert.NotContains(t, outcome.LogValue().String(), "127.0.0.1")
}

// Everything at once, twice.
func TestManyCallsAtOnce(t *testing.T) {
	t.Parallel()
	const largest = 1 << 18
	r := newReceiver(t, webhookverify.WithMaxBodySize(largest), webhookverify.WithBodyMemory(3*largest+4096), webhookverify.WithDiagnosis())
	for _, http2 := range []bool{false, true} {
		server := newServer(t, http2, io.Discard, r)
		var wait sync.WaitGroup
		for i := range 40 {
			size := []int{200, 2000, 60_000, 200_000, largest}[i%5]
			signer := []string{secret, "guessed"}[i/5%2]
			body := []byte(padded(fmt.Sprint("et-", i, http2), size))
			call, err := webhookverify.NewRequest(t.Context(), server.URL, signer, body)
			require.NoError(t, err)
			call.Body, call.ContentLength = io.NopCloser(bytes.NewReader(body)), []int64{-1, int64(size)}[i%2]
			wait.Go(func() {
				reply, err := server.Client().Do(call)
				if err != nil {
					t.Errorf("%d bytes: %v", size, err)
					return
				}
				reply.Body.Close()
				want := map[bool]int{true: http.StatusOK, false: http.StatusUnauthorized}[signer == secret]
				if reply.StatusCode != want && reply.StatusCode != http.StatusServiceUnavailable {
					t.Errorf("%d bytes are answered %d", size, reply.StatusCode)
				}
			})
		}
		wait.Wait()
	}
	assert.Equal(t, http.StatusOK, r.deliver(t, padded("et-last", largest)).StatusCode)
}

func TestBodyMemoryFitsTheLargestBody(t *testing.T) {
	t.Parallel()
	const large = 100 << 20
	_, err := webhookverify.NewHandler(newVerifier(t, secret), webhookverify.WithMaxBodySize(large))
	assert.NoError(t, err, "nothing was said of the memory")
	_, err = webhookverify.NewHandler(newVerifier(t, secret), webhookverify.WithMaxBodySize(1<<62))
	assert.NoError(t, err)
	for _, largest := range []int64{1, 512, 513, 1000, smallest, smallest + 1, 1<<19 + 1, 1 << 20} {
		r := newReceiver(t, webhookverify.WithBodyMemory(3*largest+4096), webhookverify.WithMaxBodySize(largest))
		for _, announced := range []int64{-1, largest} {
			assert.Equal(t, http.StatusUnauthorized, r.answer(forgery(t, "/", io.LimitReader(zeros, largest), announced)).StatusCode, "%d bytes", largest)
		}
		_, err = webhookverify.NewHandler(newVerifier(t, secret), webhookverify.WithBodyMemory(3*largest+4095), webhookverify.WithMaxBodySize(largest))
		assert.ErrorContains(t, err, "WithBodyMemory")
	}
}
