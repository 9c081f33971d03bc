package sandbox_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Applications are of different days, the latest first, and stay what they are as time goes on.
func TestMaws(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	alpha := w.found(9, nil)["items"].([]any)
	require.NotEmpty(t, alpha)
	sources := map[any]bool{}
	last := "2026-05-05"
	for _, entry := range alpha {
		item := entry.(object)
		assert.Less(t, item["date"], last)
		last = item["date"].(string)
		assert.Contains(t, []any{"1", "2", "3", "4", "5"}, item["level"])
		assert.Regexp(t, "^[0-9a-f]{32}$", item["platformId"])
		assert.Equal(t, item["source"] == "seat", item["duration"] != nil)
		sources[item["source"]] = true
	}
	assert.GreaterOrEqual(t, last, "2025-11-05")
	assert.Len(t, sources, 3)

	beta := w.found(10, nil)
	assert.Equal(t, []any{}, beta["maw3Items"])
	require.Len(t, beta["maw2Items"], len(alpha))
	tagged := 0
	for i, entry := range beta["maw2Items"].([]any) {
		item := maps.Clone(entry.(object))
		tagged += len(item["platformTags"].([]any))
		delete(item, "platformTags")
		assert.Equal(t, alpha[i], item)
	}
	assert.Positive(t, tagged)

	w.clock.Advance(45 * 24 * time.Hour)
	later := w.found(9, nil)["items"].([]any)
	first := slices.IndexFunc(later, func(item any) bool { return item.(object)["date"] == alpha[0].(object)["date"] })
	require.GreaterOrEqual(t, first, 0)
	assert.Equal(t, alpha[:len(later)-first], later[first:], "what has been seen is still there")
}

// What identifies the subject decides which items there are.
func TestMaw3Items(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const gaid = "00000000-0000-0000-0000-000000000000"
	for _, test := range []struct {
		inquiry int
		changes object
		names   []string
	}{
		{11, nil, []string{"events_i_daydiff_loan_g_30day_l1imbank_max", "events_m_ds_all_g_15day_d_count"}},
		{12, nil, []string{"events_gaid_timediff_loan_g_60day", "events_gaid_loan_g_60day"}},
		{13, object{"gaid": gaid}, []string{
			"events_i_daydiff_loan_g_30day_l1imbank_max", "events_m_ds_all_g_15day_d_count", "events_gaid_timediff_loan_g_60day", "events_gaid_loan_g_60day",
		}},
	} {
		record := w.found(test.inquiry, test.changes)
		assert.Equal(t, []any{}, record["maw2Items"])
		var names []string
		for _, entry := range record["maw3Items"].([]any) {
			item := entry.(object)
			names = append(names, item["name"].(string))
			if item["valueType"] == "BOOLEAN" {
				assert.Contains(t, []any{"true", "false"}, item["value"])
				continue
			}
			assert.Less(t, whole(t, item["value"]), 60)
		}
		assert.Equal(t, test.names, names)
	}
}

// Seen over many worlds, a gap is that between two loans or since the latest, and there is none without a loan.
func TestMaw3Gaps(t *testing.T) {
	t.Parallel()
	short, loans := 0, 0
	for seed := range uint64(20) {
		w := newWorld(t, func(config *sandbox.Config) { config.Seed = seed })
		items := w.found(12, nil)["maw3Items"].([]any)
		gap, lent := whole(t, items[0].(object)["value"]), items[1].(object)["value"] == "true"
		assert.True(t, lent || gap == 0)
		if lent {
			loans++
		}
		if gap < 25 {
			short++
		}
	}
	assert.Greater(t, loans, 10, "in 60 days, with a loan in about ten")
	assert.Greater(t, short, 10)
}
