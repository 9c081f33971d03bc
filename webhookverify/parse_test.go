package webhookverify_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func request(body io.Reader, signatures ...string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/webhooks/smile", body)
	r.Header[webhookverify.SignatureHeader] = signatures
	return r
}

func TestParseOverHTTP(t *testing.T) {
	t.Parallel()
	verifier := newVerifier(t, secret)
	received := make(chan webhookverify.Event, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		event, err := verifier.Parse(r)
		if err != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		received <- event
		w.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()

	body := sample(t, userdata.EventTaskFinished)
	for name, test := range map[string]struct {
		body      io.Reader // what is no *bytes.Reader is sent in chunks
		signature string
		status    int
	}{
		"whole":            {bytes.NewReader(body), webhookverify.Sign(body, secret), http.StatusNoContent},
		"in chunks":        {iotest.OneByteReader(bytes.NewReader(body)), webhookverify.Sign(body, secret), http.StatusNoContent},
		"with one changed": {strings.NewReader(strings.Replace(string(body), "5150.5", "9150.5", 1)), webhookverify.Sign(body, secret), http.StatusUnauthorized},
	} {
		t.Run(name, func(t *testing.T) { // not parallel: they share the channel
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, test.body)
			require.NoError(t, err)
			r.Header.Set("smile-signature", test.signature)
			reply, err := server.Client().Do(r)
			require.NoError(t, err)
			require.NoError(t, reply.Body.Close())
			require.Equal(t, test.status, reply.StatusCode)
			if test.status == http.StatusNoContent {
				event := <-received
				assert.Equal(t, body, []byte(event.Head().Raw))
				assert.IsType(t, &webhookverify.TaskFinished{}, event)
			}
			assert.Empty(t, received)
		})
	}
}

func TestParseRefusesBeforeItReads(t *testing.T) {
	t.Parallel()
	good := webhookverify.Sign(nil, secret)
	tooLarge := request(unreadable{t}, good)
	tooLarge.ContentLength = webhookverify.MaxBodySize + 1
	for name, test := range map[string]struct {
		request *http.Request
		want    error
	}{
		"no signature":        {request(unreadable{t}), webhookverify.ErrNoSignature},
		"two signatures":      {request(unreadable{t}, good, good), webhookverify.ErrMalformedSignature},
		"malformed signature": {request(unreadable{t}, "secret"), webhookverify.ErrMalformedSignature},
		"announced too large": {tooLarge, webhookverify.ErrBodyTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			event, err := newVerifier(t, secret).Parse(test.request)
			assert.ErrorIs(t, err, test.want)
			assert.Nil(t, event)
		})
	}
}

// unreadable is a body that nobody may read.
type unreadable struct{ t *testing.T }

func (u unreadable) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

func TestParseReadsUpToTheLimit(t *testing.T) {
	t.Parallel()
	event := []byte(`{"id":"et-1","type":"USER_CREATED"}`)
	largest := append(event, bytes.Repeat([]byte(" "), webhookverify.MaxBodySize-len(event))...)
	verifier := newVerifier(t, secret)

	_, err := verifier.Parse(request(bytes.NewReader(largest), webhookverify.Sign(largest, secret)))
	require.NoError(t, err)

	tooLarge := append(largest, ' ')
	_, err = verifier.Parse(request(io.MultiReader(bytes.NewReader(tooLarge)), webhookverify.Sign(tooLarge, secret)))
	require.ErrorIs(t, err, webhookverify.ErrBodyTooLarge, "its size not announced")
}

func TestParseHandsOnWhatTheConnectionFailsWith(t *testing.T) {
	t.Parallel()
	body := sample(t, userdata.EventUserCreated)
	cut := errors.New("cut off")
	event, err := newVerifier(t, secret).Parse(request(io.MultiReader(bytes.NewReader(body), iotest.ErrReader(cut)), webhookverify.Sign(body, secret)))
	require.ErrorIs(t, err, cut)
	assert.Nil(t, event)
}

func TestParseWithoutABody(t *testing.T) {
	t.Parallel()
	r := &http.Request{Header: signed(webhookverify.Sign(nil, secret))}
	_, err := newVerifier(t, secret).Parse(r)
	require.ErrorIs(t, err, webhookverify.ErrMalformedEvent)
}

func TestParseBody(t *testing.T) {
	t.Parallel()
	verifier := newVerifier(t, secret)
	body := sample(t, userdata.EventAccountFailed)

	event, err := verifier.ParseBody(body, signed(webhookverify.Sign(body, secret)))
	require.NoError(t, err)
	require.IsType(t, &webhookverify.AccountFailed{}, event)
	assert.Equal(t, userdata.AccountErrorInvalidCredentials, event.(*webhookverify.AccountFailed).Data.ErrorCode)

	_, err = verifier.ParseBody(body, signed(webhookverify.Sign(body, "another secret")))
	require.ErrorIs(t, err, webhookverify.ErrSignatureMismatch)

	body = []byte("no event")
	_, err = verifier.ParseBody(body, signed(webhookverify.Sign(body, "another secret")))
	require.ErrorIs(t, err, webhookverify.ErrSignatureMismatch, "what is not verified is not read")
	_, err = verifier.ParseBody(body, signed(webhookverify.Sign(body, secret)))
	require.ErrorIs(t, err, webhookverify.ErrMalformedEvent)
}

// The limit has room for every property that the contract knows, with a hundred characters in each string,
// in 300 items of each list.
func TestTheLimitHoldsTheLargestEvent(t *testing.T) {
	t.Parallel()
	c := contract.Load()
	var fill func(s *contract.Schema, items int) any
	fill = func(s *contract.Schema, items int) any {
		s = c.Resolve(s)
		switch {
		case s.Type == "array":
			list := make([]any, items)
			for i := range list {
				list[i] = fill(s.Items, 3)
			}
			return list
		case s.Type == "number", s.Type == "integer":
			return 123456789.1234
		case s.Type == "boolean":
			return false
		case len(s.Properties) == 0:
			return strings.Repeat("x", 100)
		}
		properties := map[string]any{}
		for name, property := range s.Properties {
			properties[name] = fill(property, items)
		}
		return properties
	}
	body, err := json.Marshal(fill(c.Schemas[c.Events[string(userdata.EventTaskFinished)]], 300))
	require.NoError(t, err)
	t.Logf("%d bytes", len(body))
	assert.Greater(t, len(body), 1<<20, "the document is filled")
	assert.Less(t, len(body), webhookverify.MaxBodySize)
}
