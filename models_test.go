package smile_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/contracttest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// envelope is what surrounds every model.
type envelope[T any] struct {
	Code      smile.ErrorCode `json:"code"`
	Message   string          `json:"message"`
	RequestID string          `json:"requestId"`
	Data      T               `json:"data"`
}

func TestModelsMatchTheContract(t *testing.T) {
	t.Parallel()
	const views = "its form depends on the file type: each has a type of its own, which stands below"
	exceptions := map[string][]*contracttest.Exception{
		"Archive": {contracttest.Opaque("Archive.analysis", views), contracttest.Opaque("ArchiveExtraction.analysis", views)},
	}
	for schema, model := range map[string]any{
		"Provider":         smile.Provider{},
		"UserListResponse": envelope[smile.Page[smile.User]]{},
		"UserPostResponse": envelope[smile.CreatedUser]{},
		"Token":            smile.Token{},
		"Account":          smile.Account{},
		"AccountExport":    smile.AccountExport{},
		"Task":             smile.Task{},
		"Webhook":          smile.Webhook{},
		"ConsentTemplate":  smile.ConsentTemplate{},
		"Invite":           smile.Invite{},
		"InviteLog":        smile.InviteLog{},
		"InviteTemplate":   smile.InviteTemplate{},
		"FileType":         smile.FileType{},
		"Archive":          smile.Archive{},
		"Upload":           smile.Upload{},
		"ArchivePayslipPredictionQueryResponseData": smile.PayslipPrediction{},
		"ArchivePayslipAnalysis":                    smile.Payslip{},
		"ArchiveTaxDocumentAnalysis":                smile.TaxDocument{},
		"ArchiveNbiClearanceDocumentAnalysis":       smile.NBIClearance{},
		"ArchiveTelcoBillAnalysis":                  smile.TelcoBill{},
		"ArchiveElectricityBillAnalysis":            smile.MeteredBill{},
		"ArchiveWaterBillAnalysis":                  smile.MeteredBill{},
		"ArchiveEmploymentCertificateAnalysis":      smile.EmploymentCertificate{},
	} {
		t.Run(schema, func(t *testing.T) {
			t.Parallel()
			contracttest.CheckModel(t, schema, model, exceptions[schema]...)
		})
	}
}

func TestParamsMatchTheContract(t *testing.T) {
	t.Parallel()
	const streams = "the content is written while it is sent"
	exceptions := map[string][]*contracttest.Exception{
		"create-archive":              {contracttest.Opaque("FileObject.fileContent", streams)},
		"create-and-classify-archive": {contracttest.Opaque("FileObject.fileContent", streams)},
		"upload-payslip-file":         {contracttest.Opaque("upload-payslip-file.fileContent", streams)},
	}
	for operation, params := range map[string]any{
		"list-providers":          smile.ProviderListParams{},
		"list-users":              smile.UserListParams{},
		"create-user":             smile.UserCreateParams{},
		"list-accounts":           smile.AccountListParams{},
		"generate-account-export": smile.AccountExportParams{},
		"list-tasks":              smile.TaskListParams{},
		"list-webhooks":           smile.WebhookListParams{},
		"create-webhook":          smile.WebhookCreateParams{},
		"list-identities":         smile.IdentityListParams{},
		"list-transactions":       smile.TransactionListParams{},
		"list-ratings":            smile.RatingListParams{},
		"list-documents":          smile.DocumentListParams{},
		"list-employments":        smile.EmploymentListParams{},
		"list-incomes":            smile.IncomeListParams{},
		"list-contributions":      smile.ContributionListParams{},
		"list-liabilities":        smile.LiabilityListParams{},
		"list-eincomes":           smile.EstimatedIncomeListParams{},
		"list-insights":           smile.InsightListParams{},
		"list-links":              smile.LinkListParams{},

		"list-consent-templates":           smile.ConsentTemplateListParams{},
		"create-consent-template":          smile.ConsentTemplateCreateParams{},
		"list-invites":                     smile.InviteListParams{},
		"create-invite":                    smile.InviteCreateParams{},
		"list-invite-log":                  smile.InviteLogListParams{},
		"list-invite-templates":            smile.InviteTemplateListParams{},
		"create-invite-template":           smile.InviteTemplateParams{},
		"update-invite-template":           smile.InviteTemplateParams{},
		"list-file-types":                  smile.FileTypeListParams{},
		"list-archives":                    smile.ArchiveListParams{},
		"create-archive":                   smile.ArchiveCreateParams{},
		"create-and-classify-archive":      smile.ArchiveClassifyParams{},
		"upload-payslip-file":              smile.PayslipUploadParams{},
		"list-archive-payslip-predictions": smile.PayslipPredictionListParams{},
		"send-payslip-manual-result":       smile.PayslipManualResult{},
		"list-uploads":                     smile.UploadListParams{},
	} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			contracttest.CheckParams(t, operation, params, exceptions[operation]...)
		})
	}
}

func TestConstantsMatchTheContract(t *testing.T) {
	t.Parallel()
	schemas := contract.Load().Schemas
	constants := constantsOf(t)
	for name, s := range map[string]*contract.Schema{
		"ErrorCode":        schemas["ObjectMetadataRefCode"],
		"ProviderType":     schemas["Provider"].Properties["type"],
		"ProviderSubType":  schemas["Provider"].Properties["subType"],
		"ConnectionStatus": schemas["AccountConnectionStatus"],
		"MonitorStatus":    schemas["AccountMonitorStatus"],
		"AccountErrorCode": schemas["AccountErrorCode"],
		"ExportFormat":     schemas["ExportExtensionType"],
		"TaskType":         schemas["TaskType"],
		"TaskStatus":       schemas["Task"].Properties["status"],
		"EventType":        schemas["RefWebhookEventType"],
		"InviteStatus":     schemas["InviteStatus"],
		"FileTypeID":       schemas["ArchiveClassification"].Properties["fileType"],
		"FileFormat":       schemas["FileObject"].Properties["fileExtensionType"],
		"FileSubtype":      schemas["FileSubtype"],
		"ArchiveStatus":    schemas["Archive"].Properties["state"].Properties["status"],
		"ArchiveErrorCode": schemas["Archive"].Properties["state"].Properties["errorCode"],
		"ValidationCode":   schemas["ArchiveValidationResult"].Properties["resultCode"],
	} {
		values := slices.DeleteFunc(slices.Clone(s.Enum), func(value string) bool {
			return strings.HasPrefix(value, "ISIC-") // a standard's sections, which have names of their own there
		})
		require.NotEmpty(t, values, name)
		assert.ElementsMatch(t, values, constants[name], name)
	}
}

// constantsOf lists the values of this package's string constants by their types.
func constantsOf(t *testing.T) map[string][]string {
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	constants := map[string][]string{}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			of, typed := spec.Type.(*ast.Ident)
			literal, ok := spec.Values[0].(*ast.BasicLit)
			if typed && ok && literal.Kind == token.STRING {
				value, err := strconv.Unquote(literal.Value)
				require.NoError(t, err)
				constants[of.Name] = append(constants[of.Name], value)
			}
			return true
		})
	}
	return constants
}
