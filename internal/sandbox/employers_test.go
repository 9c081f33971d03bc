package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// query reads a list without pages.
func (w *world) query(path, name, value string) []object {
	w.t.Helper()
	a := w.call(http.MethodGet, path+"?"+url.Values{name: {value}}.Encode(), "")
	require.Equal(w.t, http.StatusOK, a.status, string(a.body))
	found := []object{}
	for _, item := range a.data.([]any) {
		found = append(found, item.(object))
	}
	return found
}

func TestEmployersAreSearched(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, test := range []struct {
		keyword string
		best    string // empty when nobody is found
		percent []int  // of all that are found
	}{
		{"ABC Corporation", "ABC Corporation", []int{100, 50, 40}},
		{"abc corporation", "ABC Corporation", []int{100, 50, 40}},
		{"Corporation ABC", "ABC Corporation", []int{99, 50, 40}},
		{"ABC", "ABC Corporation", []int{66, 50}},
		{"Rural Bank", "Bayani Rural Bank Inc.", []int{66}},
		{"straits mer", "Straits Meridian Pte Ltd", []int{47}},
		{"Nobody & Sons", "", nil},
		{"...", "", nil},
	} {
		found := w.query("/v1/alpha/employerBasics/query", "keyword", test.keyword)
		var percent []int
		for _, e := range found {
			n, err := e["matchPercentage"].(json.Number).Int64()
			require.NoError(t, err)
			percent = append(percent, int(n))
		}
		assert.Equal(t, test.percent, percent, test.keyword)
		if test.best != "" {
			assert.Equal(t, test.best, found[0]["businessName"], test.keyword)
		}
	}
	assert.Equal(t, []any{}, w.call(http.MethodGet, "/v1/alpha/employerBasics/query", "").data, "no keyword is like no name")
	assert.Equal(t, http.StatusBadRequest, w.call(http.MethodGet, "/v1/alpha/employerBasics/query?keyword=ab", "").status)
}

// Only an office that registers employers vouches for them.
func TestEmployersAreVerifiedByTheirRegistration(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	verified := map[any]bool{}
	for _, keyword := range []string{"Corporation", "Inc", "Ltd", "PT Sinar", "Company"} {
		for _, e := range w.query("/v1/alpha/employerBasics/query", "keyword", keyword) {
			registered := e["verificationStatus"] == "VERIFIED"
			verified[registered] = true
			assert.Equal(t, registered, len(e["registrations"].([]any)) > 0, e["businessName"])
			assert.Equal(t, registered, slices.Contains([]any{"SEC", "DTI"}, e["sources"].([]any)[0]), e["businessName"])
		}
	}
	assert.Len(t, verified, 2)
}

func TestAnEmployerIsFoundByName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	found := w.query("/v1/alpha/employers/query", "businessName", "abc corporation")
	require.Len(t, found, 1)
	assert.Equal(t, "ABC Corporation", found[0]["businessName"])
	assert.Equal(t, "PH", found[0]["businessAddress"].(object)["country"])
	assert.Equal(t, "lourdes.abad@abc.example", found[0]["contactPersons"].([]any)[0].(object)["contactEmail"])
	assert.Len(t, found[0]["licenses"], 1)
	for _, name := range []string{"ABC", "ABC Corporation Inc", "Nobody & Sons"} {
		assert.Empty(t, w.query("/v1/alpha/employers/query", "businessName", name), name)
	}
	assert.Equal(t, []any{}, w.call(http.MethodGet, "/v1/alpha/employers/query", "").data)
}

// Whoever the people work for can be looked up.
func TestEmployersOfThePeopleAreKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	w.link(george, user, "sss_ph")
	w.link(ryan, user, "bpjs_id")
	w.link(christina, user, "cpf_sg")
	w.link(anisha, user, "epfo_in")
	employers := map[any]bool{}
	for _, employment := range w.list("/v1/employments", "150", nil) {
		employers[employment["employer"]] = true
		assert.Len(t, w.query("/v1/alpha/employers/query", "businessName", employment["employer"].(string)), 1, employment["employer"])
	}
	assert.GreaterOrEqual(t, len(employers), 9)
}
