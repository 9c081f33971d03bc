package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
)

// maxBody is how many bytes a request may carry, unless it carries files.
const maxBody = 1 << 20

// bodyLimit is how many bytes a request of an operation may carry.
func bodyLimit(operationID string) int64 {
	switch operationID {
	case "create-archive", "create-and-classify-archive", "upload-payslip-file":
		return maxUploadBody
	}
	return maxBody
}

// call is one request that agrees with the contract.
type call struct {
	tenant    *tenant
	operation *contract.Operation
	path      map[string]string
	// query holds the parameters that were given, and the defaults of those that were not.
	query map[string]string
	body  document
	// base is the URL that this server was reached under.
	base string
}

// read checks a request against its operation.
func (s *Server) read(r *http.Request, operation *contract.Operation, arguments map[string]string) (*call, *Error) {
	body, problem := readBody(r, bodyLimit(operation.ID))
	if problem != nil {
		return nil, problem
	}
	c := &call{operation: operation, path: map[string]string{}, query: map[string]string{}, base: s.baseURL(r)}
	violations := append(s.readParameters(c, r, arguments), rangeViolations(c.query)...)
	if operation.Request != nil {
		violations = append(violations, s.readDocument(c, body)...)
	}
	if len(violations) > 0 {
		return nil, invalid(violations)
	}
	return c, nil
}

// invalid refuses a request for everything that is wrong with it.
func invalid(violations []string) *Error {
	return failure(CodeInvalidParameters, "%s", strings.Join(violations, "; "))
}

// readBody reads the bytes of a request, up to the limit, which must be JSON when there are any.
func readBody(r *http.Request, limit int64) ([]byte, *Error) {
	if r.Body == nil { // as in a client's request that is handed over in memory
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	switch {
	case err != nil:
		return nil, failure(CodeInvalidParameters, "the body could not be read: %v", err)
	case int64(len(body)) > limit:
		return nil, failure(CodeInvalidParameters, "the body has more than %d bytes", limit)
	case len(body) == 0:
		return nil, nil
	}
	given := r.Header.Get("Content-Type")
	if mediaType, _, err := mime.ParseMediaType(given); err != nil || mediaType != "application/json" {
		return nil, failure(CodeUnsupportedType, "the Content-Type of a body must be application/json: %q", given)
	}
	return body, nil
}

// readParameters fills the path and query arguments and names what is wrong with them.
func (s *Server) readParameters(c *call, r *http.Request, arguments map[string]string) []string {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return []string{fmt.Sprintf("the query cannot be read: %v", err)}
	}
	var violations []string
	for _, parameter := range c.operation.Parameters {
		var texts []string
		into := c.query
		if parameter.In == "path" {
			into = c.path
			text, err := url.PathUnescape(arguments[parameter.Name])
			if err != nil {
				return []string{fmt.Sprintf("%s cannot be read: %v", parameter.Name, err)}
			}
			texts = []string{text}
		} else {
			texts = query[parameter.Name]
			delete(query, parameter.Name)
		}
		text, problem := s.argument(parameter, texts)
		violations = append(violations, problem...)
		if text != "" {
			into[parameter.Name] = text
		}
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		violations = append(violations, fmt.Sprintf("%s is not a query parameter of %s: %q", name, c.operation.ID, query.Get(name)))
	}
	return violations
}

// argument makes one text of a parameter's values.
func (s *Server) argument(parameter *contract.Parameter, texts []string) (string, []string) {
	schema := s.contract.Resolve(parameter.Schema)
	switch {
	case len(texts) == 0 && parameter.Required:
		return "", []string{parameter.Name + " is required"}
	case len(texts) == 0 && schema.Default != nil:
		return fmt.Sprint(schema.Default), nil
	case len(texts) == 0:
		return "", nil
	case len(texts) > 1 && schema.Type != "array":
		return "", []string{fmt.Sprintf("%s must be given once: %q", parameter.Name, texts)}
	}
	text := strings.Join(texts, ",")
	return text, describe(s.contract.ValidateParameter(parameter, text))
}

// rangeViolations checks what the contract cannot say: the form of months, and the order of ranges.
func rangeViolations(query map[string]string) []string {
	var violations []string
	for _, name := range []string{"startMonth", "endMonth"} {
		if text := query[name]; text != "" {
			if _, err := time.Parse("2006-01", text); err != nil {
				violations = append(violations, fmt.Sprintf("%s must be a month of the form YYYY-MM: %q", name, text))
			}
		}
	}
	for _, unit := range []string{"Date", "Month"} {
		start, end := query["start"+unit], query["end"+unit]
		if start != "" && end != "" && end < start {
			violations = append(violations, fmt.Sprintf("end%s must not be before start%s: %q is before %q", unit, unit, end, start))
		}
	}
	return violations
}

// readDocument decodes the body and compares it with its schema.
func (s *Server) readDocument(c *call, body []byte) []string {
	if len(body) == 0 {
		if c.operation.RequestRequired {
			return []string{"the body is required"}
		}
		return nil
	}
	var content any
	if err := decode(body, &content); err != nil {
		return []string{fmt.Sprintf("the body is not JSON: %v", err)}
	}
	c.body, _ = content.(document)
	return describe(s.contract.Validate(c.operation.Request, content))
}

// decode reads one JSON value and nothing after it, with every number as it was written. A struct must
// have a field for everything.
func decode(body []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		if errors.Is(err, io.EOF) {
			return errors.New("it is empty")
		}
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the first value")
	}
	return nil
}

func describe(violations []contract.Violation) []string {
	var texts []string
	for _, violation := range violations {
		texts = append(texts, violation.String())
	}
	return texts
}

// baseURL is where this server can be reached, as far as the request tells.
func (s *Server) baseURL(r *http.Request) string {
	if s.config.PublicURL != "" {
		return strings.TrimSuffix(s.config.PublicURL, "/")
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// find returns the document that the path names.
func (c *call) find(in *collection) (any, *Error) {
	found, problem := c.item(in)
	if problem != nil {
		return nil, problem
	}
	return found.document, nil
}

// item returns the stored item that the path names.
func (c *call) item(in *collection) (*item, *Error) {
	for name, id := range c.path {
		if found := in.byID[id]; found != nil {
			return found, nil
		}
		return nil, missing(name, id)
	}
	return nil, failure(CodeServerError, "%s has no path argument", c.operation.ID)
}

// remove deletes the item that the path names.
func (c *call) remove(from *collection) *Error {
	found, problem := c.item(from)
	if problem != nil {
		return problem
	}
	from.remove(func(i *item) bool { return i == found })
	return nil
}

// missing says that an ID is not one of this tenant's.
func missing(name, id string) *Error {
	return failure(CodeMissingResource, "%s is not known, or no longer: %q", name, id)
}
