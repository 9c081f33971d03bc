package alpha

import (
	"context"
	"encoding/json"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// SignalsService tells how a phone number is known to lenders. It reads signals as [preview.Records] does:
// GET /alpha/signals and GET /alpha/signals/{id}.
type SignalsService struct {
	client *smile.Client
	preview.Records[Signal, SignalListParams]
}

var opCreateSignal = create("create-alpha-signal", "/signals")

// Signal tells how a phone number is known to lenders.
type Signal struct {
	preview.Record
	RequestMeta SignalCreateParams `json:"requestMeta,omitzero"`
	// Result is zero until the signal is completed, and when nothing is known.
	Result SignalFeatures `json:"result,omitzero"`
}

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
	Cursor   string `url:"cursor,omitempty"`
	SignalID string `url:"signalId,omitempty"`
	// Phone is the number with its plus, as the API keeps it.
	Phone preview.PhoneNumber `url:"phone,omitempty"`
	// StartDate and EndDate bound the day of the request, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// SignalCreateParams name the phone number to ask about. Both fields are required.
type SignalCreateParams struct {
	userdata.Personal
	Phone   preview.PhoneNumber `json:"phone"`
	Consent preview.Consent     `json:"consent"`
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (p *SignalCreateParams) Validate() error {
	return requests.First(requests.Number("phone", p.Phone), p.Consent.Validate())
}

// Create asks for a signal: POST /alpha/signals.
func (s SignalsService) Create(ctx context.Context, params *SignalCreateParams, options ...smile.RequestOption) (*Signal, error) {
	body := requests.Copy(params)
	body.Phone = requests.WithPlus(body.Phone, false)
	return smile.Do[Signal](ctx, s.client, opCreateSignal, smile.Request{Body: body}, options...)
}
