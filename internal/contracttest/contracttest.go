// Package contracttest compares Go types with the contract: it names every property that no field
// stands for, every field that no property stands behind, and every field of the wrong type.
package contracttest

import (
	"encoding/json"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
)

// Exception is a difference from the contract that is meant. One that no difference needs any more is
// reported.
type Exception struct {
	property, reason string
	difference       difference
	used             bool
}

type difference int

const (
	extra difference = iota
	missing
	opaque
)

// Extra allows a field without a property. The property is written as it is reported, such as
// IdentityPayload.metadata, and may be a pattern of [path.Match].
func Extra(property, reason string) *Exception {
	return &Exception{property: property, reason: reason, difference: extra}
}

// Without allows a property without a field, such as a query parameter that the method has as an
// argument.
func Without(property, reason string) *Exception {
	return &Exception{property: property, reason: reason, difference: missing}
}

// Opaque allows a property to have a type that reads and writes itself, whatever its schema says.
func Opaque(property, reason string) *Exception {
	return &Exception{property: property, reason: reason, difference: opaque}
}

// CheckModel compares the type of model with a named schema, and the types of its fields with the
// schemas of their properties.
func CheckModel(t testing.TB, schema string, model any, exceptions ...*Exception) {
	t.Helper()
	c := newChecker(t, exceptions)
	if c.checkModel(schema, reflect.TypeOf(model)) {
		c.reportUnused()
	}
}

func (c *checker) checkModel(schema string, model reflect.Type) (known bool) {
	c.Helper()
	if c.contract.Schemas[schema] == nil {
		c.Errorf("%s: the contract has no such schema", schema)
		return false
	}
	c.check(schema, "the type", &contract.Schema{Ref: schema}, model)
	return true
}

func (c *checker) checkParams(operation *contract.Operation, params reflect.Type) {
	c.Helper()
	query := &contract.Schema{Type: "object", Properties: map[string]*contract.Schema{}}
	for _, parameter := range operation.Parameters {
		if parameter.In == "query" {
			query.Properties[parameter.Name] = parameter.Schema
		}
	}
	typ := indirect(params)
	c.checkFields(operation.ID, query, typ, "url")
	body := operation.Request
	if body == nil {
		body = &contract.Schema{Type: "object"}
	}
	c.checkFields(operation.ID, c.resolve(body), typ, "json")
}

// Coverage compares many types with the contract, each once, and knows which schemas it came by.
type Coverage struct{ checker *checker }

// NewCoverage returns a coverage with no schema in it yet.
func NewCoverage(t testing.TB, exceptions ...*Exception) *Coverage {
	return &Coverage{newChecker(t, exceptions)}
}

// Model compares as [CheckModel] does.
func (v *Coverage) Model(schema string, model reflect.Type) { v.checker.checkModel(schema, model) }

// Operation compares the type of params, a struct or a pointer to one, with the arguments of an operation, and
// the data of its reply with what it answers. Fields of params with a url tag are query parameters, fields with a
// json tag the properties of the body. Path arguments are not looked for, since methods take them apart from
// params. Nil params are left to Model; nil data is that of an operation that answers with the envelope alone.
func (v *Coverage) Operation(operationID string, params, data reflect.Type) {
	c, operation := v.checker, v.checker.contract.Operation(operationID)
	if operation == nil {
		c.Errorf("%s: the contract has no such operation", operationID)
		return
	}
	if params != nil {
		c.checkParams(operation, params)
	} else {
		c.resolve(operation.Request)
	}
	reply := c.resolve(operation.Response)
	for _, property := range reply.Properties {
		c.resolve(property)
	}
	if data != nil {
		c.check(operationID+".data", "the result", reply.Properties["data"], data)
	}
}

// Report reports the schemas that no type was compared with, and the exceptions that were not needed.
func (v *Coverage) Report() {
	v.checker.Helper()
	for _, name := range slices.Sorted(maps.Keys(v.checker.contract.Schemas)) {
		if !v.checker.met[name] {
			v.checker.Errorf("%s: no type was compared with the schema", name)
		}
	}
	v.checker.reportUnused()
}

type checker struct {
	testing.TB
	contract   *contract.Contract
	exceptions []*Exception
	seen       map[visit]bool
	// met has the schemas that were resolved, by name.
	met map[string]bool
}

// visit is one comparison. It is made once, which also ends the walk through types that hold
// themselves.
type visit struct {
	schema string
	typ    reflect.Type
}

func newChecker(t testing.TB, exceptions []*Exception) *checker {
	return &checker{TB: t, contract: contract.Load(), exceptions: exceptions, seen: map[visit]bool{}, met: map[string]bool{}}
}

func (c *checker) allowed(property string, d difference) bool {
	for _, exception := range c.exceptions {
		if match, _ := path.Match(exception.property, property); match && exception.difference == d {
			exception.used = true
			return true
		}
	}
	return false
}

func (c *checker) reportUnused() {
	c.Helper()
	for _, exception := range c.exceptions {
		switch {
		case exception.reason == "":
			c.Errorf("%s: an exception needs a reason", exception.property)
		case !exception.used:
			c.Errorf("%s: the exception is not needed (%s)", exception.property, exception.reason)
		}
	}
}

