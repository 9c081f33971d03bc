package smile

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// isFieldName reports whether a name looks like one of the API's. Others may be data.
func isFieldName(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	return len(name) <= 64 && strings.Trim(strings.ToLower(name), letters+"0123456789_-.") == ""
}

// notText is the problem of what JSON and URLs cannot carry: encoding/json puts U+FFFD in the place of each such byte,
// so that another text would arrive. A webhook's secret would then fit no signature.
const notText = "is not valid UTF-8, and another text would arrive: send bytes in hexadecimal or base64"

// queryText names the first part of a query that is no text.
func queryText(query url.Values) (field, problem string) {
	for name, values := range query {
		switch {
		case !utf8.ValidString(name):
			return "query", "has a name that " + notText
		case slices.ContainsFunc(values, func(value string) bool { return !utf8.ValidString(value) }):
			if !isFieldName(name) {
				name = "query"
			}
			return name, notText
		}
	}
	return "", ""
}

// alteredText names the first text of a body that its document, which encoding/json has made, does not have as it
// was. It is empty for the usual document, in which no U+FFFD stands.
func alteredText(body any, document []byte) (field string) {
	// ContainsRune finds invalid bytes by this rune too: those of a json.RawMessage stay as they are. Go 1.26 escapes
	// the rune.
	if !bytes.ContainsRune(document, utf8.RuneError) && !bytes.Contains(document, []byte(`\ufffd`)) {
		return ""
	}
	var given invalidTexts
	given.collect(reflect.ValueOf(body))
	if len(given.altered) == 0 && utf8.Valid(document) {
		return "" // the rune is what is meant
	}
	var written any
	_ = json.Unmarshal(document, &written) // Marshal writes no other
	field, found := find(written, "", given.in)
	if !found && !utf8.Valid(document) {
		field, found = find(written, "", func(text string) bool { return strings.ContainsRune(text, utf8.RuneError) })
	}
	if !found {
		return ""
	}
	return cmp.Or(field, "body")
}

// invalidTexts are the texts of a value that are not UTF-8, as encoding/json writes them.
type invalidTexts struct {
	altered []string
	// seen keeps a type with a method MarshalJSON from leading in a circle.
	seen map[place]bool
}

type place struct {
	reflect.Type
	pointer uintptr
	length  int
}

func (t *invalidTexts) add(text string) {
	if !utf8.ValidString(text) {
		t.altered = append(t.altered, string([]rune(text)))
	}
}

// collect looks for texts in all that JSON may have of v, and in what a method MarshalText makes of it.
func (t *invalidTexts) collect(v reflect.Value) {
	t.marshalText(v)
	switch v.Kind() {
	case reflect.String:
		t.add(v.String())
	case reflect.Interface:
		t.collect(v.Elem())
	case reflect.Pointer:
		if t.isNew(place{v.Type(), v.Pointer(), 0}) {
			t.collect(v.Elem())
		}
	case reflect.Slice:
		// Bytes are base64, or JSON whose bytes stay as they are.
		if v.Type().Elem().Kind() != reflect.Uint8 && t.isNew(place{v.Type(), v.Pointer(), v.Len()}) {
			t.collectAll(v)
		}
	case reflect.Array:
		t.collectAll(v)
	case reflect.Map:
		if t.isNew(place{v.Type(), v.Pointer(), 0}) {
			for key, value := range v.Seq2() {
				t.collect(key)
				t.collect(value)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); (field.IsExported() || field.Anonymous) && field.Tag.Get("json") != "-" {
				t.collect(v.Field(i))
			}
		}
	}
}

func (t *invalidTexts) collectAll(list reflect.Value) {
	for i := range list.Len() {
		t.collect(list.Index(i))
	}
}

func (t *invalidTexts) marshalText(v reflect.Value) {
	switch {
	case v.Kind() == reflect.Pointer && v.IsNil():
		return
	case v.CanAddr():
		v = v.Addr()
	}
	if !v.IsValid() || !v.CanInterface() {
		return
	}
	if m, ok := v.Interface().(encoding.TextMarshaler); ok {
		text, _ := m.MarshalText()
		t.add(string(text))
	}
}

func (t *invalidTexts) isNew(p place) bool {
	if t.seen == nil {
		t.seen = map[place]bool{}
	}
	seen := t.seen[p]
	t.seen[p] = true
	return !seen
}

// in reports whether a text of a document has one of the texts in it.
func (t *invalidTexts) in(text string) bool {
	return slices.ContainsFunc(t.altered, func(altered string) bool { return strings.Contains(text, altered) })
}

// find returns where in a decoded document the first text stands that fits, such as rawFiles[0].fileName; empty for
// the document itself.
func find(v any, path string, fits func(text string) bool) (at string, found bool) {
	switch v := v.(type) {
	case string:
		return path, fits(v)
	case []any:
		for i, element := range v {
			if at, found := find(element, fmt.Sprintf("%s[%d]", path, i), fits); found {
				return at, true
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if fits(name) {
				return path, true
			}
			below := path // which is enough where the name is none of the API's
			if isFieldName(name) {
				below = strings.TrimPrefix(path+"."+name, ".")
			}
			if at, found := find(v[name], below, fits); found {
				return at, true
			}
		}
	}
	return "", false
}
