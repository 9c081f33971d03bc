package alpha_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/internal/contracttest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What was read can be stored as JSON and read again, without loss.
func TestReplyModelsComeBackFromJSON(t *testing.T) {
	t.Parallel()
	for schema, model := range map[string]any{
		"AlphaBlacklist":   alpha.Blacklist{},
		"AlphaFootprint":   alpha.Footprint{},
		"AlphaMaw":         alpha.MAW{},
		"Signal":           alpha.Signal{},
		"SocialSecurity":   alpha.SocialSecurity{},
		"AlphaValidation":  alpha.Validation{},
		"Verification":     alpha.Verification{},
		"Form":             alpha.Form{},
		"EmployerBasic":    alpha.EmployerSummary{},
		"Employer":         alpha.Employer{},
		"RefPrcProfession": alpha.PRCProfession(""),
	} {
		t.Run(schema, func(t *testing.T) {
			t.Parallel()
			contracttest.CheckRoundTrip(t, schema, reflect.TypeOf(model))
		})
	}
}

func TestEqualSignalFeatures(t *testing.T) {
	t.Parallel()
	two := 2
	made := alpha.SignalFeatures{EventsOverdueDay30: &two}
	for document, want := range map[string]bool{
		`{"events_overdue_day30": 2, "events_overdue_day90": null}`: true,
		`{"events_overdue_day30":2,"newer_figure":1}`:               false,
		`{"events_overdue_day30":-999}`:                             false,
		`{}`:                                                        false,
	} {
		var read alpha.SignalFeatures
		require.NoError(t, json.Unmarshal([]byte(document), &read))
		assert.Equal(t, want, read.Equal(made), document)
		assert.Equal(t, want, made.Equal(read), document)
	}
}
