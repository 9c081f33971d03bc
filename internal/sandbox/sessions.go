package sandbox

// getSessionPayload answers with everything that the accounts linked in the user's session brought.
func (s *Server) getSessionPayload(c *call) (any, *Error) {
	user, problem := c.item(c.tenant.users)
	if problem != nil {
		return nil, problem
	}
	accounts := []document{}
	for _, account := range c.tenant.accounts.items {
		if account.user == user.id && account.sequence > c.tenant.resets[user.id] && account.document["connectionStatus"] == connected {
			accounts = append(accounts, document{
				"id": account.id, "providerId": account.document["providerId"], "payload": s.cappedPayload(c.tenant, account),
			})
		}
	}
	return document{"metadata": user.document["session"], "forms": []document{}, "accounts": accounts, "archives": []document{}}, nil
}

// resetSession takes what has been linked so far out of the session's payload. The accounts and their
// data stay; the session is REVOKED until the user links again.
func (s *Server) resetSession(c *call) (any, *Error) {
	user, problem := c.item(c.tenant.users)
	if problem != nil {
		return nil, problem
	}
	c.tenant.resets[user.id] = c.tenant.accounts.last
	setSession(user, "REVOKED")
	s.emit(c.tenant, "USER_SESSION_RESET", document{"session": user.document["session"]}, nil)
	return nil, nil
}

func setSession(user *item, status string) {
	session := user.document["session"].(document)
	user.document = with(user.document, document{"session": with(session, document{"status": status})})
}
