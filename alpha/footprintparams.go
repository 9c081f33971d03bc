package alpha

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// The templates of footprints.
const (
	TemplateEmailFootprint  preview.TemplateID = "tpl-email-footprint"
	TemplateMobileFootprint preview.TemplateID = "tpl-mobile-footprint"
	TemplateScoreFootprint  preview.TemplateID = "tpl-score-footprint"

	// TemplateEmailFootprintLegacy1 is an older name.
	//
	// Deprecated: use TemplateEmailFootprint.
	TemplateEmailFootprintLegacy1 preview.TemplateID = "tpl-ftp005001"
	// TemplateEmailFootprintLegacy2 is an older name.
	//
	// Deprecated: use TemplateEmailFootprint.
	TemplateEmailFootprintLegacy2 preview.TemplateID = "footprintTpl-61e10d070e07a4ea96e9430668d4bb9f"
	// TemplateMobileFootprintLegacy is an older name.
	//
	// Deprecated: use TemplateMobileFootprint.
	TemplateMobileFootprintLegacy preview.TemplateID = "tpl-ftp005002"
)

var (
	emailTemplates     = []preview.TemplateID{TemplateEmailFootprint, TemplateEmailFootprintLegacy1, TemplateEmailFootprintLegacy2}
	mobileTemplates    = []preview.TemplateID{TemplateMobileFootprint, TemplateMobileFootprintLegacy}
	scoreTemplates     = []preview.TemplateID{TemplateScoreFootprint}
	footprintTemplates = slices.Concat(emailTemplates, mobileTemplates, scoreTemplates)
)

// FootprintParams ask for a footprint. They are [*EmailFootprintParams], [*MobileFootprintParams],
// [*ScoreFootprintParams], or [*OtherFootprintParams] for a template that this version does not know.
type FootprintParams interface {
	// footprint returns what is sent.
	footprint() any
}

// EmailFootprintParams ask about an e-mail address. EmailAddress, CountryCode and Consent are required.
type EmailFootprintParams struct {
	userdata.Personal
	EmailAddress string           `json:"emailAddress"`
	CountryCode  userdata.Country `json:"countryCode"`
	// TemplateID is empty for [TemplateEmailFootprint].
	TemplateID preview.TemplateID `json:"templateId"`
	// ItemsTimeout is how many seconds to wait for items, 1 to 30; 0 means the API's default.
	ItemsTimeout int             `json:"footprintItemsTimeout,omitzero"`
	Consent      preview.Consent `json:"consent"`
}

func (p *EmailFootprintParams) footprint() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateEmailFootprint)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *EmailFootprintParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, emailTemplates, footprintTemplates),
		requests.Email("emailAddress", p.EmailAddress),
		requests.Text("countryCode", string(p.CountryCode)),
		itemsTimeout(p.ItemsTimeout),
		p.Consent.Validate(),
	)
}

// MobileFootprintParams ask about a phone number. MobileNumber, CountryCode and Consent are required.
type MobileFootprintParams struct {
	userdata.Personal
	MobileNumber preview.PhoneNumber `json:"mobileNumber"`
	CountryCode  userdata.Country    `json:"countryCode"`
	// TemplateID is empty for [TemplateMobileFootprint].
	TemplateID preview.TemplateID `json:"templateId"`
	// ItemsTimeout is how many seconds to wait for items, 1 to 30; 0 means the API's default.
	ItemsTimeout int             `json:"footprintItemsTimeout,omitzero"`
	Consent      preview.Consent `json:"consent"`
}

func (p *MobileFootprintParams) footprint() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateMobileFootprint)
	body.MobileNumber = requests.WithoutPlus(body.MobileNumber, false)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *MobileFootprintParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, mobileTemplates, footprintTemplates),
		requests.Number("mobileNumber", p.MobileNumber),
		requests.Text("countryCode", string(p.CountryCode)),
		itemsTimeout(p.ItemsTimeout),
		p.Consent.Validate(),
	)
}

// ScoreFootprintParams ask about an e-mail address and a phone number together, for a score of fraud.
// EmailAddress, MobileNumber, CountryCode and Consent are required.
type ScoreFootprintParams struct {
	userdata.Personal
	EmailAddress string              `json:"emailAddress"`
	MobileNumber preview.PhoneNumber `json:"mobileNumber"`
	CountryCode  userdata.Country    `json:"countryCode"`
	// TemplateID is empty for [TemplateScoreFootprint].
	TemplateID preview.TemplateID `json:"templateId"`
	// ItemsTimeout is how many seconds to wait for items, 1 to 30; 0 means the API's default.
	ItemsTimeout int             `json:"footprintItemsTimeout,omitzero"`
	Consent      preview.Consent `json:"consent"`
}

func (p *ScoreFootprintParams) footprint() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateScoreFootprint)
	body.MobileNumber = requests.WithoutPlus(body.MobileNumber, false)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *ScoreFootprintParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, scoreTemplates, footprintTemplates),
		requests.Email("emailAddress", p.EmailAddress),
		requests.Number("mobileNumber", p.MobileNumber),
		requests.Text("countryCode", string(p.CountryCode)),
		itemsTimeout(p.ItemsTimeout),
		p.Consent.Validate(),
	)
}

func itemsTimeout(seconds int) error {
	return requests.If(seconds < 0 || seconds > 30, "footprintItemsTimeout", "must be 1 to 30 seconds, or 0 for the default")
}

// OtherFootprintParams ask by a template that this version does not know, or with fields that it does not know.
type OtherFootprintParams struct{ preview.OtherTemplate }

func (p *OtherFootprintParams) footprint() any { return requests.Copy(p) }

// FootprintRequestMeta is what a footprint was requested with.
type FootprintRequestMeta struct {
	userdata.Personal
	// Params have the type that belongs to their template. They are nil when the API does not send them.
	Params FootprintParams
}

func footprintParams(id preview.TemplateID) FootprintParams {
	switch {
	case slices.Contains(emailTemplates, id):
		return new(EmailFootprintParams)
	case slices.Contains(mobileTemplates, id):
		return new(MobileFootprintParams)
	case slices.Contains(scoreTemplates, id):
		return new(ScoreFootprintParams)
	default:
		return new(OtherFootprintParams)
	}
}

// MarshalJSON writes Params alone.
func (m FootprintRequestMeta) MarshalJSON() ([]byte, error) { return json.Marshal(m.Params) }

// UnmarshalJSON reads Params by their template.
func (m *FootprintRequestMeta) UnmarshalJSON(data []byte) error {
	return requests.Read(data, &m.Params, footprintParams)
}

// UnmarshalTolerant is UnmarshalJSON for params in which a value does not have the form it should have: see
// [userdata.TolerantUnmarshaler].
func (m *FootprintRequestMeta) UnmarshalTolerant(data []byte) ([]userdata.Malformed, error) {
	return requests.ReadTolerant(data, &m.Params, footprintParams)
}
