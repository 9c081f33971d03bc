package sandbox_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func sample(t *testing.T, name string) []byte {
	t.Helper()
	content, err := fs.ReadFile(sandbox.Samples(), name)
	require.NoError(t, err)
	return content
}

func sampleNames(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(sandbox.Samples(), ".")
	require.NoError(t, err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func encoded(t *testing.T, name string) string {
	t.Helper()
	return base64.StdEncoding.EncodeToString(sample(t, name))
}

// rawFile is a sample as a file of a request.
func rawFile(t *testing.T, name string) string {
	t.Helper()
	_, extension, _ := strings.Cut(name, ".")
	return fmt.Sprintf(`{"fileName":%q,"fileExtensionType":%q,"fileContent":%q}`, name, strings.ToUpper(extension), encoded(t, name))
}

// upload creates an archive of samples and waits for its analysis. A nil file type leaves it to the server.
func (w *world) upload(user string, fileType any, names ...string) (id string) {
	w.t.Helper()
	var files []string
	for _, name := range names {
		files = append(files, rawFile(w.t, name))
	}
	kind, err := json.Marshal(fileType)
	require.NoError(w.t, err)
	created := w.ok(http.MethodPost, "/v1/archives", fmt.Sprintf(`{"userId":%q,"fileType":%s,"rawFiles":[%s]}`, user, kind, strings.Join(files, ",")))
	assert.Equal(w.t, "STARTED", created["state"].(object)["status"])
	w.settle()
	return created["id"].(string)
}

func (w *world) archive(id string) object {
	w.t.Helper()
	return w.ok(http.MethodGet, "/v1/archives/"+id, "")
}

func (w *world) state(id string) object {
	w.t.Helper()
	return w.archive(id)["state"].(object)
}

// What is printed on the samples, number by number.
var printed = map[string]struct{ fileType, analysis string }{
	"payslip.pdf": {"PAYSLIP", `{"employerName":"ABC Corporation","employeeName":"George Cimafranca Palomero, Jr","ssNumber":"3300000008",
		"philHealthNumber":"120000000005","pagIbigNumber":"121200000006","taxNumber":"123-456-789-000","startDate":"2025-06-01",
		"endDate":"2025-06-30","payDate":"2025-06-30","currency":"PHP","grossAmount":27150.00,"netAmount":24180.50}`},
	"payslip.png": {"PAYSLIP", `{"employerName":"CDE Corporation","employeeName":"Maria Santos Reyes","ssNumber":"3411111119",
		"philHealthNumber":"120000000112","pagIbigNumber":"121200000113","taxNumber":"987-654-321-000","startDate":"2025-06-16",
		"endDate":"2025-06-30","payDate":"2025-07-05","currency":"PHP","grossAmount":14325.75,"netAmount":12901.20}`},
	"payslip.jpg": {"PAYSLIP", `{"employerName":"ABC Corporation","employeeName":"George Cimafranca Palomero, Jr","ssNumber":"3300000008",
		"taxNumber":"123-456-789-000","startDate":"2025-05-01","endDate":"2025-05-31","payDate":"2025-05-30","currency":"PHP",
		"grossAmount":26430.00,"netAmount":23562.25}`},
	"tax-document.pdf": {"TAX_DOCUMENT", `{"employeeName":"George Cimafranca Palomero, Jr","employerName":"ABC Corporation",
		"taxNumber":"123-456-789-000","startDate":"2024-01-01","endDate":"2024-12-31","baseAmount":298200.00,"grossAmount":331044.00}`},
	"nbi-clearance.pdf": {"CLEARANCE_NBI", `{"nbiIdNumber":"P082QTLR41-BJ9021877","firstName":"George","middleName":"Cimafranca","lastName":"Palomero",
		"dateOfBirth":"1970-08-24","gender":"Male","maritalStatus":"Married","citizenship":"Filipino",
		"address":"12 Maybunga St, Barangay Paraiso, Pasig City, NCR, 1600, PH","expireDate":"2026-03-11","remark":"NO RECORD ON FILE"}`},
	"telco-bill.pdf": {"TELCO_BILL", `{"supplier":"Kidlat Telecom","statementNumber":"2025-06-118822","statementDate":"2025-06-20",
		"accountNumber":"0917-0042-118","fullName":"George Cimafranca Palomero, Jr","firstName":"George","middleName":"Cimafranca","lastName":"Palomero",
		"address":"12 Maybunga St, Barangay Paraiso, Pasig City, NCR, 1600, PH","emailAddress":"gpalomero1234@smileapi.io","phoneNumber":"+639559991234",
		"startDate":"2025-05-20","endDate":"2025-06-19","dueDate":"2025-07-10","paymentDate":"2025-05-28","currency":"PHP","previousDueAmount":1299.00,
		"adjustmentAmount":-50.00,"balanceAmount":0.00,"vatAmount":133.82,"currentBillAmount":1249.00,"dueAmount":1249.00}`},
	"electricity-bill.pdf": {"ELECTRICITY_BILL", `{"supplier":"Lungsod Power","statementNumber":"LP-2025-0611-7","statementDate":"2025-06-11",
		"accountNumber":"4410-2288-01","fullName":"George Cimafranca Palomero, Jr","firstName":"George","middleName":"Cimafranca","lastName":"Palomero",
		"address":"12 Maybunga St, Barangay Paraiso, Pasig City, NCR, 1600, PH","emailAddress":"gpalomero1234@smileapi.io","phoneNumber":"+639559991234",
		"startDate":"2025-05-11","endDate":"2025-06-10","dueDate":"2025-06-25","paymentDate":"2025-05-23","currency":"PHP","previousReading":10482,
		"presentReading":10671,"currentPeriodUsage":189,"previousDueAmount":2210.40,"balanceAmount":310.40,"vatAmount":231.10,
		"currentBillAmount":2157.00,"dueAmount":2467.40}`},
	"water-bill.pdf": {"WATER_BILL", `{"supplier":"Batis Water","statementNumber":"77-2025-06","statementDate":"2025-06-15",
		"accountNumber":"BW-550117","fullName":"George Cimafranca Palomero, Jr","firstName":"George","middleName":"Cimafranca","lastName":"Palomero",
		"address":"12 Maybunga St, Barangay Paraiso, Pasig City, NCR, 1600, PH","emailAddress":"gpalomero1234@smileapi.io","phoneNumber":"+639559991234",
		"startDate":"2025-05-15","endDate":"2025-06-14","dueDate":"2025-06-30","paymentDate":"2025-05-29","currency":"PHP","previousReading":812.5,
		"presentReading":834,"currentPeriodUsage":21.5,"previousDueAmount":498.00,"balanceAmount":0.00,"vatAmount":55.70,
		"currentBillAmount":519.90,"dueAmount":519.90}`},
	"employment-certificate.pdf": {"EMPLOYMENT_CERTIFICATE", `{"employerName":"ABC Corporation","fullName":"George Cimafranca Palomero, Jr",
		"firstName":"George","middleName":"Cimafranca","lastName":"Palomero","employeeIdType":"Company ID","employeeIdNumber":"EMP-123456",
		"position":"Senior Security Guard","department":"Facilities","employmentStatus":"Permanent","startDate":"2016-02-01","issueDate":"2025-07-01",
		"purpose":"Loan application","currency":"PHP","salaryAmount":24800.00,"salaryTerm":"Monthly","signatoryName":"Liza Ramos",
		"signatoryPosition":"Head of Human Resources","remarks":"Good standing"}`},
}

func TestTheAnalysisIsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	for name, want := range printed {
		var fields object
		require.NoError(t, decode([]byte(want.analysis), &fields))
		for _, stated := range []any{nil, want.fileType} {
			got := w.archive(w.upload(user, stated, name))
			assert.Equal(t, "ANALYZED", got["state"].(object)["status"], name)
			assert.Equal(t, want.fileType, got["type"], name)
			assert.Equal(t, fields, got["analysis"], name)
			assert.Equal(t, object{"fileType": want.fileType, "analysis": fields}, got["extraction"], name)
			validation := got["validation"].(object)
			assert.Equal(t, want.fileType, validation["fileType"])
			if want.fileType != "CLEARANCE_NBI" {
				assert.Equal(t, "PASSED", validation["computation"].(object)["resultCode"], name)
			}
			assert.Equal(t, "NO_DATA", validation["identity"].(object)["resultCode"], name)
			if stated == nil {
				assert.Equal(t, object{"fileType": want.fileType}, got["classification"])
			} else {
				assert.NotContains(t, got, "classification")
			}
		}
	}
}

func TestAnArchiveWalksThroughItsStates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusNoContent))
	w.register("https://x.example", true, "ALL_EVENTS")
	user, _ := w.createUser()
	created := w.ok(http.MethodPost, "/v1/archives", fmt.Sprintf(`{"userId":%q,"fileType":"PAYSLIP","rawFiles":[%s]}`, user, rawFile(t, "payslip.pdf")))
	id := created["id"].(string)
	seen := 0
	for _, stage := range []struct {
		status string
		events []string
		task   string
	}{
		{"STARTED", []string{"USER_CREATED", "ARCHIVE_STARTED"}, ""},
		{"STARTED", []string{"TASK_STARTED"}, "Started"},
		{"ANALYZED", []string{"EMPLOYMENTS_ADDED", "INCOMES_ADDED", "ARCHIVE_ANALYZED", "TASK_FINISHED"}, "Finished"},
	} {
		w.clock.Advance(0)
		assert.Equal(t, stage.status, w.state(id)["status"])
		assert.Equal(t, stage.status, w.ok(http.MethodGet, "/v1/uploads/"+id, "")["state"].(object)["status"])
		assert.Equal(t, stage.events, w.eventTypes()[seen:])
		seen += len(stage.events)
		tasks := w.list("/v1/tasks", "10", url.Values{"sourceId": {id}})
		if stage.task == "" {
			assert.Empty(t, tasks)
		} else {
			assert.Equal(t, "ANALYZE_ARCHIVE", tasks[0]["type"])
			assert.Equal(t, stage.task, tasks[0]["status"])
			assert.Equal(t, "ARCHIVE", tasks[0]["metadata"].(object)["sourceType"])
		}
		w.clock.Advance(step)
	}
	assertEventsFitTheContract(t, w.server.Deliveries())
	assert.Equal(t, []any{"EMPLOYMENTS", "INCOMES"}, w.list("/v1/tasks", "10", nil)[0]["datapoints"])

	income := w.list("/v1/incomes", "10", url.Values{"sourceId": {id}})[0]
	metadata := income["metadata"].(object)
	delete(income, "metadata")
	delete(income, "id")
	assert.Equal(t, object{
		"workItem": nil, "employer": "ABC Corporation", "startDate": "2025-06-01", "endDate": "2025-06-30", "currency": "PHP", "frequency": "Monthly",
		"baseAmount": nil, "grossAmount": json.Number("27150.00"), "netAmount": json.Number("24180.50"),
	}, income)
	assert.Equal(t, "ARCHIVE", metadata["sourceType"])
	assert.Equal(t, id, metadata["sourceId"])
	assert.Equal(t, "tenant-provided", metadata["providerId"])
	assert.NotContains(t, metadata, "accountId")
	assert.Equal(t, "ABC Corporation", w.list("/v1/employments", "10", url.Values{"userId": {user}})[0]["employer"])

	session := w.ok(http.MethodGet, "/v1/users/"+user+"/payload", "")["archives"].([]any)
	require.Len(t, session, 1)
	assert.Equal(t, id, session[0].(object)["id"])
	stranger, _ := w.createUser()
	assert.Empty(t, w.ok(http.MethodGet, "/v1/users/"+stranger+"/payload", "")["archives"])
	assert.Len(t, session[0].(object)["payload"].(object)["incomes"].(object)["items"], 1)
	w.ok(http.MethodPost, "/v1/users/"+user+"/resetSession", "")
	assert.Empty(t, w.ok(http.MethodGet, "/v1/users/"+user+"/payload", "")["archives"])
	sessionStatus := func() any { return w.ok(http.MethodGet, "/v1/users/"+user, "")["session"].(object)["status"] }
	assert.Equal(t, "REVOKED", sessionStatus())
	w.upload(user, nil, "unsupported.pdf")
	assert.Equal(t, "IN_PROGRESS", sessionStatus(), "an upload begins anew")

	file := w.archive(id)["rawFiles"].([]any)[0].(object)["url"].(string)
	w.ok(http.MethodDelete, "/v1/archives/"+id, "")
	assert.Equal(t, "REVOKED", w.state(id)["status"])
	assert.Empty(t, w.archive(id)["rawFiles"])
	assert.NotContains(t, w.archive(id), "analysis")
	assert.Equal(t, http.StatusNotFound, w.download(file).Code)
	assert.Empty(t, w.list("/v1/incomes", "10", nil))
	assert.Empty(t, w.list("/v1/employments", "10", nil))
	assert.Equal(t, http.StatusNotFound, w.call(http.MethodDelete, "/v1/archives/"+id, "").status)
	assert.Equal(t, http.StatusNotFound, w.call(http.MethodGet, "/v1/archives/-/payslips/queryPrediction?archiveId="+id, "").status)
	w.settle()
	assert.Equal(t, "ARCHIVE_REVOKED", w.eventTypes()[len(w.eventTypes())-1])
}

