package alpha_test

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
	employment := schemas["VerificationCreateRequest"].Properties["additionalData"].Properties["employmentStatus"]
	footprints := slices.Collect(maps.Keys(schemas["AlphaFootprintPostRequest"].Discriminator.Mapping))
	want := map[string][]string{
		"EmploymentStatus":           employment.Enum,
		"PRCProfession":              schemas["RefPrcProfession"].Enum,
		"EmployerSource":             schemas["EmployerSource"].Enum,
		"EmployerVerificationStatus": schemas["EmployerBasic"].Properties["verificationStatus"].Enum,
		"EmployerRegistrationStatus": schemas["EmployerRegistration"].Properties["status"].Enum,
		"ValidationIDType":           schemas["ValidationIdType"].Enum,
		"ValidationType":             schemas["AlphaValidationResult"].Properties["type"].Enum,
		"preview.TemplateID": append(footprints,
			// The other products take any text, and their documents name these.
			"tpl-maw002001", "mawTpl-bfc93eb72d24860bf62429a1dd06708d", "tpl-blk002001", "tpl-sss003001",
			schemas["AlphaBlacklistPostRequest"].Properties["templateId"].Default.(string),
			schemas["AlphaValidationValidateBankAccountRequest"].Properties["templateId"].Default.(string)),
	}
	got := contracttest.Constants(t, ".")
	assert.ElementsMatch(t, slices.Collect(maps.Keys(want)), slices.Collect(maps.Keys(got)))
	for name, values := range want {
		assert.ElementsMatch(t, values, got[name], name)
	}
}
