package smile_test

import (
	"encoding/json"
	"io"
	"iter"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// composed are the methods that stand for no operation of their own.
var composed = []string{"Accounts.Data", "Accounts.DownloadExport", "Archives.Download", "Archives.Wait", "Tasks.Wait"}

// TestEveryOperationIsWrapped calls every method of every service against a server that is always
// unavailable, with every argument filled in, and holds what arrives there to the contract.
func TestEveryOperationIsWrapped(t *testing.T) {
	t.Parallel()
	const retries = 2
	var recorded []*recordedRequest
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		recorded = append(recorded, &recordedRequest{r, body})
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	t.Cleanup(server.Close)
	client, err := smile.New(smile.WithCredentials("key", "secret"), smile.WithBaseURL(server.URL+"/v1"),
		smile.WithMaxRetries(retries), smile.WithBackoff(0, 0), smile.WithPacer(nil))
	require.NoError(t, err)

	wrapped := map[string][]string{}
	for name, method := range methodsOf(t, client) {
		t.Run(name, func(t *testing.T) {
			recorded = nil
			var failure *smile.Error
			require.ErrorAs(t, callFilledIn(t, method), &failure)
			require.NotEmpty(t, recorded)
			o := recorded[0].operation(t)
			wrapped[o.ID] = append(wrapped[o.ID], name)

			assert.Equal(t, o.ID, failure.Operation)
			assert.Equal(t, http.StatusServiceUnavailable, failure.Status)
			attempts := 1
			if o.Retry {
				attempts += retries
			}
			assert.Len(t, recorded, attempts, "%s is safe to retry: %t", o.ID, o.Retry)
			for _, r := range recorded {
				assert.Same(t, o, r.operation(t))
				r.check(t, o)
			}
		})
	}
	wanted := map[string][]string{}
	for _, o := range contract.Load().Operations {
		if o.Phase == contract.GA {
			wanted[o.ID] = wrapped[o.ID]
			expected := 1
			if strings.HasPrefix(o.ID, "list-") {
				expected = len([]string{"List", "Pages", "All"})
			}
			assert.Len(t, wrapped[o.ID], expected, "methods for %s", o.ID)
		}
	}
	assert.Len(t, wanted, 66)
	assert.Equal(t, wanted, wrapped)
}

// methodsOf ranges over the methods of the services of a client, by names such as Users.List.
func methodsOf(t *testing.T, client *smile.Client) iter.Seq2[string, reflect.Value] {
	return func(yield func(string, reflect.Value) bool) {
		services := reflect.ValueOf(client).Elem()
		for i := range services.NumField() {
			service := services.Type().Field(i)
			if !service.IsExported() {
				continue
			}
			require.False(t, services.Field(i).IsNil(), "the service %s is not there", service.Name)
			for j := range services.Field(i).NumMethod() {
				name := service.Name + "." + service.Type.Method(j).Name
				if slices.Contains(composed, name) {
					continue
				}
				if !yield(name, services.Field(i).Method(j)) {
					return
				}
			}
		}
	}
}

// callFilledIn calls a method with all its arguments and returns its error. It goes through what the
// method returns if that is an iterator.
func callFilledIn(t *testing.T, method reflect.Value) error {
	arguments := []reflect.Value{reflect.ValueOf(t.Context())}
	for i := 1; i < method.Type().NumIn()-1; i++ { // the last are the options
		argument := reflect.New(method.Type().In(i)).Elem()
		fillIn(t, argument)
		arguments = append(arguments, argument)
	}
	results := method.Call(arguments)
	if last := results[len(results)-1]; last.Kind() != reflect.Func {
		err, _ := last.Interface().(error)
		return err
	}
	var errs []error
	for _, err := range results[0].Seq2() {
		e, _ := err.Interface().(error)
		errs = append(errs, e)
	}
	require.Len(t, errs, 1)
	return errs[0]
}

// anyText is good for every string that any method takes: an ID, a name, a URL, a key. As an ID it
// needs escaping.
const anyText = "https://example.com/a?b#c%20d"

// fillIn sets a value, and all that is in it, to something that is not zero.
func fillIn(t *testing.T, v reflect.Value) {
	switch target := v.Addr().Interface().(type) {
	case *userdata.Date:
		*target = userdata.NewDate(2024, 2, 29)
		return
	case *userdata.Month:
		*target = userdata.NewDate(2024, 2, 29).Month()
		return
	case *userdata.Decimal:
		*target = userdata.NewDecimal(7, 0)
		return
	case *smile.Source:
		*target = smile.FromReaderAt(strings.NewReader("%PDF-1.7"), 8)
		return
	case *smile.FileFormat:
		*target = smile.FormatPDF
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(anyText)
	case reflect.Int:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillIn(t, v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillIn(t, v.Index(0))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillIn(t, key)
		fillIn(t, value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			fillIn(t, v.Field(i))
			if name := v.Type().Field(i).Name; (name == "Email" || name == "ReplyAddress") && v.Field(i).Kind() == reflect.String {
				v.Field(i).SetString("juan@example.com")
			}
		}
	default:
		t.Fatalf("do not know how to fill in a %s", v.Type())
	}
}

type recordedRequest struct {
	*http.Request
	body []byte
}

func (r *recordedRequest) match() (o *contract.Operation, arguments map[string]string) {
	o, arguments, _ = contract.Load().Match(r.Method, strings.TrimPrefix(r.URL.EscapedPath(), "/v1"))
	return o, arguments
}

func (r *recordedRequest) operation(t *testing.T) *contract.Operation {
	o, _ := r.match()
	require.NotNil(t, o, "the contract has no %s %s", r.Method, r.URL.Path)
	return o
}

// check compares all arguments with those of the operation.
func (r *recordedRequest) check(t *testing.T, o *contract.Operation) {
	_, arguments := r.match()
	for name, argument := range arguments {
		text, err := url.PathUnescape(argument)
		require.NoError(t, err)
		assert.Equal(t, anyText, text, "the path argument %s", name)
	}
	var query []string
	for _, p := range o.Parameters {
		if p.In == "query" {
			query = append(query, p.Name)
			assert.Empty(t, contract.Load().ValidateParameter(p, r.URL.Query().Get(p.Name)))
		}
	}
	assert.ElementsMatch(t, query, slices.Collect(maps.Keys(r.URL.Query())), "query")

	if o.Request == nil {
		assert.Empty(t, r.body)
		return
	}
	var body map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(r.body, &body))
	properties := contract.Load().Resolve(o.Request).Properties
	assert.Equal(t, slices.Sorted(maps.Keys(properties)), slices.Sorted(maps.Keys(body)), "body")
	assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
}
