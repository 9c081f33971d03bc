package main

import (
	"context"
	"strings"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
)

// operation is one call of the SDK.
type operation struct {
	// id is the API's name of it.
	id string
	// idFrom names the operation whose result has the ID to call this one with; empty when it takes none.
	idFrom string
	// madeUp stands in for the ID that the result of this operation should have had.
	madeUp string
	call   call
}

type call func(ctx context.Context, id string, options ...smile.RequestOption) (result any, err error)

// hex is the part that most IDs end with.
const hex = "0123456789abcdef0123456789abcdef"

// operations lists the calls in the order in which they are made. For servers with a memory it begins
// with what creates, so that lists have something in them, and ends with what destroys. What can only
// be harmed is taken from what was created here, where that is possible.
func operations(c *smile.Client) []operation {
	return append(previews(c), []operation{
		{id: "create-user", madeUp: "tenant-" + hex, call: createUser(c)},
		{id: "create-webhook", madeUp: hex, call: createWebhook(c)},
		{id: "create-consent-template", madeUp: "ct-" + hex, call: createConsentTemplate(c)},
		{id: "create-invite-template", madeUp: "tpl-" + hex, call: createInviteTemplate(c)},
		{id: "create-invite", idFrom: "create-invite-template", madeUp: "iv-" + hex, call: createInvite(c)},
		{id: "create-archive", idFrom: "create-user", madeUp: "archive-" + hex, call: createArchive(c)},
		{id: "create-and-classify-archive", idFrom: "create-user", call: classifyArchive(c)},
		{id: "upload-payslip-file", idFrom: "create-user", call: uploadPayslip(c)},

		{id: "list-providers", madeUp: "upwork", call: list(c.Providers.List)},
		{id: "get-provider", idFrom: "list-providers", call: get(c.Providers.Get)},

		{id: "list-users", madeUp: "tenant-" + hex, call: list(c.Users.List)},
		{id: "get-user", idFrom: "list-users", call: get(c.Users.Get)},
		{id: "get-user-session-payload", idFrom: "list-users", call: get(c.Users.Payload)},
		{id: "create-token", idFrom: "list-users", call: get(c.Tokens.Create)},

		{id: "list-webhooks", madeUp: hex, call: list(c.Webhooks.List)},
		{id: "get-webhook", idFrom: "list-webhooks", call: get(c.Webhooks.Get)},

		{id: "list-accounts", madeUp: "a-" + hex, call: list(c.Accounts.List)},
		{id: "get-account", idFrom: "list-accounts", call: get(c.Accounts.Get)},
		{id: "get-account-payload", idFrom: "list-accounts", call: get(c.Accounts.Payload)},
		{id: "generate-account-export", idFrom: "list-accounts", call: generateExport(c)},

		{id: "list-tasks", madeUp: "task-" + hex, call: list(c.Tasks.List)},
		{id: "get-task", idFrom: "list-tasks", call: get(c.Tasks.Get)},

		{id: "list-consent-templates", call: list(c.ConsentTemplates.List)},

		{id: "list-invite-templates", madeUp: "tpl-" + hex, call: list(c.InviteTemplates.List)},
		{id: "get-invite-template", idFrom: "list-invite-templates", call: get(c.InviteTemplates.Get)},
		{id: "list-invites", madeUp: "iv-" + hex, call: list(c.Invites.List)},
		{id: "get-invite", idFrom: "list-invites", call: get(c.Invites.Get)},
		{id: "list-invite-log", idFrom: "list-invites", call: listInviteLog(c)},

		{id: "list-file-types", call: list(c.FileTypes.List)},
		{id: "list-archives", madeUp: "archive-" + hex, call: list(c.Archives.List)},
		{id: "get-archive", idFrom: "list-archives", call: get(c.Archives.Get)},
		{id: "list-archive-payslip-predictions", madeUp: "archive-" + hex, call: list(c.Archives.PayslipPredictions)},
		{id: "get-archive-payslip-data", idFrom: "list-archive-payslip-predictions", call: get(c.Archives.PayslipPrediction)},
		{id: "list-uploads", madeUp: "u-" + hex, call: list(c.Uploads.List)}, //nolint:staticcheck // deprecated operations are called too
		{id: "get-upload", idFrom: "list-uploads", call: get(c.Uploads.Get)}, //nolint:staticcheck // as above

		{id: "list-identities", madeUp: "i-" + hex, call: list(c.Identities.List)},
		{id: "get-identity", idFrom: "list-identities", call: get(c.Identities.Get)},
		{id: "list-transactions", madeUp: "t-" + hex, call: list(c.Transactions.List)},
		{id: "get-transaction", idFrom: "list-transactions", call: get(c.Transactions.Get)},
		{id: "list-ratings", madeUp: "r-" + hex, call: list(c.Ratings.List)},
		{id: "get-rating", idFrom: "list-ratings", call: get(c.Ratings.Get)},
		{id: "list-documents", madeUp: "d-" + hex, call: list(c.Documents.List)},
		{id: "get-document", idFrom: "list-documents", call: get(c.Documents.Get)},
		{id: "list-employments", madeUp: "e-" + hex, call: list(c.Employments.List)},
		{id: "get-employment", idFrom: "list-employments", call: get(c.Employments.Get)},
		{id: "list-incomes", madeUp: "inc-" + hex, call: list(c.Incomes.List)},
		{id: "get-income", idFrom: "list-incomes", call: get(c.Incomes.Get)},
		{id: "list-contributions", madeUp: "con-" + hex, call: list(c.Contributions.List)},
		{id: "get-contribution", idFrom: "list-contributions", call: get(c.Contributions.Get)},
		{id: "list-liabilities", madeUp: "lia-" + hex, call: list(c.Liabilities.List)},
		{id: "get-liabilities", idFrom: "list-liabilities", call: get(c.Liabilities.Get)},
		{id: "list-eincomes", madeUp: "einc-" + hex, call: list(c.EstimatedIncomes.List)},
		{id: "get-eincomes", idFrom: "list-eincomes", call: get(c.EstimatedIncomes.Get)},
		{id: "list-insights", madeUp: "insight-" + hex, call: list(c.Insights.List)},
		{id: "get-feature-insight", idFrom: "list-insights", call: get(c.Insights.Get)},
		{id: "list-links", madeUp: "link-" + hex, call: list(c.Links.List)},
		{id: "get-link", idFrom: "list-links", call: get(c.Links.Get)},

		{id: "update-invite-template", idFrom: "create-invite-template", call: updateInviteTemplate(c)},
		{id: "send-payslip-manual-result", idFrom: "list-archive-payslip-predictions", call: sendManualResult(c)},
		{id: "delete-invite-template", idFrom: "create-invite-template", call: act(c.InviteTemplates.Delete)},
		{id: "delete-consent-template", idFrom: "create-consent-template", call: act(c.ConsentTemplates.Delete)},
		{id: "delete-archive", idFrom: "create-archive", call: act(c.Archives.Delete)},
		{id: "reset-user-session", idFrom: "create-user", call: act(c.Users.ResetSession)},
		{id: "disable-account-monitor", idFrom: "list-accounts", call: act(c.Accounts.DisableMonitor)},
		{id: "delete-webhook", idFrom: "create-webhook", call: act(c.Webhooks.Delete)},
		{id: "delete-account", idFrom: "list-accounts", call: act(c.Accounts.Delete)},
	}...)
}

