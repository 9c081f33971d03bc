package smile_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// open are the types that hold no secret, no URL that opens something and no person, so that logs may have all of
// them, and why.
var open = map[string][]string{
	"what the API offers": {
		"smile.Provider", "smile.ProviderListParams", "smile.FileType", "smile.FileTypeListParams", "smile.ArchiveClassification",
		"alpha.EmployerSummary", "alpha.EmployerRegistration", "alpha.EmployerLicense",
	},
	"texts of your own for everybody": {
		"smile.ConsentTemplate", "smile.ConsentTemplateCreateParams", "smile.InviteTemplateCompany", "smile.InviteTemplatePage",
	},
	"IDs, states and times": {
		"smile.AccountMonitor", "smile.AccountExportParams", "smile.InviteLog", "smile.Task", "smile.Operation", "smile.WaitParams",
		"userdata.Metadata", "userdata.Session",
		"webhookverify.AccountIDs", "webhookverify.ItemsAddedData", "webhookverify.ArchiveData", "webhookverify.IdentityAddedData",
		"webhookverify.InsightAddedData", "webhookverify.InviteData", "webhookverify.LinkAddedData", "webhookverify.RatingAddedData",
		"webhookverify.RecordCreatedData", "webhookverify.SourceData", "webhookverify.TaskStartedData", "webhookverify.ItemsUpdatedData",
		"webhookverify.PeriodUpdatedData", "webhookverify.UserCreatedData", "webhookverify.UserSessionResetData",
		"webhookverify.VerificationStartedData", "webhookverify.Claim", "webhookverify.MemoryStore",
	},
	"filters by ID, state and day": {
		"smile.AccountListParams", "smile.ArchiveListParams", "smile.ConsentTemplateListParams", "smile.InviteListParams",
		"smile.InviteLogListParams", "smile.InviteTemplateListParams", "smile.PayslipPredictionListParams", "smile.TaskListParams",
		"smile.UploadListParams", "smile.UserListParams", "smile.WebhookListParams", "smile.IdentityListParams",
		"smile.TransactionListParams", "smile.RatingListParams", "smile.DocumentListParams", "smile.EmploymentListParams",
		"smile.IncomeListParams", "smile.ContributionListParams", "smile.LiabilityListParams", "smile.EstimatedIncomeListParams",
		"smile.InsightListParams", "smile.LinkListParams", "alpha.FormListParams", "alpha.SocialSecurityListParams",
		"alpha.ValidationListParams", "alpha.VerificationListParams", "beta.SocialSecurityListParams",
	},
	"the name of a value, and not the value": {"userdata.ItemTypeError"},
	"the words of the function that failed":  {"webhookverify.HandlerError"},
}

// shown are the fields of other types that logs may have, besides IDs.
var shown = []string{
	"smile.AccountConnection.Status", "smile.AccountConnection.ErrorCode", "smile.ArchiveState.Status", "smile.ArchiveState.ErrorCode",
	"smile.Attempt.Operation", "smile.Attempt.Route", "smile.Attempt.Number", "smile.Attempt.Status", "smile.Attempt.Code", "smile.Attempt.Duration",
	"smile.Attempt.Paced", "smile.Attempt.Malformed", "smile.Attempt.Retry",
	"smile.ArchiveValidationResult.Code", "smile.Token.ExpiresAt", "smile.WebhookCreateParams.Name",
	"smile.Error.Operation", "smile.Error.Status", "smile.Error.Code", "smile.Error.Attempts",
	"smile.ParameterError.Operation", "smile.ParameterError.Field", "smile.ParameterError.GoField", "smile.ParameterError.Problem",
	"smile.PanicError.Stack", "smile.ArchiveError.Status", "smile.ArchiveError.Code", "preview.RecordError.Code",
	"userdata.Item.Name",
	"webhookverify.Envelope.Type", "webhookverify.Envelope.CreatedAt",
	"webhookverify.AccountFailedData.ErrorCode", "webhookverify.ArchiveFailedData.ErrorCode",
	"webhookverify.Outcome.Status", "webhookverify.Outcome.Type", "webhookverify.Outcome.SignedBy", "webhookverify.Outcome.Duration",
}

// notOurs are fields that end in ID and name something outside of Smile.
var notOurs = []string{"userdata.Document.DocID", "userdata.Contribution.ReferenceID", "userdata.Identity.ReferenceID", "userdata.Liability.ReferenceID", "userdata.Transaction.ReferenceID"}

