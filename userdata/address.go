package userdata

// Address is a postal address.
type Address struct {
	// FullAddress is the whole address as one string. Many sources provide only this and none of the parts.
	FullAddress string  `json:"fullAddress,omitzero"`
	Line1       string  `json:"line1,omitzero"`
	Line2       string  `json:"line2,omitzero"`
	City        string  `json:"city,omitzero"`
	Region      string  `json:"region,omitzero"`
	Zip         string  `json:"zip,omitzero"`
	Country     Country `json:"country,omitzero"`
	// Latitude and Longitude are in degrees, as text with up to six decimals.
	Latitude  string       `json:"latitude,omitzero"`
	Longitude string       `json:"longitude,omitzero"`
	Type      AddressType  `json:"type,omitzero"`
	Tags      []AddressTag `json:"tags,omitzero"`
}

// AddressType distinguishes a person's primary address from the others.
type AddressType string

// The types of addresses.
const (
	AddressTypePrimary   AddressType = "Primary"
	AddressTypeSecondary AddressType = "Secondary"
)

// AddressTag is a use of an address.
type AddressTag string

// The uses of an address.
const (
	AddressTagPrimary   AddressTag = "Primary"
	AddressTagSecondary AddressTag = "Secondary"
	AddressTagHome      AddressTag = "Home"
	AddressTagWork      AddressTag = "Work"
	AddressTagMailing   AddressTag = "Mailing"
	AddressTagForeign   AddressTag = "Foreign"
	AddressTagBilling   AddressTag = "Billing"
	AddressTagPermanent AddressTag = "Permanent"
	AddressTagShipping  AddressTag = "Shipping"
)
