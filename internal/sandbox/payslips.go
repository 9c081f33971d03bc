package sandbox

import (
	"fmt"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
)

// payslipData is a payslip as an income and the employment that it shows. It does not tell when the person
// began to work there; that they did in its period is certain.
func payslipData(fields document) map[string][]document {
	return map[string][]document{
		"EMPLOYMENTS": {{
			"name": nil, "description": nil, "jobTitle": nil, "department": nil, "status": nil,
			"employeeNumber": nil, "employerNumber": nil,
			"employer":     fields["employerName"],
			"startDate":    fields["startDate"],
			"endDate":      nil,
			"reportedDate": fields["endDate"],
		}},
		"INCOMES": {{
			"workItem":    nil,
			"employer":    fields["employerName"],
			"startDate":   fields["startDate"],
			"endDate":     fields["endDate"],
			"currency":    fields["currency"],
			"frequency":   frequency(fields["startDate"], fields["endDate"]),
			"baseAmount":  nil,
			"grossAmount": fields["grossAmount"],
			"netAmount":   fields["netAmount"],
		}},
	}
}

// frequency tells how often someone is paid by the length of a period.
func frequency(start, end any) string {
	from, to := date(start), date(end)
	if from.IsZero() || to.IsZero() {
		return "Unspecified"
	}
	const hours = 24
	days := int(to.Sub(from).Hours())/hours + 1
	for _, period := range []struct {
		shortest, longest int
		name              string
	}{
		{1, 1, "Daily"}, {7, 7, "Weekly"}, {13, 16, "Semimonthly"}, {28, 31, "Monthly"},
		{59, 62, "Bimonthly"}, {89, 92, "Quarterly"}, {365, 366, "Annually"},
	} {
		if period.shortest <= days && days <= period.longest {
			return period.name
		}
	}
	return "Unspecified"
}

func date(value any) time.Time {
	printed, _ := value.(string)
	parsed, err := time.Parse(time.DateOnly, printed)
	if err != nil {
		return time.Time{}
	}
	return parsed
}

func (s *Server) getPrediction(c *call) (any, *Error) {
	id := c.query["archiveId"]
	archive := c.tenant.archives.byID[id]
	if archive == nil {
		return nil, missing("archiveId", id)
	}
	found := c.tenant.prediction(archive)
	if found == nil {
		return nil, failure(CodeMissingResource, "the archive has no analysed payslip, its type is %s and its status %s: %q", archive.document["type"], archiveStatus(archive), id)
	}
	return found, nil
}

func (s *Server) listPredictions(c *call) (any, *Error) {
	return s.listAs(c, c.tenant.archives, c.tenant.prediction)
}

// prediction is what was read from a payslip; nil when the archive has none.
func (t *tenant) prediction(archive *item) document {
	fields, read := archive.document["analysis"].(document)
	if !read || archive.document["type"] != payslip || archiveStatus(archive) != analyzed {
		return nil
	}
	metadata := document{
		"createdAt": archive.document["createdAt"], "itemCreatedAt": archive.document["state"].(document)["updatedAt"],
		"sourceId": archive.id, "sourceType": fromArchive, "userId": archive.user, "providerId": archive.document["providerId"],
	}
	return with(fields, document{"metadata": metadata, "matchResult": match(fields)})
}

// match compares the name on a payslip with the one that its social security number belongs to. This
// sandbox knows no other register.
func match(fields document) document {
	number, _ := fields["ssNumber"].(string)
	name, _ := fields["employeeName"].(string)
	for _, p := range people() {
		if number != "" && letters(p.insuranceNumber) == letters(number) {
			score := count(nameScore(p.fullName, name))
			return document{
				"employeeNameAndSsNumberMatchScore":             score,
				"employeeNameAndIdentificationNumberMatchScore": score,
			}
		}
	}
	return document{}
}

// sendManualResult corrects what was read from a payslip by what a person has seen on it.
func (s *Server) sendManualResult(c *call) (any, *Error) {
	t := c.tenant
	id := c.body["archiveId"].(string)
	archive := t.archives.byID[id]
	kind, _ := findFileType(payslip)
	switch {
	case archive == nil:
		return nil, missing("archiveId", id)
	case archiveStatus(archive) == revoked:
		return nil, revokedArchive(archive)
	case archive.document["type"] != payslip:
		return nil, failure(CodeInvalidParameters, "archiveId must name an archive of the type PAYSLIP, this one is %s: %q", archive.document["type"], id)
	case t.analyses[id] != nil:
		return nil, failure(CodeInvalidParameters, "archiveId names an archive that is still being analysed, wait for its end: %q", id)
	}
	if violations := unknownFields(kind.fields(), c.body["checkedFields"]); len(violations) > 0 {
		return nil, invalid(violations)
	}
	if c.body["validFile"] != true {
		s.conclude(t, archive, kind, verdict{status: unsupported, code: unsupportedType, message: "a manual check found that the file is no payslip"})
		return nil, nil
	}
	before, _ := archive.document["analysis"].(document)
	corrections, _ := c.body["data"].(document)
	fields := document{}
	for name := range kind.fields().Properties {
		for _, source := range []document{before, corrections} {
			if source[name] != nil {
				fields[name] = source[name]
			}
		}
	}
	s.conclude(t, archive, kind, judge(kind, fields, nil))
	return nil, nil
}

// unknownFields names what is not a field of a payslip.
func unknownFields(schema *contract.Schema, names any) []string {
	list, _ := names.([]any)
	var violations []string
	for i, name := range list {
		if schema.Properties[name.(string)] == nil {
			violations = append(violations, fmt.Sprintf("checkedFields[%d] is not a field of a payslip: %q", i, name))
		}
	}
	return violations
}
