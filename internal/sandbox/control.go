package sandbox

import "net/http"

// controls are the calls of [Server] that programs in other processes can make. They take the tenant's
// credentials and answer in the API's envelope.
var controls = map[string]func(*Server, *tenant, []byte) (document, *Error){
	"/sandbox/links":    controlLink,
	"/sandbox/syncs":    controlSync,
	"/sandbox/sessions": controlSession,
}

func (s *Server) control(t *tenant, r *http.Request) (status int, data any, problem *Error) {
	act := controls[r.URL.Path]
	switch {
	case act == nil:
		return 0, nil, failure(CodeMissingResource, "there is nothing at %s: the API is under %s", r.URL.Path, apiPath)
	case r.Method != http.MethodPost:
		return 0, nil, failure(CodeUnsupportedMethod, "%s is not supported on %s, only POST", r.Method, r.URL.Path)
	}
	body, problem := readBody(r, maxBody)
	if problem != nil {
		return 0, nil, problem
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	data, problem = act(s, t, body)
	return http.StatusAccepted, data, problem
}

// controlLink is [Server.Link].
func controlLink(s *Server, t *tenant, body []byte) (document, *Error) {
	var request LinkRequest
	if problem := readControl(body, "link", &request); problem != nil {
		return nil, problem
	}
	accountID, problem := s.link(t, request)
	if problem != nil {
		return nil, problem
	}
	return document{"accountId": accountID}, nil
}

// controlSync is [Server.Sync].
func controlSync(s *Server, t *tenant, body []byte) (document, *Error) {
	var request struct {
		AccountID string `json:"accountId"`
	}
	if problem := readControl(body, "sync", &request); problem != nil {
		return nil, problem
	}
	taskID, problem := s.syncByID(t, request.AccountID)
	if problem != nil {
		return nil, problem
	}
	return document{"taskId": taskID}, nil
}

// controlSession is [Server.CompleteSession].
func controlSession(s *Server, t *tenant, body []byte) (document, *Error) {
	var request struct {
		UserID string `json:"userId"`
	}
	if problem := readControl(body, "session", &request); problem != nil {
		return nil, problem
	}
	if problem := s.completeSession(t, request.UserID); problem != nil {
		return nil, problem
	}
	return t.users.byID[request.UserID].document["session"].(document), nil
}

func readControl(body []byte, what string, request any) *Error {
	if err := decode(body, request); err != nil {
		return failure(CodeInvalidParameters, "the body is not a %s request: %v", what, err)
	}
	return nil
}
