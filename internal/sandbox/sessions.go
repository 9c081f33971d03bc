package sandbox

// session is where a user's session begins: after the accounts, archives and forms that a reset took out of it.
type session struct{ account, archive, form uint64 }

// getSessionPayload answers with everything that the accounts linked and the files uploaded in the user's
// session brought, and the forms filled in with them.
func (s *Server) getSessionPayload(c *call) (any, *Error) {
	user, problem := c.item(c.tenant.users)
	if problem != nil {
		return nil, problem
	}
	return s.sessionPayload(c.tenant, user), nil
}

func (s *Server) sessionPayload(t *tenant, user *item) document {
	since := t.resets[user.id]
	accounts, archives := []document{}, []document{}
	for _, account := range t.accounts.items {
		if account.user == user.id && account.sequence > since.account && account.document["connectionStatus"] == connected {
			accounts = append(accounts, document{
				"id": account.id, "providerId": account.document["providerId"], "payload": s.cappedPayload(t, account),
			})
		}
	}
	for _, archive := range t.archives.items {
		if archive.user == user.id && archive.sequence > since.archive && archiveStatus(archive) == analyzed {
			archives = append(archives, document{
				"id": archive.id, "fileType": archive.document["type"], "payload": s.cappedPayload(t, archive),
			})
		}
	}
	return document{"metadata": user.document["session"], "forms": t.formsOf(user.id), "accounts": accounts, "archives": archives}
}

// CompleteSession ends a user's session, as a person does who has linked and uploaded all that they want to.
// The session is then COMPLETED, until they link or upload again, and its payload is sent to the webhooks,
// whether they include payloads or not. The error is an [*Error] that says why the session cannot end.
func (s *Server) CompleteSession(userID string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.tenants {
		if t.users.byID[userID] != nil {
			if problem := s.completeSession(t, userID); problem != nil {
				return problem
			}
			return nil
		}
	}
	return missing("userId", userID)
}

func (s *Server) completeSession(t *tenant, userID string) *Error {
	user := t.users.byID[userID]
	if user == nil {
		return missing("userId", userID)
	}
	if status := user.document["session"].(document)["status"]; status != inProgress {
		return failure(CodeInvalidParameters, "userId names a user whose session is %s: only one that is IN_PROGRESS can be completed: %q", status, userID)
	}
	if t.busy(userID) {
		return failure(CodeInvalidParameters, "userId names a user whose links or uploads have not come to their end, wait for it: %q", userID)
	}
	setSession(user, completed)
	s.emit(t, "USER_SESSION_COMPLETED", document{"session": user.document["session"], "payload": s.sessionPayload(t, user)}, nil)
	return nil
}

// busy reports whether something that a user has begun is under way.
func (t *tenant) busy(userID string) bool {
	for _, l := range t.links {
		if l.account.user == userID {
			return true
		}
	}
	for _, a := range t.analyses {
		if a.archive.user == userID {
			return true
		}
	}
	return false
}

// resetSession takes what has been linked and uploaded so far out of the session's payload. Accounts,
// archives and their data stay; the session is REVOKED until the user links or uploads again.
func (s *Server) resetSession(c *call) (any, *Error) {
	user, problem := c.item(c.tenant.users)
	if problem != nil {
		return nil, problem
	}
	c.tenant.resets[user.id] = session{c.tenant.accounts.last, c.tenant.archives.last, c.tenant.forms.last}
	setSession(user, "REVOKED")
	s.emit(c.tenant, "USER_SESSION_RESET", document{"session": user.document["session"]}, nil)
	return nil, nil
}

const inProgress = "IN_PROGRESS"

func setSession(user *item, status string) {
	session := user.document["session"].(document)
	user.document = with(user.document, document{"session": with(session, document{"status": status})})
}
