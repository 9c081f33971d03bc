package smile

import (
	"context"
	"iter"

	"github.com/smileapi/smile-go/userdata"
)

// ProvidersService lists the providers at which a person can link an account.
type ProvidersService service

var (
	opListProviders = Operation{ID: "list-providers", Method: "GET", Path: "/providers", Retry: RetrySafe}
	opGetProvider   = Operation{ID: "get-provider", Method: "GET", Path: "/providers/{id}", Retry: RetrySafe}
)

// ProviderType is the type of a provider.
type ProviderType string

// The types of providers.
const (
	ProviderTypeGig        ProviderType = "GIG"
	ProviderTypeGovernment ProviderType = "GOVERNMENT"
	ProviderTypeSystem     ProviderType = "SYSTEM"
	ProviderTypeEmployer   ProviderType = "EMPLOYER"
	ProviderTypeCredential ProviderType = "CREDENTIAL"
)

// ProviderSubtype is the line of business of a provider. It can also be an industry section of ISIC, such as ISIC-K for
// finance.
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

// Provider is a source of data: a gig platform, a government service, a payroll system or an employer.
type Provider struct {
	ID           string          `json:"id"`
	Name         string          `json:"name,omitzero"`
	LongName     string          `json:"longName,omitzero"`
	LogoURL      string          `json:"logoUrl,omitzero"`
	Type         ProviderType    `json:"type,omitzero"`
	TypeLabel    string          `json:"typeLabel,omitzero"`
	Subtype      ProviderSubtype `json:"subType,omitzero"`
	SubtypeLabel string          `json:"subTypeLabel,omitzero"`
	// Active reports whether the provider is in service.
	Active bool `json:"active"`
	// Enabled reports whether the provider can be used with your API key.
	Enabled bool `json:"enabled"`
	// MFA reports whether linking requires a second factor.
	MFA bool `json:"mfa"`
	// AccountConnection reports whether a person can link an account immediately.
	AccountConnection bool `json:"accountConnection"`
	// Supported lists the kinds of data that the provider has.
	Supported []userdata.Datapoint `json:"supported,omitzero"`
	// MonitorSupported reports whether linked accounts are kept up to date.
	MonitorSupported bool `json:"monitorSupported"`
}

// ProviderListParams filters the list of providers. Fields with zero values do not filter.
type ProviderListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor  string          `url:"cursor,omitempty"`
	Type    ProviderType    `url:"type,omitempty"`
	Subtype ProviderSubtype `url:"subType,omitempty"`
	// Active, Enabled and AccountConnection select providers by the fields of the same names; nil selects all.
	Active            *bool `url:"active,omitempty"`
	Enabled           *bool `url:"enabled,omitempty"`
	AccountConnection *bool `url:"accountConnection,omitempty"`
	// Name matches a part of the provider's name.
	Name string `url:"name,omitempty"`
	// IDs are matched exactly.
	IDs []string `url:"ids,comma,omitempty"`
	// TopIDs lists at most 10 providers to put first.
	TopIDs []string `url:"topIds,comma,omitempty"`
}

// List returns one page of providers: GET /providers. With nil params it returns the first page, unfiltered.
func (s *ProvidersService) List(ctx context.Context, params *ProviderListParams, options ...RequestOption) (*Page[Provider], error) {
	return list[Provider](ctx, clientOf(s), opListProviders, params, options)
}

// Pages iterates over the pages of providers, starting at the cursor in params: GET /providers. It requests 150 items
// per page unless params sets a size.
func (s *ProvidersService) Pages(ctx context.Context, params *ProviderListParams, options ...RequestOption) iter.Seq2[*Page[Provider], error] {
	return pages[Provider](ctx, clientOf(s), opListProviders, params, options)
}

// All iterates over providers, fetching pages as needed: GET /providers. It stops after the first error, can be ranged
// over more than once, and requests 150 items per page unless params sets a size.
func (s *ProvidersService) All(ctx context.Context, params *ProviderListParams, options ...RequestOption) iter.Seq2[Provider, error] {
	return all[Provider](ctx, clientOf(s), opListProviders, params, options)
}

// Get returns one provider: GET /providers/{id}.
func (s *ProvidersService) Get(ctx context.Context, id string, options ...RequestOption) (*Provider, error) {
	return Do[Provider](ctx, clientOf(s), opGetProvider, Request{PathValues: []string{id}}, options...)
}
