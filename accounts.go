package smile

import (
	"context"
	"crypto/md5" //nolint:gosec // the API's checksum of exports, which protects only against accidents
	"io"
	"iter"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// AccountsService reads and revokes the work accounts that users have linked.
type AccountsService service

var (
	opListAccounts   = Operation{ID: "list-accounts", Method: "GET", Path: "/accounts", Retry: RetrySafe}
	opGetAccount     = Operation{ID: "get-account", Method: "GET", Path: "/accounts/{id}", Retry: RetrySafe}
	opDeleteAccount  = Operation{ID: "delete-account", Method: "DELETE", Path: "/accounts/{id}", Retry: RetrySafe}
	opAccountPayload = Operation{ID: "get-account-payload", Method: "GET", Path: "/accounts/{id}/payload", Retry: RetrySafe}
	opGenerateExport = Operation{ID: "generate-account-export", Method: "POST", Path: "/accounts/{id}/exports/generate", Creates: "id"}
	opDisableMonitor = Operation{ID: "disable-account-monitor", Method: "POST", Path: "/accounts/{accountId}/disableMonitor"}
)

// ConnectionStatus is the progress of linking an account.
type ConnectionStatus string

// The statuses of a connection.
const (
	// ConnectionStatusPending means that the provider has not answered yet.
	ConnectionStatusPending ConnectionStatus = "PENDING"
	// ConnectionStatusAwaitingMFA means that the provider is waiting for the person's second factor.
	ConnectionStatusAwaitingMFA ConnectionStatus = "AWAITING_MFA"
	// ConnectionStatusConnected means that data can be read.
	ConnectionStatusConnected ConnectionStatus = "CONNECTED"
	// ConnectionStatusError means that linking failed: see [AccountConnection.ErrorCode].
	ConnectionStatusError ConnectionStatus = "ERROR"
	// ConnectionStatusDisconnected means that access was revoked and the data removed.
	ConnectionStatusDisconnected ConnectionStatus = "DISCONNECTED"
)

// Account is a person's account at a provider.
type Account struct {
	ID         string            `json:"id"`
	CreatedAt  time.Time         `json:"createdAt,omitzero"`
	ProviderID string            `json:"providerId,omitzero"`
	UserID     string            `json:"userId,omitzero"`
	Connection AccountConnection `json:"connection,omitzero"`
	Monitor    AccountMonitor    `json:"monitor,omitzero"`
	// ConnectionStatus is the same as Connection.Status.
	ConnectionStatus ConnectionStatus `json:"connectionStatus,omitzero"`
	// MonitorStatus is the same as Monitor.Status.
	MonitorStatus userdata.MonitorStatus `json:"monitorStatus,omitzero"`
}

// AccountConnection is the state of the connection between an account and its provider.
type AccountConnection struct {
	Status ConnectionStatus `json:"status,omitzero"`
	// ErrorCode and ErrorMessage are the reason for the status ERROR; empty otherwise.
	ErrorCode    userdata.AccountErrorCode `json:"errorCode,omitzero"`
	ErrorMessage string                    `json:"errorMessage,omitzero"`
	UpdatedAt    time.Time                 `json:"updatedAt,omitzero"`
}

// AccountMonitor is the state of monitoring, which keeps the data of an account up to date.
type AccountMonitor struct {
	Status    userdata.MonitorStatus `json:"status,omitzero"`
	UpdatedAt time.Time              `json:"updatedAt,omitzero"`
}

// AccountListParams filters the list of accounts. Fields with zero values do not filter.
type AccountListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	UserID string `url:"userId,omitempty"`
	// StartDate and EndDate limit the list to a range of linking dates, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of accounts: GET /accounts. With nil params it returns the first page, unfiltered.
func (s *AccountsService) List(ctx context.Context, params *AccountListParams, options ...RequestOption) (*Page[Account], error) {
	return list[Account](ctx, clientOf(s), opListAccounts, params, options)
}

// Pages iterates over the pages of accounts, starting at the cursor in params: GET /accounts. It requests 150 items per
// page unless params sets a size.
func (s *AccountsService) Pages(ctx context.Context, params *AccountListParams, options ...RequestOption) iter.Seq2[*Page[Account], error] {
	return pages[Account](ctx, clientOf(s), opListAccounts, params, options)
}

// All iterates over accounts, fetching pages as needed: GET /accounts. It stops after the first error, can be ranged
// over more than once, and requests 150 items per page unless params sets a size.
func (s *AccountsService) All(ctx context.Context, params *AccountListParams, options ...RequestOption) iter.Seq2[Account, error] {
	return all[Account](ctx, clientOf(s), opListAccounts, params, options)
}

// Get returns one account: GET /accounts/{id}.
func (s *AccountsService) Get(ctx context.Context, id string, options ...RequestOption) (*Account, error) {
	return Do[Account](ctx, clientOf(s), opGetAccount, Request{PathValues: []string{id}}, options...)
}

// Delete revokes access to an account and removes its data at once: DELETE /accounts/{id}. This cannot be undone.
func (s *AccountsService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opDeleteAccount, Request{PathValues: []string{id}}, options...)
	return err
}

