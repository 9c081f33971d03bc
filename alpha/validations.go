package alpha

import (
	"context"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// ValidationsService tells whether a bank account belongs to a person. It reads validations as
// [preview.Records] does: GET /alpha/validations and GET /alpha/validations/{id}.
type ValidationsService struct {
	client *smile.Client
	preview.Records[Validation, ValidationListParams]
}

var opValidateBankAccount = create("alpha-validate-bank-account", "/validations/validateBankAccount")

// Validation tells whether something belongs to a person.
type Validation struct {
	preview.Record
	// Result is zero until the validation is completed, and when nothing is known.
	Result      ValidationResult  `json:"result,omitzero"`
	RequestMeta BankAccountParams `json:"requestMeta,omitzero"`
}

// ValidationResult is how well what was stated agrees with what is known.
type ValidationResult struct {
	Type ValidationType `json:"type,omitzero"`
	// MatchScore is 0 to 100.
	MatchScore int `json:"matchScore"`
	// MatchScoreDescription is the score in words, such as Strong Match, Partial Match and Weak Match.
	MatchScoreDescription string `json:"matchScoreDescription,omitzero"`
}

// ValidationType is what was validated.
type ValidationType string

// ValidationBankAccount is the validation of a bank account.
const ValidationBankAccount ValidationType = "BankAccount"

// ValidationListParams filter the list of validations. Zero values do not filter.
type ValidationListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string         `url:"cursor,omitempty"`
	UserID string         `url:"userId,omitempty"`
	Type   ValidationType `url:"type,omitempty"`
	// StartDate and EndDate bound the day of the request, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// ValidationIDType is the kind of ID that the holder of an account has with the bank.
type ValidationIDType string

// The kinds of IDs of holders.
const (
	ValidationNationalID     ValidationIDType = "NATIONAL_ID"
	ValidationRegistrationID ValidationIDType = "REGISTRATION_ID"
)

// TemplateBankAccountValidation is the template that the API takes when there is none.
const TemplateBankAccountValidation preview.TemplateID = "tpl-vld006001"

// BankAccountParams name a bank account and the person that it should belong to. Name and Consent are required,
// and so are IBAN or AccountNumber, and CountryCode or BIC.
type BankAccountParams struct {
	userdata.Personal
	// Name is the person.
	Name string `json:"name"`
	// IDType and IDNumber are the person's ID with the bank, which some countries require.
	IDType   ValidationIDType `json:"idType,omitzero"`
	IDNumber string           `json:"idNumber,omitzero"`
	// CountryCode is the country of the bank.
	CountryCode userdata.Country `json:"countryCode,omitzero"`
	// BIC is the bank: 8 or 11 capital letters and digits.
	BIC string `json:"bic,omitzero"`
	// IBAN is the account, without blanks.
	IBAN string `json:"iban,omitzero"`
	// AccountNumber is the account where there are no IBANs.
	AccountNumber string `json:"accountNumber,omitzero"`
	// TemplateID is empty for the API's default, [TemplateBankAccountValidation].
	TemplateID preview.TemplateID `json:"templateId,omitzero"`
	Consent    preview.Consent    `json:"consent"`
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *BankAccountParams) Validate() error {
	return requests.First(
		requests.Text("name", p.Name),
		requests.If(p.IDNumber != "" && p.IDType == "", "idType", "is empty: say what kind of ID the number is"),
		requests.If(p.IBAN == "" && p.AccountNumber == "", "iban", "or accountNumber is required"),
		requests.If(p.CountryCode == "" && p.BIC == "", "countryCode", "or bic is required"),
		requests.Optional(requests.BIC, "bic", p.BIC),
		requests.Optional(requests.IBAN, "iban", p.IBAN),
		p.Consent.Validate(),
	)
}

// ValidateBankAccount asks whether a bank account belongs to a person: POST /alpha/validations/validateBankAccount.
func (s ValidationsService) ValidateBankAccount(ctx context.Context, params *BankAccountParams, options ...smile.RequestOption) (*Validation, error) {
	return smile.Do[Validation](ctx, s.client, opValidateBankAccount, smile.Request{Body: requests.Copy(params)}, options...)
}
