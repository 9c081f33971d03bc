package smile_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fileHost serves one file, and goes away in the midst of it as often as it is told.
type fileHost struct {
	*httptest.Server
	content []byte
	header  http.Header
	cuts    atomic.Int32
	// after is how many bytes go out before a cut.
	after    int
	requests []*http.Request
	statuses []int
}

func newFileHost(t *testing.T, content []byte) *fileHost {
	h := &fileHost{content: content, header: http.Header{}, after: 60_000}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.requests = append(h.requests, r)
		if len(h.statuses) > 0 {
			status := h.statuses[0]
			h.statuses = h.statuses[1:]
			w.WriteHeader(status)
			return
		}
		for name, values := range h.header {
			w.Header()[name] = values
		}
		from := 0
		if text, ok := strings.CutPrefix(r.Header.Get("Range"), "bytes="); ok && r.Header.Get("If-Range") == h.header.Get("ETag") && h.header.Get("ETag") != "" {
			from, _ = strconv.Atoi(strings.TrimSuffix(text, "-"))
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(h.content)-1, len(h.content)))
		}
		rest := h.content[from:]
		w.Header().Set("Content-Length", strconv.Itoa(len(rest)))
		if from > 0 {
			w.WriteHeader(http.StatusPartialContent)
		}
		if h.cuts.Add(-1) >= 0 {
			_, _ = w.Write(rest[:min(h.after, len(rest)-1)])
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(rest)
	}))
	t.Cleanup(h.Close)
	return h
}

// resumable makes the host offer to go on where it stopped.
func (h *fileHost) resumable(version string) {
	h.header.Set("Accept-Ranges", "bytes")
	h.header.Set("ETag", `"`+version+`"`)
}

func (h *fileHost) file() *smile.RawFile {
	return &smile.RawFile{ID: "f-1", URL: h.URL + "/juan.pdf?signature=top-secret", Size: len(h.content) / 1000}
}

func (h *fileHost) export() *smile.AccountExport {
	sum := md5.Sum(h.content)
	return &smile.AccountExport{DownloadURL: h.URL + "/juan.pdf?signature=top-secret", MD5: hex.EncodeToString(sum[:])}
}

// fetcher is a client whose requests go out over real HTTP.
func fetcher(t *testing.T, options ...smile.Option) *smile.Client {
	return respond(t, nil, append([]smile.Option{smile.WithHTTPClient(nil), smile.WithBackoff(0, 0)}, options...)...)
}

func assertNothingPrivate(t *testing.T, err error) {
	t.Helper()
	for _, text := range []string{"juan", "top-secret", "127.0.0.1", "http:", "https:"} {
		assert.NotContains(t, err.Error(), text)
	}
}

func TestAFileIsFetchedWhole(t *testing.T) {
	t.Parallel()
	host := newFileHost(t, pdf(200_000))
	var got bytes.Buffer
	var steps [][2]int64
	n, err := fetcher(t).Archives.Download(t.Context(), host.file(), &got, smile.WithProgress(func(done, total int64) {
		steps = append(steps, [2]int64{done, total})
	}))
	require.NoError(t, err)
	assert.EqualValues(t, 200_000, n)
	assert.True(t, bytes.Equal(host.content, got.Bytes()))
	assert.Equal(t, [2]int64{0, 200_000}, steps[0])
	assert.Equal(t, [2]int64{200_000, 200_000}, steps[len(steps)-1])
	require.Len(t, host.requests, 1)
	assert.Empty(t, host.requests[0].Header.Get("Authorization"), "the host of a file gets no credentials")
	assert.Contains(t, host.requests[0].Header.Get("User-Agent"), "smile-go/")
	assert.Equal(t, "identity", host.requests[0].Header.Get("Accept-Encoding"), "bytes are counted")
}

func TestWhatAHostMustOfferForADownloadToGoOn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		ranges, tag, modified string
		attempts              int
	}{
		{"bytes", `"v1"`, "", 2},
		{"bytes", "", "Mon, 02 Jan 2006 15:04:05 GMT", 1},
		{"bytes", `W/"v1"`, "Mon, 02 Jan 2006 15:04:05 GMT", 1},
		{"bytes", "", "", 1},
		{"bytes", `"v1`, "", 1},
		{"bytes", `""`, "", 1},
		{"none", `"v1"`, "", 1},
		{"", `"v1"`, "", 1},
	} {
		requests := 0
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			requests++
			response := httpmock.NewStringResponse(200, "0123")
			response.ContentLength = 8
			response.Header = http.Header{"Accept-Ranges": {test.ranges}, "Etag": {test.tag}, "Last-Modified": {test.modified}}
			if requests > 1 {
				assert.Equal(t, "bytes=4-", r.Header.Get("Range"))
				assert.Equal(t, test.tag, r.Header.Get("If-Range"))
				response = httpmock.NewStringResponse(206, "4567")
				response.Header.Set("Content-Range", "bytes 4-7/8")
				response.Header.Set("ETag", test.tag)
				response.ContentLength = 4
			}
			return response, nil
		}, smile.WithBackoff(0, 0))
		var got strings.Builder
		_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, &got)
		assert.Equal(t, test.attempts, requests, test)
		if test.attempts == 2 {
			require.NoError(t, err, test)
			assert.Equal(t, "01234567", got.String())
		} else {
			require.ErrorIs(t, err, smile.ErrIncomplete, test)
		}
	}
}

