package userdata

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// reader reads a document that contains a malformed value, following the plan of its type. Scalars without a defect are
// read as encoding/json reads them. The embedded checker counts memory, and has found the document to be valid JSON.
type reader struct {
	checker
	path      []byte // of the value that is being read
	malformed []Malformed
}

// outcome is the result of reading a value.
type outcome uint8

const (
	isAbsent outcome = iota // null, or listed as malformed; its place has the zero value
	isEmpty                 // a value with nothing in it: an object without a known member, or an empty string
	isGiven
)

// readFlawed sets v from a document that is valid JSON.
func readFlawed(data []byte, p *plan, v reflect.Value) ([]Malformed, error) {
	r := reader{checker: newChecker(data)}
	v.SetZero() // clear what the first attempt has left
	_, got := r.read(p, 0, v, 0)
	switch {
	case r.err != nil:
		return nil, r.err
	case got == isAbsent && len(r.malformed) > 0:
		return nil, fmt.Errorf("userdata: the document must not be %s", kindOf(data[r.blanks(0):]))
	}
	return r.malformed, nil
}

// read sets v, which is zero, from the value at an offset. Like all methods that read, it returns the offset of the
// end, or -1 if err is set.
func (r *reader) read(p *plan, i int, v reflect.Value, maxItems int) (end int, got outcome) {
	i = r.blanks(i)
	if p.form == formPointer {
		if r.data[i] == 'n' || !r.take(allocated(p.elem.size)) {
			return r.skip(i), isAbsent
		}
		element := reflect.New(p.t.Elem())
		if end, got = r.read(p.elem, i, element.Elem(), maxItems); got != isAbsent {
			v.Set(element)
		}
		return end, got
	}
	if r.data[i] == 'n' && !p.self && p.form != formRaw {
		return r.skip(i), isAbsent
	}
	switch {
	case p.tolerant:
		end, got = r.readSelf(p, i, v)
	case p.form == formObject:
		end, got = r.readObject(p, i, v)
	case p.form == formList:
		end, got = r.readList(p, i, v, maxItems)
	case p.form == formMap && p.names:
		end, got = r.readMap(p, i, v)
	default:
		end, got = r.readScalar(p, i, v)
	}
	if r.err != nil {
		return -1, isAbsent
	}
	return end, got
}

// readMember is read for a member of an object. The name is as it is between its quotes.
func (r *reader) readMember(name []byte, p *plan, i int, v reflect.Value, maxItems int) (end int, got outcome) {
	mark := len(r.path)
	if bytes.IndexByte(name, '\\') >= 0 {
		name = []byte(unquote(name))
	}
	if mark > 0 {
		r.path = append(r.path, '.')
	}
	r.path = append(r.path, name...)
	end, got = r.read(p, i, v, maxItems)
	r.path = r.path[:mark]
	return end, got
}

// readElement is read for an element of a list.
func (r *reader) readElement(index int, p *plan, i int, v reflect.Value) (end int, got outcome) {
	mark := len(r.path)
	r.path = append(strconv.AppendInt(append(r.path, '['), int64(index), 10), ']')
	end, got = r.read(p, i, v, 0)
	r.path = r.path[:mark]
	return end, got
}

// giveUp lists a value as malformed.
func (r *reader) giveUp(i int) (end int, got outcome) {
	end = r.skip(i)
	r.list("", r.data[i:end])
	return end, isAbsent
}

// list lists a part of the value at the current path as malformed.
func (r *reader) list(part string, value json.RawMessage) {
	if len(r.path) > 0 && part != "" && part[0] != '[' {
		part = "." + part
	}
	if r.take(malformedSize + allocated(int64(len(r.path)+len(part)+len(value)))) {
		r.malformed = append(r.malformed, Malformed{Path: string(r.path) + part, Value: bytes.Clone(value)})
	}
}

// whole lists a value of which nothing could be read as malformed, in place of everything listed for its parts.
func (r *reader) whole(i, listed int, v reflect.Value) (end int, got outcome) {
	v.SetZero()
	r.malformed = r.malformed[:listed]
	return r.giveUp(i)
}