const moduleName = "github.com/smileapi/smile-go"

// exportedTypes are all exported types of the public packages that a value may have which is made of others, the
// instances of generic ones included: what methods take and return, what events hold, and so on.
func exportedTypes(t *testing.T) map[reflect.Type]bool {
	found := map[reflect.Type]bool{}
	var add func(reflect.Type)
	add = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array:
			add(typ.Elem())
		case reflect.Map:
			add(typ.Key())
			add(typ.Elem())
		case reflect.Func:
			for i := range typ.NumIn() {
				add(typ.In(i))
			}
			for i := range typ.NumOut() {
				add(typ.Out(i))
			}
		}
		if found[typ] || !strings.HasPrefix(typ.PkgPath(), moduleName) || strings.Contains(typ.PkgPath(), "/internal/") ||
			!ast.IsExported(typ.Name()) {
			return
		}
		found[typ] = true
		if typ.Kind() == reflect.Struct {
			for i := range typ.NumField() {
				if typ.Field(i).IsExported() {
					add(typ.Field(i).Type)
				}
			}
		}
		methods := reflect.PointerTo(typ)
		for i := range methods.NumMethod() {
			add(methods.Method(i).Type)
		}
	}
	for _, root := range []any{
		smile.Client{}, alpha.Client{}, beta.Client{}, smile.Error{}, smile.ParameterError{}, smile.ArchiveError{}, smile.PanicError{}, smile.Request{}, smile.Operation{}, smile.Attempt{},
		smile.Response{}, smile.WaitParams{}, preview.RecordError{}, preview.OtherTemplate{}, alpha.OtherFootprintParams{}, beta.OtherSignalParams{},
		beta.OtherMAWParams{}, beta.Signal2CreateParams{}, beta.SignalCreateParams{}, userdata.ItemTypeError{}, userdata.Malformed{}, userdata.Items{},
		webhookverify.Unknown{}, webhookverify.EstimatedIncomesAdded{}, webhookverify.Outcome{}, webhookverify.HandlerError{}, webhookverify.PanicError{},
		webhookverify.Verifier{}, webhookverify.Handler{}, webhookverify.Claim{},
	} {
		add(reflect.TypeOf(root))
	}
	add(reflect.TypeFor[*webhookverify.MemoryStore]())
	for _, variant := range variants {
		add(reflect.TypeOf(variant.params))
	}
	for name := range contract.Load().Events {
		event, err := webhookverify.Decode([]byte(`{"id":"et-1","version":1,"type":"` + name + `"}`))
		require.NoError(t, err, name)
		add(reflect.TypeOf(event))
	}
	return found
}

// TestNoExportedTypeIsForgotten reads the source for the types that the other tests go through.
func TestNoExportedTypeIsForgotten(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	for typ := range exportedTypes(t) {
		name, _, _ := strings.Cut(typ.String(), "[")
		found[name] = true
	}
	var declared []string
	require.NoError(t, filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == "." {
			return err
		}
		if entry.IsDir() {
			switch entry.Name() {
			case "internal", "cmd", "examples", "contrib", "testdata",
				"smiletest": // which is for tests, and whose people are invented
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, declaration := range file.Decls {
			if declaration, ok := declaration.(*ast.GenDecl); ok {
				for _, spec := range declaration.Specs {
					if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.IsExported() {
						switch spec.Type.(type) {
						case *ast.StructType, *ast.ArrayType, *ast.MapType:
							declared = append(declared, file.Name.Name+"."+spec.Name.Name)
						}
					}
				}
			}
		}
		return nil
	}))
	require.Greater(t, len(declared), 150)
	for _, name := range declared {
		assert.True(t, found[name], "%s is not among the types that exportedTypes finds: lead it there", name)
	}
	for reason, types := range open {
		for _, name := range types {
			assert.Contains(t, declared, name, reason)
		}
	}
}

// leaf is a value in a filled struct that can be recognised in a text.
type leaf struct {
	path string
	// texts are the forms that it may have in a text.
	texts []string
	// private is what logs must not have, and inJSON what JSON must have.
	private, inJSON bool
}

func (l leaf) in(text string) bool {
	return slices.ContainsFunc(l.texts, func(form string) bool { return strings.Contains(text, form) })
}

// filler fills values with leaves.
type filler struct {
	t      *testing.T
	types  map[reflect.Type]bool
	leaves []leaf
}

