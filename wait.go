package smile

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// WaitParams say how often to ask.
type WaitParams struct {
	// Interval is the time between the first two questions; it doubles with each. 0 means 1 s, or MaxInterval
	// if that is shorter.
	Interval time.Duration
	// MaxInterval is the longest time between two questions. 0 means 10 s, or Interval if that is longer.
	MaxInterval time.Duration
}

// ArchiveError is an archive that will never have an analysis.
type ArchiveError struct {
	// ArchiveID is the archive.
	ArchiveID string
	// Status is [ArchiveStatusFailed], [ArchiveStatusUnsupported] or [ArchiveStatusRevoked].
	Status ArchiveStatus
	// Code says why; empty when the API does not.
	Code userdata.ArchiveErrorCode
	// Message is the API's explanation. It may quote the files, so it is no part of Error.
	Message string
}

// Error names the state, the code and what to do next.
func (e *ArchiveError) Error() string {
	text := "smile: the archive is " + string(e.Status)
	if e.Code != "" {
		text += " (" + string(e.Code) + ")"
	}
	switch e.Status {
	case ArchiveStatusUnsupported:
		return text + ": ask for a file of a kind that GET /fileTypes lists"
	case ArchiveStatusRevoked:
		return text + ": the person withdrew it"
	default:
		return text + ": ask for a file that can be read better"
	}
}

// Wait asks for an archive until it is final, for programs that cannot receive webhooks:
// GET /archives/{id}. An archive without an analysis comes with an [*ArchiveError]. When ctx ends first, the
// archive comes as it was last (nil if it never came), with an error that is [ErrUnfinished] and tells why ctx
// ended. Nil params ask after 1, 2, 4, 8 and then every 10 seconds. The options are those of each question.
func (s *ArchivesService) Wait(ctx context.Context, id string, params *WaitParams, options ...RequestOption) (*Archive, error) {
	archive, err := Wait(ctx, clientOf(s), opGetArchive, Request{PathValues: []string{id}}, params, func(a *Archive) (string, bool) {
		return string(a.State.Status), a.State.Status == ArchiveStatusAnalyzed || a.State.failed()
	}, options...)
	if err == nil && archive.State.failed() {
		state := archive.State
		err = &ArchiveError{ArchiveID: archive.ID, Status: state.Status, Code: state.ErrorCode, Message: state.ErrorMessage}
	}
	return archive, err
}

// failed reports whether there will never be an analysis. A state that this version does not know is not
// taken for final.
func (s *ArchiveState) failed() bool {
	switch s.Status {
	case ArchiveStatusFailed, ArchiveStatusUnsupported, ArchiveStatusRevoked:
		return true
	default:
		return false
	}
}

// Wait asks for a task until it is finished, for programs that cannot receive webhooks: GET /tasks/{id}. When
// ctx ends first, the task comes as it was last (nil if it never came), with an error that is [ErrUnfinished]
// and tells why ctx ended. Nil params ask after 1, 2, 4, 8 and then every 10 seconds. The options are those of
// each question.
func (s *TasksService) Wait(ctx context.Context, id string, params *WaitParams, options ...RequestOption) (*Task, error) {
	return Wait(ctx, clientOf(s), opGetTask, Request{PathValues: []string{id}}, params, func(t *Task) (string, bool) {
		return string(t.Status), t.Status == TaskStatusFinished
	}, options...)
}

// Wait asks for one object, by calls of [Do], until state says that it is final. All services' methods of that
// name go through it; use it for an object that this version of the module does not know. The state goes into
// the error when ctx ends first: the object then comes as it was last (nil if it never came), with an error
// that is [ErrUnfinished] and tells why ctx ended. Nil params ask after 1, 2, 4, 8 and then every 10 seconds.
// The options are those of each question.
func Wait[T any](ctx context.Context, client *Client, operation Operation, request Request, params *WaitParams, state func(*T) (name string, final bool), options ...RequestOption) (*T, error) {
	if err := operation.needs(ctx, client.made()); err != nil {
		return nil, err
	}
	if state == nil {
		return nil, operation.refuse("state", "is nil: say when the object is final")
	}
	interval, longest, err := params.intervals(&operation)
	if err != nil {
		return nil, err
	}
	var last *T
	var known string
	for {
		answer, err := Do[T](ctx, client, operation, request, options...)
		switch {
		case err == nil:
			var final bool
			if known, final = state(answer); final {
				return answer, nil
			}
			last = answer
		case ctx.Err() == nil:
			return last, err
		}
		if sleep(ctx, interval) != nil {
			ended := contextError(ctx)
			text := fmt.Sprintf("%v: its state is %s: %v", ErrUnfinished, bounded(cmp.Or(known, "not known")), ended)
			return last, &Error{Operation: operation.ID, Err: &worded{text: text, err: ended, is: ErrUnfinished}}
		}
		interval = min(2*interval, longest)
	}
}

func (p *WaitParams) intervals(o *Operation) (first, longest time.Duration, err error) {
	if p != nil {
		first, longest = p.Interval, p.MaxInterval
	}
	if first == 0 {
		first = time.Second
		if longest > 0 {
			first = min(first, longest)
		}
	}
	if longest == 0 {
		longest = max(first, 10*time.Second)
	}
	if first < 0 || longest < first {
		return 0, 0, o.refuse("interval", "must be positive, and no longer than MaxInterval")
	}
	return first, longest, nil
}
