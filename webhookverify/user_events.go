package webhookverify

import "github.com/smileapi/smile-go/userdata"

// UserCreated reports a new user.
type UserCreated struct {
	Envelope
	Data UserCreatedData `json:"data"`
}

// UserCreatedData is the data of a [UserCreated] event.
type UserCreatedData struct {
	// UserID is the user: GET /users/{id}.
	UserID string `json:"userId,omitzero"`
	// Session is zero if the user was created without one.
	Session userdata.Session `json:"session,omitzero"`
}

// UserSessionCompleted reports that a user has completed everything that the session requires.
type UserSessionCompleted struct {
	Envelope
	Data UserSessionCompletedData `json:"data"`
}

// UserSessionCompletedData is the data of a [UserSessionCompleted] event.
type UserSessionCompletedData struct {
	// Session is the current state of the session. It identifies the user.
	Session userdata.Session `json:"session,omitzero"`
	// Payload holds all data from the session, by source.
	Payload userdata.UserPayload `json:"payload,omitzero"`
}

// UserSessionReset reports that a user's session starts over.
type UserSessionReset struct {
	Envelope
	Data UserSessionResetData `json:"data"`
}

// UserSessionResetData is the data of a [UserSessionReset] event.
type UserSessionResetData struct {
	// Session is the current state of the session. It identifies the user.
	Session userdata.Session `json:"session,omitzero"`
}
