package sandbox_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// breach is one value that breaks one limit of a request.
type breach struct {
	limit string
	// path leads to the value in the body.
	path []any
	// value is what to put there; absent means to take it away.
	value any
	// named and quoted must be in the refusal.
	named, quoted string
}

type absence struct{}

var absent = absence{}

// breaches walks through a schema and breaks every limit that it states, one at a time.
func breaches(schema *contract.Schema, path []any, required bool) []breach {
	s := contract.Load().Resolve(schema)
	var found []breach
	add := func(limit string, value any) {
		quoted := ""
		if value != absent {
			text, err := json.Marshal(value)
			if err != nil {
				panic(err)
			}
			quoted = string(text[:min(len(text), 100)])
		}
		found = append(found, breach{limit, path, value, pathText(path), quoted})
	}
	if required && len(path) > 0 {
		add("required", absent)
	}
	if !s.Nullable && len(path) > 0 {
		add("null", nil)
	}
	switch s.Type {
	case "string":
		found = append(found, stringBreaches(s, path)...)
	case "number", "integer":
		add("type", "seven")
		if s.Minimum != nil {
			add("minimum", *s.Minimum-1)
		}
		if s.Maximum != nil {
			add("maximum", *s.Maximum+1)
		}
	case "boolean":
		add("type", "maybe")
	case "array":
		add("type", "none")
		if s.MinItems != nil && *s.MinItems > 0 {
			add("minItems", []any{})
		}
		if s.MaxItems != nil {
			add("maxItems", slices.Repeat([]any{fitting(s.Items)}, *s.MaxItems+1))
		}
		found = append(found, breaches(s.Items, join(path, 0), false)...)
	default:
		if len(path) > 0 {
			add("type", "nothing")
		}
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			found = append(found, breaches(s.Properties[name], join(path, name), slices.Contains(s.Required, name))...)
		}
		if s.MaxProperties != nil {
			many := object{}
			for i := range *s.MaxProperties + 1 {
				many[strconv.Itoa(i)] = fitting(s.AdditionalProperties)
			}
			add("maxProperties", many)
		}
		if s.AdditionalProperties != nil {
			found = append(found, breaches(s.AdditionalProperties, join(path, "key"), false)...)
		}
		if s.PropertyNames != nil {
			for _, b := range stringBreaches(s.PropertyNames, path) {
				if name, isText := b.value.(string); isText {
					found = append(found, breach{"key " + b.limit, path, object{name: fitting(s.AdditionalProperties)}, b.named, b.quoted})
				}
			}
		}
	}
	return found
}

func stringBreaches(s *contract.Schema, path []any) []breach {
	var found []breach
	add := func(limit string, value any) {
		text, err := json.Marshal(value)
		if err != nil {
			panic(err)
		}
		found = append(found, breach{limit, path, value, pathText(path), string(text[:min(len(text), 100)])})
	}
	if s.OrNumber {
		add("type", true)
	} else {
		add("type", 7)
	}
	if s.MinLength != nil && *s.MinLength > 0 {
		add("minLength", strings.Repeat("x", *s.MinLength-1))
	}
	if s.MaxLength != nil {
		add("maxLength", strings.Repeat("x", *s.MaxLength+1))
	}
	if len(s.Enum) > 0 {
		add("enum", "NO_SUCH")
	}
	if s.Pattern != "" {
		add("pattern", "\u00e9 \u20ac") // the patterns of this API are of ASCII
	}
	if s.Format == "date" || s.Format == "date-time" || s.Format == "email" || s.Format == "uri" {
		add("format", "none of this form")
	}
	return found
}

// variants are the shapes that a request can have: one, or one for each value of its discriminator.
func variants(schema *contract.Schema) []*contract.Schema {
	s := contract.Load().Resolve(schema)
	if len(s.OneOf) == 0 {
		return []*contract.Schema{s}
	}
	var all []*contract.Schema
	for _, value := range slices.Sorted(maps.Keys(s.Discriminator.Mapping)) {
		branch := *contract.Load().Resolve(&contract.Schema{Ref: s.Discriminator.Mapping[value]})
		branch.Properties = maps.Clone(branch.Properties)
		// Null chooses nothing, and is refused as what is missing.
		branch.Properties[s.Discriminator.Property] = &contract.Schema{Type: "string", Enum: []string{value}, Nullable: true}
		all = append(all, &branch)
	}
	return all
}

// fitting returns a value with every property, that keeps to its schema.
func fitting(schema *contract.Schema) any {
	s := contract.Load().Resolve(schema)
	switch s.Type {
	case "string":
		switch {
		case len(s.Enum) > 0:
			return s.Enum[0]
		case s.Format != "":
			return map[string]string{"date": "2026-05-04", "date-time": "2026-05-04T09:30:00Z", "email": "a@b.example", "uri": "https://a.example"}[s.Format]
		}
		return "x"
	case "number", "integer":
		return json.Number("1")
	case "boolean":
		return true
	case "array":
		return []any{fitting(s.Items)}
	}
	value := object{}
	for name, property := range s.Properties {
		value[name] = fitting(property)
	}
	if s.AdditionalProperties != nil {
		value["key"] = fitting(s.AdditionalProperties)
	}
	return value
}

func join(path []any, step any) []any { return append(slices.Clone(path), step) }

func pathText(path []any) string {
	text := ""
	for _, step := range path {
		switch step := step.(type) {
		case int:
			text += fmt.Sprintf("[%d]", step)
		case string:
			text += "." + step
		}
	}
	return strings.TrimPrefix(text, ".")
}

