package smile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// RetryMode says when a call may be repeated after an attempt that failed.
type RetryMode int

// The retry modes. All of them repeat at most as often as [WithMaxRetries] allows.
const (
	// RetryUnsent repeats only what cannot have been acted on: the connection could not be made, or the
	// API answered 429. It is for calls that change something each time.
	RetryUnsent RetryMode = iota
	// RetrySafe also repeats after a lost connection, a timeout of the attempt, and the statuses 408,
	// 429, 500, 502, 503 and 504. It is for reads and for calls whose repetition changes nothing.
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
}

// Request is what one call sends.
type Request struct {
	// Arguments fill the braces of the operation's path in order. Each is escaped; an empty one, "." and
	// "..", and one of more than 200 bytes are refused.
	Arguments []string
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
	c.operation, c.target = operation, &c.reply
	if client != nil {
		c.pipeline = client.pipeline
	}
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
		if used == len(request.Arguments) {
			return "", o.refuse(name, "is missing")
		}
		argument := request.Arguments[used]
		if problem := argumentProblem(argument); problem != "" {
			return "", o.refuse(name, problem)
		}
		b.WriteString(url.PathEscape(argument))
		used++
		rest = tail
	}
	if used != len(request.Arguments) {
		return "", o.refuse("arguments", fmt.Sprintf("are %d, but the path takes %d", len(request.Arguments), used))
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
	default:
		return ""
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
	return body, files, nil
}
