package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// Violation is one place where a document differs from its schema.
type Violation struct {
	// Path leads to the value, such as rawFiles[0].name; empty for the document itself.
	Path string
	// Problem completes the sentence that begins with the path.
	Problem string
	// Value is the offending value as JSON; empty when it is missing.
	Value string
}

func (v Violation) String() string {
	path := v.Path
	if path == "" {
		path = "the body"
	}
	if v.Value == "" {
		return path + " " + v.Problem
	}
	return path + " " + v.Problem + ": " + v.Value
}

// Validate compares a document, decoded with numbers as [json.Number], with a schema. Properties that
// the schema does not know are accepted, as the API accepts them.
func (c *Contract) Validate(s *Schema, document any) []Violation {
	v := validation{contract: c}
	v.check("", s, document)
	return v.violations
}

// ValidateParameter compares the text of a path or query argument with its schema. Arrays are lists
// separated by commas.
func (c *Contract) ValidateParameter(p *Parameter, text string) []Violation {
	s := c.Resolve(p.Schema)
	var document any = text
	switch s.Type {
	case "integer", "number":
		document = json.Number(text)
		if !jsonNumber.MatchString(text) {
			document = text
		}
	case "boolean":
		if b, err := strconv.ParseBool(text); err == nil && (text == "true" || text == "false") {
			document = b
		}
	case "array":
		var items []any
		for item := range strings.SplitSeq(text, ",") {
			items = append(items, item)
		}
		document = items
	}
	v := validation{contract: c}
	v.check(p.Name, s, document)
	return v.violations
}

type validation struct {
	contract   *Contract
	violations []Violation
}

func (v *validation) add(path string, value any, format string, args ...any) {
	text, err := json.Marshal(value)
	if err != nil {
		text = nil
	}
	const longest = 120
	if runes := []rune(string(text)); len(runes) > longest {
		text = []byte(string(runes[:longest]) + "...")
	}
	v.violations = append(v.violations, Violation{path, fmt.Sprintf(format, args...), string(text)})
}

func (v *validation) missing(path string) {
	v.violations = append(v.violations, Violation{Path: path, Problem: "is required"})
}

func (v *validation) check(path string, s *Schema, value any) {
	s = v.contract.Resolve(s)
	if s == nil {
		return
	}
	if value == nil {
		if !s.Nullable {
			v.add(path, value, "must not be null")
		}
		return
	}
	if len(s.OneOf) > 0 {
		v.checkOneOf(path, s, value)
		return
	}
	switch s.Type {
	case "string":
		text, ok := value.(string)
		if number, isNumber := value.(json.Number); isNumber && s.OrNumber {
			text, ok = number.String(), true
		}
		if !ok {
			v.add(path, value, "must be a string")
			return
		}
		v.checkString(path, s, text)
	case "integer", "number":
		v.checkNumber(path, s, value)
	case "boolean":
		if _, ok := value.(bool); !ok {
			v.add(path, value, "must be true or false")
		}
	case "array":
		items, ok := value.([]any)
		if !ok {
			v.add(path, value, "must be an array")
			return
		}
		v.checkArray(path, s, items)
	case "object", "":
		object, ok := value.(map[string]any)
		if !ok {
			if s.Type == "object" || len(s.Properties) > 0 {
				v.add(path, value, "must be an object")
			}
			return
		}
		v.checkObject(path, s, object)
	}
}

func (v *validation) checkOneOf(path string, s *Schema, value any) {
	object, ok := value.(map[string]any)
	if !ok {
		v.add(path, value, "must be an object")
		return
	}
	property := join(path, s.Discriminator.Property)
	choice, given := object[s.Discriminator.Property]
	if !given || choice == nil {
		v.missing(property)
		return
	}
	text, _ := choice.(string)
	target, known := s.Discriminator.Mapping[text]
	if !known {
		v.add(property, choice, "must be one of %s", strings.Join(slices.Sorted(maps.Keys(s.Discriminator.Mapping)), ", "))
		return
	}
	v.check(path, &Schema{Ref: target}, value)
}

func (v *validation) checkString(path string, s *Schema, text string) {
	length := utf8.RuneCountInString(text)
	if s.MinLength != nil && length < *s.MinLength {
		v.add(path, text, "must have at least %d character(s)", *s.MinLength)
	}
	if s.MaxLength != nil && length > *s.MaxLength {
		v.add(path, text, "must have at most %d characters", *s.MaxLength)
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, text) {
		v.add(path, text, "must be one of %s", strings.Join(s.Enum, ", "))
	}
	if s.Pattern != "" && !pattern(s.Pattern).MatchString(text) {
		v.add(path, text, "must match %s", s.Pattern)
	}
	if problem := formatProblem(s.Format, text); problem != "" {
		v.add(path, text, "%s", problem)
	}
}

func formatProblem(format, text string) string {
	switch format {
	case "date":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return "must be a date of the form YYYY-MM-DD"
		}
	case "date-time":
		if _, err := time.Parse(time.RFC3339, text); err != nil {
			return "must be a date and time of the form 2006-01-02T15:04:05Z"
		}
	case "email":
		if address, err := mail.ParseAddress(text); err != nil || address.Address != text {
			return "must be an e-mail address"
		}
	case "uri":
		if u, err := url.Parse(text); err != nil || u.Scheme == "" || u.Host == "" {
			return "must be an absolute URL"
		}
	}
	return ""
}

func (v *validation) checkNumber(path string, s *Schema, value any) {
	number, ok := value.(json.Number)
	if !ok {
		v.add(path, value, "must be %s", map[string]string{"integer": "an integer", "number": "a number"}[s.Type])
		return
	}
	f, err := number.Float64()
	if err != nil || s.Type == "integer" && f != float64(int64(f)) {
		v.add(path, value, "must be an integer")
		return
	}
	if s.Minimum != nil && f < *s.Minimum {
		v.add(path, value, "must be at least %v", *s.Minimum)
	}
	if s.Maximum != nil && f > *s.Maximum {
		v.add(path, value, "must be at most %v", *s.Maximum)
	}
}

func (v *validation) checkArray(path string, s *Schema, items []any) {
	if s.MinItems != nil && len(items) < *s.MinItems {
		v.add(path, items, "must have at least %d item(s)", *s.MinItems)
	}
	if s.MaxItems != nil && len(items) > *s.MaxItems {
		v.add(path, items, "must have at most %d items", *s.MaxItems)
	}
	for i, item := range items {
		v.check(fmt.Sprintf("%s[%d]", path, i), s.Items, item)
	}
}

func (v *validation) checkObject(path string, s *Schema, object map[string]any) {
	for _, name := range s.Required {
		if _, given := object[name]; !given {
			v.missing(join(path, name))
		}
	}
	if s.MaxProperties != nil && len(object) > *s.MaxProperties {
		v.add(path, object, "must have at most %d properties", *s.MaxProperties)
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if property := s.Properties[name]; property != nil {
			v.check(join(path, name), property, object[name])
			continue
		}
		if s.PropertyNames != nil {
			v.checkString(join(path, name)+" (the key)", s.PropertyNames, name)
		}
		if s.AdditionalProperties != nil {
			v.check(join(path, name), s.AdditionalProperties, object[name])
		}
	}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

var patterns sync.Map // of string to *regexp.Regexp

// pattern compiles an expression once.
func pattern(expression string) *regexp.Regexp {
	if known, ok := patterns.Load(expression); ok {
		return known.(*regexp.Regexp)
	}
	compiled := regexp.MustCompile(expression)
	patterns.Store(expression, compiled)
	return compiled
}
