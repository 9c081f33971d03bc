package sandbox

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/smileapi/smile-go/internal/contract"
)

// What can be wrong with a document.
const (
	missingField     = "MISSING_MANDATORY_FIELD"
	wrongFormat      = "INVALID_FIELD_FORMAT"
	unsupportedType  = "UNSUPPORTED_TYPE" // of events alone: the state UNSUPPORTED has no code
	archiveAbandoned = "SYSTEM_ERROR"
)

// analysis is one archive on its way: start, then finish. Every step runs with the server locked.
type analysis struct {
	server   *Server
	tenant   *tenant
	archive  *item
	taskType string
	// classified says that the type of the files is to be found out.
	classified bool
	// text is what the files say.
	text []string
	task *item // nil before it has started
}

// next takes a step when its time has come, unless the archive has been revoked by then.
func (a *analysis) next(step func()) {
	a.server.scheduler.soon(a.server.config.StepDuration, a.server.locked(func() {
		if a.tenant.analyses[a.archive.id] == a {
			step()
		}
	}))
}

func (a *analysis) start() {
	a.task = a.server.addTask(a.tenant, a.taskType, a.archive)
	a.next(a.finish)
}

func (a *analysis) finish() {
	delete(a.tenant.analyses, a.archive.id)
	s, found := a.server, fileTypeOf(a.text)
	kind := found
	if a.classified {
		a.archive.document = with(a.archive.document, document{
			"type": found.id, "classification": document{"fileType": found.id},
		})
	} else {
		kind, _ = findFileType(a.archive.document["type"].(string))
	}
	var result verdict
	switch {
	case a.taskType == classifyArchive && found.id != others:
		result.status = analyzed // as far as was asked for
	case found.id == others, kind.fields() == nil:
		result = verdict{status: unsupported, code: unsupportedType, message: "the files are none of the documents that can be analysed"}
	default:
		fields, unreadable := readFields(kind.fields(), a.text)
		result = judge(kind, fields, unreadable)
	}
	brought := s.conclude(a.tenant, a.archive, kind, result)
	s.finishTask(a.tenant, a.task, a.archive, brought, result.code)
}

// abandon ends the analysis of an archive that is revoked on its way.
func (a *analysis) abandon() {
	if a.task != nil {
		a.server.finishTask(a.tenant, a.task, a.archive, nil, archiveAbandoned)
	}
	delete(a.tenant.analyses, a.archive.id)
}

// verdict is how an analysis ends.
type verdict struct {
	status        string
	code, message string   // empty when it is a success
	fields        document // what was read, however little; nil when nothing was to be
}

// judge decides whether what was read is enough.
func judge(kind fileType, fields document, unreadable []string) verdict {
	if len(unreadable) > 0 {
		return verdict{status: failed, code: wrongFormat, message: strings.Join(unreadable, ", ") + " cannot be read", fields: fields}
	}
	var absent []string
	for _, name := range kind.mandatory {
		if fields[name] == nil {
			absent = append(absent, name)
		}
	}
	if len(absent) > 0 {
		return verdict{status: failed, code: missingField, message: strings.Join(absent, ", ") + " cannot be found", fields: fields}
	}
	return verdict{status: analyzed, fields: fields}
}

// conclude writes the verdict into the archive, stores the data points that follow from it, and announces
// both. It returns the names of the data points.
func (s *Server) conclude(t *tenant, archive *item, kind fileType, v verdict) (brought []string) {
	t.removeData(archive)
	code := v.code
	if v.status == unsupported {
		code = ""
	}
	result := uploadOf(archive)
	if classification := archive.document["classification"]; classification != nil {
		result["classification"] = classification
	}
	result["state"] = s.archiveState(v.status, code, v.message)
	if v.fields != nil {
		result["analysis"] = v.fields
		result["extraction"] = document{"fileType": kind.id, "analysis": v.fields}
		result["validation"] = t.validation(archive.user, kind, v.fields)
	}
	archive.document = result
	if v.status != analyzed {
		s.emit(t, "ARCHIVE_FAILED", with(aboutArchive(archive), document{"errorCode": v.code, "errorMessage": v.message}), nil)
		return nil
	}
	var documents map[string][]document
	if v.fields != nil { // and not just classified
		documents = archiveData(kind, v.fields)
	}
	for _, point := range dataPoints {
		if len(documents[point.name]) > 0 {
			s.store(t, archive, point, documents[point.name])
			brought = append(brought, point.name)
		}
	}
	s.emit(t, "ARCHIVE_ANALYZED", aboutArchive(archive), nil)
	return brought
}

// readFields finds the fields of a document in its text, where each stands after its name and a colon. The
// first one counts. It also names those whose value is not what the schema says.
func readFields(schema *contract.Schema, text []string) (fields document, unreadable []string) {
	names := map[string]string{}
	for name := range schema.Properties {
		names[letters(name)] = name
	}
	fields = document{}
	for _, line := range text {
		label, printed, _ := strings.Cut(line, ":")
		name, known := names[letters(label)]
		printed = strings.TrimSpace(printed)
		if !known || printed == "" || fields[name] != nil || slices.Contains(unreadable, name) {
			continue
		}
		property := contract.Load().Resolve(schema.Properties[name])
		value := fieldValue(property, printed)
		if len(contract.Load().Validate(property, value)) > 0 {
			unreadable = append(unreadable, name)
			continue
		}
		fields[name] = value
	}
	return fields, unreadable
}

var printedNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*)(\.[0-9]+)?$`)

// fieldValue makes of what is printed what the schema wants. Numbers may have commas between thousands.
func fieldValue(schema *contract.Schema, printed string) any {
	if schema.Type == "number" && printedNumber.MatchString(printed) {
		return json.Number(strings.ReplaceAll(printed, ",", ""))
	}
	return printed
}

// archiveData is what the fields of a document say in data points.
func archiveData(kind fileType, fields document) map[string][]document {
	switch kind.id {
	case payslip:
		return payslipData(fields)
	case employmentCertificate:
		return certificateData(fields)
	}
	return nil
}

func certificateData(fields document) map[string][]document {
	return map[string][]document{"EMPLOYMENTS": {{
		"name": nil, "description": nil, "employerNumber": nil,
		"jobTitle":       fields["position"],
		"department":     fields["department"],
		"employeeNumber": fields["employeeIdNumber"],
		"employer":       fields["employerName"],
		"status":         fields["employmentStatus"],
		"startDate":      fields["startDate"],
		"endDate":        fields["endDate"],
		"reportedDate":   fields["issueDate"],
	}}}
}
