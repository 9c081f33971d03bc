package smile

import (
	"context"
	"crypto/md5" //nolint:gosec // the API's checksum of exports, which guards against accidents only
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
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
// the error is nil they are the whole file.
//
// No credential goes to the host of the file. A download that is cut off goes on where it stopped, as often
// as the client retries, if the host can do that; otherwise the error is [ErrIncomplete]. The attempt timeout
// of the client bounds each wait for the host, and neither the whole nor what w takes. Of the options [WithProgress],
// [WithTimeout] and [WithRetry] have a meaning here.
func (s *ArchivesService) Download(ctx context.Context, file *RawFile, w io.Writer, options ...RequestOption) (int64, error) {
	if file == nil {
		file = &RawFile{}
	}
	d := &download{pipeline: s.client.pipeline, operation: &opDownloadFile, to: w, size: file.Size}
	return d.do(ctx, "url", file.URL, options)
}

// DownloadExport writes an export to w, as [ArchivesService.Download] does with a file. The checksum of what
// arrived is compared with that of the export; if it is another one the error is [ErrChecksum].
func (s *AccountsService) DownloadExport(ctx context.Context, export *AccountExport, w io.Writer, options ...RequestOption) (int64, error) {
	if export == nil {
		export = &AccountExport{}
	}
	d := &download{pipeline: s.client.pipeline, operation: &opDownloadExport, to: w, md5: export.MD5, sum: md5.New()} //nolint:gosec // see the import
	return d.do(ctx, "downloadUrl", export.DownloadURL, options)
}

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
	// validator names the version of the file that was begun; empty when the host cannot resume it.
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
	ctx, cancel := d.pipeline.bound(ctx, d.options.timeout)
	defer cancel()
	u, err := url.Parse(address)
	if err != nil || !isFileURL(u) {
		return 0, d.operation.refuse(field, "is not a URL that can be fetched: it must be https (plain http is for loopback addresses only) and have no user")
	}
	if d.to == nil {
		return 0, d.operation.refuse("writer", "is nil")
	}
	again := d.pipeline.config.maxRetries
	if d.options.retry != nil && *d.options.retry == RetryNever {
		again = 0
	}
	for {
		err := d.fetch(ctx, u)
		if err == nil {
			err = d.verify()
		}
		switch {
		case err == nil:
			return d.done, nil
		case ctx.Err() != nil:
			return d.done, d.failure(contextError(ctx))
		case d.final || d.attempts > again || !d.pipeline.comesInTime(ctx, d.wait) || d.done > 0 && d.validator == "":
			return d.done, d.failure(err)
		}
		pause := max(d.wait, backoff(d.pipeline.config.minBackoff, d.pipeline.config.maxBackoff, d.attempts-1, nil))
		if sleep(ctx, pause) != nil {
			return d.done, d.failure(contextError(ctx))
		}
	}
}

func (d *download) failure(err error) error {
	if d.done > 0 && !errors.Is(err, ErrChecksum) && !errors.Is(err, ErrIncomplete) {
		err = fmt.Errorf("%w: %w", ErrIncomplete, err)
	}
	return &Error{Operation: d.operation.ID, Status: d.status, Attempts: d.attempts, RetryAfter: d.wait, Err: err}
}

// isFileURL reports whether a file may come from there.
func isFileURL(u *url.URL) bool {
	return u.User == nil && u.Hostname() != "" && (u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()))
}

// fetch makes one attempt, from where the last one stopped.
func (d *download) fetch(ctx context.Context, u *url.URL) error {
	d.attempts++
	d.status, d.wait = 0, 0
	resp, err := d.ask(ctx, u)
	if err != nil {
		d.final = isFinal(err)
		return inWords(err)
	}
	defer func() { _ = resp.Body.Close() }()
	d.status = resp.StatusCode
	if err := d.accept(resp); err != nil {
		return err
	}
	return d.copy(resp)
}

