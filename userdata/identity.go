package userdata

// Identity is who a person is according to one source. It comes from GET /identities and
// GET /identities/{id}, and in payloads.
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
	// ReferenceID is the ID that the provider has for the person, such as a social security number.
	ReferenceID string `json:"referenceId,omitzero"`
	ProfileURL  string `json:"profileUrl,omitzero"`
	// LatestEmployerName is the last employer known.
	//
	// Deprecated: read the employments instead.
	LatestEmployerName string          `json:"latestEmployerName,omitzero"`
	Emails             []Email         `json:"emails,omitzero"`
	Phones             []Phone         `json:"phones,omitzero"`
	SocialProfiles     []SocialProfile `json:"socialProfiles,omitzero"`
	Addresses          []Address       `json:"addresses,omitzero"`
	// Metadata tells where the data point came from. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}

// Gender is the gender that a source states.
type Gender string

// The genders.
const (
	GenderMale      Gender = "Male"
	GenderFemale    Gender = "Female"
	GenderNonBinary Gender = "Non-binary"
)

// MaritalStatus is the marital status that a source states.
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

// Citizenship is how a person stands to their country of residence.
type Citizenship string

// The kinds of citizenship.
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

// ContactType says what a person uses an e-mail address for.
type ContactType string

// The uses of an e-mail address.
const (
	ContactTypePrimary   ContactType = "Primary"
	ContactTypeSecondary ContactType = "Secondary"
	ContactTypeWork      ContactType = "Work"
	ContactTypePersonal  ContactType = "Personal"
)

// Phone is a telephone number of a person.
type Phone struct {
	// Number has the form of E.164, such as +65281234567.
	Number string    `json:"number,omitzero"`
	Type   PhoneType `json:"type,omitzero"`
}

// PhoneType is the kind of a telephone line.
type PhoneType string

// The kinds of telephone lines.
const (
	PhoneTypeMobile      PhoneType = "Mobile"
	PhoneTypeFixed       PhoneType = "Fixed"
	PhoneTypeUnspecified PhoneType = "Unspecified"
)

// SocialProfile is the page of a person at a social network.
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