func (r *reader) readObject(p *plan, i int, v reflect.Value) (end int, got outcome) {
	switch kindOf(r.data[i:]) {
	case isObject:
	case isArray:
		if at, ok := p.exact["items"]; ok && p.fields[at].form == formList {
			f := &p.fields[at]
			return r.read(f.plan, i, f.in(v), f.maxItems)
		}
		return r.readOnly(p, i, v)
	default:
		return r.giveUp(i)
	}
	got = isEmpty
	seen := make([]bool, len(p.fields))
	i, more := r.next(i+1, true, '}')
	for more && r.err == nil {
		at, value := r.member(p, i, len(p.fields))
		if at < 0 {
			i, more = r.next(r.skip(value), false, '}')
			continue
		}
		f := &p.fields[at]
		if seen[at] {
			r.twice()
			break
		}
		seen[at] = true
		var read outcome
		name, _ := r.name(i)
		if i, read = r.readMember(name, f.plan, value, f.in(v), f.maxItems); r.err != nil {
			break
		}
		got = max(got, read)
		i, more = r.next(i, false, '}')
	}
	return i, got
}

// readOnly reads an object from a list whose only element it is.
func (r *reader) readOnly(p *plan, i int, v reflect.Value) (end int, got outcome) {
	listed := len(r.malformed)
	item, ok := r.onlyItem(i)
	if r.err != nil {
		return -1, isAbsent
	}
	if !ok || r.data[item] != '{' {
		return r.giveUp(i)
	}
	switch end, got = r.readElement(0, p, item, v); {
	case r.err != nil:
		return -1, isAbsent
	case got != isGiven:
		return r.whole(i, listed, v)
	}
	return r.blanks(end) + 1, got
}

// onlyItem returns the offset of the only element of a list.
func (r *reader) onlyItem(i int) (item int, ok bool) {
	item, ok = r.next(i+1, true, ']')
	if !ok {
		return item, false
	}
	end := r.blanks(r.skip(item))
	r.take(int64(end - item)) // because it is scanned again, possibly at each level
	return item, r.err == nil && r.at(end) == ']'
}

func (r *reader) readList(p *plan, i int, v reflect.Value, maxItems int) (end int, got outcome) {
	switch kindOf(r.data[i:]) {
	case isArray:
		return r.readArray(p, i, v, maxItems)
	case isObject:
		elem := p.elem
		if elem.form == formPointer {
			elem = elem.elem
		}
		if _, own := elem.exact["items"]; !own {
			if items := r.items(i); items >= 0 {
				return r.readItems(p, i, v, maxItems)
			}
		}
	default:
		if !p.elem.takes(r.data[i]) {
			return r.giveUp(i)
		}
	}
	listed := len(r.malformed)
	if !r.take(allocated(p.elem.size)) {
		return -1, isAbsent
	}
	single := reflect.MakeSlice(p.t, 1, 1)
	switch end, got = r.read(p.elem, i, single.Index(0), 0); {
	case r.err != nil:
		return -1, isAbsent
	case got != isGiven:
		return r.whole(i, listed, v)
	}
	v.Set(single)
	return end, got
}

// takes reports whether a scalar with the given first byte is a value of the plan without repair.
func (p *plan) takes(first byte) bool {
	switch p.form {
	case formPointer:
		return p.elem.takes(first)
	case formText, formMoment:
		return first == '"'
	case formInteger, formFloat:
		return first == '-' || '0' <= first && first <= '9'
	case formBool:
		return first == 't' || first == 'f'
	case formScalar, formRaw, formAny, formForeign, formOther:
		return true
	}
	return false
}

// items returns the offset of the list in an object's member items, or -1.
func (r *reader) items(i int) int {
	start := i
	i, more := r.next(i+1, true, '}')
	for more {
		name, end := r.name(i)
		end = r.blanks(r.colon(end))
		if string(name) == "items" && r.data[end] == '[' {
			return end
		}
		i, more = r.next(r.skip(end), false, '}')
	}
	r.take(int64(i - start)) // because it is scanned again, possibly at each level
	return -1
}

// readItems reads a list from the items member of an object.
func (r *reader) readItems(p *plan, i int, v reflect.Value, maxItems int) (end int, got outcome) {
	found := false
	i, more := r.next(i+1, true, '}')
	for more && r.err == nil {
		name, value := r.name(i)
		value = r.blanks(r.colon(value))
		switch {
		case strings.EqualFold(unquote(name), "items"):
			if found {
				r.twice()
			}
			found = true
			i, got = r.readMember(name, p, value, v, maxItems)
		case r.data[value] == 'n':
			i = r.skip(value)
		default:
			i = r.skip(value)
			r.list(unquote(name), r.data[value:i])
		}
		if r.err == nil {
			i, more = r.next(i, false, '}')
		}
	}
	return i, got
}

