// Package contract is the one list of what the Smile API has: every operation, parameter and schema,
// as facts distilled from the vendor's OpenAPI file by the program in distil. Routing, request
// validation and the tests that ask "is everything wrapped" all read it.
package contract

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:generate go -C distil run . -openapi ../../../../shared/spec/openapi-v1.yaml -out ../contract.json

//go:embed contract.json
var document []byte

// Contract is one release of the API.
type Contract struct {
	// Version is the API release the facts were taken from.
	Version string `json:"version"`
	// Operations are sorted by path, then by method.
	Operations []*Operation `json:"operations"`
	// Events maps each webhook event type to the name of its schema.
	Events map[string]string `json:"events"`
	// Schemas holds every named schema.
	Schemas map[string]*Schema `json:"schemas"`
}

// Phase says how stable an operation is.
type Phase string

// The phases of the API.
const (
	GA    Phase = "ga"
	Beta  Phase = "beta"
	Alpha Phase = "alpha"
)

// Operation is one method on one path.
type Operation struct {
	ID     string `json:"id"`
	Method string `json:"method"`
	// Path is a template relative to the version root, such as /accounts/{id}.
	Path  string `json:"path"`
	Phase Phase  `json:"phase"`
	// Retry reports that repeating the call cannot do harm.
	Retry      bool         `json:"retry"`
	Deprecated bool         `json:"deprecated,omitempty"`
	Parameters []*Parameter `json:"parameters,omitempty"`
	// Request is the schema of the body; nil when the operation takes none.
	Request         *Schema `json:"request,omitempty"`
	RequestRequired bool    `json:"requestRequired,omitempty"`
	// Status is the documented status of success.
	Status int `json:"status"`
	// Response is the schema of the whole reply, envelope included.
	Response *Schema `json:"response,omitempty"`
}

// Parameter is one path or query argument.
type Parameter struct {
	Name       string  `json:"name"`
	In         string  `json:"in"`
	Required   bool    `json:"required,omitempty"`
	Deprecated bool    `json:"deprecated,omitempty"`
	Schema     *Schema `json:"schema"`
}

// Schema is the subset of JSON Schema that the API uses.
type Schema struct {
	// Ref names another schema in [Contract.Schemas]; the other fields then only add to it.
	Ref        string `json:"ref,omitempty"`
	Type       string `json:"type,omitempty"`
	Format     string `json:"format,omitempty"`
	Nullable   bool   `json:"nullable,omitempty"`
	Deprecated bool   `json:"deprecated,omitempty"`
	// OrNumber says that a number is taken for a string too.
	OrNumber bool `json:"orNumber,omitempty"`
	// Enum lists the allowed strings. A null in the vendor's list becomes Nullable.
	Enum          []string           `json:"enum,omitempty"`
	Pattern       string             `json:"pattern,omitempty"`
	MinLength     *int               `json:"minLength,omitempty"`
	MaxLength     *int               `json:"maxLength,omitempty"`
	Minimum       *float64           `json:"minimum,omitempty"`
	Maximum       *float64           `json:"maximum,omitempty"`
	MinItems      *int               `json:"minItems,omitempty"`
	MaxItems      *int               `json:"maxItems,omitempty"`
	MaxProperties *int               `json:"maxProperties,omitempty"`
	Default       any                `json:"default,omitempty"`
	Items         *Schema            `json:"items,omitempty"`
	Properties    map[string]*Schema `json:"properties,omitempty"`
	Required      []string           `json:"required,omitempty"`
	// AdditionalProperties describes the values of a map; nil when the schema names its properties.
	AdditionalProperties *Schema `json:"additionalProperties,omitempty"`
	// PropertyNames describes the keys of a map.
	PropertyNames *Schema   `json:"propertyNames,omitempty"`
	AllOf         []*Schema `json:"allOf,omitempty"`
	// OneOf is decided by Discriminator, never by trying each branch.
	OneOf         []*Schema      `json:"oneOf,omitempty"`
	Discriminator *Discriminator `json:"discriminator,omitempty"`
}

// Discriminator names the property that decides which schema an object has.
type Discriminator struct {
	Property string            `json:"property"`
	Mapping  map[string]string `json:"mapping"`
}

// Load returns the embedded contract. It is parsed once and must not be changed.
var Load = sync.OnceValue(func() *Contract {
	c := &Contract{}
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(c); err != nil {
		panic(fmt.Sprintf("contract: the embedded document is damaged: %v", err))
	}
	return c
})

