package smile

import (
	"context"
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

// Downloads are not operations of the API, but their errors name them like operations.
var (
	opDownloadFile   = Operation{ID: "download-raw-file", Method: "GET", Retry: RetrySafe}
	opDownloadExport = Operation{ID: "download-account-export", Method: "GET", Retry: RetrySafe}
)

var errWriteCount = says("its writer returned an invalid number of bytes")

// download is a download in progress.
type download struct {
	pipeline  *pipeline
	operation *Operation
	options   requestConfig
	to        io.Writer
	// size is the size of the file in kilobytes according to the API; 0 if unknown.
	size int
	// md5 is the checksum of the file according to the API; empty if unknown.
	md5 string
	sum hash.Hash

	done  int64
	total int64 // -1 if unknown
	// from and validator identify the file whose download has started, and its version. The validator is empty if the
	// host cannot resume the download.
	from      url.URL
	validator string
	attempts  int
	status    int
	wait      time.Duration
	// final reports that the next attempt would fail too.
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
		return 0, d.operation.refuse(field, "cannot be fetched: it must be an https URL (plain http is allowed for loopback addresses, and for clients whose base URL is plain http) without a user")
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

// mayFetch reports whether a file may be fetched from u.
func (p *pipeline) mayFetch(u *url.URL) bool { return u.User == nil && isHTTP(u, p.plain) }

// fetch makes one attempt. It continues where the previous attempt stopped.
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

// ask sends the request. Nothing in it identifies the client except the User-Agent.
func (d *download) ask(ctx context.Context, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, says("the URL of the file is invalid")
	}
	req.Header.Set("User-Agent", d.pipeline.header.Get("User-Agent"))
	req.Header.Set("Accept-Encoding", "identity") // resuming a download depends on byte counts
	if d.done > 0 {
		req.Header.Set("Range", "bytes="+strconv.FormatInt(d.done, 10)+"-")
		req.Header.Set("If-Range", d.validator)
	}
	return d.pipeline.files.Do(req)
}

// accept checks whether a response contains the file or the rest of it.
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
		problem = because(ErrIncomplete, fmt.Sprintf("the host of the file announced %d bytes for a file of %d kB", d.total, d.size))
	}
	d.final = problem != nil
	return problem
}

// mayBeFile reports whether the body of a response is a file or a part of one.
func mayBeFile(resp *http.Response) bool {
	return resp.StatusCode == http.StatusOK || resp.StatusCode == http.StatusPartialContent
}

// problemOf returns the error for a status without a file.
func problemOf(status int) error {
	switch {
	case status < 200:
		return because(ErrMalformedResponse, fmt.Sprintf("%d is not a final status", status))
	case status < 300:
		return says("the host of the file answered without the file")
	default:
		return says("the host of the file, or an intermediary, refused the request: the URL may have expired, get a new one from the API")
	}
}

// begin accepts a response that contains the whole file.
func (d *download) begin(resp *http.Response) error {
	switch {
	case resp.StatusCode != http.StatusOK:
		return says("the host of the file sent a part of it instead of the whole")
	case isEncoded(resp):
		return says("the host of the file sent it in an encoding that was not requested")
	case mediaType(resp) == "text/html":
		return says("the response is a web page instead of the file: check for proxies and networks that require a login")
	case resp.ContentLength < 0 && d.md5 == "" && !framed(resp):
		return because(ErrIncomplete, "the host of the file does not indicate where it ends")
	}
	d.total, d.from, d.validator = resp.ContentLength, *resp.Request.URL, ""
	if resumable(resp.Header) {
		d.validator = strongTag(resp.Header)
	}
	return nil
}

// resume accepts a response that contains the rest of the file, if all its headers agree. The host may have ignored the
// condition of the request.
func (d *download) resume(resp *http.Response) error {
	first, last, total, ok := contentRange(resp.Header)
	switch {
	case resp.StatusCode == http.StatusOK:
		return because(ErrIncomplete, "the file has changed, or the host cannot resume the download")
	case isEncoded(resp), strings.HasPrefix(mediaType(resp), "multipart/"),
		!ok, first != d.done, first > last, last != total-1, resp.ContentLength >= 0 && resp.ContentLength != total-first:
		return because(ErrIncomplete, "the host of the file sent a part that was not requested")
	case strongTag(resp.Header) != d.validator, d.total >= 0 && total != d.total,
		resp.Request.URL.Host != d.from.Host, resp.Request.URL.Path != d.from.Path:
		return because(ErrIncomplete, "the host has a different file now, or does not prove that it is the same")
	}
	d.total = total
	return nil
}

