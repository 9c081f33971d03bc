package alpha

import (
	"encoding/json"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// Form is a form that a user filled in on a Wink site.
type Form struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	Name      string    `json:"name,omitzero"`
	UserID    string    `json:"userId,omitzero"`
	// WinkSiteID is the site, and WinkSiteSessionID the visit on which the form was filled in.
	WinkSiteID        string `json:"winkSiteId,omitzero"`
	WinkSiteSessionID string `json:"winkSiteSessionId,omitzero"`
	// Reference is the name of the form within its site, such as form_1.
	Reference string `json:"reference,omitzero"`
	// Data is an object with the answers, whose names and types are those of the form: see Items.
	Data json.RawMessage `json:"data,omitzero"`
}

// Items returns the answers by their names. The error says that they are no object.
func (f *Form) Items() (userdata.Items, error) { return userdata.ParseItems(f.Data) }

// FormListParams filter the list of forms. Zero values do not filter.
type FormListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor     string `url:"cursor,omitempty"`
	UserID     string `url:"userId,omitempty"`
	WinkSiteID string `url:"winkSiteId,omitempty"`
	// StartDate and EndDate bound the day of creation, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}
