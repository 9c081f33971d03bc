package alpha

import (
	"context"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// BlacklistsService tells whether a phone number was reported. It reads answers as [preview.Records] does:
// GET /alpha/blacklists and GET /alpha/blacklists/{id}.
type BlacklistsService struct {
	client *smile.Client
	preview.Records[Blacklist, BlacklistListParams]
}

var opCreateBlacklist = create("create-alpha-blacklist", "/blacklists")

// Blacklist tells whether a phone number was reported.
type Blacklist struct {
	preview.Record
	RequestMeta BlacklistCreateParams `json:"requestMeta,omitzero"`
	// Result is zero until the request is completed.
	Result BlacklistResult `json:"result,omitzero"`
}

// BlacklistResult tells whether and when a phone number was reported.
type BlacklistResult struct {
	Hit bool `json:"hit"`
	// Dates are when it was reported.
	Dates []userdata.Date `json:"dates,omitzero"`
}

// BlacklistListParams filter the list of answers. Zero values do not filter.
type BlacklistListParams struct {
	userdata.Personal
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor       string              `url:"cursor,omitempty"`
	BlacklistID  string              `url:"blacklistId,omitempty"`
	MobileNumber preview.PhoneNumber `url:"mobileNumber,omitempty"`
	// StartDate and EndDate bound the day of the request, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// The templates of blacklists. The API's documents name both as the one that it takes when there is none.
const (
	TemplateBlacklist preview.TemplateID = "tpl-blk002001"

	// TemplateBlacklistLegacy is an older name.
	//
	// Deprecated: use TemplateBlacklist.
	TemplateBlacklistLegacy preview.TemplateID = "blacklistTpl-f29e992a970f4dbbbf9df3cdfec4cd4e"
)

// BlacklistCreateParams name the phone number to ask about. MobileNumber and Consent are required.
type BlacklistCreateParams struct {
	userdata.Personal
	MobileNumber preview.PhoneNumber `json:"mobileNumber"`
	// CountryCode is empty for PH.
	CountryCode userdata.Country `json:"countryCode,omitzero"`
	// TemplateID is empty for the API's default.
	TemplateID preview.TemplateID `json:"templateId,omitzero"`
	// ApplicationDate asks for what was reported before that day; zero for all.
	ApplicationDate userdata.Date   `json:"applicationDate,omitzero"`
	Consent         preview.Consent `json:"consent"`
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *BlacklistCreateParams) Validate() error {
	return requests.First(requests.Number("mobileNumber", p.MobileNumber), p.Consent.Validate())
}

// Create asks whether a phone number was reported: POST /alpha/blacklists.
func (s BlacklistsService) Create(ctx context.Context, params *BlacklistCreateParams, options ...smile.RequestOption) (*Blacklist, error) {
	body := requests.Copy(params)
	body.MobileNumber = requests.WithoutPlus(body.MobileNumber, false)
	return smile.Do[Blacklist](ctx, s.client, opCreateBlacklist, smile.Request{Body: body}, options...)
}
