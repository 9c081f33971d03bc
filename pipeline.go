package smile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/smileapi/smile-go/userdata"
)

// call is one call on its way through the pipeline. checkRetry meets it after each attempt.
type call struct {
	pipeline  *pipeline
	operation *Operation
	options   requestConfig
	retry     RetryMode
	target    target

	attempts int
	// began is when the attempt that is under way was sent.
	began time.Time
	// handshakeFailed tells that the request was never sent, which the error of the attempt does not.
	handshakeFailed atomic.Bool
	// uncertain is set once an attempt failed that the server may have acted on.
	uncertain bool

	// What the last attempt brought.
	status  int
	header  http.Header
	body    *bytes.Buffer
	unread  []userdata.Unread
	failure *Error
}

type callKey struct{}

// do makes a call: it checks what can be checked here, sends, and leaves the reply in the target.
func (p *pipeline) do(ctx context.Context, operation *Operation, request *Request, options []RequestOption, target target) error {
	c := &call{pipeline: p, operation: operation, retry: operation.Retry, target: target}
	for _, option := range options {
		option(&c.options)
	}
	if c.options.retry != nil {
		c.retry = *c.options.retry
	}
	for _, timeout := range []time.Duration{c.options.timeout, p.totalTimeout()} {
		if timeout > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, timeout)
			defer cancel()
		}
	}
	outgoing, err := c.request(ctx, request)
	if err != nil {
		return err
	}
	c.body = buffers.Get().(*bytes.Buffer)
	defer c.releaseBody()

	if err = p.pace(ctx); err == nil {
		c.began = time.Now()
		var resp *http.Response
		resp, err = p.retry.Do(outgoing)
		if resp != nil {
			_ = resp.Body.Close() // checkRetry has read it
		}
	}
	if c.options.reply != nil {
		c.capture()
	}
	return c.outcome(ctx, err)
}

// request builds what is sent, and refuses what cannot be right.
func (c *call) request(ctx context.Context, request *Request) (*retryablehttp.Request, error) {
	if name, problem := headerProblem(c.options.header); problem != "" {
		return nil, c.operation.refuse("header "+name, problem)
	}
	if field, problem := queryProblem(request.Query); problem != "" {
		return nil, c.operation.refuse(field, problem)
	}
	url, err := c.operation.url(c.pipeline.base, request)
	if err != nil {
		return nil, err
	}
	body, err := c.operation.body(request)
	if err != nil {
		return nil, err
	}
	ctx = context.WithValue(ctx, callKey{}, c)
	if c.retry == RetryUnsent {
		ctx = c.traceHandshake(ctx)
	}
	outgoing, err := http.NewRequestWithContext(ctx, c.operation.Method, url, nil)
	if err != nil {
		return nil, c.operation.refuse("request", "cannot be built: check the operation's method and path")
	}
	for name, values := range c.pipeline.header {
		outgoing.Header[name] = values
	}
	outgoing.Header["Authorization"] = *c.pipeline.authorization
	for name, values := range c.options.header {
		outgoing.Header[name] = values
	}
	wrapped, err := retryablehttp.FromRequest(outgoing)
	if err == nil && body != nil {
		outgoing.Header["Content-Type"] = jsonType
		err = wrapped.SetBody(body)
	}
	return wrapped, err
}

var jsonType = []string{"application/json"}

// pace waits for the turn of the next attempt.
func (p *pipeline) pace(ctx context.Context) error {
	if p.config.pacer == nil {
		return ctx.Err()
	}
	return p.config.pacer.Wait(ctx)
}

// receive takes in what an attempt brought: it reads the reply to its end, so that the connection can be
// used again, and decodes it.
func (c *call) receive(resp *http.Response, err error) error {
	c.attempts++
	c.status, c.header, c.unread, c.failure = 0, nil, nil, nil
	c.body.Reset()
	*c.target.envelope = envelope{}
	if resp != nil {
		c.status, c.header = resp.StatusCode, resp.Header
	}
	if err == nil {
		err = c.read(resp)
	}
	if err == nil {
		err = c.decode()
	}
	if err == nil && c.succeeded() {
		return nil
	}
	c.failure = &Error{
		Operation:  c.operation.ID,
		Status:     c.status,
		Code:       c.target.envelope.Code,
		Message:    c.target.envelope.Message,
		RequestID:  c.target.envelope.RequestID,
		RetryAfter: retryAfter(c.header, time.Now()),
	}
	if err != nil {
		err = withoutURL(err)
		c.failure.Err = err
	}
	return err
}

