package smile

import (
	"context"
	"iter"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// AccountsService reads and revokes the work accounts that users linked.
type AccountsService service

var (
	opListAccounts   = Operation{ID: "list-accounts", Method: "GET", Path: "/accounts", Retry: RetrySafe}
	opGetAccount     = Operation{ID: "get-account", Method: "GET", Path: "/accounts/{id}", Retry: RetrySafe}
	opDeleteAccount  = Operation{ID: "delete-account", Method: "DELETE", Path: "/accounts/{id}", Retry: RetrySafe}
	opAccountPayload = Operation{ID: "get-account-payload", Method: "GET", Path: "/accounts/{id}/payload", Retry: RetrySafe}
	opGenerateExport = Operation{ID: "generate-account-export", Method: "POST", Path: "/accounts/{id}/exports/generate", Creates: "id"}
	opDisableMonitor = Operation{ID: "disable-account-monitor", Method: "POST", Path: "/accounts/{accountId}/disableMonitor"}
)

// ConnectionStatus is how far the link to a provider came.
type ConnectionStatus string

// The states of a connection.
const (
	// ConnectionStatusPending: the provider has not answered yet.
	ConnectionStatusPending ConnectionStatus = "PENDING"
	// ConnectionStatusAwaitingMFA: the provider waits for the person's second factor.
	ConnectionStatusAwaitingMFA ConnectionStatus = "AWAITING_MFA"
	// ConnectionStatusConnected: data can be read.
	ConnectionStatusConnected ConnectionStatus = "CONNECTED"
	// ConnectionStatusError: the link failed; see [AccountConnection.ErrorCode].
	ConnectionStatusError ConnectionStatus = "ERROR"
	// ConnectionStatusDisconnected: access was revoked and the data removed.
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
	// ConnectionStatus is Connection.Status once more.
	ConnectionStatus ConnectionStatus `json:"connectionStatus,omitzero"`
	// MonitorStatus is Monitor.Status once more.
	MonitorStatus userdata.MonitorStatus `json:"monitorStatus,omitzero"`
}

// AccountConnection is the state of the link between an account and its provider.
type AccountConnection struct {
	Status ConnectionStatus `json:"status,omitzero"`
	// ErrorCode and ErrorMessage say why Status is ERROR; empty otherwise.
	ErrorCode    userdata.AccountErrorCode `json:"errorCode,omitzero"`
	ErrorMessage string                    `json:"errorMessage,omitzero"`
	UpdatedAt    time.Time                 `json:"updatedAt,omitzero"`
}

// AccountMonitor is the state of keeping an account up to date.
type AccountMonitor struct {
	Status    userdata.MonitorStatus `json:"status,omitzero"`
	UpdatedAt time.Time              `json:"updatedAt,omitzero"`
}

// AccountListParams filter the list of accounts. Zero values do not filter.
type AccountListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	UserID string `url:"userId,omitempty"`
	// StartDate and EndDate bound the day of linking, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of accounts: GET /accounts. Nil params ask for the first page of everything.
func (s *AccountsService) List(ctx context.Context, params *AccountListParams, options ...RequestOption) (*Page[Account], error) {
	return list[Account](ctx, clientOf(s), opListAccounts, params, options)
}

// Pages iterates over the pages of accounts, beginning at the cursor in params: GET /accounts. It asks for 150 on a page when
// params name no size.
func (s *AccountsService) Pages(ctx context.Context, params *AccountListParams, options ...RequestOption) iter.Seq2[*Page[Account], error] {
	return pages[Account](ctx, clientOf(s), opListAccounts, params, options)
}

// All iterates over accounts, page after page: GET /accounts. It can be ranged over again, ends after the
// first error, and asks for pages of 150 when params name no size.
func (s *AccountsService) All(ctx context.Context, params *AccountListParams, options ...RequestOption) iter.Seq2[Account, error] {
	return all[Account](ctx, clientOf(s), opListAccounts, params, options)
}

// Get returns one account: GET /accounts/{id}.
func (s *AccountsService) Get(ctx context.Context, id string, options ...RequestOption) (*Account, error) {
	return Do[Account](ctx, clientOf(s), opGetAccount, Request{PathValues: []string{id}}, options...)
}

// Delete revokes access to an account and removes its data at once: DELETE /accounts/{id}. There is no
// way back.
func (s *AccountsService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	_, err := Do[struct{}](ctx, clientOf(s), opDeleteAccount, Request{PathValues: []string{id}}, options...)
	return err
}

// Payload returns all data of an account in one reply: GET /accounts/{id}/payload.
func (s *AccountsService) Payload(ctx context.Context, id string, options ...RequestOption) (*userdata.AccountPayload, error) {
	return Do[userdata.AccountPayload](ctx, clientOf(s), opAccountPayload, Request{PathValues: []string{id}}, options...)
}

// DisableMonitor ends that an account is kept up to date: POST /accounts/{accountId}/disableMonitor.
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

// AccountExportParams say what export to generate.
type AccountExportParams struct {
	// Format is required.
	Format ExportFormat `json:"exportExtensionType"`
}

// Validate reports the first field that cannot be right as a [*ParameterError].
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
	// DownloadURL needs no credentials: whoever has it has the data.
	DownloadURL string       `json:"downloadUrl,omitzero"`
	Format      ExportFormat `json:"exportExtensionType,omitzero"`
	// MD5 is the checksum of the file in hexadecimal.
	MD5       string    `json:"md5,omitzero"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
}

// GenerateExport makes a file of the data of an account and tells where to download it:
// POST /accounts/{id}/exports/generate.
func (s *AccountsService) GenerateExport(ctx context.Context, id string, params *AccountExportParams, options ...RequestOption) (*AccountExport, error) {
	if params == nil {
		params = &AccountExportParams{}
	}
	return Do[AccountExport](ctx, clientOf(s), opGenerateExport, Request{PathValues: []string{id}, Body: params}, options...)
}