func TestArchivesThatFail(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		sample   string
		fileType any
		status   string
		code     any
		event    string
		message  string
	}{
		{"unreadable-payslip.png", "PAYSLIP", "ERROR", "MISSING_MANDATORY_FIELD", "MISSING_MANDATORY_FIELD", "grossAmount, netAmount"},
		{"unreadable-payslip.png", nil, "ERROR", "MISSING_MANDATORY_FIELD", "MISSING_MANDATORY_FIELD", "grossAmount, netAmount"},
		{"water-bill.pdf", "PAYSLIP", "ERROR", "MISSING_MANDATORY_FIELD", "MISSING_MANDATORY_FIELD", "employeeName"},
		{"unsupported.pdf", "PAYSLIP", "UNSUPPORTED", nil, "UNSUPPORTED_TYPE", "none of the documents"},
		{"unsupported.pdf", nil, "UNSUPPORTED", nil, "UNSUPPORTED_TYPE", "none of the documents"},
		{"payslip.pdf", "BANK_STATEMENT", "UNSUPPORTED", nil, "UNSUPPORTED_TYPE", "none of the documents"},
	} {
		w := newWorld(t, receiver(http.StatusNoContent))
		w.register("https://x.example", true, "ARCHIVE_FAILED", "ARCHIVE_ANALYZED", "TASK_FINISHED")
		user, _ := w.createUser()
		id := w.upload(user, test.fileType, test.sample)
		state := w.state(id)
		assert.Equal(t, test.status, state["status"], test.sample)
		assert.Equal(t, test.code, state["errorCode"], test.sample)
		assert.Contains(t, state["errorMessage"], test.message)
		if test.status == "ERROR" { // what could be read is there, for whoever sees to the rest
			assert.Nil(t, w.archive(id)["analysis"].(object)["grossAmount"])
		} else {
			assert.NotContains(t, w.archive(id), "analysis")
		}
		assert.Empty(t, w.list("/v1/incomes", "10", nil))
		require.Equal(t, []string{"ARCHIVE_FAILED", "TASK_FINISHED"}, w.eventTypes())
		assertEventsFitTheContract(t, w.server.Deliveries())
		for _, delivery := range w.server.Deliveries() {
			var told object
			require.NoError(t, decode(delivery.Body, &told))
			assert.Equal(t, test.event, told["data"].(object)["errorCode"], delivery.EventType)
		}
		assert.Equal(t, http.StatusNotFound, w.call(http.MethodGet, "/v1/archives/-/payslips/queryPrediction?archiveId="+id, "").status)
	}
}

func TestAValueThatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	broken := strings.Replace(string(sample(t, "payslip.pdf")), "27,150.00", "27.150,00", 1)
	created := w.ok(http.MethodPost, "/v1/archives", fmt.Sprintf(`{"userId":%q,"rawFiles":[{"fileExtensionType":"PDF","fileContent":%q}]}`,
		user, base64.StdEncoding.EncodeToString([]byte(broken))))
	w.settle()
	state := w.state(created["id"].(string))
	assert.Equal(t, "INVALID_FIELD_FORMAT", state["errorCode"])
	assert.Equal(t, "grossAmount cannot be read", state["errorMessage"])
}

func TestClassification(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusNoContent))
	w.register("https://x.example", true, "ALL_EVENTS")
	for name, want := range map[string]struct{ fileType, status string }{
		"nbi-clearance.pdf": {"CLEARANCE_NBI", "ANALYZED"},
		"payslip.png":       {"PAYSLIP", "ANALYZED"},
		"unsupported.pdf":   {"OTHERS", "UNSUPPORTED"},
	} {
		created := w.ok(http.MethodPost, "/v1/archives/classify", fmt.Sprintf(`{"rawFiles":[%s]}`, rawFile(t, name)))
		w.settle()
		got := w.archive(created["id"].(string))
		assert.Equal(t, object{"fileType": want.fileType}, got["classification"])
		assert.Equal(t, want.fileType, got["type"])
		assert.Equal(t, want.status, got["state"].(object)["status"])
		assert.NotContains(t, got, "analysis")
		assert.NotNil(t, w.ok(http.MethodGet, "/v1/users/"+got["userId"].(string), ""), "a user was made")
		assert.Equal(t, "CLASSIFY_ARCHIVE", w.list("/v1/tasks", "1", nil)[0]["type"])
	}
	assert.Empty(t, w.list("/v1/incomes", "10", nil))
	assertEventsFitTheContract(t, w.server.Deliveries())
}

