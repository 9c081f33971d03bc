package sandbox

import "net/http"

const linksPath = "/sandbox/links"

// control answers programs that are not in the server's process: POST /sandbox/links is
// [Server.Link]. It takes the tenant's credentials and answers in the API's envelope.
func (s *Server) control(t *tenant, r *http.Request) (status int, data any, problem *Error) {
	switch {
	case r.URL.Path != linksPath:
		return 0, nil, failure(CodeMissingResource, "there is nothing at %s: the API is under %s", r.URL.Path, apiPath)
	case r.Method != http.MethodPost:
		return 0, nil, failure(CodeUnsupportedMethod, "%s is not supported on %s, only POST", r.Method, linksPath)
	}
	body, problem := readBody(r, maxBody)
	if problem != nil {
		return 0, nil, problem
	}
	var request LinkRequest
	if err := decode(body, &request); err != nil {
		return 0, nil, failure(CodeInvalidParameters, "the body is not a link request: %v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	accountID, problem := s.link(t, request)
	if problem != nil {
		return 0, nil, problem
	}
	return http.StatusAccepted, document{"accountId": accountID}, nil
}
