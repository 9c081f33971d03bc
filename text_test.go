package smile_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/preview"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// recorder is a server that is always unavailable and keeps what it was sent.
type recorder struct {
	mutex    sync.Mutex
	requests []*http.Request
	bodies   [][]byte
}

func newRecorder(t *testing.T) (*recorder, *smile.Client) {
	r := new(recorder)
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	client, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithBaseURL(server.URL+"/v1"), smile.WithMaxRetries(0), smile.WithPacer(nil))
	require.NoError(t, err)
	return r, client
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.requests, r.bodies = append(r.requests, request), append(r.bodies, body)
	w.WriteHeader(http.StatusServiceUnavailable)
}

// take returns what came since the last time.
func (r *recorder) take() (requests []*http.Request, bodies [][]byte) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	requests, bodies, r.requests, r.bodies = r.requests, r.bodies, nil, nil
	return requests, bodies
}

// argumentsOf are arguments for a method, filled in, without its options. See callFilledIn.
func argumentsOf(t *testing.T, method, params reflect.Type) []reflect.Value {
	arguments := []reflect.Value{reflect.ValueOf(t.Context())}
	for i := 1; i <= method.NumIn()-2; i++ {
		typ := method.In(i)
		if i == method.NumIn()-2 && params != nil {
			typ = params
		}
		argument := reflect.New(typ).Elem()
		fillIn(t, argument)
		arguments = append(arguments, argument)
	}
	return arguments
}

// outcomeOf calls a method, and goes through what it returns if that is an iterator.
func outcomeOf(method reflect.Value, arguments []reflect.Value) error {
	results := method.Call(arguments)
	last := results[len(results)-1]
	if last.Kind() == reflect.Func {
		for _, err := range last.Seq2() {
			last = err
		}
	}
	err, _ := last.Interface().(error)
	return err
}