// put returns the document with another value at a path.
func put(at any, path []any, value any) any {
	if len(path) == 0 {
		return value
	}
	switch step := path[0].(type) {
	case int:
		items := slices.Clone(at.([]any))
		items[step] = put(items[step], path[1:], value)
		return items
	default:
		copied := maps.Clone(at.(object))
		name := step.(string)
		if copied[name] = put(copied[name], path[1:], value); copied[name] == absent {
			delete(copied, name)
		}
		return copied
	}
}

// Every limit that the contract has for a body is broken once.
func TestEveryLimitOfABodyIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	broken := map[string]int{}
	for _, operation := range contract.Load().Operations {
		if operation.Request == nil {
			continue
		}
		for _, request := range variants(operation.Request) {
			base := fitting(request)
			require.Empty(t, contract.Load().Validate(operation.Request, base), operation.ID)
			for _, b := range breaches(request, nil, false) {
				body := encode(t, put(base, b.path, b.value))
				a := w.call(operation.Method, target(operation, nil), body)
				what := operation.ID + " " + b.limit + " of " + b.named
				assert.Equal(t, http.StatusBadRequest, a.status, what)
				assert.Equal(t, "INVALID_PARAMETERS", a.code, what)
				assert.Contains(t, a.message, b.named, what)
				assert.Contains(t, a.message, b.quoted, what)
				if b.limit == "required" {
					assert.Contains(t, a.message, b.named+" is required", what)
				}
				broken[b.limit]++
			}
		}
	}
	for limit, least := range map[string]int{
		"required": 150, "null": 250, "type": 300, "minLength": 30, "maxLength": 30, "enum": 40, "format": 20, "minItems": 2,
		"minimum": 6, "maximum": 6, "pattern": 1, "maxProperties": 1, "key maxLength": 1, "key pattern": 1,
	} {
		assert.GreaterOrEqual(t, broken[limit], least, "the walk finds the limits of the kind %s", limit)
	}
}

// target is a request line for an operation, with an argument for everything in the path.
func target(operation *contract.Operation, query url.Values) string {
	path := "/v1" + operation.Path
	for _, parameter := range operation.Parameters {
		switch {
		case parameter.In == "path":
			path = strings.ReplaceAll(path, "{"+parameter.Name+"}", "x")
		case parameter.Required && !query.Has(parameter.Name):
			query = url.Values{parameter.Name: {"x"}}
		}
	}
	return path + "?" + query.Encode()
}

// Every limit of a query or path argument is broken once.
func TestEveryLimitOfAnArgumentIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	count := 0
	refused := func(operation *contract.Operation, target, name, quoted string) {
		t.Helper()
		count++
		body := ""
		if operation.RequestRequired {
			body = encode(t, fitting(variants(operation.Request)[0]))
		}
		a := w.call(operation.Method, target, body)
		what := operation.ID + " " + target[:min(len(target), 100)]
		assert.Equal(t, http.StatusBadRequest, a.status, what)
		assert.Equal(t, "INVALID_PARAMETERS", a.code, what)
		assert.Contains(t, a.message, name, what)
		assert.Contains(t, a.message, quoted, what)
	}
	for _, operation := range contract.Load().Operations {
		for _, parameter := range operation.Parameters {
			s := contract.Load().Resolve(parameter.Schema)
			if parameter.In == "path" {
				if s.MaxLength != nil {
					long := strings.Repeat("x", *s.MaxLength+1)
					refused(operation, strings.Replace(target(operation, nil), "/x", "/"+long, 1), parameter.Name, long[:100])
				}
				continue
			}
			if parameter.Required {
				line, _, _ := strings.Cut(target(operation, nil), "?")
				refused(operation, line, parameter.Name+" is required", "")
			}
			for _, text := range argumentBreaches(s) {
				quoted, err := json.Marshal(text)
				require.NoError(t, err)
				value := strings.Trim(string(quoted), `"`)
				if s.Type == "array" {
					value, _, _ = strings.Cut(value, ",")
				}
				refused(operation, target(operation, url.Values{parameter.Name: {text}}), parameter.Name, value[:min(len(value), 100)])
			}
		}
	}
	assert.Greater(t, count, 240)
}

// Whatever a path names must be there, for the tenant who asks.
func TestWhatIsNotThereIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	count := 0
	for _, operation := range contract.Load().Operations {
		if !strings.Contains(operation.Path, "{") {
			continue
		}
		count++
		body := ""
		if operation.Request != nil {
			body = encode(t, fitting(variants(operation.Request)[0]))
		}
		a := w.call(operation.Method, target(operation, nil), body)
		assert.Equal(t, http.StatusNotFound, a.status, operation.ID)
		assert.Equal(t, "MISSING_RESOURCE", a.code, operation.ID)
		assert.Contains(t, a.message, `"x"`, operation.ID)
	}
	assert.Greater(t, count, 40)
}

// argumentBreaches are texts that a parameter must not have.
func argumentBreaches(s *contract.Schema) []string {
	var texts []string
	switch s.Type {
	case "integer":
		texts = append(texts, "many", "1.5")
		if s.Minimum != nil {
			texts = append(texts, fmt.Sprint(*s.Minimum-1))
		}
		if s.Maximum != nil {
			texts = append(texts, fmt.Sprint(*s.Maximum+1))
		}
	case "boolean":
		texts = append(texts, "1", "yes")
	case "array":
		if s.MaxItems != nil {
			texts = append(texts, strings.Repeat("x,", *s.MaxItems)+"x")
		}
	case "string":
		for _, b := range stringBreaches(s, nil) {
			if text, isText := b.value.(string); isText {
				texts = append(texts, text)
			}
		}
	}
	return texts
}
