package sandbox

import (
	"slices"
	"strconv"
	"strings"
	"sync"
)

// providers stores the whole catalogue, so that a list shows it in its order. It never changes, and all
// servers share it.
var providers = sync.OnceValue(func() *collection {
	all := newCollection()
	for _, provider := range slices.Backward(catalogue()) {
		all.add(&item{id: provider["id"].(string), document: provider})
	}
	return all
})

func (*Server) getProvider(c *call) (any, *Error) { return c.find(providers()) }

// listProviders puts the providers that topIds names first, in that order.
func (s *Server) listProviders(c *call) (any, *Error) {
	var first []string
	if ids := c.query["topIds"]; ids != "" {
		first = strings.Split(ids, ",")
	}
	var found []*item
	for _, candidate := range providers().items {
		if offers(candidate.document, c.query) {
			found = append(found, candidate)
		}
	}
	rank := func(i *item) int {
		if place := slices.Index(first, i.id); place >= 0 {
			return place
		}
		return len(first)
	}
	slices.SortStableFunc(found, func(a, b *item) int { return rank(b) - rank(a) })
	ordered := newCollection()
	for _, candidate := range found {
		ordered.add(&item{id: candidate.id, document: candidate.document})
	}
	return s.list(c, ordered)
}

// offers applies the filters of providers.
func offers(provider document, query map[string]string) bool {
	for _, name := range []string{"type", "subType"} {
		if wanted := query[name]; wanted != "" && provider[name] != wanted {
			return false
		}
	}
	for _, name := range []string{"active", "enabled", "accountConnection"} {
		if wanted := query[name]; wanted != "" && strconv.FormatBool(provider[name] == true) != wanted {
			return false
		}
	}
	if ids := query["ids"]; ids != "" && !slices.Contains(strings.Split(ids, ","), provider["id"].(string)) {
		return false
	}
	return contains(provider["name"], query["name"]) || contains(provider["longName"], query["name"])
}

// contains looks for part of a name, whatever the case.
func contains(name any, part string) bool {
	text, _ := name.(string)
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
