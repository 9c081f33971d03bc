package preview_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOtherTemplate(t *testing.T) {
	t.Parallel()
	consent := preview.Consent{ConsentedAt: time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC), ConsentedWith: "I agree"}
	fields := map[string]any{"depth": json.Number("12345678901234567890.10"), "names": []any{"a", nil}}
	request := preview.OtherTemplate{TemplateID: "tpl-1", Consent: consent, Fields: fields}
	text, err := json.Marshal(request)
	require.NoError(t, err)
	assert.JSONEq(t, `{"templateId":"tpl-1","consent":{"consentedAt":"2025-07-15T08:00:00Z","consentedWith":"I agree"},
		"depth":12345678901234567890.10,"names":["a",null]}`, string(text))
	assert.Len(t, fields, 2, "the caller's map has changed")

	var read preview.OtherTemplate
	require.NoError(t, json.Unmarshal(text, &read))
	assert.Equal(t, request, read)

	require.NoError(t, json.Unmarshal([]byte(`{"TemplateID":"tpl-1","CONSENT":{"consentedWith":"I agree"}}`), &read))
	assert.Equal(t, preview.OtherTemplate{TemplateID: "tpl-1", Consent: preview.Consent{ConsentedWith: "I agree"}, Fields: map[string]any{}}, read)

	pointer, err := json.Marshal(&request)
	require.NoError(t, err)
	assert.JSONEq(t, string(text), string(pointer))
}

func TestOtherTemplateIsChecked(t *testing.T) {
	t.Parallel()
	consent := preview.Consent{ConsentedAt: time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC), ConsentedWith: "I agree"}
	for _, test := range []struct {
		name     string
		template preview.OtherTemplate
		field    string
	}{
		{"no template", preview.OtherTemplate{Consent: consent}, "templateId"},
		{"two templates", preview.OtherTemplate{TemplateID: "tpl-1", Consent: consent, Fields: map[string]any{"templateId": nil}}, "templateId"},
		{"two consents", preview.OtherTemplate{TemplateID: "tpl-1", Consent: consent, Fields: map[string]any{"consent": nil}}, "consent"},
		{"two templates in other letters", preview.OtherTemplate{TemplateID: "tpl-1", Consent: consent, Fields: map[string]any{"TemplateId": nil}}, "templateId"},
		{"no consent", preview.OtherTemplate{TemplateID: "tpl-1"}, "consent.consentedAt"},
	} {
		var refused *smile.ParameterError
		require.ErrorAs(t, test.template.Validate(), &refused, test.name)
		assert.Equal(t, test.field, refused.Field, test.name)
	}
	sound := preview.OtherTemplate{TemplateID: "tpl-1", Consent: consent}
	assert.NoError(t, sound.Validate())
}

func TestOtherTemplateWithAMalformedValue(t *testing.T) {
	t.Parallel()
	document := []byte(`{"templateId":"tpl-1","depth":7,"consent":{"consentedAt":"yesterday","consentedWith":"I agree"}}`)
	assert.Error(t, json.Unmarshal(document, new(preview.OtherTemplate)))

	var read preview.OtherTemplate
	unread, err := userdata.Unmarshal(document, &read)
	require.NoError(t, err)
	assert.Equal(t, []userdata.Malformed{{Path: "consent.consentedAt", Value: json.RawMessage(`"yesterday"`)}}, unread)
	assert.Equal(t, preview.OtherTemplate{
		TemplateID: "tpl-1", Consent: preview.Consent{ConsentedWith: "I agree"}, Fields: map[string]any{"depth": json.Number("7")},
	}, read)

	for _, document := range []string{`[]`, `"x"`, `7`, `{`} {
		_, err := userdata.Unmarshal([]byte(document), new(preview.OtherTemplate))
		assert.Error(t, err, document)
	}
}

func FuzzOtherTemplate(f *testing.F) {
	for _, seed := range []string{
		`{"templateId":"tpl-1","consent":{"consentedAt":"2025-07-15T08:00:00Z","consentedWith":"I agree","version":1},"depth":1.10}`,
		`{"templateId":7,"consent":null,"a":{"b":[1e400,"x",null]}}`, `{"TEMPLATEID":7,"templateId":"tpl-2"}`, `{"consent":"yes"}`, `null`, `[]`, `{`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var read preview.OtherTemplate
		if _, err := userdata.Unmarshal(data, &read); err != nil {
			return
		}
		assert.NotContains(t, read.Fields, "templateId")
		assert.NotContains(t, read.Fields, "consent")
		written, err := json.Marshal(read)
		require.NoError(t, err)
		var again preview.OtherTemplate
		require.NoError(t, json.Unmarshal(written, &again))
		if read.Fields == nil {
			read.Fields = map[string]any{}
		}
		assert.Equal(t, read.TemplateID, again.TemplateID)
		assert.True(t, read.Consent.ConsentedAt.Equal(again.Consent.ConsentedAt))
		wanted, err := json.Marshal(read.Fields)
		require.NoError(t, err)
		got, err := json.Marshal(again.Fields)
		require.NoError(t, err)
		assert.Equal(t, string(wanted), string(got))
	})
}