// list calls for the first page.
func list[T, P any](method func(context.Context, *P, ...smile.RequestOption) (*smile.Page[T], error)) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		page, err := method(ctx, nil, options...)
		if err != nil {
			return nil, err
		}
		return pageOf(page), nil
	}
}

// pageOf is a page as the API writes it.
func pageOf[T any](page *smile.Page[T]) any {
	result := struct {
		NextCursor *string `json:"nextCursor"`
		Items      []T     `json:"items"`
	}{Items: append([]T{}, page.Items...)}
	if page.NextCursor != "" {
		result.NextCursor = &page.NextCursor
	}
	return result
}

// get calls for what belongs to an ID.
func get[T any](method func(context.Context, string, ...smile.RequestOption) (*T, error)) call {
	return func(ctx context.Context, id string, options ...smile.RequestOption) (any, error) {
		return method(ctx, id, options...)
	}
}

// act calls what returns no data.
func act(method func(context.Context, string, ...smile.RequestOption) error) call {
	return func(ctx context.Context, id string, options ...smile.RequestOption) (any, error) {
		return nil, method(ctx, id, options...)
	}
}

func createUser(c *smile.Client) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		return c.Users.Create(ctx, &smile.UserCreateParams{ExternalMetadata: map[string]string{"purpose": "conformance"}}, options...)
	}
}

// createWebhook makes one that receives nothing.
func createWebhook(c *smile.Client) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		return c.Webhooks.Create(ctx, &smile.WebhookCreateParams{
			Name:       "conformance",
			URL:        "https://example.com/smile",
			EventTypes: []userdata.EventType{smile.AllEvents},
			Active:     smile.Bool(false),
			Secret:     "conformance",
		}, options...)
	}
}

