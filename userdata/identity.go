package userdata

// Identity is a person's identity according to one source. The API returns it from GET /identities and GET
// /identities/{id}, and in payloads.
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
	// ReferenceID is the provider's ID of the person, such as a social security number.
	ReferenceID string `json:"referenceId,omitzero"`
	ProfileURL  string `json:"profileUrl,omitzero"`
	// LatestEmployerName is the last known employer.
	//
	// Deprecated: use the employments instead.
	LatestEmployerName string          `json:"latestEmployerName,omitzero"`
	Emails             []Email         `json:"emails,omitzero"`
	Phones             []Phone         `json:"phones,omitzero"`
	SocialProfiles     []SocialProfile `json:"socialProfiles,omitzero"`
	Addresses          []Address       `json:"addresses,omitzero"`
	// Metadata is the origin of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}

// Gender is a gender as reported by a source.
type Gender string

// The genders.
const (
	GenderMale      Gender = "Male"
	GenderFemale    Gender = "Female"
	GenderNonBinary Gender = "Non-binary"
)

// MaritalStatus is a marital status as reported by a source.
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

// Citizenship is a person's status in the country of residence.
type Citizenship string

// The citizenship statuses.
const (
	CitizenshipCitizen          Citizenship = "Citizen"
	CitizenshipResidentAlien    Citizenship = "Resident Alien"
	CitizenshipNonResidentAlien Citizenship = "Non-resident Alien"
	CitizenshipUndocumented     Citizenship = "Undocumented"
	CitizenshipOthers           Citizenship = "Others"
)

// Email is an e-mail address of a person.
type Email struct {
	Address string      `json:"address,omitzero"`
	Type    ContactType `json:"type,omitzero"`
}

// ContactType is the use of an e-mail address.
type ContactType string

// The uses of e-mail addresses.
const (
	ContactTypePrimary   ContactType = "Primary"
	ContactTypeSecondary ContactType = "Secondary"
	ContactTypeWork      ContactType = "Work"
	ContactTypePersonal  ContactType = "Personal"
)

// Phone is a telephone number of a person.
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

// SocialProfile is a person's profile on a social network.
type SocialProfile struct {
	SocialURL string        `json:"socialUrl,omitzero"`
	Type      SocialNetwork `json:"type,omitzero"`
}

// SocialNetwork is a social network.
type SocialNetwork string

// The social networks.
const (
	SocialNetworkTwitter  SocialNetwork = "Twitter"
	SocialNetworkFacebook SocialNetwork = "Facebook"
	SocialNetworkLinkedIn SocialNetwork = "LinkedIn"
	SocialNetworkOthers   SocialNetwork = "Others"
)
