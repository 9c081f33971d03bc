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

// isFieldName reports whether name looks like a field name of the API. Other names may be data.
func isFieldName(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	return len(name) <= 64 && strings.Trim(strings.ToLower(name), letters+"0123456789_-.") == ""
}

// notText is the problem with text that JSON and URLs cannot carry. encoding/json replaces each invalid byte with
// U+FFFD, so a different text would arrive; a webhook secret, for example, would then match no signature.
const notText = "is not valid UTF-8: encode bytes in hexadecimal or base64"

// queryText returns the first part of a query that is not valid text.
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

// alteredText returns the first text of a body that encoding/json altered in the document it produced. It returns at
// once for a document without U+FFFD, which is the usual case.
func alteredText(body any, document []byte) (field string) {
	// ContainsRune also finds invalid bytes, which encoding/json leaves in a json.RawMessage. Go 1.26 escapes the rune.
	if !bytes.ContainsRune(document, utf8.RuneError) && !bytes.Contains(document, []byte(`\ufffd`)) {
		return ""
	}
	var given invalidTexts
	given.collect(reflect.ValueOf(body))
	if len(given.altered) == 0 && utf8.Valid(document) {
		return "" // the caller wrote U+FFFD
	}
	var written any
	_ = json.Unmarshal(document, &written) // the output of Marshal is valid
	field, found := find(written, "", given.in)
	if !found && !utf8.Valid(document) {
		field, found = find(written, "", func(text string) bool { return strings.ContainsRune(text, utf8.RuneError) })
	}
	if !found {
		return ""
	}
	return cmp.Or(field, "body")
}

// invalidTexts collects the texts of a value that are not valid UTF-8, as encoding/json writes them.
type invalidTexts struct {
	altered []string
	// seen keeps a type with a MarshalJSON method from causing infinite recursion.
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

// collect looks for texts in everything in v that JSON may contain, and in the output of its MarshalText methods.
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
		// A byte slice becomes base64, or JSON whose bytes stay as they are.
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

// in reports whether text contains one of the collected texts.
func (t *invalidTexts) in(text string) bool {
	return slices.ContainsFunc(t.altered, func(altered string) bool { return strings.Contains(text, altered) })
}

// find returns the path in a decoded document to the first text for which fits returns true, such as
// rawFiles[0].fileName. The path is empty for the document itself.
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
			below := path // without the name, unless it is a field name of the API
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
