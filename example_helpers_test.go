package smile_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
)

// sandboxClient returns a client of a sandbox whose time stands still, so that examples print the same
// every day.
func sandboxClient() (client *smile.Client, stop func()) {
	srv := smiletest.New(exampleTB{})
	return srv.Client(), srv.Close
}

// sandboxAccount returns a client of a sandbox in which a person linked an account at each of the
// providers for one user, and the account at the first of them.
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

// clientOfReply returns a client of a server that knows one reply.
func clientOfReply(body string) (client *smile.Client, stop func()) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(body))
	}))
	return must(smile.New(smile.WithCredentials("key", "secret"), smile.WithBaseURL(server.URL))), server.Close
}

// exampleTB is what smiletest.New needs of a test. An example has none, and closes its server by itself.
type exampleTB struct{ testing.TB }

func (exampleTB) Helper()        {}
func (exampleTB) Cleanup(func()) {}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
