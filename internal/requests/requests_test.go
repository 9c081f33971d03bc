package requests_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/internal/requests"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type request any

type known struct {
	TemplateID preview.TemplateID  `json:"templateId"`
	Phone      preview.PhoneNumber `json:"phone"`
	Count      int                 `json:"count"`
}

func typeOf(id preview.TemplateID) request {
	if id == "known" {
		return new(known)
	}
	return new(preview.OtherTemplate)
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, data string
		want       request
		unread     []userdata.Malformed
		strict     bool // read without tolerance as well
		fails      bool
	}{
		{name: "a known template", data: `{"count":3,"templateId":"known"}`, want: &known{TemplateID: "known", Count: 3}, strict: true},
		{name: "a template that is not known", data: `{"templateId":"new","a":1.0}`, want: &preview.OtherTemplate{TemplateID: "new", Fields: map[string]any{"a": json.Number("1.0")}}, strict: true},
		{name: "no template", data: `{}`, want: &preview.OtherTemplate{Fields: map[string]any{}}, strict: true},
		{name: "a template of null", data: `{"templateId":null}`, want: &preview.OtherTemplate{Fields: map[string]any{}}, strict: true},
		{name: "null", data: `null`, strict: true},
		{name: "a value that can be put right", data: `{"templateId":"known","count":"3","phone":7}`, want: &known{TemplateID: "known", Phone: "7", Count: 3}},
		{
			name: "a value that cannot be", data: `{"templateId":"known","count":"three","phone":"7"}`, want: &known{TemplateID: "known", Phone: "7"},
			unread: []userdata.Malformed{{Path: "count", Value: json.RawMessage(`"three"`)}},
		},
		{
			name: "a template that is an object", data: `{"templateId":{},"a":1}`, want: &preview.OtherTemplate{Fields: map[string]any{"a": json.Number("1")}},
			unread: []userdata.Malformed{{Path: "templateId", Value: json.RawMessage(`{}`)}},
		},
		{name: "a text", data: `"known"`, fails: true},
		{name: "a list", data: `[{"templateId":"known"}]`, fails: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got request
			unread, err := requests.ReadTolerant([]byte(test.data), &got, typeOf)
			assert.Equal(t, test.fails, err != nil)
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.unread, unread)

			got = nil
			err = requests.Read([]byte(test.data), &got, typeOf)
			assert.Equal(t, test.strict, err == nil)
			if test.strict {
				assert.Equal(t, test.want, got)
			} else {
				assert.Nil(t, got, "what failed must leave nothing behind")
			}
		})
	}
}

func TestUnwrap(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ data, want string }{
		{`{"signal":{"id":"s"}}`, `{"id":"s"}`},
		{` { "signal" : {"id":"s"} } `, `{"id":"s"}`},
		{`{"signal":null}`, `null`},
		{`{"signal":7}`, `7`},
		{`{"signal":{"id":"s"},"id":"t"}`, `{"signal":{"id":"s"},"id":"t"}`},
		{`{"Signal":{"id":"s"}}`, `{"Signal":{"id":"s"}}`},
		{`{"id":"s"}`, `{"id":"s"}`},
		{`{}`, `{}`}, {`null`, `null`}, {`[]`, `[]`}, {`"signal"`, `"signal"`}, {`{`, `{`}, {``, ``},
	} {
		assert.Equal(t, test.want, string(requests.Unwrap([]byte(test.data), "signal")), test.data)
	}
}

func TestUnwrapTolerant(t *testing.T) {
	t.Parallel()
	for path, data := range map[string]string{"signal.count": `{"signal":{"count":"many","phone":"7"}}`, "count": `{"count":"many","phone":"7"}`} {
		var got known
		unread, err := requests.UnwrapTolerant([]byte(data), "signal", &got)
		require.NoError(t, err)
		assert.Equal(t, known{Phone: "7"}, got)
		assert.Equal(t, []userdata.Malformed{{Path: path, Value: json.RawMessage(`"many"`)}}, unread)
	}
	_, err := requests.UnwrapTolerant([]byte(`{"signal":[1,2]}`), "signal", new(known))
	assert.Error(t, err)
}

func TestHashesAndNumbers(t *testing.T) {
	t.Parallel()
	const (
		with, without = preview.PhoneNumber("+639559991234"), preview.PhoneNumber("639559991234")
		hashWith      = preview.PhoneNumber("8f2f6311f2b1efb72e25fb93c5eb6e29")
		hashWithout   = preview.PhoneNumber("48f6f08952f9e224c2e876a51f6ab20e")
	)
	for _, test := range []struct{ given, plus, plusHash, bare, bareHash preview.PhoneNumber }{
		{with, with, hashWith, without, hashWithout},
		{without, with, hashWith, without, hashWithout},
		{hashWith, hashWith, hashWith, hashWith, hashWith},
		{"nobody", "nobody", "nobody", "nobody", "nobody"},
		{"", "", "", "", ""},
	} {
		assert.Equal(t, string(test.plus), string(requests.WithPlus(test.given, false)))
		assert.Equal(t, string(test.plusHash), string(requests.WithPlus(test.given, true)))
		assert.Equal(t, string(test.bare), string(requests.WithoutPlus(test.given, false)))
		assert.Equal(t, string(test.bareHash), string(requests.WithoutPlus(test.given, true)))
	}
}

