package smile

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// ArchivesService uploads documents such as payslips, and returns the data that Smile read from them.
type ArchivesService service

var (
	opListArchives           = Operation{ID: "list-archives", Method: "GET", Path: "/archives", Retry: RetrySafe}
	opCreateArchive          = Operation{ID: "create-archive", Method: "POST", Path: "/archives", Creates: "id"}
	opClassifyArchive        = Operation{ID: "create-and-classify-archive", Method: "POST", Path: "/archives/classify", Creates: "id"}
	opGetArchive             = Operation{ID: "get-archive", Method: "GET", Path: "/archives/{id}", Retry: RetrySafe}
	opDeleteArchive          = Operation{ID: "delete-archive", Method: "DELETE", Path: "/archives/{id}", Retry: RetrySafe}
	opUploadPayslip          = Operation{ID: "upload-payslip-file", Method: "POST", Path: "/archives/-/payslips/uploadRawFile", Creates: "id"}
	opPayslipPrediction      = Operation{ID: "get-archive-payslip-data", Method: "GET", Path: "/archives/-/payslips/queryPrediction", Retry: RetrySafe}
	opListPayslipPredictions = Operation{ID: "list-archive-payslip-predictions", Method: "GET", Path: "/archives/-/payslips/listPredictions", Retry: RetrySafe}
	opSendManualResult       = Operation{ID: "send-payslip-manual-result", Method: "POST", Path: "/archives/-/payslips/sendManualResult"}
)

// ArchiveStatus is the progress of reading an archive.
type ArchiveStatus string

// The statuses of an archive. All but ArchiveStatusStarted are final.
const (
	// ArchiveStatusStarted means that the files are being read.
	ArchiveStatusStarted ArchiveStatus = "STARTED"
	// ArchiveStatusAnalyzed means that the files have been read.
	ArchiveStatusAnalyzed ArchiveStatus = "ANALYZED"
	// ArchiveStatusUnsupported means that Smile does not read files of this type.
	ArchiveStatusUnsupported ArchiveStatus = "UNSUPPORTED"
	// ArchiveStatusFailed means that the files could not be read: see [ArchiveState.ErrorCode].
	ArchiveStatusFailed ArchiveStatus = "ERROR"
	// ArchiveStatusRevoked means that the person withdrew the files and the data was removed.
	ArchiveStatusRevoked ArchiveStatus = "REVOKED"
)

// Archive is a set of files of one type, and the data that Smile read from them. Payslip and similar methods return
// that data as a typed value.
type Archive struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	// ProviderID is user-provided if the person uploaded the files, and tenant-provided if you did.
	ProviderID string              `json:"providerId,omitzero"`
	UserID     string              `json:"userId,omitzero"`
	Type       userdata.FileTypeID `json:"type,omitzero"`
	State      ArchiveState        `json:"state,omitzero"`
	RawFiles   []RawFile           `json:"rawFiles,omitzero"`
	// Classification is the file type that Smile detected; zero if classification was not requested.
	Classification ArchiveClassification `json:"classification,omitzero"`
	// Analysis is the data read from the files, as the API sent it.
	//
	// Deprecated: use Extraction, which has the same data with its file type.
	Analysis json.RawMessage `json:"analysis,omitzero"`
	// Extraction is the data read from the files.
	Extraction ArchiveExtraction `json:"extraction,omitzero"`
	// Validation is the result of the checks of whether the files are genuine.
	Validation ArchiveValidation `json:"validation,omitzero"`
}

// ArchiveState is the progress of reading an archive.
type ArchiveState struct {
	Status ArchiveStatus `json:"status,omitzero"`
	// ErrorCode and ErrorMessage are the reason for the status ERROR; empty otherwise.
	ErrorCode    userdata.ArchiveErrorCode `json:"errorCode,omitzero"`
	ErrorMessage string                    `json:"errorMessage,omitzero"`
	UpdatedAt    time.Time                 `json:"updatedAt,omitzero"`
}

