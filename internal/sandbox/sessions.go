package sandbox

// session is where a user's session begins: after the accounts and archives that a reset took out of it.
type session struct{ account, archive uint64 }

// getSessionPayload answers with everything that the accounts linked and the files uploaded in the user's
// session brought.
func (s *Server) getSessionPayload(c *call) (any, *Error) {
	user, problem := c.item(c.tenant.users)
	if problem != nil {
		return nil, problem
	}
	since := c.tenant.resets[user.id]
	accounts, archives := []document{}, []document{}
	for _, account := range c.tenant.accounts.items {
		if account.user == user.id && account.sequence > since.account && account.document["connectionStatus"] == connected {
			accounts = append(accounts, document{
				"id": account.id, "providerId": account.document["providerId"], "payload": s.cappedPayload(c.tenant, account),
			})
		}
	}
	for _, archive := range c.tenant.archives.items {
		if archive.user == user.id && archive.sequence > since.archive && archiveStatus(archive) == analyzed {
			archives = append(archives, document{
				"id": archive.id, "fileType": archive.document["type"], "payload": s.cappedPayload(c.tenant, archive),
			})
		}
	}
	return document{"metadata": user.document["session"], "forms": []document{}, "accounts": accounts, "archives": archives}, nil
}

// resetSession takes what has been linked and uploaded so far out of the session's payload. Accounts,
// archives and their data stay; the session is REVOKED until the user links or uploads again.
func (s *Server) resetSession(c *call) (any, *Error) {
	user, problem := c.item(c.tenant.users)
	if problem != nil {
		return nil, problem
	}
	c.tenant.resets[user.id] = session{c.tenant.accounts.last, c.tenant.archives.last}
	setSession(user, "REVOKED")
	s.emit(c.tenant, "USER_SESSION_RESET", document{"session": user.document["session"]}, nil)
	return nil, nil
}

func setSession(user *item, status string) {
	session := user.document["session"].(document)
	user.document = with(user.document, document{"session": with(session, document{"status": status})})
}
