package contract_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheContractIsWhole(t *testing.T) {
	t.Parallel()
	c := contract.Load()
	assert.Equal(t, "1.14.0", c.Version)
	assert.Len(t, c.Operations, 103)
	assert.Len(t, c.Schemas, 338)
	assert.Len(t, c.Events, 37)

	phases := map[contract.Phase]int{}
	ids := map[string]bool{}
	for _, operation := range c.Operations {
		phases[operation.Phase]++
		assert.False(t, ids[operation.ID], "%s stands twice", operation.ID)
		ids[operation.ID] = true
		assert.NotNil(t, operation.Response, operation.ID)
		assert.Equal(t, operation.Method != "POST", operation.Retry, "retry safety of %s", operation.ID)
	}
	assert.Equal(t, map[contract.Phase]int{contract.GA: 66, contract.Alpha: 25, contract.Beta: 12}, phases)
}

func TestEveryReferenceLeadsSomewhere(t *testing.T) {
	t.Parallel()
	c := contract.Load()
	var walk func(where string, s *contract.Schema)
	walk = func(where string, s *contract.Schema) {
		if s == nil {
			return
		}
		if s.Ref != "" {
			assert.NotNil(t, c.Schemas[s.Ref], "%s refers to %s", where, s.Ref)
		}
		walk(where+"[]", s.Items)
		walk(where+"{}", s.AdditionalProperties)
		for name, property := range s.Properties {
			walk(where+"."+name, property)
		}
		for _, part := range append(s.AllOf, s.OneOf...) {
			walk(where, part)
		}
	}
	for name, s := range c.Schemas {
		walk(name, s)
		resolved := c.Resolve(s)
		for _, required := range resolved.Required {
			assert.Contains(t, resolved.Properties, required, "%s requires it", name)
		}
	}
	for _, operation := range c.Operations {
		walk(operation.ID, operation.Request)
		walk(operation.ID, operation.Response)
	}
	for eventType, name := range c.Events {
		assert.Contains(t, c.Schemas, name, eventType)
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		method, path string
		id           string
		arguments    map[string]string
		pathKnown    bool
	}{
		{"GET", "/accounts", "list-accounts", nil, true},
		{"GET", "/accounts/a-1", "get-account", map[string]string{"id": "a-1"}, true},
		{"POST", "/accounts/a-1/disableMonitor", "disable-account-monitor", map[string]string{"accountId": "a-1"}, true},
		{"POST", "/archives/classify", "create-and-classify-archive", nil, true},
		{"PUT", "/accounts", "", nil, true},
		{"GET", "/accounts/", "", nil, false},
		{"GET", "/nowhere", "", nil, false},
	} {
		t.Run(test.method+test.path, func(t *testing.T) {
			t.Parallel()
			operation, arguments, pathKnown := contract.Load().Match(test.method, test.path)
			assert.Equal(t, test.pathKnown, pathKnown)
			if test.id == "" {
				assert.Nil(t, operation)
				return
			}
			require.NotNil(t, operation)
			assert.Equal(t, test.id, operation.ID)
			assert.Equal(t, test.arguments, arguments)
		})
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	c := contract.Load()
	for _, test := range []struct {
		name, schema, document string
		want                   []string
	}{
		{"whole", "WebhookPostRequest", `{"name":"n","url":"https://x.example","eventTypes":["TASK_FINISHED"],"active":true,"secret":"s"}`, nil},
		{"unknown property", "UserPostRequest", `{"more":1}`, nil},
		{"missing", "WebhookPostRequest", `{"name":"n","url":"https://x.example","eventTypes":[],"active":true}`, []string{"secret is required"}},
		{"null", "WebhookPostRequest", `{"name":null,"url":"u","eventTypes":[],"active":true,"secret":"s"}`, []string{"name must not be null: null"}},
		{"types", "WebhookPostRequest", `{"name":1,"url":"u","eventTypes":{},"active":"yes","secret":"s"}`,
			[]string{`active must be true or false: "yes"`, `eventTypes must be an array: {}`, `name must be a string: 1`}},
		{"length", "WebhookPostRequest", `{"name":"","url":"u","eventTypes":[],"active":true,"secret":"s"}`, []string{`name must have at least 1 character(s): ""`}},
		{"enum", "AccountExportGenerateRequest", `{"exportExtensionType":"DOC"}`, []string{`exportExtensionType must be one of PDF, CSV: "DOC"`}},
		{"metadata", "UserPostRequest", `{"externalMetadata":{"k":"é"}}`, []string{`externalMetadata.k must match ^[\x00-\x7F]*$: "é"`}},
		{"discriminated", "BetaMaw2PostRequest", `{"templateId":"x"}`, []string{`templateId must be one of mawTpl-bfc93eb72d24860bf62429a1dd06708d, tpl-maw002001: "x"`}},
		{"not an object", "UserPostRequest", `[]`, []string{`the body must be an object: []`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var document any
			require.NoError(t, decode(test.document, &document))
			var got []string
			for _, violation := range c.Validate(c.Schemas[test.schema], document) {
				got = append(got, violation.String())
			}
			assert.Equal(t, test.want, got)
		})
	}
}

func TestValidateParameter(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		operation, name, text string
		want                  []string
	}{
		{"list-users", "size", "150", nil},
		{"list-users", "size", "151", []string{"size must be at most 150: 151"}},
		{"list-users", "size", "many", []string{`size must be an integer: "many"`}},
		{"list-users", "size", "1.5", []string{"size must be an integer: 1.5"}},
		{"list-users", "startDate", "2021-13-01", []string{`startDate must be a date of the form YYYY-MM-DD: "2021-13-01"`}},
		{"list-providers", "active", "true", nil},
		{"list-providers", "active", "1", []string{`active must be true or false: "1"`}},
		{"list-providers", "topIds", "a,b", nil},
		{"list-providers", "topIds", "a,b,c,d,e,f,g,h,i,j,k", []string{`topIds must have at most 10 items: ["a","b","c","d","e","f","g","h","i","j","k"]`}},
	} {
		t.Run(test.name+"="+test.text, func(t *testing.T) {
			t.Parallel()
			c := contract.Load()
			for _, parameter := range c.Operation(test.operation).Parameters {
				if parameter.Name != test.name {
					continue
				}
				var got []string
				for _, violation := range c.ValidateParameter(parameter, test.text) {
					got = append(got, violation.String())
				}
				assert.Equal(t, test.want, got)
			}
		})
	}
}

func decode(text string, into any) error {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(into)
}
