package userdata

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// Malformed is a value of a document that could not be read.
type Malformed struct {
	// Path is the location of the value in the document, such as data.items[3].netAmount.
	Path string
	// Value is the value as it was in the document. It may be personal data.
	Value json.RawMessage
}

// Unmarshal is [json.Unmarshal] for documents that may contain malformed values. A malformed value never affects the
// rest of the document.
//
// A value is repaired if it can have only one meaning: a number or a boolean in place of a string, a number or a
// boolean inside a string, 3.0 in place of an integer, an empty string in place of a number or a date-time (it counts
// as not given; in place of a boolean it is malformed, because false would be a statement), one item in place of a
// list, a list of one item in place of the item, a list with or without its items property, and a date-time with
// lower-case letters, a space for the T or no colon in its offset. If an any contains a number that no float64 can
// hold, such as 1e999, all numbers in that any are [json.Number]. No repair invents anything: an object becomes an
// item, or the only item of a list becomes the value, only if something in it could be read and is more than an empty
// string.
//
// Any other malformed value is returned with its path, and its place has the zero value. Elements of lists and members
// of maps are left out instead: Items of [{"id":"a"},7,{"id":"b"}] has two elements, and items[1] is returned as
// malformed. A null in a list of objects is treated the same way, because no object can represent it; a null in any
// other list is the zero value, as in a field.
//
// Unmarshal returns an error if the document is not valid JSON, if it has the wrong JSON type altogether, if it is
// ambiguous, if it is too large, or if v is not a non-nil pointer. Nothing in v should be used then. No error quotes
// the document.
//
// A document is ambiguous if two members of an object belong to the same field, as items and Items would, if an object
// for a map or an any has the same name twice, or if an object for a type that decodes itself has the same name twice
// in any case. Members without a field may be repeated.
//
// A document of n bytes is too large if it needs more than 16n bytes + 4 MiB of memory at one time, in v and during
// decoding, as a list of a million empty objects does, or if a list is longer than its field's tag allows: a field
// tagged maxItems:"1000" takes 1,000 elements. Unmarshal checks this before it allocates anything for the document.
// Memory that is no longer in use, such as the shorter arrays of a list that grew, does not count: the collector can
// free it.
func Unmarshal(data []byte, v any) ([]Malformed, error) {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return nil, fmt.Errorf("userdata: %w", &json.InvalidUnmarshalError{Type: reflect.TypeOf(v)})
	}
	p := planOf(target.Type().Elem())
	c := newChecker(data)
	c.check(p)
	if c.err != nil {
		return nil, c.err
	}
	if !c.flawed && json.Unmarshal(data, v) == nil {
		return nil, nil
	}
	if !json.Valid(data) {
		return nil, syntaxError(json.Unmarshal(data, new(json.RawMessage)))
	}
	return readFlawed(data, p, target.Elem())
}

// TolerantUnmarshaler is implemented by types that decode themselves from a JSON object in which single values may be
// malformed. [Unmarshal] uses it so that a malformed value does not cost the whole object.
//
// Unmarshal tries UnmarshalJSON first, which must fail if any value does not fit. If that fails, Unmarshal calls
// UnmarshalTolerant on the zero value with the JSON object. It calls only UnmarshalTolerant if a list in the object has
// a null that must be left out. UnmarshalTolerant leaves the zero value where something cannot be read, and returns the
// malformed values with their paths relative to the object; Unmarshal adds the path of the object. An error means that
// nothing of the object can be read. Neither method may keep data.
//
// UnmarshalTolerant usually calls Unmarshal with a type that has the same fields and no methods:
//
//	func (s *Score) UnmarshalTolerant(data []byte) ([]Malformed, error) {
//		type fields Score
//		return userdata.Unmarshal(data, (*fields)(s))
//	}
type TolerantUnmarshaler interface {
	json.Unmarshaler
	UnmarshalTolerant(data []byte) ([]Malformed, error)
}

// syntaxError returns an error without the text of err, which quotes the document.
func syntaxError(err error) error {
	if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
		return fmt.Errorf("userdata: the document is not valid JSON, or ends too early, at byte %d", syntax.Offset)
	}
	return errors.New("userdata: the document is not valid JSON")
}
