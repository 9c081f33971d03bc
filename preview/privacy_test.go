package preview_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// requests are all types that say whom somebody asks about.
var requests = []reflect.Type{
	reflect.TypeFor[preview.OtherTemplate](),

	reflect.TypeFor[alpha.SignalCreateParams](), reflect.TypeFor[alpha.SignalListParams](),
	reflect.TypeFor[alpha.EmailFootprintParams](), reflect.TypeFor[alpha.MobileFootprintParams](), reflect.TypeFor[alpha.ScoreFootprintParams](),
	reflect.TypeFor[alpha.OtherFootprintParams](), reflect.TypeFor[alpha.FootprintRequestMeta](), reflect.TypeFor[alpha.FootprintListParams](),
	reflect.TypeFor[alpha.MAWCreateParams](), reflect.TypeFor[alpha.MAWListParams](),
	reflect.TypeFor[alpha.BlacklistCreateParams](), reflect.TypeFor[alpha.BlacklistListParams](),
	reflect.TypeFor[alpha.BankAccountParams](), reflect.TypeFor[alpha.ValidationListParams](),
	reflect.TypeFor[alpha.SocialSecurityCreateParams](), reflect.TypeFor[alpha.SocialSecurityListParams](),
	reflect.TypeFor[alpha.VerificationCreateParams](), reflect.TypeFor[alpha.VerificationListParams](),
	reflect.TypeFor[alpha.FormListParams](),

	reflect.TypeFor[beta.SignalCreateParams](), reflect.TypeFor[beta.Signal2CreateParams](), reflect.TypeFor[beta.MexicoSignalParams](),
	reflect.TypeFor[beta.ThailandSignalParams](), reflect.TypeFor[beta.OtherSignalParams](), reflect.TypeFor[beta.SignalRequestMeta](),
	reflect.TypeFor[beta.SignalListParams](),
	reflect.TypeFor[beta.MAW2Params](), reflect.TypeFor[beta.MexicoMAWParams](), reflect.TypeFor[beta.PhilippinesMAWParams](),
	reflect.TypeFor[beta.DeviceMAWParams](), reflect.TypeFor[beta.OtherMAWParams](), reflect.TypeFor[beta.MAWRequestMeta](),
	reflect.TypeFor[beta.MAWListParams](),
	reflect.TypeFor[beta.SocialSecurityCreateParams](), reflect.TypeFor[beta.SocialSecurityListParams](),
}

// impersonal are the fields that may be printed. A type that has no others need not hide itself.
var impersonal = []string{
	"Size", "Cursor", "UserID", "WinkSiteID", "VerificationID", "SocialSecurityID", "Type", "FinalMatches", "StartDate", "EndDate",
}

// TestNoRequestIsForgotten finds the types by their names, and by the methods that take them.
func TestNoRequestIsForgotten(t *testing.T) {
	t.Parallel()
	var listed, found []string
	for _, request := range requests {
		listed = append(listed, request.String())
	}
	for _, directory := range []string{".", "../alpha", "../beta"} {
		files, err := filepath.Glob(filepath.Join(directory, "*.go"))
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			require.NoError(t, err)
			ast.Inspect(file, func(node ast.Node) bool {
				if spec, ok := node.(*ast.TypeSpec); ok && regexp.MustCompile(`(Params|RequestMeta|OtherTemplate)$`).MatchString(spec.Name.Name) {
					if _, ok := spec.Type.(*ast.StructType); ok && spec.Name.IsExported() {
						found = append(found, file.Name.Name+"."+spec.Name.Name)
					}
				}
				return true
			})
		}
	}
	assert.ElementsMatch(t, found, listed)

	for _, client := range []reflect.Type{reflect.TypeFor[alpha.Client](), reflect.TypeFor[beta.Client]()} {
		for i := range client.NumField() {
			service := client.Field(i).Type
			for j := range service.NumMethod() {
				method := service.Method(j).Type
				for k := 1; k < method.NumIn(); k++ {
					if params := method.In(k); params.Kind() == reflect.Pointer && params != reflect.TypeFor[*smile.WaitParams]() {
						assert.Contains(t, requests, params.Elem())
					}
				}
			}
		}
	}
}

