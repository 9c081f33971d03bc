package smile_test

import (
	"context"
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
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/contracttest"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// composed are the methods that stand for no operation of their own. So do all that are called Wait.
var composed = []string{"Accounts.Data", "Accounts.DownloadExport", "Archives.Download"}

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
	coverage := newCoverage(t)
	for name, method := range methodsOf(t, client) {
		for variant, params := range variantsOf(method.Type()) {
			t.Run(name+variant, func(t *testing.T) {
				recorded = nil
				var failure *smile.Error
				require.ErrorAs(t, callFilledIn(t, method, params), &failure)
				require.NotEmpty(t, recorded)
				o := recorded[0].operation(t)
				if !slices.Contains(wrapped[o.ID], name) {
					wrapped[o.ID] = append(wrapped[o.ID], name)
				}

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
				cover(coverage, o, method.Type())
			})
		}
	}
	wanted := map[string][]string{}
	for _, o := range contract.Load().Operations {
		wanted[o.ID] = wrapped[o.ID]
		expected := 1
		if strings.HasPrefix(o.ID, "list-") {
			expected = len([]string{"List", "Pages", "All"})
		}
		assert.Len(t, wrapped[o.ID], expected, "methods for %s", o.ID)
	}
	assert.Len(t, wanted, 103)
	assert.Equal(t, wanted, wrapped)
	coverTheRest(t, coverage)
}

// methodsOf ranges over the methods of the services of a client, and of those of the previews, by names such
// as Users.List.
func methodsOf(t *testing.T, client *smile.Client) iter.Seq2[string, reflect.Value] {
	return func(yield func(string, reflect.Value) bool) {
		for prefix, client := range map[string]any{"": client, "alpha.": alpha.New(client), "beta.": beta.New(client)} {
			services := reflect.ValueOf(client).Elem()
			for i := range services.NumField() {
				service := services.Type().Field(i)
				if !service.IsExported() {
					continue
				}
				require.False(t, services.Field(i).IsZero(), "the service %s is not there", service.Name)
				for j := range services.Field(i).NumMethod() {
					method := service.Type.Method(j).Name
					name := prefix + service.Name + "." + method
					if method == "Wait" || slices.Contains(composed, name) {
						continue
					}
					if !yield(name, services.Field(i).Method(j)) {
						return
					}
				}
			}
		}
	}
}

// variants are the types of what operations take in several forms, with the schemas of each.
var variants = []struct {
	params  any
	schemas []string
}{
	{&smile.Payslip{}, []string{"ArchivePayslipAnalysis"}},
	{&smile.TaxDocument{}, []string{"ArchiveTaxDocumentAnalysis"}},
	{&smile.NBIClearance{}, []string{"ArchiveNbiClearanceDocumentAnalysis"}},
	{&smile.TelcoBill{}, []string{"ArchiveTelcoBillAnalysis"}},
	{&smile.MeteredBill{}, []string{"ArchiveElectricityBillAnalysis", "ArchiveWaterBillAnalysis"}},
	{&smile.EmploymentCertificate{}, []string{"ArchiveEmploymentCertificateAnalysis"}},

	{&alpha.EmailFootprintParams{}, []string{
		"AlphaFootprintTplEmailPostRequest1", "AlphaFootprintTplEmailPostRequest2", "AlphaFootprintTplEmailPostRequest3",
	}},
	{&alpha.MobileFootprintParams{}, []string{"AlphaFootprintTplMobilePostRequest1", "AlphaFootprintTplMobilePostRequest2"}},
	{&alpha.ScoreFootprintParams{}, []string{"AlphaFootprintTplScorePostRequest"}},
	{&beta.SignalCreateParams{}, []string{
		"BetaSignalPostRequest1", "BetaSignalPostRequest2", "BetaSignalPostRequest3",
		"BetaSignalPostRequest4", "BetaSignalPostRequest5", "BetaSignalPostRequest6",
	}},
	{&beta.MexicoSignalParams{}, []string{"BetaSignal3Tpl1PostRequest"}},
	{&beta.ThailandSignalParams{}, []string{"BetaSignal3Tpl2PostRequest"}},
	{&beta.MAW2Params{}, []string{"BetaMaw2PostRequest1", "BetaMaw2PostRequest2"}},
	{&beta.MexicoMAWParams{}, []string{"BetaMaw3Tpl1PostRequest"}},
	{&beta.DeviceMAWParams{}, []string{"BetaMaw3Tpl2PostRequest"}},
	{&beta.PhilippinesMAWParams{}, []string{"BetaMaw3Tpl3PostRequest"}},
}