// ask sends the request. It has nothing of the client's but its name.
func (d *download) ask(ctx context.Context, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, errors.New("the URL of the file cannot be asked for")
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
	coding := resp.Header.Get("Content-Encoding")
	switch {
	case resp.StatusCode/100 == 2 && coding != "" && !strings.EqualFold(coding, "identity"):
		d.final = true
		return errors.New("the host of the file sends it encoded, which was not asked for")
	case resp.StatusCode == http.StatusOK && d.done == 0:
		d.total = resp.ContentLength
		d.validator = validatorOf(resp.Header)
		if d.total < 0 && d.md5 == "" && !framed(resp) {
			d.final = true
			return fmt.Errorf("%w: the host of the file does not tell where it ends", ErrIncomplete)
		}
		return nil
	case resp.StatusCode == http.StatusPartialContent && d.done > 0:
		var first, last, total int64
		n, _ := fmt.Sscanf(resp.Header.Get("Content-Range"), "bytes %d-%d/%d", &first, &last, &total)
		if n == 3 && first == d.done && last == total-1 && (d.total < 0 || total == d.total) {
			d.total = total
			return nil
		}
		d.final = true
		return fmt.Errorf("%w: the host of the file sent another part than was asked for", ErrIncomplete)
	case resp.StatusCode == http.StatusOK:
		d.final = true
		return fmt.Errorf("%w: the file changed at its host, or the host cannot resume it", ErrIncomplete)
	}
	d.final = !isPassing(resp.StatusCode)
	return errors.New("the host of the file refuses it: its URL may have expired, ask the API for a new one")
}

// framed reports whether the transport notices when a reply of unknown length is cut off.
func framed(resp *http.Response) bool {
	return resp.ProtoMajor > 1 || len(resp.TransferEncoding) > 0
}

// validatorOf returns what names the version of a file, if the host can send a part of it.
func validatorOf(header http.Header) string {
	if !strings.EqualFold(header.Get("Accept-Ranges"), "bytes") {
		return ""
	}
	if tag := header.Get("ETag"); strings.HasPrefix(tag, `"`) { // a weak one may name other bytes, and so may a date
		return tag
	}
	return ""
}

// copy writes the body of a reply.
func (d *download) copy(resp *http.Response) error {
	d.report()
	buffer := make([]byte, 32<<10)
	for {
		n, err := resp.Body.Read(buffer)
		if n > 0 {
			if d.total >= 0 && d.done+int64(n) > d.total {
				d.final = true
				return fmt.Errorf("%w: more came than was announced", ErrIncomplete)
			}
			written, problem := d.to.Write(buffer[:n])
			d.done += int64(written)
			if problem == nil && written < n {
				problem = io.ErrShortWrite
			}
			if problem != nil {
				d.final = true
				return fmt.Errorf("the file cannot be written: %w", withoutPath(problem))
			}
			if d.sum != nil {
				_, _ = d.sum.Write(buffer[:n]) // a hash never fails
			}
			d.report()
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrIncomplete, inWords(err))
		}
	}
	if d.done < d.total {
		return fmt.Errorf("%w: %w", ErrIncomplete, io.ErrUnexpectedEOF)
	}
	return nil
}

func (d *download) report() {
	if d.options.progress != nil {
		d.options.progress(d.done, d.total)
	}
}

// verify compares what came with what the API said would come.
func (d *download) verify() error {
	if d.md5 != "" {
		if got := hex.EncodeToString(d.sum.Sum(nil)); !strings.EqualFold(got, strings.TrimSpace(d.md5)) {
			d.final = true
			return fmt.Errorf("%w: discard what was written, and make a new export", ErrChecksum)
		}
	}
	if !fits(d.done, d.size) {
		d.final = true
		return fmt.Errorf("%w: %d bytes came of a file of %d kB", ErrIncomplete, d.done, d.size)
	}
	return nil
}

// fits reports whether a number of bytes can be what the API calls so many kilobytes: of 1000 or 1024 bytes,
// and rounded either way. A server that writes bytes instead is understood too.
func fits(bytes int64, kilobytes int) bool {
	size := int64(kilobytes)
	return size <= 0 || bytes == size || bytes > (size-1)*1000 && bytes < (size+1)*1024
}

// newFileClient makes the client for hosts of files: the transport of the pipeline, and nothing that tells
// who asks.
func newFileClient(beneath http.RoundTripper, idle time.Duration) *http.Client {
	return &http.Client{
		Transport: &fileTransport{beneath, idle},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			req.Header.Del("Referer") // it would hand on the URL, which is all that one needs for the file
			switch {
			case !isFileURL(req.URL) || req.URL.Scheme != via[len(via)-1].URL.Scheme:
				return fmt.Errorf("%w: it leads to where no file may come from", ErrRedirect)
			case len(via) > maxRedirects:
				return fmt.Errorf("%w: more than %d of them", ErrRedirect, maxRedirects)
			default:
				return nil
			}
		},
	}
}

// fileTransport bounds the time in which nothing arrives.
type fileTransport struct {
	beneath http.RoundTripper
	idle    time.Duration
}

// RoundTrip makes one request.
func (t *fileTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if t.idle <= 0 {
		return t.beneath.RoundTrip(req)
	}
	ctx, idle := withIdleTimeout(req.Context(), t.idle)
	return boundRoundTrip(ctx, t.beneath, req, idle, idle.end)
}
