package alpha

import (
	"context"
	"fmt"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// VerificationsService compares what a person states with what sources know. It reads verifications as
// [preview.Records] does: GET /alpha/verifications and GET /alpha/verifications/{id}. A webhook tells when one is
// final.
type VerificationsService struct {
	client *smile.Client
	preview.Records[Verification, VerificationListParams]
}

var opCreateVerification = create("create-verification", "/verifications")

// Verification is the comparison of what a person states with what sources know.
type Verification struct {
	ID        string                `json:"id"`
	CreatedAt time.Time             `json:"createdAt,omitzero"`
	UpdatedAt time.Time             `json:"updatedAt,omitzero"`
	Status    userdata.RecordStatus `json:"status,omitzero"`
	// ErrorMessage says why there is no result. It may quote the request.
	ErrorMessage string                   `json:"errorMessage,omitzero"`
	RequestMeta  VerificationCreateParams `json:"requestMeta,omitzero"`
	// Result is zero until the verification is completed.
	Result VerificationResult `json:"result,omitzero"`
}

// Progress returns how far the verification is, with a [*preview.RecordError] when it has failed. That nothing
// matches is no failure.
func (v Verification) Progress() (userdata.RecordStatus, error) {
	if v.Status == userdata.RecordStatusError {
		return v.Status, &preview.RecordError{ID: v.ID, Message: v.ErrorMessage}
	}
	return v.Status, nil
}

// VerificationResult says what matches. A nil boolean is something that was not asked for, or that Smile
// cannot compare.
type VerificationResult struct {
	// FinalMatches is the verdict over all.
	FinalMatches   bool                              `json:"finalMatches"`
	Names          NameMatches                       `json:"names,omitzero"`
	AdditionalData VerificationAdditionalDataMatches `json:"additionalData,omitzero"`
}

// NameMatches says which names match. They are compared with tolerance.
type NameMatches struct {
	FirstNameMatches  *bool `json:"firstNameMatches,omitzero"`
	LastNameMatches   *bool `json:"lastNameMatches,omitzero"`
	MiddleNameMatches *bool `json:"middleNameMatches,omitzero"`
	FullNameMatches   *bool `json:"fullNameMatches,omitzero"`
}

// VerificationAdditionalDataMatches says what else matches.
type VerificationAdditionalDataMatches struct {
	IDs           []IDMatch    `json:"ids,omitzero"`
	DOBMatches    *bool        `json:"dobMatches,omitzero"`
	GenderMatches *bool        `json:"genderMatches,omitzero"`
	PhoneMatches  ContactMatch `json:"phoneMatches,omitzero"`
	EmailMatches  ContactMatch `json:"emailMatches,omitzero"`
	// AddressMatches is found with tolerance.
	AddressMatches *bool `json:"addressMatches,omitzero"`
}

// IDMatch says whether an ID belongs to the person.
type IDMatch struct {
	IDNumber  string        `json:"idNumber,omitzero"`
	IDType    string        `json:"idType,omitzero"`
	IDSubtype PRCProfession `json:"idSubtype,omitzero"`
	Matches   *bool         `json:"matches,omitzero"`
}

// ContactMatch says whether a phone number or an e-mail address belongs to the person, and what is known of it.
type ContactMatch struct {
	Value   string `json:"value,omitzero"`
	Matches *bool  `json:"matches,omitzero"`
	// Disposable is one that is made to be thrown away.
	Disposable  *bool `json:"disposable,omitzero"`
	Deliverable *bool `json:"deliverable,omitzero"`
	Active      *bool `json:"active,omitzero"`
	// Provider is the company behind it, such as Globe.
	Provider     string `json:"provider,omitzero"`
	FreeProvider *bool  `json:"freeProvider,omitzero"`
}

// VerificationListParams filter the list of verifications. Zero values do not filter.
type VerificationListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor         string `url:"cursor,omitempty"`
	VerificationID string `url:"verificationId,omitempty"`
	// FinalMatches is the verdict; nil for both.
	FinalMatches *bool `url:"finalMatches,omitempty"`
	// StartDate and EndDate bound the day of creation, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// VerificationCreateParams are what a person states. Consent is required; the more else there is, the more is
// compared.
type VerificationCreateParams struct {
	userdata.Personal
	FirstName  string `json:"firstName,omitzero"`
	MiddleName string `json:"middleName,omitzero"`
	LastName   string `json:"lastName,omitzero"`
	// Suffix is what follows the name, such as Jr.
	Suffix         string                     `json:"suffix,omitzero"`
	FullName       string                     `json:"fullName,omitzero"`
	AdditionalData VerificationAdditionalData `json:"additionalData,omitzero"`
	Consent        preview.Consent            `json:"consent"`
}

// VerificationAdditionalData are what a person states besides their name.
type VerificationAdditionalData struct {
	userdata.Personal
	Email string              `json:"email,omitzero"`
	Phone preview.PhoneNumber `json:"phone,omitzero"`
	// DOB is the date of birth.
	DOB              userdata.Date    `json:"dob,omitzero"`
	Gender           userdata.Gender  `json:"gender,omitzero"`
	Address          string           `json:"address,omitzero"`
	Employer         string           `json:"employer,omitzero"`
	EmploymentStatus EmploymentStatus `json:"employmentStatus,omitzero"`
	IDs              []VerificationID `json:"ids,omitzero"`
}

// EmploymentStatus is how a person earns a living.
type EmploymentStatus string

// The employment statuses.
const (
	EmploymentEmployed     EmploymentStatus = "EMPLOYED"
	EmploymentUnemployed   EmploymentStatus = "UNEMPLOYED"
	EmploymentSelfEmployed EmploymentStatus = "SELF-EMPLOYED"
	EmploymentGig          EmploymentStatus = "GIG"
	EmploymentRetired      EmploymentStatus = "RETIRED"
)

// VerificationID is an ID that a person states to have. IDType and IDNumber are required.
type VerificationID struct {
	userdata.Personal
	// IDType is the kind of ID as Smile names it, such as tin_ph.
	IDType string `json:"idType"`
	// IDSubType is the profession for the type prclicense_ph, and empty for others.
	IDSubType PRCProfession `json:"idSubType,omitzero"`
	IDNumber  string        `json:"idNumber"`
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *VerificationCreateParams) Validate() error {
	more := &p.AdditionalData
	problems := []error{
		requests.Optional(requests.Email, "additionalData.email", more.Email),
		requests.OptionalNumber("additionalData.phone", more.Phone),
	}
	for i, id := range more.IDs {
		at := fmt.Sprintf("additionalData.ids[%d].", i)
		problems = append(problems, requests.Text(at+"idType", id.IDType), requests.Text(at+"idNumber", id.IDNumber))
	}
	return requests.First(append(problems, p.Consent.Validate())...)
}

// Create asks for a verification: POST /alpha/verifications.
func (s VerificationsService) Create(ctx context.Context, params *VerificationCreateParams, options ...smile.RequestOption) (*Verification, error) {
	body := requests.Copy(params)
	body.AdditionalData.Phone = requests.WithoutPlus(body.AdditionalData.Phone, false)
	return smile.Do[Verification](ctx, s.client, opCreateVerification, smile.Request{Body: body}, options...)
}