// leavesOf calls visit with a way to change each value of a type T that is in v, and its name at the API.
func leavesOf[T any](v reflect.Value, name string, visit func(name string, set func(T))) {
	wanted := reflect.TypeFor[T]()
	switch {
	case v.Type() == wanted || v.Kind() == reflect.String && wanted.Kind() == reflect.String:
		visit(name, func(value T) { v.Set(reflect.ValueOf(value).Convert(v.Type())) })
		return
	case v.Type() == reflect.TypeFor[smile.Content]():
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			leavesOf(v.Elem(), name, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			leavesOf(v.Index(i), fmt.Sprintf("%s[%d]", name, i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			tag := field.Tag.Get("json") + field.Tag.Get("url")
			if !field.IsExported() || tag == "-" {
				continue
			}
			below, _, _ := strings.Cut(tag, ",")
			if field.Anonymous {
				below = name
			} else if name != "" {
				below = name + "." + below
			}
			leavesOf(v.Field(i), below, visit)
		}
	}
}

// TestTextThatWouldArriveAlteredIsRefused makes each text of each call one that is not UTF-8, one after the other.
func TestTextThatWouldArriveAlteredIsRefused(t *testing.T) {
	t.Parallel()
	const broken = "Mar\xeda"
	server, client := newRecorder(t)
	count := 0
	for name, method := range methodsOf(t, client) {
		for variant, params := range variantsOf(method.Type()) {
			for i := 0; ; i++ {
				arguments := argumentsOf(t, method.Type(), params)
				var field string
				n, changed := 0, false
				for _, argument := range arguments[1:] {
					leavesOf(argument, "", func(name string, set func(string)) {
						if n == i {
							field, changed = strings.TrimSuffix(name, "[0]"), true
							set(broken)
						}
						n++
					})
				}
				if !changed {
					break
				}
				count++
				var refused *smile.ParameterError
				if err := outcomeOf(method, arguments); !assert.ErrorAs(t, err, &refused, "%s%s: %s", name, variant, field) {
					continue
				}
				assert.NotEmpty(t, refused.Operation, "%s%s: %s", name, variant, field)
				if field == "" {
					assert.NotContains(t, []string{"", "body", "query", "params"}, refused.Field, "%s%s", name, variant)
				} else {
					assert.Equal(t, field, strings.TrimSuffix(refused.Field, "[0]"), "%s%s", name, variant)
				}
				assert.True(t, utf8.ValidString(refused.Error()) && !strings.Contains(refused.Error(), "Mar"), "the error quotes the text")
				sent, _ := server.take()
				assert.Empty(t, sent, "%s%s: %s", name, variant, field)
			}
		}
	}
	assert.Greater(t, count, 300)
}

// textual writes itself as text, and pointed only through a pointer.
type (
	textual struct{ text string }
	pointed struct{ text string }
	// blob is written as something else than it has.
	blob struct{ Data string }
	// literal is JSON of its own.
	literal struct{ JSON string }
	common  struct {
		Note string `json:"note"`
	}
)

func (v textual) MarshalText() ([]byte, error)  { return []byte(v.text), nil }
func (v *pointed) MarshalText() ([]byte, error) { return []byte(v.text), nil }
func (v blob) MarshalJSON() ([]byte, error)     { return json.Marshal([]byte(v.Data)) }
func (v literal) MarshalJSON() ([]byte, error)  { return []byte(v.JSON), nil }

func TestTextInBodiesOfYourOwn(t *testing.T) {
	t.Parallel()
	server, client := newRecorder(t)
	operation := smile.Operation{ID: "new", Method: http.MethodPost, Path: "/new/{id}"}
	const broken = "\xff"
	circle := map[string]any{"text": "ok"}
	circle["circle"] = circle
	for _, test := range []struct {
		name  string
		body  any
		query url.Values
		id    string
		field string // empty where nothing is refused
	}{
		{name: "a path", id: broken, field: "id"},
		{name: "a value of a query", query: url.Values{"name": {"ok", broken}}, field: "name"},
		{name: "a name of a query", query: url.Values{broken: {"ok"}}, field: "query"},
		{name: "a value of a query whose name may be data", query: url.Values{"juan@example.com": {broken}}, field: "query"},
		{name: "a text alone", body: broken, field: "body"},
		{name: "a value of a map", body: map[string]any{"a": 1, "b": []any{"ok", map[string]string{"c": broken}}}, field: "b[1].c"},
		{name: "a key of a map", body: map[string]any{"a": map[string]int{broken: 1}}, field: "a"},
		{name: "a key of a body", body: map[string]int{broken: 1}, field: "body"},
		{name: "a value whose key may be data", body: map[string]any{"a": map[string]string{"juan@example.com": broken}}, field: "a"},
		{name: "half a surrogate pair", body: map[string]string{"a": "\xed\xa0\x80"}, field: "a"},
		{name: "a field behind pointers and interfaces", body: &struct {
			A any `json:"a"`
		}{A: &[]any{new(any), &common{broken}}}, field: "a[1].note"},
		{name: "a field of what is embedded", body: struct{ common }{common{broken}}, field: "note"},
		{name: "JSON of its own", body: map[string]any{"a": json.RawMessage(`{"b":"` + broken + `"}`)}, field: "a.b"},
		{name: "a method MarshalJSON", body: map[string]any{"a": literal{`{"b":"` + broken + `"}`}}, field: "a.b"},
		{name: "a method MarshalText", body: map[string]any{"a": textual{broken}}, field: "a"},
		{name: "a method MarshalText of a pointer", body: &struct {
			A pointed `json:"a"`
		}{pointed{broken}}, field: "a"},
		{name: "a text of a template", body: &preview.OtherTemplate{TemplateID: "tpl", Consent: agreed(time.Now()), Fields: map[string]any{"passport": broken}}, field: "passport"},
		{name: "the one that is altered, and not the one with U+FFFD", body: map[string]string{"a": "\ufffd!", "b": "b" + broken}, field: "b"},

		{name: "U+FFFD", body: map[string]any{"a": "\ufffd", "b": json.RawMessage(`"\ufffd"`)}, query: url.Values{"a": {"\ufffd"}}, id: "\ufffd"},
		{name: "text beyond ASCII", body: map[string]string{"name": "Peña <&> \u2028 \x00 😀"}},
		{name: "bytes", body: map[string]any{"a": []byte(broken), "b": "\ufffd"}},
		{name: "what is written as something else", body: map[string]any{"a": blob{"a" + broken}, "b": "\ufffd"}},
		{name: "what is not written", body: struct {
			A string `json:"-"`
			b string
			C string `json:"c"`
		}{A: broken, b: broken, C: "\ufffd"}},
		{name: "a circle that is not written", body: map[string]any{"a": struct {
			C map[string]any `json:"-"`
			S string
		}{circle, "\ufffd"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.id == "" {
				test.id = "1"
			}
			_, err := smile.Do[struct{}](t.Context(), client, operation, smile.Request{PathValues: []string{test.id}, Query: test.query, Body: test.body})
			sent, bodies := server.take()
			if test.field == "" {
				require.ErrorIs(t, err, smile.ErrServer)
				require.Len(t, sent, 1)
				if test.body != nil {
					want, err := json.Marshal(test.body)
					require.NoError(t, err)
					assert.Equal(t, string(want), string(bodies[0]))
				}
				return
			}
			var refused *smile.ParameterError
			require.ErrorAs(t, err, &refused)
			assert.Equal(t, test.field, refused.Field)
			assert.Equal(t, "new", refused.Operation)
			assert.Contains(t, refused.Problem, "not valid UTF-8")
			assert.Empty(t, sent)
		})
	}
}

func agreed(at time.Time) preview.Consent {
	return preview.Consent{ConsentedAt: at, ConsentedWith: "I agree."}
}

// TestTimesAreSentInUTC sets each time of each call to one with nanoseconds and an offset.
func TestTimesAreSentInUTC(t *testing.T) {
	t.Parallel()
	server, client := newRecorder(t)
	at := time.Date(2021, 4, 14, 17, 30, 24, 999_999_999, time.FixedZone("PHT", 8*60*60))
	count := 0
	for name, method := range methodsOf(t, client) {
		for variant, params := range variantsOf(method.Type()) {
			arguments := argumentsOf(t, method.Type(), params)
			var fields []string
			for _, argument := range arguments[1:] {
				leavesOf(argument, "", func(name string, set func(time.Time)) {
					fields = append(fields, name)
					set(at)
				})
			}
			if len(fields) == 0 {
				continue
			}
			require.ErrorIs(t, outcomeOf(method, arguments), smile.ErrServer, "%s%s", name, variant)
			sent, bodies := server.take()
			require.Len(t, sent, 1)
			assert.Equal(t, len(fields), strings.Count(string(bodies[0])+sent[0].URL.RawQuery, `"2021-04-14T09:30:24Z"`), "%s%s: %s", name, variant, fields)
			for _, argument := range arguments[1:] {
				leavesOf(argument, "", func(field string, set func(time.Time)) {
					count++
				})
				assert.Contains(t, fmt.Sprintf("%#v", reflect.ValueOf(argument.Interface()).Elem().FieldByName("Consent")), "999999999", "the caller's own params have changed")
			}
		}
	}
	assert.GreaterOrEqual(t, count, 15)

	other := &beta.OtherSignalParams{OtherTemplate: preview.OtherTemplate{TemplateID: "tpl", Consent: agreed(at), Fields: map[string]any{"seenAt": at}}}
	_, err := beta.New(client).Signals.CreateSignal3(t.Context(), other)
	require.ErrorIs(t, err, smile.ErrServer)
	_, bodies := server.take()
	assert.Contains(t, string(bodies[0]), `"consentedAt":"2021-04-14T09:30:24Z"`)
	assert.Contains(t, string(bodies[0]), `"seenAt":"2021-04-14T17:30:24.999999999+08:00"`, "what goes into Fields is the caller's")
}

// TestNilParams calls every method without params: an error or a request, and no panic.
func TestNilParams(t *testing.T) {
	t.Parallel()
	server, client := newRecorder(t)
	for name, method := range methodsOf(t, client) {
		params := method.Type().In(method.Type().NumIn() - 2)
		nils := map[string]reflect.Value{}
		switch {
		case params.Kind() == reflect.Pointer:
			nils[""] = reflect.Zero(params)
		case params.Kind() == reflect.Interface && params != reflect.TypeFor[context.Context]():
			nils[" of no type"] = reflect.Zero(params)
			for variant, typ := range variantsOf(method.Type()) {
				nils[variant] = reflect.Zero(typ)
			}
			for _, other := range []any{(*alpha.OtherFootprintParams)(nil), (*beta.OtherSignalParams)(nil), (*beta.OtherMAWParams)(nil)} {
				if typ := reflect.TypeOf(other); typ.Implements(params) {
					nils[" by "+typ.String()] = reflect.Zero(typ)
				}
			}
		}
		for variant, none := range nils {
			arguments := argumentsOf(t, method.Type(), reflect.TypeFor[string]())
			arguments[len(arguments)-1] = none
			var err error
			require.NotPanics(t, func() { err = outcomeOf(method, arguments) }, "%s%s", name, variant)
			var refused *smile.ParameterError
			if sent, _ := server.take(); len(sent) == 0 {
				require.ErrorAs(t, err, &refused, "%s%s", name, variant)
				assert.NotEmpty(t, refused.Field)
				assert.NotEmpty(t, refused.Problem)
			}
		}
	}
}

// careless is a body whose check looks into it.
type careless struct{ Name string }

func (c *careless) Validate() error {
	if c.Name == "" {
		return &smile.ParameterError{Field: "name", Problem: "is empty"}
	}
	return nil
}

func TestNilBodies(t *testing.T) {
	t.Parallel()
	server, client := newRecorder(t)
	operation := smile.Operation{ID: "new", Method: http.MethodPost, Path: "/new"}
	for _, body := range []any{
		(*careless)(nil), (*smile.WebhookCreateParams)(nil), (*smile.ArchiveCreateParams)(nil), (*preview.OtherTemplate)(nil),
		(*preview.Consent)(nil), map[string]any(nil), []string(nil), json.RawMessage(nil), (func())(nil),
	} {
		_, err := smile.Do[struct{}](t.Context(), client, operation, smile.Request{Body: body})
		var refused *smile.ParameterError
		require.ErrorAs(t, err, &refused, "%T", body)
		assert.Equal(t, "body", refused.Field)
		assert.Contains(t, refused.Problem, fmt.Sprintf("%T", body))
	}
	sent, _ := server.take()
	assert.Empty(t, sent)
}

func TestOtherThingsThatAreMissing(t *testing.T) {
	t.Parallel()
	server, client := newRecorder(t)
	get := smile.Operation{ID: "new", Method: http.MethodGet, Path: "/new"}
	var refused *smile.ParameterError

	_, err := smile.Wait[smile.Task](t.Context(), client, get, smile.Request{}, nil, nil)
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "state", refused.Field)

	words := smile.NewCollection[smile.Task, []string](client, get, get)
	_, err = words.List(t.Context(), &[]string{"a"})
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "params", refused.Field)
	for _, err := range words.Pages(t.Context(), &[]string{"a"}) {
		require.ErrorAs(t, err, &refused)
	}
	for _, err := range words.All(t.Context(), &[]string{"a"}) {
		require.ErrorAs(t, err, &refused)
	}

	err = preview.ConsentTo(nil, time.Now()).Validate()
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "consent.consentedWith", refused.Field)

	sent, _ := server.take()
	assert.Empty(t, sent)
}

