package userdata

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// form is the JSON form of a type's values.
type form uint8

const (
	formNone    form = iota // no JSON can be read into it: a channel, or an interface with methods
	formText                // a string
	formBool                // a boolean
	formInteger             // a number
	formFloat               // a number
	formBytes               // a string in base64
	formMoment              // time.Time
	formScalar              // a string or a number that decodes itself, such as Date
	formRaw                 // json.RawMessage
	formPointer             // the form of its element, or null
	formList                // an array
	formArray               // an array of fixed length
	formObject              // an object with known members
	formMap                 // an object with any members
	formAny                 // any value
	formForeign             // any value, for a type that decodes itself in an unknown way
	formOther               // a scalar that encoding/json reads: json.Number, and values with the string option of the tag
)

// plan is what checking or reading a document needs to know about the type that it is read into.
type plan struct {
	t    reflect.Type
	form form
	size int64 // of a value in bytes, without what it refers to
	elem *plan // of a pointer, a list, an array or a map
	// names is true if the keys of a map are the names of the members.
	names bool
	// bits is the size of an integer.
	bits     int64
	unsigned bool
	// self is true if the type decodes itself, and tolerant if it also has UnmarshalTolerant.
	self, tolerant bool
	// object is true if a value is a struct, so that a null element of a list is left out.
	object bool

	// quoted is the plan of a value that the string option of the tag puts into a string.
	quoted *plan

	fields   []field
	exact    map[string]int // the fields by name
	folded   map[string]int // the fields by name in lower case, for names in ASCII
	embedded int64          // size in bytes of the structs that are embedded as pointers
}

// field is the field that encoding/json assigns a member of an object to.
type field struct {
	*plan
	name     string
	inQuotes string // the name as it is usually written in a document
	index    []int
	tagged   bool
	maxItems int // the maximum number of elements of a list; 0 means no limit
}

var plans sync.Map // of *plan by reflect.Type

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	made := map[reflect.Type]*plan{}
	p := makePlan(t, made)
	for t, p := range made {
		plans.LoadOrStore(t, p)
	}
	return p
}

// foreignPlan counts the elements of lists as if they were structs of some size.
var foreignPlan = &plan{form: formForeign, size: 64, object: true}

// makePlan makes the plan of a type and of all types in it.
func makePlan(t reflect.Type, made map[reflect.Type]*plan) *plan {
	if p := made[t]; p != nil {
		return p
	}
	p := &plan{t: t, size: size(t)}
	made[t] = p
	pointer := reflect.PointerTo(t)
	p.self = t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface &&
		(pointer.Implements(reflect.TypeFor[json.Unmarshaler]()) || pointer.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()))
	p.tolerant = p.self && pointer.Implements(reflect.TypeFor[TolerantUnmarshaler]())
	switch kind := t.Kind(); {
	case t == reflect.TypeFor[time.Time]():
		p.form = formMoment
	case t == reflect.TypeFor[json.RawMessage]():
		p.form = formRaw
	case t == reflect.TypeFor[json.Number]():
		p.form = formOther
	case t == reflect.TypeFor[Decimal](), t == reflect.TypeFor[Date](), t == reflect.TypeFor[Month](), t == reflect.TypeFor[scalarText]():
		p.form = formScalar
	case p.self && !pointer.Implements(reflect.TypeFor[json.Unmarshaler]()):
		p.form = formScalar
	case kind == reflect.Struct && (p.tolerant || !p.self):
		p.form, p.object = formObject, true
		p.takeFields(made)
	case p.self:
		p.form, p.object = formForeign, p.tolerant
	case kind == reflect.Pointer:
		p.form = formPointer
		p.elem = makePlan(t.Elem(), made)
	case kind == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		p.form = formBytes
		p.elem = makePlan(t.Elem(), made)
	case kind == reflect.Slice:
		p.form = formList
		p.elem = makePlan(t.Elem(), made)
	case kind == reflect.Array:
		p.form = formArray
		p.elem = makePlan(t.Elem(), made)
	case kind == reflect.Map:
		p.form = formMap
		p.names = t.Key().Kind() == reflect.String && !reflect.PointerTo(t.Key()).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
		p.elem = makePlan(t.Elem(), made)
	case kind == reflect.Interface && t.NumMethod() == 0:
		p.form = formAny
	case kind == reflect.String:
		p.form = formText
	case kind == reflect.Bool:
		p.form = formBool
	case kind == reflect.Float32 || kind == reflect.Float64:
		p.form = formFloat
	case kind >= reflect.Int && kind <= reflect.Uintptr:
		p.form, p.bits, p.unsigned = formInteger, int64(t.Bits()), kind >= reflect.Uint
	}
	return p
}

func size(t reflect.Type) int64 { return int64(t.Size()) } //nolint:gosec // no type is that large

