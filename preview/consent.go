package preview

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/smileapi/smile-go"
)

// Consent tells what a person agreed to before you asked about them. Every request about a
// person needs one.
type Consent struct {
	// Type names the consent, such as Terms and Conditions, as agreed with Smile.
	Type string `json:"type,omitzero"`
	// Version is the version of the text, such as 1.0.0.
	Version ConsentVersion `json:"version,omitzero"`
	// ConsentedAt is when the person agreed. It is required, and sent in UTC and whole seconds.
	ConsentedAt time.Time `json:"consentedAt"`
	// ConsentedWith is the sentence that the person agreed to. It is required.
	ConsentedWith string `json:"consentedWith"`
	// ConsentTemplateID is the consent template with the whole text, if there is one.
	ConsentTemplateID string `json:"consentTemplateId,omitzero"`
}

// Validate reports the first field that cannot be right as a [*smile.ParameterError].
func (c Consent) Validate() error {
	switch {
	case c.ConsentedAt.IsZero():
		return &smile.ParameterError{Field: "consent.consentedAt", Problem: "is zero: say when the person agreed"}
	case strings.TrimSpace(c.ConsentedWith) == "":
		return &smile.ParameterError{Field: "consent.consentedWith", Problem: "is empty: quote what the person agreed to"}
	default:
		return nil
	}
}

// ConsentTo returns the consent of a person who agreed to the text of a template at a time. Without a template it is
// one that no request takes.
func ConsentTo(template *smile.ConsentTemplate, at time.Time) Consent {
	if template == nil {
		template = new(smile.ConsentTemplate)
	}
	return Consent{
		Type:              template.ConsentType,
		Version:           ConsentVersion(template.Version),
		ConsentedAt:       at,
		ConsentedWith:     template.ConsentText,
		ConsentTemplateID: template.ID,
	}
}

// ConsentVersion is the version of a text. The API documents a string and sends numbers too: both are read.
type ConsentVersion string

// UnmarshalJSON reads a string, or a number as it is written.
func (v *ConsentVersion) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && (data[0] == '-' || data[0] >= '0' && data[0] <= '9') {
		*v = ConsentVersion(data)
		return nil
	}
	return json.Unmarshal(data, (*string)(v))
}