// Operation returns the operation with an ID, or nil.
func (c *Contract) Operation(id string) *Operation {
	for _, operation := range c.Operations {
		if operation.ID == id {
			return operation
		}
	}
	return nil
}

// Resolve follows references and merges allOf, so that the result has its type and properties in one
// place. It returns nil for nil, and for a reference to nothing.
func (c *Contract) Resolve(s *Schema) *Schema {
	if s == nil || s.Ref == "" && len(s.AllOf) == 0 {
		return s
	}
	merged := *s
	merged.Ref, merged.AllOf = "", nil
	merged.Properties = maps.Clone(s.Properties)
	merged.Required = slices.Clone(s.Required)
	parents := s.AllOf
	if s.Ref != "" {
		named := c.Schemas[s.Ref]
		if named == nil {
			return nil
		}
		parents = append([]*Schema{named}, parents...)
	}
	for _, parent := range parents {
		merged.inherit(c.Resolve(parent))
	}
	slices.Sort(merged.Required)
	merged.Required = slices.Compact(merged.Required)
	return &merged
}

// inherit fills what s does not say itself from parent.
func (s *Schema) inherit(parent *Schema) {
	if parent == nil {
		return
	}
	if s.Type == "" {
		s.Type = parent.Type
	}
	if s.Format == "" {
		s.Format = parent.Format
	}
	if s.Pattern == "" {
		s.Pattern = parent.Pattern
	}
	if s.Enum == nil {
		s.Enum = parent.Enum
	}
	if s.Items == nil {
		s.Items = parent.Items
	}
	if s.AdditionalProperties == nil {
		s.AdditionalProperties = parent.AdditionalProperties
	}
	if s.PropertyNames == nil {
		s.PropertyNames = parent.PropertyNames
	}
	if s.OneOf == nil {
		s.OneOf, s.Discriminator = parent.OneOf, parent.Discriminator
	}
	if s.Default == nil {
		s.Default = parent.Default
	}
	s.MinLength = first(s.MinLength, parent.MinLength)
	s.MaxLength = first(s.MaxLength, parent.MaxLength)
	s.Minimum = first(s.Minimum, parent.Minimum)
	s.Maximum = first(s.Maximum, parent.Maximum)
	s.MinItems = first(s.MinItems, parent.MinItems)
	s.MaxItems = first(s.MaxItems, parent.MaxItems)
	s.MaxProperties = first(s.MaxProperties, parent.MaxProperties)
	s.Nullable = s.Nullable || parent.Nullable
	s.Deprecated = s.Deprecated || parent.Deprecated
	for name, property := range parent.Properties {
		if s.Properties == nil {
			s.Properties = map[string]*Schema{}
		}
		if _, own := s.Properties[name]; !own {
			s.Properties[name] = property
		}
	}
	s.Required = append(s.Required, parent.Required...)
}

func first[T any](own, inherited *T) *T {
	if own != nil {
		return own
	}
	return inherited
}

// Match finds the operation for a method and a path relative to the version root, and the path
// arguments still escaped. A literal segment wins over a parameter. pathKnown tells a wrong method
// from a wrong path.
func (c *Contract) Match(method, path string) (operation *Operation, arguments map[string]string, pathKnown bool) {
	literals := -1
	for _, candidate := range c.Operations {
		args, count, ok := matchTemplate(candidate.Path, path)
		if !ok {
			continue
		}
		pathKnown = true
		if candidate.Method == method && count > literals {
			operation, arguments, literals = candidate, args, count
		}
	}
	return operation, arguments, pathKnown
}

// matchTemplate compares path with a template segment by segment and counts the literal segments.
func matchTemplate(template, path string) (arguments map[string]string, literals int, ok bool) {
	wanted, given := strings.Split(template, "/"), strings.Split(path, "/")
	if len(wanted) != len(given) {
		return nil, 0, false
	}
	for i, segment := range wanted {
		switch {
		case strings.HasPrefix(segment, "{") && given[i] != "":
			if arguments == nil {
				arguments = map[string]string{}
			}
			arguments[strings.Trim(segment, "{}")] = given[i]
		case segment == given[i]:
			literals++
		default:
			return nil, 0, false
		}
	}
	return arguments, literals, true
}
