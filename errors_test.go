package smile_test

import (
	"errors"
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
			"smile: get-account: 404 MISSING_RESOURCE (request r-1): not found: check the ID, and whether the person revoked access"},
		{&smile.Error{Operation: "list-users", Status: 503, Attempts: 4},
			"smile: list-users: 503 after 4 attempts: the API failed: try again later"},
		{&smile.Error{Operation: "list-users", Err: errors.New("connection refused")}, "smile: list-users: connection refused"},
		{&smile.Error{Operation: "list-users", Status: 418}, "smile: list-users: 418"},
		{&smile.ParameterError{Operation: "list-users", Field: "size", Problem: "must be 1 to 150"}, "smile: list-users: size must be 1 to 150"},
	} {
		assert.Equal(t, test.want, test.err.Error())
	}
}

func TestAnErrorIsOfOneKind(t *testing.T) {
	t.Parallel()
	kinds := []error{
		smile.ErrInvalidCredentials, smile.ErrInvalidParameters, smile.ErrInvalidToken, smile.ErrUnauthorizedAccess, smile.ErrNotFound,
		smile.ErrUnsupportedType, smile.ErrRateLimited, smile.ErrServer, smile.ErrMalformedReply, smile.ErrRedirect,
	}
	for _, test := range []struct {
		err   error
		kinds []error
	}{
		{&smile.ParameterError{}, []error{smile.ErrInvalidParameters}},
		{&smile.Error{Status: 400}, []error{smile.ErrInvalidParameters}},
		{&smile.Error{Status: 401}, []error{smile.ErrInvalidToken}},
		{&smile.Error{Status: 403}, []error{smile.ErrUnauthorizedAccess}},
		{&smile.Error{Status: 404}, []error{smile.ErrNotFound}},
		{&smile.Error{Status: 408}, []error{smile.ErrServer}},
		{&smile.Error{Status: 415}, []error{smile.ErrUnsupportedType}},
		{&smile.Error{Status: 429}, []error{smile.ErrRateLimited}},
		{&smile.Error{Status: 500}, []error{smile.ErrServer}},
		{&smile.Error{Status: 501}, []error{smile.ErrServer}},
		{&smile.Error{Status: 502}, []error{smile.ErrServer}},
		{&smile.Error{Status: 503}, []error{smile.ErrServer}},
		{&smile.Error{Status: 504}, []error{smile.ErrServer}},
		{&smile.Error{Status: 418}, nil},
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
