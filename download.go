package smile

import (
	"context"
	"crypto/md5" //nolint:gosec // the API's checksum of exports, which guards against accidents only
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Downloads are no operations of the API. Their errors name them all the same.
var (
	opDownloadFile   = Operation{ID: "download-raw-file", Method: "GET", Retry: RetrySafe}
	opDownloadExport = Operation{ID: "download-account-export", Method: "GET", Retry: RetrySafe}
)

// Download writes a file of an archive to w, piece by piece, and returns how many bytes it wrote. Only when
// the error is nil they are the whole file. What cannot belong to a file of [RawFile.Size] is not written.
//
// No credential goes to the host of the file. A download that is cut off goes on where it stopped, as often
// as the client retries, if the host proves that it sends the rest of the same file; otherwise the error is
// [ErrIncomplete]. The attempt timeout of the client bounds each wait for the host, and neither the whole nor
// what w takes. Of the options [WithProgress], [WithTimeout] and [WithRetry] have a meaning here.
//
// The call ends with its context even when w blocks: then w may be in use after the call, and the bytes that
// it was given last are not counted. When w panics, so does the call: see [PanicError].
func (s *ArchivesService) Download(ctx context.Context, file *RawFile, w io.Writer, options ...RequestOption) (int64, error) {
	d := &download{pipeline: clientOf(s).made(), operation: &opDownloadFile, to: w}
	if file == nil {
		return 0, d.operation.refuse("file", "is nil")
	}
	d.size = file.Size
	return d.do(ctx, "url", file.URL, options)
}

// DownloadExport writes an export to w, as [ArchivesService.Download] does with a file. The checksum of what
// arrived is compared with that of the export; if it is another one the error is [ErrChecksum]. The API does
// not say how large an export is: where that matters, let w take no more than you have room for.
func (s *AccountsService) DownloadExport(ctx context.Context, export *AccountExport, w io.Writer, options ...RequestOption) (int64, error) {
	d := &download{pipeline: clientOf(s).made(), operation: &opDownloadExport, to: w, sum: md5.New()} //nolint:gosec // see the import
	if export == nil {
		return 0, d.operation.refuse("export", "is nil")
	}
	d.md5 = export.MD5
	return d.do(ctx, "downloadUrl", export.DownloadURL, options)
}

var errWriteCount = says("its writer returns an impossible number of bytes")

// download is a file on its way here.
type download struct {
	pipeline  *pipeline
	operation *Operation
	options   requestConfig
	to        io.Writer
	// size is what the API says of the file, in kilobytes; 0 for nothing.
	size int
	// md5 is the checksum that the API says; empty for nothing.
	md5 string
	sum hash.Hash

	done  int64
	total int64 // -1 when it is not known
	// from and validator name the file that was begun, and its version; validator is empty when the host
	// cannot resume it.
	from      url.URL
	validator string
	attempts  int
	status    int
	wait      time.Duration
	// final says that the next attempt would fail too.
	final bool
}

func (d *download) do(ctx context.Context, field, address string, options []RequestOption) (int64, error) {
	for _, option := range options {
		if option != nil {
			option(&d.options)
		}
	}
	if err := d.operation.needs(ctx, d.pipeline); err != nil {
		return 0, err
	}
	if isNil(d.to) {
		return 0, d.operation.refuse("writer", "is nil")
	}
	u, err := url.Parse(address)
	if err != nil || !d.pipeline.mayFetch(u) {
		return 0, d.operation.refuse(field, "is not a URL that can be fetched: it must be https (plain http is for loopback addresses, and for clients whose base URL is plain http) and have no user")
	}
	ctx, cancel := d.pipeline.bound(ctx, d.options.timeout)
	defer cancel()
	if ctx.Err() != nil {
		return 0, d.failure(contextError(ctx))
	}
	again := d.pipeline.config.maxRetries
	if d.options.retry != nil && *d.options.retry == RetryNever {
		again = 0
	}
	for {
		began := time.Now()
		err := d.fetch(ctx, u)
		if err == nil {
			err = d.verify()
		}
		repeat := false
		switch {
		case err == nil:
		case ctx.Err() != nil:
			err = contextError(ctx)
		default:
			repeat = !d.final && d.attempts <= again && d.pipeline.comesInTime(ctx, d.wait) && (d.done == 0 || d.validator != "")
		}
		d.observe(ctx, time.Since(began), repeat, err)
		if err == nil {
			return d.done, nil
		}
		if !repeat {
			return d.done, d.failure(err)
		}
		pause := max(d.wait, backoff(d.pipeline.config.minBackoff, d.pipeline.config.maxBackoff, d.attempts-1, nil))
		if sleep(ctx, pause) != nil {
			return d.done, d.failure(contextError(ctx))
		}
	}
}

// observe reports the attempt that has just ended.
func (d *download) observe(ctx context.Context, duration time.Duration, repeat bool, err error) {
	if !d.pipeline.observed() {
		return
	}
	attempt := (&started{d.operation, d.attempts}).attempt()
	attempt.Status, attempt.Duration, attempt.Retry = d.status, duration, repeat
	if err != nil {
		attempt.Err = d.failure(err)
	}
	d.pipeline.observe(ctx, &attempt)
}

func (d *download) failure(err error) error {
	if d.done > 0 && !errors.Is(err, ErrChecksum) && !errors.Is(err, ErrIncomplete) {
		err = becauseOf(ErrIncomplete, err)
	}
	return &Error{Operation: d.operation.ID, Status: d.status, Attempts: d.attempts, RetryAfter: d.wait, Err: err}
}

// mayFetch reports whether a file may come from there.
func (p *pipeline) mayFetch(u *url.URL) bool { return u.User == nil && isHTTP(u, p.plain) }

// fetch makes one attempt, from where the last one stopped.
func (d *download) fetch(ctx context.Context, u *url.URL) error {
	d.attempts++
	d.status, d.wait = 0, 0
	resp, err := d.ask(withAttempt(ctx, &started{d.operation, d.attempts}), u)
	if err != nil {
		d.final = isFinal(err)
		return inWords(err)
	}
	defer func() { _ = resp.Body.Close() }()
	d.status = resp.StatusCode
	if err := d.accept(resp); err != nil {
		return err
	}
	return d.copy(ctx, resp)
}

// ask sends the request. It has nothing of the client's but its name.
func (d *download) ask(ctx context.Context, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, says("the URL of the file cannot be asked for")
	}
	req.Header.Set("User-Agent", d.pipeline.header.Get("User-Agent"))
	req.Header.Set("Accept-Encoding", "identity") // bytes are counted, and what is resumed must fit
	if d.done > 0 {
		req.Header.Set("Range", "bytes="+strconv.FormatInt(d.done, 10)+"-")
		req.Header.Set("If-Range", d.validator)
	}
	return d.pipeline.files.Do(req)
}

