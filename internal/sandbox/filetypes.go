package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/smileapi/smile-go/internal/contract"
)

// fileType is a kind of document that a person can upload.
type fileType struct {
	id string
	// label names the type, and is what such a document has for a title.
	label string
	// points are the data points that it feeds.
	points []string
	// mandatory are the fields without which its analysis fails.
	mandatory []string
}

// others is the type of a document that no other type fits.
const others = "OTHERS"

const (
	payslip               = "PAYSLIP"
	employmentCertificate = "EMPLOYMENT_CERTIFICATE"
)

var fileTypes = []fileType{
	{id: payslip, label: "Payslip", points: []string{"EMPLOYMENTS", "INCOMES"}, mandatory: []string{"employeeName", "employerName", "startDate", "endDate", "currency", "grossAmount", "netAmount"}},
	{id: "TAX_DOCUMENT", label: "Tax document", mandatory: []string{"employeeName", "employerName", "taxNumber", "startDate", "endDate", "grossAmount"}},
	{id: employmentCertificate, label: "Employment certificate", points: []string{"EMPLOYMENTS"}, mandatory: []string{"fullName", "employerName", "position", "startDate", "issueDate"}},
	{id: "CLEARANCE_NBI", label: "NBI clearance", mandatory: []string{"firstName", "lastName", "dateOfBirth", "nbiIdNumber", "expireDate"}},
	{id: "TELCO_BILL", label: "Telco bill", mandatory: []string{"fullName", "supplier", "accountNumber", "statementDate", "currency", "dueAmount"}},
	{id: "ELECTRICITY_BILL", label: "Electricity bill", mandatory: []string{"fullName", "supplier", "accountNumber", "statementDate", "currency", "dueAmount"}},
	{id: "WATER_BILL", label: "Water bill", mandatory: []string{"fullName", "supplier", "accountNumber", "statementDate", "currency", "dueAmount"}},
	{id: "BANK_STATEMENT", label: "Bank statement"},
	{id: "COMPANY_ID", label: "Company ID"},
	{id: "GOVERNMENT_ID", label: "Government ID"},
	{id: others, label: "Other document"},
}

func findFileType(id string) (fileType, bool) {
	i := slices.IndexFunc(fileTypes, func(candidate fileType) bool { return candidate.id == id })
	if i < 0 {
		return fileType{}, false
	}
	return fileTypes[i], true
}

// fields is the schema of the type's analysis; nil when its documents are kept but not read.
func (f fileType) fields() *contract.Schema {
	c := contract.Load()
	extraction := c.Schemas[c.Schemas["ArchiveExtraction"].Discriminator.Mapping[f.id]]
	if extraction == nil {
		return nil
	}
	return c.Resolve(extraction.Properties["analysis"])
}

// fileTypeList stores the types so that a list shows them in their order. It never changes, and all
// servers share it.
var fileTypeList = sync.OnceValue(func() *collection {
	all := newCollection()
	for _, kind := range slices.Backward(fileTypes) {
		supported := append([]string{}, kind.points...)
		if len(supported) == 0 {
			supported = append(supported, "NONE")
		}
		all.add(&item{id: kind.id, document: document{
			"type": kind.id, "typeLabel": kind.label, "active": true, "enabled": true, "ocr": kind.fields() != nil,
			"supported": supported, "logoUrl": "https://cdn.smileapi.io/image/provider-logo/v20210813064500/" + kind.id + ".png",
		}})
	}
	return all
})

func (s *Server) listFileTypes(c *call) (any, *Error) {
	return s.listAs(c, fileTypeList(), func(kind *item) document {
		for _, name := range []string{"active", "enabled", "ocr"} {
			if wanted := c.query[name]; wanted != "" && strconv.FormatBool(kind.document[name] == true) != wanted {
				return nil
			}
		}
		if wanted := c.query["type"]; wanted != "" && wanted != kind.id {
			return nil
		}
		return kind.document
	})
}

// fileTypeOf finds out what a document is by its title.
func fileTypeOf(text []string) fileType {
	for _, line := range text {
		title := letters(line)
		for _, kind := range fileTypes {
			if title == letters(kind.label) {
				return kind
			}
		}
	}
	other, _ := findFileType(others)
	return other
}

// letters is what is left of a label when case, spaces and punctuation do not count: a field is printed
// under its name, so that grossAmount is found after "Gross amount:".
func letters(label string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, label)
}

// knownFileType refuses what GET /fileTypes does not list.
func knownFileType(id string) []string {
	if _, known := findFileType(id); known {
		return nil
	}
	return []string{fmt.Sprintf("fileType must be one of the types of GET /fileTypes: %q", id)}
}
