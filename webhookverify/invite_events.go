package webhookverify

// InviteData identifies the invite that an event is about.
type InviteData struct {
	// UserID is the user who was invited.
	UserID string `json:"userId,omitzero"`
	// InviteID is the invite: GET /invites/{id}.
	InviteID string `json:"inviteId,omitzero"`
}

// InviteInvited reports that an invite was sent.
type InviteInvited struct {
	Envelope
	Data InviteData `json:"data"`
}

// InviteLinked reports that a user followed an invite and linked an account.
type InviteLinked struct {
	Envelope
	Data InviteData `json:"data"`
}
