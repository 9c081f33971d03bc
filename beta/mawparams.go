package beta

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// The templates of warnings.
const (
	// TemplateMAW2 is for [MAWsService.RequestMAW2].
	TemplateMAW2 preview.TemplateID = "tpl-maw002001"
	// TemplateMAW3Mexico, TemplateMAW3Device and TemplateMAW3Philippines are for
	// [MAWsService.RequestMAW3].
	TemplateMAW3Mexico      preview.TemplateID = "tpl-maw004001"
	TemplateMAW3Device      preview.TemplateID = "tpl-maw004002"
	TemplateMAW3Philippines preview.TemplateID = "tpl-maw004003"

	// TemplateMAW2Legacy is an older name.
	//
	// Deprecated: use TemplateMAW2.
	TemplateMAW2Legacy preview.TemplateID = "mawTpl-bfc93eb72d24860bf62429a1dd06708d"
)

var (
	maw2Templates            = []preview.TemplateID{TemplateMAW2, TemplateMAW2Legacy}
	maw3MexicoTemplates      = []preview.TemplateID{TemplateMAW3Mexico}
	maw3DeviceTemplates      = []preview.TemplateID{TemplateMAW3Device}
	maw3PhilippinesTemplates = []preview.TemplateID{TemplateMAW3Philippines}
	mawTemplates             = slices.Concat(maw2Templates, maw3MexicoTemplates, maw3DeviceTemplates, maw3PhilippinesTemplates)
)

// MAWParams are what a warning was requested with: [*MAW2Params], or one of the types of [MAW3Params].
type MAWParams interface {
	// maw returns what is sent.
	maw() any
}

// MAW3Params ask for a warning of type [MAW3]. They are [*MexicoMAWParams], [*PhilippinesMAWParams],
// [*DeviceMAWParams], or [*OtherMAWParams] for a template that this version does not know.
type MAW3Params interface {
	MAWParams
	maw3()
}

// MAW2Params ask for a warning of type [MAW2]. MobileNumber, CountryCode and Consent are required.
type MAW2Params struct {
	userdata.Personal
	MobileNumber preview.PhoneNumber `json:"mobileNumber"`
	// HashMobileNumber sends the MD5 hash of the number instead of it. MobileNumber may be such a hash too.
	HashMobileNumber bool `json:"-"`
	// CountryCode is IN, MX, PH, ID, CO or TH for the documented templates.
	CountryCode userdata.Country `json:"countryCode"`
	// TemplateID is empty for [TemplateMAW2].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

func (p *MAW2Params) maw() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateMAW2)
	body.MobileNumber = requests.WithoutPlus(body.MobileNumber, body.HashMobileNumber)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *MAW2Params) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, maw2Templates, mawTemplates),
		requests.NumberOrHash("mobileNumber", p.MobileNumber),
		requests.Text("countryCode", string(p.CountryCode)),
		p.Consent.Validate(),
	)
}

// MAWIDType is a kind of ID.
type MAWIDType string

// The kinds of IDs. In Mexico there is MAWNationalID alone, which is the CURP.
const (
	MAWNationalID    MAWIDType = "NATIONAL_ID"
	MAWSSS           MAWIDType = "SSS"
	MAWUMID          MAWIDType = "UMID"
	MAWTIN           MAWIDType = "TIN"
	MAWPRC           MAWIDType = "PRC"
	MAWPhilHealth    MAWIDType = "PHILHEALTH"
	MAWPassport      MAWIDType = "PASSPORT"
	MAWDriverLicense MAWIDType = "DRIVER_LICENSE"
	MAWPhilSys       MAWIDType = "PHILSYS"
)

// MexicoMAWParams ask about a person in Mexico. MobileNumber, FullName, IDNumber and Consent are
// required.
type MexicoMAWParams struct {
	userdata.Personal
	MobileNumber preview.PhoneNumber `json:"mobileNumber"`
	// HashMobileNumber sends the MD5 hash of the number instead of it. MobileNumber may be such a hash too.
	HashMobileNumber bool   `json:"-"`
	FullName         string `json:"fullName"`
	// IDType is empty for [MAWNationalID].
	IDType MAWIDType `json:"idType"`
	// IDNumber is the person's CURP: 18 capital letters and digits.
	IDNumber string `json:"idNumber"`
	// GAID is the person's Google advertising ID, to learn what is known of their device too.
	GAID string `json:"gaid,omitzero"`
	// CountryCode is empty for MX.
	CountryCode userdata.Country `json:"countryCode"`
	// TemplateID is empty for [TemplateMAW3Mexico].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

func (*MexicoMAWParams) maw3() {}

func (p *MexicoMAWParams) maw() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateMAW3Mexico)
	body.CountryCode = cmp.Or(body.CountryCode, "MX")
	body.IDType = cmp.Or(body.IDType, MAWNationalID)
	body.MobileNumber = requests.WithoutPlus(body.MobileNumber, body.HashMobileNumber)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *MexicoMAWParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, maw3MexicoTemplates, mawTemplates),
		requests.NumberOrHash("mobileNumber", p.MobileNumber),
		requests.Text("fullName", p.FullName),
		requests.Fixed("idType", p.IDType, MAWNationalID),
		requests.CURP("idNumber", p.IDNumber),
		requests.Optional(requests.GAID, "gaid", p.GAID),
		requests.Fixed("countryCode", p.CountryCode, "MX"),
		p.Consent.Validate(),
	)
}

