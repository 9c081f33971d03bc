package webhookverify_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// genuine is as Smile sends it: terse, in the order of the API, with numbers and letters that encoders change.
const genuine = `{"id":"et-1","version":1,"type":"ACCOUNT_FAILED","createdAt":"2026-01-31T08:25:05Z",` +
	`"data":{"userId":"acme-1","errorMessage":"José & <b>/Ñ: 😀","count":1.50,"providers":["a","b",[],{}],"loginName":null,"fine":true}}`

func TestDiagnose(t *testing.T) {
	t.Parallel()
	decoded := map[string]any{}
	require.NoError(t, json.Unmarshal([]byte(genuine), &decoded))
	decoded["data"].(map[string]any)["count"] = json.Number("1.5")
	sorted, err := json.Marshal(decoded)
	require.NoError(t, err)
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, []byte(genuine), "", "  "))
	var htmlSafe bytes.Buffer
	json.HTMLEscape(&htmlSafe, []byte(genuine))
	ascii := strings.NewReplacer("é", `\u00e9`, "Ñ", `\u00d1`, "😀", `\ud83d\ude00`, "/", `\/`).Replace(genuine)
	shuffled := strings.Replace(genuine, `{"id":"et-1","version":1,`, `{"version": 1,"id":"et-1",`, 1)

	for name, test := range map[string]struct {
		body    string
		secrets []string
		signed  string // the secret that the webhook was registered with
		header  http.Header
		want    error
		text    string
	}{
		"nothing wrong":            {body: genuine},
		"rotated":                  {body: genuine, secrets: []string{"new", secret}},
		"consumed":                 {body: "", want: webhookverify.ErrBodyConsumed},
		"indented":                 {body: indented.String(), want: webhookverify.ErrBodyChanged, text: "without the white space in its JSON"},
		"escaped for HTML":         {body: htmlSafe.String(), want: webhookverify.ErrBodyChanged, text: "needless escapes"},
		"escaped for ASCII":        {body: ascii, want: webhookverify.ErrBodyChanged, text: "needless escapes"},
		"reordered":                {body: shuffled, want: webhookverify.ErrBodyChanged, text: "in the order that Smile uses"},
		"decoded and encoded":      {body: string(sorted), want: webhookverify.ErrBodyChanged, text: "alphabetical order"},
		"a line break behind":      {body: genuine + "\n", want: webhookverify.ErrBodyChanged, text: "without the white space around it"},
		"in base64":                {body: base64.StdEncoding.EncodeToString([]byte(genuine)), want: webhookverify.ErrBodyChanged, text: "base64"},
		"cut off":                  {body: genuine[:40], header: http.Header{"Content-Length": {"222"}}, want: webhookverify.ErrBodyChanged, text: "its Content-Length was 222, but it has 40 bytes"},
		"secret with a line break": {body: genuine, secrets: []string{"new", secret + "\n"}, want: webhookverify.ErrSecretPadded, text: "secret 2 of 2 matches without the white space around it"},
		"secret with blanks":       {body: genuine, secrets: []string{"  " + secret}, want: webhookverify.ErrSecretPadded, text: "secret 1 of 1 matches without the white space around it"},
		"secret in quotes":         {body: genuine, secrets: []string{`"` + secret + `"`}, want: webhookverify.ErrSecretPadded, text: "without the quotes"},
		"registered with LF":       {body: genuine, signed: secret + "\n", want: webhookverify.ErrSecretPadded, text: "with a newline after it"},
		"registered with CR LF":    {body: genuine, signed: secret + "\r\n", want: webhookverify.ErrSecretPadded, text: "with a newline after it"},
		"registered with a blank":  {body: genuine, signed: secret + " ", want: webhookverify.ErrSecretPadded, text: "with a space after it"},
		"registered after a blank": {body: genuine, signed: " " + secret, want: webhookverify.ErrSecretPadded, text: "with a space before it"},
		"another secret":           {body: genuine, signed: "another secret", want: webhookverify.ErrSignatureMismatch},
		"another event":            {body: strings.Replace(genuine, "acme-1", "acme-2", 1), want: webhookverify.ErrSignatureMismatch},
		"of the announced size":    {body: genuine[1:], header: http.Header{"Content-Length": {strconv.Itoa(len(genuine) - 1)}}, want: webhookverify.ErrSignatureMismatch},
		"too few names to tell":    {body: `{"id":"et-1","type":"USER_CREATED"}`, want: webhookverify.ErrSignatureMismatch},
		"no JSON":                  {body: "user=acme-1", want: webhookverify.ErrSignatureMismatch},
		"no header":                {body: genuine, signed: "-", want: webhookverify.ErrNoSignature},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.secrets == nil {
				test.secrets = []string{secret}
			}
			if test.signed == "" {
				test.signed = secret
			}
			signature := webhookverify.Sign([]byte(genuine), test.signed)
			header := test.header.Clone()
			if header == nil {
				header = http.Header{}
			}
			if test.signed != "-" {
				header.Set(webhookverify.SignatureHeader, signature)
			}
			verifier := newVerifier(t, test.secrets...)
			err := verifier.Diagnose([]byte(test.body), header)
			if test.want == nil {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, test.want)
			assert.ErrorContains(t, err, test.text)
			if test.signed != "-" {
				assert.ErrorIs(t, err, webhookverify.ErrSignatureMismatch)
			}
			found := 0
			for _, mistake := range []error{webhookverify.ErrBodyConsumed, webhookverify.ErrBodyChanged, webhookverify.ErrSecretPadded} {
				if assert.ObjectsAreEqual(mistake, test.want) {
					found++
				} else {
					assert.NotErrorIs(t, err, mistake)
				}
			}
			assert.LessOrEqual(t, found, 1)
			assert.Equal(t, test.want != nil, verifier.Verify([]byte(test.body), header) != nil, "what Diagnose finds out makes no call genuine")
			for _, private := range []string{signature, strings.TrimSpace(secret), "acme", "José", "et-1", "user=", webhookverify.Sign([]byte(test.body), secret)} {
				assert.NotContains(t, err.Error(), private)
			}
		})
	}
}

func TestAVerifierNotMadeByNewDiagnosesNothing(t *testing.T) {
	t.Parallel()
	for _, verifier := range []*webhookverify.Verifier{nil, {}} {
		assert.ErrorContains(t, verifier.Diagnose(nil, signed(webhookverify.Sign(nil, ""))), "create it with NewVerifier")
	}
}

// What needs no change keeps its signature: the forms that are tried are those that they say.
func TestDiagnoseRewritesAnyJSON(t *testing.T) {
	t.Parallel()
	for _, terse := range []string{`{}`, `[]`, `"x"`, `1.50`, `null`, `[1,[2,{"a":[{"b":{}},{"c":null}]}],true,"x"]`, `{"a":{"b":[1,2,{"c":"d"}],"e":{}},"f":-0.10e+5}`} {
		var indented bytes.Buffer
		require.NoError(t, json.Indent(&indented, []byte(strings.ReplaceAll(terse, "x", `\u0078`)), "", "\t"))
		err := newVerifier(t, secret).Diagnose(append(indented.Bytes(), ' '), signed(webhookverify.Sign([]byte(terse), secret)))
		assert.ErrorIs(t, err, webhookverify.ErrBodyChanged, terse)
	}
}
