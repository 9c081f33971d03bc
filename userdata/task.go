package userdata

// TaskType is the type of a task. The API may add types at any time.
type TaskType string

// The types of tasks.
const (
	TaskTypeLinkAccount     TaskType = "LINK_ACCOUNT"
	TaskTypeUpdateAccount   TaskType = "UPDATE_ACCOUNT"
	TaskTypeAnalyzeArchive  TaskType = "ANALYZE_ARCHIVE"
	TaskTypeClassifyArchive TaskType = "CLASSIFY_ARCHIVE"
)

// MonitorStatus reports whether Smile keeps an account up to date.
type MonitorStatus string

// The states of monitoring.
const (
	// MonitorStatusActive: the account is kept up to date.
	MonitorStatusActive MonitorStatus = "ACTIVE"
	// MonitorStatusUserActionRequired: the user must link the account again first.
	MonitorStatusUserActionRequired MonitorStatus = "USER_ACTION_REQUIRED"
	// MonitorStatusUnsupported: the provider does not support monitoring.
	MonitorStatusUnsupported MonitorStatus = "UNSUPPORTED"
	// MonitorStatusCustomerDisabled: you turned monitoring off.
	MonitorStatusCustomerDisabled MonitorStatus = "CUSTOMER_DISABLED"
)
