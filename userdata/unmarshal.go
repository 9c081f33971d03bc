package userdata

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// Malformed is one value of a document that could not be read.
type Malformed struct {
	// Path leads to the value, such as data.items[3].netAmount.
	Path string
	// Value is the value as it stood in the document. It may hold personal data.
	Value json.RawMessage
}

// Unmarshal is [json.Unmarshal] for documents in which a value may not have the form it should have.
// Such a value never costs the rest of the document.
//
// What can mean one thing only is put right: a number or a boolean where a string is wanted, a number or a
// boolean inside a string, 3.0 where an integer is wanted, an empty string where a number or a date-time is wanted
// (it counts as not given; for a boolean it is malformed, as false would say something), one item where a list of
// them is wanted, a list of one item where the item is wanted, a list with its items property or without, and a
// date-time with lower-case letters, a blank for the T or no colon in its offset. Where an any holds a number that
// no float64 can hold, such as 1e999, all numbers in that any are a [json.Number]. Nothing is put right that would
// say what the document does not: an object becomes an item, or the only item of a list the value, when something
// in it could be read and is more than an empty string.
//
// Every other value leaves the zero value in its place, and is returned with its path, so that nothing is
// dropped in silence. An element of a list and a member of a map are left out: in Items of
// [{"id":"a"},7,{"id":"b"}] there are two, and items[1] is returned as unread. So is null in a list of objects,
// where nothing stands for it; any other element that is null is the zero value, as it is in a field.
//
// The error is not nil when the document is not JSON, when it is not at all what v points to, when it mixes
// two values, when it is too large, or when v is not a pointer; nothing in v should be used then. No error
// quotes the document.
//
// A document mixes two values when two members of one object go to one field, as items and Items would, when
// an object for a map or an any has a name twice, and when one for a type that decodes itself has the same
// name twice in whatever case. Members that go nowhere may occur as often as they like.
//
// A document of n bytes is too large when it needs more than 16n bytes + 4 MiB of memory at one time, in v and on
// the way there, as a list of a million empty objects does, or when a list is longer than the tag of its field
// allows: one with maxItems:"1000" takes 1,000 elements. That is found before anything is allocated for it. What
// is of no use any more, such as the shorter arrays of a list that grew, does not count: it is the collector's.
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

// TolerantUnmarshaler is for types that decode themselves, yet stand for a JSON object in which a single
// value may be malformed. [Unmarshal] uses it, so that such a value costs itself and not the object.
//
// UnmarshalJSON is the strict way, tried first: it fails when any value does not fit. UnmarshalTolerant
// is called on the zero value, with a JSON object, where that failed, and instead of it where a list in the
// object has a null that is to be left out. It leaves the zero value where
// something cannot be read, and returns what stood there with its path from the object on; Unmarshal
// puts the path of the object before it. An error means that nothing of the object can be read.
// Neither method may keep data.
//
// UnmarshalTolerant usually calls Unmarshal for a type that has the same fields and no methods:
//
//	func (s *Score) UnmarshalTolerant(data []byte) ([]Malformed, error) {
//		type fields Score
//		return userdata.Unmarshal(data, (*fields)(s))
//	}
type TolerantUnmarshaler interface {
	json.Unmarshaler
	UnmarshalTolerant(data []byte) ([]Malformed, error)
}

// syntaxError leaves out the text of an error that quotes the document.
func syntaxError(err error) error {
	if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
		return fmt.Errorf("userdata: the document is not valid JSON, or ends too early, at byte %d", syntax.Offset)
	}
	return errors.New("userdata: the document is not valid JSON")
}