func TestArchivesAreFiltered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, _ := w.createUser()
	second, _ := w.createUser()
	slip := w.upload(first, nil, "payslip.pdf")
	w.clock.Advance(24 * time.Hour)
	bill := w.upload(second, nil, "water-bill.pdf", "payslip.jpg")
	for _, test := range []struct {
		filters url.Values
		want    []string
	}{
		{nil, []string{bill, slip}},
		{url.Values{"userId": {first}}, []string{slip}},
		{url.Values{"endDate": {"2026-05-04"}}, []string{slip}},
		{url.Values{"startDate": {"2026-05-05"}, "endDate": {"2026-05-05"}}, []string{bill}},
		{url.Values{"fileType": {"WATER_BILL"}}, []string{bill}},
		{url.Values{"fileType": {"TELCO_BILL"}}, []string{}},
	} {
		for _, path := range []string{"/v1/archives", "/v1/uploads"} {
			if path == "/v1/uploads" && test.filters.Has("fileType") {
				continue // it has no such filter
			}
			got := []string{}
			for _, archive := range w.list(path, "1", test.filters) {
				got = append(got, archive["id"].(string))
				for _, read := range []string{"analysis", "classification", "extraction", "validation"} {
					assert.Equal(t, path == "/v1/archives", archive[read] != nil, "%s %s", path, read)
				}
			}
			assert.Equal(t, test.want, got, "%s %v", path, test.filters)
		}
	}
	assert.Len(t, w.archive(bill)["rawFiles"], 2)
	assert.Empty(t, w.as("other", "secret").list("/v1/archives", "10", nil))
}

