package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
)

// tenant is everything that belongs to one API key.
type tenant struct {
	key    string
	secret string
	// id stands before every user ID.
	id  string
	ids generator

	users    *collection
	accounts *collection
	tasks    *collection
	webhooks *collection
	archives *collection

	consentTemplates *collection
	inviteTemplates  *collection
	invites          *collection
	inviteLogs       *collection // filed under the invite as their source
	// data holds the data points, by their name in the contract.
	data map[string]*collection
	// records holds those of the products, by the product's name.
	records map[string]*collection
	forms   *collection

	tokens map[string]*token
	links  map[string]*linking // links under way, by account ID
	// owners are the people whose accounts have been linked to the end, by account ID.
	owners map[string]*person
	resets map[string]session // by user ID
	// analyses are those under way, by archive ID.
	analyses map[string]*analysis
	queues   map[string]*queue // deliveries, by webhook ID
}

func newTenant(key string, seed uint64) *tenant {
	digest := sha256.Sum256([]byte(key))
	t := &tenant{
		key: key, id: "sandbox" + hex.EncodeToString(digest[:4]), ids: newGenerator(seed, key),
		users: newCollection(), accounts: newCollection(), tasks: newCollection(), webhooks: newCollection(),
		archives: newCollection(), consentTemplates: newCollection(), inviteTemplates: newCollection(), invites: newCollection(), inviteLogs: newCollection(),
		data: map[string]*collection{}, records: map[string]*collection{}, forms: newCollection(),
		tokens: map[string]*token{}, links: map[string]*linking{}, owners: map[string]*person{}, resets: map[string]session{},
		analyses: map[string]*analysis{}, queues: map[string]*queue{},
	}
	for _, point := range dataPoints {
		t.data[point.name] = newCollection()
	}
	for _, p := range products {
		t.records[p.name] = newCollection()
	}
	return t
}

// AddTenant gives an API key a world of its own. A key that is known already keeps its world and gets
// the new secret.
func (s *Server) AddTenant(key, secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tenants[key] == nil {
		s.tenants[key] = newTenant(key, s.config.Seed)
	}
	s.tenants[key].secret = secret
}
