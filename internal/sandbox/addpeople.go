package sandbox

import "context"

// accountsOf says where each of the people has accounts when a server begins with them: two that fit them
// each, so that every data point has something to show.
var accountsOf = map[string][]string{
	"George":    {"sss_ph", "abccorp"},
	"Ryan":      {"bpjs_id", "grab"},
	"Christina": {"cpf_sg", "dbs_sg"},
	"Anisha":    {"epfo_in", "upwork"},
}

// AddPeople gives an API key one user for each of the published people, whose name is in the metadata of
// the user, and links their accounts. It returns when the data is there.
func (s *Server) AddPeople(ctx context.Context, key string) error {
	if err := s.linkPeople(key); err != nil {
		return err
	}
	return s.Settle(ctx)
}

func (s *Server) linkPeople(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tenants[key]
	if t == nil {
		return missing("key", key)
	}
	for _, p := range people() {
		userID, _ := s.addUser(t, document{"person": p.userName})
		for _, providerID := range accountsOf[p.userName] {
			request := LinkRequest{UserID: userID, ProviderID: providerID, Username: p.userName, Password: p.password, MFACode: p.mfaCode}
			if _, problem := s.link(t, request); problem != nil {
				return problem
			}
		}
	}
	return nil
}