func TestRepliesThatAreNotTheRestOfTheFile(t *testing.T) {
	t.Parallel()
	elsewhere := func(path string) func(first, second *http.Response) {
		return func(_, second *http.Response) {
			second.StatusCode = http.StatusFound
			second.Header.Set("Location", path)
		}
	}
	for name, change := range map[string]func(first, second *http.Response){
		"encoded":            func(_, second *http.Response) { second.Header.Set("Content-Encoding", "gzip") },
		"decoded on the way": func(_, second *http.Response) { second.Uncompressed = true },
		"another part": func(_, second *http.Response) {
			second.Header.Set("Content-Range", "bytes 3-7/8")
			second.ContentLength = -1
		},
		"a later part": func(_, second *http.Response) {
			second.Header.Set("Content-Range", "bytes 5-7/8")
			second.ContentLength = -1
		},
		"an end short": func(_, second *http.Response) {
			second.Header.Set("Content-Range", "bytes 4-6/8")
			second.ContentLength = -1
		},
		"another size": func(_, second *http.Response) {
			second.Header.Set("Content-Range", "bytes 4-8/9")
			second.ContentLength = -1
		},
		"a size left open": func(_, second *http.Response) {
			second.Header.Set("Content-Range", "bytes 4-7/*")
			second.ContentLength = -1
		},
		"more than a range":   func(_, second *http.Response) { second.Header.Set("Content-Range", "bytes 4-7/8, 0-3/8") },
		"not in bytes":        func(_, second *http.Response) { second.Header.Set("Content-Range", "pages 4-7/8") },
		"huge numbers":        func(_, second *http.Response) { second.Header.Set("Content-Range", "bytes 4-99999999999999999999/8") },
		"two ranges":          func(_, second *http.Response) { second.Header.Add("Content-Range", "bytes 4-7/8") },
		"no range":            func(_, second *http.Response) { second.Header.Del("Content-Range") },
		"a length of its own": func(_, second *http.Response) { second.ContentLength = 3 },
		"several parts":       func(_, second *http.Response) { second.Header.Set("Content-Type", "multipart/byteranges; boundary=x") },
		"another version":     func(_, second *http.Response) { second.Header.Set("ETag", `"v2"`) },
		"a weak version":      func(_, second *http.Response) { second.Header.Set("ETag", `W/"v1"`) },
		"no version":          func(_, second *http.Response) { second.Header.Del("ETag") },
		"two versions":        func(_, second *http.Response) { second.Header.Add("ETag", `"v2"`) },
		"the whole":           func(_, second *http.Response) { second.StatusCode = 200 },
		"nothing more":        func(_, second *http.Response) { second.StatusCode = 416 },
		"another object":      elsewhere("https://files.example/other"),
		"another host":        elsewhere("https://elsewhere.example/file"),
		"its size not known":  func(first, second *http.Response) { first.ContentLength = -1; second.Header.Set("ETag", `"v2"`) },
		"a size that is wrong": func(first, second *http.Response) {
			first.ContentLength = -1
			second.Header.Set("Content-Range", "bytes 4-7999/8000")
			second.ContentLength = 7996
		},
		"to wait long": func(_, second *http.Response) { second.StatusCode = 503; second.Header.Set("Retry-After", "3600") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, second, third := httpmock.NewStringResponse(200, "0123"), httpmock.NewStringResponse(206, "4567"), httpmock.NewStringResponse(206, "4567")
			first.ContentLength, second.ContentLength, third.ContentLength = 8, 4, 4
			first.ProtoMajor = 2
			first.Header = http.Header{"Accept-Ranges": {"bytes"}, "Etag": {`"v1"`}}
			second.Header = http.Header{"Content-Range": {"bytes 4-7/8"}, "Etag": {`"v1"`}}
			third.Header = second.Header.Clone()
			first.Body = io.NopCloser(io.MultiReader(strings.NewReader("0123"), iotest.ErrReader(io.ErrUnexpectedEOF)))
			change(first, second)
			replies := []*http.Response{first, second, third} // the third is for redirects
			requests := 0
			client := respond(t, func(*http.Request) (*http.Response, error) {
				requests++
				return replies[requests-1], nil
			}, smile.WithBackoff(0, 0))
			var got strings.Builder
			n, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/file", Size: 1}, &got)
			require.ErrorIs(t, err, smile.ErrIncomplete)
			assert.Equal(t, "0123", got.String(), "two versions are never joined")
			assert.EqualValues(t, 4, n)
			want := 2
			if second.StatusCode == http.StatusFound {
				want = 3
			}
			assert.Equal(t, want, requests, "another attempt would not help")
		})
	}
}

