package webhookverify

import "github.com/smileapi/smile-go/userdata"

// ArchiveData says whose archive (a set of uploaded files) an event is about.
type ArchiveData struct {
	// UserID is the user who owns the archive.
	UserID string `json:"userId,omitzero"`
	// ArchiveID is the archive: GET /archives/{id}.
	ArchiveID string `json:"archiveId,omitzero"`
}

// ArchiveStarted reports that files were uploaded and Smile begins to read them.
type ArchiveStarted struct {
	Envelope
	Data ArchiveData `json:"data"`
}

// ArchiveAnalyzed reports that the files were read, and their data is there.
type ArchiveAnalyzed struct {
	Envelope
	Data ArchiveData `json:"data"`
}

// ArchiveRevoked reports that an archive was revoked and its data is gone. Delete your copies, if that is
// what you have promised.
type ArchiveRevoked struct {
	Envelope
	Data ArchiveData `json:"data"`
}

// ArchiveFailed reports that the files could not be read.
type ArchiveFailed struct {
	Envelope
	Data ArchiveFailedData `json:"data"`
}

// ArchiveFailedData is what an [ArchiveFailed] event tells.
type ArchiveFailedData struct {
	ArchiveData
	// ErrorCode is the reason: the error codes of an archive.
	ErrorCode userdata.ArchiveErrorCode `json:"errorCode,omitzero"`
	// ErrorMessage is the reason in words.
	ErrorMessage string `json:"errorMessage,omitzero"`
}