func TestRequestsAreNotPrinted(t *testing.T) {
	t.Parallel()
	tested := map[reflect.Type]bool{reflect.TypeFor[preview.Consent](): true} // says nothing of the person
	var test func(reflect.Type)
	test = func(request reflect.Type) {
		if tested[request] {
			return
		}
		tested[request] = true
		for _, part := range parts(request) {
			test(part)
		}
		t.Run(request.String(), func(t *testing.T) {
			t.Parallel()
			value := reflect.New(request)
			var secrets []string
			fill(value.Elem(), &secrets)
			if hides := request.Implements(reflect.TypeFor[fmt.Formatter]()); !hides {
				for i := range request.NumField() {
					assert.Contains(t, impersonal, request.Field(i).Name, "the type has to embed userdata.Personal")
				}
				return
			}
			require.NotEmpty(t, secrets)
			require.Implements(t, new(fmt.Stringer), value.Elem().Interface(), "other loggers ask for it")
			for _, printed := range append(prints(value.Interface()), prints(value.Elem().Interface())...) {
				for _, secret := range secrets {
					assert.NotContains(t, printed, secret)
				}
			}
		})
	}
	for _, request := range requests {
		test(request)
	}
	assert.Contains(t, tested, reflect.TypeFor[alpha.VerificationID]())
}

func TestAPhoneIsNotPrinted(t *testing.T) {
	t.Parallel()
	phone := preview.PhoneNumber("+639171234567")
	for _, printed := range append(prints(phone), prints(&phone)...) {
		assert.NotContains(t, printed, "9171234567")
	}
	assert.Equal(t, "+639171234567", string(phone))
}

// parts are the structs of this module's preview packages that a struct is made of.
func parts(request reflect.Type) (found []reflect.Type) {
	for i := range request.NumField() {
		part := request.Field(i).Type
		for part.Kind() == reflect.Pointer || part.Kind() == reflect.Slice {
			part = part.Elem()
		}
		if part.Kind() == reflect.Struct && slices.Contains([]string{"alpha", "beta", "preview"}, path.Base(part.PkgPath())) {
			found = append(found, part)
		}
	}
	return found
}

// fill gives a value to everything in v that can have one, and collects the values.
func fill(v reflect.Value, secrets *[]string) {
	secret := fmt.Sprintf("secret%d", len(*secrets)+1000)
	switch {
	case v.Type() == reflect.TypeFor[preview.PhoneNumber]():
		secret = fmt.Sprintf("63917%d", len(*secrets)+1000000)
		v.SetString("+" + secret)
		*secrets = append(*secrets, secret)
	case v.Type() == reflect.TypeFor[userdata.Date]():
		v.Set(reflect.ValueOf(userdata.NewDate(1987, time.June, 5)))
		*secrets = append(*secrets, "1987")
	case v.Kind() == reflect.String:
		v.SetString(secret)
		*secrets = append(*secrets, secret)
	case v.Kind() == reflect.Map:
		v.Set(reflect.ValueOf(map[string]any{"passport": secret}))
		*secrets = append(*secrets, secret)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), secrets)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), secrets)
			}
		}
	case v.Kind() == reflect.Interface:
		for _, request := range requests {
			if pointer := reflect.New(request); pointer.Type().Implements(v.Type()) {
				fill(pointer.Elem(), secrets)
				v.Set(pointer)
				return
			}
		}
	}
}

// timeless leaves the time out of a line, whose digits may be those of a year that is looked for.
var timeless = &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}}

// prints are the texts that packages fmt and log/slog make of a value.
func prints(value any) (texts []string) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X"} {
		texts = append(texts, fmt.Sprintf(verb, value), fmt.Sprintf(verb, struct{ Value any }{value}), fmt.Sprintf(verb, []any{value}))
	}
	texts = append(texts, fmt.Sprint(value), fmt.Sprintln(value))
	if stringer, ok := value.(fmt.Stringer); ok {
		texts = append(texts, stringer.String())
	}
	for _, handler := range []func(*bytes.Buffer) slog.Handler{
		func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, timeless) },
		func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, timeless) },
	} {
		var log bytes.Buffer
		logger := slog.New(handler(&log))
		logger.Info("request", "params", value)
		logger.With("params", value).Info("request", slog.Group("group", slog.Any("params", value)))
		texts = append(texts, log.String())
	}
	return slices.DeleteFunc(texts, func(text string) bool { return strings.TrimSpace(text) == "" })
}
