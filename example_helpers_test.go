package smile_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
)

// sandboxClient returns a client of a sandbox whose clock stands still, so that the output of examples never changes.
func sandboxClient() (client *smile.Client, stop func()) {
	srv := smiletest.New(exampleTB{})
	return srv.Client(), srv.Close
}

// sandboxAccount returns a client of a sandbox in which one user has linked an account at each of the providers, and
// the account at the first of them.
func sandboxAccount(person smiletest.Person, providers ...string) (client *smile.Client, account *smile.Account, stop func()) {
	ctx := context.Background()
	srv := smiletest.New(exampleTB{})
	client = srv.Client()
	user := must(client.Users.Create(ctx, nil)).User
	for _, provider := range providers {
		id := must(srv.Link(ctx, smiletest.Link{UserID: user.ID, ProviderID: provider, Person: person}))
		if account == nil {
			account = must(client.Accounts.Get(ctx, id))
		}
	}
	return client, account, srv.Close
}

// clientWithResponse returns a client of a server that sends the same response to every request.
func clientWithResponse(body string) (client *smile.Client, stop func()) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(body))
	}))
	return must(smile.New(smile.WithCredentials("key", "secret"), smile.WithBaseURL(server.URL))), server.Close
}

// exampleTB implements the methods of testing.TB that smiletest.New needs. An example has no testing.TB, and closes its
// server itself.
type exampleTB struct{ testing.TB }

func (exampleTB) Helper()        {}
func (exampleTB) Cleanup(func()) {}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
