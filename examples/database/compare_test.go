package main

import (
	"encoding/json"
	"go/ast"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
)

// TestComparingModels compares every model with go-cmp, which panics on an unexported field that it has no Equal for,
// and with reflect.DeepEqual, which testify goes by.
func TestComparingModels(t *testing.T) {
	t.Parallel()
	all := models()
	compared := 0
	for typ := range all {
		if typ.Kind() != reflect.Struct || !isModel(typ) {
			continue
		}
		compared++
		t.Run(typ.String(), func(t *testing.T) {
			t.Parallel()
			f := filler{t: t, types: all}
			value, same, zero := reflect.New(typ), reflect.New(typ), reflect.New(typ)
			f.fill(value.Elem())
			f.made = 0
			f.fill(same.Elem())
			a, b, none := value.Elem().Interface(), same.Elem().Interface(), zero.Elem().Interface()
			if diff := cmp.Diff(a, b); diff != "" {
				t.Errorf("two of the same differ: %s", diff)
			}
			if !f.opens && !reflect.DeepEqual(a, b) {
				t.Error("reflect.DeepEqual tells two of the same apart")
			}
			if cmp.Equal(a, none) || reflect.DeepEqual(a, none) {
				t.Error("it is the same as nothing")
			}
		})
	}
	if compared < 120 {
		t.Errorf("only %d models were found", compared)
	}
}

// isModel tells what is read from JSON or sent from what only does things.
func isModel(typ reflect.Type) bool {
	for i := range typ.NumField() {
		_, inJSON := typ.Field(i).Tag.Lookup("json")
		_, inQuery := typ.Field(i).Tag.Lookup("url")
		if inJSON || inQuery {
			return true
		}
	}
	return false
}

// models are all types that what the clients and events have leads to.
func models() map[reflect.Type]bool {
	found := map[reflect.Type]bool{}
	var add func(reflect.Type)
	add = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
			add(typ.Elem())
		case reflect.Func:
			for i := range typ.NumIn() {
				add(typ.In(i))
			}
			for i := range typ.NumOut() {
				add(typ.Out(i))
			}
		}
		if found[typ] || !strings.HasPrefix(typ.PkgPath(), "github.com/smileapi/smile-go") || !ast.IsExported(typ.Name()) {
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
		smile.Client{}, alpha.Client{}, beta.Client{}, preview.OtherTemplate{}, userdata.Items{},
		smile.Payslip{}, smile.TaxDocument{}, smile.NBIClearance{}, smile.TelcoBill{}, smile.MeteredBill{}, smile.EmploymentCertificate{},
		alpha.EmailFootprintParams{}, alpha.MobileFootprintParams{}, alpha.ScoreFootprintParams{}, alpha.OtherFootprintParams{},
		beta.SignalCreateParams{}, beta.Signal2CreateParams{}, beta.MexicoSignalParams{}, beta.ThailandSignalParams{}, beta.OtherSignalParams{},
		beta.MAW2Params{}, beta.MexicoMAWParams{}, beta.DeviceMAWParams{}, beta.PhilippinesMAWParams{}, beta.OtherMAWParams{},
		webhookverify.Unknown{},
	} {
		add(reflect.TypeOf(root))
	}
	for name := range contract.Load().Events {
		if event, err := webhookverify.Decode([]byte(`{"id":"e","version":1,"type":"` + name + `"}`)); err == nil {
			add(reflect.TypeOf(event))
		}
	}
	return found
}

// filler gives everything that is exported a value, and the same in the same order.
type filler struct {
	t     *testing.T
	types map[reflect.Type]bool
	made  int
	// opens says that there is a function to open a file, which reflect.DeepEqual does not compare.
	opens bool
}

func (f *filler) fill(v reflect.Value) {
	f.made++
	text := "value" + strconv.Itoa(f.made)
	switch target := v.Addr().Interface().(type) {
	case *time.Time:
		*target = time.Date(2021, time.April, 21, 8, 30, f.made, 0, time.FixedZone("", 8*3600))
		return
	case *userdata.Date:
		*target = userdata.NewDate(2021, time.April, f.made)
		return
	case *userdata.Month:
		*target = userdata.NewMonth(2021, time.Month(f.made))
		return
	case *userdata.Decimal:
		read(f.t, strconv.Itoa(f.made)+"e2", target) // a number that is kept as a literal
		return
	case *smile.Content:
		*target, f.opens = smile.FromPath(text), true
		return
	case *json.RawMessage:
		*target = json.RawMessage(`"` + text + `"`)
		return
	case *userdata.InsightFeatures, *alpha.SignalFeatures: // which keep figures that have no field
		read(f.t, `{"newer_figure":`+strconv.Itoa(f.made)+`}`, target)
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.made))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.fill(key)
		f.fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.fill(v.Field(i))
			}
		}
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(text))
			return
		}
		var first reflect.Type
		for typ := range f.types {
			if reflect.PointerTo(typ).Implements(v.Type()) && typ.Kind() == reflect.Struct && (first == nil || typ.String() < first.String()) {
				first = typ
			}
		}
		if first == nil {
			f.t.Fatalf("nothing implements %s", v.Type())
		}
		v.Set(reflect.New(first))
		f.fill(v.Elem().Elem())
	default:
		f.t.Fatalf("do not know how to fill in a %s", v.Type())
	}
}
