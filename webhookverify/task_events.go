package webhookverify

import "github.com/smileapi/smile-go/userdata"

// TaskResult is the result of a task.
type TaskResult string

// The results of tasks.
const (
	TaskSucceeded TaskResult = "SUCCEEDED"
	TaskFailed    TaskResult = "FAILED"
)

// SourceData identifies the source (a linked account or an archive) that an event is about.
type SourceData struct {
	// UserID is the user who owns the source.
	UserID string `json:"userId,omitzero"`
	// SourceID is the ID of an account if SourceType is [userdata.SourceAccount], and so on.
	SourceID string `json:"sourceId,omitzero"`
	// SourceType is the type of the source.
	SourceType userdata.SourceType `json:"sourceType,omitzero"`
	// Providers contains the ID of the source's provider.
	Providers []string `json:"providers,omitzero"`
}

// TaskStarted reports that Smile has started to gather data.
type TaskStarted struct {
	Envelope
	Data TaskStartedData `json:"data"`
}

// TaskStartedData is the data of a [TaskStarted] event.
type TaskStartedData struct {
	SourceData
	// TaskType is the type of the task, such as LINK_ACCOUNT.
	TaskType userdata.TaskType `json:"taskType,omitzero"`
}

// TaskFinished reports that Smile has gathered the available data. Wait for this event after a user has linked an
// account.
type TaskFinished struct {
	Envelope
	Data TaskFinishedData `json:"data"`
}

// TaskFinishedData is the data of a [TaskFinished] event.
type TaskFinishedData struct {
	SourceData
	// TaskType is the type of the task, such as LINK_ACCOUNT.
	TaskType userdata.TaskType `json:"taskType,omitzero"`
	// Status is the result of the task.
	Status TaskResult `json:"status,omitzero"`
	// ErrorCode is the reason if Status is [TaskFailed].
	ErrorCode string `json:"errorCode,omitzero"`
	// Datapoints contains the kinds of data that have arrived.
	Datapoints []userdata.Datapoint `json:"datapoints,omitzero"`
	// Payload holds the data itself, at most 300 items of each kind. It is zero unless the webhook was created with
	// includePayload; otherwise, read the data through the API.
	Payload userdata.Payload `json:"payload,omitzero"`
}

// AccountSyncTaskFinished reports that the data of a monitored account was read again.
type AccountSyncTaskFinished struct {
	Envelope
	Data AccountSyncTaskFinishedData `json:"data"`
}

// AccountSyncTaskFinishedData is the data of an [AccountSyncTaskFinished] event.
type AccountSyncTaskFinishedData struct {
	SourceData
	// Status is the result of the task.
	Status TaskResult `json:"status,omitzero"`
	// MonitorStatus reports whether the account will be read again.
	MonitorStatus userdata.MonitorStatus `json:"monitorStatus,omitzero"`
	// Datapoints contains the kinds of data that were read. The API spells the name datapoints or dataPoints; both are
	// decoded, since names are matched in any case.
	Datapoints []userdata.Datapoint `json:"datapoints,omitzero"`
	// Payload holds the data itself, at most 300 items of each kind. It is zero unless the webhook was created with
	// includePayload; otherwise, read the data through the API.
	Payload userdata.Payload `json:"payload,omitzero"`
}
