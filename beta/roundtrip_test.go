package beta_test

import (
	"reflect"
	"testing"

	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/internal/contracttest"
)

// What was read can be stored as JSON and read again, without loss.
func TestReplyModelsComeBackFromJSON(t *testing.T) {
	t.Parallel()
	for schema, model := range map[string]any{
		"BetaSignal":             beta.Signal{},
		"BetaMaw":                beta.MAW{},
		"schemas-SocialSecurity": beta.SocialSecurity{},
	} {
		t.Run(schema, func(t *testing.T) {
			t.Parallel()
			contracttest.CheckRoundTrip(t, schema, reflect.TypeOf(model))
		})
	}
}
