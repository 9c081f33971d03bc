package userdata

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Unread is one value of a document that could not be read.
type Unread struct {
	// Path leads to the value, such as data.items[3].netAmount.
	Path string
	// Value is the value as it stood in the document. It may hold personal data.
	Value json.RawMessage
}

// Unmarshal is [json.Unmarshal] for documents in which a value may not have the form it should have.
// Such a value never costs the rest of the document. A document without flaws costs no more than
// json.Unmarshal.
//
// What can mean one thing only is put right: a number or a boolean where a string is wanted, a number
// or a boolean inside a string, 3.0 where an integer is wanted, an empty string where a number or a
// date-time is wanted (it counts as not given), one item where a list of them is wanted, a list of
// one item where the item is wanted, a list with its items property or without, and a date-time with
// lower-case letters, a blank for the T or no colon in its offset.
//
// Every other value leaves the zero value in its place and is returned with its path, so that nothing
// is dropped in silence.
//
// The error is not nil when the document is not JSON, when it is not at all what v points to, or
// when v is not a pointer; nothing in v should be used then. No error quotes the document.
func Unmarshal(data []byte, v any) ([]Unread, error) {
	err := json.Unmarshal(data, v)
	if err == nil {
		return nil, nil
	}
	if target := new(json.InvalidUnmarshalError); errors.As(err, &target) {
		return nil, fmt.Errorf("userdata: %w", err)
	}
	if !json.Valid(data) {
		return nil, syntaxError(err)
	}
	r := reader{fields: map[reflect.Type][]field{}}
	data = bytes.TrimSpace(data)
	if whole := r.read("", data, reflect.ValueOf(v).Elem()); !whole && len(r.unread) > 0 {
		return nil, fmt.Errorf("userdata: the document holds %s where something else is wanted", kindOf(data))
	}
	return r.unread, nil
}

// TolerantUnmarshaler is for types that decode themselves, yet stand for a JSON object in which a single
// value may be malformed. [Unmarshal] uses it, so that such a value costs itself and not the object.
//
// UnmarshalJSON is the strict way, tried first: it fails when any value does not fit. UnmarshalTolerant
// is called on the zero value, with a JSON object, where that failed. It leaves the zero value where
// something cannot be read, and returns what stood there with its path from the object on; Unmarshal
// puts the path of the object before it. An error means that nothing of the object can be read.
// Neither method may keep data.
//
// UnmarshalTolerant usually calls Unmarshal for a type that has the same fields and no methods:
//
//	func (s *Score) UnmarshalTolerant(data []byte) ([]userdata.Unread, error) {
//		type fields Score
//		return userdata.Unmarshal(data, (*fields)(s))
//	}
type TolerantUnmarshaler interface {
	json.Unmarshaler
	UnmarshalTolerant(data []byte) ([]Unread, error)
}

// syntaxError leaves out the text of an error that quotes the document.
func syntaxError(err error) error {
	if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
		return fmt.Errorf("userdata: the document is not valid JSON, or ends too early, at byte %d", syntax.Offset)
	}
	return errors.New("userdata: the document is not valid JSON")
}

// reader reads a document in which some value is malformed. What json.Unmarshal can read is left to
// it, and only the rest is taken apart: so each piece means what it would mean in a sound document.
type reader struct {
	unread []Unread
	fields map[reflect.Type][]field
}

// read sets v from data, which is valid JSON. It reports whether v holds something now; when it does
// not, v is zero.
func (r *reader) read(path string, data json.RawMessage, v reflect.Value) bool {
	if try(data, v) {
		return kindOf(data) != isNull
	}
	object, tolerant := v.Addr().Interface().(TolerantUnmarshaler)
	if repaired, ok := repair(data, v.Type()); ok && !tolerant && try(repaired, v) {
		return kindOf(repaired) != isNull
	}
	v.SetZero()
	if tolerant && kindOf(data) == isObject {
		if r.readTolerant(path, data, object) {
			return true
		}
		v.SetZero()
		return r.giveUp(path, data)
	}
	kind := v.Kind()
	if opaque(v.Type()) {
		kind = reflect.Invalid
	}
	switch kind {
	case reflect.Pointer:
		element := reflect.New(v.Type().Elem())
		if !r.read(path, data, element.Elem()) {
			return false
		}
		v.Set(element)
		return true
	case reflect.Struct:
		return r.readStruct(path, data, v)
	case reflect.Slice:
		return r.readSlice(path, data, v)
	case reflect.Map:
		return r.readMap(path, data, v)
	case reflect.Interface:
		return r.readAny(path, data, v)
	}
	if item, ok := onlyItem(data); ok && kindOf(item) != isArray {
		return r.read(path+"[0]", item, v)
	}
	return r.giveUp(path, data)
}

