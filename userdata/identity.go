package userdata

// Identity is a person's identity according to one source, returned by GET /identities and GET /identities/{id}, and in
// payloads.
type Identity struct {
	ID               string        `json:"id,omitzero"`
	FullName         string        `json:"fullName,omitzero"`
	FirstName        string        `json:"firstName,omitzero"`
	MiddleName       string        `json:"middleName,omitzero"`
	LastName         string        `json:"lastName,omitzero"`
	Suffix           string        `json:"suffix,omitzero"`
	Gender           Gender        `json:"gender,omitzero"`
	DOB              Date          `json:"dob,omitzero"` // date of birth
	MaritalStatus    MaritalStatus `json:"maritalStatus,omitzero"`
	CountryResidence Country       `json:"countryResidence,omitzero"`
	Citizenship      Citizenship   `json:"citizenship,omitzero"`
	PhotoURL         string        `json:"photoUrl,omitzero"`
	// ReferenceID is the provider's ID for the person, such as a social security number.
	ReferenceID string `json:"referenceId,omitzero"`
	ProfileURL  string `json:"profileUrl,omitzero"`
	// LatestEmployerName is the last known employer.
	//
	// Deprecated: use the person's employments.
	LatestEmployerName string          `json:"latestEmployerName,omitzero"`
	Emails             []Email         `json:"emails,omitzero"`
	Phones             []Phone         `json:"phones,omitzero"`
	SocialProfiles     []SocialProfile `json:"socialProfiles,omitzero"`
	Addresses          []Address       `json:"addresses,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}

// Gender is a person's gender as stated by a source.
type Gender string

// The genders.
const (
	GenderMale      Gender = "Male"
	GenderFemale    Gender = "Female"
	GenderNonBinary Gender = "Non-binary"
)

// MaritalStatus is a person's marital status as stated by a source.
type MaritalStatus string

// The marital statuses.
const (
	MaritalStatusDivorced        MaritalStatus = "Divorced"
	MaritalStatusMarried         MaritalStatus = "Married"
	MaritalStatusSeparated       MaritalStatus = "Separated"
	MaritalStatusSingle          MaritalStatus = "Single"
	MaritalStatusWidowed         MaritalStatus = "Widowed"
	MaritalStatusLifetimePartner MaritalStatus = "Lifetime Partner"
)

// Citizenship is a person's status in their country of residence.
type Citizenship string

// The kinds of citizenship.
const (
	CitizenshipCitizen          Citizenship = "Citizen"
	CitizenshipResidentAlien    Citizenship = "Resident Alien"
	CitizenshipNonResidentAlien Citizenship = "Non-resident Alien"
	CitizenshipUndocumented     Citizenship = "Undocumented"
	CitizenshipOthers           Citizenship = "Others"
)

// Email is a person's e-mail address.
type Email struct {
	Address string      `json:"address,omitzero"`
	Type    ContactType `json:"type,omitzero"`
}

// ContactType is what a person uses an e-mail address for.
type ContactType string

// The uses of an e-mail address.
const (
	ContactTypePrimary   ContactType = "Primary"
	ContactTypeSecondary ContactType = "Secondary"
	ContactTypeWork      ContactType = "Work"
	ContactTypePersonal  ContactType = "Personal"
)

// Phone is a person's telephone number.
type Phone struct {
	// Number is in E.164 format, such as +65281234567.
	Number string    `json:"number,omitzero"`
	Type   PhoneType `json:"type,omitzero"`
}

// PhoneType is the type of a telephone line.
type PhoneType string

// The types of telephone lines.
const (
	PhoneTypeMobile      PhoneType = "Mobile"
	PhoneTypeFixed       PhoneType = "Fixed"
	PhoneTypeUnspecified PhoneType = "Unspecified"
)

// SocialProfile is a person's page on a social network.
type SocialProfile struct {
	SocialURL string        `json:"socialUrl,omitzero"`
	Type      SocialNetwork `json:"type,omitzero"`
}

// SocialNetwork names a social network.
type SocialNetwork string

// The social networks.
const (
	SocialNetworkTwitter  SocialNetwork = "Twitter"
	SocialNetworkFacebook SocialNetwork = "Facebook"
	SocialNetworkLinkedIn SocialNetwork = "LinkedIn"
	SocialNetworkOthers   SocialNetwork = "Others"
)