func TestRepliesThatAreNotTheFile(t *testing.T) {
	t.Parallel()
	part := func(response *http.Response) { response.Header.Set("Content-Range", "bytes 0-3/8") }
	for name, test := range map[string]struct {
		status int
		change func(*http.Response)
		is     error
	}{
		"encoded":             {200, func(response *http.Response) { response.Header.Set("Content-Encoding", "br") }, nil},
		"decoded on the way":  {200, func(response *http.Response) { response.Uncompressed = true }, nil},
		"a web page":          {200, func(response *http.Response) { response.Header.Set("Content-Type", "text/HTML; charset=utf-8") }, nil},
		"a part":              {206, part, nil},
		"no content":          {204, func(*http.Response) {}, nil},
		"too small":           {200, func(response *http.Response) { response.ContentLength = 1999 }, smile.ErrIncomplete},
		"too large":           {200, func(response *http.Response) { response.ContentLength = 1 << 40 }, smile.ErrIncomplete},
		"another protocol":    {101, func(*http.Response) {}, smile.ErrMalformedResponse},
		"not the last status": {103, func(*http.Response) {}, smile.ErrMalformedResponse},
		"no status":           {0, func(*http.Response) {}, smile.ErrMalformedResponse},
		"no address":          {304, func(*http.Response) {}, nil},
		"a proxy":             {407, func(*http.Response) {}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			requests := 0
			body := &watched{Reader: strings.NewReader("0123")}
			client := respond(t, func(*http.Request) (*http.Response, error) {
				requests++
				response := httpmock.NewStringResponse(test.status, "")
				response.Body, response.ContentLength = body, 4000
				test.change(response)
				return response, nil
			}, smile.WithBackoff(0, 0))
			var got strings.Builder
			n, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/file", Size: 4}, &got)
			failed := new(smile.Error)
			require.ErrorAs(t, err, &failed)
			assert.Equal(t, test.status, failed.Status)
			if test.is != nil {
				require.ErrorIs(t, err, test.is)
			}
			assert.Zero(t, n)
			assert.Empty(t, got.String())
			assert.Equal(t, 1, requests, "another attempt would not help")
			assert.Zero(t, body.reads, "what is not the file is not read")
			assert.True(t, body.closed)
		})
	}
}

// watched is a body that tells what became of it.
type watched struct {
	io.Reader
	reads  int
	closed bool
}

func (w *watched) Read(p []byte) (int, error) { w.reads++; return w.Reader.Read(p) }
func (w *watched) Close() error               { w.closed = true; return nil }

func TestTimeoutOfTheHTTPClientBoundsADownload(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		transport := httpmock.NewMockTransport()
		transport.RegisterNoResponder(func(r *http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(200, "")
			response.Body, response.ContentLength = &dribble{r.Context(), 100, time.Second}, 100
			return response, nil
		})
		client := respond(t, nil, smile.WithHTTPClient(&http.Client{Transport: transport, Timeout: 10 * time.Second}))
		began := time.Now()
		_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, io.Discard)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 10*time.Second, time.Since(began))
	})
}

func TestACutDownloadIsNoFile(t *testing.T) {
	t.Parallel()
	host := newFileHost(t, pdf(200_000))
	host.cuts.Store(1)
	var got bytes.Buffer
	n, err := fetcher(t).Archives.Download(t.Context(), host.file(), &got)
	require.ErrorIs(t, err, smile.ErrIncomplete)
	assertNothingPrivate(t, err)
	assert.Equal(t, int(n), got.Len())
	assert.Less(t, got.Len(), 200_000)
	assert.Len(t, host.requests, 1, "the host cannot resume, and what is written cannot be taken back")
}

