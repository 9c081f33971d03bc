package smile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// overBoth runs a test over real HTTP/1.1 and HTTP/2, each with a client that trusts the server.
func overBoth(t *testing.T, handler http.HandlerFunc, test func(t *testing.T, server *httptest.Server, connect func(...smile.Option) *smile.Client)) {
	for _, version := range []int{1, 2} {
		t.Run(fmt.Sprintf("HTTP/%d", version), func(t *testing.T) {
			t.Parallel()
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				assert.Equal(t, version, r.ProtoMajor)
				handler(w, r)
			}))
			server.EnableHTTP2 = version == 2
			server.StartTLS()
			t.Cleanup(server.Close)
			test(t, server, func(options ...smile.Option) *smile.Client {
				return respond(t, nil, append([]smile.Option{
					smile.WithHTTPClient(server.Client()), smile.WithBaseURL(server.URL + "/v1"), smile.WithBackoff(0, 0),
				}, options...)...)
			})
		})
	}
}

// script does something when code of the caller's reaches a point, once.
type script struct {
	point string
	act   func()
	once  sync.Once
	// late tells that the call has returned, and begun counts what began after that.
	late  atomic.Bool
	begun atomic.Int32
}

func (s *script) reach(points ...string) {
	if s.late.Load() {
		s.begun.Add(1)
	}
	for _, point := range points {
		if point == s.point {
			s.once.Do(s.act)
		}
	}
}

// scriptedFile is a file whose reading follows a script.
type scriptedFile struct {
	*script
	prefix  string
	content *bytes.Reader
	reads   int
}

func (f *scriptedFile) Read(p []byte) (int, error) {
	at := "middle read"
	if f.reads++; f.reads == 1 {
		at = "first read"
	}
	if f.content.Len() == 0 {
		at = "last read"
	}
	f.reach(f.prefix + at)
	return f.content.Read(p)
}

func (f *scriptedFile) Close() error { f.reach(f.prefix + "close"); return nil }

const scriptedSize = 50_000

// source is read twice: once to look at it, and once to send it.
func (s *script) source() smile.Content {
	var opened atomic.Int32
	return smile.FromFunc(scriptedSize, func() (io.ReadCloser, error) {
		prefix := ""
		if opened.Add(1) == 1 {
			prefix = "look: "
		}
		s.reach(prefix + "open")
		return &scriptedFile{script: s, prefix: prefix, content: bytes.NewReader(pdf(scriptedSize))}, nil
	})
}

func (s *script) progress(done, _ int64) {
	switch done {
	case 0:
		s.reach("first progress")
	case scriptedSize:
		s.reach("last progress")
	default:
		s.reach("middle progress")
	}
}

// Write makes a script a writer.
func (s *script) Write(p []byte) (int, error) {
	s.reach("write")
	return len(p), nil
}

// scriptedCalls are the points of an upload and of a download, and how to make the call.
func scriptedCalls(ctx context.Context, client *smile.Client, host string) map[string]func(*script) error {
	create := func(s *script) error {
		_, err := client.Archives.Create(ctx, payslipOf(s.source()), smile.WithProgress(s.progress))
		return err
	}
	read := func(s *script) error {
		source := smile.FromReader(&scriptedFile{script: s, prefix: "reader: ", content: bytes.NewReader(pdf(scriptedSize))})
		_, err := client.Archives.Create(ctx, payslipOf(source))
		return err
	}
	fetch := func(s *script) error {
		_, err := client.Archives.Download(ctx, &smile.RawFile{URL: host + "/file"}, s, smile.WithProgress(s.progress))
		return err
	}
	calls := map[string]func(*script) error{}
	for _, point := range []string{
		"look: open", "look: first read", "look: close", "open", "first read", "middle read", "last read", "close",
		"first progress", "middle progress", "last progress",
	} {
		calls[point] = create
	}
	for _, point := range []string{"reader: first read", "reader: middle read", "reader: last read"} {
		calls[point] = read
	}
	for _, point := range []string{"write", "first progress", "middle progress", "last progress"} {
		calls["fetch: "+point] = fetch
	}
	return calls
}

