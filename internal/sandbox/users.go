package sandbox

import "slices"

func (s *Server) listUsers(c *call) (any, *Error) { return s.list(c, c.tenant.users) }

func (s *Server) getUser(c *call) (any, *Error) { return c.find(c.tenant.users) }

func (s *Server) createUser(c *call) (any, *Error) {
	metadata, given := c.body["externalMetadata"]
	if !given {
		metadata = document{}
	}
	id, user := s.addUser(c.tenant, metadata)
	return document{"user": user, "token": s.issueToken(c.tenant, id)}, nil
}

func (s *Server) addUser(t *tenant, metadata any) (id string, user document) {
	now := s.clock.Now()
	id = t.ids.id(t.id)
	session := document{"userId": id, "channel": "Default", "status": inProgress}
	user = document{
		"id": id, "externalMetadata": metadata, "createdAt": stamp(now), "providers": []string{}, "session": session,
	}
	t.users.add(&item{id: id, user: id, day: day(now), document: user})
	s.emit(t, "USER_CREATED", document{"userId": id, "session": session}, nil)
	return id, user
}

// connectedProviders brings a user's list of providers up to date.
func (t *tenant) connectedProviders(userID string) {
	providers := []string{}
	for _, account := range t.accounts.items {
		id := account.document["providerId"].(string)
		if account.user == userID && account.document["connectionStatus"] == connected && !slices.Contains(providers, id) {
			providers = append(providers, id)
		}
	}
	user := t.users.byID[userID]
	user.document = with(user.document, document{"providers": providers})
}