// accept looks at the head of a reply: is it the file, or the rest of it?
func (d *download) accept(resp *http.Response) error {
	d.wait = retryAfter(resp.Header, time.Now())
	d.final = !isPassing(resp.StatusCode)
	var problem error
	switch {
	case !mayBeFile(resp):
		return problemOf(resp.StatusCode)
	case d.done == 0:
		problem = d.begin(resp)
	default:
		problem = d.resume(resp)
	}
	if problem == nil && d.total >= 0 && !fits(d.total, d.size) {
		problem = because(ErrIncomplete, fmt.Sprintf("the host of the file announces %d bytes of a file of %d kB", d.total, d.size))
	}
	d.final = problem != nil
	return problem
}

// mayBeFile reports whether a reply has a file or a part of one as its body.
func mayBeFile(resp *http.Response) bool {
	return resp.StatusCode == http.StatusOK || resp.StatusCode == http.StatusPartialContent
}

// problemOf says what a status means that comes with no file.
func problemOf(status int) error {
	switch {
	case status < 200:
		return because(ErrMalformedResponse, fmt.Sprintf("%d is no final status", status))
	case status < 300:
		return says("the host of the file answers without the file")
	default:
		return says("the host of the file, or something on the way to it, refuses it: its URL may have expired, ask the API for a new one")
	}
}

