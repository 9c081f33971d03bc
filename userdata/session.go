package userdata

// Session is the state of a user's way through linking. It comes with users, with user payloads and
// in webhook events.
type Session struct {
	UserID  string         `json:"userId,omitzero"`
	Channel SessionChannel `json:"channel,omitzero"`
	// ChannelID is the ID of the Wink site.
	ChannelID string        `json:"channelId,omitzero"`
	Status    SessionStatus `json:"status,omitzero"`
}

// SessionChannel says where a session takes place.
type SessionChannel string

// The channels of sessions.
const (
	SessionChannelWinkSite SessionChannel = "WinkSite"
	SessionChannelDefault  SessionChannel = "Default"
)

// SessionStatus says how far a session is.
type SessionStatus string

// The statuses of sessions.
const (
	SessionStatusInProgress SessionStatus = "IN_PROGRESS"
	SessionStatusCompleted  SessionStatus = "COMPLETED"
	SessionStatusRevoked    SessionStatus = "REVOKED"
)
