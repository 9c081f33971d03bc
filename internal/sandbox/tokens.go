package sandbox

import "time"

// tokenLife is how long a token can start a link.
const tokenLife = 30 * time.Minute

// token lets whoever holds it link accounts for one user, once.
type token struct {
	user    string
	expires time.Time
	used    bool
}

func (s *Server) createToken(c *call) (any, *Error) {
	id := c.query["userId"]
	if c.tenant.users.byID[id] == nil {
		return nil, missing("userId", id)
	}
	return s.issueToken(c.tenant, id), nil
}

func (s *Server) issueToken(t *tenant, userID string) document {
	expires := s.clock.Now().Add(tokenLife)
	id, access := t.ids.id("token"), t.ids.hex()+t.ids.hex()
	t.tokens[access] = &token{user: userID, expires: expires}
	return document{"id": id, "expiresAt": stamp(expires), "mode": "SANDBOX", "accessToken": access}
}

// useToken returns the user of a token, which then is spent.
func (s *Server) useToken(t *token) (userID string, problem *Error) {
	switch {
	case t.used:
		return "", failure(CodeInvalidToken, "the token has been used: ask for a fresh one with POST /tokens")
	case !s.clock.Now().Before(t.expires):
		return "", failure(CodeInvalidToken, "the token expired at %s: ask for a fresh one with POST /tokens", stamp(t.expires))
	}
	t.used = true
	return t.user, nil
}
