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
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/smileapi/smile-go/userdata"
)

// call is one call in the pipeline. It is the context of its own requests, so that checkRetry can find it after each
// attempt.
type call struct {
	context.Context
	pipeline  *pipeline
	operation Operation
	target    target
	options   requestConfig
	retry     RetryMode
	outgoing  retryablehttp.Request
	// upload is the body if it has files; nil otherwise.
	upload *upload

	attempts int
	// began is when the current attempt was sent, and paced how long it had waited for the pacer.
	began time.Time
	paced time.Duration
	// sending is the latest request of the current attempt; nil before the first.
	sending *sending
	// uncertain is set once an attempt has failed on which the server may have acted.
	uncertain bool

	// The result of the last attempt.
	status  int
	header  http.Header
	body    *bytes.Buffer
	limited io.LimitedReader
	unread  []userdata.Malformed
	failure *Error
}

type callKey struct{}

// Value returns the call itself for its key.
func (c *call) Value(key any) any {
	if key == (callKey{}) {
		return c
	}
	return c.Context.Value(key)
}

func callOf(ctx context.Context) *call { return ctx.Value(callKey{}).(*call) }

// do checks the call, sends it, and decodes the response into the target.
func (c *call) do(ctx context.Context, request *Request, options []RequestOption) error {
	for _, option := range options {
		if option != nil {
			option(&c.options)
		}
	}
	if c.options.reply != nil {
		*c.options.reply = Response{}
	}
	if err := c.operation.needs(ctx, c.pipeline); err != nil {
		return err
	}
	c.retry = c.operation.Retry
	if c.options.retry != nil {
		c.retry = *c.options.retry
	}
	ctx, cancel := c.pipeline.bound(ctx, c.options.timeout)
	defer cancel()
	c.Context = ctx
	if err := c.prepare(request); err != nil {
		return err
	}
	defer c.upload.end()
	c.body = buffers.Get().(*bytes.Buffer)
	defer c.releaseBody()

	err := c.pace()
	if err == nil {
		_, err = c.pipeline.retry.Do(&c.outgoing) //nolint:bodyclose // checkRetry has read and closed it
	}
	if c.options.reply != nil {
		c.capture()
	}
	return c.outcome(err)
}

// bound applies the timeouts of WithTimeout and of the caller's HTTP client to ctx.
func (p *pipeline) bound(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	cancel := func() {}
	if timeout > 0 {
		ctx, cancel = context.WithTimeoutCause(ctx, timeout, errCallTimeout)
	}
	total := p.totalTimeout()
	if total <= 0 {
		return ctx, cancel
	}
	ctx, cancelTotal := context.WithTimeoutCause(ctx, total, errClientTimeout)
	return ctx, func() { cancelTotal(); cancel() }
}

// The reasons for which the pipeline ends a context.
var (
	errCallTimeout   = says("the timeout set by WithTimeout has passed")
	errClientTimeout = says("the Timeout of the HTTP client has passed")
)

// prepare builds the request and refuses invalid arguments.
func (c *call) prepare(request *Request) error {
	if name, problem := headerProblem(c.options.header); problem != "" {
		return c.operation.refuse("header "+name, problem)
	}
	if field, problem := queryProblem(request.Query); problem != "" {
		return c.operation.refuse(field, problem)
	}
	url, err := c.operation.url(c.pipeline.base, request)
	if err != nil {
		return err
	}
	body, files, err := c.operation.body(c, request)
	if err != nil {
		return err
	}
	outgoing, err := http.NewRequestWithContext(c, c.operation.Method, url, nil)
	if err != nil {
		return c.operation.refuse("request", "is invalid: check the operation's method and path")
	}
	for name, values := range c.pipeline.header {
		outgoing.Header[name] = values
	}
	outgoing.Header["Authorization"] = *c.pipeline.authorization
	for name, values := range c.options.header {
		outgoing.Header[spelled(name)] = values
	}
	c.outgoing.Request = outgoing
	if body == nil {
		return nil
	}
	outgoing.Header["Content-Type"] = jsonType
	if files == nil {
		return c.outgoing.SetBody(body)
	}
	c.upload = newUpload(&c.operation, body, files, c.options.progress) // each attempt opens it
	return nil
}

var jsonType = []string{"application/json"}

// pace waits for the pacer and starts the next attempt.
func (c *call) pace() error {
	err := c.Err()
	asked := time.Now()
	c.began, c.sending = asked, nil
	if pacer := c.pipeline.config.pacer; pacer != nil {
		err = pacer.Wait(c)
		c.began = time.Now()
	}
	c.paced = c.began.Sub(asked)
	return err
}

// observe reports the attempt that has just ended.
func (c *call) observe(again bool) {
	if !c.pipeline.observed() {
		return
	}
	attempt := (&started{&c.operation, c.attempts}).attempt()
	head := c.target.head()
	attempt.Status, attempt.Code, attempt.RequestID = c.status, head.Code, head.RequestID
	attempt.Duration, attempt.Paced = time.Since(c.began), c.paced
	attempt.Malformed, attempt.Retry = len(c.unread), again
	if c.failure != nil {
		failure := *c.failure // the call continues to change its own
		failure.Attempts, failure.Message = c.attempts, ""
		if c.Err() != nil { // the call will return this error
			failure.Err = contextError(c)
		}
		attempt.Err = &failure
	}
	c.pipeline.observe(c, &attempt)
}

