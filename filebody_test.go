package smile_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pdf is something that begins like a PDF and differs from byte to byte.
func pdf(size int) []byte {
	content := make([]byte, size)
	for i := range content {
		content[i] = byte(i*7 + i>>8)
	}
	copy(content, "%PDF-1.7\n")
	return content
}

func payslipOf(source smile.Content) *smile.ArchiveCreateParams {
	return &smile.ArchiveCreateParams{FileType: userdata.FileTypePayslip, RawFiles: []smile.File{{Content: source}}}
}

func reopen(content []byte) smile.Content {
	return smile.FromFunc(int64(len(content)), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil })
}

// sentFile is a file as it stands in a request.
type sentFile struct {
	FileName, FileSubtype, FileExtensionType string
	FileContent                              []byte // encoding/json decodes base64
}

func archiveReply(http.ResponseWriter, *http.Request) *http.Response {
	return reply(200, "OK", `{"id":"archive-1","state":{"status":"STARTED"}}`)
}

// receiver is a server over real HTTP that keeps the bodies of its requests and answers each with the next
// status.
type receiver struct {
	*httptest.Server
	mutex    sync.Mutex
	statuses []int
	bodies   [][]byte
	requests []*http.Request
}

func newReceiver(t *testing.T, statuses ...int) *receiver {
	r := &receiver{statuses: statuses}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		r.mutex.Lock()
		defer r.mutex.Unlock()
		if err != nil {
			return // the client gave up
		}
		r.bodies, r.requests = append(r.bodies, body), append(r.requests, request)
		status := 200
		if len(r.statuses) > 0 {
			status, r.statuses = r.statuses[0], r.statuses[1:]
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"code":"OK","data":{"id":"archive-1","state":{"status":"STARTED"}}}`)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) client(t *testing.T, options ...smile.Option) *smile.Client {
	options = append([]smile.Option{smile.WithHTTPClient(nil), smile.WithBaseURL(r.URL + "/v1"), smile.WithBackoff(0, 0)}, options...)
	return respond(t, nil, options...)
}

func (r *receiver) files(t *testing.T, request int) []sentFile {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	require.Greater(t, len(r.bodies), request)
	var body struct{ RawFiles []sentFile }
	require.NoError(t, json.Unmarshal(r.bodies[request], &body))
	return body.RawFiles
}

func TestParamsWithFilesCannotBeEncoded(t *testing.T) {
	t.Parallel()
	client := respond(t, takeIn)
	params := &smile.ArchiveCreateParams{RawFiles: []smile.File{{Content: reopen(pdf(20))}}}
	own := struct{ smile.PayslipUploadParams }{smile.PayslipUploadParams{UserID: "u-1", Content: reopen(pdf(20))}}
	encoding := func() {
		t.Helper()
		for _, value := range []any{params, own} {
			_, err := json.Marshal(value)
			require.ErrorContains(t, err, "the content of a file is encoded only while a call such as ArchivesService.Create sends it")
		}
	}
	encoding()
	_, err := smile.Do[smile.Archive](t.Context(), client, smile.Operation{ID: "new", Method: "POST", Path: "/new"}, smile.Request{Body: params})
	require.NoError(t, err)
	encoding()
	_, err = smile.Do[smile.Archive](t.Context(), client, smile.Operation{ID: "new", Method: "POST", Path: "/new"}, smile.Request{Body: map[string]any{"file": params.RawFiles[0]}})
	require.ErrorContains(t, err, "smile: new: body cannot be encoded as JSON: the content of a file is encoded only while")
}

func TestAnErrorNamesTheFieldAsItWasWritten(t *testing.T) {
	t.Parallel()
	client := respond(t, takeIn)
	_, empty := client.Archives.Create(t.Context(), &smile.ArchiveCreateParams{RawFiles: []smile.File{{Content: reopen(pdf(20))}, {Content: smile.FromReader(strings.NewReader(""))}}})
	require.EqualError(t, empty, "smile: create-archive: RawFiles[1].Content (rawFiles[1].fileContent) is empty")
	_, changed := client.Archives.Create(t.Context(), &smile.ArchiveCreateParams{RawFiles: []smile.File{{Content: smile.FromReaderAt(bytes.NewReader(pdf(20)), 30)}}})
	require.EqualError(t, changed, "smile: create-archive: RawFiles[0].Content (rawFiles[0].fileContent) changed size while it was sent")
	_, size := client.Users.List(t.Context(), &smile.UserListParams{Size: -1})
	require.EqualError(t, size, "smile: list-users: Size must be between 1 and 150, or 0 for the default")
	for _, err := range client.Providers.All(t.Context(), &smile.ProviderListParams{TopIDs: make([]string, 11)}) {
		require.ErrorContains(t, err, "smile: list-providers: TopIDs must")
	}
	_, text := client.Users.Create(t.Context(), &smile.UserCreateParams{ExternalMetadata: map[string]string{"a": "\xff"}})
	require.ErrorContains(t, text, "smile: create-user: ExternalMetadata")
}

func TestFilesOfEverySourceArriveWhole(t *testing.T) {
	t.Parallel()
	content := pdf(100_000)
	path := filepath.Join(t.TempDir(), "mine.pdf")
	require.NoError(t, os.WriteFile(path, content, 0o600))
	for name, test := range map[string]struct {
		source smile.Content
		named  string
		length bool
	}{
		"path":                  {smile.FromPath(path), "mine.pdf", true},
		"file system":           {smile.FromFS(fstest.MapFS{"a/b.pdf": {Data: content}}, "a/b.pdf"), "b.pdf", true},
		"reader at":             {smile.FromReaderAt(bytes.NewReader(content), int64(len(content))), "", true},
		"function":              {reopen(content), "", true},
		"reader":                {smile.FromReader(bytes.NewReader(content)), "", true},
		"reader without length": {smile.FromReader(iotest.HalfReader(bytes.NewReader(content))), "", false},
		"reader of one byte":    {smile.FromReader(iotest.OneByteReader(bytes.NewReader(content))), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newReceiver(t)
			total := int64(-1)
			if test.length {
				total = int64(len(content))
			}
			archive, err := server.client(t).Archives.Create(t.Context(), payslipOf(test.source), smile.WithProgress(func(_, of int64) {
				assert.Equal(t, total, of)
			}))
			require.NoError(t, err)
			assert.Equal(t, "archive-1", archive.ID)
			files := server.files(t, 0)
			require.Len(t, files, 1)
			assert.True(t, bytes.Equal(content, files[0].FileContent), "the content arrives as it was")
			assert.Equal(t, test.named, files[0].FileName)
			assert.Equal(t, "PDF", files[0].FileExtensionType)
			if test.length {
				assert.EqualValues(t, len(server.bodies[0]), server.requests[0].ContentLength, "the server is told how much comes")
			} else {
				assert.Equal(t, []string{"chunked"}, server.requests[0].TransferEncoding)
			}
		})
	}
}

func TestFilesOfEverySizeArriveWhole(t *testing.T) {
	t.Parallel()
	server := newReceiver(t)
	client := server.client(t)
	var files []smile.File
	sizes := []int{9, 10, 11, 12, 12287, 12288, 12289, 24575, 24576, 24577, 36864}
	for _, size := range sizes {
		files = append(files, smile.File{Content: reopen(pdf(size)), Subtype: smile.FileSubtypePayslip, Name: `"fileContent":""`})
	}
	_, err := client.Archives.Classify(t.Context(), &smile.ArchiveClassifyParams{UserID: "<u>", RawFiles: files})
	require.NoError(t, err)
	sent := server.files(t, 0)
	require.Len(t, sent, len(sizes))
	for i, size := range sizes {
		assert.Equal(t, pdf(size), sent[i].FileContent, "%d bytes", size)
		assert.Equal(t, `"fileContent":""`, sent[i].FileName, "a name cannot pass for the place of a content")
		assert.Equal(t, "PAYSLIP", sent[i].FileSubtype)
	}
}

func TestFormatsAreToldByContentAndName(t *testing.T) {
	t.Parallel()
	const png, jpeg = "\x89PNG\r\n\x1a\n....", "\xff\xd8\xff\xe0...."
	for _, test := range []struct {
		content, name string
		format, want  smile.FileFormat
	}{
		{"%PDF-1.4", "", "", smile.FormatPDF},
		{"\ufeff\n%PDF-1.4", "", "", smile.FormatPDF},
		{strings.Repeat("\n", 1019) + "%PDF-1.4", "", "", smile.FormatPDF},
		{png, "scan", "", smile.FormatPNG},
		{jpeg, "", "", smile.FormatJPEG},
		{jpeg, "a.jpg", "", smile.FormatJPG},
		{jpeg, "a.JPEG", "", smile.FormatJPEG},
		{jpeg, "a.jpg", smile.FormatJPEG, smile.FormatJPEG},
		{png, "a.tmp", smile.FormatPNG, smile.FormatPNG},
	} {
		server := newReceiver(t)
		_, err := server.client(t).Archives.Create(t.Context(), &smile.ArchiveCreateParams{
			RawFiles: []smile.File{{Name: test.name, Format: test.format, Content: reopen([]byte(test.content))}},
		})
		require.NoError(t, err)
		assert.EqualValues(t, test.want, server.files(t, 0)[0].FileExtensionType, "%q %s", test.name, test.format)
	}
}

func TestAPayslipIsUploaded(t *testing.T) {
	t.Parallel()
	server := newReceiver(t)
	params := &smile.PayslipUploadParams{UserID: "u-1", Content: reopen(pdf(20))}
	_, err := server.client(t).Archives.UploadPayslip(t.Context(), params)
	require.NoError(t, err)
	assert.JSONEq(t, `{"userId":"u-1","fileExtensionType":"PDF","fileContent":"`+base64.StdEncoding.EncodeToString(pdf(20))+`"}`, string(server.bodies[0]))
	assert.Empty(t, params.Format, "params are the caller's and not changed")
}

func TestAFileIsReadAnewForARetry(t *testing.T) {
	t.Parallel()
	server := newReceiver(t, 429, 429, 200)
	content := pdf(50_000)
	var opened, closed atomic.Int32
	source := smile.FromFunc(int64(len(content)), func() (io.ReadCloser, error) {
		opened.Add(1)
		return closer{bytes.NewReader(content), &closed}, nil
	})
	var steps [][2]int64
	_, err := server.client(t).Archives.Create(t.Context(), payslipOf(source), smile.WithProgress(func(done, total int64) {
		steps = append(steps, [2]int64{done, total})
	}))
	require.NoError(t, err)
	for i := range 3 {
		assert.True(t, bytes.Equal(content, server.files(t, i)[0].FileContent))
	}
	assert.Equal(t, opened.Load(), closed.Load(), "what is opened is closed")
	assert.EqualValues(t, 4, opened.Load(), "once to look at it, and once for each attempt")
	begun, last := 0, int64(0)
	for _, step := range steps {
		if step[0] == 0 {
			begun++
		} else {
			assert.Greater(t, step[0], last)
		}
		last = step[0]
		assert.EqualValues(t, len(content), step[1])
	}
	assert.Equal(t, 3, begun, "progress begins again with each attempt")
	assert.EqualValues(t, len(content), last)
}

type closer struct {
	io.Reader
	closed *atomic.Int32
}

func (c closer) Close() error { c.closed.Add(1); return nil }

func TestAReaderIsNeverRepeatedOnceItWasSent(t *testing.T) {
	t.Parallel()
	server := newReceiver(t, 429, 200)
	var turns atomic.Int32
	client := server.client(t, smile.WithPacer(pacerFunc(func() { turns.Add(1) })))
	source := smile.FromReader(iotest.HalfReader(bytes.NewReader(pdf(30_000))))
	_, err := client.Archives.Create(t.Context(), payslipOf(source), smile.WithRetry(smile.RetrySafe))
	require.ErrorIs(t, err, smile.ErrRateLimited)
	var e *smile.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, 1, e.Attempts)
	assert.EqualValues(t, 1, turns.Load(), "nobody waits for an attempt that cannot be made")

	_, err = client.Archives.Create(t.Context(), payslipOf(source))
	require.ErrorIs(t, err, smile.ErrInvalidParameters)
	require.ErrorContains(t, err, "only once")
	assert.Len(t, server.bodies, 1)
}

func TestAReaderIsRepeatedWhileNothingOfItWasSent(t *testing.T) {
	t.Parallel()
	attempts := 0
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		if attempts++; attempts == 1 {
			return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
		}
		_, err := io.Copy(io.Discard, r.Body)
		require.NoError(t, err)
		return archiveReply(nil, r), nil
	}, smile.WithBackoff(0, 0))
	_, err := client.Archives.Create(t.Context(), payslipOf(smile.FromReader(bytes.NewReader(pdf(100)))))
	require.NoError(t, err)
	assert.Equal(t, 2, attempts)
}

func TestAnUploadIsNotRedirected(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]smile.Content{"reopened": reopen(pdf(30_000)), "once": smile.FromReader(bytes.NewReader(pdf(30_000)))} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			client := respond(t, func(r *http.Request) (*http.Response, error) {
				_, err := io.Copy(io.Discard, r.Body)
				require.NoError(t, err)
				response := httpmock.NewStringResponse(status, "")
				response.Header.Set("Location", r.URL.String()+"/there")
				return response, nil
			})
			_, err := client.Archives.Create(t.Context(), payslipOf(source))
			require.ErrorIs(t, err, smile.ErrRedirect, "%s %d", name, status)
			if name == "once" {
				source = smile.FromReader(bytes.NewReader(pdf(30_000)))
			}
		}
	}
}

func TestAReaderIsOneFileOnly(t *testing.T) {
	t.Parallel()
	server := newReceiver(t)
	params := payslipOf(smile.FromReader(bytes.NewReader(pdf(30_000))))
	params.RawFiles = append(params.RawFiles, params.RawFiles[0])
	_, err := server.client(t).Archives.Create(t.Context(), params)
	var e *smile.ParameterError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "rawFiles[1].fileContent", e.Field)
	require.ErrorContains(t, err, "only once")
	assert.Empty(t, server.bodies)
}

// TestAServerThatAnswersEarly answers before it has the body, over HTTP/1.1 and HTTP/2.
func TestAServerThatAnswersEarly(t *testing.T) {
	t.Parallel()
	for _, version := range []int{1, 2} {
		t.Run(fmt.Sprintf("HTTP/%d", version), func(t *testing.T) {
			t.Parallel()
			content := pdf(8 << 20)
			var requests, opened, closed atomic.Int32
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				assert.Equal(t, version, r.ProtoMajor)
				w.Header().Set("Content-Type", "application/json")
				if requests.Add(1) == 1 {
					_, _ = io.ReadFull(r.Body, make([]byte, 1000))
					answerJSON(w, http.StatusTooManyRequests, `{"code":"REQUEST_LIMIT_EXCEEDED"}`)
					return
				}
				var body struct{ RawFiles []sentFile }
				if assert.NoError(t, json.NewDecoder(r.Body).Decode(&body)) {
					assert.True(t, bytes.Equal(content, body.RawFiles[0].FileContent))
				}
				_, _ = io.WriteString(w, `{"code":"OK","data":{"id":"archive-1"}}`)
			}))
			server.EnableHTTP2 = version == 2
			server.StartTLS()
			t.Cleanup(server.Close)
			client := respond(t, nil, smile.WithHTTPClient(server.Client()), smile.WithBaseURL(server.URL+"/v1"), smile.WithBackoff(0, 0))
			archive, err := client.Archives.Create(t.Context(), payslipOf(smile.FromFunc(int64(len(content)), func() (io.ReadCloser, error) {
				opened.Add(1)
				return closer{bytes.NewReader(content), &closed}, nil
			})))
			require.NoError(t, err)
			assert.Equal(t, "archive-1", archive.ID)
			assert.EqualValues(t, 2, requests.Load())
			assert.Eventually(t, func() bool { return opened.Load() == closed.Load() }, 5*time.Second, time.Millisecond, "what is opened is closed")
		})
	}
}

func TestACancelledUploadClosesItsFile(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
	t.Cleanup(server.Close)
	var opened, closed atomic.Int32
	ctx, cancel := context.WithCancel(t.Context())
	client := respond(t, nil, smile.WithHTTPClient(nil), smile.WithBaseURL(server.URL+"/v1"))
	_, err := client.Archives.Create(ctx, payslipOf(smile.FromFunc(smile.MaxFileSize, func() (io.ReadCloser, error) {
		opened.Add(1)
		return closer{io.NewSectionReader(zeros{}, 0, smile.MaxFileSize), &closed}, nil
	})), smile.WithProgress(func(done, _ int64) {
		if done > 100_000 {
			cancel()
		}
	}))
	require.ErrorIs(t, err, context.Canceled)
	assert.EqualValues(t, 2, opened.Load())
	assert.Eventually(t, func() bool { return closed.Load() == 2 }, 5*time.Second, time.Millisecond, "what is opened is closed")
}

func TestAFileThatChangesWhileItIsSentIsAnError(t *testing.T) {
	t.Parallel()
	content := pdf(40_000)
	later := func(then func() (io.ReadCloser, error)) smile.Content {
		opened := 0
		return smile.FromFunc(int64(len(content)), func() (io.ReadCloser, error) {
			if opened++; opened == 1 {
				return io.NopCloser(bytes.NewReader(content)), nil
			}
			return then()
		})
	}
	for name, test := range map[string]struct {
		source smile.Content
		says   string
		is     error
	}{
		"shorter": {later(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content[:39_999])), nil }), "changed size", nil},
		"longer": {later(func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(bytes.NewReader(content), strings.NewReader("x"))), nil
		}), "changed size", nil},
		"vanished": {later(func() (io.ReadCloser, error) {
			return nil, &fs.PathError{Op: "open", Path: "/home/juan/payslip.pdf", Err: fs.ErrNotExist}
		}), "not exist", fs.ErrNotExist},
		"unreadable":                {later(func() (io.ReadCloser, error) { return io.NopCloser(iotest.ErrReader(fs.ErrPermission)), nil }), "permission", fs.ErrPermission},
		"reads nothing for ever":    {later(func() (io.ReadCloser, error) { return io.NopCloser(reads(0)), nil }), "no data", io.ErrNoProgress},
		"reads an impossible count": {later(func() (io.ReadCloser, error) { return io.NopCloser(reads(1 << 20)), nil }), "invalid number", nil},
		"no reader":                 {later(func() (io.ReadCloser, error) { return nil, nil }), "neither a reader", nil},
		"cut off":                   {smile.FromReader(io.MultiReader(bytes.NewReader(content), iotest.ErrReader(io.ErrUnexpectedEOF))), "unexpected EOF", io.ErrUnexpectedEOF},
		"too large for what it is":  {smile.FromReader(io.MultiReader(bytes.NewReader(pdf(smile.MaxFileSize)), strings.NewReader("x"))), "larger", nil},
		"short reader at":           {smile.FromReaderAt(bytes.NewReader(content), 40_001), "changed size", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newReceiver(t)
			var turns atomic.Int32
			client := server.client(t, smile.WithPacer(pacerFunc(func() { turns.Add(1) })))
			_, err := client.Archives.Create(t.Context(), payslipOf(test.source), smile.WithRetry(smile.RetrySafe))
			assert.EqualValues(t, 1, turns.Load(), "another attempt would not help")
			var e *smile.ParameterError
			require.ErrorAs(t, err, &e)
			assert.Same(t, e, err, "it is the file and not the call that failed")
			assert.Equal(t, "rawFiles[0].fileContent", e.Field)
			require.ErrorContains(t, err, test.says)
			assert.NotContains(t, err.Error(), "juan")
			if test.is != nil {
				require.ErrorIs(t, err, test.is)
			}
			assert.Empty(t, server.bodies, "no whole request arrives")
		})
	}
}

func TestTheLargestFileIsSent(t *testing.T) {
	t.Parallel()
	server := newReceiver(t)
	content := pdf(smile.MaxFileSize)
	_, err := server.client(t).Archives.Create(t.Context(), payslipOf(smile.FromReader(io.MultiReader(bytes.NewReader(content)))))
	require.NoError(t, err)
	assert.True(t, bytes.Equal(content, server.files(t, 0)[0].FileContent))
}

func TestFilesThatCannotBeRightAreRefused(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(directory, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	for _, test := range []struct {
		name, field, says string
		file              smile.File
	}{
		{"no source", "rawFiles[0].fileContent", "missing", smile.File{}},
		{"nil reader", "rawFiles[0].fileContent", "missing", smile.File{Content: smile.FromReader(nil)}},
		{"nil reader at", "rawFiles[0].fileContent", "missing", smile.File{Content: smile.FromReaderAt(nil, 10)}},
		{"nil file system", "rawFiles[0].fileContent", "missing", smile.File{Content: smile.FromFS(nil, "a.pdf")}},
		{"nil function", "rawFiles[0].fileContent", "missing", smile.File{Content: smile.FromFunc(10, nil)}},
		{"negative size", "rawFiles[0].fileContent", "empty", smile.File{Content: smile.FromReaderAt(bytes.NewReader(pdf(10)), -5)}},
		{"missing", "rawFiles[0].fileContent", "cannot be read", smile.File{Content: smile.FromPath(filepath.Join(directory, "juan.pdf"))}},
		{"missing in file system", "rawFiles[0].fileContent", "not exist", smile.File{Content: smile.FromFS(fstest.MapFS{}, "juan.pdf")}},
		{"nil file", "rawFiles[0].fileContent", "missing", smile.File{Content: smile.FromReader((*os.File)(nil))}},
		{"nil file at", "rawFiles[0].fileContent", "missing", smile.File{Content: smile.FromReaderAt((*os.File)(nil), 10)}},
		{"nil pointer to a file system", "rawFiles[0].fileContent", "missing", smile.File{Content: smile.FromFS((*fstest.MapFS)(nil), "a.pdf")}},
		{"nil function that reads", "rawFiles[0].fileContent", "missing", smile.File{Content: smile.FromReader(readerFunc(nil))}},
		{"no reader", "rawFiles[0].fileContent", "neither a reader nor an error", smile.File{Content: smile.FromFunc(10, func() (io.ReadCloser, error) { return nil, nil })}},
		{"no reader in an interface", "rawFiles[0].fileContent", "neither a reader nor an error", smile.File{Content: smile.FromFunc(10, func() (io.ReadCloser, error) { return (*os.File)(nil), nil })}},
		{"no file of a file system", "rawFiles[0].fileContent", "neither a reader nor an error", smile.File{Content: smile.FromFS(emptyHanded{}, "a.pdf")}},
		{"reads nothing for ever", "rawFiles[0].fileContent", "multiple Read calls return no data", smile.File{Content: smile.FromReader(reads(0))}},
		{"reads more than asked for", "rawFiles[0].fileContent", "invalid number", smile.File{Content: smile.FromReader(reads(1 << 20))}},
		{"reads less than nothing", "rawFiles[0].fileContent", "invalid number", smile.File{Content: reads(-1).source()}},
		{"reads far more than asked for", "rawFiles[0].fileContent", "invalid number", smile.File{Content: reads(math.MaxInt).source()}},
		{"words of the caller", "rawFiles[0].fileContent", "cannot be read: an error of type *errors.errorString: unwrap this error to see its text", smile.File{Content: smile.FromReader(iotest.ErrReader(errors.New("GET https://files.example/juan.pdf")))}},
		{"directory", "rawFiles[0].fileContent", "not a regular file", smile.File{Content: smile.FromPath(directory)}},
		{"empty", "rawFiles[0].fileContent", "empty", smile.File{Content: smile.FromPath(write("empty.pdf", ""))}},
		{"empty reader", "rawFiles[0].fileContent", "empty", smile.File{Content: smile.FromReader(iotest.HalfReader(strings.NewReader("")))}},
		{"broken reader", "rawFiles[0].fileContent", "cannot be read", smile.File{Content: smile.FromReader(iotest.ErrReader(errors.New("broken")))}},
		{"too large", "rawFiles[0].fileContent", "larger than 15728640 bytes", smile.File{Content: smile.FromReaderAt(bytes.NewReader(pdf(10)), smile.MaxFileSize+1)}},
		{"text", "rawFiles[0].fileContent", "not a PDF, PNG or JPEG", smile.File{Content: smile.FromPath(write("text.pdf", "Hello"))}},
		{"late mark", "rawFiles[0].fileContent", "not a PDF, PNG or JPEG", smile.File{Content: reopen([]byte(strings.Repeat("\n", 1020) + "%PDF-1.4"))}},
		{"TIFF", "rawFiles[0].fileContent", "not a PDF, PNG or JPEG", smile.File{Content: reopen([]byte("II*\x00........"))}},
		{"name", "rawFiles[0].fileContent", "is PDF, but its name says PNG", smile.File{Content: smile.FromPath(write("scan.png", "%PDF-1.4"))}},
		{"format", "rawFiles[0].fileExtensionType", "is PNG, but the content is PDF", smile.File{Format: smile.FormatPNG, Content: reopen(pdf(10))}},
		{"unknown format", "rawFiles[0].fileExtensionType", "must be", smile.File{Format: "TIFF", Content: reopen(pdf(10))}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var sent atomic.Int32
			client := respond(t, always(500, &sent))
			_, err := client.Archives.Create(t.Context(), &smile.ArchiveCreateParams{RawFiles: []smile.File{test.file}})
			var e *smile.ParameterError
			require.ErrorAs(t, err, &e)
			assert.Equal(t, "create-archive", e.Operation)
			assert.Equal(t, test.field, e.Field)
			require.ErrorContains(t, err, test.says)
			for _, private := range []string{"juan", directory} {
				assert.NotContains(t, err.Error(), private)
			}
			assert.Zero(t, sent.Load())
		})
	}
}

// reads is a reader that says so each time, and brings nothing.
type reads int

func (r reads) Read([]byte) (int, error) { return int(r), nil }
func (r reads) source() smile.Content {
	return smile.FromFunc(10, func() (io.ReadCloser, error) { return io.NopCloser(r), nil })
}

// emptyHanded is a file system that opens nothing, and says nothing.
type emptyHanded struct{}

func (emptyHanded) Open(string) (fs.File, error) { return nil, nil }

// slowly takes in a body with a pause before each piece.
func slowly(body io.Reader, pause time.Duration) error {
	piece := make([]byte, 16<<10)
	for {
		time.Sleep(pause)
		if _, err := body.Read(piece); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestALongUploadIsNoTimeoutWhileItMoves(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		pause time.Duration
		fine  bool
	}{"moving": {20 * time.Second, true}, "stuck": {40 * time.Second, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client := respond(t, func(r *http.Request) (*http.Response, error) {
					done := make(chan error, 1)
					go func() { done <- slowly(r.Body, test.pause) }()
					select {
					case err := <-done:
						return archiveReply(nil, r), err
					case <-r.Context().Done():
						return nil, r.Context().Err()
					}
				}, smile.WithAttemptTimeout(30*time.Second))
				began := time.Now()
				_, err := client.Archives.Create(t.Context(), payslipOf(reopen(pdf(100_000))))
				if test.fine {
					require.NoError(t, err)
					assert.Greater(t, time.Since(began), 2*time.Minute)
				} else {
					require.ErrorIs(t, err, context.DeadlineExceeded)
					assert.Equal(t, 30*time.Second, time.Since(began))
				}
				time.Sleep(time.Hour) // until the body is let go
			})
		})
	}
}

func TestProgressIsQuietAfterTheCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		over := false
		client := respond(t, func(r *http.Request) (*http.Response, error) {
			go func() { _ = slowly(r.Body, time.Second) }() // net/http may go on like this
			time.Sleep(3500 * time.Millisecond)
			return failure(400), nil
		})
		calls := 0
		_, err := client.Archives.Create(t.Context(), payslipOf(reopen(pdf(500_000))), smile.WithProgress(func(int64, int64) {
			assert.False(t, over)
			calls++
		}))
		over = true
		require.ErrorIs(t, err, smile.ErrInvalidParameters)
		assert.Positive(t, calls)
		time.Sleep(time.Hour)
	})
}

// zeros is a large PDF that takes no memory.
type zeros struct{}

func (zeros) ReadAt(p []byte, at int64) (int, error) {
	clear(p)
	if at == 0 {
		copy(p, "%PDF-1.7\n")
	}
	return len(p), nil
}

// heapMeter takes in each body and measures the live heap on the way.
type heapMeter struct {
	peak uint64
	read int64
	// every is how many bytes lie between two measurements; 0 measures never.
	every int64
}

func liveHeap() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func (m *heapMeter) RoundTrip(r *http.Request) (*http.Response, error) {
	piece := make([]byte, 32<<10)
	next := m.every
	m.read = 0
	for {
		n, err := r.Body.Read(piece)
		m.read += int64(n)
		if m.every > 0 && m.read >= next {
			next += m.every
			m.peak = max(m.peak, liveHeap())
		}
		if err == io.EOF {
			return archiveReply(nil, r), r.Body.Close()
		}
		if err != nil {
			return nil, err
		}
	}
}

// TestALargeFileTakesLittleMemory does not run beside others, whose memory it would measure.
func TestALargeFileTakesLittleMemory(t *testing.T) {
	meter := &heapMeter{every: 2 << 20}
	client := respond(t, nil, smile.WithHTTPClient(&http.Client{Transport: meter}))
	params := payslipOf(smile.FromReaderAt(zeros{}, smile.MaxFileSize))
	before := liveHeap()
	_, err := client.Archives.Create(t.Context(), params)
	require.NoError(t, err)
	assert.Greater(t, meter.read, int64(smile.MaxFileSize)*4/3, "all of it was sent")
	assert.Less(t, int64(meter.peak)-int64(before), int64(1<<20), "bytes of live heap")
}

func BenchmarkUpload15MB(b *testing.B) {
	meter := &heapMeter{}
	client := respond(b, nil, smile.WithHTTPClient(&http.Client{Transport: meter}))
	params := payslipOf(smile.FromReaderAt(zeros{}, smile.MaxFileSize))
	upload := func() {
		if _, err := client.Archives.Create(b.Context(), params); err != nil {
			b.Fatal(err)
		}
	}
	before := liveHeap()
	meter.every = 1 << 20
	upload()
	b.ReportMetric(float64(int64(meter.peak)-int64(before))/1024, "peak-heap-KiB")
	meter.every = 0
	b.SetBytes(smile.MaxFileSize)
	b.ReportAllocs()
	for b.Loop() {
		upload()
	}
	b.ReportMetric(float64(int64(meter.peak)-int64(before))/1024, "peak-heap-KiB")
}

// gate is a file whose reading takes until it is told to go on.
type gate struct {
	reading, goOn, closed chan struct{}
}

func (g *gate) Read(p []byte) (int, error) {
	close(g.reading)
	<-g.goOn
	return copy(p, pdf(len(p))), nil
}

func (g *gate) Close() error { close(g.closed); return nil }

func TestAFileIsClosedOnlyAfterItsLastRead(t *testing.T) {
	t.Parallel()
	file := &gate{make(chan struct{}), make(chan struct{}), make(chan struct{})}
	opened := 0
	source := smile.FromFunc(30_000, func() (io.ReadCloser, error) {
		if opened++; opened == 1 {
			return io.NopCloser(bytes.NewReader(pdf(30_000))), nil
		}
		return file, nil
	})
	read := make(chan error, 1)
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		go func() {
			_, err := io.Copy(io.Discard, r.Body)
			read <- err
		}()
		<-file.reading
		require.NoError(t, r.Body.Close()) // as net/http does when the answer comes early
		return archiveReply(nil, r), nil
	})
	_, err := client.Archives.Create(t.Context(), payslipOf(source))
	require.NoError(t, err)
	require.Error(t, <-read, "nobody waits for the file")
	select {
	case <-file.closed:
		t.Error("the file was closed while it was read")
	default:
	}
	close(file.goOn)
	<-file.closed
}

func TestAFileOfAnAttemptThatIsOverMayFail(t *testing.T) {
	t.Parallel()
	opening, goOn, failed := make(chan struct{}), make(chan struct{}), make(chan struct{})
	var opened atomic.Int32
	attempts := 0
	source := smile.FromFunc(100, func() (io.ReadCloser, error) {
		if opened.Add(1) == 2 {
			close(opening)
			<-goOn
			defer close(failed)
			return nil, fs.ErrPermission
		}
		return io.NopCloser(bytes.NewReader(pdf(100))), nil
	})
	late := make(chan error, 1)
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		switch attempts++; attempts {
		case 1:
			go func() {
				_, err := io.Copy(io.Discard, r.Body)
				late <- err
			}()
			<-opening
			return failure(429), nil
		case 2:
			require.Error(t, <-late, "the body ended with its attempt")
			close(goOn)
			<-failed
			return failure(429), nil
		default:
			_, err := io.Copy(io.Discard, r.Body)
			return archiveReply(nil, r), err
		}
	}, smile.WithBackoff(0, 0))
	_, err := client.Archives.Create(t.Context(), payslipOf(source))
	require.NoError(t, err)
	assert.Equal(t, 3, attempts)
}

// TestTheReplyToAnUploadHasATimeOfItsOwn lets the reply come in pieces, each of them in time.
func TestTheReplyToAnUploadHasATimeOfItsOwn(t *testing.T) {
	t.Parallel()
	const bound = 30 * time.Second
	for name, test := range map[string]struct {
		// answering is how long the header of the reply takes after the body, and dribbling each byte of it.
		answering, dribbling time.Duration
		// early is a reply that does not wait for the body.
		early, fine bool
	}{
		"whole":    {answering: 5 * time.Second, dribbling: time.Second / 10, fine: true},
		"dribbles": {answering: 5 * time.Second, dribbling: time.Second},
		"none":     {answering: time.Hour},
		"early":    {dribbling: 20 * time.Second, early: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var began atomic.Int64 // when the time of the reply began
				client := respond(t, func(r *http.Request) (*http.Response, error) {
					sent := make(chan error, 1)
					go func() {
						sent <- slowly(readerFunc(func(p []byte) (int, error) {
							n, err := r.Body.Read(p)
							if n > 0 && !test.early {
								began.Store(time.Now().UnixNano())
							}
							return n, err
						}), 20*time.Second)
					}()
					if test.early {
						began.Store(time.Now().UnixNano())
					} else if err := <-sent; err != nil {
						return nil, err
					}
					select {
					case <-time.After(test.answering):
					case <-r.Context().Done():
						return nil, r.Context().Err()
					}
					response := archiveReply(nil, r)
					response.Body = &dribble{r.Context(), 20, test.dribbling}
					return response, nil
				}, smile.WithAttemptTimeout(bound))
				_, err := client.Archives.Create(t.Context(), payslipOf(reopen(pdf(100_000))))
				if test.fine {
					require.ErrorIs(t, err, smile.ErrMalformedResponse, "it came whole, of the letter x")
					return
				}
				require.ErrorIs(t, err, context.DeadlineExceeded)
				require.ErrorContains(t, err, "the response did not complete within the attempt timeout of 30s")
				assert.EqualValues(t, bound, time.Now().UnixNano()-began.Load())
				time.Sleep(time.Hour) // until the body is let go
			})
		})
	}
}

func TestAReplyThatDribblesIsNoReply(t *testing.T) {
	t.Parallel()
	overBoth(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"data":{"id":"archive-1"}}`)
		for range 1000 {
			_, _ = io.WriteString(w, " ")
			if http.NewResponseController(w).Flush() != nil || r.Context().Err() != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}, func(t *testing.T, _ *httptest.Server, connect func(...smile.Option) *smile.Client) {
		client := connect(smile.WithAttemptTimeout(500 * time.Millisecond))
		_, err := client.Archives.Create(t.Context(), payslipOf(reopen(pdf(100_000))))
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
}

