package userdata

// Currency is a three-letter ISO 4217 currency code. Any code may occur; the constants are the currencies of the
// countries of most providers, and the US dollar.
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
