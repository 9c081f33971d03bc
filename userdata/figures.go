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

// Absence says why there is no figure where the API could have one. The numbers are those that the API writes
// in place of the figure.
type Absence int

// The reasons. The zero Absence is none: the figure is known, or the API did not mention it or gave null.
const (
	AbsentNoData      Absence = -999 // there are no data to compute the figure from
	AbsentNotComputed Absence = -998 // the figure could not be computed
)

var absences = []Absence{AbsentNoData, AbsentNotComputed}

// Figures is the JSON object that a struct of figures was read from, such as [InsightFeatures]. The struct has fields
// for the figures that it knows; Figures, which it holds besides, has all of them. It is a string so that
// structs that hold it can be compared with ==. The zero Figures was read from nothing.
type Figures string

// Read sets the fields of a struct from a JSON object, and keeps the object. A number that stands for an
// [Absence] leaves its field zero. Null and an object with no figure give the zero Figures.
//
// The struct must not have a method UnmarshalJSON. On an error it is not of use, and f is as it was.
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

// ReadTolerant is Read for an object of which some figure is malformed: see [Unmarshal]. Named has that figure
// as it came.
func (f *Figures) ReadTolerant(data []byte, fields any) ([]Malformed, error) {
	unread, err := Unmarshal(data, fields)
	if err == nil {
		f.keep(data, fields)
	}
	return unread, err
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

// absenceOf is not 0 for a number, or a string with one, that the API writes in place of a figure.
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

// Absence says why there is no figure of a name.
func (f Figures) Absence(name string) Absence {
	for member, value := range f.all() {
		if unquote(member) == name {
			return absenceOf(value)
		}
	}
	return 0
}

// Named returns the figures as they were read, in the order of the API, and malformed ones as they came. A
// figure with an [Absence] is an item without a Value, so that nobody takes the number for one.
func (f Figures) Named() Items {
	items, _ := ParseItems(json.RawMessage(f)) // what was read is an object
	for i, item := range items {
		if item.ValueType != "" && absenceOf(quote(item.Value)) != 0 {
			items[i].Value = ""
		}
	}
	return items
}

// Write returns the object as it was read, those figures that have no field included, so that nothing is lost on
// the way through JSON. Of the fields that have changed since, one that is zero now is left out, and any other
// has its new value. A figure that did not have the form it should have is written as it was put right, and left
// out if it could not be. The argument is a struct, not a pointer to it.
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
	member := func(name, value []byte) { // as it stands between its quotes
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

// Equal reports that both have the same figures under the same names, in whatever order. Numbers are compared by their
// value, and those in strings with those that are not; null and empty text count as no figure at all.
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

// sorted returns the figures by name, without those that have no value.
func (f Figures) sorted() Items {
	items, _ := ParseItems(json.RawMessage(f)) // what was read is an object
	items = slices.DeleteFunc(items, func(item Item) bool { return item.Value == "" })
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.Name, b.Name) })
	return items
}

// strict returns a figure as encoding/json can read it again, or nil when that is up to the field.
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

// same reports that two fields have the same value, or are both out of reach in an embedded struct that is nil.
func same(a, b reflect.Value) bool {
	return a.IsValid() == b.IsValid() && (!a.IsValid() || reflect.DeepEqual(a.Interface(), b.Interface()))
}

// all ranges over the figures as they were read.
func (f Figures) all() iter.Seq2[[]byte, json.RawMessage] {
	c := checker{data: []byte(f)}
	return c.all()
}