// buffers are for the bytes of replies.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxPooledBuffer keeps one large reply from holding its memory for ever.
const maxPooledBuffer = 1 << 20

func (c *call) releaseBody() {
	if c.body.Cap() <= maxPooledBuffer {
		buffers.Put(c.body)
	}
	c.body = nil
}

func (c *call) read(resp *http.Response) error {
	limit := c.pipeline.config.maxReplySize
	if resp.ContentLength > limit {
		return fmt.Errorf("%w: more than %d bytes", ErrReplyTooLarge, limit)
	}
	if resp.ContentLength > 0 {
		c.body.Grow(int(resp.ContentLength) + bytes.MinRead)
	}
	n, err := c.body.ReadFrom(io.LimitReader(resp.Body, limit+1))
	switch {
	case err != nil:
		return fmt.Errorf("the reply was cut off: %w", err)
	case n > limit:
		return fmt.Errorf("%w: more than %d bytes", ErrReplyTooLarge, limit)
	default:
		return nil
	}
}

// decode reads the envelope. What comes with an error status need not be JSON: proxies answer too.
func (c *call) decode() error {
	success := c.status >= 200 && c.status <= 299
	if success && c.body.Len() == 0 {
		return c.checkComplete()
	}
	if contentType := c.header.Get("Content-Type"); contentType != "" && !isJSON(contentType) {
		if !success {
			return nil
		}
		return fmt.Errorf("%w: its content type is not JSON", ErrMalformedReply)
	}
	into := c.target.reply
	if !success {
		into = c.target.envelope
	}
	unread, err := userdata.Unmarshal(c.body.Bytes(), into)
	if err != nil {
		if !success {
			return nil
		}
		return fmt.Errorf("%w: its %d bytes are not JSON of the documented form", ErrMalformedReply, c.body.Len())
	}
	c.unread = unread
	if !success || c.target.envelope.failed() {
		return nil
	}
	return c.checkComplete()
}

func (c *call) checkComplete() error {
	if c.target.complete() {
		return nil
	}
	return fmt.Errorf("%w: it has no data", ErrMalformedReply)
}

func (c *call) succeeded() bool {
	return c.status >= 200 && c.status <= 299 && !c.target.envelope.failed()
}

// failed reports whether the code contradicts a status of success. The API may add codes, so that only
// the known ones do.
func (e *envelope) failed() bool {
	for _, kind := range kinds {
		if e.Code != "" && e.Code == kind.code {
			return true
		}
	}
	return false
}

func isJSON(contentType string) bool {
	if contentType == jsonType[0] {
		return true
	}
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && (mediaType == "application/json" || strings.HasSuffix(mediaType, "+json"))
}

// outcome turns the end of the last attempt, or of the wait for another one, into the error of the call.
func (c *call) outcome(ctx context.Context, err error) error {
	if err == nil && c.failure == nil {
		return nil
	}
	failure := c.failure
	if failure == nil {
		failure = &Error{Operation: c.operation.ID}
	}
	failure.Attempts = c.attempts
	switch {
	case ctx.Err() != nil:
		failure.Err = contextError(ctx)
	case failure.Err == nil && failure.Status == 0:
		failure.Err = withoutURL(err)
	case isTimeout(failure.Err):
		failure.Err = fmt.Errorf("no whole reply within the attempt timeout of %v: %w", c.pipeline.config.attemptTimeout, context.DeadlineExceeded)
	}
	return failure
}

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout() && errors.Is(err, context.DeadlineExceeded)
}

// capture hands the last reply to the caller.
func (c *call) capture() {
	*c.options.reply = Reply{
		Status:    c.status,
		Header:    c.header.Clone(),
		Body:      bytes.Clone(c.body.Bytes()),
		RequestID: c.target.envelope.RequestID,
		Attempts:  c.attempts,
		Unread:    c.unread,
	}
}
