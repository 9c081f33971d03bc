package webhookverify_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const secret = "correct horse battery staple"

// vector is a signature that another implementation has computed:
//
//	openssl dgst -sha512 -mac HMAC -macopt hexkey:$(printf %s "$SECRET" | xxd -p -c 0) "$BODY"
type vector struct {
	Body, Secret, Signature string
}

func vectors(t testing.TB) []vector {
	t.Helper()
	var all []vector
	require.NoError(t, json.Unmarshal(readFile(t, "vectors.json"), &all))
	require.NotEmpty(t, all)
	return all
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
	require.NoError(t, err)
	return data
}

func newVerifier(t testing.TB, secrets ...string) *webhookverify.Verifier {
	t.Helper()
	verifier, err := webhookverify.NewVerifier(secrets...)
	require.NoError(t, err)
	return verifier
}

func signed(signatures ...string) http.Header {
	return http.Header{webhookverify.SignatureHeader: signatures}
}

func TestSignaturesOfAnotherImplementation(t *testing.T) {
	t.Parallel()
	for i, vector := range vectors(t) {
		t.Run(fmt.Sprintf("%d %s", i, vector.Body), func(t *testing.T) {
			t.Parallel()
			body := readFile(t, vector.Body)
			assert.Equal(t, vector.Signature, webhookverify.Sign(body, vector.Secret))
			verifier := newVerifier(t, vector.Secret)
			assert.NoError(t, verifier.VerifySignature(body, vector.Signature))
			assert.NoError(t, verifier.Verify(body, signed(vector.Signature)))
			assert.ErrorIs(t, verifier.VerifySignature(append(body, '\n'), vector.Signature), webhookverify.ErrSignatureMismatch)
		})
	}
}

func TestEveryBitCounts(t *testing.T) {
	t.Parallel()
	body := []byte(`{"id":"et-1","type":"USER_CREATED"}`)
	signature := webhookverify.Sign(body, secret)
	verifier := newVerifier(t, secret)

	for bit := range len(body) * 8 {
		body[bit/8] ^= 1 << (bit % 8)
		assert.ErrorIs(t, verifier.VerifySignature(body, signature), webhookverify.ErrSignatureMismatch, "bit %d of the body", bit)
		body[bit/8] ^= 1 << (bit % 8)
	}
	for bit := range len(secret) * 8 {
		other := []byte(secret)
		other[bit/8] ^= 1 << (bit % 8)
		assert.ErrorIs(t, newVerifier(t, string(other)).VerifySignature(body, signature), webhookverify.ErrSignatureMismatch, "bit %d of the secret", bit)
	}
	const digits = "0123456789abcdef"
	for i := range signature {
		for bit := range 4 {
			digit := digits[strings.IndexByte(digits, signature[i])^1<<bit]
			other := signature[:i] + string(digit) + signature[i+1:]
			assert.ErrorIs(t, verifier.VerifySignature(body, other), webhookverify.ErrSignatureMismatch, "bit %d of digit %d", bit, i)
		}
	}
	assert.NoError(t, verifier.VerifySignature(body, signature), "after all of it")
}