func isOpen(typ reflect.Type) bool {
	for _, types := range open {
		if slices.Contains(types, typ.String()) {
			return true
		}
	}
	return false
}

func (f *filler) fill(v reflect.Value, at leaf) {
	n := len(f.leaves) + 1000
	name := "canary" + strconv.Itoa(n)
	add := func(texts ...string) {
		at.texts = texts
		f.leaves = append(f.leaves, at)
	}
	switch target := v.Addr().Interface().(type) {
	case *time.Time:
		*target = time.Date(2100, 1, 1, 0, 0, n, 0, time.UTC).AddDate(0, 0, n)
		add(target.Format(time.DateOnly))
		return
	case *time.Duration:
		*target = time.Duration(n) * time.Hour
		add(target.String(), strconv.Itoa(int(*target)))
		return
	case *userdata.Date:
		*target = userdata.DateOf(time.Date(1901, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n))
		add(target.String())
		return
	case *userdata.Month:
		*target = userdata.DateOf(time.Date(2301, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0)).Month()
		add(target.String())
		return
	case *userdata.Decimal:
		*target = userdata.NewDecimal(int64(7410000+n), 0)
		add(target.String())
		return
	case *smile.Content:
		*target = smile.FromPath("/" + name)
		at.inJSON = false
		add(name)
		return
	case *userdata.InsightFeatures, *alpha.SignalFeatures: // which keep figures that have no field
		require.NoError(f.t, json.Unmarshal(fmt.Appendf(nil, `{"newer_figure":%d}`, 7510000+n), target))
		at := at
		at.inJSON = false
		at.texts = []string{strconv.Itoa(7510000 + n)}
		f.leaves = append(f.leaves, at)
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(name)
		add(name)
	case reflect.Int:
		v.SetInt(int64(7310000 + n))
		add(strconv.Itoa(7310000 + n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), at)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			document := []byte(`"` + name + `"`)
			v.SetBytes(document)
			add(name, base64.StdEncoding.EncodeToString(document), strings.Trim(fmt.Sprintf("%d", document), "[]"))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		at.path += "[0]"
		f.fill(v.Index(0), at)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.fill(key, at)
		f.fill(value, at)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if !field.IsExported() {
				continue
			}
			below := at
			below.path += "." + field.Name
			place := v.Type().String() + "." + field.Name
			id := strings.HasSuffix(field.Name, "ID") && !slices.Contains(notOurs, place)
			below.private = !isOpen(v.Type()) && !id && !slices.Contains(shown, place)
			below.inJSON = at.inJSON && field.Tag.Get("json") != "-"
			f.fill(v.Field(i), below)
		}
	case reflect.Interface:
		f.fillInterface(v, at, name)
	case reflect.Func:
	default:
		f.t.Fatalf("do not know how to fill in a %s at %s", v.Type(), at.path)
	}
}

func (f *filler) fillInterface(v reflect.Value, at leaf, name string) {
	if v.NumMethod() == 0 {
		v.Set(reflect.ValueOf(name))
		at.texts = []string{name}
		f.leaves = append(f.leaves, at)
		return
	}
	for _, typ := range slices.SortedFunc(maps.Keys(f.types), func(a, b reflect.Type) int { return strings.Compare(a.String(), b.String()) }) {
		if pointer := reflect.PointerTo(typ); v.Type() != reflect.TypeFor[error]() && pointer.Implements(v.Type()) && typ.Kind() == reflect.Struct {
			value := reflect.New(typ)
			f.fill(value.Elem(), at)
			v.Set(value)
			return
		}
	}
}

// filled is a value of a type with something in all that is exported.
func filled(t *testing.T, types map[reflect.Type]bool, typ reflect.Type) (reflect.Value, []leaf) {
	f := &filler{t: t, types: types}
	value := reflect.New(typ)
	f.fill(value.Elem(), leaf{path: typ.String(), private: typ.Kind() != reflect.String, inJSON: true})
	return value, f.leaves
}

// group is a caller's own [slog.LogValuer] with a value of ours in a group.
type group struct{ value any }

func (g group) LogValue() slog.Value {
	return slog.GroupValue(slog.Any("value", g.value), slog.Group("inner", "value", g.value))
}

