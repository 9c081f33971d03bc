package userdata

// Country is a country as ISO 3166-1 writes it in two letters. Every code may come; the constants are
// those of the countries that most providers are in.
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