// receive processes the result of an attempt. It reads the response to the end, so that the connection can be reused,
// and decodes it.
func (c *call) receive(resp *http.Response, err error) error {
	c.attempts++
	c.status, c.header, c.unread, c.failure = 0, nil, nil, nil
	c.body.Reset()
	c.target.forget()
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
		if !c.pipeline.versioned {
			c.pipeline.proven.Store(true)
		}
		return nil
	}
	err = inWords(err)
	c.failure = &Error{
		Operation:  c.operation.ID,
		Status:     c.status,
		Code:       c.target.head().Code,
		Message:    c.target.head().Message,
		RequestID:  c.target.head().RequestID,
		RetryAfter: retryAfter(c.header, time.Now()),
		Err:        c.doubtBase(err),
	}
	return err
}

// doubtBase replaces err if the most likely cause of a response is a wrong base URL.
func (c *call) doubtBase(err error) error {
	foreign := !c.target.head().ofSmile()
	switch {
	case c.pipeline.versioned || c.pipeline.proven.Load() || c.status == 0 || isPassing(c.status):
		return err
	case err == nil && foreign:
		return because(ErrIntermediary, noVersion)
	case err == nil && c.status == http.StatusNotFound:
		return because(ErrNotFound, noVersion)
	case errors.Is(err, ErrMalformedResponse) && foreign:
		return because(ErrMalformedResponse, noVersion)
	default:
		return err
	}
}

const noVersion = "check the base URL: it has no version such as /v1 in its path"

// buffers is a pool for response bodies.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxPooledBuffer keeps one large response from holding on to its memory.
const maxPooledBuffer = 1 << 20

func (c *call) releaseBody() {
	if c.body.Cap() <= maxPooledBuffer {
		buffers.Put(c.body)
	}
	c.body = nil
}

func (c *call) read(resp *http.Response) error {
	if resp.StatusCode < 200 {
		// After such a status the connection uses another protocol, which no timeout of net/http bounds.
		return because(ErrMalformedResponse, fmt.Sprintf("%d is not a final status", resp.StatusCode))
	}
	limit := c.pipeline.config.maxReplySize
	if resp.ContentLength > limit {
		return tooManyBytes(limit)
	}
	if expected := min(resp.ContentLength, maxPooledBuffer); expected > 0 { // do not trust the header for more
		c.body.Grow(int(expected) + bytes.MinRead)
	}
	c.limited = io.LimitedReader{R: resp.Body, N: limit + 1}
	n, err := c.body.ReadFrom(&c.limited)
	switch {
	case err != nil:
		return inWordsAfter("the response was cut off", err)
	case n > limit:
		return tooManyBytes(limit)
	default:
		return nil
	}
}

func tooManyBytes(limit int64) error {
	return because(ErrResponseTooLarge, fmt.Sprintf("more than %d bytes", limit))
}

// decode decodes the envelope. A response without one is not Smile's: proxies answer too, and their JSON is discarded.
func (c *call) decode() error {
	head := c.target.head()
	if c.status > 299 {
		_, err := userdata.Unmarshal(c.body.Bytes(), head)
		if err != nil || !head.ofSmile() {
			*head = envelope{}
		}
		return nil
	}
	unread, err := c.target.decode(c.body.Bytes())
	switch {
	case c.body.Len() == 0:
		return because(ErrMalformedResponse, "its body is empty")
	case err != nil && !isJSON(c.header.Get("Content-Type")):
		return because(ErrMalformedResponse, "its content type is not JSON: check the proxies and gateways in between")
	case err != nil:
		return because(ErrMalformedResponse, fmt.Sprintf("its %d bytes are not JSON of the documented form", c.body.Len()))
	case !head.ofSmile():
		*head = envelope{}
		return because(ErrMalformedResponse, "it does not have Smile's envelope: check the proxies and gateways in between")
	case head.failed():
		return nil
	case !c.target.complete():
		return because(ErrMalformedResponse, "it has no data")
	case c.operation.Creates != "" && !c.target.has(c.body.Bytes(), c.operation.Creates):
		return because(ErrMalformedResponse, "it does not identify what was created: its data has no "+c.operation.Creates)
	}
	c.unread = unread
	return nil
}

func (c *call) succeeded() bool {
	return c.status >= 200 && c.status <= 299 && !c.target.head().failed()
}

func isJSON(contentType string) bool {
	if contentType == "" || contentType == jsonType[0] {
		return true
	}
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && (mediaType == "application/json" || strings.HasSuffix(mediaType, "+json"))
}

// outcome turns the result of the last attempt, or of the wait for the next one, into the error of the call.
func (c *call) outcome(err error) error {
	if err == nil && c.failure == nil {
		return nil
	}
	if failed := c.upload.failure(); failed.err != nil {
		return failed.err
	}
	failure := c.failure
	if failure == nil {
		failure = &Error{Operation: c.operation.ID}
	}
	failure.Attempts = c.attempts
	switch {
	case c.Err() != nil:
		failure.Err = contextError(c)
	case failure.Err == nil && err != nil:
		failure.Err = inWords(err) // from the pacer
	}
	return failure
}

// capture stores the last response for the caller.
func (c *call) capture() {
	*c.options.reply = Response{
		Status:    c.status,
		Header:    c.header.Clone(),
		Body:      bytes.Clone(c.body.Bytes()),
		RequestID: c.target.head().RequestID,
		Attempts:  c.attempts,
		Malformed: c.unread,
	}
}
