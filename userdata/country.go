package userdata

// Country is a two-letter ISO 3166-1 country code. Any code may occur; the constants are the countries of most
// providers.
type Country string

// The countries of most providers.
const (
	CountryIndia       Country = "IN"
	CountryIndonesia   Country = "ID"
	CountryMalaysia    Country = "MY"
	CountryMexico      Country = "MX"
	CountryPhilippines Country = "PH"
	CountrySingapore   Country = "SG"
	CountryThailand    Country = "TH"
	CountryVietnam     Country = "VN"
)
