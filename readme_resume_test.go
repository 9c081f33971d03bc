package smile_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type Place struct {
	Cursor string
	Done   bool
}

// resume has the loop of the README that survives a crash, as it is written there.
func resume(ctx context.Context, client *smile.Client, place Place, store func(context.Context, []userdata.Transaction, Place) error) error {
	if place.Done {
		return nil
	}
	for page, err := range client.Transactions.Pages(ctx, &smile.TransactionListParams{Cursor: place.Cursor}) {
		if err != nil {
			return err
		}
		next := Place{Cursor: page.NextCursor, Done: page.NextCursor == ""}
		if err := store(ctx, page.Items, next); err != nil { // both in one transaction
			return err
		}
	}
	return nil
}

func TestTheReadmeHasTheLoopThatIsTested(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("readme_resume_test.go")
	require.NoError(t, err)
	_, body, _ := strings.Cut(string(source), "func resume(")
	_, body, _ = strings.Cut(body, "\n")
	body, _, _ = strings.Cut(body, "\treturn nil\n}\n")
	var loop strings.Builder
	for line := range strings.Lines(body) {
		loop.WriteString(strings.TrimPrefix(line, "\t"))
	}
	assert.Contains(t, readmeBlocks(t, "go"), loop.String())
}

func TestTheLoopOfTheReadmeSurvivesCrashes(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	var requests int
	client := srv.Client(smile.WithObserver(func(context.Context, smile.Attempt) { requests++ }))
	created, err := srv.Client().Users.Create(t.Context(), nil)
	require.NoError(t, err)
	_, err = srv.Link(t.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: "grab", Person: smiletest.Ryan})
	require.NoError(t, err)
	want, err := smile.Collect(srv.Client().Transactions.All(t.Context(), nil))
	require.NoError(t, err)
	require.Greater(t, len(want), 300, "so that there are three pages")

	// The database keeps what was committed. Every run crashes, before and after the commit of its page in turn.
	var stored []userdata.Transaction
	var place Place
	errCrash := errors.New("crash")
	for run := 0; !place.Done; run++ {
		require.Less(t, run, 10)
		err := resume(t.Context(), client, place, func(_ context.Context, items []userdata.Transaction, next Place) error {
			if run%2 == 0 {
				return errCrash
			}
			stored, place = append(stored, items...), next
			return errCrash
		})
		require.ErrorIs(t, err, errCrash)
	}
	assert.Equal(t, want, stored, "each once, and in order")
	before := requests
	require.NoError(t, resume(t.Context(), client, place, nil))
	assert.Equal(t, before, requests, "what is done does not begin again")
}
