package webhookverify_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// canary is what no error and no log of this package shows.
const canary = "redis://:acme-1@10.0.0.1"

// impostor calls itself an error of the runtime.
type impostor struct{}

func (impostor) Error() string { return canary }
func (impostor) RuntimeError() {}

var _ runtime.Error = impostor{}

// foreignErrors are those that stores, connections and handlers fail with, and what may be said of them.
var foreignErrors = map[string]error{
	"a *errors.errorString":     errors.New(canary),
	"a *fmt.wrapError":          fmt.Errorf("%s: %w", canary, errors.New(canary)),
	"context deadline exceeded": fmt.Errorf("%s: %w", canary, context.DeadlineExceeded),
	"context canceled":          fmt.Errorf("%s: %w", canary, context.Canceled),
	"connection refused":        &net.OpError{Op: "dial", Net: canary, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)},
	"unexpected EOF":            fmt.Errorf("%s: %w", canary, io.ErrUnexpectedEOF),
	"a webhookverify_test.impostor\na *errors.errorString": errors.Join(impostor{}, errors.New(canary)),
	webhookverify.ErrLeaseLost.Error():                     webhookverify.ErrLeaseLost,
	webhookverify.ErrStoreFull.Error():                     fmt.Errorf("%s: %w", canary, webhookverify.ErrStoreFull),
	"a *webhookverify_test.hollow":                         new(hollow),
}

func logged(value any) string {
	var text bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("webhook", "value", value)
	slog.New(slog.NewJSONHandler(&text, nil)).Info("webhook", "value", value)
	return text.String()
}

// Others' words stay theirs, and can be had by unwrapping.
func TestErrorsRepeatNobodysWords(t *testing.T) {
	t.Parallel()
	for want, foreign := range foreignErrors {
		for where, test := range map[string]struct {
			store  *faultyStore
			handle error
			body   io.Reader
			says   string
		}{
			"claim":    {store: &faultyStore{claim: func() error { return foreign }}, says: "the store could not claim the event: "},
			"complete": {store: &faultyStore{complete: func() error { return foreign }}, says: "the store could not record it: "},
			"release":  {store: &faultyStore{release: func() error { return foreign }}, handle: context.Canceled, says: "the store could not release the event: "},
			"panic":    {store: &faultyStore{claim: func() error { panic(foreign) }}, says: fmt.Sprintf("panicked with a %T", foreign)},
			"body":     {body: iotest.ErrReader(foreign), says: "the body could not be read completely: "},
		} {
			t.Run(where+" "+want, func(t *testing.T) {
				t.Parallel()
				if test.store == nil {
					test.store = &faultyStore{}
				}
				test.store.Store = &webhookverify.MemoryStore{}
				r := newReceiver(t, webhookverify.WithStore(test.store))
				webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error { return test.handle })
				call, err := webhookverify.NewRequest(t.Context(), "/", secret, []byte(userCreated("et-1")))
				require.NoError(t, err)
				if test.body != nil {
					call.Body = io.NopCloser(test.body)
				}
				r.answer(call)
				outcome := r.last(t)
				if where != "panic" {
					test.says += want
				}
				if where == "body" && want == "a *webhookverify_test.hollow" {
					test.says = "panicked" // in the way from one reason to the next
				}
				for _, text := range []string{outcome.Err.Error(), outcome.LogValue().String(), logged(outcome), logged(outcome.Err)} {
					assert.NotContains(t, text, "acme-1")
					if !strings.Contains(test.says, "\n") {
						assert.Contains(t, text, test.says)
					}
				}
				if want != "a *webhookverify_test.hollow" {
					assert.ErrorIs(t, outcome.Err, foreign)
				}
			})
		}
	}
}

