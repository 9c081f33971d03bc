package userdata

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// Malformed is a value in a document that could not be decoded.
type Malformed struct {
	// Path is the path of the value, such as data.items[3].netAmount.
	Path string
	// Value is the JSON of the value, unchanged. It may contain personal data.
	Value json.RawMessage
}

// Unmarshal is like [json.Unmarshal], but decodes a document even if some of its values are malformed. A malformed
// value never affects the rest of the document.
//
// Unmarshal repairs a value that can have only one meaning:
//
//   - a number or a boolean in place of a string
//   - a string that contains a number or a boolean, in place of one
//   - 3.0 in place of an integer
//   - an empty string in place of a number or a date-time, which is then absent; in place of a boolean, an empty string
//     is malformed, because false is a value
//   - one item in place of a list of them, and a list of one item in place of the item
//   - a list in place of an object whose property items is that list, and the reverse
//   - a date-time with lower-case letters, a blank in place of the T, or no colon in its offset
//
// It does not invent data: an object becomes an item of a list, or the only item of a list becomes the value, only if
// something in it can be decoded and is more than an empty string. If an any contains a number out of range for a
// float64, such as 1e999, all numbers in that any become a [json.Number].
//
// For every other malformed value, Unmarshal leaves the zero value and returns a Malformed, so that nothing is lost
// silently. Malformed elements of a list and members of a map are left out: if items is [{"id":"a"},7,{"id":"b"}],
// Unmarshal decodes two items and returns items[1] as malformed. In a list of objects, null is malformed too. In any
// other list, as in a field, null is the zero value.
//
// Unmarshal returns an error if the document is not valid JSON, does not match the type of v at all, has duplicate
// members or is too large, or if v is not a pointer. The contents of v must not be used then. No error quotes the
// document.
//
// Members of an object are duplicates if they set the same field, as items and Items would. For a map or an any, they
// are duplicates if their names are equal; for a type that decodes itself, if their names are equal except for case.
// Ignored members may occur any number of times.
//
// A document of n bytes is too large if v and the work of decoding it need more than 16n bytes + 4 MiB of memory at one
// time, as a list of a million empty objects does, or if a list is longer than the tag of its field allows: with
// maxItems:"1000" it can have at most 1,000 elements. Unmarshal checks this before it allocates. Memory that can be
// garbage collected, such as the previous arrays of a list that grew, does not count.
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
// malformed. [Unmarshal] uses it so that such a value does not affect the rest of the object.
//
// UnmarshalJSON is strict and called first: it returns an error if any value does not fit. UnmarshalTolerant is called
// on the zero value, with a JSON object, after UnmarshalJSON fails, and in its place if a list in the object contains a
// null that must be left out. It leaves the zero value in place of a malformed value, and returns that value with its
// path within the object, to which Unmarshal adds the path of the object. An error means that nothing in the object can
// be decoded. Neither method may retain data.
//
// UnmarshalTolerant usually calls Unmarshal for a type with the same fields and no methods:
//
//	func (s *Score) UnmarshalTolerant(data []byte) ([]Malformed, error) {
//		type fields Score
//		return userdata.Unmarshal(data, (*fields)(s))
//	}
type TolerantUnmarshaler interface {
	json.Unmarshaler
	UnmarshalTolerant(data []byte) ([]Malformed, error)
}

// syntaxError replaces an error whose text quotes the document.
func syntaxError(err error) error {
	if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
		return fmt.Errorf("userdata: the document is not valid JSON or is truncated at byte %d", syntax.Offset)
	}
	return errors.New("userdata: the document is not valid JSON")
}