func TestCopy(t *testing.T) {
	t.Parallel()
	original := &known{Count: 1}
	changed := requests.Copy(original)
	changed.Count = 2
	assert.Equal(t, &known{Count: 1}, original)
	assert.Equal(t, new(known), requests.Copy[known](nil))
}

func TestTheFirstProblemCounts(t *testing.T) {
	t.Parallel()
	first, second := errors.New("first"), errors.New("second")
	assert.NoError(t, requests.First())
	assert.NoError(t, requests.First(nil, nil))
	assert.Equal(t, first, requests.First(nil, first, second))
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		check func(field, text string) error
		right []string
		wrong []string
	}{
		{"text", requests.Text, []string{"a", " a "}, []string{"", " ", "\t\n"}},
		{"e-mail address", requests.Email, []string{"a@b", "maria+x@example.org"}, []string{"", "a", "a@", "@b", "Maria <a@b>", "a@b, c@d", " a@b", "a@b "}},
		{"CURP", requests.CURP, []string{"DOEJ800101HDFXXX01", "ZAZD801124MBSYQN13"}, []string{"", "DOEJ800101HDFXXX0", "DOEJ800101HDFXXX011", "doej800101hdfxxx01", "DOEJ800101HDFXXX0Ñ", "DOEJ800101HDFXXX01\n"}},
		{"NSS", requests.NSS, []string{"12345678901"}, []string{"", "1234567890", "123456789012", "1234567890a", "12345678901\n"}},
		{"GAID", requests.GAID, []string{"00000000-0000-0000-0000-000000000000", "1b4E28ba-2fa1-11d2-883f-0016d3ccA427"},
			[]string{"", "00000000000000000000000000000000", "0000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-00000000000g", "00000000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}"}},
		{"PID", requests.PID, []string{"1234567890123"}, []string{"", "123456789012", "12345678901234", "1-2345-67890-12-3"}},
		{"BIC", requests.BIC, []string{"DEUTDEFF", "DEUTDEFF500", "A1B2PHMMXXX"}, []string{"", "DEUTDEF", "DEUTDEFF5", "DEUTDEFF50", "DEUTDEFF5000", "deutdeff", "DEUT1EFF", "DEUTD2FF"}},
		{"IBAN", requests.IBAN, []string{"NO9386011117947", "AT610904300234573201", "DE89370400440532013000", "MT84MALT011000012345MTLCAST001S", "XX001234567890123456789012345678AB"},
			[]string{"", "NO938601111794", "XX001234567890123456789012345678ABC", "DE89 3704 0044 0532 0130 00", "de89370400440532013000", "8937040044053201300000", "DEX9370400440532013000"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, text := range test.right {
				assert.NoError(t, test.check("field", text), text)
				assert.NoError(t, requests.Optional(test.check, "field", text), text)
			}
			for _, text := range test.wrong {
				var refused *smile.ParameterError
				require.ErrorAs(t, test.check("field", text), &refused, text)
				assert.Equal(t, "field", refused.Field)
				assert.Equal(t, text == "", requests.Optional(test.check, "field", text) == nil, text)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`null`, `{}`, `[]`, `7`, `"known"`, `{"templateId":"known","count":3}`, `{"templateId":"known","count":"three","phone":639559991234}`,
		`{"templateId":"new","a":[1e400,{"b":null}],"consent":{"version":1}}`, `{"templateId":7}`, `{"templateId":{}}`,
		`{"templateid":"known","templateId":"new"}`, `{"templateId":"known","templateId":"new"}`, `{"consent":7}`, `{`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !json.Valid(data) {
			return // encoding/json hands on valid JSON alone
		}
		var strict, tolerant request
		strictErr := requests.Read(data, &strict, typeOf)
		unread, err := requests.ReadTolerant(data, &tolerant, typeOf)
		if strictErr == nil && err == nil { // the strict way does not notice two members for one field
			assert.Empty(t, unread)
			assert.Equal(t, strict, tolerant)
		}
		if err != nil {
			assert.Nil(t, tolerant)
		}
		for _, u := range unread {
			assert.NotEmpty(t, u.Path)
			assert.True(t, json.Valid(u.Value))
		}
	})
}

func FuzzUnwrap(f *testing.F) {
	for _, seed := range []string{`{"signal":{"id":"s"}}`, `{"signal":{"signal":{}}}`, `{"signal":1,"signal":2}`, `{"id":"s"}`, `null`, `[`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		inner := requests.Unwrap(data, "signal")
		assert.Equal(t, json.Valid(data), json.Valid(inner))
		if string(inner) != string(data) {
			var members map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(data, &members))
			assert.Equal(t, map[string]json.RawMessage{"signal": inner}, members)
		}
	})
}