func TestADownloadGoesOnWhereItWasCut(t *testing.T) {
	t.Parallel()
	host := newFileHost(t, pdf(200_000))
	host.resumable("v1")
	host.cuts.Store(3)
	var got bytes.Buffer
	last := int64(-1)
	n, err := fetcher(t).Accounts.DownloadExport(t.Context(), host.export(), &got, smile.WithProgress(func(done, total int64) {
		assert.GreaterOrEqual(t, done, last, "progress goes on too")
		assert.EqualValues(t, 200_000, total)
		last = done
	}))
	require.NoError(t, err)
	assert.EqualValues(t, 200_000, n)
	assert.True(t, bytes.Equal(host.content, got.Bytes()))
	assert.Len(t, host.requests, 4)
	assert.NotEmpty(t, host.requests[3].Header.Get("Range"))

	t.Run("but not for ever", func(t *testing.T) {
		host.cuts.Store(3)
		_, err := fetcher(t, smile.WithMaxRetries(2)).Archives.Download(t.Context(), host.file(), io.Discard)
		require.ErrorIs(t, err, smile.ErrIncomplete)
		var e *smile.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, 3, e.Attempts)
	})
	t.Run("and not when told so", func(t *testing.T) {
		host.cuts.Store(1)
		_, err := fetcher(t).Archives.Download(t.Context(), host.file(), io.Discard, smile.WithRetry(smile.RetryNever))
		require.ErrorIs(t, err, smile.ErrIncomplete)
	})
}

func TestAFileThatChangedIsNotPatchedTogether(t *testing.T) {
	t.Parallel()
	host := newFileHost(t, pdf(200_000))
	host.resumable("v1")
	host.cuts.Store(1)
	_, err := fetcher(t).Archives.Download(t.Context(), host.file(), io.Discard, smile.WithProgress(func(done, _ int64) {
		if done > 0 {
			host.header.Set("ETag", `"v2"`)
		}
	}))
	require.ErrorIs(t, err, smile.ErrIncomplete)
	assert.Len(t, host.requests, 2)
}

func TestExportsAreHeldToTheirChecksum(t *testing.T) {
	t.Parallel()
	host := newFileHost(t, pdf(1000))
	client := fetcher(t)
	export := host.export()
	export.MD5 = strings.ToUpper(export.MD5)
	_, err := client.Accounts.DownloadExport(t.Context(), export, io.Discard)
	require.NoError(t, err)
	host.content = bytes.Clone(host.content)
	host.content[500]++
	n, err := client.Accounts.DownloadExport(t.Context(), export, io.Discard)
	require.ErrorIs(t, err, smile.ErrChecksum)
	assertNothingPrivate(t, err)
	assert.EqualValues(t, 1000, n)
	export.MD5 = ""
	_, err = client.Accounts.DownloadExport(t.Context(), export, io.Discard)
	require.NoError(t, err, "there is nothing to hold it to")
}

func TestSizesOfFiles(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		bytes, size int
		fine        bool
	}{
		{200_000, 0, true}, {200_000, 200, true}, {200_000, 195, true}, {200_000, 196, true}, {200_000, 200_000, true},
		{200_000, 300, false}, {200_000, 190, false}, {200_000, 199_999, false}, {100, 1, true}, {1500, 1, true}, {1500, 2, true}, {100_000, 1, false},
	} {
		host := newFileHost(t, pdf(test.bytes))
		file := host.file()
		file.Size = test.size
		_, err := fetcher(t).Archives.Download(t.Context(), file, io.Discard)
		if test.fine {
			require.NoError(t, err, "%d bytes of %d kB", test.bytes, test.size)
		} else {
			require.ErrorIs(t, err, smile.ErrIncomplete, "%d bytes of %d kB", test.bytes, test.size)
		}
	}
}

func TestAFileWhoseEndNobodyTellsIsNotWhole(t *testing.T) {
	t.Parallel()
	content := pdf(5000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if assert.NoError(t, err) {
			_, _ = fmt.Fprintf(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%s", content)
			_ = connection.Close()
		}
	}))
	t.Cleanup(server.Close)
	client := fetcher(t)
	_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: server.URL, Size: 5}, io.Discard)
	require.ErrorIs(t, err, smile.ErrIncomplete)
	sum := md5.Sum(content)
	_, err = client.Accounts.DownloadExport(t.Context(), &smile.AccountExport{DownloadURL: server.URL, MD5: hex.EncodeToString(sum[:])}, io.Discard)
	require.NoError(t, err, "a checksum tells it")
}

func TestRefusalsOfTheFileHost(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		statuses []int
		attempts int
		fine     bool
	}{
		{[]int{403}, 1, false}, {[]int{404}, 1, false}, {[]int{416}, 1, false}, {[]int{206}, 1, false},
		{[]int{503, 429}, 3, true}, {[]int{503, 503, 503, 503}, 4, false},
	} {
		host := newFileHost(t, pdf(1000))
		host.statuses = test.statuses
		_, err := fetcher(t).Archives.Download(t.Context(), host.file(), io.Discard)
		assert.Len(t, host.requests, test.attempts, test.statuses)
		if test.fine {
			require.NoError(t, err)
			continue
		}
		var e *smile.Error
		require.ErrorAs(t, err, &e, test.statuses)
		assert.Equal(t, "download-raw-file", e.Operation)
		assert.Equal(t, test.statuses[len(test.statuses)-1], e.Status)
		assertNothingPrivate(t, err)
		require.NotErrorIs(t, err, smile.ErrNotFound, "the host of a file is not Smile")
	}
}

