package alpha

import (
	"cmp"
	"context"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// SocialSecuritiesService asks a social security agency about a person. It reads records as [preview.Records]
// does: GET /alpha/socialSecurities and GET /alpha/socialSecurities/{id}. A webhook tells when one is final.
type SocialSecuritiesService struct {
	client *smile.Client
	preview.Records[SocialSecurity, SocialSecurityListParams]
}

var opCreateSocialSecurity = create("create-social-security", "/socialSecurities")

// SocialSecurity is what a social security agency knows of a person.
type SocialSecurity struct {
	preview.Record
	// Result is zero until the request is completed, and when nothing is known.
	Result      SocialSecurityResult       `json:"result,omitzero"`
	RequestMeta SocialSecurityCreateParams `json:"requestMeta,omitzero"`
}

// SocialSecurityResult is what the agency knows.
type SocialSecurityResult struct {
	FullName string `json:"fullName,omitzero"`
	// CURP is the person's code in Mexico's population registry, and NSS their social security number.
	CURP string `json:"curp,omitzero"`
	NSS  string `json:"nss,omitzero"`
	// ReportDate is the day of the agency's report.
	ReportDate   userdata.Date `json:"reportDate,omitzero"`
	EmployerName string        `json:"employerName,omitzero"`
	// EmployerRegistration is the employer's number with the agency.
	EmployerRegistration string `json:"employerRegistration,omitzero"`
	// State is where contributions are made.
	State string `json:"state,omitzero"`
	// ContributionDays are the days for which contributions were made; nil when not known.
	ContributionDays *int `json:"contributionDays,omitzero"`
	// ContributionBaseAmount is what contributions are computed from.
	ContributionBaseAmount userdata.Decimal  `json:"contributionBaseAmount,omitzero"`
	Currency               userdata.Currency `json:"currency,omitzero"`
}

// SocialSecurityListParams filter the list of records. Zero values do not filter.
type SocialSecurityListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor           string `url:"cursor,omitempty"`
	SocialSecurityID string `url:"socialSecurityId,omitempty"`
	// StartDate and EndDate bound the day of the report, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// TemplateSocialSecurity is the template of social security in Mexico.
const TemplateSocialSecurity preview.TemplateID = "tpl-sss003001"

// SocialSecurityCreateParams name the person to ask about. All fields but
// TemplateID and HashMobileNumber are required.
type SocialSecurityCreateParams struct {
	userdata.Personal
	EmailAddress string              `json:"emailAddress"`
	FullName     string              `json:"fullName"`
	MobileNumber preview.PhoneNumber `json:"mobileNumber"`
	// HashMobileNumber sends the MD5 hash of the number instead of it. MobileNumber may be such a hash too.
	HashMobileNumber bool `json:"-"`
	// CURP is the person's code in Mexico's population registry: 18 capital letters and digits.
	CURP string `json:"curp"`
	// TemplateID is empty for [TemplateSocialSecurity].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *SocialSecurityCreateParams) Validate() error {
	return requests.First(
		requests.Text("fullName", p.FullName),
		requests.NumberOrHash("mobileNumber", p.MobileNumber),
		requests.Email("emailAddress", p.EmailAddress),
		requests.CURP("curp", p.CURP),
		p.Consent.Validate(),
	)
}

// Create asks for a record: POST /alpha/socialSecurities.
func (s SocialSecuritiesService) Create(ctx context.Context, params *SocialSecurityCreateParams, options ...smile.RequestOption) (*SocialSecurity, error) {
	body := requests.Copy(params)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateSocialSecurity)
	body.MobileNumber = requests.WithoutPlus(body.MobileNumber, body.HashMobileNumber)
	return smile.Do[SocialSecurity](ctx, s.client, opCreateSocialSecurity, smile.Request{Body: body}, options...)
}
