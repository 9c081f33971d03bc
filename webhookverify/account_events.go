package webhookverify

import "github.com/smileapi/smile-go/userdata"

// AccountIDs identifies the account that an event is about.
type AccountIDs struct {
	// UserID is the user who owns the account.
	UserID string `json:"userId,omitzero"`
	// AccountID is the account: GET /accounts/{id}.
	AccountID string `json:"accountId,omitzero"`
	// Providers contains the ID of the account's provider.
	Providers []string `json:"providers,omitzero"`
}

// AccountCreated reports that a user has submitted credentials, before it is known whether they work. It is followed by
// [AccountConnected] or [AccountFailed].
type AccountCreated struct {
	Envelope
	Data AccountIDs `json:"data"`
}

// AccountConnected reports that the login at the provider succeeded. The data follows: see [TaskFinished].
type AccountConnected struct {
	Envelope
	Data AccountConnectedData `json:"data"`
}

// AccountConnectedData is the data of an [AccountConnected] event.
type AccountConnectedData struct {
	AccountIDs
	// LoginName is the user's login at the provider, such as an e-mail address.
	LoginName string `json:"loginName,omitzero"`
}

// AccountDisconnected reports that an account was revoked and its data deleted. Delete your copies too if you have
// promised to.
type AccountDisconnected struct {
	Envelope
	Data AccountIDs `json:"data"`
}

// AccountFailed reports that an account could not be connected.
type AccountFailed struct {
	Envelope
	Data AccountFailedData `json:"data"`
}

// AccountFailedData is the data of an [AccountFailed] event.
type AccountFailedData struct {
	AccountIDs
	// LoginName is the login that the user tried at the provider.
	LoginName string `json:"loginName,omitzero"`
	// ErrorCode is the reason, such as INVALID_CREDENTIALS.
	ErrorCode userdata.AccountErrorCode `json:"errorCode,omitzero"`
	// ErrorMessage describes the reason.
	ErrorMessage string `json:"errorMessage,omitzero"`
}
