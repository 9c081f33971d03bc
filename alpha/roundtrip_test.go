package alpha_test

import (
	"reflect"
	"testing"

	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/internal/contracttest"
)

// What was read can be stored as JSON and read again, without loss.
func TestReplyModelsComeBackFromJSON(t *testing.T) {
	t.Parallel()
	for schema, model := range map[string]any{
		"AlphaBlacklist":   alpha.Blacklist{},
		"AlphaFootprint":   alpha.Footprint{},
		"AlphaMaw":         alpha.MultipleApplicationWarning{},
		"Signal":           alpha.Signal{},
		"SocialSecurity":   alpha.SocialSecurity{},
		"AlphaValidation":  alpha.Validation{},
		"Verification":     alpha.Verification{},
		"Form":             alpha.Form{},
		"EmployerBasic":    alpha.EmployerBasic{},
		"Employer":         alpha.Employer{},
		"RefPrcProfession": alpha.PRCProfession(""),
	} {
		t.Run(schema, func(t *testing.T) {
			t.Parallel()
			contracttest.CheckRoundTrip(t, schema, reflect.TypeOf(model))
		})
	}
}