func TestFileTypesAreFiltered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	assert.Len(t, w.list("/v1/fileTypes", "4", nil), 11)
	assert.Len(t, w.list("/v1/fileTypes", "4", url.Values{"ocr": {"true"}}), 7)
	assert.Len(t, w.list("/v1/fileTypes", "4", url.Values{"ocr": {"false"}}), 4)
	assert.Empty(t, w.list("/v1/fileTypes", "4", url.Values{"active": {"false"}}))
	slips := w.list("/v1/fileTypes", "4", url.Values{"type": {"PAYSLIP"}, "enabled": {"true"}})
	require.Len(t, slips, 1)
	assert.Equal(t, []any{"EMPLOYMENTS", "INCOMES"}, slips[0]["supported"])
}

func TestRawFilesCanBeDownloadedUntilTheRetentionEnds(t *testing.T) {
	t.Parallel()
	for days, change := range map[int]func(*sandbox.Config){
		7:  func(*sandbox.Config) {},
		60: func(config *sandbox.Config) { config.Retention = 60 * 24 * time.Hour },
	} {
		w := newWorld(t, change)
		user, _ := w.createUser()
		files := w.archive(w.upload(user, nil, "payslip.png", "payslip.pdf"))["rawFiles"].([]any)
		require.Len(t, files, 2)
		for i, name := range []string{"payslip.png", "payslip.pdf"} {
			file := files[i].(object)
			assert.Equal(t, name, file["name"])
			assert.Equal(t, json.Number(fmt.Sprint((len(sample(t, name))+1023)/1024)), file["size"])
			assert.Regexp(t, `^f-[0-9a-f]{32}$`, file["id"])
			assert.Regexp(t, `^http://sandbox\.test/files/archives/[a-z0-9]{26}/f-[0-9a-f]{32}\.p`, file["url"])
			got := w.download(file["url"].(string))
			assert.Equal(t, sample(t, name), got.Body.Bytes())
			assert.Contains(t, got.Header().Get("Content-Disposition"), name)
		}
		w.clock.Advance(time.Duration(days)*24*time.Hour - time.Second)
		assert.Equal(t, http.StatusOK, w.download(files[0].(object)["url"].(string)).Code)
		w.clock.Advance(2 * time.Second)
		assert.Equal(t, http.StatusNotFound, w.download(files[0].(object)["url"].(string)).Code)
		assert.Len(t, w.list("/v1/incomes", "10", nil), 1, "what was read stays")
	}
}

