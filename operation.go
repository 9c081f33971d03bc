package smile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"unicode/utf8"
)

// RetryMode says when a call may be repeated after an attempt that failed.
type RetryMode int

// The retry modes. All of them repeat at most as often as [WithMaxRetries] allows.
const (
	// RetryUnsent repeats only what cannot have been acted on: there was no connection, or none of the
	// request was written; the server refused the HTTP/2 stream of a request with a body; or the API itself, and
	// not a gateway, answered 429. It is for calls that change something each time.
	RetryUnsent RetryMode = iota
	// RetrySafe also repeats after a lost connection, a timeout of the attempt, and the statuses 408,
	// 429, 500, 502, 503 and 504, whoever answers. It is for reads and for calls whose repetition changes nothing.
	RetrySafe
	// RetryNever makes one attempt.
	RetryNever
)

// Operation describes one operation of the API. The services have one for each of their methods; make
// one yourself to call with [Do] what this version of the module does not know.
type Operation struct {
	// ID is the API's name of the operation, such as get-account. It appears in errors and logs.
	ID string
	// Method is the HTTP method.
	Method string
	// Path is relative to the base URL and holds arguments in braces, as in /accounts/{id}.
	Path string
	// Retry says when the operation may be repeated.
	Retry RetryMode
	// Creates is the property by which the data of the reply identifies what was made, such as id or user.id. A
	// reply without it is an [ErrMalformedResponse]. Empty for operations that make nothing.
	Creates string
}

// Request is what one call sends.
type Request struct {
	// PathValues fill the braces of the operation's path in order. Each is escaped; an empty one, "." and
	// "..", and one of more than 200 bytes are refused. So is text that is not UTF-8, in
	// Query and Body too; text that only a MarshalJSON of yours reaches is yours to check.
	PathValues []string
	// Query is the query of the URL. The names that lists share are checked: size, topIds, and that dates and
	// months do not end before they start.
	Query url.Values
	// Body is sent as JSON; nil sends none.
	Body any
}

// Validator is a body that knows what the API takes, so that [Do] can refuse it before it is sent.
type Validator interface {
	// Validate reports the first field that cannot be right. Do adds the operation to a [*ParameterError].
	Validate() error
}

// Do makes one call and decodes the data of its reply into a T. All methods of all services go through
// it, so that it has all they have: credentials, pacing, retries, errors, logging and options. For an
// operation whose reply has no data T is struct{}.
func Do[T any](ctx context.Context, client *Client, operation Operation, request Request, options ...RequestOption) (*T, error) {
	// The call and its reply are one allocation: this runs for every request.
	var c struct {
		call
		reply reply[T]
	}
	c.operation, c.target, c.pipeline = operation, &c.reply, client.made()
	if err := c.do(ctx, &request, options); err != nil {
		return nil, err
	}
	return c.reply.Data, nil
}

// maxArgumentLength is the API's limit for IDs.
const maxArgumentLength = 200

// url returns the URL of a call below base.
func (o *Operation) url(base string, request *Request) (string, error) {
	if o.Method == "" || !strings.HasPrefix(o.Path, "/") {
		return "", o.refuse("operation", "needs a method, and a path that begins with a slash")
	}
	var b strings.Builder
	b.Grow(len(base) + len(o.Path) + maxArgumentLength)
	b.WriteString(base)
	rest, used := o.Path, 0
	for {
		literal, after, found := strings.Cut(rest, "{")
		b.WriteString(literal)
		if !found {
			break
		}
		name, tail, _ := strings.Cut(after, "}")
		if used == len(request.PathValues) {
			return "", o.refuse(name, "is missing")
		}
		argument := request.PathValues[used]
		if problem := argumentProblem(argument); problem != "" {
			return "", o.refuse(name, problem)
		}
		b.WriteString(url.PathEscape(argument))
		used++
		rest = tail
	}
	if used != len(request.PathValues) {
		return "", o.refuse("arguments", fmt.Sprintf("are %d, but the path takes %d", len(request.PathValues), used))
	}
	if len(request.Query) > 0 {
		b.WriteByte('?')
		b.WriteString(request.Query.Encode())
	}
	return b.String(), nil
}

func argumentProblem(argument string) string {
	switch {
	case strings.TrimSpace(argument) == "":
		return "is empty"
	case argument == "." || argument == "..":
		return `must not be "." or ".."`
	case len(argument) > maxArgumentLength:
		return fmt.Sprintf("must have at most %d bytes", maxArgumentLength)
	case !utf8.ValidString(argument):
		return notText
	default:
		return ""
	}
}

// needs refuses what no call can be made with.
func (o *Operation) needs(ctx context.Context, p *pipeline) error {
	switch {
	case p == nil:
		return o.refuse("client", "was not made by New")
	case ctx == nil:
		return o.refuse("context", "is nil: pass context.Background() if the call has no bound")
	default:
		return nil
	}
}

// refuse says that an argument is wrong.
func (o *Operation) refuse(field, problem string) *ParameterError {
	return &ParameterError{Operation: o.ID, Field: field, Problem: problem}
}

// refuseBody says that a body is wrong, in the words of its Validate.
func (o *Operation) refuseBody(err error) *ParameterError {
	if refused := new(ParameterError); errors.As(err, &refused) {
		named := *refused
		named.Operation = o.ID
		return &named
	}
	return &ParameterError{Operation: o.ID, Field: "body", Problem: "is refused by its Validate: unwrap this error to see why", Err: err}
}

// body encodes what the call sends, without the contents of the files in it; nil sends nothing.
func (o *Operation) body(ctx context.Context, request *Request) ([]byte, []attachment, error) {
	if request.Body == nil {
		return nil, nil, nil
	}
	if isNil(request.Body) {
		return nil, nil, o.refuse("body", fmt.Sprintf("is a %T that is nil: fill it in, or leave Body out to send none", request.Body))
	}
	if v, ok := request.Body.(Validator); ok {
		if err := v.Validate(); err != nil {
			return nil, nil, o.refuseBody(err)
		}
	}
	var files []attachment
	if c, ok := request.Body.(carrier); ok {
		files = c.attachments()
		for i := range files {
			if err := files[i].check(ctx, o); err != nil {
				return nil, nil, err
			}
		}
	}
	body, err := json.Marshal(request.Body)
	if err != nil {
		return nil, nil, o.refuse("body", "cannot be written as JSON")
	}
	if field := alteredText(request.Body, body); field != "" {
		return nil, nil, o.refuse(field, notText)
	}
	return body, files, nil
}

// isNil reports whether there is nothing in a value, or in an interface that is not nil.
func isNil(value any) bool {
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Func, reflect.Chan:
		return v.IsNil()
	default:
		return false
	}
}
