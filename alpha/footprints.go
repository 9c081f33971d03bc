package alpha

import (
	"context"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// FootprintsService tells what is known of an e-mail address and a phone number. It reads footprints as
// [preview.Records] does: GET /alpha/footprints and GET /alpha/footprints/{id}.
type FootprintsService struct {
	client *smile.Client
	preview.Records[Footprint, FootprintListParams]
}

var opCreateFootprint = create("create-alpha-footprint", "/footprints")

// Footprint tells what is known of an e-mail address and a phone number.
type Footprint struct {
	preview.Record
	RequestMeta FootprintRequestMeta `json:"requestMeta,omitzero"`
	// Items are what was found, such as email.registered. What did not come in time has no value.
	Items userdata.Items `json:"items,omitzero"`
}

// FootprintListParams filter the list of footprints. Zero values do not filter.
type FootprintListParams struct {
	userdata.Personal
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor       string              `url:"cursor,omitempty"`
	FootprintID  string              `url:"footprintId,omitempty"`
	EmailAddress string              `url:"emailAddress,omitempty"`
	MobileNumber preview.PhoneNumber `url:"mobileNumber,omitempty"`
	// StartDate and EndDate bound the day of the request, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// Create asks for a footprint, by params of one of the types of [FootprintParams]: POST /alpha/footprints.
func (s FootprintsService) Create(ctx context.Context, params FootprintParams, options ...smile.RequestOption) (*Footprint, error) {
	if params == nil {
		return nil, requests.NoParams(opCreateFootprint, "FootprintParams")
	}
	return smile.Do[Footprint](ctx, s.client, opCreateFootprint, smile.Request{Body: params.footprint()}, options...)
}
