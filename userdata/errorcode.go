package userdata

// AccountErrorCode is the reason that an account could not be linked. The API may add codes at any time.
type AccountErrorCode string

// The reasons that an account could not be linked.
const (
	AccountErrorDisabled             AccountErrorCode = "ACCOUNT_DISABLED"
	AccountErrorInaccessible         AccountErrorCode = "ACCOUNT_INACCESSIBLE"
	AccountErrorIncomplete           AccountErrorCode = "ACCOUNT_INCOMPLETE"
	AccountErrorLocked               AccountErrorCode = "ACCOUNT_LOCKED"
	AccountErrorAuthRequired         AccountErrorCode = "AUTH_REQUIRED"
	AccountErrorExpiredCredentials   AccountErrorCode = "EXPIRED_CREDENTIALS"
	AccountErrorInvalidAccountType   AccountErrorCode = "INVALID_ACCOUNT_TYPE"
	AccountErrorInvalidAuth          AccountErrorCode = "INVALID_AUTH"
	AccountErrorInvalidCredentials   AccountErrorCode = "INVALID_CREDENTIALS"
	AccountErrorInvalidMFA           AccountErrorCode = "INVALID_MFA"
	AccountErrorMFATimeout           AccountErrorCode = "MFA_TIMEOUT"
	AccountErrorServiceUnavailable   AccountErrorCode = "SERVICE_UNAVAILABLE"
	AccountErrorSystem               AccountErrorCode = "SYSTEM_ERROR"
	AccountErrorTermsRequired        AccountErrorCode = "TOS_REQUIRED"
	AccountErrorUnsupportedAuthType  AccountErrorCode = "UNSUPPORTED_AUTH_TYPE"
	AccountErrorUnsupportedMFAMethod AccountErrorCode = "UNSUPPORTED_MFA_METHOD"
)

// ArchiveErrorCode is the reason that an archive could not be read. The API may add codes at any time.
type ArchiveErrorCode string

// The reasons that an archive could not be read.
const (
	ArchiveErrorMissingField ArchiveErrorCode = "MISSING_MANDATORY_FIELD"
	// ArchiveErrorMissingFieldMisspelt is ArchiveErrorMissingField in a spelling that the API sometimes uses.
	ArchiveErrorMissingFieldMisspelt ArchiveErrorCode = "MISSING_MANDATARY_FIELD"
	ArchiveErrorInvalidField         ArchiveErrorCode = "INVALID_FIELD_FORMAT"
	ArchiveErrorSystem               ArchiveErrorCode = "SYSTEM_ERROR"
)
