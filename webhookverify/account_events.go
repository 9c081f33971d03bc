package webhookverify

import "github.com/smileapi/smile-go/userdata"

// AccountIDs says whose account an event is about.
type AccountIDs struct {
	// UserID is the user who owns the account.
	UserID string `json:"userId,omitzero"`
	// AccountID is the account: GET /accounts/{id}.
	AccountID string `json:"accountId,omitzero"`
	// Providers has the ID of the account's provider.
	Providers []string `json:"providers,omitzero"`
}

// AccountCreated reports that a user has handed in credentials. Whether they work is still open:
// [AccountConnected] or [AccountFailed] follows.
type AccountCreated struct {
	Envelope
	Data AccountIDs `json:"data"`
}

// AccountConnected reports that the provider has let the user in. Data follows: see [TaskFinished].
type AccountConnected struct {
	Envelope
	Data AccountConnectedData `json:"data"`
}

// AccountConnectedData is what an [AccountConnected] event tells.
type AccountConnectedData struct {
	AccountIDs
	// LoginName is what the user has signed in with at the provider, such as an e-mail address.
	LoginName string `json:"loginName,omitzero"`
}

// AccountDisconnected reports that an account was revoked and its data is gone. Delete your copies, if
// that is what you have promised.
type AccountDisconnected struct {
	Envelope
	Data AccountIDs `json:"data"`
}

// AccountFailed reports that an account could not be connected.
type AccountFailed struct {
	Envelope
	Data AccountFailedData `json:"data"`
}

// AccountFailedData is what an [AccountFailed] event tells.
type AccountFailedData struct {
	AccountIDs
	// LoginName is what the user has tried to sign in with at the provider.
	LoginName string `json:"loginName,omitzero"`
	// ErrorCode is the reason, such as INVALID_CREDENTIALS: the error codes of an account's connection.
	ErrorCode userdata.AccountErrorCode `json:"errorCode,omitzero"`
	// ErrorMessage is the reason in words.
	ErrorMessage string `json:"errorMessage,omitzero"`
}