func generateExport(c *smile.Client) call {
	return func(ctx context.Context, id string, options ...smile.RequestOption) (any, error) {
		return c.Accounts.GenerateExport(ctx, id, &smile.AccountExportParams{Format: smile.ExportPDF}, options...)
	}
}

func createConsentTemplate(c *smile.Client) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		return c.ConsentTemplates.Create(ctx, &smile.ConsentTemplateCreateParams{
			Title: "conformance", Version: "1", ConsentType: "conformance", ConsentText: "I agree.",
		}, options...)
	}
}

func inviteTemplate(name string) *smile.InviteTemplateParams {
	page := smile.InviteTemplatePage{Header: "Hello", Description: "Link your account.", Button: "Go"}
	return &smile.InviteTemplateParams{
		Name:        name,
		Company:     smile.InviteTemplateCompany{Name: "Conformance", LogoURL: "https://example.com/logo.png"},
		Email:       smile.InviteTemplateEmail{SenderName: "Conformance", ReplyAddress: "reply@example.com", Subject: "Hello", Body: "Link your account."},
		LandingPage: page,
		SuccessPage: page,
	}
}

func createInviteTemplate(c *smile.Client) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		return c.InviteTemplates.Create(ctx, inviteTemplate("conformance"), options...)
	}
}

func updateInviteTemplate(c *smile.Client) call {
	return func(ctx context.Context, id string, options ...smile.RequestOption) (any, error) {
		return c.InviteTemplates.Update(ctx, id, inviteTemplate("conformance 2"), options...)
	}
}

// createInvite makes one whose template sends no mail.
func createInvite(c *smile.Client) call {
	return func(ctx context.Context, templateID string, options ...smile.RequestOption) (any, error) {
		return c.Invites.Create(ctx, &smile.InviteCreateParams{
			Email: "juan@example.com", FullName: "Juan de la Cruz", TemplateID: templateID,
		}, options...)
	}
}

func listInviteLog(c *smile.Client) call {
	return func(ctx context.Context, id string, options ...smile.RequestOption) (any, error) {
		page, err := c.Invites.Logs(ctx, id, nil, options...)
		if err != nil {
			return nil, err
		}
		return pageOf(page), nil
	}
}

// paper is a payslip with little on it: enough for a server that reads what it is sent.
func paper() smile.Content {
	return smile.FromReaderAt(strings.NewReader(payslipPDF), int64(len(payslipPDF)))
}

const payslipPDF = `%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>
endobj
4 0 obj
<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
endobj
5 0 obj
<< /Length 298 >>
stream
BT /F1 9 Tf 12 TL 40 800 Td
(Payslip) Tj T*
(Employer name: Conformance Ltd) Tj T*
(Employee name: Juan de la Cruz) Tj T*
(Start date: 2025-06-01) Tj T*
(End date: 2025-06-30) Tj T*
(Pay date: 2025-06-30) Tj T*
(Currency: PHP) Tj T*
(Gross amount: 20,000.00) Tj T*
(Net amount: 18,000.00) Tj T*
ET
endstream
endobj
trailer
<< /Root 1 0 R >>
%%EOF
`

func createArchive(c *smile.Client) call {
	return func(ctx context.Context, userID string, options ...smile.RequestOption) (any, error) {
		return c.Archives.Create(ctx, &smile.ArchiveCreateParams{
			UserID: userID, FileType: userdata.FileTypePayslip, RawFiles: []smile.File{{Name: "payslip.pdf", Content: paper()}},
		}, options...)
	}
}

func classifyArchive(c *smile.Client) call {
	return func(ctx context.Context, userID string, options ...smile.RequestOption) (any, error) {
		return c.Archives.Classify(ctx, &smile.ArchiveClassifyParams{
			UserID: userID, RawFiles: []smile.File{{Name: "payslip.pdf", Content: paper()}},
		}, options...)
	}
}

func uploadPayslip(c *smile.Client) call {
	return func(ctx context.Context, userID string, options ...smile.RequestOption) (any, error) {
		return c.Archives.UploadPayslip(ctx, &smile.PayslipUploadParams{UserID: userID, Content: paper()}, options...)
	}
}

func sendManualResult(c *smile.Client) call {
	return func(ctx context.Context, archiveID string, options ...smile.RequestOption) (any, error) {
		return nil, c.Archives.SendManualResult(ctx, &smile.PayslipManualResult{
			ArchiveID: archiveID, ValidFile: true, CheckedFields: []string{"employerName"}, Data: smile.Payslip{EmployerName: "Conformance"},
		}, options...)
	}
}