// meet takes note of the names of a schema and of those that it is made of.
func (c *checker) meet(s *contract.Schema) {
	if s == nil {
		return
	}
	for _, part := range s.AllOf {
		c.meet(part)
	}
	if s.Ref != "" {
		c.met[s.Ref] = true
		c.meet(c.contract.Schemas[s.Ref])
	}
}

// resolve also lays the branches of a oneOf over each other, since one Go type stands for all.
func (c *checker) resolve(s *contract.Schema) *contract.Schema {
	c.meet(s)
	resolved := c.contract.Resolve(s)
	if resolved == nil || len(resolved.OneOf) == 0 {
		return resolved
	}
	united := *resolved
	united.Properties = maps.Clone(resolved.Properties)
	for _, branch := range resolved.OneOf {
		branch := c.resolve(branch)
		if united.Type == "" {
			united.Type = branch.Type
		}
		for name, property := range branch.Properties {
			if united.Properties == nil {
				united.Properties = map[string]*contract.Schema{}
			}
			if united.Properties[name] == nil {
				united.Properties[name] = property
			}
		}
	}
	return &united
}

// check compares a type with a schema. where names the schema in reports, and what names the type; a
// schema with properties and a name of its own starts anew.
func (c *checker) check(where, what string, s *contract.Schema, typ reflect.Type) {
	c.Helper()
	resolved, pointed := c.resolve(s), indirect(typ)
	if c.allowed(where, opaque) {
		return
	}
	if wanted, fits := shape(where, resolved, pointed); !fits {
		c.Errorf("%s: mistyped: the contract says %s, %s is %s", where, wanted, what, typ)
		return
	}
	if s.Ref != "" && len(resolved.Properties) > 0 {
		where = s.Ref
		if c.seen[visit{where, pointed}] {
			return
		}
		c.seen[visit{where, pointed}] = true
	}
	switch {
	case isFree(pointed):
	case len(resolved.Properties) > 0:
		c.checkFields(where, resolved, pointed, "json")
	case resolved.Items != nil:
		c.check(where+"[]", "the item", resolved.Items, pointed.Elem())
	case resolved.AdditionalProperties != nil:
		c.check(where+"{}", "the value", resolved.AdditionalProperties, pointed.Elem())
	}
}

// checkFields compares the fields of a struct that have a tag with the properties of an object.
func (c *checker) checkFields(where string, s *contract.Schema, typ reflect.Type, tag string) {
	c.Helper()
	fields := map[string]reflect.StructField{}
	c.collect(where, typ, tag, fields)
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		property := s.Properties[name]
		at := where + "." + name
		field, found := fields[name]
		if !found {
			if !c.allowed(at, missing) {
				c.Errorf("%s: missing: %s has no field for it", at, typ)
			}
			continue
		}
		delete(fields, name)
		c.check(at, "the field "+field.Name, property, field.Type)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if at := where + "." + name; !c.allowed(at, extra) {
			c.Errorf("%s: misspelt: the contract has no such property, the field is %s", at, fields[name].Name)
		}
	}
}

// collect gathers the fields of a struct by the names in their tags, those of embedded structs
// included. A field without any tag is reported: nobody decided what it is called.
func (c *checker) collect(where string, typ reflect.Type, tag string, fields map[string]reflect.StructField) {
	c.Helper()
	for i := range typ.NumField() {
		field := typ.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get(tag), ",")
		switch {
		case name == "" && field.Anonymous && indirect(field.Type).Kind() == reflect.Struct:
			c.collect(where, indirect(field.Type), tag, fields)
		case !field.IsExported() || name == "-":
		case name != "":
			fields[name] = field
		case field.Tag.Get("json") == "" && field.Tag.Get("url") == "":
			c.Errorf("%s: misspelt: the field %s has no name in a tag", where, field.Name)
		}
	}
}

// shape says what a schema asks for, and whether a type is that, without looking inside.
func shape(where string, s *contract.Schema, typ reflect.Type) (wanted string, fits bool) {
	kind := typ.Kind()
	switch s.Type {
	case "string":
		name := where[strings.LastIndexByte(where, '.')+1:]
		switch {
		case s.Format == "date":
			return "date", typ.String() == "userdata.Date"
		case s.Format == "date-time":
			return "date-time", typ.String() == "time.Time"
		case name == "month" || name == "startMonth" || name == "endMonth":
			return "month", typ.String() == "userdata.Month"
		}
		return "string", kind == reflect.String
	case "number":
		return "number", typ.String() == "userdata.Decimal"
	case "integer":
		return "integer", kind >= reflect.Int && kind <= reflect.Uint64
	case "boolean":
		return "boolean", kind == reflect.Bool
	case "array":
		return "array", kind == reflect.Slice && !isFree(typ)
	}
	switch {
	case len(s.Properties) > 0:
		return "object", kind == reflect.Struct
	case s.AdditionalProperties != nil:
		return "map", kind == reflect.Map
	case s.Type == "object":
		return "any object", kind == reflect.Map || isFree(typ)
	}
	return "anything", true
}

// isFree reports that a type takes any JSON value.
func isFree(typ reflect.Type) bool {
	return typ == reflect.TypeFor[json.RawMessage]() || typ.Kind() == reflect.Interface
}

func indirect(typ reflect.Type) reflect.Type {
	for typ != nil && typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	return typ
}
