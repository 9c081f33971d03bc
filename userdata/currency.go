package userdata

// Currency is a currency as ISO 4217 writes it in three letters. Every code may come; the constants
// are those of the countries that most providers are in, and the US dollar.
type Currency string

// The currencies of most providers.
const (
	CurrencyIDR Currency = "IDR"
	CurrencyINR Currency = "INR"
	CurrencyMXN Currency = "MXN"
	CurrencyMYR Currency = "MYR"
	CurrencyPHP Currency = "PHP"
	CurrencySGD Currency = "SGD"
	CurrencyTHB Currency = "THB"
	CurrencyUSD Currency = "USD"
	CurrencyVND Currency = "VND"
)
