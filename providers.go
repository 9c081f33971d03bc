package smile

import (
	"context"
	"iter"

	"github.com/smileapi/smile-go/userdata"
)

// ProvidersService finds the sources that a person can link.
type ProvidersService service

var (
	opListProviders = Operation{ID: "list-providers", Method: "GET", Path: "/providers", Retry: RetrySafe}
	opGetProvider   = Operation{ID: "get-provider", Method: "GET", Path: "/providers/{id}", Retry: RetrySafe}
)

// ProviderType is the kind of a provider.
type ProviderType string

// The kinds of providers.
const (
	ProviderTypeGig        ProviderType = "GIG"
	ProviderTypeGovernment ProviderType = "GOVERNMENT"
	ProviderTypeSystem     ProviderType = "SYSTEM"
	ProviderTypeEmployer   ProviderType = "EMPLOYER"
	ProviderTypeCredential ProviderType = "CREDENTIAL"
)

// ProviderSubtype is the line of business of a provider. The industry sections of ISIC, such as ISIC-K
// for finance, appear here too.
type ProviderSubtype string

// The lines of business that are not industry sections.
const (
	ProviderSubtypeServices       ProviderSubtype = "SERVICES"
	ProviderSubtypeTransportation ProviderSubtype = "TRANSPORTATION"
	ProviderSubtypeSharing        ProviderSubtype = "SHARING"
	ProviderSubtypeTrading        ProviderSubtype = "TRADING"
	ProviderSubtypeInsurance      ProviderSubtype = "INSURANCE"
	ProviderSubtypeHRIS           ProviderSubtype = "HRIS"
	ProviderSubtypePayroll        ProviderSubtype = "PAYROLL"
	ProviderSubtypeWallet         ProviderSubtype = "WALLET"
	ProviderSubtypeIdentification ProviderSubtype = "IDENTIFICATION"
)

// Provider is a source of data: a gig platform, a government service, a payroll system, an employer.
type Provider struct {
	ID           string          `json:"id"`
	Name         string          `json:"name,omitzero"`
	LongName     string          `json:"longName,omitzero"`
	LogoURL      string          `json:"logoUrl,omitzero"`
	Type         ProviderType    `json:"type,omitzero"`
	TypeLabel    string          `json:"typeLabel,omitzero"`
	Subtype      ProviderSubtype `json:"subType,omitzero"`
	SubtypeLabel string          `json:"subTypeLabel,omitzero"`
	// Active providers are in service.
	Active bool `json:"active"`
	// Enabled providers can be used with your key.
	Enabled bool `json:"enabled"`
	// MFA tells that linking asks for a second factor.
	MFA bool `json:"mfa"`
	// AccountConnection tells that a person can link an account there and then.
	AccountConnection bool `json:"accountConnection"`
	// Supported are the kinds of data that the provider has.
	Supported []userdata.Datapoint `json:"supported,omitzero"`
	// MonitorSupported tells that linked accounts are kept up to date.
	MonitorSupported bool `json:"monitorSupported"`
}

// ProviderListParams filter the list of providers. Zero values do not filter.
type ProviderListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor  string          `url:"cursor,omitempty"`
	Type    ProviderType    `url:"type,omitempty"`
	Subtype ProviderSubtype `url:"subType,omitempty"`
	// Active, Enabled and AccountConnection choose by the provider's fields of these names; nil does not
	// choose.
	Active            *bool `url:"active,omitempty"`
	Enabled           *bool `url:"enabled,omitempty"`
	AccountConnection *bool `url:"accountConnection,omitempty"`
	// Name matches part of the name.
	Name string `url:"name,omitempty"`
	// IDs are matched exactly.
	IDs []string `url:"ids,comma,omitempty"`
	// TopIDs come first in the list; at most 10.
	TopIDs []string `url:"topIds,comma,omitempty"`
}

// List returns one page of providers: GET /providers. Nil params ask for the first page of everything.
func (s *ProvidersService) List(ctx context.Context, params *ProviderListParams, options ...RequestOption) (*Page[Provider], error) {
	return list[Provider](ctx, clientOf(s), opListProviders, params, options)
}

// Pages iterates over the pages of providers, beginning at the cursor in params: GET /providers. It asks for 150 on a page when
// params name no size.
func (s *ProvidersService) Pages(ctx context.Context, params *ProviderListParams, options ...RequestOption) iter.Seq2[*Page[Provider], error] {
	return pages[Provider](ctx, clientOf(s), opListProviders, params, options)
}

// All iterates over providers, page after page: GET /providers. It can be ranged over again, ends after the
// first error, and asks for pages of 150 when params name no size.
func (s *ProvidersService) All(ctx context.Context, params *ProviderListParams, options ...RequestOption) iter.Seq2[Provider, error] {
	return all[Provider](ctx, clientOf(s), opListProviders, params, options)
}

// Get returns one provider: GET /providers/{id}.
func (s *ProvidersService) Get(ctx context.Context, id string, options ...RequestOption) (*Provider, error) {
	return Do[Provider](ctx, clientOf(s), opGetProvider, Request{PathValues: []string{id}}, options...)
}
