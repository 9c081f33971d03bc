package smile

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"unicode/utf8"
)

// RetryMode determines when a call may be retried after a failed attempt.
type RetryMode int

// The retry modes. All of them retry at most as often as [WithMaxRetries] allows.
const (
	// RetryUnsent retries only requests that the server cannot have acted on: there was no connection, or nothing was
	// written to it; the server refused the HTTP/2 stream of a request with a body; or the API itself, not a gateway,
	// returned 429. It is for calls that have an effect each time.
	RetryUnsent RetryMode = iota
	// RetrySafe also retries after a lost connection, a timeout of the attempt, and the statuses 408, 429, 500, 502,
	// 503 and 504, from the API or an intermediary. It is for reads, and for calls that have the same effect when
	// repeated.
	RetrySafe
	// RetryNever makes one attempt.
	RetryNever
)

// Operation describes one operation of the API. Each method of a service has one. Define your own to call, with [Do],
// an operation that this version of the module does not know.
type Operation struct {
	// ID is the API's name of the operation, such as get-account. It appears in errors and logs.
	ID string
	// Method is the HTTP method.
	Method string
	// Path is relative to the base URL, with arguments in braces, as in /accounts/{id}.
	Path string
	// Retry determines when the operation may be retried.
	Retry RetryMode
	// Creates is the property of the response data that identifies what was created, such as id or user.id. A response
	// without it fails with [ErrMalformedResponse]. It is empty for operations that create nothing.
	Creates string
}

// Request holds the arguments of one call.
type Request struct {
	// PathValues replaces the braces in the operation's path, in order. Each value is escaped. A value that is empty,
	// "." or "..", or longer than 200 bytes is refused. Text that is not valid UTF-8 is refused here and in Query and
	// Body, except for text that is reachable only through your own MarshalJSON.
	PathValues []string
	// Query is the query of the URL. The parameters common to all lists are checked: size, topIds, and that a range of
	// dates or months does not end before it starts.
	Query url.Values
	// Body is encoded as JSON; nil sends no body.
	Body any
	// params is the struct that Query was encoded from, if any.
	params any
}

// Validator is a body that can check itself, so that [Do] can refuse it before it is sent.
type Validator interface {
	// Validate returns an error for the first invalid field. Do adds the operation to a [*ParameterError].
	Validate() error
}

// Do makes one call and decodes the data of its response into a T. The methods of all services use it, so it provides
// everything they do: credentials, pacing, retries, errors, logging and options. For an operation whose response has no
// data, T is struct{}.
func Do[T any](ctx context.Context, client *Client, operation Operation, request Request, options ...RequestOption) (*T, error) {
	// The call and its response are one allocation, because this runs for every request.
	var c struct {
		call
		reply reply[T]
	}
	c.operation, c.target, c.pipeline = operation, &c.reply, client.made()
	if err := c.do(ctx, &request, options); err != nil {
		return nil, request.named(err)
	}
	return c.reply.Data, nil
}

// named adds the Go name of the field to a [ParameterError].
func (r *Request) named(err error) error {
	refused, ok := err.(*ParameterError) //nolint:errorlint // the pipeline does not wrap them
	if !ok {
		return err
	}
	named := *refused
	named.GoField = cmp.Or(goField(reflect.TypeOf(r.Body), "json", refused.Field), goField(reflect.TypeOf(r.params), "url", refused.Field))
	return &named
}

// goField returns the Go name of the field of a struct at a path such as rawFiles[0].fileContent, whose names are those
// in the tags of a key. It returns "" if there is no such field.
func goField(t reflect.Type, key, path string) string {
	head, rest, nested := strings.Cut(path, ".")
	name, index, indexed := strings.Cut(head, "[")
	for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice) {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return ""
	}
	for _, field := range reflect.VisibleFields(t) {
		if tag, _, _ := strings.Cut(field.Tag.Get(key), ","); tag != name || !field.IsExported() {
			continue
		}
		own := field.Name
		if indexed {
			own += "[" + index
		}
		if !nested {
			return own
		}
		if below := goField(field.Type, key, rest); below != "" {
			return own + "." + below
		}
	}
	return ""
}

// maxArgumentLength is the API's limit for IDs.
const maxArgumentLength = 200

// url returns the URL of a call below base.
func (o *Operation) url(base string, request *Request) (string, error) {
	if o.Method == "" || !strings.HasPrefix(o.Path, "/") {
		return "", o.refuse("operation", "must have a method, and a path that begins with a slash")
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
		return "", o.refuse("PathValues", fmt.Sprintf("has %d elements, but the path takes %d", len(request.PathValues), used))
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
		return fmt.Sprintf("must be at most %d bytes long", maxArgumentLength)
	case !utf8.ValidString(argument):
		return notText
	default:
		return ""
	}
}

// needs checks that a call can be made at all.
func (o *Operation) needs(ctx context.Context, p *pipeline) error {
	switch {
	case p == nil:
		return o.refuse("client", "was not made by New")
	case ctx == nil:
		return o.refuse("context", "is nil: pass context.Background() for a call without a deadline")
	default:
		return nil
	}
}

// refuse returns the error for an invalid argument.
func (o *Operation) refuse(field, problem string) *ParameterError {
	return &ParameterError{Operation: o.ID, Field: field, Problem: problem}
}

// refuseBody returns the error for a body that its Validate refused.
func (o *Operation) refuseBody(err error) *ParameterError {
	if refused := new(ParameterError); errors.As(err, &refused) {
		named := *refused
		named.Operation = o.ID
		return &named
	}
	return &ParameterError{Operation: o.ID, Field: "body", Problem: "was refused by its Validate method: unwrap this error to see why", Err: err}
}

// body encodes the body of a call, without the contents of its files. It returns nil if there is no body.
func (o *Operation) body(ctx context.Context, request *Request) ([]byte, []attachment, error) {
	if request.Body == nil {
		return nil, nil, nil
	}
	if isNil(request.Body) {
		return nil, nil, o.refuse("body", fmt.Sprintf("is a nil %T: use an untyped nil to send no body", request.Body))
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
	for _, file := range files {
		file.source.placeholder = true
		defer func() { file.source.placeholder = false }()
	}
	body, err := json.Marshal(request.Body)
	switch {
	case errors.Is(err, errContent):
		return nil, nil, o.refuse("body", "cannot be encoded as JSON: "+errContent.Error())
	case err != nil:
		return nil, nil, o.refuse("body", "cannot be encoded as JSON")
	}
	if field := alteredText(request.Body, body); field != "" {
		return nil, nil, o.refuse(field, notText)
	}
	return body, files, nil
}

// isNil reports whether value is nil, or an interface that holds nil.
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