// logged is what the handlers of package slog make of a value.
func logged(value any) string {
	var log bytes.Buffer
	options := &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if len(groups) == 0 && a.Key == slog.TimeKey {
			return slog.Attr{} // its digits may be those of a year that is looked for
		}
		return a
	}}
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, options), slog.NewJSONHandler(&log, options)} {
		logger := slog.New(handler)
		logger.Info("alone", "value", value)
		logger.With("value", value).WithGroup("outer").Info("inside", slog.Group("group", slog.Any("value", value)), "own", group{value})
	}
	return log.String()
}

func TestNothingPrivateIsLogged(t *testing.T) {
	t.Parallel()
	types := exportedTypes(t)
	for typ := range types {
		if !compound(typ) {
			continue
		}
		t.Run(typ.String(), func(t *testing.T) {
			t.Parallel()
			value, leaves := filled(t, types, typ)
			for _, log := range []string{logged(value.Interface()), logged(value.Elem().Interface())} {
				for _, leaf := range leaves {
					if leaf.private && leaf.in(log) {
						t.Errorf("a log has %s:\n%.1000s", leaf.path, log)
						break
					}
				}
				if strings.Contains(log, "LogValue panicked") {
					t.Errorf("a LogValue has panicked:\n%.1000s", log)
				}
				if logsAsItsType(value) {
					name, _, _ := strings.Cut(typ.String(), "[")
					if !strings.Contains(log, name) {
						t.Errorf("the log does not name the type:\n%.1000s", log)
					}
				}
			}
			assert.NotPanics(t, func() { logged(reflect.Zero(value.Type()).Interface()) }, "a nil pointer")
		})
	}
}

// compound reports whether values of a type are made of others. A scalar, such as a date, is what the caller makes of it.
func compound(typ reflect.Type) bool {
	switch typ {
	case reflect.TypeFor[userdata.Date](), reflect.TypeFor[userdata.Month](), reflect.TypeFor[userdata.Decimal]():
		return false
	}
	return typ.Kind() == reflect.Struct || typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map
}

// logsAsItsType reports whether a value is one that logs its type and its ID: not an error, what hides from package
// fmt as well, an outcome or an attempt, which have more to say.
func logsAsItsType(pointer reflect.Value) bool {
	_, ok := pointer.Interface().(slog.LogValuer)
	_, failed := pointer.Interface().(error)
	_, outcome := pointer.Interface().(*webhookverify.Outcome)
	_, attempt := pointer.Interface().(*smile.Attempt)
	return ok && !failed && !outcome && !attempt && !hides(pointer.Type().Elem())
}

// hides reports whether a type has a text of its own for package fmt.
func hides(typ reflect.Type) bool {
	return typ.Implements(reflect.TypeFor[fmt.Stringer]()) || typ.Implements(reflect.TypeFor[fmt.Formatter]())
}

// TestWhatIsPrinted holds package fmt to what it prints of old: all of a model, and nothing private of what hides.
func TestWhatIsPrinted(t *testing.T) {
	t.Parallel()
	types := exportedTypes(t)
	for typ := range types {
		value, leaves := filled(t, types, typ)
		if !compound(typ) || !hides(typ) && !logsAsItsType(value) {
			continue
		}
		t.Run(typ.String(), func(t *testing.T) {
			t.Parallel()
			var printed string
			verbs := []string{"%v", "%+v", "%s"}
			if value.Type().Implements(reflect.TypeFor[fmt.Formatter]()) {
				verbs = append(verbs, "%#v", "%q", "%x", "%d")
			}
			for _, verb := range verbs {
				printed += fmt.Sprintf(verb+" "+verb+"\n", value.Interface(), value.Elem().Interface())
			}
			if !hides(typ) {
				hidden := !slices.ContainsFunc(leaves, func(l leaf) bool { return l.private && l.in(printed) })
				assert.Equal(t, onlyPointers(typ), hidden, "what is printed of it:\n%.1000s", printed)
				return
			}
			for _, leaf := range leaves {
				assert.False(t, leaf.private && leaf.in(printed), "%s is printed:\n%.1000s", leaf.path, printed)
			}
		})
	}
}

// onlyPointers reports whether package fmt never had anything to show of a struct but addresses.
func onlyPointers(typ reflect.Type) bool {
	if typ.Kind() != reflect.Struct {
		return false
	}
	for i := range typ.NumField() {
		if typ.Field(i).Type.Kind() != reflect.Pointer {
			return false
		}
	}
	return true
}