// RawFile is one file of an archive. [ArchivesService.Download] downloads it.
type RawFile struct {
	ID        string      `json:"id"`
	CreatedAt time.Time   `json:"createdAt,omitzero"`
	Name      string      `json:"name,omitzero"`
	Subtype   FileSubtype `json:"subType,omitzero"`
	// Size is in kilobytes, rounded.
	Size   int        `json:"size,omitzero"`
	Format FileFormat `json:"format,omitzero"`
	// URL needs no credentials: anyone who has it can read the file. It expires after some weeks.
	URL string `json:"url,omitzero"`
}

// ArchiveClassification is the file type that Smile detected.
type ArchiveClassification struct {
	FileType userdata.FileTypeID `json:"fileType,omitzero"`
}

// ArchiveExtraction is the data read from files of one type.
type ArchiveExtraction struct {
	FileType userdata.FileTypeID `json:"fileType,omitzero"`
	// Analysis is a JSON object whose form depends on FileType, as the API sent it. See [Archive.Payslip] and
	// [Archive.ReadAnalysis].
	Analysis json.RawMessage `json:"analysis,omitzero"`
}

// ValidationCode is the outcome of one check of an archive.
type ValidationCode string

// The outcomes of a check.
const (
	ValidationPassed ValidationCode = "PASSED"
	ValidationFailed ValidationCode = "FAILED"
	ValidationNoData ValidationCode = "NO_DATA"
)

// ArchiveValidation holds the results of the checks of whether files are genuine.
type ArchiveValidation struct {
	FileType    userdata.FileTypeID     `json:"fileType,omitzero"`
	Metadata    ArchiveValidationResult `json:"metadata,omitzero"`
	Computation ArchiveValidationResult `json:"computation,omitzero"`
	Identity    ArchiveValidationResult `json:"identity,omitzero"`
	Location    ArchiveValidationResult `json:"location,omitzero"`
}

// ArchiveValidationResult is the outcome of one check; zero if the check was not made.
type ArchiveValidationResult struct {
	Code    ValidationCode `json:"resultCode,omitzero"`
	Message string         `json:"resultMessage,omitzero"`
	// Score is between 0 and 100.
	Score userdata.Decimal `json:"score,omitzero"`
}

// ArchiveListParams filters the list of archives. Fields with zero values do not filter.
type ArchiveListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor   string              `url:"cursor,omitempty"`
	UserID   string              `url:"userId,omitempty"`
	FileType userdata.FileTypeID `url:"fileType,omitempty"`
	// StartDate and EndDate limit the list to a range of creation dates, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of archives: GET /archives. With nil params it returns the first page, unfiltered.
func (s *ArchivesService) List(ctx context.Context, params *ArchiveListParams, options ...RequestOption) (*Page[Archive], error) {
	return list[Archive](ctx, clientOf(s), opListArchives, params, options)
}

// Pages iterates over the pages of archives, starting at the cursor in params: GET /archives. It requests 150 items per
// page unless params sets a size.
func (s *ArchivesService) Pages(ctx context.Context, params *ArchiveListParams, options ...RequestOption) iter.Seq2[*Page[Archive], error] {
	return pages[Archive](ctx, clientOf(s), opListArchives, params, options)
}

// All iterates over archives, fetching pages as needed: GET /archives. It stops after the first error, can be ranged
// over more than once, and requests 150 items per page unless params sets a size.
func (s *ArchivesService) All(ctx context.Context, params *ArchiveListParams, options ...RequestOption) iter.Seq2[Archive, error] {
	return all[Archive](ctx, clientOf(s), opListArchives, params, options)
}

// Get returns one archive: GET /archives/{id}.
func (s *ArchivesService) Get(ctx context.Context, id string, options ...RequestOption) (*Archive, error) {
	return Do[Archive](ctx, clientOf(s), opGetArchive, Request{PathValues: []string{id}}, options...)
}

// Delete deletes an archive, its files and the data read from them: DELETE /archives/{id}. This cannot be undone.
func (s *ArchivesService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opDeleteArchive, Request{PathValues: []string{id}}, options...)
	return err
}

