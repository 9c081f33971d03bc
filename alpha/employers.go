package alpha

import (
	"context"
	"net/url"
	"unicode/utf8"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
)

// EmployersService looks companies up.
type EmployersService struct{ client *smile.Client }

var (
	opQueryEmployerBasics = read("query-employer-basics", "/employerBasics/query")
	opQueryEmployers      = read("query-employer", "/employers/query")
)

// EmployerSummary is a company whose name is like the one that was asked for.
type EmployerSummary struct {
	BusinessName  string                 `json:"businessName,omitzero"`
	Registrations []EmployerRegistration `json:"registrations,omitzero"`
	// MatchPercentage says how like: 0 to 100, which is the same name.
	MatchPercentage int `json:"matchPercentage"`
	// Sources are where the company was found.
	Sources []EmployerSource `json:"sources,omitzero"`
	// VerificationStatus tells whether one of them is an authority.
	VerificationStatus EmployerVerificationStatus `json:"verificationStatus,omitzero"`
}

// EmployerSource is where a company was found.
type EmployerSource string

// The sources of companies.
const (
	EmployerSourceSEC      EmployerSource = "SEC"
	EmployerSourceDTI      EmployerSource = "DTI"
	EmployerSourceSERP     EmployerSource = "SERP"
	EmployerSourceFacebook EmployerSource = "Facebook"
	EmployerSourceLinkedIn EmployerSource = "LinkedIn"
)

// EmployerVerificationStatus tells whether an authority knows a company.
type EmployerVerificationStatus string

// The verification statuses of companies.
const (
	EmployerVerified   EmployerVerificationStatus = "VERIFIED"
	EmployerUnverified EmployerVerificationStatus = "UNVERIFIED"
)

// EmployerRegistration is an entry in a register of companies.
type EmployerRegistration struct {
	Number string `json:"number,omitzero"`
	// Organization keeps the register, such as dti_ph.
	Organization string                     `json:"organization,omitzero"`
	Date         userdata.Date              `json:"date,omitzero"`
	Scope        string                     `json:"scope,omitzero"`
	Status       EmployerRegistrationStatus `json:"status,omitzero"`
}

// EmployerRegistrationStatus is the state of an entry.
type EmployerRegistrationStatus string

// The states of entries.
const (
	EmployerRegistered EmployerRegistrationStatus = "Registered"
	EmployerSuspended  EmployerRegistrationStatus = "Suspended"
	EmployerRevoked    EmployerRegistrationStatus = "Revoked"
	EmployerDissolved  EmployerRegistrationStatus = "Dissolved"
	EmployerDelinquent EmployerRegistrationStatus = "Delinquent"
)

// Employer is a company.
type Employer struct {
	BusinessName    string                 `json:"businessName,omitzero"`
	ShortName       string                 `json:"shortName,omitzero"`
	Registrations   []EmployerRegistration `json:"registrations,omitzero"`
	BusinessAddress userdata.Address       `json:"businessAddress,omitzero"`
	// ISICCode and ISICSector are the industry in the international classification.
	ISICCode   string `json:"isicCode,omitzero"`
	ISICSector string `json:"isicSector,omitzero"`
	// PSICCode and PSICIndustry are the industry in the classification of the Philippines.
	PSICCode       string                  `json:"psicCode,omitzero"`
	PSICIndustry   string                  `json:"psicIndustry,omitzero"`
	ContactPersons []EmployerContactPerson `json:"contactPersons,omitzero"`
	Licenses       []EmployerLicense       `json:"licenses,omitzero"`
}

// EmployerContactPerson is a person to talk to at a company.
type EmployerContactPerson struct {
	ContactName  string `json:"contactName,omitzero"`
	Position     string `json:"position,omitzero"`
	ContactEmail string `json:"contactEmail,omitzero"`
	ContactPhone string `json:"contactPhone,omitzero"`
}

// EmployerLicense is a licence of a company.
type EmployerLicense struct {
	LicenseNumber     string        `json:"licenseNumber,omitzero"`
	LicenseType       string        `json:"licenseType,omitzero"`
	LicenseIssuedDate userdata.Date `json:"licenseIssuedDate,omitzero"`
	LicenseStatus     string        `json:"licenseStatus,omitzero"`
}

// QueryBasics returns companies whose names are like keyword, of 3 to 255 characters:
// GET /alpha/employerBasics/query.
func (s EmployersService) QueryBasics(ctx context.Context, keyword string, options ...smile.RequestOption) ([]EmployerSummary, error) {
	return query[EmployerSummary](ctx, s.client, opQueryEmployerBasics, "keyword", keyword, options)
}

// Query returns the company of exactly that name, of 3 to 255 characters, or none: GET /alpha/employers/query.
func (s EmployersService) Query(ctx context.Context, businessName string, options ...smile.RequestOption) ([]Employer, error) {
	return query[Employer](ctx, s.client, opQueryEmployers, "businessName", businessName, options)
}

func query[T any](ctx context.Context, client *smile.Client, operation smile.Operation, field, name string, options []smile.RequestOption) ([]T, error) {
	if n := utf8.RuneCountInString(name); n < 3 || n > 255 {
		return nil, &smile.ParameterError{Operation: operation.ID, Field: field, Problem: "must have 3 to 255 characters"}
	}
	found, err := smile.Do[[]T](ctx, client, operation, smile.Request{Query: url.Values{field: {name}}}, options...)
	if err != nil {
		return nil, err
	}
	return *found, nil
}
