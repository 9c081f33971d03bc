package beta

import (
	"context"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// MAWsService tells where else a person applied for loans. It reads warnings of both
// types as [preview.Records] does: GET /beta/maws and GET /beta/maws/{id}.
type MAWsService struct {
	client *smile.Client
	preview.Records[MAW, MAWListParams]
}

var (
	opRequestMAW2 = create("create-beta-maw2", "/maws/requestMaw2")
	opRequestMAW3 = create("create-beta-maw3", "/maws/requestMaw3")
)

// MAW tells where else a person applied for loans.
type MAW struct {
	preview.Record
	Type        MAWType        `json:"type,omitzero"`
	RequestMeta MAWRequestMeta `json:"requestMeta,omitzero"`
	// MAW2Items are the signs of applications, for the type [MAW2].
	MAW2Items []LoanApplication `json:"maw2Items,omitzero"`
	// MAW3Items are figures such as events_gaid_timediff_loan_g_60day, for the type [MAW3].
	MAW3Items userdata.Items `json:"maw3Items,omitzero"`
}

// MAWType says which of the operations has requested a warning.
type MAWType string

// The types of warnings.
const (
	MAW2 MAWType = "MAW2" // by RequestMAW2
	MAW3 MAWType = "MAW3" // by RequestMAW3
)

// LoanApplication is a sign that a person applied for a loan.
type LoanApplication struct {
	Date userdata.Date `json:"date,omitzero"`
	// Level is how the platform ranks the person.
	Level preview.LenderLevel `json:"level,omitzero"`
	// PlatformID is the lender, whose name Smile does not tell, and PlatformTags its lines of business, such as
	// finance.
	PlatformID   string   `json:"platformId,omitzero"`
	PlatformTags []string `json:"platformTags,omitzero"`
	// Duration comes with the source seat alone.
	Duration string `json:"duration,omitzero"`
	// Source is what the sign was: seat, voice or sms.
	Source string `json:"source,omitzero"`
}

// MAWListParams filter the list of warnings. Zero values do not filter.
type MAWListParams struct {
	userdata.Personal
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	// ID is a warning.
	ID   string  `url:"mawId,omitempty"`
	Type MAWType `url:"mawType,omitempty"`
	// MobileNumber is the number, or the hash that was sent instead.
	MobileNumber preview.PhoneNumber `url:"mobileNumber,omitempty"`
	// StartDate and EndDate bound the day of the request, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// RequestMAW2 asks for a warning of type [MAW2]: POST /beta/maws/requestMaw2.
func (s MAWsService) RequestMAW2(ctx context.Context, params *MAW2Params, options ...smile.RequestOption) (*MAW, error) {
	return smile.Do[MAW](ctx, s.client, opRequestMAW2, smile.Request{Body: params.maw()}, options...)
}

// RequestMAW3 asks for a warning of type [MAW3], by params of one of the types of [MAW3Params]:
// POST /beta/maws/requestMaw3.
func (s MAWsService) RequestMAW3(ctx context.Context, params MAW3Params, options ...smile.RequestOption) (*MAW, error) {
	if params == nil {
		return nil, requests.NoParams(opRequestMAW3, "MAW3Params")
	}
	return smile.Do[MAW](ctx, s.client, opRequestMAW3, smile.Request{Body: params.maw()}, options...)
}