func TestVerifyHeader(t *testing.T) {
	t.Parallel()
	body := []byte(`{"id":"et-1","type":"USER_CREATED"}`)
	good := webhookverify.Sign(body, secret)
	foreign := webhookverify.Sign(body, "another secret")
	for name, test := range map[string]struct {
		header http.Header
		want   error
	}{
		"lower case":           {signed(good), nil},
		"upper case":           {signed(strings.ToUpper(good)), nil},
		"mixed case":           {signed(strings.ToUpper(good[:64]) + good[64:]), nil},
		"white space around":   {signed(" \t" + good + " \r\n"), nil},
		"nil header":           {nil, webhookverify.ErrNoSignature},
		"another header":       {http.Header{"Signature": {good}}, webhookverify.ErrNoSignature},
		"no value":             {signed(), webhookverify.ErrNoSignature},
		"empty":                {signed(""), webhookverify.ErrNoSignature},
		"blank":                {signed(" \t"), webhookverify.ErrNoSignature},
		"twice":                {signed(good, good), webhookverify.ErrMalformedSignature},
		"good then foreign":    {signed(good, foreign), webhookverify.ErrMalformedSignature},
		"foreign then good":    {signed(foreign, good), webhookverify.ErrMalformedSignature},
		"empty then good":      {signed("", good), webhookverify.ErrMalformedSignature},
		"joined":               {signed(good + ", " + good), webhookverify.ErrMalformedSignature},
		"prefixed":             {signed("sha512=" + good), webhookverify.ErrMalformedSignature},
		"white space inside":   {signed(good[:63] + " " + good[64:]), webhookverify.ErrMalformedSignature},
		"a digit short":        {signed(good[1:]), webhookverify.ErrMalformedSignature},
		"a byte short":         {signed(good[2:]), webhookverify.ErrMalformedSignature},
		"a byte long":          {signed(good + "00"), webhookverify.ErrMalformedSignature},
		"no hex":               {signed("g" + good[1:]), webhookverify.ErrMalformedSignature},
		"wide digits":          {signed("０" + good[3:]), webhookverify.ErrMalformedSignature},
		"nul":                  {signed(good[:127] + "\x00"), webhookverify.ErrMalformedSignature},
		"sha256 length":        {signed(good[:64]), webhookverify.ErrMalformedSignature},
		"very long":            {signed(strings.Repeat(good, 10_000)), webhookverify.ErrMalformedSignature},
		"all zero":             {signed(strings.Repeat("0", 128)), webhookverify.ErrSignatureMismatch},
		"of another secret":    {signed(foreign), webhookverify.ErrSignatureMismatch},
		"of another body":      {signed(webhookverify.Sign([]byte("{}"), secret)), webhookverify.ErrSignatureMismatch},
		"of the trimmed body":  {signed(webhookverify.Sign(append(body, '\n'), secret)), webhookverify.ErrSignatureMismatch},
		"of the padded secret": {signed(webhookverify.Sign(body, secret+"\n")), webhookverify.ErrSignatureMismatch},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := newVerifier(t, secret).Verify(body, test.header)
			if test.want == nil {
				assert.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, test.want)
			for _, private := range append(test.header.Values(webhookverify.SignatureHeader), good, secret, string(body)) {
				if strings.TrimSpace(private) != "" {
					assert.NotContains(t, err.Error(), private)
				}
			}
		})
	}
}

func TestAnEmptyBodyIsNamed(t *testing.T) {
	t.Parallel()
	err := newVerifier(t, secret).VerifySignature(nil, webhookverify.Sign([]byte("{}"), secret))
	require.ErrorIs(t, err, webhookverify.ErrSignatureMismatch)
	assert.ErrorContains(t, err, "the body is empty")
}

func TestRotation(t *testing.T) {
	t.Parallel()
	body := []byte("{}")
	verifier := newVerifier(t, "old", "new", "newest")
	for _, secret := range []string{"old", "new", "newest"} {
		assert.NoError(t, verifier.VerifySignature(body, webhookverify.Sign(body, secret)), secret)
	}
	for _, secret := range []string{"oldnew", "ne", "gone"} {
		assert.ErrorIs(t, verifier.VerifySignature(body, webhookverify.Sign(body, secret)), webhookverify.ErrSignatureMismatch, secret)
	}
	twice := newVerifier(t, "same", "same")
	assert.NoError(t, twice.VerifySignature(body, webhookverify.Sign(body, "same")))
}