// PhilippinesMAWParams ask about a person in the Philippines. MobileNumber, FullName, IDType, IDNumber and
// Consent are required.
type PhilippinesMAWParams struct {
	userdata.Personal
	MobileNumber preview.PhoneNumber `json:"mobileNumber"`
	// HashMobileNumber sends the MD5 hash of the number instead of it. MobileNumber may be such a hash too.
	HashMobileNumber bool   `json:"-"`
	FullName         string `json:"fullName"`
	// IDType is the kind of IDNumber. Smile's documents name MAWNationalID in one place, and all others in
	// another.
	IDType MAWIDType `json:"idType"`
	// IDNumber is the person's ID of that kind.
	IDNumber string `json:"idNumber"`
	// GAID is the person's Google advertising ID, to learn what is known of their device too.
	GAID string `json:"gaid,omitzero"`
	// CountryCode is empty for PH.
	CountryCode userdata.Country `json:"countryCode"`
	// TemplateID is empty for [TemplateMAW3Philippines].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

func (*PhilippinesMAWParams) maw3() {}

func (p *PhilippinesMAWParams) maw() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateMAW3Philippines)
	body.CountryCode = cmp.Or(body.CountryCode, "PH")
	body.MobileNumber = requests.WithoutPlus(body.MobileNumber, body.HashMobileNumber)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *PhilippinesMAWParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, maw3PhilippinesTemplates, mawTemplates),
		requests.NumberOrHash("mobileNumber", p.MobileNumber),
		requests.Text("fullName", p.FullName),
		requests.Text("idType", string(p.IDType)),
		requests.Text("idNumber", p.IDNumber),
		requests.Optional(requests.GAID, "gaid", p.GAID),
		requests.Fixed("countryCode", p.CountryCode, "PH"),
		p.Consent.Validate(),
	)
}

// DeviceMAWParams ask about a device, in countries of Africa. GAID and Consent are required.
type DeviceMAWParams struct {
	userdata.Personal
	// GAID is the person's Google advertising ID, such as 00000000-0000-0000-0000-000000000000.
	GAID string `json:"gaid"`
	// TemplateID is empty for [TemplateMAW3Device].
	TemplateID preview.TemplateID `json:"templateId"`
	Consent    preview.Consent    `json:"consent"`
}

func (*DeviceMAWParams) maw3() {}

func (p *DeviceMAWParams) maw() any {
	body := requests.Copy(p)
	body.TemplateID = cmp.Or(body.TemplateID, TemplateMAW3Device)
	return body
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *DeviceMAWParams) Validate() error {
	return requests.First(
		requests.Template(p.TemplateID, maw3DeviceTemplates, mawTemplates),
		requests.GAID("gaid", p.GAID),
		p.Consent.Validate(),
	)
}

// OtherMAWParams ask for a warning of type [MAW3] by a template that this version does not know, or with fields
// that it does not know. In replies they are those of a warning of any type by an unknown template.
type OtherMAWParams struct{ preview.OtherTemplate }

func (*OtherMAWParams) maw3() {}

func (p *OtherMAWParams) maw() any { return requests.Copy(p) }

// MAWRequestMeta is what a warning was requested with.
type MAWRequestMeta struct {
	userdata.Personal
	// Params have the type that belongs to their template. They are nil when the API does not send them.
	Params MAWParams
}

func mawParams(id preview.TemplateID) MAWParams {
	switch {
	case slices.Contains(maw2Templates, id):
		return new(MAW2Params)
	case slices.Contains(maw3MexicoTemplates, id):
		return new(MexicoMAWParams)
	case slices.Contains(maw3DeviceTemplates, id):
		return new(DeviceMAWParams)
	case slices.Contains(maw3PhilippinesTemplates, id):
		return new(PhilippinesMAWParams)
	default:
		return new(OtherMAWParams)
	}
}

// MarshalJSON writes Params alone.
func (m MAWRequestMeta) MarshalJSON() ([]byte, error) { return json.Marshal(m.Params) }

// UnmarshalJSON reads Params by their template.
func (m *MAWRequestMeta) UnmarshalJSON(data []byte) error {
	return requests.Read(data, &m.Params, mawParams)
}

// UnmarshalTolerant is UnmarshalJSON for params in which a value does not have the form it should have: see
// [userdata.TolerantUnmarshaler].
func (m *MAWRequestMeta) UnmarshalTolerant(data []byte) ([]userdata.Malformed, error) {
	return requests.ReadTolerant(data, &m.Params, mawParams)
}