// begin takes a reply as the file.
func (d *download) begin(resp *http.Response) error {
	switch {
	case resp.StatusCode != http.StatusOK:
		return says("the host of the file sends a part of it, which was not asked for")
	case isEncoded(resp):
		return says("the host of the file sends it encoded, which was not asked for")
	case mediaType(resp) == "text/html":
		return says("a web page comes instead of the file: something on the way has answered, check proxies and networks that want a login")
	case resp.ContentLength < 0 && d.md5 == "" && !framed(resp):
		return because(ErrIncomplete, "the host of the file does not tell where it ends")
	}
	d.total, d.from, d.validator = resp.ContentLength, *resp.Request.URL, ""
	if resumable(resp.Header) {
		d.validator = strongTag(resp.Header)
	}
	return nil
}

// resume takes a reply as the rest of the file, if all that tells whether it is one says so. A host need not
// have heeded, or even understood, under which condition it was asked.
func (d *download) resume(resp *http.Response) error {
	first, last, total, ok := contentRange(resp.Header)
	switch {
	case resp.StatusCode == http.StatusOK:
		return because(ErrIncomplete, "the file changed at its host, or the host cannot resume it")
	case isEncoded(resp), strings.HasPrefix(mediaType(resp), "multipart/"),
		!ok, first != d.done, first > last, last != total-1, resp.ContentLength >= 0 && resp.ContentLength != total-first:
		return because(ErrIncomplete, "the host of the file sent another part than was asked for")
	case strongTag(resp.Header) != d.validator, d.total >= 0 && total != d.total,
		resp.Request.URL.Host != d.from.Host, resp.Request.URL.Path != d.from.Path:
		return because(ErrIncomplete, "the host has another file there now, or does not prove that it is the same")
	}
	d.total = total
	return nil
}

// isEncoded reports whether the bytes of a reply are not those of the file.
func isEncoded(resp *http.Response) bool {
	coding := resp.Header.Get("Content-Encoding")
	return resp.Uncompressed || coding != "" && !strings.EqualFold(coding, "identity")
}

func mediaType(resp *http.Response) string {
	name, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return name
}

// contentRange reads the one header that says which part of a file of which size a reply is.
func contentRange(header http.Header) (first, last, total int64, ok bool) {
	values := header.Values("Content-Range")
	if len(values) != 1 {
		return 0, 0, 0, false
	}
	match := byteRange.FindStringSubmatch(values[0])
	if match == nil {
		return 0, 0, 0, false
	}
	var numbers [3]int64
	for i, digits := range match[1:] {
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return 0, 0, 0, false
		}
		numbers[i] = n
	}
	return numbers[0], numbers[1], numbers[2], true
}

var byteRange = regexp.MustCompile(`^(?i:bytes) (\d+)-(\d+)/(\d+)$`)

// framed reports whether the transport notices when a reply of unknown length is cut off.
func framed(resp *http.Response) bool {
	return resp.ProtoMajor > 1 || len(resp.TransferEncoding) > 0
}

// resumable reports whether the host can send a part of a file.
func resumable(header http.Header) bool {
	return strings.EqualFold(header.Get("Accept-Ranges"), "bytes")
}

// strongTag returns what names one version of a file, to the byte; empty when nothing does. A weak tag may
// name other bytes, and so may a date.
func strongTag(header http.Header) string {
	tags := header.Values("ETag")
	if len(tags) != 1 || len(tags[0]) < 3 || tags[0][0] != '"' || !strings.HasSuffix(tags[0], `"`) {
		return ""
	}
	return tags[0]
}

// copy writes the body of a reply.
func (d *download) copy(ctx context.Context, resp *http.Response) error {
	if d.options.progress != nil {
		done := d.done
		if _, err := await(ctx, func() (int, error) { d.options.progress(done, d.total); return 0, nil }); err != nil {
			return err
		}
	}
	limit := d.limit()
	buffer := make([]byte, 32<<10)
	for {
		n, err := resp.Body.Read(buffer)
		if int64(n) > limit-d.done {
			d.final = true
			return because(ErrIncomplete, "more came than was announced")
		}
		if n > 0 {
			if problem := d.write(ctx, buffer[:n]); problem != nil {
				return problem
			}
		}
		if err == io.EOF || err != nil && d.done == d.total {
			break
		}
		if err != nil {
			return becauseOf(ErrIncomplete, err)
		}
	}
	if d.done < d.total {
		return becauseOf(ErrIncomplete, io.ErrUnexpectedEOF)
	}
	return nil
}

