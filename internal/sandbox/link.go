package sandbox

import (
	"crypto/subtle"
	"slices"
)

// LinkRequest is what a person enters to link a work account.
type LinkRequest struct {
	// UserID is the user to link for. Without it, Token must be given.
	UserID string `json:"userId"`
	// Token is a link token, which is spent by this.
	Token string `json:"token"`
	// ProviderID is one of the catalogue.
	ProviderID string `json:"providerId"`
	// Username is the e-mail address, the phone number or the user name of a sandbox person.
	Username string `json:"username"`
	Password string `json:"password"`
	// MFACode is the code that some providers ask for after the password.
	MFACode string `json:"mfaCode"`
}

// Link begins to link an account, as the widget does when a person submits credentials, and returns
// the account's ID. The account is then PENDING and goes on by itself; [Server.Settle] waits for its
// end. Wrong credentials are no error here: the account ends in the state ERROR. The error is an
// [*Error] that says what cannot be linked at all.
func (s *Server) Link(request LinkRequest) (accountID string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.tenants {
		if t.users.byID[request.UserID] != nil || t.tokens[request.Token] != nil {
			accountID, problem := s.link(t, request)
			if problem != nil {
				return "", problem
			}
			return accountID, nil
		}
	}
	return "", unknownLinker(request)
}

func unknownLinker(request LinkRequest) *Error {
	switch {
	case request.UserID != "":
		return missing("userId", request.UserID)
	case request.Token != "":
		return failure(CodeInvalidToken, "the token is not one that this sandbox has issued")
	}
	return failure(CodeInvalidParameters, "userId or token is required")
}

// link checks what must be right before an account exists.
func (s *Server) link(t *tenant, request LinkRequest) (accountID string, problem *Error) {
	provider := providers().byID[request.ProviderID]
	switch {
	case request.Username == "":
		return "", failure(CodeInvalidParameters, "username is required")
	case request.UserID != "" && request.Token != "":
		return "", failure(CodeInvalidParameters, "userId and token must not both be given")
	case provider == nil:
		return "", failure(CodeInvalidParameters, "providerId is not in the catalogue (GET /providers): %q", request.ProviderID)
	}
	for _, property := range []string{"active", "enabled", "accountConnection"} {
		if provider.document[property] != true {
			return "", failure(CodeInvalidParameters, "providerId names a provider that cannot be linked, its %s is false: %q", property, request.ProviderID)
		}
	}
	userID := request.UserID
	if request.Token != "" && t.tokens[request.Token] != nil {
		if userID, problem = s.useToken(t.tokens[request.Token]); problem != nil {
			return "", problem
		}
	}
	user := t.users.byID[userID]
	if user == nil {
		return "", unknownLinker(request)
	}
	setSession(user, inProgress)
	account := s.addAccount(t, userID, provider.document)
	l := &linking{server: s, tenant: t, account: account, provider: provider.document, request: request, person: findPerson(request.Username)}
	t.links[account.id] = l
	s.emit(t, "ACCOUNT_CREATED", about(account, nil), nil)
	l.next(l.signIn)
	return account.id, nil
}

// linking is one account on its way: signIn, then confirm where the provider wants a code, then
// startTask, collect and finish. Every step runs with the server locked.
type linking struct {
	server   *Server
	tenant   *tenant
	account  *item
	provider document
	request  LinkRequest
	person   *person // nil when nobody has that user name
	task     *item   // nil before it has started
}

// next takes a step when its time has come, unless the account has been revoked by then.
func (l *linking) next(step func()) {
	l.server.scheduler.soon(l.server.config.StepDuration, l.server.locked(func() {
		if l.tenant.links[l.account.id] == l {
			step()
		}
	}))
}

func (l *linking) signIn() {
	switch {
	case l.person == nil || !same(l.person.password, l.request.Password):
		l.fail("INVALID_CREDENTIALS", "the user name or password is wrong")
	case l.provider["mfa"] == true:
		l.server.setConnection(l.account, awaitingMFA, nil, nil)
		l.next(l.confirm)
	default:
		l.connect()
	}
}

func (l *linking) confirm() {
	switch {
	case l.request.MFACode == "":
		l.fail("MFA_TIMEOUT", "no code was entered in time")
	case !same(l.person.mfaCode, l.request.MFACode):
		l.fail("INVALID_MFA", "the code is wrong")
	default:
		l.connect()
	}
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func (l *linking) fail(code, message string) {
	l.server.setConnection(l.account, failed, code, message)
	l.server.emit(l.tenant, "ACCOUNT_FAILED", about(l.account, document{
		"loginName": l.request.Username, "errorCode": code, "errorMessage": message,
	}), nil)
	delete(l.tenant.links, l.account.id)
}

func (l *linking) connect() {
	l.server.setConnection(l.account, connected, nil, nil)
	l.tenant.connectedProviders(l.account.user)
	l.server.emit(l.tenant, "ACCOUNT_CONNECTED", about(l.account, document{"loginName": l.request.Username}), nil)
	l.server.invitesLinked(l.tenant, l.account.user)
	l.server.fillForm(l.tenant, l.account.user, l.person)
	l.next(l.startTask)
}

func (l *linking) startTask() {
	l.task = l.server.addTask(l.tenant, linkAccount, l.account)
	l.next(l.collect)
}

func (l *linking) collect() {
	documents := l.person.dataset(l.provider, l.server.clock.Now(), l.server.config.Seed)
	var brought []string
	for _, point := range dataPoints {
		if len(documents[point.name]) > 0 {
			l.server.store(l.tenant, l.account, point, documents[point.name])
			brought = append(brought, point.name)
		}
	}
	l.next(func() { l.finish(brought) })
}

func (l *linking) finish(brought []string) {
	l.server.finishTask(l.tenant, l.task, l.account, slices.Clip(brought), "")
	delete(l.tenant.links, l.account.id)
	l.tenant.owners[l.account.id] = l.person
	if l.tenant.unsynced(l.account) == nil {
		l.server.monitor(l.tenant, l.account)
	}
}

// abandon ends the link of an account that is revoked on its way.
func (l *linking) abandon() {
	if l.task != nil {
		l.server.finishTask(l.tenant, l.task, l.account, nil, "ACCOUNT_INACCESSIBLE")
	}
	delete(l.tenant.links, l.account.id)
}