func try(data json.RawMessage, v reflect.Value) bool {
	return json.Unmarshal(data, v.Addr().Interface()) == nil
}

func (r *reader) giveUp(path string, data json.RawMessage) bool {
	r.unread = append(r.unread, Unread{Path: path, Value: data})
	return false
}

// readTolerant leaves the object to its type.
func (r *reader) readTolerant(path string, data json.RawMessage, object TolerantUnmarshaler) bool {
	unread, err := object.UnmarshalTolerant(data)
	if err != nil {
		return false
	}
	for _, u := range unread {
		r.giveUp(under(path, u.Path), u.Value)
	}
	return true
}

func (r *reader) readStruct(path string, data json.RawMessage, v reflect.Value) bool {
	if kindOf(data) == isArray {
		if f := r.field(v.Type(), "items"); f != nil && f.kind == reflect.Slice {
			return r.read(path, data, f.in(v))
		}
		if item, ok := onlyItem(data); ok && kindOf(item) == isObject {
			return r.read(path+"[0]", item, v)
		}
	}
	if kindOf(data) != isObject {
		return r.giveUp(path, data)
	}
	for name, value := range members(data) {
		if f := r.field(v.Type(), name); f != nil {
			r.read(join(path, name), value, f.in(v))
		}
	}
	return true
}

func (r *reader) readSlice(path string, data json.RawMessage, v reflect.Value) bool {
	element := v.Type().Elem()
	switch kind := kindOf(data); {
	case kind == isArray:
		items := itemsOf(data)
		v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
		for i, item := range items {
			r.read(path+"["+strconv.Itoa(i)+"]", item, v.Index(i))
		}
		return true
	case string(data) == `""` || element.Kind() == reflect.Uint8: // no list of one, nor bytes in base64
		return r.giveUp(path, data)
	case kind == isObject && (element.Kind() != reflect.Struct || r.field(element, "items") == nil):
		if items, ok := member(data, "items"); ok && kindOf(items) == isArray {
			for name, value := range members(data) {
				if name != "items" && kindOf(value) != isNull {
					r.giveUp(join(path, name), value)
				}
			}
			return r.read(join(path, "items"), items, v)
		}
	}
	single := reflect.MakeSlice(v.Type(), 1, 1)
	if !r.read(path, data, single.Index(0)) {
		return false
	}
	v.Set(single)
	return true
}

func (r *reader) readMap(path string, data json.RawMessage, v reflect.Value) bool {
	key := v.Type().Key()
	if item, ok := onlyItem(data); ok && kindOf(item) == isObject {
		return r.read(path+"[0]", item, v)
	}
	if kindOf(data) != isObject || key.Kind() != reflect.String {
		return r.giveUp(path, data)
	}
	v.Set(reflect.MakeMap(v.Type()))
	for name, value := range members(data) {
		element := reflect.New(v.Type().Elem()).Elem()
		r.read(join(path, name), value, element)
		v.SetMapIndex(reflect.ValueOf(name).Convert(key), element)
	}
	return true
}

// readAny keeps numbers that no float64 can hold as [json.Number].
func (r *reader) readAny(path string, data json.RawMessage, v reflect.Value) bool {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil || v.NumMethod() != 0 {
		return r.giveUp(path, data)
	}
	v.Set(reflect.ValueOf(value))
	return true
}

// repair rewrites a scalar that does not fit t, if it can mean one thing only.
func repair(data json.RawMessage, t reflect.Type) (repaired json.RawMessage, ok bool) {
	content, inString := stringContent(data)
	text := strings.TrimSpace(string(content))
	scalar := opaque(t) || t.Kind() == reflect.Bool || isNumber(t.Kind())
	if scalar && inString && text == "" {
		return json.RawMessage("null"), true
	}
	if !inString {
		text = string(data)
	}
	switch {
	case t == reflect.TypeFor[time.Time]():
		return quote(tidyTime(text)), inString
	case opaque(t):
		return quote(text), inString
	case t.Kind() == reflect.String:
		return quote(text), kindOf(data) == isNumeric || kindOf(data) == isBoolean
	case t.Kind() == reflect.Bool:
		return json.RawMessage(strings.ToLower(text)), inString
	case t.Kind() == reflect.Float32 || t.Kind() == reflect.Float64:
		return json.RawMessage(text), inString && isLiteral(text)
	case isNumber(t.Kind()):
		value, err := ParseDecimal(text)
		whole := value.Round(0)
		return json.RawMessage(whole.String()), err == nil && whole.Equal(value)
	}
	return nil, false
}

