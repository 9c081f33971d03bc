package preview

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
)

// TemplateID names what a request asks for, where an operation answers more than one question. Smile has
// templates for single customers besides those that are documented.
type TemplateID string

// OtherTemplate is a request by a template that this version of the module has no type for. The packages of the
// products have types of their own that hold it.
type OtherTemplate struct {
	userdata.Personal
	// TemplateID is the template, as you have it from Smile. It is required.
	TemplateID TemplateID
	// Consent is what the person agreed to.
	Consent Consent
	// Fields are all other fields by the API's names. A phone number is written as the template wants it: see
	// [PhoneNumber]. In replies numbers are [json.Number].
	Fields map[string]any
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (t *OtherTemplate) Validate() error {
	if t.TemplateID == "" {
		return &smile.ParameterError{Field: "templateId", Problem: "is empty: name the template that you have from Smile"}
	}
	for _, own := range []string{"templateId", "consent"} {
		for name := range t.Fields {
			if strings.EqualFold(name, own) {
				return &smile.ParameterError{Field: own, Problem: "is a field of the struct: take it out of Fields"}
			}
		}
	}
	return t.Consent.Validate()
}

// MarshalJSON writes all fields as one object.
func (t OtherTemplate) MarshalJSON() ([]byte, error) {
	fields := maps.Clone(t.Fields)
	if fields == nil {
		fields = map[string]any{}
	}
	fields["templateId"], fields["consent"] = t.TemplateID, t.Consent
	return json.Marshal(fields)
}

// UnmarshalJSON reads an object of any fields.
func (t *OtherTemplate) UnmarshalJSON(data []byte) error {
	_, err := t.read(data, func(data []byte, v any) ([]userdata.Malformed, error) { return nil, json.Unmarshal(data, v) })
	return err
}

// UnmarshalTolerant is UnmarshalJSON for a consent in which a value does not have the form it should have: see
// [userdata.TolerantUnmarshaler].
func (t *OtherTemplate) UnmarshalTolerant(data []byte) ([]userdata.Malformed, error) {
	return t.read(data, userdata.Unmarshal)
}

func (t *OtherTemplate) read(data []byte, decode func([]byte, any) ([]userdata.Malformed, error)) ([]userdata.Malformed, error) {
	var known struct {
		TemplateID TemplateID `json:"templateId"`
		Consent    Consent    `json:"consent"`
	}
	unread, err := decode(data, &known)
	if err != nil {
		return nil, err
	}
	var fields map[string]any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&fields); err != nil {
		return nil, err
	}
	// What encoding/json has taken for one of the two, whatever the case of its letters, is not a field as well.
	maps.DeleteFunc(fields, func(name string, _ any) bool {
		return strings.EqualFold(name, "templateId") || strings.EqualFold(name, "consent")
	})
	*t = OtherTemplate{TemplateID: known.TemplateID, Consent: known.Consent, Fields: fields}
	return unread, nil
}
