// Command distil reads an OpenAPI 3.0 file and writes the facts of it that this module relies on:
// operations, parameters, schemas and limits, and nothing that is prose. It stops when the file has a
// flaw that corrections.go does not name, and when a correction no longer applies.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/smileapi/smile-go/internal/contract"
	"go.yaml.in/yaml/v3"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("distil: ")
	source := flag.String("openapi", "", "the OpenAPI file to read")
	target := flag.String("out", "", "the contract file to write")
	flag.Parse()
	if *source == "" || *target == "" {
		flag.Usage()
		os.Exit(2)
	}
	text, err := os.ReadFile(*source)
	if err != nil {
		log.Fatal(err)
	}
	distilled, err := distil(text)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*target, distilled, 0o644); err != nil {
		log.Fatal(err)
	}
}

// distil turns an OpenAPI document into the bytes of a contract.
func distil(text []byte) ([]byte, error) {
	var api openAPI
	if err := yaml.Unmarshal(text, &api); err != nil {
		return nil, fmt.Errorf("the OpenAPI file is not YAML of the expected form: %w", err)
	}
	c := &contract.Contract{
		Version: api.Info.Version,
		Events:  map[string]string{},
		Schemas: map[string]*contract.Schema{},
	}
	for name, s := range api.Components.Schemas {
		c.Schemas[name] = s.facts()
	}
	for path, item := range api.Paths {
		for method, operation := range item.operations() {
			c.Operations = append(c.Operations, api.operation(method, path, item, operation))
		}
	}
	slices.SortFunc(c.Operations, func(a, b *contract.Operation) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	if err := correct(c); err != nil {
		return nil, err
	}
	if err := mapEvents(c); err != nil {
		return nil, err
	}
	if flaws := findFlaws(c); len(flaws) > 0 {
		return nil, fmt.Errorf("flaws without a correction in corrections.go:\n\t%s", strings.Join(flaws, "\n\t"))
	}
	out, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		return nil, err
	}
	return append(out, '\n'), nil
}

// openAPI is the part of an OpenAPI document that is read.
type openAPI struct {
	Info struct {
		Version string `yaml:"version"`
	} `yaml:"info"`
	Paths      map[string]pathItem `yaml:"paths"`
	Components struct {
		Schemas    map[string]*schema    `yaml:"schemas"`
		Parameters map[string]*parameter `yaml:"parameters"`
	} `yaml:"components"`
}

type pathItem struct {
	Parameters []*parameter `yaml:"parameters"`
	Get        *operation   `yaml:"get"`
	Post       *operation   `yaml:"post"`
	Put        *operation   `yaml:"put"`
	Patch      *operation   `yaml:"patch"`
	Delete     *operation   `yaml:"delete"`
}

func (item pathItem) operations() map[string]*operation {
	all := map[string]*operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete}
	for method, operation := range all {
		if operation == nil {
			delete(all, method)
		}
	}
	return all
}

type operation struct {
	ID          string           `yaml:"operationId"`
	Deprecated  bool             `yaml:"deprecated"`
	Parameters  []*parameter     `yaml:"parameters"`
	RequestBody *body            `yaml:"requestBody"`
	Responses   map[string]*body `yaml:"responses"`
}

type body struct {
	Required bool `yaml:"required"`
	Content  map[string]struct {
		Schema *schema `yaml:"schema"`
	} `yaml:"content"`
}

func (b *body) schema() *contract.Schema {
	if b == nil {
		return nil
	}
	return b.Content["application/json"].Schema.facts()
}

type parameter struct {
	Ref        string  `yaml:"$ref"`
	Name       string  `yaml:"name"`
	In         string  `yaml:"in"`
	Required   bool    `yaml:"required"`
	Deprecated bool    `yaml:"deprecated"`
	Schema     *schema `yaml:"schema"`
}

type schema struct {
	Ref                  string             `yaml:"$ref"`
	Type                 string             `yaml:"type"`
	Format               string             `yaml:"format"`
	Nullable             bool               `yaml:"nullable"`
	Deprecated           bool               `yaml:"deprecated"`
	Enum                 []*string          `yaml:"enum"`
	Pattern              string             `yaml:"pattern"`
	MinLength            *int               `yaml:"minLength"`
	MaxLength            *int               `yaml:"maxLength"`
	Minimum              *float64           `yaml:"minimum"`
	Maximum              *float64           `yaml:"maximum"`
	MinItems             *int               `yaml:"minItems"`
	MaxItems             *int               `yaml:"maxItems"`
	MaxProperties        *int               `yaml:"maxProperties"`
	Default              any                `yaml:"default"`
	Items                *schema            `yaml:"items"`
	Properties           map[string]*schema `yaml:"properties"`
	Required             []string           `yaml:"required"`
	AdditionalProperties *schema            `yaml:"additionalProperties"`
	AllOf                []*schema          `yaml:"allOf"`
	OneOf                []*schema          `yaml:"oneOf"`
	Discriminator        *struct {
		PropertyName string            `yaml:"propertyName"`
		Mapping      map[string]string `yaml:"mapping"`
	} `yaml:"discriminator"`
}