// FuzzTextArrives sends a text in every place that a call has for one: it arrives as it was, or is refused.
func FuzzTextArrives(f *testing.F) {
	for _, seed := range []string{"", "a", "Pe\u00f1a", "\xff", "\ufffd", "a\ufffd\xff", "\xed\xa0\x80", "<&>\u2028\x00", `\ufffd`, "a.b", "%ff"} {
		f.Add(seed)
	}
	var url *url.URL
	var body []byte
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		url = r.URL
		body, _ = io.ReadAll(r.Body)
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(`{"code":"OK","data":{}}`)), Request: r}, nil
	})
	client, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithHTTPClient(&http.Client{Transport: transport}), smile.WithPacer(nil))
	require.NoError(f, err)
	operation := smile.Operation{ID: "new", Method: http.MethodPost, Path: "/new/{id}"}
	f.Fuzz(func(t *testing.T, text string) {
		given := map[string]any{"text": text, "list": []any{map[string]any{text: "ok"}}}
		body = nil
		_, err := smile.Do[struct{}](t.Context(), client, operation, smile.Request{PathValues: []string{"1"}, Query: map[string][]string{"q": {text}}, Body: given})
		if !utf8.ValidString(text) {
			require.ErrorIs(t, err, smile.ErrInvalidParameters)
			require.Nil(t, body)
			_, err = smile.Do[struct{}](t.Context(), client, operation, smile.Request{PathValues: []string{"1"}, Body: given})
			require.ErrorIs(t, err, smile.ErrInvalidParameters)
			require.Nil(t, body)
			return
		}
		require.NoError(t, err)
		require.Equal(t, text, url.Query().Get("q"))
		var arrived map[string]any
		require.NoError(t, json.Unmarshal(body, &arrived))
		require.Equal(t, given, arrived)
	})
}
