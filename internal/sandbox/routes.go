package sandbox

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/smileapi/smile-go/internal/contract"
)

const apiPath = "/v1"

// handler carries out one operation. It runs with the server locked and must not change a document
// that it has stored or returned.
type handler func(*Server, *call) (data any, problem *Error)

// handlers is everything that this sandbox serves, by operation ID. An operation of the contract that
// is missing here answers UNSUPPORTED_METHOD: to serve one more, add its handler.
var handlers = withRecords(withDataPoints(map[string]handler{
	"list-providers": (*Server).listProviders,
	"get-provider":   (*Server).getProvider,

	"list-users":               (*Server).listUsers,
	"create-user":              (*Server).createUser,
	"get-user":                 (*Server).getUser,
	"get-user-session-payload": (*Server).getSessionPayload,
	"reset-user-session":       (*Server).resetSession,
	"create-token":             (*Server).createToken,

	"list-accounts":           (*Server).listAccounts,
	"get-account":             (*Server).getAccount,
	"delete-account":          (*Server).deleteAccount,
	"get-account-payload":     (*Server).getAccountPayload,
	"generate-account-export": (*Server).generateExport,
	"disable-account-monitor": (*Server).disableMonitor,

	"list-archives":                    (*Server).listArchives,
	"create-archive":                   (*Server).createArchive,
	"create-and-classify-archive":      (*Server).classifyArchive,
	"get-archive":                      (*Server).getArchive,
	"delete-archive":                   (*Server).deleteArchive,
	"upload-payslip-file":              (*Server).uploadPayslip,
	"get-archive-payslip-data":         (*Server).getPrediction,
	"list-archive-payslip-predictions": (*Server).listPredictions,
	"send-payslip-manual-result":       (*Server).sendManualResult,
	"list-uploads":                     (*Server).listUploads,
	"get-upload":                       (*Server).getUpload,
	"list-file-types":                  (*Server).listFileTypes,

	"list-consent-templates":  (*Server).listConsentTemplates,
	"create-consent-template": (*Server).createConsentTemplate,
	"delete-consent-template": (*Server).deleteConsentTemplate,

	"list-invite-templates":  (*Server).listInviteTemplates,
	"create-invite-template": (*Server).createInviteTemplate,
	"get-invite-template":    (*Server).getInviteTemplate,
	"update-invite-template": (*Server).updateInviteTemplate,
	"delete-invite-template": (*Server).deleteInviteTemplate,

	"list-invites":    (*Server).listInvites,
	"create-invite":   (*Server).createInvite,
	"get-invite":      (*Server).getInvite,
	"list-invite-log": (*Server).listInviteLogs,

	"list-tasks": (*Server).listTasks,
	"get-task":   (*Server).getTask,

	"list-webhooks":  (*Server).listWebhooks,
	"create-webhook": (*Server).createWebhook,
	"get-webhook":    (*Server).getWebhook,
	"delete-webhook": (*Server).deleteWebhook,

	"list-alpha-forms": (*Server).listForms,
	"get-alpha-form":   (*Server).getForm,

	"query-employer-basics": (*Server).searchEmployers,
	"query-employer":        (*Server).findEmployer,
}))

// withDataPoints adds the two operations that every data point has.
func withDataPoints(own map[string]handler) map[string]handler {
	for _, point := range dataPoints {
		own[point.list] = func(s *Server, c *call) (any, *Error) {
			return s.list(c, c.tenant.data[point.name])
		}
		own[point.get] = func(_ *Server, c *call) (any, *Error) {
			return c.find(c.tenant.data[point.name])
		}
	}
	return own
}

// Operations returns the IDs of the operations that the sandbox serves, sorted.
func Operations() []string { return slices.Sorted(maps.Keys(handlers)) }

// route finds the operation for a method and a path, and what carries it out. The operation is there
// even when it is not served.
func (s *Server) route(method, path string) (*contract.Operation, handler, map[string]string, *Error) {
	operation, arguments, known := s.contract.Match(method, path)
	switch {
	case !known:
		return nil, nil, nil, failure(CodeMissingResource, "the API has no path %s%s", apiPath, path)
	case operation == nil:
		return nil, nil, nil, failure(CodeUnsupportedMethod, "%s is not supported on %s%s, only %s", method, apiPath, path, strings.Join(s.methods(path), ", "))
	case handlers[operation.ID] == nil:
		return operation, nil, nil, failure(CodeUnsupportedMethod, "this sandbox does not serve the operation %s (%s %s) yet", operation.ID, method, operation.Path)
	}
	return operation, handlers[operation.ID], arguments, nil
}

// methods are those that the contract has for a path.
func (s *Server) methods(path string) []string {
	var methods []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if operation, _, _ := s.contract.Match(method, path); operation != nil {
			methods = append(methods, method)
		}
	}
	return methods
}