// Payload returns all data of an account in one response: GET /accounts/{id}/payload.
func (s *AccountsService) Payload(ctx context.Context, id string, options ...RequestOption) (*userdata.AccountPayload, error) {
	return Do[userdata.AccountPayload](ctx, clientOf(s), opAccountPayload, Request{PathValues: []string{id}}, options...)
}

// DisableMonitor stops keeping the data of an account up to date: POST /accounts/{accountId}/disableMonitor.
func (s *AccountsService) DisableMonitor(ctx context.Context, accountID string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opDisableMonitor, Request{PathValues: []string{accountID}}, options...)
	return err
}

// ExportFormat is the file format of an export.
type ExportFormat string

// The formats of exports.
const (
	ExportPDF ExportFormat = "PDF"
	ExportCSV ExportFormat = "CSV"
)

// AccountExportParams selects the export to generate.
type AccountExportParams struct {
	// Format is required.
	Format ExportFormat `json:"exportExtensionType"`
}

// Validate returns a [*ParameterError] for the first invalid field, or nil.
func (p *AccountExportParams) Validate() error {
	if p.Format == "" {
		return invalid("exportExtensionType", "is empty: choose ExportPDF or ExportCSV")
	}
	return nil
}

// AccountExport is a file with the data of an account.
type AccountExport struct {
	AccountID string `json:"accountId,omitzero"`
	ID        string `json:"id"`
	// DownloadURL needs no credentials: anyone who has it can read the data.
	DownloadURL string       `json:"downloadUrl,omitzero"`
	Format      ExportFormat `json:"exportExtensionType,omitzero"`
	// MD5 is the checksum of the file in hexadecimal.
	MD5       string    `json:"md5,omitzero"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
}

// GenerateExport creates a file with the data of an account and returns its download URL: POST
// /accounts/{id}/exports/generate.
func (s *AccountsService) GenerateExport(ctx context.Context, id string, params *AccountExportParams, options ...RequestOption) (*AccountExport, error) {
	if params == nil {
		params = &AccountExportParams{}
	}
	return Do[AccountExport](ctx, clientOf(s), opGenerateExport, Request{PathValues: []string{id}, Body: params}, options...)
}

// DownloadExport writes an export to w, as [ArchivesService.Download] does with a file. An export whose MD5 does not
// match fails with [ErrChecksum]. The API does not report the size of an export: if that matters, pass a writer that
// limits it.
func (s *AccountsService) DownloadExport(ctx context.Context, export *AccountExport, w io.Writer, options ...RequestOption) (int64, error) {
	d := &download{pipeline: clientOf(s).made(), operation: &opDownloadExport, to: w, sum: md5.New()} //nolint:gosec // see the import
	if export == nil {
		return 0, d.operation.refuse("export", "is nil")
	}
	d.md5 = export.MD5
	return d.do(ctx, "downloadUrl", export.DownloadURL, options)
}
