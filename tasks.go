package smile

import (
	"context"
	"iter"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// TasksService follows the progress of collecting data.
type TasksService service

var (
	opListTasks = Operation{ID: "list-tasks", Method: "GET", Path: "/tasks", Retry: RetrySafe}
	opGetTask   = Operation{ID: "get-task", Method: "GET", Path: "/tasks/{id}", Retry: RetrySafe}
)

// TaskStatus is the progress of a task.
type TaskStatus string

// The statuses of a task.
const (
	TaskStatusStarted  TaskStatus = "Started"
	TaskStatusFinished TaskStatus = "Finished"
)

// Task collects the data of one account or archive.
type Task struct {
	ID        string            `json:"id"`
	Type      userdata.TaskType `json:"type,omitzero"`
	StartedAt time.Time         `json:"startedAt,omitzero"`
	// FinishedAt is zero while the task is running.
	FinishedAt time.Time  `json:"finishedAt,omitzero"`
	Status     TaskStatus `json:"status,omitzero"`
	// Datapoints lists the kinds of data that the task collected.
	Datapoints []userdata.Datapoint `json:"datapoints,omitzero"`
	Metadata   userdata.Metadata    `json:"metadata,omitzero"`
}

// TaskListParams filters the list of tasks. Fields with zero values do not filter.
type TaskListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	UserID string `url:"userId,omitempty"`
	// SourceID is the ID of an account or archive.
	SourceID string `url:"sourceId,omitempty"`
	// StartDate and EndDate limit the list to a range of creation dates, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of tasks: GET /tasks. With nil params it returns the first page, unfiltered.
func (s *TasksService) List(ctx context.Context, params *TaskListParams, options ...RequestOption) (*Page[Task], error) {
	return list[Task](ctx, clientOf(s), opListTasks, params, options)
}

// Pages iterates over the pages of tasks, starting at the cursor in params: GET /tasks. It requests 150 items per page
// unless params sets a size.
func (s *TasksService) Pages(ctx context.Context, params *TaskListParams, options ...RequestOption) iter.Seq2[*Page[Task], error] {
	return pages[Task](ctx, clientOf(s), opListTasks, params, options)
}

// All iterates over tasks, fetching pages as needed: GET /tasks. It stops after the first error, can be ranged over
// more than once, and requests 150 items per page unless params sets a size.
func (s *TasksService) All(ctx context.Context, params *TaskListParams, options ...RequestOption) iter.Seq2[Task, error] {
	return all[Task](ctx, clientOf(s), opListTasks, params, options)
}

// Get returns one task: GET /tasks/{id}.
func (s *TasksService) Get(ctx context.Context, id string, options ...RequestOption) (*Task, error) {
	return Do[Task](ctx, clientOf(s), opGetTask, Request{PathValues: []string{id}}, options...)
}

// Wait polls a task until it is finished, for programs that cannot receive webhooks: GET /tasks/{id}. If ctx ends
// first, Wait returns the task as last seen (nil if it was never seen) and an error that matches [ErrUnfinished] and
// includes the reason ctx ended. With nil params it polls after 1, 2, 4, 8 and then every 10 seconds. The options apply
// to each poll.
func (s *TasksService) Wait(ctx context.Context, id string, params *WaitParams, options ...RequestOption) (*Task, error) {
	return Wait(ctx, clientOf(s), opGetTask, Request{PathValues: []string{id}}, params, func(t *Task) (string, bool) {
		return string(t.Status), t.Status == TaskStatusFinished
	}, options...)
}