func TestMatchTellsWhichSecret(t *testing.T) {
	t.Parallel()
	body := []byte("{}")
	verifier := newVerifier(t, "newest", "new", "old", "new")
	for secret, want := range map[string]int{"newest": 1, "new": 2, "old": 3} {
		position, err := verifier.SignedBy(body, signed(webhookverify.Sign(body, secret)))
		require.NoError(t, err)
		assert.Equal(t, want, position, secret)
	}
	for name, header := range map[string]http.Header{"foreign": signed(webhookverify.Sign(body, "gone")), "none": nil} {
		position, err := verifier.SignedBy(body, header)
		require.Error(t, err, name)
		assert.Zero(t, position, name)
	}

	event := sample(t, userdata.EventUserCreated)
	parsed, err := verifier.ParseBody(event, signed(webhookverify.Sign(event, "old")))
	require.NoError(t, err)
	assert.Equal(t, 3, parsed.Head().SignedBy)
	parsed, err = verifier.Parse(request(bytes.NewReader(event), webhookverify.Sign(event, "new")))
	require.NoError(t, err)
	assert.Equal(t, 2, parsed.Head().SignedBy)
	parsed, err = webhookverify.Decode(event)
	require.NoError(t, err)
	assert.Zero(t, parsed.Head().SignedBy, "not verified")
}

func TestNewRefusesSecretsThatAnybodyKnows(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		secrets []string
		want    string
	}{
		"none":        {nil, "no secret given"},
		"empty":       {[]string{""}, "secret 1 of 1 is empty or blank"},
		"blank":       {[]string{" \n"}, "secret 1 of 1 is empty or blank"},
		"empty third": {[]string{secret, "b", ""}, "secret 3 of 3 is empty or blank"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			verifier, err := webhookverify.NewVerifier(test.secrets...)
			assert.ErrorContains(t, err, test.want)
			assert.NotContains(t, err.Error(), secret)
			assert.Nil(t, verifier)
		})
	}
}

func TestAVerifierNotMadeByNewAcceptsNothing(t *testing.T) {
	t.Parallel()
	for _, verifier := range []*webhookverify.Verifier{nil, {}} {
		assert.ErrorContains(t, verifier.VerifySignature(nil, webhookverify.Sign(nil, "")), "create it with NewVerifier")
	}
}

func TestAVerifierNeverShowsItsSecrets(t *testing.T) {
	t.Parallel()
	verifier := newVerifier(t, secret, "another secret")
	require.NoError(t, verifier.VerifySignature(nil, webhookverify.Sign(nil, secret)))
	holder := struct {
		Pointer *webhookverify.Verifier
		Value   webhookverify.Verifier
		hidden  *webhookverify.Verifier
	}{verifier, *verifier, verifier}

	var shown strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, value := range []any{verifier, *verifier, holder, &holder, []*webhookverify.Verifier{verifier}} {
			fmt.Fprintf(&shown, verb+"\n", value)
		}
	}
	slog.New(slog.NewTextHandler(&shown, nil)).Info("text", "verifier", verifier, "holder", holder)
	slog.New(slog.NewJSONHandler(&shown, nil)).Info("json", "verifier", verifier, "holder", holder)
	encoded, err := json.Marshal(holder)
	require.NoError(t, err)
	shown.Write(encoded)

	for _, form := range []string{"%s", "%q", "%x", "%d", "%v"} {
		for _, secret := range []string{secret, "another secret"} {
			assert.NotContains(t, shown.String(), strings.Trim(fmt.Sprintf(form, []byte(secret)), `[]"`))
		}
	}
	assert.Equal(t, "webhookverify.Verifier(secrets: 2)", verifier.String())
	assert.Equal(t, "webhookverify.Verifier(secrets: 2)", fmt.Sprintf("%#v", verifier))
}

func TestAVerifierIsShared(t *testing.T) {
	t.Parallel()
	verifier := newVerifier(t, "old", secret)
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Go(func() {
			for i := range 200 {
				body := fmt.Appendf(nil, "body %d of %d", i, worker)
				assert.NoError(t, verifier.VerifySignature(body, webhookverify.Sign(body, secret)))
				assert.ErrorIs(t, verifier.VerifySignature(body, webhookverify.Sign(body, "gone")), webhookverify.ErrSignatureMismatch)
			}
		})
	}
	wait.Wait()
}
