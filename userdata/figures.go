package userdata

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"iter"
	"reflect"
	"slices"
	"strconv"
)

// Absence is the reason that a figure is missing. Its values are the numbers that the API writes in place of the
// figure.
type Absence int

// The reasons that a figure is missing. The zero Absence means that the figure is known, or that the API did not
// mention it or returned null.
const (
	AbsentNoData      Absence = -999 // there is no data to compute the figure from
	AbsentNotComputed Absence = -998 // the figure could not be computed
)

var absences = []Absence{AbsentNoData, AbsentNotComputed}

// Figures is the JSON object that a struct of figures was read from, such as [InsightFeatures]. The struct has fields
// for the figures that it knows, and contains a Figures with all of them. Figures is a string so that such structs can
// be compared with ==. The zero Figures was read from nothing.
type Figures string

// Read sets the fields of a struct from a JSON object, and keeps the object. The argument fields is a pointer to the
// struct. A number that represents an [Absence] leaves its field zero. Null and an object without figures set the zero
// Figures.
//
// The struct must not have an UnmarshalJSON method. If Read returns an error, the struct must not be used, and f is
// unchanged.
func (f *Figures) Read(data []byte, fields any) error {
	c := newChecker(data)
	if c.check(planOf(reflect.TypeOf(fields).Elem())); c.err != nil {
		return c.err
	}
	if err := json.Unmarshal(data, fields); err != nil {
		return err
	}
	f.keep(data, fields)
	return nil
}

// ReadTolerant is Read for an object with a malformed figure: see [Unmarshal]. Named returns that figure as it was
// read.
func (f *Figures) ReadTolerant(data []byte, fields any) ([]Malformed, error) {
	malformed, err := Unmarshal(data, fields)
	if err == nil {
		f.keep(data, fields)
	}
	return malformed, err
}

func (f *Figures) keep(data []byte, fields any) {
	*f = ""
	data = bytes.TrimSpace(data)
	if kindOf(data) != isObject {
		return
	}
	v := reflect.ValueOf(fields).Elem()
	p := planOf(v.Type())
	c := checker{data: data}
	for name, value := range c.all() {
		if kindOf(value) == isNull {
			continue
		}
		if *f == "" {
			*f = Figures(data)
		}
		if absenceOf(value) != 0 {
			if i := p.field(name); i >= 0 {
				p.fields[i].in(v).SetZero()
			}
		}
	}
}

// absenceOf returns the Absence that a number, or a string with a number, represents. It is 0 if there is none.
func absenceOf(value json.RawMessage) Absence {
	content, inString := stringContent(value)
	if !inString {
		content = value
	}
	content = bytes.TrimSpace(content)
	if len(content) < len("-999") || content[0] != '-' || content[1] != '9' {
		return 0
	}
	number, err := parseDecimal(content)
	if err != nil {
		return 0
	}
	for _, absence := range absences {
		if number.Equal(NewDecimal(int64(absence), 0)) {
			return absence
		}
	}
	return 0
}

// Absence returns the reason that there is no figure of a name. It is 0 if there is one, or if the API did not mention
// it or returned null.
func (f Figures) Absence(name string) Absence {
	for member, value := range f.all() {
		if unquote(member) == name {
			return absenceOf(value)
		}
	}
	return 0
}

// Named returns the figures as they were read, in the order of the API, including malformed ones. A figure with an
// [Absence] is an item without a Value, so that the number does not pass for a figure.
func (f Figures) Named() Items {
	items, _ := ParseItems(json.RawMessage(f)) // f is an object
	for i, item := range items {
		if item.ValueType != "" && absenceOf(quote(item.Value)) != 0 {
			items[i].Value = ""
		}
	}
	return items
}

// Write returns the object as it was read, including the figures that have no field, so that a JSON round trip loses
// nothing. Of the fields that have changed since, a zero one is left out, and any other is written with its new value.
// A malformed figure is written as it was repaired, or left out if it could not be. The argument is a struct, not a
// pointer to one.
func (f Figures) Write(fields any) ([]byte, error) {
	now := reflect.ValueOf(fields)
	p := planOf(now.Type())
	before := reflect.New(now.Type())
	if f != "" {
		if _, err := new(Figures).ReadTolerant([]byte(f), before.Interface()); err != nil {
			return nil, err
		}
	}
	var out []byte
	separator := byte('{')
	member := func(name, value []byte) { // the name as it is between its quotes
		out = append(append(append(append(out, separator, '"'), name...), '"', ':'), value...)
		separator = ','
	}
	var failed error
	field := func(i int) {
		if field := p.fields[i].of(now); field.IsValid() && !field.IsZero() {
			value, err := json.Marshal(field.Interface())
			failed = errors.Join(failed, err)
			quoted := p.fields[i].inQuotes
			member([]byte(quoted[1:len(quoted)-1]), value)
		}
	}
	written := make([]bool, len(p.fields))
	for name, value := range f.all() {
		i := p.field(name)
		if i >= 0 {
			written[i] = true
			if same(p.fields[i].of(before.Elem()), p.fields[i].of(now)) {
				value = p.fields[i].strict(value)
			} else {
				value = nil
			}
		}
		if value != nil {
			member(name, value)
		} else {
			field(i)
		}
	}
	for i := range p.fields {
		if !written[i] {
			field(i)
		}
	}
	if len(out) == 0 {
		out = append(out, separator)
	}
	return append(out, '}'), failed
}

// Equal reports whether f and other have the same figures under the same names, in any order. Numbers are compared by
// value, whether or not they are in strings. Null and the empty string count as no figure.
func (f Figures) Equal(other Figures) bool {
	return slices.EqualFunc(f.sorted(), other.sorted(), func(a, b Item) bool {
		if a.Name != b.Name || a.Value == b.Value {
			return a.Name == b.Name
		}
		x, errX := ParseDecimal(a.Value)
		y, errY := ParseDecimal(b.Value)
		return errX == nil && errY == nil && x.Equal(y)
	})
}

// sorted returns the figures that have a value, sorted by name.
func (f Figures) sorted() Items {
	items, _ := ParseItems(json.RawMessage(f)) // f is an object
	items = slices.DeleteFunc(items, func(item Item) bool { return item.Value == "" })
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.Name, b.Name) })
	return items
}

// strict returns a figure in a form that encoding/json can read, or nil if the field must supply it.
func (f *field) strict(value json.RawMessage) json.RawMessage {
	fits := func(value []byte) bool { return json.Unmarshal(value, reflect.New(f.t).Interface()) == nil }
	if fits(value) {
		return value
	}
	if absence := absenceOf(value); absence != 0 {
		number := strconv.AppendInt(nil, int64(absence), 10)
		if fits(number) {
			return number
		}
		return quote(string(number))
	}
	return nil
}

// same reports whether two fields have the same value, or are both in an embedded nil pointer.
func same(a, b reflect.Value) bool {
	return a.IsValid() == b.IsValid() && (!a.IsValid() || reflect.DeepEqual(a.Interface(), b.Interface()))
}

// all iterates over the figures as they were read.
func (f Figures) all() iter.Seq2[[]byte, json.RawMessage] {
	c := checker{data: []byte(f)}
	return c.all()
}
