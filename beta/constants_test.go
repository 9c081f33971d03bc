package beta_test

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
	schemas := contract.Load().Schemas
	templates := map[string]string{"tpl-sss003002": "of social security, which takes any text"}
	for _, name := range []string{"BetaSignalPostRequest", "BetaSignal3PostRequest", "BetaSignalRequestMeta", "BetaMaw2PostRequest", "BetaMaw3PostRequest", "BetaMawRequestMeta"} {
		maps.Copy(templates, schemas[name].Discriminator.Mapping)
	}
	want := map[string][]string{
		"SignalType":         schemas["SignalType"].Enum,
		"SignalIDType":       schemas["SignalIdType"].Enum,
		"MAWType":            schemas["MawType"].Enum,
		"MAWIDType":          schemas["MawIdType"].Enum,
		"preview.TemplateID": slices.Collect(maps.Keys(templates)),
	}
	got := contracttest.Constants(t, ".")
	assert.ElementsMatch(t, slices.Collect(maps.Keys(want)), slices.Collect(maps.Keys(got)))
	for name, values := range want {
		assert.ElementsMatch(t, values, got[name], name)
	}
}
