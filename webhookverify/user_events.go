package webhookverify

import "github.com/smileapi/smile-go/userdata"

// UserCreated reports a new user.
type UserCreated struct {
	Envelope
	Data UserCreatedData `json:"data"`
}

// UserCreatedData is what a [UserCreated] event tells.
type UserCreatedData struct {
	// UserID is the user: GET /users/{id}.
	UserID string `json:"userId,omitzero"`
	// Session is zero for a user who came without one.
	Session userdata.Session `json:"session,omitzero"`
}

// UserSessionCompleted reports that a user has done all that the session asks of them.
type UserSessionCompleted struct {
	Envelope
	Data UserSessionCompletedData `json:"data"`
}

// UserSessionCompletedData is what a [UserSessionCompleted] event tells.
type UserSessionCompletedData struct {
	// Session is the session as it is now; it names the user.
	Session userdata.Session `json:"session,omitzero"`
	// Payload is all that the session has brought, source by source.
	Payload userdata.UserPayload `json:"payload,omitzero"`
}

// UserSessionReset reports that a user's session starts over.
type UserSessionReset struct {
	Envelope
	Data UserSessionResetData `json:"data"`
}

// UserSessionResetData is what a [UserSessionReset] event tells.
type UserSessionResetData struct {
	// Session is the session as it is now; it names the user.
	Session userdata.Session `json:"session,omitzero"`
}