// A download that was cut off goes on where it stopped, as long as the file is the same.
func TestDownloadsCanBeResumed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	account := w.link(george, user, "sss_ph")
	export := w.ok(http.MethodPost, "/v1/accounts/"+account+"/exports/generate", `{"exportExtensionType":"PDF"}`)["downloadUrl"].(string)
	file := w.archive(w.upload(user, nil, "payslip.jpg"))["rawFiles"].([]any)[0].(object)["url"].(string)
	for _, target := range []string{export, file} {
		whole := w.download(target)
		tag := whole.Header().Get("ETag")
		require.NotEmpty(t, tag)
		get := func(header ...string) *httptest.ResponseRecorder {
			r := httptest.NewRequest(http.MethodGet, target, nil)
			for i := 0; i < len(header); i += 2 {
				r.Header.Set(header[i], header[i+1])
			}
			recorder := httptest.NewRecorder()
			w.server.ServeHTTP(recorder, r)
			return recorder
		}
		rest := get("Range", "bytes=100-", "If-Range", tag)
		assert.Equal(t, http.StatusPartialContent, rest.Code)
		assert.Equal(t, whole.Body.Bytes()[100:], rest.Body.Bytes())
		other := get("Range", "bytes=100-", "If-Range", `"another"`)
		assert.Equal(t, http.StatusOK, other.Code)
		assert.Equal(t, whole.Body.Bytes(), other.Body.Bytes())
		assert.Equal(t, http.StatusNotModified, get("If-None-Match", tag).Code)
		assert.Equal(t, http.StatusRequestedRangeNotSatisfiable, get("Range", "bytes=99999999-").Code)
	}
}

func TestRefusedUploads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	file := func(format string, content []byte) string {
		return `{"fileExtensionType":"` + format + `","fileContent":"` + base64.StdEncoding.EncodeToString(content) + `"}`
	}
	pdf := sample(t, "payslip.pdf")
	large := append(pdf[:len(pdf):len(pdf)], make([]byte, 2<<20)...)
	most := append(pdf[:len(pdf):len(pdf)], make([]byte, 15<<20-len(pdf))...)
	for name, test := range map[string]struct {
		path, body string
		status     int
		message    []string
	}{
		"no files":      {"", `{"rawFiles":[]}`, 400, []string{"rawFiles", "[]"}},
		"no files here": {"/classify", `{}`, 400, []string{"rawFiles is required"}},
		"unknown type":  {"", `{"fileType":"LETTER","rawFiles":[` + file("PDF", pdf) + `]}`, 400, []string{"fileType", `"LETTER"`}},
		"format":        {"", `{"rawFiles":[` + file("TIFF", pdf) + `]}`, 400, []string{"rawFiles[0].fileExtensionType", `"TIFF"`}},
		"content":       {"", `{"rawFiles":[` + file("PDF", pdf) + "," + file("PNG", pdf) + `]}`, 400, []string{"rawFiles[1].fileContent", "PNG", `"%PDF-1.4"`}},
		"classified":    {"/classify", `{"rawFiles":[` + file("JPG", sample(t, "payslip.png")) + `]}`, 400, []string{"rawFiles[0].fileContent", "JPEG"}},
		"a payslip":     {"/-/payslips/uploadRawFile", fmt.Sprintf(`{"userId":%q,"fileExtensionType":"PDF","fileContent":"####"}`, user), 400, []string{"fileContent", "base64", `"####"`}},
		"empty":         {"", `{"rawFiles":[` + file("PDF", nil) + `]}`, 400, []string{"rawFiles[0].fileContent", "empty"}},
		"too large":     {"", `{"rawFiles":[` + file("PDF", append(most, 0)) + `]}`, 400, []string{"rawFiles[0].fileContent", "15728640", "15728641"}},
		"just right":    {"", `{"rawFiles":[` + file("PDF", most) + `]}`, 200, nil},
		"classify":      {"/classify", `{"rawFiles":[` + file("PDF", large) + `]}`, 200, nil},
		"raw":           {"/-/payslips/uploadRawFile", strings.Replace(file("PDF", large), "{", fmt.Sprintf(`{"userId":%q,`, user), 1), 200, nil},
		"stranger":      {"", `{"userId":"u-1","rawFiles":[` + file("PDF", pdf) + `]}`, 404, []string{"userId", `"u-1"`}},
		"JPG is JPEG":   {"", `{"rawFiles":[` + file("JPG", sample(t, "payslip.jpg")) + `]}`, 200, nil},
		"null is none":  {"", `{"userId":null,"fileType":null,"rawFiles":[{"fileName":null,"fileSubtype":null,` + file("PDF", pdf)[1:] + `]}`, 200, nil},
	} {
		a := w.call(http.MethodPost, "/v1/archives"+test.path, test.body)
		assert.Equal(t, test.status, a.status, name)
		for _, part := range test.message {
			assert.Contains(t, a.message, part, name)
		}
		assert.Less(t, len(a.message), 1000, name)
	}
}

