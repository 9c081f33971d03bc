package smile

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// ArchivesService uploads papers such as payslips, and reads what Smile found in them.
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

// ArchiveStatus is how far the reading of an archive came.
type ArchiveStatus string

// The states of an archive. All but ArchiveStatusStarted are final.
const (
	// ArchiveStatusStarted: the files are being read.
	ArchiveStatusStarted ArchiveStatus = "STARTED"
	// ArchiveStatusAnalyzed: the files were read.
	ArchiveStatusAnalyzed ArchiveStatus = "ANALYZED"
	// ArchiveStatusUnsupported: the files are not of a kind that Smile reads.
	ArchiveStatusUnsupported ArchiveStatus = "UNSUPPORTED"
	// ArchiveStatusFailed: the files could not be read; see [ArchiveState.ErrorCode].
	ArchiveStatusFailed ArchiveStatus = "ERROR"
	// ArchiveStatusRevoked: the person withdrew the files, and the data is removed.
	ArchiveStatusRevoked ArchiveStatus = "REVOKED"
)

// Archive is a set of files of one kind, and what Smile read in them. Payslip and the methods like it give
// what was read as a type of its own.
type Archive struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	// ProviderID is user-provided when the person uploaded the files, and tenant-provided when you did.
	ProviderID string              `json:"providerId,omitzero"`
	UserID     string              `json:"userId,omitzero"`
	Type       userdata.FileTypeID `json:"type,omitzero"`
	State      ArchiveState        `json:"state,omitzero"`
	RawFiles   []RawFile           `json:"rawFiles,omitzero"`
	// Classification is the kind that Smile sees in the files; zero when it was not asked.
	Classification ArchiveClassification `json:"classification,omitzero"`
	// Analysis is what was read, as it came.
	//
	// Deprecated: Extraction says the same and names the file type.
	Analysis json.RawMessage `json:"analysis,omitzero"`
	// Extraction is what was read.
	Extraction ArchiveExtraction `json:"extraction,omitzero"`
	// Validation is how much the files can be trusted.
	Validation ArchiveValidation `json:"validation,omitzero"`
}

// ArchiveState is how far the reading of an archive came.
type ArchiveState struct {
	Status ArchiveStatus `json:"status,omitzero"`
	// ErrorCode and ErrorMessage say why Status is ERROR; empty otherwise.
	ErrorCode    userdata.ArchiveErrorCode `json:"errorCode,omitzero"`
	ErrorMessage string                    `json:"errorMessage,omitzero"`
	UpdatedAt    time.Time                 `json:"updatedAt,omitzero"`
}

// RawFile is one file of an archive. [ArchivesService.Download] fetches it.
type RawFile struct {
	ID        string      `json:"id"`
	CreatedAt time.Time   `json:"createdAt,omitzero"`
	Name      string      `json:"name,omitzero"`
	Subtype   FileSubtype `json:"subType,omitzero"`
	// Size is in kilobytes, rounded.
	Size   int        `json:"size,omitzero"`
	Format FileFormat `json:"format,omitzero"`
	// URL needs no credentials, and ends to work after some weeks: whoever has it has the file.
	URL string `json:"url,omitzero"`
}

// ArchiveClassification is the kind of paper that Smile sees.
type ArchiveClassification struct {
	FileType userdata.FileTypeID `json:"fileType,omitzero"`
}

// ArchiveExtraction is what was read in files of one type.
type ArchiveExtraction struct {
	FileType userdata.FileTypeID `json:"fileType,omitzero"`
	// Analysis is an object whose form depends on FileType, as it came. See [Archive.Payslip] and
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

// ArchiveValidation are checks of whether files are genuine.
type ArchiveValidation struct {
	FileType    userdata.FileTypeID     `json:"fileType,omitzero"`
	Metadata    ArchiveValidationResult `json:"metadata,omitzero"`
	Computation ArchiveValidationResult `json:"computation,omitzero"`
	Identity    ArchiveValidationResult `json:"identity,omitzero"`
	Location    ArchiveValidationResult `json:"location,omitzero"`
}

// ArchiveValidationResult is the outcome of one check; zero when it was not made.
type ArchiveValidationResult struct {
	Code    ValidationCode `json:"resultCode,omitzero"`
	Message string         `json:"resultMessage,omitzero"`
	// Score is 0 to 100.
	Score userdata.Decimal `json:"score,omitzero"`
}

// ArchiveListParams filter the list of archives. Zero values do not filter.
type ArchiveListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor   string              `url:"cursor,omitempty"`
	UserID   string              `url:"userId,omitempty"`
	FileType userdata.FileTypeID `url:"fileType,omitempty"`
	// StartDate and EndDate bound the day of creation, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of archives: GET /archives. Nil params ask for the first page of everything.
func (s *ArchivesService) List(ctx context.Context, params *ArchiveListParams, options ...RequestOption) (*Page[Archive], error) {
	return list[Archive](ctx, clientOf(s), opListArchives, params, options)
}

// Pages iterates over the pages of archives, beginning at the cursor in params: GET /archives.
func (s *ArchivesService) Pages(ctx context.Context, params *ArchiveListParams, options ...RequestOption) iter.Seq2[*Page[Archive], error] {
	return pages[Archive](ctx, clientOf(s), opListArchives, params, options)
}

// All iterates over archives, page after page: GET /archives. It can be ranged over again, ends after the
// first error, and asks for pages of 150 when params name no size.
func (s *ArchivesService) All(ctx context.Context, params *ArchiveListParams, options ...RequestOption) iter.Seq2[Archive, error] {
	return all[Archive](ctx, clientOf(s), opListArchives, params, options)
}

// Get returns one archive: GET /archives/{id}.
func (s *ArchivesService) Get(ctx context.Context, id string, options ...RequestOption) (*Archive, error) {
	return Do[Archive](ctx, clientOf(s), opGetArchive, Request{PathValues: []string{id}}, options...)
}

// Delete removes an archive, its files and the data that came from them: DELETE /archives/{id}. There is no
// way back.
func (s *ArchivesService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opDeleteArchive, Request{PathValues: []string{id}}, options...)
	return err
}