func (r *reader) readArray(p *plan, i int, v reflect.Value, maxItems int) (end int, got outcome) {
	count := 0
	i, more := r.next(i+1, true, ']')
	for ; more; count++ {
		if maxItems > 0 && count >= maxItems {
			r.fail(tooMany(maxItems))
			return -1, isAbsent
		}
		length := v.Len()
		if length == v.Cap() {
			room := max(4, 2*length)
			if !r.take(int64(room) * allocated(p.elem.size)) {
				return -1, isAbsent
			}
			v.Grow(room - length)
			r.memory += int64(length) * allocated(p.elem.size) // the old array
		}
		v.SetLen(length + 1)
		listed, start := len(r.malformed), i
		end, got := r.readElement(count, p.elem, i, v.Index(length))
		if r.err != nil {
			return -1, isAbsent
		}
		if null := r.data[start] == 'n'; got == isAbsent && (!null || p.elem.object) {
			if len(r.malformed) == listed {
				r.list("["+strconv.Itoa(count)+"]", r.data[start:end])
			}
			v.Index(length).SetZero()
			v.SetLen(length)
		}
		i, more = r.next(end, false, ']')
	}
	if v.Len() == 0 {
		v.Set(reflect.MakeSlice(p.t, 0, 0)) // without capacity, as encoding/json leaves it
		return i, isEmpty
	}
	return i, isGiven
}

func (r *reader) readMap(p *plan, i int, v reflect.Value) (end int, got outcome) {
	switch kindOf(r.data[i:]) {
	case isArray:
		return r.readOnly(p, i, v)
	case isObject:
	default:
		return r.giveUp(i)
	}
	got = isEmpty
	v.Set(reflect.MakeMap(p.t))
	i, more := r.next(i+1, true, '}')
	for count := 1; more && r.err == nil; count++ {
		quoted, value := r.name(i)
		size := r.text(i, value) + entrySize(count, 16, p.elem.size)
		value = r.blanks(r.colon(value))
		name := unquote(quoted)
		key := reflect.ValueOf(name).Convert(p.t.Key())
		if v.MapIndex(key).IsValid() {
			r.twice()
			break
		}
		if !r.take(size) {
			break
		}
		element := reflect.New(p.t.Elem()).Elem()
		var read outcome
		if i, read = r.readMember(quoted, p.elem, value, element, 0); r.err != nil {
			break
		}
		if read != isAbsent || r.data[value] == 'n' {
			v.SetMapIndex(key, element)
			got = isGiven
		}
		i, more = r.next(i, false, '}')
	}
	return i, got
}

// readSelf lets the type of an object decode it.
func (r *reader) readSelf(p *plan, i int, v reflect.Value) (end int, got outcome) {
	object := v.Addr().Interface().(TolerantUnmarshaler)
	r.flawed = false
	if end = r.value(p, i, 0); end < 0 {
		return -1, isAbsent
	}
	memory := r.memory
	if !r.take(1024 + 4*int64(end-i)) {
		return -1, isAbsent
	}
	data := r.data[i:end:end]
	kind := kindOf(data)
	if !r.flawed && object.UnmarshalJSON(data) == nil {
		r.memory = memory // the rest was needed only temporarily
		switch {
		case kind == isNull:
			return end, isAbsent
		case v.IsZero():
			return end, isEmpty
		}
		return end, isGiven
	}
	v.SetZero()
	if kind == isArray {
		return r.readOnly(p, i, v)
	}
	if kind != isObject {
		return r.giveUp(i)
	}
	malformed, err := object.UnmarshalTolerant(data)
	if whole := new(documentError); errors.As(err, &whole) {
		r.fail(whole.problem)
		return -1, isAbsent
	}
	if err != nil {
		v.SetZero()
		return r.giveUp(i)
	}
	for _, m := range malformed {
		r.list(m.Path, m.Value)
	}
	if v.IsZero() {
		return end, isEmpty
	}
	return end, isGiven
}

