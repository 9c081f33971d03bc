package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"go.yaml.in/yaml/v3"
)

// openAPIFile stands beside the module. It is not part of it.
const openAPIFile = "../../../../shared/spec/openapi-v1.yaml"

// expectedLosses are the values of the examples that the client does not hand on, and why.
var expectedLosses = map[string]string{
	"list-accounts.items[].monitor.stust": "a slip of the pen for status",
	"list-incomes.items[].paymentMethod":  "no schema has it",
	"get-income.paymentMethod":            "no schema has it",
	"query-employer[].psic":               "the schema says psicCode",

	"query-employer[].businessAddress.zipCode": "the schema says zip",
}

// TestTheClientReadsTheVendorsExamples serves each operation's examples to the conformance program: those
// of whole replies, and those of single values put together. They break the schema in many places, and
// each has to be read all the same.
func TestTheClientReadsTheVendorsExamples(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(openAPIFile)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here", openAPIFile)
	}
	if err != nil {
		t.Fatal(err)
	}
	var file examples
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "conformance.exe")
	build := exec.CommandContext(t.Context(), "go", "build", "-C", "../../..", "-o", program, "./internal/conformance")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	answers := []func(*contract.Operation) any{file.composed}
	for i := range file.most() {
		answers = append(answers, func(o *contract.Operation) any { return file.whole(o, i) })
	}
	var mu sync.Mutex
	losses := map[string]string{}
	t.Run("answers", func(t *testing.T) { // which ends when all have been read
		for i, answer := range answers {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				t.Parallel()
				for path, value := range read(t, program, answer) {
					mu.Lock()
					losses[path] = value
					mu.Unlock()
				}
			})
		}
	})
	for path, value := range losses {
		if expectedLosses[path] == "" {
			t.Errorf("%s: %s is lost", path, value)
		}
	}
	for path, reason := range expectedLosses {
		if losses[path] == "" {
			t.Errorf("%s: is not lost any more (%s): remove the entry", path, reason)
		}
	}
}