// ArchiveCreateParams are the files of a new archive.
type ArchiveCreateParams struct {
	// UserID is whose files these are; empty makes a new user.
	UserID string `json:"userId,omitzero"`
	// FileType is what kind of paper the files are; see [FileTypesService].
	FileType userdata.FileTypeID `json:"fileType,omitzero"`
	// RawFiles are one or more files.
	RawFiles []File `json:"rawFiles"`
}

// Validate reports the first field that cannot be right as a [*ParameterError].
func (p *ArchiveCreateParams) Validate() error           { return invalid(rawFilesProblem(p.RawFiles)) }
func (p *ArchiveCreateParams) attachments() []attachment { return rawFiles(p.RawFiles) }

// Validate reports the first field that cannot be right as a [*ParameterError].
func (p *ArchiveClassifyParams) Validate() error {
	return invalid(rawFilesProblem(p.RawFiles))
}
func (p *ArchiveClassifyParams) attachments() []attachment { return rawFiles(p.RawFiles) }

func rawFilesProblem(files []File) (field, problem string) {
	if len(files) == 0 {
		return "rawFiles", "are empty: add a file"
	}
	return "", ""
}

// rawFiles are the files of a body, which get the names of their sources where they have none.
func rawFiles(files []File) []attachment {
	attachments := make([]attachment, len(files))
	for i := range files {
		file := &files[i]
		file.Name = cmp.Or(file.Name, file.Content.name)
		attachments[i] = attachment{fmt.Sprintf("rawFiles[%d].", i), file.Name, &file.Content, &file.Format}
	}
	return attachments
}

// Create uploads files and has them read: POST /archives. The answer comes before the reading is done: see
// [ArchivesService.Wait]. The files are checked before anything is sent, and read while they are sent: see
// [Content]. [WithProgress] follows the upload.
func (s *ArchivesService) Create(ctx context.Context, params *ArchiveCreateParams, options ...RequestOption) (*Archive, error) {
	body := ArchiveCreateParams{}
	if params != nil {
		body = *params
		body.RawFiles = slices.Clone(body.RawFiles)
	}
	return Do[Archive](ctx, clientOf(s), opCreateArchive, Request{Body: &body}, options...)
}

// ArchiveClassifyParams are files of which Smile is to find out the kind.
type ArchiveClassifyParams struct {
	// UserID is whose files these are; empty makes a new user.
	UserID string `json:"userId,omitzero"`
	// RawFiles are one or more files.
	RawFiles []File `json:"rawFiles"`
}

// Classify uploads files and has their kind found out: POST /archives/classify. All else is as with Create.
func (s *ArchivesService) Classify(ctx context.Context, params *ArchiveClassifyParams, options ...RequestOption) (*Archive, error) {
	body := ArchiveClassifyParams{}
	if params != nil {
		body = *params
		body.RawFiles = slices.Clone(body.RawFiles)
	}
	return Do[Archive](ctx, clientOf(s), opClassifyArchive, Request{Body: &body}, options...)
}

// PayslipUploadParams are one payslip.
type PayslipUploadParams struct {
	// UserID is whose payslip this is. It is required.
	UserID string `json:"userId"`
	// Format may be left empty: the content tells it.
	Format FileFormat `json:"fileExtensionType"`
	// Content is where the content comes from.
	Content Content `json:"fileContent"`
}

// Validate reports the first field that cannot be right as a [*ParameterError].
func (p *PayslipUploadParams) Validate() error {
	if strings.TrimSpace(p.UserID) == "" {
		return invalid("userId", "is empty")
	}
	return nil
}

