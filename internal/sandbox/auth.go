package sandbox

import (
	"crypto/subtle"
	"net/http"
)

// authenticate finds the tenant whose credentials a request carries.
func (s *Server) authenticate(r *http.Request) (*tenant, *Error) {
	key, secret, given := r.BasicAuth()
	if !given {
		return nil, failure(CodeInvalidCredentials, "the request has no Basic authorization: send the API key as user name and the secret as password")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tenants[key]
	if t == nil || subtle.ConstantTimeCompare([]byte(t.secret), []byte(secret)) != 1 {
		return nil, failure(CodeInvalidCredentials, "the API key or secret is not one that this sandbox knows")
	}
	return t, nil
}
