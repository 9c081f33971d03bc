package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
)

// receive starts a receiver of webhooks, registers it, and prints each event that Smile has signed, until
// stop is called.
func receive(ctx context.Context, out io.Writer, client *smile.Client) (stop func(), err error) {
	secret := rand.Text()
	verifier, err := webhookverify.NewVerifier(secret)
	if err != nil {
		return nil, err
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		event, err := verifier.Parse(r)
		if err != nil {
			fmt.Fprintln(out, "  refused:", err)
			http.Error(w, "the signature is not valid", http.StatusUnauthorized)
			return
		}
		fmt.Fprintln(out, "  verified", describe(event))
		w.WriteHeader(http.StatusNoContent)
	}))
	webhook, err := client.Webhooks.Create(ctx, &smile.WebhookCreateParams{
		Name:       "quickstart",
		URL:        server.URL,
		EventTypes: []userdata.EventType{smile.AllEvents},
		Secret:     secret,
	})
	if err != nil {
		server.Close()
		return nil, err
	}
	heading(out, "A webhook, whose events are printed as they come")
	fmt.Fprintf(out, "  webhook %s\n", webhook.ID)
	return server.Close, nil
}

// describe says what an event tells, in a line.
func describe(event webhookverify.Event) string {
	text := string(event.Head().Type)
	switch event := event.(type) {
	case *webhookverify.AccountFailed:
		text += " " + string(event.Data.ErrorCode)
	case *webhookverify.TaskFinished:
		text += fmt.Sprintf(" %s, with %v", event.Data.Status, event.Data.Datapoints)
	case *webhookverify.EmploymentsAdded:
		text += fmt.Sprintf(" %d", event.Data.Count)
	case *webhookverify.IncomesAdded:
		text += fmt.Sprintf(" %d", event.Data.Count)
	}
	return text
}
