package sandbox_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBlacklists(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	assert.Equal(t, object{"hit": true, "dates": []any{"2026-04-14", "2026-03-14", "2026-02-14"}}, w.found(15, nil)["result"])
	before := w.found(15, object{"applicationDate": "2023-02-14"})["result"]
	assert.Equal(t, object{"hit": true, "dates": []any{"2023-01-14", "2022-12-14", "2022-11-14"}}, before)
	abroad := w.found(15, object{"countryCode": "ID"})["result"]
	assert.Equal(t, object{"hit": false, "dates": []any{}}, abroad)
}