func TestWhereFilesMayComeFrom(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "/file.pdf", "http://files.example/juan.pdf", "ftp://127.0.0.1/juan.pdf", "file:///juan.pdf", "https://u:top-secret@files.example/juan.pdf", "https://[::1"} {
		var sent atomic.Int32
		_, err := respond(t, always(200, &sent)).Archives.Download(t.Context(), &smile.RawFile{URL: address}, io.Discard)
		var e *smile.ParameterError
		require.ErrorAs(t, err, &e, address)
		assert.Equal(t, "url", e.Field)
		assertNothingPrivate(t, errors.New(strings.ReplaceAll(err.Error(), "https (plain", "")))
		assert.Zero(t, sent.Load())
	}
}

func TestWhatADownloadCannotDoWithout(t *testing.T) {
	t.Parallel()
	client := respond(t, func(*http.Request) (*http.Response, error) {
		t.Error("something was sent")
		return nil, errLost
	})
	file, export := &smile.RawFile{URL: "https://files.example/"}, &smile.AccountExport{DownloadURL: "https://files.example/"}
	archives, accounts := client.Archives, client.Accounts
	var none context.Context
	for name, test := range map[string]struct {
		field string
		call  func(ctx context.Context) (int64, error)
	}{
		"file":                {"file", func(ctx context.Context) (int64, error) { return archives.Download(ctx, nil, io.Discard) }},
		"export":              {"export", func(ctx context.Context) (int64, error) { return accounts.DownloadExport(ctx, nil, io.Discard) }},
		"writer":              {"writer", func(ctx context.Context) (int64, error) { return archives.Download(ctx, file, nil) }},
		"writer of an export": {"writer", func(ctx context.Context) (int64, error) { return accounts.DownloadExport(ctx, export, nil) }},
		"nil file to write":   {"writer", func(ctx context.Context) (int64, error) { return archives.Download(ctx, file, (*os.File)(nil)) }},
		"nil buffer":          {"writer", func(ctx context.Context) (int64, error) { return archives.Download(ctx, file, (*bytes.Buffer)(nil)) }},
		"context":             {"context", func(context.Context) (int64, error) { return archives.Download(none, file, io.Discard) }},
		"context of an export": {"context", func(context.Context) (int64, error) {
			return accounts.DownloadExport(none, export, io.Discard, smile.WithTimeout(time.Second))
		}},
		"client": {"client", func(ctx context.Context) (int64, error) {
			return new(smile.ArchivesService).Download(ctx, file, io.Discard)
		}},
		"client of an export": {"client", func(ctx context.Context) (int64, error) {
			return new(smile.AccountsService).DownloadExport(ctx, export, io.Discard)
		}},
		"service": {"client", func(ctx context.Context) (int64, error) {
			return new(smile.Client).Archives.Download(ctx, file, io.Discard)
		}},
		"service with exports": {"client", func(ctx context.Context) (int64, error) {
			return new(smile.Client).Accounts.DownloadExport(ctx, export, io.Discard)
		}},
		"address": {"url", func(ctx context.Context) (int64, error) { return archives.Download(ctx, &smile.RawFile{}, io.Discard) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n, err := test.call(t.Context())
			refused := new(smile.ParameterError)
			require.ErrorAs(t, err, &refused)
			assert.Equal(t, test.field, refused.Field)
			assert.NotEmpty(t, refused.Operation)
			assert.Zero(t, n)
		})
	}
}

func TestFileHostsMayRedirect(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		to   string
		fine bool
	}{
		{"https://elsewhere.example/file?signature=top-secret", true},
		{"http://elsewhere.example/file?signature=top-secret", false},
		{"http://127.0.0.1/file", false},
		{"https://u:top-secret@elsewhere.example/file", false},
		{"https://files.example/juan.pdf?again", false}, // without end
	} {
		requests := 0
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			requests++
			assert.Empty(t, r.Header.Get("Authorization"))
			assert.Empty(t, r.Header.Get("Referer"), "it would hand on the signature")
			if r.URL.Host == "files.example" {
				response := httpmock.NewStringResponse(302, "")
				response.Header.Set("Location", test.to)
				response.Body, response.ContentLength = io.NopCloser(readerFunc(func([]byte) (int, error) {
					t.Error("the body of a redirect is read")
					return 0, io.EOF
				})), -1
				return response, nil
			}
			response := httpmock.NewStringResponse(200, "content")
			response.ContentLength = 7
			return response, nil
		})
		var got strings.Builder
		_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/juan.pdf?signature=top-secret"}, &got)
		if test.fine {
			require.NoError(t, err)
			assert.Equal(t, "content", got.String())
			continue
		}
		require.ErrorIs(t, err, smile.ErrRedirect, test.to)
		assertNothingPrivate(t, err)
		assert.LessOrEqual(t, requests, 6)
	}
}