func isNumber(k reflect.Kind) bool { return k >= reflect.Int && k <= reflect.Float64 }

// tidyTime brings a date-time into the form of RFC 3339, if all that is wrong are small letters, a
// blank between date and time or an offset without a colon.
func tidyTime(text string) string {
	text = strings.ToUpper(text)
	if date, clock, ok := strings.Cut(text, " "); ok {
		text = date + "T" + clock
	}
	if sign := len(text) - len("+0800"); sign > 0 && (text[sign] == '+' || text[sign] == '-') {
		text = text[:sign+3] + ":" + text[sign+3:]
	}
	return text
}

func quote(text string) json.RawMessage {
	quoted, _ := json.Marshal(text) // a string always marshals
	return quoted
}

// opaque reports that a type decodes itself.
func opaque(t reflect.Type) bool {
	t = reflect.PointerTo(t)
	return t.Implements(reflect.TypeFor[json.Unmarshaler]()) || t.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// kind is the kind of a JSON value, worded for an error.
type kind string

const (
	isNull    kind = "null"
	isString  kind = "a string"
	isNumeric kind = "a number"
	isBoolean kind = "a boolean"
	isArray   kind = "an array"
	isObject  kind = "an object"
)

// kindOf tells the kind of valid JSON by its first byte.
func kindOf(data json.RawMessage) kind {
	switch data[0] {
	case 'n':
		return isNull
	case '"':
		return isString
	case 't', 'f':
		return isBoolean
	case '[':
		return isArray
	case '{':
		return isObject
	}
	return isNumeric
}

// members ranges over an object in the order of the document.
func members(data json.RawMessage) iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		decoder := json.NewDecoder(bytes.NewReader(data))
		_, _ = decoder.Token() // the opening brace of valid JSON
		for decoder.More() {
			token, _ := decoder.Token()
			name, ok := token.(string)
			var value json.RawMessage
			if err := decoder.Decode(&value); err != nil || !ok || !yield(name, value) {
				return
			}
		}
	}
}

func member(data json.RawMessage, name string) (value json.RawMessage, ok bool) {
	for candidate, value := range members(data) {
		if candidate == name {
			return value, true
		}
	}
	return nil, false
}

func itemsOf(data json.RawMessage) (items []json.RawMessage) {
	_ = json.Unmarshal(data, &items) // a valid array always does, anything else has no items
	return items
}

func onlyItem(data json.RawMessage) (item json.RawMessage, ok bool) {
	if items := itemsOf(data); len(items) == 1 {
		return items[0], true
	}
	return nil, false
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// under puts the path of a value before the path of something in it.
func under(path, part string) string {
	if part == "" || part[0] == '[' {
		return path + part
	}
	return join(path, part)
}

// field is where encoding/json puts a member of an object.
type field struct {
	name  string
	index []int
	kind  reflect.Kind
}

// in returns the field of a struct, and makes the embedded structs that lead to it.
func (f *field) in(v reflect.Value) reflect.Value {
	for _, i := range f.index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v
}

// field finds the field for a member: the exact name first, then one that differs in case.
func (r *reader) field(t reflect.Type, name string) *field {
	fields, known := r.fields[t]
	if !known {
		fields = fieldsOf(t)
		r.fields[t] = fields
	}
	i := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
	if i < 0 {
		i = slices.IndexFunc(fields, func(f field) bool { return strings.EqualFold(f.name, name) })
	}
	if i < 0 {
		return nil
	}
	return &fields[i]
}

// fieldsOf lists the fields of a struct and of what it embeds, the outer ones first.
func fieldsOf(t reflect.Type) (fields []field) {
	type level struct {
		t     reflect.Type
		index []int
	}
	seen := map[reflect.Type]bool{t: true}
	for queue := []level{{t: t}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for i := range at.t.NumField() {
			f := at.t.Field(i)
			index := append(slices.Clone(at.index), i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			inner := f.Type
			if inner.Kind() == reflect.Pointer && f.IsExported() {
				inner = inner.Elem()
			}
			switch {
			case f.Tag.Get("json") == "-":
			case f.Anonymous && name == "" && inner.Kind() == reflect.Struct:
				if !seen[inner] {
					seen[inner] = true
					queue = append(queue, level{inner, index})
				}
			case f.IsExported():
				if name == "" {
					name = f.Name
				}
				fields = append(fields, field{name, index, f.Type.Kind()})
			}
		}
	}
	return fields
}
