package smile_test

import (
	"errors"
	"strings"
	"syscall"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
)

func TestErrorText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want string
	}{
		{&smile.Error{Operation: "get-account", Status: 404, Code: smile.CodeMissingResource, RequestID: "r-1", Attempts: 1},
			"smile: get-account: 404 MISSING_RESOURCE (request r-1): not found: check the ID, and that the key belongs to the same tenant and environment"},
		{&smile.Error{Operation: "list-users", Status: 503, Code: smile.CodeServerUnavailable, Attempts: 4},
			"smile: list-users: 503 SERVER_UNAVAILABLE after 4 attempts: the API failed: try again later"},
		{&smile.Error{Operation: "list-users", Status: 503, Attempts: 4},
			"smile: list-users: 503 after 4 attempts: an intermediary answered instead of Smile: try again later; if it persists, check the proxies and gateways in between"},
		{&smile.Error{Operation: "get-account", Status: 404},
			"smile: get-account: 404: an intermediary answered instead of Smile: check the base URL, and the proxies and gateways in between"},
		{&smile.Error{Operation: "list-users", Err: syscall.ECONNREFUSED}, "smile: list-users: connection refused"},
		{&smile.Error{Operation: "list-users", Err: errors.New("https://user:password@proxy")},
			"smile: list-users: an error of type *errors.errorString: unwrap this error to see its text"},
		{&smile.Error{Operation: "list-users", Status: 418, Code: "I_AM_A_TEAPOT"}, "smile: list-users: 418 I_AM_A_TEAPOT"},
		{&smile.Error{Operation: "list-users", Status: 418, Code: "\x1b[31m\n", RequestID: strings.Repeat("x", 800_000)},
			`smile: list-users: 418 "\x1b[31m\n" (request ` + strings.Repeat("x", 100) + "...)"},
		{&smile.ParameterError{Operation: "list-users", Field: "size", Problem: "must be 1 to 150"}, "smile: list-users: size must be 1 to 150"},
		{&smile.ParameterError{Operation: "create-user", Field: "externalMetadata", GoField: "ExternalMetadata", Problem: "is too long"},
			"smile: create-user: ExternalMetadata is too long"},
		{&smile.ParameterError{Operation: "create-archive", Field: "rawFiles[0].fileContent", GoField: "RawFiles[0].Content", Problem: "is empty"},
			"smile: create-archive: RawFiles[0].Content (rawFiles[0].fileContent) is empty"},
	} {
		assert.Equal(t, test.want, test.err.Error())
	}
}

func TestAnErrorIsOfOneKind(t *testing.T) {
	t.Parallel()
	kinds := []error{
		smile.ErrInvalidCredentials, smile.ErrInvalidParameters, smile.ErrInvalidToken, smile.ErrUnauthorizedAccess, smile.ErrNotFound,
		smile.ErrUnsupportedType, smile.ErrRateLimited, smile.ErrServer, smile.ErrMalformedResponse, smile.ErrRedirect, smile.ErrIntermediary,
	}
	for _, test := range []struct {
		err   error
		kinds []error
	}{
		{&smile.ParameterError{}, []error{smile.ErrInvalidParameters}},
		{&smile.Error{Status: 400}, []error{smile.ErrIntermediary}},
		{&smile.Error{Status: 400, Code: "NEW"}, []error{smile.ErrInvalidParameters}},
		{&smile.Error{Status: 401}, []error{smile.ErrIntermediary}},
		{&smile.Error{Status: 401, Code: "NEW"}, []error{smile.ErrInvalidToken}},
		{&smile.Error{Status: 403}, []error{smile.ErrIntermediary}},
		{&smile.Error{Status: 403, Code: "NEW"}, []error{smile.ErrUnauthorizedAccess}},
		{&smile.Error{Status: 404}, []error{smile.ErrIntermediary}},
		{&smile.Error{Status: 404, Code: "NEW"}, []error{smile.ErrNotFound}},
		{&smile.Error{Status: 408}, []error{smile.ErrServer, smile.ErrIntermediary}},
		{&smile.Error{Status: 415}, []error{smile.ErrIntermediary}},
		{&smile.Error{Status: 415, Code: "NEW"}, []error{smile.ErrUnsupportedType}},
		{&smile.Error{Status: 429}, []error{smile.ErrRateLimited, smile.ErrIntermediary}},
		{&smile.Error{Status: 500}, []error{smile.ErrServer, smile.ErrIntermediary}},
		{&smile.Error{Status: 501}, []error{smile.ErrServer, smile.ErrIntermediary}},
		{&smile.Error{Status: 502}, []error{smile.ErrServer, smile.ErrIntermediary}},
		{&smile.Error{Status: 503}, []error{smile.ErrServer, smile.ErrIntermediary}},
		{&smile.Error{Status: 504}, []error{smile.ErrServer, smile.ErrIntermediary}},
		{&smile.Error{Status: 418}, []error{smile.ErrIntermediary}},
		{&smile.Error{}, nil},
		{&smile.Error{Status: 429, Code: "TOO_MANY"}, []error{smile.ErrRateLimited}},
		{&smile.Error{Status: 400, Code: smile.CodeInvalidCredentials}, []error{smile.ErrInvalidCredentials}},
		{&smile.Error{Status: 400, Code: smile.CodeInvalidParameters}, []error{smile.ErrInvalidParameters}},
		{&smile.Error{Status: 200, Code: smile.CodeRequestLimitExceeded}, []error{smile.ErrRateLimited}},
		{&smile.Error{Status: 500, Code: smile.CodeOK}, []error{smile.ErrServer}},
	} {
		var is []error
		for _, kind := range kinds {
			if errors.Is(test.err, kind) {
				is = append(is, kind)
			}
		}
		assert.Equal(t, test.kinds, is, test.err.Error())
	}
}