// facts drops what is prose and what only helps a reader.
func (s *schema) facts() *contract.Schema {
	if s == nil {
		return nil
	}
	out := &contract.Schema{
		Ref:                  lastSegment(s.Ref),
		Type:                 s.Type,
		Format:               s.Format,
		Nullable:             s.Nullable,
		Deprecated:           s.Deprecated,
		Pattern:              s.Pattern,
		MinLength:            s.MinLength,
		MaxLength:            s.MaxLength,
		Minimum:              s.Minimum,
		Maximum:              s.Maximum,
		MinItems:             s.MinItems,
		MaxItems:             s.MaxItems,
		MaxProperties:        s.MaxProperties,
		Default:              s.Default,
		Items:                s.Items.facts(),
		AdditionalProperties: s.AdditionalProperties.facts(),
		AllOf:                factsOf(s.AllOf),
		OneOf:                factsOf(s.OneOf),
	}
	for _, value := range s.Enum {
		if value == nil {
			out.Nullable = true
			continue
		}
		out.Enum = append(out.Enum, *value)
	}
	for name, property := range s.Properties {
		if out.Properties == nil {
			out.Properties = map[string]*contract.Schema{}
		}
		out.Properties[name] = property.facts()
	}
	out.Required = slices.Sorted(slices.Values(s.Required))
	if s.Discriminator != nil {
		out.Discriminator = &contract.Discriminator{Property: s.Discriminator.PropertyName, Mapping: map[string]string{}}
		for value, ref := range s.Discriminator.Mapping {
			out.Discriminator.Mapping[value] = lastSegment(ref)
		}
	}
	return out
}

func factsOf(all []*schema) []*contract.Schema {
	var out []*contract.Schema
	for _, s := range all {
		out = append(out, s.facts())
	}
	return out
}

func lastSegment(ref string) string {
	return ref[strings.LastIndex(ref, "/")+1:]
}

func (api *openAPI) operation(method, path string, item pathItem, o *operation) *contract.Operation {
	out := &contract.Operation{
		ID:         o.ID,
		Method:     method,
		Path:       path,
		Phase:      phase(path),
		Retry:      method != "POST" && method != "PATCH",
		Deprecated: o.Deprecated,
		Request:    o.RequestBody.schema(),
	}
	if o.RequestBody != nil {
		out.RequestRequired = o.RequestBody.Required
	}
	for status, response := range o.Responses {
		if strings.HasPrefix(status, "2") {
			out.Status, _ = strconv.Atoi(status)
			out.Response = response.schema()
		}
	}
	for _, p := range slices.Concat(item.Parameters, o.Parameters) {
		if p.Ref != "" {
			p = api.Components.Parameters[lastSegment(p.Ref)]
		}
		out.Parameters = append(out.Parameters, &contract.Parameter{
			Name: p.Name, In: p.In, Required: p.Required, Deprecated: p.Deprecated, Schema: p.Schema.facts(),
		})
	}
	slices.SortFunc(out.Parameters, func(a, b *contract.Parameter) int {
		return strings.Compare(a.In+a.Name, b.In+b.Name)
	})
	return out
}

func phase(path string) contract.Phase {
	for _, p := range []contract.Phase{contract.Alpha, contract.Beta} {
		if strings.HasPrefix(path, "/"+string(p)+"/") {
			return p
		}
	}
	return contract.GA
}

// mapEvents finds the schema of each event type. The vendor's file ties them together by name alone:
// TASK_FINISHED is TaskFinishedEvent.
func mapEvents(c *contract.Contract) error {
	for _, eventType := range c.Schemas["RefWebhookEventType"].Enum {
		if eventType == "ALL_EVENTS" {
			continue
		}
		var name strings.Builder
		for word := range strings.SplitSeq(eventType, "_") {
			name.WriteString(word[:1] + strings.ToLower(word[1:]))
		}
		name.WriteString("Event")
		if c.Schemas[name.String()] == nil {
			return fmt.Errorf("event type %s has no schema %s", eventType, name.String())
		}
		c.Events[eventType] = name.String()
	}
	return nil
}
