package userdata

// Country is a two-letter code of ISO 3166-1. The API may send any code; the constants are the countries of most
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
