package alpha

import (
	"cmp"
	"context"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// MAWsService tells where else a person applied for loans. It reads warnings as
// [preview.Records] does: GET /alpha/maws and GET /alpha/maws/{id}.
type MAWsService struct {
	client *smile.Client
	preview.Records[MAW, MAWListParams]
}

var opCreateMAW = create("create-alpha-maw", "/maws")

// MAW tells where else a person applied for loans.
type MAW struct {
	preview.Record
	RequestMeta MAWCreateParams `json:"requestMeta,omitzero"`
	// Items are the signs of applications.
	Items []LoanApplication `json:"items,omitzero"`
}

// LoanApplication is a sign that a person applied for a loan.
type LoanApplication struct {
	Date userdata.Date `json:"date,omitzero"`
	// Level is how the platform ranks the person.
	Level preview.LenderLevel `json:"level,omitzero"`
	// PlatformID is the lender, whose name Smile does not tell.
	PlatformID string `json:"platformId,omitzero"`
	// Duration comes with the source seat alone.
	Duration string `json:"duration,omitzero"`
	// Source is what the sign was: seat, voice or sms.
	Source string `json:"source,omitzero"`
}

// MAWListParams filter the list of warnings. Zero values do not filter.
type MAWListParams struct {
	userdata.Personal
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// ID is a warning.
	ID           string              `url:"mawId,omitempty"`
	MobileNumber preview.PhoneNumber `url:"mobileNumber,omitempty"`
	// StartDate and EndDate bound the day of the request, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// The templates of warnings.
const (
	TemplateMAW preview.TemplateID = "tpl-maw002001"

	// TemplateMAWLegacy is an older name.
	//
	// Deprecated: use TemplateMAW.
	TemplateMAWLegacy preview.TemplateID = "mawTpl-bfc93eb72d24860bf62429a1dd06708d"
)

// MAWCreateParams name the phone number to ask about. MobileNumber, CountryCode and
// Consent are required.
type MAWCreateParams struct {
	userdata.Personal
	MobileNumber preview.PhoneNumber `json:"mobileNumber"`
	// CountryCode is IN, MX, PH, ID, CO or TH for the documented templates.
	CountryCode userdata.Country `json:"countryCode"`
	// TemplateID is empty for [TemplateMAW].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *MAWCreateParams) Validate() error {
	return requests.First(
		requests.Number("mobileNumber", p.MobileNumber),
		requests.Text("countryCode", string(p.CountryCode)),
		p.Consent.Validate(),
	)
}

// Create asks for a warning: POST /alpha/maws.
func (s MAWsService) Create(ctx context.Context, params *MAWCreateParams, options ...smile.RequestOption) (*MAW, error) {
	body := requests.Copy(params)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateMAW)
	body.MobileNumber = requests.WithoutPlus(body.MobileNumber, false)
	return smile.Do[MAW](ctx, s.client, opCreateMAW, smile.Request{Body: body}, options...)
}
