package requests

import (
	"encoding/json"

	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// Read decodes a request into a new value of the type that its template has. Null is no request.
func Read[R any](data []byte, into *R, typeOf func(preview.TemplateID) R) error {
	_, err := read(data, into, typeOf, func(data []byte, v any) ([]userdata.Malformed, error) {
		return nil, json.Unmarshal(data, v)
	})
	return err
}

// ReadTolerant is Read for a request in which a value may not have the form it should have.
func ReadTolerant[R any](data []byte, into *R, typeOf func(preview.TemplateID) R) ([]userdata.Malformed, error) {
	return read(data, into, typeOf, userdata.Unmarshal)
}

func read[R any](data []byte, into *R, typeOf func(preview.TemplateID) R, decode func([]byte, any) ([]userdata.Malformed, error)) ([]userdata.Malformed, error) {
	if string(data) == "null" {
		return nil, nil
	}
	var named struct {
		TemplateID json.RawMessage `json:"templateId"`
	}
	if err := json.Unmarshal(data, &named); err != nil {
		return nil, err
	}
	var id preview.TemplateID
	_ = json.Unmarshal(named.TemplateID, &id) // what is no string names no template that has a type
	request := typeOf(id)
	unread, err := decode(data, request)
	if err != nil {
		return nil, err
	}
	*into = request
	return unread, nil
}

// UnwrapTolerant decodes the value that Unwrap returns, in which some value may not have the form it should have.
func UnwrapTolerant(data []byte, name string, into any) ([]userdata.Malformed, error) {
	inner := Unwrap(data, name)
	unread, err := userdata.Unmarshal(inner, into)
	if len(inner) < len(data) {
		for i := range unread {
			unread[i].Path = name + "." + unread[i].Path
		}
	}
	return unread, err
}

// Unwrap returns the value of an object's only member when that is its name, and the data otherwise: the API's
// own examples have records of some lists inside another object.
func Unwrap(data []byte, name string) []byte {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) == nil && len(members) == 1 && members[name] != nil {
		return members[name]
	}
	return data
}