func TestAPayslipTellsHowOftenItsPersonIsPaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for end, want := range map[string]string{
		"2025-06-01": "Daily", "2025-06-07": "Weekly", "2025-06-15": "Semimonthly", "2025-06-30": "Monthly", "2025-07-31": "Bimonthly",
		"2025-08-31": "Quarterly", "2026-05-31": "Annually", "2025-06-10": "Unspecified",
	} {
		slip := strings.Replace(string(sample(t, "payslip.pdf")), "2025-06-30", end, 1)
		created := w.ok(http.MethodPost, "/v1/archives", `{"rawFiles":[{"fileExtensionType":"PDF","fileContent":"`+base64.StdEncoding.EncodeToString([]byte(slip))+`"}]}`)
		w.settle()
		assert.Equal(t, want, w.list("/v1/incomes", "1", url.Values{"sourceId": {created["id"].(string)}})[0]["frequency"], end)
	}
}

func TestPredictions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	known := w.upload(user, "PAYSLIP", "payslip.pdf")
	w.clock.Advance(24 * time.Hour)
	stranger := w.upload(user, "PAYSLIP", "payslip.png")
	w.upload(user, nil, "telco-bill.pdf")
	w.upload(user, nil, "unreadable-payslip.png")

	prediction := w.ok(http.MethodGet, "/v1/archives/-/payslips/queryPrediction?archiveId="+known, "")
	assert.Equal(t, object{
		"employeeNameAndSsNumberMatchScore": json.Number("100"), "employeeNameAndIdentificationNumberMatchScore": json.Number("100"),
	}, prediction["matchResult"])
	assert.Equal(t, json.Number("27150.00"), prediction["grossAmount"])
	assert.Equal(t, known, prediction["metadata"].(object)["sourceId"])
	other := w.ok(http.MethodGet, "/v1/archives/-/payslips/queryPrediction?archiveId="+stranger, "")
	assert.Empty(t, other["matchResult"], "nobody known has that number")
	assert.Equal(t, []object{other, prediction}, w.list("/v1/archives/-/payslips/listPredictions", "1", nil))
	assert.Equal(t, []object{other}, w.list("/v1/archives/-/payslips/listPredictions", "1", url.Values{"startDate": {"2026-05-05"}}))
	assert.Equal(t, http.StatusNotFound, w.call(http.MethodGet, "/v1/archives/-/payslips/queryPrediction?archiveId=u-1", "").status)
}

