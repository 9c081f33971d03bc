// Command quickstart links a person's work account and reads their income.
//
// Without credentials it starts a sandbox in its own process and plays every part: your backend, the
// receiver of webhooks, and the person who links an account. With SMILE_API_KEY and SMILE_API_SECRET in
// the environment the same code talks to Smile, where linking is up to a person.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	out = &lockedWriter{out: out}
	if os.Getenv("SMILE_API_KEY") == "" && os.Getenv("SMILE_API_SECRET") == "" {
		srv := smiletest.Start()
		defer srv.Close()
		fmt.Fprintf(out, "No SMILE_API_KEY: using a sandbox in this process, at %s\n", srv.BaseURL)
		return withSandbox(ctx, out, srv)
	}
	client, err := smile.New()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Using %s\n", client.BaseURL())
	return withSmile(ctx, out, client)
}

// withSandbox goes the whole way, from a user to the end of their consent.
func withSandbox(ctx context.Context, out io.Writer, srv *smiletest.Server) error {
	client := srv.Client()

	stop, err := receive(ctx, out, client)
	if err != nil {
		return err
	}
	defer stop()

	user, err := createUser(ctx, out, client)
	if err != nil {
		return err
	}

	if err := srv.Settle(ctx); err != nil { // until the event about the new user is there
		return err
	}

	heading(out, "George links his account at Sprout")
	accountID, err := srv.Link(ctx, smiletest.Link{UserID: user.ID, ProviderID: "sprout_ph", Person: smiletest.George})
	if err != nil {
		return err
	}

	if err := report(ctx, out, client, accountID); err != nil {
		return err
	}

	heading(out, "George withdraws his consent")
	if err := client.Accounts.Delete(ctx, accountID); err != nil {
		return err
	}
	return srv.Settle(ctx) // until the last event is there
}

// withSmile does what needs no person, and shows what is there already.
func withSmile(ctx context.Context, out io.Writer, client *smile.Client) error {
	if _, err := createUser(ctx, out, client); err != nil {
		return err
	}
	heading(out, "Accounts that are linked already")
	count := 0
	for account, err := range client.Accounts.All(ctx, nil) {
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "  %s  %s at %s\n", account.ID, account.ConnectionStatus, account.ProviderID)
		if count++; account.ConnectionStatus != smile.ConnectionStatusConnected {
			continue
		}
		if err := report(ctx, out, client, account.ID); err != nil {
			return err
		}
	}
	if count == 0 {
		fmt.Fprintln(out, "  None yet: open the widget, link an account, and run this again.")
	}
	return nil
}

// createUser makes the user for whom accounts are linked, and the token that their widget needs.
func createUser(ctx context.Context, out io.Writer, client *smile.Client) (*smile.User, error) {
	heading(out, "A user, and the token that opens the widget for them")
	created, err := client.Users.Create(ctx, &smile.UserCreateParams{
		ExternalMetadata: map[string]string{"loan": "42"},
	})
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "  user    %s\n", created.User.ID)
	fmt.Fprintf(out, "  token   %s\n", created.Token.AccessToken)
	fmt.Fprintf(out, "          valid until %s, in your web page:\n", created.Token.ExpiresAt.Format(time.TimeOnly+" MST"))
	fmt.Fprintf(out, "          new SmileLinkModal({ userToken: token, onAccountConnected: reload }).open()\n")
	return &created.User, nil
}

func heading(out io.Writer, text string) {
	fmt.Fprintf(out, "\n%s\n", text)
}

// lockedWriter keeps what the receiver of webhooks prints apart from the rest.
type lockedWriter struct {
	mu  sync.Mutex
	out io.Writer
}

// Write writes p as one piece.
func (w *lockedWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.Write(p)
}
