package beta

import (
	"context"
	"encoding/json"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// SignalsService tells how a person is known to lenders. It reads signals of all types as [preview.Records]
// does: GET /beta/signals and GET /beta/signals/{id}.
type SignalsService struct {
	client *smile.Client
	preview.Records[Signal, SignalListParams]
}

var (
	opCreateSignal  = create("create-beta-signal", "/signals")
	opCreateSignal2 = create("create-beta-signal2", "/signals/createSignal2")
	opCreateSignal3 = create("create-beta-signal3", "/signals/createSignal3")
)

// Signal tells how a person is known to lenders.
type Signal struct {
	preview.Record
	SignalType  SignalType        `json:"signalType,omitzero"`
	RequestMeta SignalRequestMeta `json:"requestMeta,omitzero"`
	// Items are what lenders reported, such as events_overdue_day30.
	Items userdata.Items `json:"items,omitzero"`
}

// SignalType says which of the operations has requested a signal.
type SignalType string

// The types of signals.
const (
	Signal1 SignalType = "Signal1" // by Create
	Signal2 SignalType = "Signal2" // by CreateSignal2
	Signal3 SignalType = "Signal3" // by CreateSignal3
)

// signal is a Signal that encoding/json reads field by field.
type signal Signal

// UnmarshalJSON also reads a signal that is the only member of another object, as lists have them.
func (s *Signal) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(requests.Unwrap(data, "signal"), (*signal)(s))
}

// UnmarshalTolerant is UnmarshalJSON for a signal in which a value does not have the form it should have: see
// [userdata.TolerantUnmarshaler].
func (s *Signal) UnmarshalTolerant(data []byte) ([]userdata.Malformed, error) {
	return requests.UnwrapTolerant(data, "signal", (*signal)(s))
}

// SignalListParams filter the list of signals. Zero values do not filter.
type SignalListParams struct {
	userdata.Personal
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor     string     `url:"cursor,omitempty"`
	SignalID   string     `url:"signalId,omitempty"`
	SignalType SignalType `url:"signalType,omitempty"`
	// Phone is the number as the API keeps it: with the plus for [Signal1], without it for the others, or the
	// hash that was sent instead.
	Phone preview.PhoneNumber `url:"phone,omitempty"`
	// StartDate and EndDate bound the day of the request, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// Create asks for a signal of type [Signal1]: POST /beta/signals.
func (s SignalsService) Create(ctx context.Context, params *SignalCreateParams, options ...smile.RequestOption) (*Signal, error) {
	return smile.Do[Signal](ctx, s.client, opCreateSignal, smile.Request{Body: params.signal()}, options...)
}

// CreateSignal2 asks for a signal of type [Signal2]: POST /beta/signals/createSignal2.
func (s SignalsService) CreateSignal2(ctx context.Context, params *Signal2CreateParams, options ...smile.RequestOption) (*Signal, error) {
	return smile.Do[Signal](ctx, s.client, opCreateSignal2, smile.Request{Body: params.signal()}, options...)
}

// CreateSignal3 asks for a signal of type [Signal3], by params of one of the types of [Signal3CreateParams]:
// POST /beta/signals/createSignal3.
func (s SignalsService) CreateSignal3(ctx context.Context, params Signal3CreateParams, options ...smile.RequestOption) (*Signal, error) {
	if params == nil {
		return nil, requests.NoParams(opCreateSignal3, "Signal3CreateParams")
	}
	return smile.Do[Signal](ctx, s.client, opCreateSignal3, smile.Request{Body: params.signal()}, options...)
}
