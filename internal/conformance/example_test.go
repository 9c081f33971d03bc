package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
)

// example is a document that has everything its schema knows. Every value is another one, so that two
// that change places are noticed. Lists have three items: one with all values, one that differs in its
// booleans, and one with null wherever the schema allows it.
type example struct {
	contract *contract.Contract
	// used counts the values that were made.
	used int
	item int
}

const itemsPerList = 3

func (e *example) value(name string, s *contract.Schema) any {
	s = e.contract.Resolve(s)
	if s.Nullable && e.item == itemsPerList-1 {
		return nil
	}
	e.used++
	switch {
	case len(s.OneOf) > 0:
		choice := slices.Min(slices.Collect(maps.Keys(s.Discriminator.Mapping)))
		document := e.value(name, &contract.Schema{Ref: s.Discriminator.Mapping[choice]}).(map[string]any)
		document[s.Discriminator.Property] = choice
		return document
	case len(s.Enum) > 0:
		return s.Enum[e.used%len(s.Enum)]
	}
	switch s.Type {
	case "string":
		return e.text(name, s)
	case "boolean":
		return e.item != 1
	case "integer":
		number := e.used
		if s.Maximum != nil {
			number = min(number, int(*s.Maximum))
		}
		return json.Number(strconv.Itoa(number))
	case "number":
		return json.Number(fmt.Sprintf("%d.%02d00", e.used, e.used%100))
	case "array":
		return e.list(name, s.Items)
	default:
		return e.object(s)
	}
}

func (e *example) list(name string, of *contract.Schema) []any {
	var items []any
	before := e.item
	for e.item = range itemsPerList {
		items = append(items, e.value(name, of))
	}
	e.item = before
	return items
}

func (e *example) object(s *contract.Schema) map[string]any {
	document := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		document[name] = e.value(name, s.Properties[name])
	}
	if of := s.AdditionalProperties; of != nil {
		document["one"], document["another"] = e.value("one", of), e.value("another", of)
	}
	if len(s.Properties) == 0 && s.AdditionalProperties == nil {
		document["anything"] = []any{json.Number("1.50"), true, "goes"}
	}
	return document
}

// textOfPattern has something for each pattern of the contract.
var textOfPattern = []string{"+6581234567", "14.5", "text"}

func (e *example) text(name string, s *contract.Schema) string {
	day := time.Date(2021, 1, 1, 8, 25, 5, 0, time.UTC).AddDate(0, 0, e.used)
	switch {
	case s.Format == "date":
		return day.Format(time.DateOnly)
	case s.Format == "date-time":
		return day.Format(time.RFC3339)
	case s.Format == "email":
		return fmt.Sprintf("someone%d@example.com", e.used)
	case strings.HasSuffix(strings.ToLower(name), "month"):
		return day.Format("2006-01")
	case s.Pattern != "":
		i := slices.IndexFunc(textOfPattern, regexp.MustCompile(s.Pattern).MatchString)
		return textOfPattern[max(0, i)]
	default:
		return fmt.Sprintf("%s <%d> & é", name, e.used)
	}
}

// values lists the values of a document by the paths that lead to them. What is null or empty text is left
// out: it is the same as nothing, which the SDK says with a zero value.
func values(document any) map[string]any {
	all := map[string]any{}
	var walk func(path string, document any)
	walk = func(path string, document any) {
		switch document := document.(type) {
		case map[string]any:
			for name, value := range document {
				walk(path+"."+name, value)
			}
		case []any:
			all[path+"[]"] = len(document)
			for i, item := range document {
				walk(fmt.Sprintf("%s[%d]", path, i), item)
			}
		default:
			if document != nil && document != "" {
				all[path] = document
			}
		}
	}
	walk("", document)
	return all
}
