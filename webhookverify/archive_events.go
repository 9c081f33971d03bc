package webhookverify

import "github.com/smileapi/smile-go/userdata"

// ArchiveData identifies the archive (a set of uploaded files) that an event is about.
type ArchiveData struct {
	// UserID is the user who owns the archive.
	UserID string `json:"userId,omitzero"`
	// ArchiveID is the archive: GET /archives/{id}.
	ArchiveID string `json:"archiveId,omitzero"`
}

// ArchiveStarted reports that files were uploaded and Smile has started to read them.
type ArchiveStarted struct {
	Envelope
	Data ArchiveData `json:"data"`
}

// ArchiveAnalyzed reports that the files were read and their data is available.
type ArchiveAnalyzed struct {
	Envelope
	Data ArchiveData `json:"data"`
}

// ArchiveRevoked reports that an archive was revoked and its data deleted. Delete your copies too if you have promised
// to.
type ArchiveRevoked struct {
	Envelope
	Data ArchiveData `json:"data"`
}

// ArchiveFailed reports that the files could not be read.
type ArchiveFailed struct {
	Envelope
	Data ArchiveFailedData `json:"data"`
}

// ArchiveFailedData is the data of an [ArchiveFailed] event.
type ArchiveFailedData struct {
	ArchiveData
	// ErrorCode is the reason, such as INVALID_FIELD_FORMAT.
	ErrorCode userdata.ArchiveErrorCode `json:"errorCode,omitzero"`
	// ErrorMessage describes the reason.
	ErrorMessage string `json:"errorMessage,omitzero"`
}
