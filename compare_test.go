package smile_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// go-cmp panics on a field that is not exported, unless the type has a method Equal.
func TestModelsAndParamsCanBeCompared(t *testing.T) {
	t.Parallel()
	checked := map[reflect.Type]bool{}
	var check func(typ reflect.Type)
	check = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
			check(typ.Elem())
			return
		case reflect.Struct:
		default:
			return
		}
		if checked[typ] || !strings.HasPrefix(typ.PkgPath(), moduleName) {
			return
		}
		checked[typ] = true
		if equal, ok := typ.MethodByName("Equal"); ok {
			assert.Equal(t, reflect.FuncOf([]reflect.Type{typ, typ}, []reflect.Type{reflect.TypeFor[bool]()}, false), equal.Type, typ.String())
			return
		}
		for i := range typ.NumField() {
			field := typ.Field(i)
			assert.True(t, field.IsExported() || field.Anonymous, "%s.%s is not exported: give %[1]s a method Equal", typ, field.Name)
			check(field.Type)
		}
	}
	for typ := range exportedTypes(t) {
		if typ.Kind() == reflect.Struct && (hasTag(typ, "json") || hasTag(typ, "url")) {
			check(typ)
		}
	}
	assert.Greater(t, len(checked), 100)
}