// isEncoded reports whether the body of a response is an encoding of the file.
func isEncoded(resp *http.Response) bool {
	coding := resp.Header.Get("Content-Encoding")
	return resp.Uncompressed || coding != "" && !strings.EqualFold(coding, "identity")
}

func mediaType(resp *http.Response) string {
	name, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return name
}

// contentRange parses a Content-Range header, which must occur exactly once.
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

// framed reports whether the transport detects a truncated response of unknown length.
func framed(resp *http.Response) bool {
	return resp.ProtoMajor > 1 || len(resp.TransferEncoding) > 0
}

// resumable reports whether the host can send a part of a file.
func resumable(header http.Header) bool {
	return strings.EqualFold(header.Get("Accept-Ranges"), "bytes")
}

// strongTag returns the tag that identifies one version of a file exactly, or "" if there is none. A weak tag or a date
// may identify different bytes.
func strongTag(header http.Header) string {
	tags := header.Values("ETag")
	if len(tags) != 1 || len(tags[0]) < 3 || tags[0][0] != '"' || !strings.HasSuffix(tags[0], `"`) {
		return ""
	}
	return tags[0]
}

// copy writes the body of a response.
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
			return because(ErrIncomplete, "more bytes arrived than were announced")
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

// write writes a piece to the caller's writer and waits for it.
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
		_, _ = d.sum.Write(piece) // a hash never returns an error
	}
	return nil
}

// limit returns the maximum size of the file, according to what was announced.
func (d *download) limit() int64 {
	if d.total >= 0 {
		return d.total
	}
	_, most := sizes(d.size)
	return most
}

// verify compares the downloaded file with its checksum and size according to the API.
func (d *download) verify() error {
	if d.md5 != "" {
		if got := hex.EncodeToString(d.sum.Sum(nil)); !strings.EqualFold(got, strings.TrimSpace(d.md5)) {
			d.final = true
			return because(ErrChecksum, "discard what was written, and generate a new export")
		}
	}
	if !fits(d.done, d.size) {
		d.final = true
		return because(ErrIncomplete, fmt.Sprintf("%d bytes arrived of a file of %d kB", d.done, d.size))
	}
	return nil
}

// fits reports whether a number of bytes matches the API's size in kilobytes. It also accepts a server that sends bytes
// instead.
func fits(bytes int64, kilobytes int) bool {
	least, most := sizes(kilobytes)
	return bytes == int64(kilobytes) || bytes >= least && bytes <= most
}

// sizes returns the minimum and maximum number of bytes for a size in kilobytes, which have 1000 or 1024 bytes and are
// rounded up or down. There is no bound if the size is not positive.
func sizes(kilobytes int) (least, most int64) {
	size := int64(kilobytes)
	if size <= 0 || size > math.MaxInt64>>11 {
		return 0, math.MaxInt64
	}
	return (size-1)*1000 + 1, (size+1)*1024 - 1
}

// newFileClient returns the client for hosts of files. It uses the pipeline's transport, and sends nothing that
// identifies the caller.
func (p *pipeline) newFileClient(beneath http.RoundTripper) *http.Client {
	return &http.Client{
		Transport: &fileTransport{beneath, p.config.attemptTimeout},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			req.Header.Del("Referer") // it would disclose the URL, which grants access to the file
			switch {
			case !p.mayFetch(req.URL) || req.URL.Scheme != via[len(via)-1].URL.Scheme:
				return because(ErrRedirect, "files may not be fetched from its location")
			case len(via) > maxRedirects:
				return because(ErrRedirect, fmt.Sprintf("more than %d of them", maxRedirects))
			default:
				return nil
			}
		},
	}
}

// fileTransport bounds the time without progress, and does not read a response that is not a file.
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
	resp.Request = req // the caller's transport may not set it
	if !mayBeFile(resp) && resp.Body != nil {
		_ = resp.Body.Close()
		resp.Body = http.NoBody
	}
	return resp, nil
}
