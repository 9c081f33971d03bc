package sandbox_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFootprints(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := func(items []any) (names []string) {
		for _, item := range items {
			names = append(names, item.(object)["name"].(string))
		}
		return names
	}
	email, mobile, both := w.found(6, nil)["items"].([]any), w.found(7, nil)["items"].([]any), w.found(8, nil)["items"].([]any)
	assert.Equal(t, []string{"email.registered", "email.creationTime", "email.companyName"}, names(email))
	assert.Equal(t, []string{"mobile.valid", "mobile.creationTime", "mobile.companyName"}, names(mobile))
	assert.Equal(t, slices.Concat(email, mobile), both[:6])
	score := both[6].(object)
	assert.Equal(t, []any{"analysis.fraudScore", "NUMBER"}, []any{score["name"], score["valueType"]})
	assert.LessOrEqual(t, whole(t, score["value"]), 100)
	for _, item := range []any{email[1], mobile[1]} {
		created, err := time.Parse(time.RFC3339, item.(object)["value"].(string))
		require.NoError(t, err)
		assert.True(t, created.Before(start))
	}
}
