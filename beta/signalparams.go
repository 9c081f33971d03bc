package beta

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// The templates of signals.
const (
	// TemplateSignal is for [SignalsService.Create].
	TemplateSignal preview.TemplateID = "tpl-sgn003001"
	// TemplateSignal2 is for [SignalsService.CreateSignal2].
	TemplateSignal2 preview.TemplateID = "tpl-sgn002001"
	// TemplateSignal3Mexico and TemplateSignal3Thailand are for [SignalsService.CreateSignal3].
	TemplateSignal3Mexico   preview.TemplateID = "tpl-sgn003002"
	TemplateSignal3Thailand preview.TemplateID = "tpl-social-securities-signal-th"

	// TemplateSignalLegacy1 is an older set of figures.
	//
	// Deprecated: use TemplateSignal.
	TemplateSignalLegacy1 preview.TemplateID = "signalTpl-cb19dbc4d13b985674bd5f20bfeee7e8"
	// TemplateSignalLegacy2 is an older set of figures.
	//
	// Deprecated: use TemplateSignal.
	TemplateSignalLegacy2 preview.TemplateID = "signalTpl-f250f305c3bf0aa690cca93ef0f0fb03"
	// TemplateSignalLegacy3 is an older set of figures.
	//
	// Deprecated: use TemplateSignal.
	TemplateSignalLegacy3 preview.TemplateID = "signalTpl-f6b74d81a4807f4c01e6a920920775ad"
	// TemplateSignalLegacy4 is an older set of figures.
	//
	// Deprecated: use TemplateSignal.
	TemplateSignalLegacy4 preview.TemplateID = "signalTpl-7a01659636c119ca4566308effd05d06"
	// TemplateSignalLegacy5 is an older set of figures.
	//
	// Deprecated: use TemplateSignal.
	TemplateSignalLegacy5 preview.TemplateID = "signalTpl-e5ba74fe8089fe44eeeafb68991b1e70"
)

var (
	signal1Templates = []preview.TemplateID{
		TemplateSignal, TemplateSignalLegacy1, TemplateSignalLegacy2, TemplateSignalLegacy3, TemplateSignalLegacy4, TemplateSignalLegacy5,
	}
	signal2Templates  = []preview.TemplateID{TemplateSignal2}
	mexicoTemplates   = []preview.TemplateID{TemplateSignal3Mexico}
	thailandTemplates = []preview.TemplateID{TemplateSignal3Thailand}
	signalTemplates   = slices.Concat(signal1Templates, signal2Templates, mexicoTemplates, thailandTemplates)
)

// SignalParams are what a signal was requested with: [*SignalCreateParams], [*Signal2CreateParams], or one of the
// types of [Signal3CreateParams].
type SignalParams interface {
	// signal returns what is sent.
	signal() any
}

// Signal3CreateParams ask for a signal of type [Signal3]. They are [*MexicoSignalParams],
// [*ThailandSignalParams], or [*OtherSignalParams] for a template that this version does not know.
type Signal3CreateParams interface {
	SignalParams
	signal3()
}

// SignalCreateParams ask for a signal of type [Signal1]. Phone, CountryCode and Consent are required.
type SignalCreateParams struct {
	userdata.Personal
	Phone preview.PhoneNumber `json:"phone"`
	// HashPhone sends the MD5 hash of the number with its plus instead of the number. Phone may be such a hash too.
	HashPhone bool `json:"-"`
	// CountryCode is PH for the documented templates.
	CountryCode userdata.Country `json:"countryCode,omitzero"`
	// TemplateID is empty for [TemplateSignal].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

func (p *SignalCreateParams) signal() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateSignal)
	body.Phone = requests.WithPlus(body.Phone, body.HashPhone)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *SignalCreateParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, signal1Templates, signalTemplates),
		requests.NumberOrHash("phone", p.Phone),
		requests.Text("countryCode", string(p.CountryCode)),
		p.Consent.Validate(),
	)
}

// Signal2CreateParams ask for a signal of type [Signal2]. Phone, CountryCode and Consent are required.
type Signal2CreateParams struct {
	userdata.Personal
	Phone preview.PhoneNumber `json:"phone"`
	// HashPhone sends the MD5 hash of the number instead of it. Phone may be such a hash too.
	HashPhone bool `json:"-"`
	// CountryCode is IN, MX, PH, ID, CO or TH for the documented template.
	CountryCode userdata.Country `json:"countryCode,omitzero"`
	// TemplateID is empty for [TemplateSignal2].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

func (p *Signal2CreateParams) signal() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateSignal2)
	body.Phone = requests.WithoutPlus(body.Phone, body.HashPhone)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *Signal2CreateParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, signal2Templates, signalTemplates),
		requests.NumberOrHash("phone", p.Phone),
		requests.Text("countryCode", string(p.CountryCode)),
		p.Consent.Validate(),
	)
}