// ArchiveCreateParams holds the files of a new archive.
type ArchiveCreateParams struct {
	// UserID is the user to whom the files belong; if it is empty, a new user is created.
	UserID string `json:"userId,omitzero"`
	// FileType is the type of the files: see [FileTypesService].
	FileType userdata.FileTypeID `json:"fileType,omitzero"`
	// RawFiles holds at least one file.
	RawFiles []File `json:"rawFiles"`
}

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *ArchiveCreateParams) Validate() error           { return invalid(rawFilesProblem(p.RawFiles)) }
func (p *ArchiveCreateParams) attachments() []attachment { return rawFiles(p.RawFiles) }

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *ArchiveClassifyParams) Validate() error {
	return invalid(rawFilesProblem(p.RawFiles))
}
func (p *ArchiveClassifyParams) attachments() []attachment { return rawFiles(p.RawFiles) }

func rawFilesProblem(files []File) (field, problem string) {
	if len(files) == 0 {
		return "rawFiles", "is empty: add a file"
	}
	return "", ""
}

// rawFiles returns the files of a body. Files without a name get the name of their content.
func rawFiles(files []File) []attachment {
	attachments := make([]attachment, len(files))
	for i := range files {
		file := &files[i]
		file.Name = cmp.Or(file.Name, file.Content.name)
		attachments[i] = attachment{fmt.Sprintf("rawFiles[%d].", i), file.Name, &file.Content, &file.Format}
	}
	return attachments
}

// Create uploads files for Smile to read: POST /archives. It returns before Smile has read them: see
// [ArchivesService.Wait]. The files are checked before anything is sent, and read while they are sent: see [Content].
// Use [WithProgress] to follow the upload.
func (s *ArchivesService) Create(ctx context.Context, params *ArchiveCreateParams, options ...RequestOption) (*Archive, error) {
	body := ArchiveCreateParams{}
	if params != nil {
		body = *params
		body.RawFiles = slices.Clone(body.RawFiles)
	}
	return Do[Archive](ctx, clientOf(s), opCreateArchive, Request{Body: &body}, options...)
}

// ArchiveClassifyParams holds files whose type Smile is to detect.
type ArchiveClassifyParams struct {
	// UserID is the user to whom the files belong; if it is empty, a new user is created.
	UserID string `json:"userId,omitzero"`
	// RawFiles holds at least one file.
	RawFiles []File `json:"rawFiles"`
}

// Classify uploads files for Smile to detect their type: POST /archives/classify. It is otherwise like Create.
func (s *ArchivesService) Classify(ctx context.Context, params *ArchiveClassifyParams, options ...RequestOption) (*Archive, error) {
	body := ArchiveClassifyParams{}
	if params != nil {
		body = *params
		body.RawFiles = slices.Clone(body.RawFiles)
	}
	return Do[Archive](ctx, clientOf(s), opClassifyArchive, Request{Body: &body}, options...)
}

// Wait polls an archive until it is final, for programs that cannot receive webhooks: GET /archives/{id}. If the
// archive will never be analyzed, Wait returns it with an [*ArchiveError]. If ctx ends first, Wait returns the archive
// as last seen (nil if it was never seen) and an error that matches [ErrUnfinished] and includes the reason ctx ended.
// With nil params it polls after 1, 2, 4, 8 and then every 10 seconds. The options apply to each poll.
func (s *ArchivesService) Wait(ctx context.Context, id string, params *WaitParams, options ...RequestOption) (*Archive, error) {
	archive, err := Wait(ctx, clientOf(s), opGetArchive, Request{PathValues: []string{id}}, params, func(a *Archive) (string, bool) {
		return string(a.State.Status), a.State.Status == ArchiveStatusAnalyzed || a.State.failed()
	}, options...)
	if err == nil && archive.State.failed() {
		state := archive.State
		err = &ArchiveError{ArchiveID: archive.ID, Status: state.Status, Code: state.ErrorCode, Message: state.ErrorMessage}
	}
	return archive, err
}

