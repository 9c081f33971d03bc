package contracttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
)

// CheckRoundTrip holds the way of a type through JSON to a named schema, with documents that have all properties of
// the schema: with values, with zeros and with null. A value that was read from one equals another that was read from it, is
// written and read again as the same value, and written again as the same bytes. What is written is the document, but
// for properties that are null or empty text, which say that nothing is given, and for zeros that are not in the type.
func CheckRoundTrip(t testing.TB, schema string, model reflect.Type) {
	t.Helper()
	s := sampler{contract: contract.Load()}
	if s.contract.Schemas[schema] == nil {
		t.Errorf("%s: the contract has no such schema", schema)
		return
	}
	for s.branch = 0; s.branch == 0 || s.branch < s.branches; s.branch++ {
		for _, s.content = range []content{values, zeros, nulls} {
			document, err := json.Marshal(s.of(&contract.Schema{Ref: schema}))
			if err != nil {
				t.Fatal(err)
			}
			checkRoundTrip(t, schema, document, model, s.content)
		}
	}
}

func checkRoundTrip(t testing.TB, schema string, document []byte, model reflect.Type, c content) {
	t.Helper()
	read := func(document []byte) any {
		value := reflect.New(model)
		if err := json.Unmarshal(document, value.Interface()); err != nil {
			t.Fatalf("%s: %v in %s", schema, err, document)
		}
		return value.Elem().Interface()
	}
	write := func(value any) []byte {
		written, err := json.Marshal(value)
		if err != nil {
			t.Fatalf("%s: %v", schema, err)
		}
		return written
	}
	value := read(document)
	if !reflect.DeepEqual(value, read(document)) {
		t.Errorf("%s: what was read twice from one document differs: %s", schema, document)
	}
	written := write(value)
	again := read(written)
	if !reflect.DeepEqual(value, again) {
		t.Errorf("%s: %s was read, written and read again as another value, from %s", schema, document, written)
	}
	if rewritten := write(again); !bytes.Equal(written, rewritten) {
		t.Errorf("%s: what was written as %s is written as %s next time", schema, written, rewritten)
	}
	if want, got := given(document, c), given(written, c); !reflect.DeepEqual(want, got) {
		t.Errorf("%s: %s was read, and written as %s", schema, document, written)
	}
}

// given is a document without what says that nothing is given.
func given(document []byte, c content) any {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber() // which keeps literals
	var value any
	if err := decoder.Decode(&value); err != nil {
		return err
	}
	var tidy func(value any) any
	tidy = func(value any) any {
		switch value := value.(type) {
		case map[string]any:
			for name := range value {
				if value[name] = tidy(value[name]); value[name] == nil {
					delete(value, name)
				}
			}
			if len(value) == 0 && c != values {
				return nil
			}
		case []any:
			for i := range value {
				value[i] = tidy(value[i])
			}
		case string:
			if value == "" {
				return nil
			}
		case bool:
			if !value && c != values {
				return nil
			}
		case json.Number:
			if value == "0" && c != values {
				return nil
			}
		}
		return value
	}
	return tidy(value)
}

type content int

const (
	values content = iota
	zeros          // the least that a property can be without being null
	nulls
)

// sampler makes documents from schemas.
type sampler struct {
	contract *contract.Contract
	content  content
	// branch is which schema of a oneOf is taken, counted around. branches is how many the longest has.
	branch, branches int
	made             int
}

func (s *sampler) of(schema *contract.Schema) any {
	schema = s.contract.Resolve(schema)
	if n := len(schema.OneOf); n > 0 {
		s.branches = max(s.branches, n)
		branch := schema.OneOf[s.branch%n]
		object, ok := s.of(branch).(map[string]any)
		if ok && schema.Discriminator != nil {
			for name, target := range schema.Discriminator.Mapping {
				if target == branch.Ref {
					object[schema.Discriminator.Property] = name
				}
			}
		}
		return object
	}
	switch {
	case len(schema.Properties) > 0:
		object := map[string]any{}
		for name, property := range schema.Properties {
			switch {
			case s.content == nulls:
				object[name] = nil
			case name == "month": // a string without a format
				object[name] = "2021-04"
			case property.Type == "number" && (name == "count" || name == "version"): // numbers, and not integers, by the contract
				object[name] = 1
			default:
				object[name] = s.of(property)
			}
		}
		return object
	case schema.AdditionalProperties != nil:
		return map[string]any{"name": s.of(schema.AdditionalProperties)}
	}
	s.made++
	zero := s.content == zeros
	switch schema.Type {
	case "string":
		switch {
		case schema.Format == "date-time": // which cannot be empty
			return "2021-04-21T08:30:00.25+08:00"
		case zero:
			return ""
		case schema.Format == "date":
			return "2021-04-21"
		case len(schema.Enum) > 0:
			return schema.Enum[s.made%len(schema.Enum)]
		}
		return fmt.Sprintf("<text %d> & \u2028", s.made)
	case "number":
		if zero {
			return json.Number("0.00")
		}
		return json.Number(fmt.Sprintf("%d.5000", s.made))
	case "integer":
		if zero {
			return 0
		}
		return s.made
	case "boolean":
		return !zero
	case "array":
		if zero {
			return []any{}
		}
		return []any{s.of(schema.Items), s.of(schema.Items)}
	}
	return map[string]any{}
}
