package userdata

// Session is a user's progress through the linking flow. Users, user payloads and webhook events contain it.
type Session struct {
	UserID  string         `json:"userId,omitzero"`
	Channel SessionChannel `json:"channel,omitzero"`
	// ChannelID is the ID of the Wink site.
	ChannelID string        `json:"channelId,omitzero"`
	Status    SessionStatus `json:"status,omitzero"`
}

// SessionChannel is where a session takes place.
type SessionChannel string

// The channels of sessions.
const (
	SessionChannelWinkSite SessionChannel = "WinkSite"
	SessionChannelDefault  SessionChannel = "Default"
)

// SessionStatus is the progress of a session.
type SessionStatus string

// The statuses of sessions.
const (
	SessionStatusInProgress SessionStatus = "IN_PROGRESS"
	SessionStatusCompleted  SessionStatus = "COMPLETED"
	SessionStatusRevoked    SessionStatus = "REVOKED"
)
