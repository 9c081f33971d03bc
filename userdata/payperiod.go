package userdata

// PayPeriod is how often money is paid or repaid.
type PayPeriod string

// The pay periods.
const (
	PayPeriodHourly      PayPeriod = "Hourly"
	PayPeriodDaily       PayPeriod = "Daily"
	PayPeriodWeekly      PayPeriod = "Weekly"
	PayPeriodSemimonthly PayPeriod = "Semimonthly" // twice a month
	PayPeriodMonthly     PayPeriod = "Monthly"
	PayPeriodBimonthly   PayPeriod = "Bimonthly" // every two months
	PayPeriodQuarterly   PayPeriod = "Quarterly"
	PayPeriodAnnually    PayPeriod = "Annually"
	PayPeriodVariable    PayPeriod = "Variable"
	PayPeriodUnspecified PayPeriod = "Unspecified"
)
