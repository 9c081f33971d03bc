package sandbox

// The states of an account's connection.
const (
	pending      = "PENDING"
	awaitingMFA  = "AWAITING_MFA"
	connected    = "CONNECTED"
	failed       = "ERROR"
	disconnected = "DISCONNECTED"
)

func (s *Server) listAccounts(c *call) (any, *Error) { return s.list(c, c.tenant.accounts) }

func (s *Server) getAccount(c *call) (any, *Error) { return c.find(c.tenant.accounts) }

// addAccount stores an account that is about to be linked.
func (s *Server) addAccount(t *tenant, userID string, provider document) *item {
	now := s.clock.Now()
	monitor := "UNSUPPORTED"
	if provider["monitorSupported"] == true {
		monitor = monitored
	}
	id := t.ids.id("a")
	account := &item{id: id, user: userID, day: day(now), document: document{
		"id": id, "createdAt": stamp(now), "userId": userID, "providerId": provider["id"],
		"connectionStatus": pending,
		"connection":       document{"status": pending, "errorCode": nil, "errorMessage": nil, "updatedAt": stamp(now)},
		"monitorStatus":    monitor,
		"monitor":          document{"status": monitor, "updatedAt": stamp(now)},
	}}
	t.accounts.add(account)
	return account
}

// setConnection moves an account to another state. Only a failed one has an error.
func (s *Server) setConnection(account *item, status string, errorCode, errorMessage any) {
	account.document = with(account.document, document{
		"connectionStatus": status,
		"connection":       document{"status": status, "errorCode": errorCode, "errorMessage": errorMessage, "updatedAt": stamp(s.clock.Now())},
	})
}

// linkedAccount returns the account that the path names, unless it has been revoked: then all that
// is left of it can be read, and nothing can be done with it.
func (c *call) linkedAccount() (*item, *Error) {
	account, problem := c.item(c.tenant.accounts)
	if problem != nil {
		return nil, problem
	}
	if account.document["connectionStatus"] == disconnected {
		return nil, failure(CodeMissingResource, "the account has been revoked and its data deleted: %q", account.id)
	}
	return account, nil
}

// deleteAccount revokes an account: its data is gone at once.
func (s *Server) deleteAccount(c *call) (any, *Error) {
	account, problem := c.linkedAccount()
	if problem != nil {
		return nil, problem
	}
	t := c.tenant
	if link := t.links[account.id]; link != nil {
		link.abandon()
	}
	for _, points := range t.data {
		points.remove(func(i *item) bool { return i.source == account.id })
	}
	delete(t.owners, account.id)
	s.removeFiles(account.id)
	s.setConnection(account, disconnected, nil, nil)
	t.connectedProviders(account.user)
	s.emit(t, "ACCOUNT_DISCONNECTED", about(account, nil), nil)
	return nil, nil
}

func (s *Server) disableMonitor(c *call) (any, *Error) {
	account, problem := c.linkedAccount()
	if problem != nil {
		return nil, problem
	}
	const status = "CUSTOMER_DISABLED"
	account.document = with(account.document, document{
		"monitorStatus": status,
		"monitor":       document{"status": status, "updatedAt": stamp(s.clock.Now())},
	})
	return nil, nil
}
