package webhookverify

import "github.com/smileapi/smile-go/userdata"

// TaskResult says how a task has ended.
type TaskResult string

// The ends of a task.
const (
	TaskSucceeded TaskResult = "SUCCEEDED"
	TaskFailed    TaskResult = "FAILED"
)

// SourceData says whose source of data (a linked account, an archive) an event is about.
type SourceData struct {
	// UserID is the user who owns the source.
	UserID string `json:"userId,omitzero"`
	// SourceID is an account's ID if SourceType is [userdata.SourceAccount], and so on.
	SourceID string `json:"sourceId,omitzero"`
	// SourceType says what kind of source it is.
	SourceType userdata.SourceType `json:"sourceType,omitzero"`
	// Providers has the ID of the source's provider.
	Providers []string `json:"providers,omitzero"`
}

// TaskStarted reports that Smile begins to gather data.
type TaskStarted struct {
	Envelope
	Data TaskStartedData `json:"data"`
}

// TaskStartedData is what a [TaskStarted] event tells.
type TaskStartedData struct {
	SourceData
	// TaskType is the kind of task, such as LINK_ACCOUNT.
	TaskType userdata.TaskType `json:"taskType,omitzero"`
}

// TaskFinished reports that Smile has gathered what there is. This is the event to wait for after a user
// has linked an account.
type TaskFinished struct {
	Envelope
	Data TaskFinishedData `json:"data"`
}

// TaskFinishedData is what a [TaskFinished] event tells.
type TaskFinishedData struct {
	SourceData
	// TaskType is the kind of task, such as LINK_ACCOUNT.
	TaskType userdata.TaskType `json:"taskType,omitzero"`
	// Status says how the task has ended.
	Status TaskResult `json:"status,omitzero"`
	// ErrorCode is the reason if Status is [TaskFailed].
	ErrorCode string `json:"errorCode,omitzero"`
	// Datapoints names the kinds of data that have arrived.
	Datapoints []userdata.Datapoint `json:"datapoints,omitzero"`
	// Payload has the data itself, at most 300 items of each kind. It is zero unless the webhook was
	// registered with includePayload: read the data through the API then.
	Payload userdata.Payload `json:"payload,omitzero"`
}

// AccountSyncTaskFinished reports that a monitored account was read again.
type AccountSyncTaskFinished struct {
	Envelope
	Data AccountSyncTaskFinishedData `json:"data"`
}

// AccountSyncTaskFinishedData is what an [AccountSyncTaskFinished] event tells.
type AccountSyncTaskFinishedData struct {
	SourceData
	// Status says how the task has ended.
	Status TaskResult `json:"status,omitzero"`
	// MonitorStatus says whether the account will be read again.
	MonitorStatus userdata.MonitorStatus `json:"monitorStatus,omitzero"`
	// Datapoints names the kinds of data that were read. The API spells it datapoints or dataPoints; both
	// arrive here, since a name fits in any case.
	Datapoints []userdata.Datapoint `json:"datapoints,omitzero"`
	// Payload has the data itself, at most 300 items of each kind. It is zero unless the webhook was
	// registered with includePayload: read the data through the API then.
	Payload userdata.Payload `json:"payload,omitzero"`
}