// An outcome that somebody else has made is as quiet.
func TestOutcomesRepeatNobodysWords(t *testing.T) {
	t.Parallel()
	for want, foreign := range foreignErrors {
		for _, err := range []error{foreign, &webhookverify.HandlerError{Err: foreign}, errors.Join(webhookverify.ErrTimeout, foreign), &webhookverify.PanicError{Value: foreign}} {
			text := webhookverify.Outcome{Err: err}.LogValue().String()
			assert.NotContains(t, text, "acme-1")
			if _, panicked := err.(*webhookverify.PanicError); !panicked { //nolint:errorlint // As would call what panics
				assert.Contains(t, text, want)
			}
			assert.NotContains(t, logged(webhookverify.Outcome{Err: err}), "acme-1")
		}
		assert.NotContains(t, logged(&webhookverify.HandlerError{Err: foreign}), "acme-1")
		assert.NotContains(t, logged(&webhookverify.PanicError{Value: foreign}), "acme-1")
	}
	assert.NotEmpty(t, (&webhookverify.HandlerError{}).Error())
	assert.NotEmpty(t, webhookverify.Outcome{Err: &webhookverify.HandlerError{}}.LogValue().String())

	var longest []error
	for range 1000 {
		longest = append(longest, errors.New(canary))
	}
	assert.Less(t, len(logged(webhookverify.Outcome{Err: errors.Join(longest...)})), 3000)
}

// The runtime's own words name types and numbers.
func TestPanicsOfTheRuntimeSpeak(t *testing.T) {
	t.Parallel()
	var none map[string]int
	var person any = struct{ Name string }{"acme-1"}
	for want, fault := range map[string]func(){
		"index out of range [6] with length 0": func() { _ = []int{}[len("acme-1")] },
		"is struct { Name string }, not int":   func() { _ = person.(int) },
		"assignment to entry in nil map":       func() { none["acme-1"] = 1 },
		"hash of unhashable type":              func() { _ = map[any]int{}[[]string{"acme-1"}] },
		"nil pointer dereference":              func() { _ = *(*int)(nil) }, //nolint:govet // that it panics is the point
		"panic called with nil argument":       func() { panic(nil) },       //nolint:govet // what it does is the question
		"a webhookverify_test.impostor":        func() { panic(impostor{}) },
	} {
		r := newReceiver(t)
		webhookverify.On(r.Handler, func(context.Context, webhookverify.Event) error {
			fault()
			return nil
		})
		assert.Equal(t, http.StatusInternalServerError, r.deliver(t, userCreated("et-1")).StatusCode)
		err := r.last(t).Err
		assert.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), "acme-1")
	}
}

// What a body calls itself is cut off and quoted where it is not fit for a log.
func TestEventsWithNamesThatAreNone(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		`et-1`:                         `et-1`,
		`\u65e5\u672c et`:              "日本 et",
		`et-1\n2026-01-31 forged`:      `"et-1\n2026-01-31 forged"`,
		`\u001b[31m`:                   `"\x1b[31m"`,
		`\u202egnp`:                    `"\u202egnp"`,
		`say \"hi\"`:                   `"say \"hi\""`,
		strings.Repeat("x", 128):       strings.Repeat("x", 128),
		strings.Repeat("x", 129):       `"` + strings.Repeat("x", 128) + `"...`,
		strings.Repeat(`\u001b`, 1000): `"` + strings.Repeat(`\x1b`, 128) + `"...`,
		strings.Repeat("x", 127) + "\u65e5\u672c": `"` + strings.Repeat("x", 127) + `\xe6"...`,
	} {
		r := newReceiver(t)
		body := `{"id":"` + name + `","type":"` + name + `"}`
		assert.Equal(t, http.StatusOK, r.deliver(t, body).StatusCode)
		outcome := r.last(t)
		event, err := webhookverify.Decode([]byte(body))
		require.NoError(t, err)
		assert.Equal(t, want+" "+want, fmt.Sprint(event))
		assert.Equal(t, outcome.ID, event.Head().ID, "what it is does not change")
		assert.Contains(t, event.Head().LogValue().String(), "id="+want)
		assert.Contains(t, outcome.LogValue().String(), "id="+want)
	}
}

// The URL of a test may hold a secret like any other.
func TestNewRequestDoesNotQuoteTheURL(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"https://user:acme-1/@host/", "https://host/%zz?key=acme-1", "https://host:acme-1/"} {
		_, err := webhookverify.NewRequest(t.Context(), url, secret, nil)
		require.ErrorContains(t, err, "NewRequest needs a URL")
		assert.NotContains(t, err.Error(), "acme-1")
	}
}