// TestJSONIsForStoring makes sure that nobody hides a person from JSON, which programs keep and read again.
func TestJSONIsForStoring(t *testing.T) {
	t.Parallel()
	types := exportedTypes(t)
	tried := 0
	for typ := range types {
		if typ.Kind() != reflect.Struct || !hasTag(typ, "json") {
			continue
		}
		tried++
		t.Run(typ.String(), func(t *testing.T) {
			t.Parallel()
			value, leaves := filled(t, types, typ)
			document, err := json.Marshal(value.Interface())
			if slices.Contains([]string{"smile.File", "smile.ArchiveCreateParams", "smile.ArchiveClassifyParams", "smile.PayslipUploadParams"}, typ.String()) {
				require.ErrorContains(t, err, "the content of a file is encoded only while", "files are sent, and never come back")
				return
			}
			require.NoError(t, err)
			for _, leaf := range leaves {
				assert.True(t, !leaf.inJSON || leaf.in(string(document)), "%s is not in the JSON", leaf.path)
			}
			again := reflect.New(typ)
			require.NoError(t, json.Unmarshal(document, again.Interface()))
			rewritten, err := json.Marshal(again.Interface())
			require.NoError(t, err)
			assert.JSONEq(t, string(document), string(rewritten))
			clearUnwritten(value.Elem())
			bare := reflect.New(typ)
			fillBare(bare.Elem()) // a value that is there and zero is not one that is missing
			for _, value := range []reflect.Value{value, bare} {
				read := stored(t, value)
				if !remembers(typ) {
					assert.Equal(t, value.Interface(), read.Interface())
				}
				assert.Equal(t, read.Interface(), stored(t, read).Interface())
			}
		})
	}
	assert.Greater(t, tried, 100)
}

// stored is what comes back of a value that was kept as JSON.
func stored(t *testing.T, value reflect.Value) reflect.Value {
	t.Helper()
	document, err := json.Marshal(value.Interface())
	require.NoError(t, err)
	read := reflect.New(value.Type().Elem())
	require.NoError(t, json.Unmarshal(document, read.Interface()))
	return read
}

// remembers reports whether there is something in a value that remembers the JSON it was read from, or has a type that
// the JSON decides on: then two values that were read are compared.
func remembers(typ reflect.Type) bool {
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return remembers(typ.Elem())
	case reflect.Interface:
		return true
	case reflect.Struct:
		for i := range typ.NumField() {
			if field := typ.Field(i); field.Type == reflect.TypeFor[userdata.Figures]() || field.IsExported() && remembers(field.Type) {
				return true
			}
		}
	}
	return false
}

// clearUnwritten clears what is not for JSON.
func clearUnwritten(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			clearUnwritten(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			clearUnwritten(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch field := v.Type().Field(i); {
			case field.IsExported() && field.Tag.Get("json") == "-":
				v.Field(i).SetZero()
			case field.IsExported():
				clearUnwritten(v.Field(i))
			}
		}
	}
}

// fillBare fills a value with what is there and holds nothing: pointers to zero values, and empty lists.
func fillBare(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillBare(v.Elem())
	case reflect.Slice:
		if v.Type() != reflect.TypeFor[json.RawMessage]() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() && field.Tag.Get("json") != "-" {
				fillBare(v.Field(i))
			}
		}
	}
}

func hasTag(typ reflect.Type, key string) bool {
	for i := range typ.NumField() {
		if _, ok := typ.Field(i).Tag.Lookup(key); ok {
			return true
		}
	}
	return false
}

// TestLoggedErrorsStayErrors: handlers that report errors look for them.
func TestLoggedErrorsStayErrors(t *testing.T) {
	t.Parallel()
	var seen []error
	logger := slog.New(slog.NewJSONHandler(new(bytes.Buffer), &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if err, ok := a.Value.Any().(error); ok {
			seen = append(seen, err)
		}
		return a
	}}))
	failed := &smile.Error{Operation: "get-account", Status: 404, Code: smile.CodeMissingResource, Message: "no such person", RequestID: "r-1"}
	logger.Info("call", "pointer", failed, "value", *failed, "wrapped", fmt.Errorf("refresh: %w", failed))
	require.Len(t, seen, 3)
	for _, err := range seen {
		var found *smile.Error
		require.ErrorAs(t, err, &found)
		assert.Equal(t, failed, found)
		assert.ErrorIs(t, err, smile.ErrNotFound)
		assert.Contains(t, err.Error(), failed.Error())
	}
}