func TestAManualResultCorrectsAPayslip(t *testing.T) {
	t.Parallel()
	const path = "/v1/archives/-/payslips/sendManualResult"
	w := newWorld(t, receiver(http.StatusNoContent))
	user, _ := w.createUser()
	id := w.upload(user, "PAYSLIP", "unreadable-payslip.png")
	bill := w.upload(user, nil, "water-bill.pdf")
	for body, want := range map[string]answer{
		`{"archiveId":"u-1","validFile":true}`:                                          {status: 404, message: `archiveId is not known, or no longer: "u-1"`},
		fmt.Sprintf(`{"archiveId":%q,"validFile":true}`, bill):                          {status: 400, message: "archiveId must name an archive of the type PAYSLIP"},
		fmt.Sprintf(`{"archiveId":%q,"validFile":true,"checkedFields":["shoe"]}`, id):   {status: 400, message: `checkedFields[0] is not a field of a payslip: "shoe"`},
		fmt.Sprintf(`{"archiveId":%q,"validFile":true,"data":{"startDate":"May"}}`, id): {status: 400, message: `data.startDate`},
	} {
		got := w.call(http.MethodPost, path, body)
		assert.Equal(t, want.status, got.status, body)
		assert.Contains(t, got.message, want.message)
	}
	w.ok(http.MethodPost, path, fmt.Sprintf(`{"archiveId":%q,"validFile":true,"checkedFields":["netAmount"],"data":{"netAmount":24180.5}}`, id))
	assert.Equal(t, "grossAmount cannot be found", w.state(id)["errorMessage"], "half of what was missing is not enough")
	corrected := `{"archiveId":%q,"validFile":true,"checkedFields":["grossAmount"],"data":{"employeeName":"G. Palomero","employerName":"ABC Corporation",
		"startDate":"2025-06-01","endDate":"2025-06-30","currency":"PHP","grossAmount":27150,"netAmount":24180.5}}`
	for range 2 { // the second one replaces the first
		w.ok(http.MethodPost, path, fmt.Sprintf(corrected, id))
		assert.Equal(t, "ANALYZED", w.state(id)["status"])
		assert.Nil(t, w.state(id)["errorCode"])
		assert.Equal(t, "G. Palomero", w.archive(id)["analysis"].(object)["employeeName"])
		incomes := w.list("/v1/incomes", "10", nil)
		require.Len(t, incomes, 1)
		assert.Equal(t, json.Number("27150"), incomes[0]["grossAmount"])
	}
	w.register("https://x.example", true, "ALL_EVENTS")
	w.ok(http.MethodPost, path, fmt.Sprintf(`{"archiveId":%q,"validFile":false}`, id))
	w.settle()
	assert.Equal(t, "UNSUPPORTED", w.state(id)["status"])
	assert.Empty(t, w.list("/v1/incomes", "10", nil))
	assert.Equal(t, []string{"ARCHIVE_FAILED"}, w.eventTypes())
	assertEventsFitTheContract(t, w.server.Deliveries())
}

func TestAnArchiveCanBeRevokedWhileItIsAnalysed(t *testing.T) {
	t.Parallel()
	for advanced, events := range map[time.Duration][]string{
		0:    {"USER_CREATED", "ARCHIVE_STARTED", "ARCHIVE_REVOKED"},
		step: {"USER_CREATED", "ARCHIVE_STARTED", "TASK_STARTED", "TASK_FINISHED", "ARCHIVE_REVOKED"},
	} {
		w := newWorld(t, receiver(http.StatusNoContent))
		w.register("https://x.example", true, "ALL_EVENTS")
		created := w.ok(http.MethodPost, "/v1/archives", fmt.Sprintf(`{"rawFiles":[%s]}`, rawFile(t, "payslip.pdf")))
		w.clock.Advance(advanced)
		w.ok(http.MethodDelete, "/v1/archives/"+created["id"].(string), "")
		w.settle()
		w.clock.Advance(time.Second)
		assert.Equal(t, "REVOKED", w.state(created["id"].(string))["status"])
		assert.Equal(t, events, w.eventTypes())
		assertEventsFitTheContract(t, w.server.Deliveries())
	}
}

// A document is compared with what accounts of the same user say.
func TestValidation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	w.link(george, user, "sss_ph")
	for name, want := range map[string][3]string{ // computation, identity, location
		"payslip.pdf":          {"PASSED", "PASSED", "NO_DATA"},
		"payslip.png":          {"PASSED", "FAILED", "NO_DATA"}, // it is another person's
		"nbi-clearance.pdf":    {"NO_DATA", "PASSED", "PASSED"},
		"electricity-bill.pdf": {"PASSED", "PASSED", "PASSED"},
	} {
		got := w.archive(w.upload(user, nil, name))["validation"].(object)
		for i, part := range []string{"computation", "identity", "location"} {
			assert.Equal(t, want[i], got[part].(object)["resultCode"], "%s %s", name, part)
		}
		assert.Equal(t, "PASSED", got["metadata"].(object)["resultCode"])
	}
	wrong := strings.Replace(string(sample(t, "payslip.pdf")), "24,180.50", "94,180.50", 1)
	created := w.ok(http.MethodPost, "/v1/archives", fmt.Sprintf(`{"userId":%q,"rawFiles":[{"fileExtensionType":"PDF","fileContent":%q}]}`,
		user, base64.StdEncoding.EncodeToString([]byte(wrong))))
	w.settle()
	computation := w.archive(created["id"].(string))["validation"].(object)["computation"].(object)
	assert.Equal(t, "FAILED", computation["resultCode"])
	assert.Equal(t, "netAmount is more than grossAmount", computation["resultMessage"])
}
