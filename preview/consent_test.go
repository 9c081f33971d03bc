package preview_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/preview"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConsentVersion(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		sent string
		want preview.ConsentVersion
	}{
		{`"1.0.0"`, "1.0.0"},
		{`1`, "1"},
		{`1.10`, "1.10"},
		{`0.9`, "0.9"},
		{`9`, "9"},
		{`-2e3`, "-2e3"},
		{`12345678901234567890.5`, "12345678901234567890.5"},
		{`null`, ""},
		{`""`, ""},
	} {
		var consent preview.Consent
		require.NoError(t, json.Unmarshal([]byte(`{"version": `+test.sent+` }`), &consent), test.sent)
		assert.Equal(t, test.want, consent.Version, test.sent)
	}
	for _, sent := range []string{`true`, `[]`, `{}`} {
		assert.Error(t, json.Unmarshal([]byte(sent), new(preview.ConsentVersion)), sent)
	}
}

func TestConsent(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name    string
		consent preview.Consent
		field   string
	}{
		{"enough", preview.Consent{ConsentedAt: at, ConsentedWith: "I agree"}, ""},
		{"undated", preview.Consent{ConsentedWith: "I agree"}, "consent.consentedAt"},
		{"to nothing", preview.Consent{ConsentedAt: at}, "consent.consentedWith"},
		{"to a blank", preview.Consent{ConsentedAt: at, ConsentedWith: "\t "}, "consent.consentedWith"},
		{"nothing", preview.Consent{}, "consent.consentedAt"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := test.consent.Validate()
			if test.field == "" {
				assert.NoError(t, err)
				return
			}
			var refused *smile.ParameterError
			require.ErrorAs(t, err, &refused)
			assert.Equal(t, test.field, refused.Field)
		})
	}
	sent, err := json.Marshal(preview.Consent{ConsentedAt: at, ConsentedWith: "I agree"})
	require.NoError(t, err)
	assert.JSONEq(t, `{"consentedAt":"2025-07-15T08:00:00Z","consentedWith":"I agree"}`, string(sent))
}

func TestConsentTo(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC)
	template := &smile.ConsentTemplate{ID: "ct-1", ConsentType: "Terms", Version: "2.1", ConsentText: "I agree to all of it"}
	assert.Equal(t, preview.Consent{
		Type: "Terms", Version: "2.1", ConsentedAt: at, ConsentedWith: "I agree to all of it", ConsentTemplateID: "ct-1",
	}, preview.ConsentTo(template, at))
}