// variantsOf are the types of params that a method takes where it takes several, by their names. A method that
// does not has one variant.
func variantsOf(method reflect.Type) map[string]reflect.Type {
	params := method.In(method.NumIn() - 2) // before the options
	if params.Kind() != reflect.Interface || params == reflect.TypeFor[context.Context]() {
		return map[string]reflect.Type{"": nil}
	}
	named := map[string]reflect.Type{}
	for _, variant := range variants {
		if variant := reflect.TypeOf(variant.params); variant.Implements(params) {
			named[" by "+variant.String()] = variant
		}
	}
	return named
}

// callFilledIn calls a method with all its arguments, the last of them of type params if that is not nil, and
// returns its error. It goes through what the method returns if that is an iterator.
func callFilledIn(t *testing.T, method reflect.Value, params reflect.Type, options ...smile.RequestOption) error {
	arguments := []reflect.Value{reflect.ValueOf(t.Context())}
	last := method.Type().NumIn() - 2 // before the options
	for i := 1; i <= last; i++ {
		typ := method.Type().In(i)
		if i == last && params != nil {
			typ = params
		}
		argument := reflect.New(typ).Elem()
		fillIn(t, argument)
		arguments = append(arguments, argument)
	}
	for _, option := range options {
		arguments = append(arguments, reflect.ValueOf(option))
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

// newCoverage knows the differences between the Go types and the contract that are meant.
func newCoverage(t *testing.T) *contracttest.Coverage {
	const (
		views    = "its form depends on the file type: each has a type of its own, which is compared too"
		requests = "its form depends on the template: each has a type of its own, which is compared too"
		streams  = "the content is written while it is sent"
		lists    = "the same type stands in lists, where it has metadata"
	)
	return contracttest.NewCoverage(t,
		contracttest.Opaque("Archive.analysis", views),
		contracttest.Opaque("ArchiveExtraction.analysis", views),
		contracttest.Opaque("FileObject.fileContent", streams),
		contracttest.Opaque("upload-payslip-file.fileContent", streams),
		contracttest.Extra("*Payload.metadata", lists),
		contracttest.Extra("ObjectReferenceMetadata2.*", "one type for both kinds of metadata"),
		contracttest.Opaque("Form.data", "its form is that of the form"),
		contracttest.Opaque("AlphaFootprint.requestMeta", requests),
		contracttest.Opaque("BetaSignal.requestMeta", requests),
		contracttest.Opaque("BetaMaw.requestMeta", requests),
		contracttest.Opaque("RecordCompletedEventData.payload", "its form depends on the type of the record"),
		contracttest.Opaque("VerificationCompletedEvent.data.result", "package webhookverify knows no product in preview"),
		contracttest.Opaque("*AddedEvent.data.count", "a count is an integer"),
		contracttest.Extra("schemas-SocialSecurityRequestMeta.nss", "the same type asks, where it has an NSS"),
	)
}

// cover compares what a method takes and returns with the contract.
func cover(coverage *contracttest.Coverage, o *contract.Operation, method reflect.Type) {
	params, data := method.In(method.NumIn()-2), method.Out(0)
	switch {
	case data.Kind() == reflect.Func: // what iterates takes and returns what a page does
		return
	case data == reflect.TypeFor[error]():
		data = nil
	}
	if params.Kind() != reflect.Pointer {
		params = nil
	}
	coverage.Operation(o.ID, params, data)
}

// coverTheRest compares the types that no method names, and reports the schemas that no type was compared with.
func coverTheRest(t *testing.T, coverage *contracttest.Coverage) {
	for _, variant := range variants {
		for _, schema := range variant.schemas {
			coverage.Model(schema, reflect.TypeOf(variant.params))
		}
	}
	for eventType, schema := range contract.Load().Events {
		event, err := webhookverify.Decode([]byte(`{"id":"et-1","version":1,"type":"` + eventType + `","createdAt":"2021-04-14T09:30:24Z","data":{}}`))
		require.NoError(t, err, eventType)
		coverage.Model(schema, reflect.TypeOf(event))
	}
	coverage.Model("EincomeAddedEvent", reflect.TypeFor[webhookverify.EstimatedIncomesAdded]()) // its older name
	coverage.Model("RefPrcProfession", reflect.TypeFor[alpha.PRCProfession]())
	coverage.Report()
}

// anyText is good for every string that any method takes: an ID, a name, a URL, a key. As an ID it
// needs escaping.
const anyText = "https://example.com/a?b#c%20d"

// fillIn sets a value, and all that is in it, to something that is not zero.
func fillIn(t *testing.T, v reflect.Value) {
	switch target := v.Addr().Interface().(type) {
	case *time.Time:
		*target = time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)
		return
	case *preview.PhoneNumber:
		*target = "+639559991234"
		return
	case *beta.SignalType:
		*target = beta.Signal1
		return
	case *beta.MAWType:
		*target = beta.MAW2
		return
	case *userdata.Date:
		*target = userdata.NewDate(2024, 2, 29)
		return
	case *userdata.Month:
		*target = userdata.NewDate(2024, 2, 29).Month()
		return
	case *userdata.Decimal:
		*target = userdata.NewDecimal(7, 0)
		return
	case *smile.Content:
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
			if text := formats[v.Type().Field(i).Name]; text != "" && v.Field(i).Kind() == reflect.String {
				v.Field(i).SetString(text)
			}
		}
		for _, variant := range variants {
			if reflect.TypeOf(variant.params) == v.Addr().Type() && v.FieldByName("TemplateID").IsValid() {
				v.FieldByName("TemplateID").SetZero() // the one that belongs to the params
			}
		}
		switch params := v.Addr().Interface().(type) { // what the template fixes
		case *beta.MexicoMAWParams:
			params.IDType, params.IDNumber, params.CountryCode = "", formats["CURP"], ""
		case *beta.PhilippinesMAWParams:
			params.CountryCode = ""
		case *beta.ThailandSignalParams:
			params.IDType, params.IDNumber = "", "1234567890123"
		}
	default:
		t.Fatalf("do not know how to fill in a %s", v.Type())
	}
}

// formats have texts for fields that take no others.
var formats = map[string]string{
	"Email": "juan@example.com", "EmailAddress": "juan@example.com", "ReplyAddress": "juan@example.com",
	"CURP": "DOEJ800101HDFXXX01", "NSS": "12345678901", "GAID": "00000000-0000-0000-0000-000000000000",
	"BIC": "DEUTDEFF", "IBAN": "AT610904300234573201",
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
	schema := contract.Load().Resolve(o.Request)
	if len(schema.OneOf) > 0 {
		var choice string
		require.NoError(t, json.Unmarshal(body[schema.Discriminator.Property], &choice))
		branch := schema.Discriminator.Mapping[choice]
		require.NotEmpty(t, branch, "no %s is %q", schema.Discriminator.Property, choice)
		schema = contract.Load().Resolve(&contract.Schema{Ref: branch})
	}
	properties := schema.Properties
	assert.Equal(t, slices.Sorted(maps.Keys(properties)), slices.Sorted(maps.Keys(body)), "body")
	assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
}
