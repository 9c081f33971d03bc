package smile

import (
	"context"
	"iter"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// TasksService follows the work of gathering data.
type TasksService service

var (
	opListTasks = Operation{ID: "list-tasks", Method: "GET", Path: "/tasks", Retry: RetrySafe}
	opGetTask   = Operation{ID: "get-task", Method: "GET", Path: "/tasks/{id}", Retry: RetrySafe}
)

// TaskStatus is how far a task came.
type TaskStatus string

// The states of a task.
const (
	TaskStatusStarted  TaskStatus = "Started"
	TaskStatusFinished TaskStatus = "Finished"
)

// Task gathers the data of one source.
type Task struct {
	ID        string            `json:"id"`
	Type      userdata.TaskType `json:"type,omitzero"`
	StartedAt time.Time         `json:"startedAt,omitzero"`
	// FinishedAt is zero while the task runs.
	FinishedAt time.Time  `json:"finishedAt,omitzero"`
	Status     TaskStatus `json:"status,omitzero"`
	// Datapoints are the kinds of data that the task brought.
	Datapoints []userdata.Datapoint `json:"datapoints,omitzero"`
	Metadata   userdata.Metadata    `json:"metadata,omitzero"`
}

// TaskListParams filter the list of tasks. Zero values do not filter.
type TaskListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	UserID string `url:"userId,omitempty"`
	// SourceID is the ID of an account or archive.
	SourceID string `url:"sourceId,omitempty"`
	// StartDate and EndDate bound the day of creation, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of tasks: GET /tasks. Nil params ask for the first page of everything.
func (s *TasksService) List(ctx context.Context, params *TaskListParams, options ...RequestOption) (*Page[Task], error) {
	return list[Task](ctx, clientOf(s), opListTasks, params, options)
}

// Pages iterates over the pages of tasks, beginning at the cursor in params: GET /tasks. It asks for 150 on a page when
// params name no size.
func (s *TasksService) Pages(ctx context.Context, params *TaskListParams, options ...RequestOption) iter.Seq2[*Page[Task], error] {
	return pages[Task](ctx, clientOf(s), opListTasks, params, options)
}

// All iterates over tasks, page after page: GET /tasks. It can be ranged over again, ends after the
// first error, and asks for pages of 150 when params name no size.
func (s *TasksService) All(ctx context.Context, params *TaskListParams, options ...RequestOption) iter.Seq2[Task, error] {
	return all[Task](ctx, clientOf(s), opListTasks, params, options)
}

// Get returns one task: GET /tasks/{id}.
func (s *TasksService) Get(ctx context.Context, id string, options ...RequestOption) (*Task, error) {
	return Do[Task](ctx, clientOf(s), opGetTask, Request{PathValues: []string{id}}, options...)
}