// dribble is a body of n bytes with a pause before each.
type dribble struct {
	ctx   context.Context
	n     int
	pause time.Duration
}

func (d *dribble) Read(p []byte) (int, error) {
	if d.n == 0 {
		return 0, io.EOF
	}
	select {
	case <-time.After(d.pause):
		d.n--
		p[0] = 'x'
		return 1, nil
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}

func (d *dribble) Close() error { return nil }

func TestALongDownloadIsNoTimeoutWhileItMoves(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		pause time.Duration
		fine  bool
	}{"moving": {20 * time.Second, true}, "stuck": {40 * time.Second, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client := respond(t, func(r *http.Request) (*http.Response, error) {
					response := httpmock.NewStringResponse(200, "")
					response.Body, response.ContentLength = &dribble{r.Context(), 10, test.pause}, 10
					return response, nil
				}, smile.WithAttemptTimeout(30*time.Second), smile.WithMaxRetries(0))
				began := time.Now()
				_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, io.Discard)
				if test.fine {
					require.NoError(t, err)
					assert.Equal(t, 200*time.Second, time.Since(began))
					return
				}
				require.ErrorIs(t, err, context.DeadlineExceeded)
				assert.Equal(t, 30*time.Second, time.Since(began))
			})
		})
	}
}

// waiting takes what comes after a pause, as the connection of a slow reader does.
type waiting time.Duration

func (w waiting) Write(p []byte) (int, error) { time.Sleep(time.Duration(w)); return len(p), nil }

func TestASlowWriterIsNoTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(200, "")
			response.Body, response.ContentLength = &dribble{r.Context(), 10, time.Second}, 10
			return response, nil
		}, smile.WithAttemptTimeout(30*time.Second))
		n, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, waiting(time.Minute))
		require.NoError(t, err)
		assert.EqualValues(t, 10, n)
	})
}

func TestAHostMaySayThatNothingIsEncoded(t *testing.T) {
	t.Parallel()
	host := newFileHost(t, pdf(1000))
	host.header.Set("Content-Encoding", "identity")
	_, err := fetcher(t).Archives.Download(t.Context(), host.file(), io.Discard)
	require.NoError(t, err)
}

func TestADownloadEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(200, "")
			response.Body, response.ContentLength = &dribble{r.Context(), 100, time.Second}, 100
			return response, nil
		})
		n, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, io.Discard, smile.WithTimeout(10500*time.Millisecond))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, smile.ErrIncomplete)
		assert.EqualValues(t, 10, n)
	})
}

// full is a file on a disk that has room for so many bytes.
type full int

func (f *full) Write(p []byte) (int, error) {
	n := min(len(p), int(*f))
	*f -= full(n)
	if n < len(p) {
		return n, fmt.Errorf("saving juan.pdf: %w", &fs.PathError{Op: "write", Path: "/home/juan.pdf", Err: syscall.ENOSPC})
	}
	return n, nil
}

func TestAWriterThatFailsEndsTheDownload(t *testing.T) {
	t.Parallel()
	host := newFileHost(t, pdf(200_000))
	host.resumable("v1")
	writer := full(50_000)
	n, err := fetcher(t).Archives.Download(t.Context(), host.file(), &writer)
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.ErrorContains(t, err, "the file cannot be written: "+syscall.ENOSPC.Error())
	assertNothingPrivate(t, err)
	path := new(fs.PathError)
	require.ErrorAs(t, err, &path, "who needs the path can have it")
	assert.EqualValues(t, 50_000, n)
	assert.Len(t, host.requests, 1)
}

// writes is a writer that says so each time.
type writes int

func (w writes) Write([]byte) (int, error) { return int(w), nil }

func TestAWriterThatCountsWrongIsAnError(t *testing.T) {
	t.Parallel()
	host := newFileHost(t, pdf(1000))
	for _, count := range []int{-1, 1001, math.MaxInt, math.MinInt} {
		n, err := fetcher(t).Archives.Download(t.Context(), host.file(), writes(count))
		require.ErrorContains(t, err, "invalid number", count)
		assert.Zero(t, n)
	}
}