// scriptedServer takes archives and has a file to fetch. It counts the requests that came whole.
func scriptedServer(whole *atomic.Int32) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/file" {
			_, _ = w.Write(pdf(scriptedSize))
			return
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		whole.Add(1)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"code":"CREATED","data":{"id":"archive-1"}}`)
	}
}

// takeIn answers a request when it has all of it.
func takeIn(r *http.Request) (*http.Response, error) {
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return nil, err
	}
	return archiveReply(nil, r), nil
}

func TestCodeThatBlocksDoesNotHoldTheCall(t *testing.T) {
	t.Parallel()
	var whole atomic.Int32
	overBoth(t, scriptedServer(&whole), func(t *testing.T, server *httptest.Server, connect func(...smile.Option) *smile.Client) {
		client := connect()
		for point := range scriptedCalls(t.Context(), client, server.URL) {
			t.Run(point, func(t *testing.T) {
				t.Parallel()
				ctx, cancel := context.WithCancel(t.Context())
				release, released := make(chan struct{}), make(chan struct{})
				s := &script{point: strings.TrimPrefix(point, "fetch: "), act: func() {
					cancel()
					<-release
					close(released)
				}}
				err := scriptedCalls(ctx, client, server.URL)[point](s)
				s.late.Store(true)
				require.ErrorIs(t, err, context.Canceled)
				failed := new(smile.Error)
				require.ErrorAs(t, err, &failed)
				close(release)
				<-released
			})
		}
	})
	t.Cleanup(func() { assert.Zero(t, whole.Load(), "no whole request arrives") })
}

func TestCodeThatHasBlockedIsNotCalledAgain(t *testing.T) {
	t.Parallel()
	for point := range scriptedCalls(t.Context(), nil, "") {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client := respond(t, func(r *http.Request) (*http.Response, error) {
					if r.Method == http.MethodPost {
						return takeIn(r)
					}
					response := archiveReply(nil, r)
					response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(pdf(scriptedSize))), scriptedSize
					return response, nil
				})
				s := &script{point: strings.TrimPrefix(point, "fetch: "), act: func() { time.Sleep(time.Hour) }}
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				began := time.Now()
				err := scriptedCalls(ctx, client, "https://files.example")[point](s)
				require.ErrorIs(t, err, context.DeadlineExceeded)
				assert.LessOrEqual(t, time.Since(began), 2*time.Second)
				s.late.Store(true)
				time.Sleep(2 * time.Hour)
				closing := map[string]int32{"look: open": 1, "look: first read": 1, "open": 1, "first read": 1, "middle read": 1, "last read": 1, "first progress": 0, "middle progress": 1, "last progress": 1}
				assert.Equal(t, closing[point], s.begun.Load(), "a file that is open is closed, and nothing else runs")
			})
		})
	}
}

var errBoom = errors.New("boom")

func TestAPanicIsRaisedByTheCall(t *testing.T) {
	t.Parallel()
	var whole atomic.Int32
	overBoth(t, scriptedServer(&whole), func(t *testing.T, server *httptest.Server, connect func(...smile.Option) *smile.Client) {
		client := connect()
		for point, call := range scriptedCalls(t.Context(), client, server.URL) {
			t.Run(point, func(t *testing.T) {
				t.Parallel()
				s := &script{point: strings.TrimPrefix(point, "fetch: "), act: func() { panicAt(errBoom) }}
				panicked, _ := recovered(func() { _ = call(s) }).(*smile.PanicError)
				require.NotNil(t, panicked)
				assert.Equal(t, errBoom, panicked.Value)
				require.ErrorIs(t, panicked, errBoom)
				assert.Contains(t, string(panicked.Stack), "smile-go_test.panicAt(")
				assert.Contains(t, panicked.Error(), "smile-go_test.panicAt(")
				assert.NotContains(t, panicked.Error(), "boom", "it may name a person")
			})
		}
	})
	t.Cleanup(func() { assert.Zero(t, whole.Load(), "no whole request arrives") })
}

func panicAt(value any) { panic(value) }

// recovered returns what f has panicked with.
func recovered(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

func TestWhatAPanicSays(t *testing.T) {
	t.Parallel()
	upload := func(act func()) error {
		client := respond(t, takeIn)
		err, _ := recovered(func() {
			_, _ = client.Archives.Create(t.Context(), payslipOf((&script{point: "open", act: act}).source()))
		}).(error)
		return err
	}
	var nobody *script
	err := upload(func() { nobody.point = "x" })
	require.ErrorContains(t, err, "smile: a reader, writer or progress function panicked: runtime error: invalid memory address")
	var from runtime.Error
	require.ErrorAs(t, err, &from)
	err = upload(func() { panic("juan") })
	require.ErrorContains(t, err, "panicked: value of type string")
	assert.NotContains(t, err.Error(), "juan")
	require.NoError(t, errors.Unwrap(err))
	err = upload(func() { panic(nil) }) //nolint:govet // what it does is the question
	require.ErrorContains(t, err, "panic called with nil argument")
}

func TestCodeThatExitsEndsTheGoroutineOfTheCall(t *testing.T) {
	t.Parallel()
	var whole atomic.Int32
	overBoth(t, scriptedServer(&whole), func(t *testing.T, server *httptest.Server, connect func(...smile.Option) *smile.Client) {
		client := connect()
		for point, call := range scriptedCalls(t.Context(), client, server.URL) {
			t.Run(point, func(t *testing.T) {
				t.Parallel()
				s := &script{point: strings.TrimPrefix(point, "fetch: "), act: runtime.Goexit}
				over, returned := make(chan struct{}), false
				go func() {
					defer close(over)
					_ = call(s)
					returned = true
				}()
				<-over
				assert.False(t, returned, "as the FailNow of a test would")
			})
		}
	})
	t.Cleanup(func() { assert.Zero(t, whole.Load(), "no whole request arrives") })
}

// stuckOnce is a source whose first reading after the look at it gets stuck, and says so, until it is told to
// go on.
type stuckOnce struct{ stuck, goOn, over chan struct{} }

func newStuckOnce() *stuckOnce {
	return &stuckOnce{make(chan struct{}), make(chan struct{}), make(chan struct{})}
}

func (s *stuckOnce) source(then func()) smile.Content {
	var opened atomic.Int32
	const size = 400_000 // more than a server waits for before it answers early
	return smile.FromFunc(size, func() (io.ReadCloser, error) {
		content := bytes.NewReader(pdf(size))
		if opened.Add(1) != 2 {
			return io.NopCloser(content), nil
		}
		return io.NopCloser(readerFunc(func(p []byte) (int, error) {
			if content.Len() > size/2 {
				return content.Read(p)
			}
			close(s.stuck)
			<-s.goOn
			defer close(s.over)
			then()
			return 0, fs.ErrPermission
		})), nil
	})
}

func TestAReaderThatIsStuckDoesNotDisturbTheNextAttempt(t *testing.T) {
	t.Parallel()
	files := []*stuckOnce{nil, newStuckOnce(), newStuckOnce()} // by version
	var requests [3]atomic.Int32
	overBoth(t, func(w http.ResponseWriter, r *http.Request) {
		if requests[r.ProtoMajor].Add(1) == 1 {
			<-files[r.ProtoMajor].stuck
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		scriptedServer(new(atomic.Int32))(w, r)
	}, func(t *testing.T, server *httptest.Server, connect func(...smile.Option) *smile.Client) {
		file := files[1]
		if server.EnableHTTP2 {
			file = files[2]
		}
		reply := smile.Response{}
		archive, err := connect().Archives.Create(t.Context(), payslipOf(file.source(func() {})), smile.WithRetry(smile.RetrySafe), smile.WithResponse(&reply))
		require.NoError(t, err)
		assert.Equal(t, "archive-1", archive.ID)
		assert.Equal(t, 2, reply.Attempts)
		close(file.goOn)
		<-file.over
	})
}

func TestProgressThatIsStuckIsNotCalledAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		attempts := 0
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			attempts++
			return takeIn(r)
		}, smile.WithAttemptTimeout(30*time.Second), smile.WithBackoff(0, 0), smile.WithMaxRetries(1))
		var calls atomic.Int32
		began := time.Now()
		_, err := client.Archives.Create(t.Context(), payslipOf(reopen(pdf(scriptedSize))), smile.WithRetry(smile.RetrySafe), smile.WithProgress(func(int64, int64) {
			calls.Add(1)
			time.Sleep(time.Hour)
		}))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 2, attempts)
		assert.Less(t, time.Since(began), 62*time.Second)
		time.Sleep(2 * time.Hour)
		assert.EqualValues(t, 1, calls.Load(), "not by a second attempt beside the first, nor after the call")
	})
}

func TestAPanicOfAnAttemptThatIsOverIsRaisedToo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		file := newStuckOnce()
		attempts := 0
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			if attempts++; attempts == 2 {
				close(file.goOn)
				<-file.over
			}
			return takeIn(r)
		}, smile.WithAttemptTimeout(30*time.Second), smile.WithBackoff(0, 0))
		value := recovered(func() {
			_, _ = client.Archives.Create(t.Context(), payslipOf(file.source(func() { panicAt(errBoom) })), smile.WithRetry(smile.RetrySafe))
		})
		panicked, _ := value.(*smile.PanicError)
		require.NotNil(t, panicked)
		assert.Equal(t, errBoom, panicked.Value)
		assert.Equal(t, 2, attempts)
	})
}

func TestTwoUploadsOfOneSource(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		source smile.Content
		good   int32
	}{
		"that begins anew":      {reopen(pdf(scriptedSize)), 8},
		"that can be read once": {smile.FromReader(readerFunc(bytes.NewReader(pdf(scriptedSize)).Read)), 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newReceiver(t)
			client := server.client(t)
			var good atomic.Int32
			var all sync.WaitGroup
			for range 8 {
				all.Go(func() {
					_, err := client.Archives.Create(t.Context(), payslipOf(test.source))
					if err == nil {
						good.Add(1)
						return
					}
					assert.ErrorIs(t, err, smile.ErrInvalidParameters)
					assert.ErrorContains(t, err, "only once")
				})
			}
			all.Wait()
			assert.Equal(t, test.good, good.Load())
			require.Len(t, server.bodies, int(test.good))
			for i := range server.bodies {
				assert.True(t, bytes.Equal(pdf(scriptedSize), server.files(t, i)[0].FileContent))
			}
		})
	}
}

func TestAReaderThatIsStuckHoldsNoOtherUploadBeyondItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := respond(t, func(*http.Request) (*http.Response, error) {
			t.Error("something was sent")
			return nil, errLost
		})
		content := bytes.NewReader(pdf(scriptedSize))
		var reads atomic.Int32
		source := smile.FromReader(readerFunc(func(p []byte) (int, error) {
			if reads.Add(1) == 2 {
				time.Sleep(time.Hour)
			}
			return content.Read(p[:min(len(p), 10)])
		}))
		for range 2 {
			_, err := client.Archives.Create(t.Context(), payslipOf(source), smile.WithTimeout(time.Second))
			require.ErrorIs(t, err, context.DeadlineExceeded)
		}
		time.Sleep(2 * time.Hour)
		assert.EqualValues(t, 2, reads.Load(), "nobody reads on for a call that is over")
		client = respond(t, takeIn)
		_, err := client.Archives.Create(t.Context(), payslipOf(source))
		require.NoError(t, err, "what was looked at is not lost")
	})
}

func TestACallThatIsOverLooksAtNothing(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := &script{}
	s.late.Store(true)
	_, err := respond(t, nil).Archives.Create(ctx, payslipOf(s.source()))
	require.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, s.begun.Load())
}

// goroutines counts those that run code of the caller's, or wait for it.
func goroutines() int {
	stacks := make([]byte, 1<<20)
	return strings.Count(string(stacks[:runtime.Stack(stacks, true)]), "created by github.com/smileapi/smile-go.")
}

// TestCallsLeaveNoGoroutine does not run beside others, whose goroutines it would count.
func TestCallsLeaveNoGoroutine(t *testing.T) {
	host := newFileHost(t, pdf(200_000))
	host.resumable("v1")
	host.cuts.Store(1)
	early := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadFull(r.Body, make([]byte, 1000))
		w.WriteHeader(http.StatusBadRequest)
	}))
	t.Cleanup(early.Close)
	whole := newReceiver(t, 429, 200)
	for range 20 {
		_, err := whole.client(t).Archives.Create(t.Context(), payslipOf(reopen(pdf(scriptedSize))))
		require.NoError(t, err)
		client := respond(t, nil, smile.WithHTTPClient(nil), smile.WithBaseURL(early.URL+"/v1"))
		_, err = client.Archives.Create(t.Context(), payslipOf(reopen(pdf(8<<20))))
		require.Error(t, err)
		_, err = client.Archives.Create(t.Context(), payslipOf(smile.FromReaderAt(bytes.NewReader(pdf(100)), 200)))
		require.ErrorIs(t, err, smile.ErrInvalidParameters)
		_, err = fetcher(t).Archives.Download(t.Context(), host.file(), io.Discard, smile.WithProgress(func(int64, int64) {}))
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		_, err = fetcher(t).Archives.Download(ctx, host.file(), io.Discard, smile.WithProgress(func(int64, int64) { cancel() }))
		require.ErrorIs(t, err, context.Canceled)
	}
	assert.Eventually(t, func() bool { return goroutines() == 0 }, 5*time.Second, time.Millisecond, "each ends with its call")
}

// TestACallOutlastsItsContextForAMoment lets what is under way come to its end.
func TestACallOutlastsItsContextForAMoment(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		over := 0 // not guarded: the call has seen to it
		soon := func() {
			time.Sleep(1050 * time.Millisecond)
			over++
		}
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodPost {
				return takeIn(r)
			}
			response := archiveReply(nil, r)
			response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(pdf(100))), 100
			return response, nil
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := client.Archives.Create(ctx, payslipOf((&script{point: "first read", act: soon}).source()))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 1, over)
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		n, err := client.Archives.Download(ctx, &smile.RawFile{URL: "https://files.example/"}, &script{point: "write", act: soon})
		require.NoError(t, err, "the file is there")
		assert.Equal(t, 2, over)
		assert.EqualValues(t, 100, n)
	})
}