// write hands a piece to the caller, and waits for that.
func (d *download) write(ctx context.Context, piece []byte) error {
	done := d.done
	written, err := await(ctx, func() (int, error) {
		n, err := d.to.Write(piece)
		switch {
		case n < 0 || n > len(piece):
			return 0, errWriteCount
		case err == nil && n < len(piece):
			err = io.ErrShortWrite
		case err == nil && d.options.progress != nil && ctx.Err() == nil:
			d.options.progress(done+int64(n), d.total)
		}
		return n, err
	})
	d.done += int64(written)
	if err != nil {
		d.final = true
		return inWordsAfter("the file cannot be written", err)
	}
	if d.sum != nil {
		_, _ = d.sum.Write(piece) // a hash never fails
	}
	return nil
}

// limit returns how many bytes the file can have at most, by what was announced of it.
func (d *download) limit() int64 {
	if d.total >= 0 {
		return d.total
	}
	_, most := sizes(d.size)
	return most
}

// verify compares what came with what the API said would come.
func (d *download) verify() error {
	if d.md5 != "" {
		if got := hex.EncodeToString(d.sum.Sum(nil)); !strings.EqualFold(got, strings.TrimSpace(d.md5)) {
			d.final = true
			return because(ErrChecksum, "discard what was written, and make a new export")
		}
	}
	if !fits(d.done, d.size) {
		d.final = true
		return because(ErrIncomplete, fmt.Sprintf("%d bytes came of a file of %d kB", d.done, d.size))
	}
	return nil
}

// fits reports whether a number of bytes can be what the API calls so many kilobytes. A server that writes
// bytes instead is understood too.
func fits(bytes int64, kilobytes int) bool {
	least, most := sizes(kilobytes)
	return bytes == int64(kilobytes) || bytes >= least && bytes <= most
}

// sizes returns what so many kilobytes can be at least and at most: they have 1000 or 1024 bytes, and are
// rounded either way. It bounds nothing if they are none.
func sizes(kilobytes int) (least, most int64) {
	size := int64(kilobytes)
	if size <= 0 || size > math.MaxInt64>>11 {
		return 0, math.MaxInt64
	}
	return (size-1)*1000 + 1, (size+1)*1024 - 1
}

// newFileClient makes the client for hosts of files: the transport of the pipeline, and nothing that tells
// who asks.
func (p *pipeline) newFileClient(beneath http.RoundTripper) *http.Client {
	return &http.Client{
		Transport: &fileTransport{beneath, p.config.attemptTimeout},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			req.Header.Del("Referer") // it would hand on the URL, which is all that one needs for the file
			switch {
			case !p.mayFetch(req.URL) || req.URL.Scheme != via[len(via)-1].URL.Scheme:
				return because(ErrRedirect, "it leads to where no file may come from")
			case len(via) > maxRedirects:
				return because(ErrRedirect, fmt.Sprintf("more than %d of them", maxRedirects))
			default:
				return nil
			}
		},
	}
}

// fileTransport bounds the time in which nothing arrives, and leaves unread what is no file.
type fileTransport struct {
	beneath http.RoundTripper
	idle    time.Duration
}

// RoundTrip makes one request.
func (t *fileTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, idle := withIdleTimeout(req.Context(), t.idle)
	resp, err := boundRoundTrip(ctx, t.beneath, ownRequest(ctx, req), idle, idle.end)
	if err != nil || resp == nil {
		return resp, err
	}
	resp.Request = req // a transport of the caller's need not say
	if !mayBeFile(resp) && resp.Body != nil {
		_ = resp.Body.Close()
		resp.Body = http.NoBody
	}
	return resp, nil
}
