package sandbox

import (
	"slices"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryProviderKeepsTheContract(t *testing.T) {
	t.Parallel()
	c := contract.Load()
	schema := c.Resolve(c.Schemas["Provider"])
	var ids []string
	for _, provider := range catalogue() {
		id := provider["id"].(string)
		ids = append(ids, id)
		assert.Empty(t, c.Validate(schema, provider), id)
		assert.Len(t, provider, len(schema.Properties), id)
		assert.True(t, strings.HasPrefix(provider["logoUrl"].(string), "https://cdn.smileapi.io/image/provider-logo/"), id)
		assert.Regexp(t, `^[a-z]+(_[a-z]+)*$`, id)
	}
	assert.True(t, slices.IsSorted(ids))
	assert.Len(t, slices.Compact(ids), len(ids), "an id stands twice")
}

func TestLabelsMatchTheirCodes(t *testing.T) {
	t.Parallel()
	c := contract.Load()
	schema := c.Resolve(c.Schemas["Provider"])
	// The contract lists the type codes and labels in one order; of the subtypes, only those of industries.
	types, typeLabels := schema.Properties["type"].Enum, schema.Properties["typeLabel"].Enum
	require.Len(t, typeLabels, len(types))
	subTypes := map[string]string{
		"SERVICES":       "Professional Services",
		"TRANSPORTATION": "Transport and Delivery",
		"SHARING":        "Asset Sharing",
		"TRADING":        "Online Selling",
		"INSURANCE":      "Social Insurance",
		"HRIS":           "Human Resource Information System",
		"PAYROLL":        "Payroll System",
		"WALLET":         "Tamper-proof document issuance & verification systems",
		"IDENTIFICATION": "Identification",
	}
	codes, labels := schema.Properties["subType"].Enum, schema.Properties["subTypeLabel"].Enum
	first := slices.Index(codes, "ISIC-A")
	require.Equal(t, len(subTypes), first)
	require.Equal(t, "Agriculture, forestry and fishing", labels[first])
	for i := first; i < len(codes); i++ {
		subTypes[codes[i]] = labels[i]
	}
	for _, provider := range catalogue() {
		assert.Equal(t, typeLabels[slices.Index(types, provider["type"].(string))], provider["typeLabel"], provider["id"])
		assert.Equal(t, subTypes[provider["subType"].(string)], provider["subTypeLabel"], provider["id"])
	}
}

func TestTheCatalogueIsAMixture(t *testing.T) {
	t.Parallel()
	providers := catalogue()
	assert.GreaterOrEqual(t, len(providers), 60)
	number := func(matches func(document) bool) int {
		return len(slices.DeleteFunc(slices.Clone(providers), func(p document) bool { return !matches(p) }))
	}
	for kind, least := range map[string]int{"GIG": 20, "GOVERNMENT": 12, "SYSTEM": 10, "EMPLOYER": 12, "CREDENTIAL": 3} {
		assert.GreaterOrEqual(t, number(func(p document) bool { return p["type"] == kind }), least, kind)
		if kind == "CREDENTIAL" {
			continue
		}
		for _, mfa := range []bool{true, false} {
			assert.Positive(t, number(func(p document) bool {
				return p["type"] == kind && p["mfa"] == mfa && p["active"] == true && p["enabled"] == true && p["accountConnection"] == true
			}), "a %s provider to link, mfa %t", kind, mfa)
		}
	}
	for _, flag := range []string{"active", "enabled", "mfa", "accountConnection", "monitorSupported"} {
		for _, value := range []bool{true, false} {
			assert.Greater(t, number(func(p document) bool { return p[flag] == value }), 3, "%s %t", flag, value)
		}
	}
	for _, country := range []string{"_ph", "_id", "_sg", "_in", "_mx"} {
		assert.Greater(t, number(func(p document) bool { return strings.HasSuffix(p["id"].(string), country) }), 5, country)
	}
}

func TestDataPointsFitTheirProvider(t *testing.T) {
	t.Parallel()
	for _, provider := range catalogue() {
		supports := func(point string) bool { return slices.Contains(provider["supported"].([]any), any(point)) }
		id, kind := provider["id"], provider["type"]
		assert.True(t, supports("IDENTITIES"), id)
		assert.False(t, supports("TRANSACTIONS") && kind != "GIG", "%s has transactions", id)
		assert.False(t, supports("RATINGS") && kind != "GIG", "%s has ratings", id)
		assert.False(t, supports("CONTRIBUTIONS") && kind != "GOVERNMENT", "%s has contributions", id)
		assert.False(t, supports("LIABILITIES") && kind != "GOVERNMENT", "%s has liabilities", id)
		assert.False(t, supports("EINCOMES") && !supports("INCOMES") && !supports("CONTRIBUTIONS"), "%s has nothing to estimate from", id)
		assert.False(t, supports("INSIGHTS") && (!supports("EINCOMES") || kind != "GIG" && !supports("EMPLOYMENTS")), "%s has nothing to look into", id)
		if kind == "GIG" {
			assert.Contains(t, trades, provider["subType"], id)
		}
	}
}

func TestCatalogueIsFresh(t *testing.T) {
	t.Parallel()
	changed := catalogue()
	changed[0]["name"] = "changed"
	changed[0]["supported"].([]any)[0] = "changed"
	assert.NotEqual(t, changed[0], catalogue()[0])
	assert.NotContains(t, catalogue()[0]["supported"], "changed")
}