// readScalar reads a value that is not an object, a list or a map, or whose type decodes itself.
func (r *reader) readScalar(p *plan, i int, v reflect.Value) (end int, got outcome) {
	r.flawed = false
	if end = r.value(p, i, 0); end < 0 || !r.take(int64(end-i)) {
		return -1, isAbsent
	}
	data := r.data[i:end:end]
	if r.flawed && p.elem != nil {
		return r.giveUp(i) // bytes or an array with an element that does not fit
	}
	if r.err == nil && r.set(p, data, v) {
		return end, given(data)
	}
	if r.err != nil {
		return -1, isAbsent
	}
	if repaired, ok := repair(data, p); ok && r.take(256+4*int64(len(repaired))) && r.set(p, repaired, v) {
		return end, given(repaired)
	}
	if item, ok := r.onlyScalar(i, data); ok && r.set(p, item, v) && given(item) == isGiven {
		return end, isGiven
	}
	if r.err != nil {
		return -1, isAbsent
	}
	v.SetZero()
	return r.giveUp(i)
}

// onlyScalar returns the only element of a list if it is a scalar.
func (r *reader) onlyScalar(i int, data json.RawMessage) (item json.RawMessage, ok bool) {
	if kindOf(data) != isArray {
		return nil, false
	}
	at, ok := r.onlyItem(i)
	if !ok || r.data[at] == '[' || r.data[at] == '{' {
		return nil, false
	}
	return r.data[at:r.skip(at)], true
}

// given returns the outcome of a value that could be read.
func given(data json.RawMessage) outcome {
	switch kindOf(data) {
	case isNull:
		return isAbsent
	case isString, isArray, isObject:
		if len(bytes.TrimSpace(data[1:len(data)-1])) == 0 {
			return isEmpty
		}
	}
	return isGiven
}

// set does what encoding/json does, for a single value whose memory is already counted.
func (r *reader) set(p *plan, data json.RawMessage, v reflect.Value) bool {
	switch p.form {
	case formText:
		if data[0] == '"' {
			v.SetString(unquote(data[1 : len(data)-1]))
		}
		return data[0] == '"' || data[0] == 'n'
	case formBool:
		v.SetBool(data[0] == 't')
		return string(data) == "true" || string(data) == "false" || data[0] == 'n'
	case formScalar, formForeign, formMoment, formRaw:
		if self, ok := v.Addr().Interface().(json.Unmarshaler); ok {
			return self.UnmarshalJSON(data) == nil
		}
	case formAny:
		return r.setAny(data, v)
	case formInteger:
		return setInteger(string(data), v)
	case formFloat:
		value, err := strconv.ParseFloat(string(data), v.Type().Bits())
		if kindOf(data) != isNumeric || err != nil {
			return data[0] == 'n'
		}
		v.SetFloat(value)
		return true
	case formOther:
		if p.quoted != nil {
			return r.setQuoted(p.quoted, data, v)
		}
	}
	return r.decode(func() error { return json.Unmarshal(data, v.Addr().Interface()) })
}

// decode lets encoding/json read a value. That needs some memory temporarily, and more if it creates an error.
func (r *reader) decode(unmarshal func() error) bool {
	if !r.take(1024) {
		return false
	}
	if unmarshal() != nil {
		return false
	}
	r.memory += 1024
	return true
}

// setQuoted sets a value that the string option of the tag puts into a string.
func (r *reader) setQuoted(p *plan, data json.RawMessage, v reflect.Value) bool {
	if data[0] != '"' {
		return data[0] == 'n'
	}
	scalar := []byte(unquote(data[1 : len(data)-1]))
	if !json.Valid(scalar) || scalar[0] <= ' ' {
		return false
	}
	if p.form != formPointer {
		return r.set(p, scalar, v)
	}
	if scalar[0] == 'n' {
		return true
	}
	element := reflect.New(p.t.Elem())
	if !r.take(allocated(p.elem.size)) || !r.set(p.elem, scalar, element.Elem()) {
		return false
	}
	v.Set(element)
	return true
}

func setInteger(text string, v reflect.Value) bool {
	switch {
	case text == "null":
		return true
	case v.CanInt():
		value, err := strconv.ParseInt(text, 10, v.Type().Bits())
		if err == nil {
			v.SetInt(value)
		}
		return err == nil
	}
	value, err := strconv.ParseUint(text, 10, v.Type().Bits())
	if err == nil {
		v.SetUint(value)
	}
	return err == nil
}

// setAny keeps numbers that no float64 can hold as [json.Number].
func (r *reader) setAny(data json.RawMessage, v reflect.Value) bool {
	if r.decode(func() error { return json.Unmarshal(data, v.Addr().Interface()) }) {
		return true
	}
	v.SetZero()
	if !r.take(1024 + 4*int64(len(data))) {
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return false
	}
	v.Set(reflect.ValueOf(value))
	return true
}