func TestHTTP2TellsWhereAFileEnds(t *testing.T) {
	t.Parallel()
	content := pdf(100_000)
	var cut atomic.Bool
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, 2, r.ProtoMajor)
		_, _ = w.Write(content[:60_000])
		assert.NoError(t, http.NewResponseController(w).Flush()) // the length is not known then
		if cut.Load() {
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(content[60_000:])
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	client := fetcher(t, smile.WithHTTPClient(server.Client()))
	var got bytes.Buffer
	_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: server.URL}, &got, smile.WithProgress(func(_, total int64) {
		assert.EqualValues(t, -1, total)
	}))
	require.NoError(t, err)
	assert.True(t, bytes.Equal(content, got.Bytes()))
	cut.Store(true)
	_, err = client.Archives.Download(t.Context(), &smile.RawFile{URL: server.URL}, io.Discard)
	require.ErrorIs(t, err, smile.ErrIncomplete)
}

// half takes half of what comes, and says nothing.
type half struct{}

func (half) Write(p []byte) (int, error) { return len(p) / 2, nil }

func TestAShortWriteIsAnError(t *testing.T) {
	t.Parallel()
	host := newFileHost(t, pdf(1000))
	n, err := fetcher(t).Archives.Download(t.Context(), host.file(), half{})
	require.ErrorIs(t, err, io.ErrShortWrite)
	assert.Less(t, n, int64(1000))
}

func TestAFileHostMayAskToWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := respond(t, func(*http.Request) (*http.Response, error) {
			if requests++; requests == 1 {
				response := httpmock.NewStringResponse(503, "")
				response.Header.Set("Retry-After", "20")
				return response, nil
			}
			response := httpmock.NewStringResponse(200, "content")
			response.ContentLength = 7
			return response, nil
		})
		began := time.Now()
		_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, io.Discard)
		require.NoError(t, err)
		assert.Equal(t, 20*time.Second, time.Since(began))
	})
}

func TestAFileHostThatAsksToWaitBeyondTheDeadlineIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := respond(t, func(*http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(503, "")
			response.Header.Set("Retry-After", "20")
			return response, nil
		})
		began := time.Now()
		_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, io.Discard, smile.WithTimeout(15*time.Second))
		assert.Zero(t, time.Since(began))
		var failure *smile.Error
		require.ErrorAs(t, err, &failure)
		assert.Equal(t, 503, failure.Status)
		assert.Equal(t, 20*time.Second, failure.RetryAfter)
		assert.Equal(t, 1, failure.Attempts)
		assert.NotErrorIs(t, err, context.DeadlineExceeded)
	})
}

func TestADownloadThatGetsStuckLaterIsATimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			response := httpmock.NewStringResponse(200, "")
			response.Body = io.NopCloser(io.MultiReader(strings.NewReader("x"), &dribble{r.Context(), 9, time.Hour}))
			response.ContentLength = 10
			return response, nil
		}, smile.WithAttemptTimeout(30*time.Second))
		began := time.Now()
		n, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, io.Discard)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.EqualValues(t, 1, n)
		assert.Equal(t, 30*time.Second, time.Since(began))
	})
}

func TestAFileWhoseSizeWasNotKnownIsResumed(t *testing.T) {
	t.Parallel()
	requests := 0
	client := respond(t, func(*http.Request) (*http.Response, error) {
		if requests++; requests == 1 {
			response := httpmock.NewStringResponse(200, "")
			response.Body = io.NopCloser(io.MultiReader(strings.NewReader("0123"), iotest.ErrReader(io.ErrUnexpectedEOF)))
			response.ContentLength, response.ProtoMajor = -1, 2
			response.Header = http.Header{"Accept-Ranges": {"bytes"}, "Etag": {`"v1"`}}
			return response, nil
		}
		response := httpmock.NewStringResponse(206, "4567")
		response.Header = http.Header{"Content-Range": {"Bytes 4-7/8"}, "Etag": {`"v1"`}}
		return response, nil
	}, smile.WithBackoff(0, 0))
	var got strings.Builder
	n, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/", Size: 1}, &got)
	require.NoError(t, err)
	assert.Equal(t, "01234567", got.String())
	assert.EqualValues(t, 8, n)
}

// TestAFileIsNoLargerThanItWasAnnounced has hosts that send for ever.
func TestAFileIsNoLargerThanItWasAnnounced(t *testing.T) {
	t.Parallel()
	hungUp := make(chan struct{}, 2)
	overBoth(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/announced" {
			w.Header().Set("Content-Length", strconv.FormatInt(1<<40, 10))
		}
		for piece := make([]byte, 1000); ; {
			if _, err := w.Write(piece); err != nil {
				break
			}
		}
		hungUp <- struct{}{}
	}, func(t *testing.T, server *httptest.Server, connect func(...smile.Option) *smile.Client) {
		client := connect()
		for path, most := range map[string]int{"/endless": 2*1024 - 1, "/announced": 0} {
			var got bytes.Buffer
			n, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: server.URL + path, Size: 1}, &got)
			require.ErrorIs(t, err, smile.ErrIncomplete, path)
			failed := new(smile.Error)
			require.ErrorAs(t, err, &failed)
			assert.Equal(t, 1, failed.Attempts)
			assert.LessOrEqual(t, got.Len(), most, path)
			assert.EqualValues(t, got.Len(), n)
			<-hungUp
		}
	})
}

