package webhookverify

import "github.com/smileapi/smile-go/userdata"

// UserCreated reports a new user.
type UserCreated struct {
	Envelope
	Data UserCreatedData `json:"data"`
}

// UserCreatedData is what a [UserCreated] event tells.
type UserCreatedData struct {
	UserID string `json:"userId,omitzero"`
	// Session is zero for a user who came without one.
	Session userdata.Session `json:"session,omitzero"`
}

// UserSessionReset reports that a user's session starts over.
type UserSessionReset struct {
	Envelope
	Data UserSessionResetData `json:"data"`
}

// UserSessionResetData is what a [UserSessionReset] event tells.
type UserSessionResetData struct {
	Session userdata.Session `json:"session,omitzero"`
}
