package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAddPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	require.NoError(t, w.server.AddPeople(t.Context(), key))
	var people []string
	for _, user := range w.list("/v1/users", "150", nil) {
		people = append(people, user["externalMetadata"].(object)["person"].(string))
		assert.Len(t, user["providers"], 2)
	}
	assert.Equal(t, []string{"Anisha", "Christina", "Ryan", "George"}, people)
	for _, account := range w.list("/v1/accounts", "150", nil) {
		assert.Equal(t, "CONNECTED", account["connectionStatus"])
	}
	for _, points := range []string{
		"identities", "transactions", "ratings", "documents", "employments", "incomes", "contributions", "liabilities", "eincomes", "insights", "links", "alpha/forms",
	} {
		assert.NotEmpty(t, w.list("/v1/"+points, "150", nil), points)
	}

	var problem *sandbox.Error
	require.ErrorAs(t, w.server.AddPeople(t.Context(), "unknown"), &problem)
	assert.Equal(t, http.StatusNotFound, problem.Status)
}
