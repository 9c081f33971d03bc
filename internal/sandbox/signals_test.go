package sandbox_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The features count what has happened, so that a longer time never has less of it. They are watched for so many
// days that something has just come and just gone.
func TestSignalFeatures(t *testing.T) {
	t.Parallel()
	names := slices.Sorted(maps.Keys(contract.Load().Schemas["ObjectSignalRefResult"].Properties))
	clean := 0
	for seed := range uint64(8) {
		w := newWorld(t, func(config *sandbox.Config) { config.Seed = seed })
		varied := map[int]bool{}
		for range 10 {
			result := w.found(1, nil)["result"].(object)
			require.Equal(t, names, slices.Sorted(maps.Keys(result)))
			features := map[string]int{}
			for name, value := range result {
				features[name] = whole(t, value)
				varied[features[name]] = true
			}
			assertFeatures(t, features)
			if features["events_overdue_days_since_last"] == 180 {
				clean++
				assert.Zero(t, features["events_overdue_day180"])
			}
			w.clock.Advance(24 * time.Hour)
		}
		assert.Greater(t, len(varied), 8)
	}
	assert.Positive(t, clean, "some have not been late as long as is remembered")
}

func assertFeatures(t *testing.T, features map[string]int) {
	t.Helper()
	for name, value := range features {
		assert.GreaterOrEqual(t, value, 0, name)
		for shorter, longer := range map[string]string{"_day30": "_day90", "_day90": "_day180"} {
			if more, known := features[strings.Replace(name, shorter, longer, 1)]; known {
				assert.GreaterOrEqual(t, more, value, name)
			}
		}
		if events, isCount := strings.CutSuffix(name, "_institution_count"); isCount {
			assert.LessOrEqual(t, value, 9, "%s: there are no more lenders than that", name)
			if all, known := features[events]; known {
				assert.LessOrEqual(t, value, all, "%s: each happens at one lender", name)
			}
		}
		if kind, isSince := strings.CutSuffix(name, "_days_since_last"); isSince {
			if within, known := features[kind+"_day30"]; known {
				assert.Equal(t, value < 30, within > 0, name)
			}
		}
		for _, measured := range []string{"_amount", "_days"} {
			if events, known := features[strings.TrimSuffix(name, measured)]; known && strings.HasSuffix(name, measured) {
				assert.Equal(t, events > 0, value > 0, name)
			}
		}
		if strings.HasSuffix(name, "_days") {
			assert.LessOrEqual(t, value, 30, "%s: the longest, not all together", name)
		}
	}
}

// The open list of a beta signal says the same, with the amounts in bands.
func TestSignalItems(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	features := w.found(1, nil)["result"].(object)
	items := w.found(2, nil)["items"].([]any)
	require.Len(t, items, len(features))
	for _, entry := range items {
		item := entry.(object)
		name := item["name"].(string)
		value := whole(t, features[name])
		if !strings.HasSuffix(name, "_amount") {
			assert.Equal(t, object{"name": name, "value": strconv.Itoa(value), "valueType": "NUMBER"}, item)
			continue
		}
		assert.Equal(t, "STRING", item["valueType"])
		band := whole(t, strings.TrimPrefix(item["value"].(string), "A"))
		assert.True(t, value <= 5000*band && (band == 0 || value > 5000*(band-1)), "%d is in band %d", value, band)
	}
	assert.Equal(t, items, w.found(3, nil)["items"], "the same person")
	assert.NotEqual(t, items, w.found(4, nil)["items"], "somebody else")
}