// ArchiveError is the error of an archive that will never be analyzed.
type ArchiveError struct {
	// ArchiveID is the ID of the archive.
	ArchiveID string
	// Status is [ArchiveStatusFailed], [ArchiveStatusUnsupported] or [ArchiveStatusRevoked].
	Status ArchiveStatus
	// Code is the reason; empty if the API gives none.
	Code userdata.ArchiveErrorCode
	// Message is the API's explanation. It may quote the files, so Error does not include it.
	Message string
}

// Error returns the state, the code and advice.
func (e *ArchiveError) Error() string {
	text := "smile: the archive is " + string(e.Status)
	if e.Code != "" {
		text += " (" + string(e.Code) + ")"
	}
	switch e.Status {
	case ArchiveStatusUnsupported:
		return text + ": ask for a file of a type that GET /fileTypes lists"
	case ArchiveStatusRevoked:
		return text + ": the person withdrew it"
	default:
		return text + ": ask for a more readable file"
	}
}

// failed reports whether the archive will never be analyzed. A state unknown to this version does not count as final.
func (s *ArchiveState) failed() bool {
	switch s.Status {
	case ArchiveStatusFailed, ArchiveStatusUnsupported, ArchiveStatusRevoked:
		return true
	default:
		return false
	}
}

// Download writes a file of an archive to w, piece by piece, and returns the number of bytes written. They are the
// whole file only if the error is nil. Bytes beyond what [RawFile.Size] allows are not written.
//
// No credential is sent to the host of the file. A download that is cut off is resumed where it stopped, up to the
// client's maximum number of retries, if the host proves that it sends the rest of the same file; otherwise the error
// is [ErrIncomplete]. The client's attempt timeout bounds each wait for the host, but neither the whole download nor
// the writes to w. Of the options only [WithProgress], [WithTimeout] and [WithRetry] apply.
//
// The call ends with its context even if w blocks. In that case w may still be in use after the call, and the bytes of
// the blocked write are not counted. If w panics, the call panics with a [PanicError].
func (s *ArchivesService) Download(ctx context.Context, file *RawFile, w io.Writer, options ...RequestOption) (int64, error) {
	d := &download{pipeline: clientOf(s).made(), operation: &opDownloadFile, to: w}
	if file == nil {
		return 0, d.operation.refuse("file", "is nil")
	}
	d.size = file.Size
	return d.do(ctx, "url", file.URL, options)
}

// PayslipUploadParams holds one payslip.
type PayslipUploadParams struct {
	// UserID is the user to whom the payslip belongs. It is required.
	UserID string `json:"userId"`
	// Format is optional: it is detected from the content.
	Format FileFormat `json:"fileExtensionType"`
	// Content provides the content of the file.
	Content Content `json:"fileContent"`
}

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *PayslipUploadParams) Validate() error {
	if strings.TrimSpace(p.UserID) == "" {
		return invalid("userId", "is empty")
	}
	return nil
}

func (p *PayslipUploadParams) attachments() []attachment {
	return []attachment{{"", p.Content.name, &p.Content, &p.Format}}
}

// UploadPayslip uploads one payslip for Smile to read: POST /archives/-/payslips/uploadRawFile.
// [ArchivesService.PayslipPrediction] returns the data read from it. It is otherwise like Create.
func (s *ArchivesService) UploadPayslip(ctx context.Context, params *PayslipUploadParams, options ...RequestOption) (*Archive, error) {
	body := PayslipUploadParams{}
	if params != nil {
		body = *params
	}
	return Do[Archive](ctx, clientOf(s), opUploadPayslip, Request{Body: &body}, options...)
}

// PayslipPrediction is the data read from a payslip, and how consistent it is.
type PayslipPrediction struct {
	Payslip
	MatchResult PayslipMatch `json:"matchResult,omitzero"`
	// Metadata identifies the origin of the prediction: its SourceID is the archive.
	Metadata userdata.Metadata `json:"metadata,omitzero"`
}