func TestSourcesAreEqualWhenTheyAreOfTheSame(t *testing.T) {
	t.Parallel()
	files, others := fstest.MapFS{}, os.DirFS(".")
	paper, copied := strings.NewReader("%PDF-1.7"), strings.NewReader("%PDF-1.7")
	open := func() (io.ReadCloser, error) { return io.NopCloser(paper), nil }
	function := smile.FromFunc(8, open)
	different := []smile.Content{
		{}, smile.FromPath("a/b.pdf"), smile.FromPath("b.pdf"), smile.FromFS(others, "b.pdf"), smile.FromFS(others, "a.pdf"),
		smile.FromReaderAt(paper, 8), smile.FromReaderAt(paper, 7), smile.FromReaderAt(copied, 8), smile.FromReader(paper), smile.FromReader(copied),
		function, smile.FromFunc(8, open),
	}
	for i, a := range different {
		for j, b := range different {
			assert.Equal(t, i == j, a.Equal(b), "%d and %d", i, j)
		}
	}
	assert.True(t, smile.FromPath("b.pdf").Equal(smile.FromPath("b.pdf")))
	assert.True(t, smile.FromFS(others, "b.pdf").Equal(smile.FromFS(os.DirFS("."), "b.pdf")))
	assert.True(t, smile.FromReader(paper).Equal(smile.FromReader(paper)))
	assert.False(t, smile.FromFS(files, "b.pdf").Equal(smile.FromFS(files, "b.pdf")), "a map cannot be compared")
}

func TestASourceEqualsItsCopyWhateverItIsMadeOf(t *testing.T) {
	t.Parallel()
	source := smile.FromFS(fstest.MapFS{}, "payslip.pdf") // a map, which Go cannot compare
	same := source
	assert.True(t, source.Equal(same))
	assert.False(t, source.Equal(smile.FromFS(fstest.MapFS{}, "payslip.pdf")))
	assert.False(t, source.Equal(smile.Content{}))
}