// MexicoSignalParams ask about a person in Mexico. FullName, Phone, CURP and Consent are required.
type MexicoSignalParams struct {
	userdata.Personal
	EmailAddress string              `json:"emailAddress,omitzero"`
	FullName     string              `json:"fullName"`
	Phone        preview.PhoneNumber `json:"phone"`
	// HashPhone sends the MD5 hash of the number instead of it. Phone may be such a hash too.
	HashPhone bool `json:"-"`
	// CURP is the person's code in Mexico's population registry: 18 capital letters and digits.
	CURP string `json:"curp"`
	// NSS is the person's social security number: 11 digits.
	NSS string `json:"nss,omitzero"`
	// TemplateID is empty for [TemplateSignal3Mexico].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

func (*MexicoSignalParams) signal3() {}

func (p *MexicoSignalParams) signal() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateSignal3Mexico)
	body.Phone = requests.WithoutPlus(body.Phone, body.HashPhone)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *MexicoSignalParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, mexicoTemplates, signalTemplates),
		requests.Text("fullName", p.FullName),
		requests.NumberOrHash("phone", p.Phone),
		requests.CURP("curp", p.CURP),
		requests.Optional(requests.Email, "emailAddress", p.EmailAddress),
		requests.Optional(requests.NSS, "nss", p.NSS),
		p.Consent.Validate(),
	)
}

// SignalIDType is the kind of ID that a signal takes.
type SignalIDType string

// SignalPID is the number of an identity card of Thailand: 13 digits.
const SignalPID SignalIDType = "PID"

// ThailandSignalParams ask about a person in Thailand. FullName, MobileNumber, IDNumber and Consent are required.
type ThailandSignalParams struct {
	userdata.Personal
	FullName     string              `json:"fullName"`
	MobileNumber preview.PhoneNumber `json:"mobileNumber"`
	// HashMobileNumber sends the MD5 hash of the number instead of it. MobileNumber may be such a hash too.
	HashMobileNumber bool `json:"-"`
	// IDType is empty for [SignalPID].
	IDType   SignalIDType `json:"idType"`
	IDNumber string       `json:"idNumber"`
	// TemplateID is empty for [TemplateSignal3Thailand].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

func (*ThailandSignalParams) signal3() {}

func (p *ThailandSignalParams) signal() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateSignal3Thailand)
	body.IDType = cmp.Or(body.IDType, SignalPID)
	body.MobileNumber = requests.WithoutPlus(body.MobileNumber, body.HashMobileNumber)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *ThailandSignalParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, thailandTemplates, signalTemplates),
		requests.Text("fullName", p.FullName),
		requests.NumberOrHash("mobileNumber", p.MobileNumber),
		requests.Fixed("idType", p.IDType, SignalPID),
		requests.PID("idNumber", p.IDNumber),
		p.Consent.Validate(),
	)
}

// OtherSignalParams ask for a signal of type [Signal3] by a template that this version does not know, or with
// fields that it does not know. In replies they are those of a signal of any type by an unknown template.
type OtherSignalParams struct{ preview.OtherTemplate }

func (*OtherSignalParams) signal3() {}

func (p *OtherSignalParams) signal() any { return requests.Copy(p) }

// SignalRequestMeta is what a signal was requested with.
type SignalRequestMeta struct {
	userdata.Personal
	// Params have the type that belongs to their template. They are nil when the API does not send them.
	Params SignalParams
}

func signalParams(id preview.TemplateID) SignalParams {
	switch {
	case slices.Contains(signal1Templates, id):
		return new(SignalCreateParams)
	case slices.Contains(signal2Templates, id):
		return new(Signal2CreateParams)
	case slices.Contains(mexicoTemplates, id):
		return new(MexicoSignalParams)
	case slices.Contains(thailandTemplates, id):
		return new(ThailandSignalParams)
	default:
		return new(OtherSignalParams)
	}
}

// MarshalJSON writes Params alone.
func (m SignalRequestMeta) MarshalJSON() ([]byte, error) { return json.Marshal(m.Params) }

// UnmarshalJSON reads Params by their template.
func (m *SignalRequestMeta) UnmarshalJSON(data []byte) error {
	return requests.Read(data, &m.Params, signalParams)
}

// UnmarshalTolerant is UnmarshalJSON for params in which a value does not have the form it should have: see
// [userdata.TolerantUnmarshaler].
func (m *SignalRequestMeta) UnmarshalTolerant(data []byte) ([]userdata.Malformed, error) {
	return requests.ReadTolerant(data, &m.Params, signalParams)
}
