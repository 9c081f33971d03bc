package sandbox

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// papersAt says which of a person's papers a provider keeps.
var papersAt = map[string][]string{
	"GOVERNMENT": {"IDENTIFICATION", "CLEARANCE"},
	"GIG":        {"IDENTIFICATION", "CLEARANCE"},
	"CREDENTIAL": {"IDENTIFICATION", "CERTIFICATE"},
	"EMPLOYER":   {"CERTIFICATE"},
	"SYSTEM":     {"CERTIFICATE"},
}

func (v *view) documents() []document {
	var documents []document
	for _, p := range v.papers {
		if !slices.Contains(papersAt[v.kind()], p.kind) {
			continue
		}
		if issued, expires, ok := p.validOn(v.now); ok {
			documents = append(documents, document{
				"name":         p.name,
				"docId":        p.number,
				"status":       p.status,
				"documentType": p.kind,
				"issueDate":    issued,
				"expiryDate":   expires,
				"fileUrl":      nil,
				"remarks":      p.remarks,
			})
		}
	}
	if v.kind() == "EMPLOYER" || v.kind() == "SYSTEM" {
		documents = append(documents, v.payslips()...)
	}
	slices.SortStableFunc(documents, func(a, b document) int {
		first, _ := a["issueDate"].(string)
		second, _ := b["issueDate"].(string)
		return cmp.Compare(second, first)
	})
	return documents
}

func (v *view) payslips() []document {
	var payslips []document
	for m := v.until - payslipMonths + 1; m <= v.until; m++ {
		if _, employed := v.salaryIn(m); !employed {
			continue
		}
		id := strings.ReplaceAll(m.String(), "-", "")
		payslips = append(payslips, document{
			"name":         "Payslip " + m.String(),
			"docId":        "PS-" + id,
			"status":       nil,
			"documentType": "PAYSLIP",
			"issueDate":    day(m.last()),
			"expiryDate":   nil,
			"fileUrl":      "https://cdn.smileapi.io/document/payslip/" + v.slug() + "-" + id + ".pdf",
			"remarks":      nil,
		})
	}
	return payslips
}

// validOn returns the dates of the paper that is valid on a day, after as many renewals as it took.
// A paper without dates has none to return; one that was not issued yet is not there.
func (p paper) validOn(today time.Time) (issued, expires any, ok bool) {
	if p.issued == "" {
		return nil, nil, true
	}
	from, err := time.Parse(time.DateOnly, p.issued)
	if err != nil || today.Before(from) {
		return nil, nil, false
	}
	if p.years == 0 {
		return day(from), nil, true
	}
	for !from.AddDate(p.years, 0, 0).After(today) {
		from = from.AddDate(p.years, 0, 0)
	}
	return day(from), day(from.AddDate(p.years, 0, 0)), true
}
