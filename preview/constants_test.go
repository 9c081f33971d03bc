package preview_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/contracttest"
	"github.com/stretchr/testify/assert"
)

func TestConstantsAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	statuses, codes := map[string]bool{}, map[string]bool{}
	for _, name := range []string{
		"Verification", "Signal", "BetaSignal", "AlphaFootprint", "AlphaMaw", "BetaMaw", "AlphaValidation", "AlphaBlacklist", "SocialSecurity", "schemas-SocialSecurity",
	} {
		properties := contract.Load().Schemas[name].Properties
		for _, status := range properties["status"].Enum {
			statuses[status] = true
		}
		if code := properties["resultCode"]; code != nil {
			for _, code := range code.Enum {
				codes[code] = true
			}
		}
	}
	shared := contracttest.Constants(t, "../userdata")
	assert.ElementsMatch(t, slices.Collect(maps.Keys(statuses)), shared["RecordStatus"])
	assert.ElementsMatch(t, slices.Collect(maps.Keys(codes)), shared["ResultCode"])
	assert.ElementsMatch(t, []string{"1", "2", "3", "4", "5"}, contracttest.Constants(t, ".")["LenderLevel"])
}
