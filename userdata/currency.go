package userdata

// Currency is a three-letter code of ISO 4217. The API may send any code; the constants are the currencies of the
// countries of most providers, and the US dollar.
type Currency string

// Common currencies.
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