func TestAHostThatSwitchesProtocolsIsNotReadFrom(t *testing.T) {
	t.Parallel()
	over := make(chan error, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if assert.NoError(t, err) {
			_, _ = io.WriteString(connection, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")
			_, err = connection.Read(make([]byte, 1))
			over <- err
		}
	}))
	t.Cleanup(server.Close)
	_, err := fetcher(t).Archives.Download(t.Context(), &smile.RawFile{URL: server.URL}, io.Discard)
	require.ErrorIs(t, err, smile.ErrMalformedResponse)
	failed := new(smile.Error)
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, 101, failed.Status)
	assert.Equal(t, 1, failed.Attempts)
	require.Error(t, <-over, "the connection is closed")
}

// TestAHostThatGetsStuckIsAskedAgain has a host that stops in the midst of a file, and keeps the connection.
func TestAHostThatGetsStuckIsAskedAgain(t *testing.T) {
	t.Parallel()
	content := pdf(200_000)
	overBoth(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("Range") != "" {
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
			return
		}
		w.Header().Set("Accept-Ranges", "bytes")
		w.Header().Set("Content-Length", strconv.Itoa(len(content)))
		_, _ = w.Write(content[:60_000])
		_ = http.NewResponseController(w).Flush() // the client may have given up
		<-r.Context().Done()
	}, func(t *testing.T, server *httptest.Server, connect func(...smile.Option) *smile.Client) {
		var got bytes.Buffer
		client := connect(smile.WithAttemptTimeout(time.Second))
		_, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: server.URL, Size: 200}, &got)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(content, got.Bytes()))

		client = connect(smile.WithAttemptTimeout(0))
		ctx, cancel := context.WithCancel(t.Context())
		n, err := client.Archives.Download(ctx, &smile.RawFile{URL: server.URL, Size: 200}, io.Discard, smile.WithProgress(func(done, _ int64) {
			if done >= 50_000 {
				cancel()
			}
		}))
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorIs(t, err, smile.ErrIncomplete)
		assert.GreaterOrEqual(t, n, int64(50_000))
	})
}

// FuzzTheRestOfAFile has a host that says anything of what it sends as the rest of a file of 8 bytes.
func FuzzTheRestOfAFile(f *testing.F) {
	f.Add(206, "bytes 4-7/8", `"v1"`, "", int64(4), "4567")
	f.Add(206, "bytes 4-7/8", `"v2"`, "", int64(4), "4567")
	f.Add(206, "bytes 4-7/*", `"v1"`, "", int64(-1), "45678")
	f.Add(206, "bytes 4-3/4", `"v1"`, "multipart/byteranges; boundary=x", int64(0), "")
	f.Add(206, "bytes 4-18446744073709551615/0", `W/"v1"`, "text/html", int64(1), "4")
	f.Add(200, "", `"v1"`, "application/pdf", int64(8), "01234567")
	f.Fuzz(func(t *testing.T, status int, part, tag, media string, length int64, body string) {
		requests := 0
		client := respond(t, func(*http.Request) (*http.Response, error) {
			if requests++; requests == 1 {
				response := httpmock.NewStringResponse(200, "0123")
				response.ContentLength = 8
				response.Header = http.Header{"Accept-Ranges": {"bytes"}, "Etag": {`"v1"`}}
				return response, nil
			}
			response := httpmock.NewStringResponse(status, body)
			response.Header = http.Header{"Content-Range": {part}, "Etag": {tag}, "Content-Type": {media}}
			response.ContentLength = length
			return response, nil
		}, smile.WithBackoff(0, 0), smile.WithMaxRetries(1))
		var got strings.Builder
		n, err := client.Archives.Download(t.Context(), &smile.RawFile{URL: "https://files.example/"}, &got)
		assert.EqualValues(t, got.Len(), n)
		assert.True(t, strings.HasPrefix("0123"+body, got.String()), "%q", got.String())
		assert.LessOrEqual(t, got.Len(), 8)
		if err != nil {
			return
		}
		var first, last, total int
		_, _ = fmt.Sscanf(strings.ToLower(part), "bytes %d-%d/%d", &first, &last, &total)
		assert.Equal(t, [3]int{4, 7, 8}, [3]int{first, last, total}, "%q", part)
		assert.Equal(t, 206, status)
		assert.Equal(t, `"v1"`, tag)
		assert.Len(t, body, 4)
	})
}