// PayslipMatch is how well the name on a payslip matches the owner of the numbers on it, from 0 to 100. Fields are nil
// if that is unknown.
type PayslipMatch struct {
	Identification *int `json:"employeeNameAndIdentificationNumberMatchScore,omitzero"`
	SSNumber       *int `json:"employeeNameAndSsNumberMatchScore,omitzero"`
	PhilHealth     *int `json:"employeeNameAndPhilHealthNumberMatchScore,omitzero"`
	TaxNumber      *int `json:"employeeNameAndTaxNumberMatchScore,omitzero"`
	PagIbig        *int `json:"employeeNameAndPagIbigNumberMatchScore,omitzero"`
}

// PayslipPrediction returns the data read from a payslip: GET /archives/-/payslips/queryPrediction.
func (s *ArchivesService) PayslipPrediction(ctx context.Context, archiveID string, options ...RequestOption) (*PayslipPrediction, error) {
	if strings.TrimSpace(archiveID) == "" {
		return nil, opPayslipPrediction.refuse("archiveId", "is empty")
	}
	return Do[PayslipPrediction](ctx, clientOf(s), opPayslipPrediction, Request{Query: url.Values{"archiveId": {archiveID}}}, options...)
}

// PayslipPredictionListParams filters the list of predictions. Fields with zero values do not filter.
type PayslipPredictionListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// StartDate and EndDate limit the list to a range of creation dates, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// PayslipPredictions returns one page of payslip predictions: GET /archives/-/payslips/listPredictions. With nil params
// it returns the first page, unfiltered.
func (s *ArchivesService) PayslipPredictions(ctx context.Context, params *PayslipPredictionListParams, options ...RequestOption) (*Page[PayslipPrediction], error) {
	return list[PayslipPrediction](ctx, clientOf(s), opListPayslipPredictions, params, options)
}

// PayslipPredictionPages iterates over the pages of payslip predictions, starting at the cursor in params: GET
// /archives/-/payslips/listPredictions. It requests 150 items per page unless params sets a size.
func (s *ArchivesService) PayslipPredictionPages(ctx context.Context, params *PayslipPredictionListParams, options ...RequestOption) iter.Seq2[*Page[PayslipPrediction], error] {
	return pages[PayslipPrediction](ctx, clientOf(s), opListPayslipPredictions, params, options)
}

// AllPayslipPredictions iterates over payslip predictions, fetching pages as needed: GET
// /archives/-/payslips/listPredictions. It stops after the first error, can be ranged over more than once, and requests
// 150 items per page unless params sets a size.
func (s *ArchivesService) AllPayslipPredictions(ctx context.Context, params *PayslipPredictionListParams, options ...RequestOption) iter.Seq2[PayslipPrediction, error] {
	return all[PayslipPrediction](ctx, clientOf(s), opListPayslipPredictions, params, options)
}

// PayslipManualResult holds the data that a person read from a payslip.
type PayslipManualResult struct {
	userdata.Personal
	// ArchiveID is the archive that contains the payslip. It is required.
	ArchiveID string `json:"archiveId"`
	// ValidFile reports whether the file is a payslip at all.
	ValidFile bool `json:"validFile"`
	// CheckedFields lists the names of the values that were checked, such as netAmount.
	CheckedFields []string `json:"checkedFields,omitzero"`
	// Data holds the values.
	Data Payslip `json:"data,omitzero"`
}

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *PayslipManualResult) Validate() error {
	if strings.TrimSpace(p.ArchiveID) == "" {
		return invalid("archiveId", "is empty")
	}
	return nil
}

// SendManualResult sends Smile the data that a person read from a payslip: POST /archives/-/payslips/sendManualResult.
func (s *ArchivesService) SendManualResult(ctx context.Context, result *PayslipManualResult, options ...RequestOption) error {
	if result == nil {
		result = &PayslipManualResult{}
	}
	_, err := Do[struct{}](ctx, clientOf(s), opSendManualResult, Request{Body: result}, options...)
	return err
}