// read has the conformance program call every operation, and returns the values that it did not hand on.
func read(t *testing.T, program string, answer func(*contract.Operation) any) map[string]string {
	server := serve(t, answer)
	command := exec.CommandContext(t.Context(), program, "-base-url", server.URL+"/v1")
	command.Env = append(os.Environ(), "SMILE_API_KEY=key", "SMILE_API_SECRET=secret")
	output, err := command.Output()
	if err != nil {
		t.Errorf("conformance: %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(output)), "\n")
	t.Log(lines[len(lines)-1])
	losses := map[string]string{}
	for _, line := range lines[:len(lines)-1] {
		var outcome struct {
			Operation string
			OK        bool
			Result    any
			Error     string
		}
		decoder := json.NewDecoder(strings.NewReader(line))
		decoder.UseNumber()
		if err := decoder.Decode(&outcome); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if !outcome.OK {
			t.Errorf("%s: %s", outcome.Operation, outcome.Error)
			continue
		}
		served := answer(contract.Load().Operation(outcome.Operation))
		for path, value := range lost("", member(served, "data"), outcome.Result) {
			losses[outcome.Operation+path] = value
		}
	}
	return losses
}

// lost lists the values that were served and are not in what was read, by path. Null and empty text are nothing
// to lose.
func lost(path string, served, read any) map[string]string {
	all := map[string]string{}
	switch served := served.(type) {
	case map[string]any:
		if inner, wrapped := served["signal"]; wrapped && len(served) == 1 {
			return lost(path, inner, read) // as some lists have their items, and the client hands them on without
		}
		for name, value := range served {
			maps.Copy(all, lost(path+"."+name, value, member(read, name)))
		}
	case []any:
		items, _ := read.([]any)
		for i, value := range served {
			var item any
			if i < len(items) {
				item = items[i]
			}
			maps.Copy(all, lost(path+"[]", value, item))
		}
	default:
		if number, ok := served.(json.Number); ok && number.String() == read {
			return nil // a number where the schema has a string
		}
		if served != nil && served != "" && served != read {
			text, _ := json.Marshal(served)
			all[path] = string(text)
		}
	}
	return all
}

func serve(t *testing.T, answer func(*contract.Operation) any) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o, _, _ := contract.Load().Match(r.Method, strings.TrimPrefix(r.URL.EscapedPath(), "/v1"))
		if o == nil {
			t.Errorf("%s %s is no operation", r.Method, r.URL)
			w.WriteHeader(http.StatusTeapot)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(o.Status)
		if err := json.NewEncoder(w).Encode(answer(o)); err != nil {
			t.Errorf("%s: %v", o.ID, err)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

// examples is an OpenAPI file, read for its examples.
type examples struct {
	file any
}

// UnmarshalYAML keeps dates as text and numbers as they are written.
func (e *examples) UnmarshalYAML(node *yaml.Node) error {
	e.file = document(node)
	return nil
}

func document(node *yaml.Node) any {
	switch node.Kind {
	case yaml.DocumentNode, yaml.AliasNode:
		return document(slices.Concat(node.Content, []*yaml.Node{node.Alias})[0])
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i < len(node.Content); i += 2 {
			object[node.Content[i].Value] = document(node.Content[i+1])
		}
		return object
	case yaml.SequenceNode:
		items := []any{}
		for _, item := range node.Content {
			items = append(items, document(item))
		}
		return items
	}
	switch node.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return node.Value == "true"
	case "!!int", "!!float":
		return json.Number(node.Value)
	default:
		return node.Value
	}
}

// member leads into a document; nil when there is no such thing.
func member(document any, path ...string) any {
	for _, name := range path {
		object, _ := document.(map[string]any)
		document = object[name]
	}
	return document
}

// named are the whole replies that the vendor gives for an operation.
func (e *examples) named(o *contract.Operation) map[string]any {
	named, _ := member(e.success(o), "examples").(map[string]any)
	return named
}

// most is the number of whole replies of the operation that has the most.
func (e *examples) most() int {
	most := 0
	for _, o := range contract.Load().Operations {
		most = max(most, len(e.named(o)))
	}
	return most
}

// whole returns one example of a reply, the first again after the last, composed where the vendor gives none.
func (e *examples) whole(o *contract.Operation, i int) any {
	named := e.named(o)
	if len(named) == 0 {
		return e.composed(o)
	}
	names := slices.Sorted(maps.Keys(named))
	return member(named[names[i%len(names)]], "value")
}

// composed puts a reply together from the examples of its properties.
func (e *examples) composed(o *contract.Operation) any {
	return e.compose(member(e.success(o), "schema"))
}

func (e *examples) success(o *contract.Operation) any {
	return member(e.file, "paths", o.Path, strings.ToLower(o.Method), "responses", strconv.Itoa(o.Status), "content", "application/json")
}

// textOf stands in for examples that are missing, by format.
var textOf = map[any]string{"date": "2021-04-14", "date-time": "2021-04-14T09:30:24Z", "email": "someone@example.com"}

// compose takes a schema's own example, or goes into its parts for theirs. Where there is nothing at all
// it says null.
func (e *examples) compose(schema any) any {
	for _, own := range []string{"example", "default"} {
		if value := member(schema, own); value != nil {
			return value
		}
	}
	if ref, ok := member(schema, "$ref").(string); ok {
		return e.compose(member(e.file, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...))
	}
	if choices, ok := member(schema, "enum").([]any); ok {
		return choices[0]
	}
	if of := member(schema, "items"); of != nil {
		return []any{e.compose(of)}
	}
	if text := textOf[member(schema, "format")]; text != "" {
		return text
	}
	if member(schema, "type") == "string" {
		return "text"
	}
	object := map[string]any{}
	parts, _ := member(schema, "allOf").([]any)
	for _, part := range parts {
		if part, ok := e.compose(part).(map[string]any); ok {
			maps.Copy(object, part)
		}
	}
	properties, _ := member(schema, "properties").(map[string]any)
	for name, property := range properties {
		object[name] = e.compose(property)
	}
	if len(object) == 0 && member(schema, "type") != "object" {
		return nil
	}
	return object
}