func (p *PayslipUploadParams) attachments() []attachment {
	return []attachment{{"", p.Content.name, &p.Content, &p.Format}}
}

// UploadPayslip uploads one payslip and has it read: POST /archives/-/payslips/uploadRawFile.
// [ArchivesService.PayslipPrediction] gives what was read. All else is as with Create.
func (s *ArchivesService) UploadPayslip(ctx context.Context, params *PayslipUploadParams, options ...RequestOption) (*Archive, error) {
	body := PayslipUploadParams{}
	if params != nil {
		body = *params
	}
	return Do[Archive](ctx, clientOf(s), opUploadPayslip, Request{Body: &body}, options...)
}

// PayslipPrediction is what was read in a payslip, and how well it fits together.
type PayslipPrediction struct {
	Payslip
	MatchResult PayslipMatch `json:"matchResult,omitzero"`
	// Metadata tells where the prediction came from: its SourceID is the archive.
	Metadata userdata.Metadata `json:"metadata,omitzero"`
}

// PayslipMatch says how well the name on a payslip fits the person whom its numbers belong to, from 0 to
// 100; nil where it is not known.
type PayslipMatch struct {
	Identification *int `json:"employeeNameAndIdentificationNumberMatchScore,omitzero"`
	SSNumber       *int `json:"employeeNameAndSsNumberMatchScore,omitzero"`
	PhilHealth     *int `json:"employeeNameAndPhilHealthNumberMatchScore,omitzero"`
	TaxNumber      *int `json:"employeeNameAndTaxNumberMatchScore,omitzero"`
	PagIbig        *int `json:"employeeNameAndPagIbigNumberMatchScore,omitzero"`
}

// PayslipPrediction returns what was read in a payslip: GET /archives/-/payslips/queryPrediction.
func (s *ArchivesService) PayslipPrediction(ctx context.Context, archiveID string, options ...RequestOption) (*PayslipPrediction, error) {
	if strings.TrimSpace(archiveID) == "" {
		return nil, opPayslipPrediction.refuse("archiveId", "is empty")
	}
	return Do[PayslipPrediction](ctx, clientOf(s), opPayslipPrediction, Request{Query: url.Values{"archiveId": {archiveID}}}, options...)
}

// PayslipPredictionListParams filter the list of predictions. Zero values do not filter.
type PayslipPredictionListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// StartDate and EndDate bound the day of creation, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// PayslipPredictions returns one page of what was read in payslips: GET /archives/-/payslips/listPredictions.
// Nil params ask for the first page of everything.
func (s *ArchivesService) PayslipPredictions(ctx context.Context, params *PayslipPredictionListParams, options ...RequestOption) (*Page[PayslipPrediction], error) {
	return list[PayslipPrediction](ctx, clientOf(s), opListPayslipPredictions, params, options)
}

// PayslipPredictionPages iterates over the pages of what was read in payslips, beginning at the cursor in
// params: GET /archives/-/payslips/listPredictions.
func (s *ArchivesService) PayslipPredictionPages(ctx context.Context, params *PayslipPredictionListParams, options ...RequestOption) iter.Seq2[*Page[PayslipPrediction], error] {
	return pages[PayslipPrediction](ctx, clientOf(s), opListPayslipPredictions, params, options)
}

// AllPayslipPredictions iterates over what was read in payslips, page after page:
// GET /archives/-/payslips/listPredictions. It can be ranged over again, ends after the first error, and asks
// for pages of 150 when params name no size.
func (s *ArchivesService) AllPayslipPredictions(ctx context.Context, params *PayslipPredictionListParams, options ...RequestOption) iter.Seq2[PayslipPrediction, error] {
	return all[PayslipPrediction](ctx, clientOf(s), opListPayslipPredictions, params, options)
}

// PayslipManualResult is what a person read in a payslip.
type PayslipManualResult struct {
	userdata.Personal
	// ArchiveID is the archive with the payslip. It is required.
	ArchiveID string `json:"archiveId"`
	// ValidFile tells that the file is a payslip at all.
	ValidFile bool `json:"validFile"`
	// CheckedFields are the names of the values that were looked at, such as netAmount.
	CheckedFields []string `json:"checkedFields,omitzero"`
	// Data are the values.
	Data Payslip `json:"data,omitzero"`
}

// Validate reports the first field that cannot be right as a [*ParameterError].
func (p *PayslipManualResult) Validate() error {
	if strings.TrimSpace(p.ArchiveID) == "" {
		return invalid("archiveId", "is empty")
	}
	return nil
}

// SendManualResult tells Smile what a person read in a payslip: POST /archives/-/payslips/sendManualResult.
func (s *ArchivesService) SendManualResult(ctx context.Context, result *PayslipManualResult, options ...RequestOption) error {
	if result == nil {
		result = &PayslipManualResult{}
	}
	_, err := Do[struct{}](ctx, clientOf(s), opSendManualResult, Request{Body: result}, options...)
	return err
}