// takeFields finds the fields of a struct and of its embedded structs, as encoding/json does: if several fields have
// the same name, the least nested one wins, or the only one of those with a tag.
func (p *plan) takeFields(made map[reflect.Type]*plan) {
	type place struct {
		t     reflect.Type
		index []int
	}
	byName := map[string][]field{}
	seen := map[reflect.Type]int{p.t: 1} // the least depth at which a struct is embedded, counted from 1
	again := map[reflect.Type]bool{}     // structs that are embedded several times at that depth
	for queue := []place{{t: p.t}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for i := range at.t.NumField() {
			f := at.t.Field(i)
			tag := f.Tag.Get("json")
			name, options, _ := strings.Cut(tag, ",")
			inner := f.Type
			if inner.Kind() == reflect.Pointer && f.IsExported() {
				inner = inner.Elem()
			}
			index := append(slices.Clone(at.index), i)
			switch {
			case tag == "-":
			case f.Anonymous && name == "" && inner.Kind() == reflect.Struct:
				if depth := len(index) + 1; seen[inner] == 0 {
					seen[inner] = depth
				} else {
					again[inner] = again[inner] || seen[inner] == depth
					continue
				}
				queue = append(queue, place{inner, index})
				if inner != f.Type {
					p.embedded += size(inner)
				}
			case f.IsExported():
				taken := field{plan: makePlan(f.Type, made), name: name, index: index, tagged: name != ""}
				if name == "" {
					taken.name = f.Name
				}
				if slices.Contains(strings.Split(options, ","), "string") && (inner.Kind() <= reflect.Float64 || inner.Kind() == reflect.String) {
					taken.plan = &plan{t: f.Type, form: formOther, size: size(f.Type), quoted: taken.plan}
				}
				taken.maxItems, _ = strconv.Atoi(f.Tag.Get("maxItems"))
				taken.inQuotes = string(quote(taken.name))
				byName[taken.name] = append(byName[taken.name], taken)
				if again[at.t] {
					byName[taken.name] = append(byName[taken.name], taken) // the name is ambiguous
				}
			}
		}
	}
	for _, same := range byName {
		if f, ok := dominant(same); ok {
			p.fields = append(p.fields, f)
		}
	}
	slices.SortFunc(p.fields, func(a, b field) int { return slices.Compare(a.index, b.index) })
	p.exact, p.folded = map[string]int{}, map[string]int{}
	for i, f := range p.fields {
		p.exact[f.name] = i
		if _, taken := p.folded[strings.ToLower(f.name)]; !taken {
			p.folded[strings.ToLower(f.name)] = i
		}
	}
}

func dominant(same []field) (f field, ok bool) {
	outermost := slices.DeleteFunc(slices.Clone(same), func(f field) bool { return len(f.index) > len(same[0].index) })
	if len(outermost) > 1 {
		outermost = slices.DeleteFunc(outermost, func(f field) bool { return !f.tagged })
	}
	if len(outermost) != 1 {
		return field{}, false
	}
	return outermost[0], true
}

// field returns the field for a member's name as it is between its quotes. An exact match wins over one that ignores
// case. It returns -1 if there is none.
func (p *plan) field(name []byte) int {
	if i, ok := p.exact[string(name)]; ok {
		return i
	}
	var buffer [64]byte
	folded := buffer[:0]
	for _, c := range name {
		switch {
		case c == '\\' || c >= 0x80 || len(folded) == len(buffer):
			return p.unusual(name)
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		folded = append(folded, c)
	}
	if i, ok := p.folded[string(folded)]; ok {
		return i
	}
	return -1
}

// unusual is field for a name that is escaped, long or not ASCII.
func (p *plan) unusual(name []byte) int {
	text := unquote(name)
	if i, ok := p.exact[text]; ok {
		return i
	}
	return slices.IndexFunc(p.fields, func(f field) bool { return strings.EqualFold(f.name, text) })
}

// unquote returns the text between the quotes of a JSON string.
func unquote(content []byte) (text string) {
	if bytes.IndexByte(content, '\\') < 0 && utf8.Valid(content) {
		return string(content)
	}
	var b strings.Builder
	b.Grow(len(content))
	for i := 0; i < len(content); {
		c := content[i]
		switch {
		case c != '\\':
			r, size := utf8.DecodeRune(content[i:])
			b.WriteRune(r)
			i += size
			continue
		case i+1 == len(content):
			return "" // not a string
		}
		escape := content[i+1]
		i += 2
		if escape == 'u' {
			r := hexRune(content[i:])
			if r < 0 {
				return ""
			}
			i += 4
			if utf16.IsSurrogate(r) {
				pair := utf8.RuneError
				if bytes.HasPrefix(content[i:], []byte(`\u`)) {
					pair = utf16.DecodeRune(r, hexRune(content[i+2:]))
				}
				if r = pair; r != utf8.RuneError {
					i += 6
				}
			}
			b.WriteRune(r)
			continue
		}
		at := strings.IndexByte(`"\/bfnrt`, escape)
		if at < 0 {
			return ""
		}
		b.WriteByte("\"\\/\b\f\n\r\t"[at])
	}
	return b.String()
}

// hexRune returns the character for four hexadecimal digits, or -1.
func hexRune(digits []byte) rune {
	if len(digits) < 4 {
		return -1
	}
	value, err := strconv.ParseUint(string(digits[:4]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(value)
}

// in returns the field of a struct, and allocates the embedded structs that contain it.
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

// of returns the field of a struct. It is not valid if the field is in an embedded nil pointer.
func (f *field) of(v reflect.Value) reflect.Value {
	field, _ := v.FieldByIndexErr(f.index) // the zero Value then
	return field
}
