package smile_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
)

// Without credentials in the program, New() reads them from SMILE_API_KEY and SMILE_API_SECRET.
func ExampleNew() {
	client, err := smile.New(
		smile.WithCredentials("api-key", "api-secret"),
		smile.WithEnvironment(smile.Production),
		smile.WithUserAgent("acme-lending/2.3"),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(client) // never the credentials
	// Output: smile.Client(https://open.smileapi.io/v1)
}

// A setting that cannot work is refused at once, before anything is sent.
func ExampleNew_refused() {
	_, err := smile.New(
		smile.WithCredentials("api-key", "api-secret"),
		smile.WithBaseURL("http://api.example.com/v1"),
	)
	fmt.Println(err)
	// Output: smile: base URL must begin with https:// (plain http is for loopback addresses, and for networks of your own with WithInsecureHTTP or SMILE_INSECURE_HTTP=true)
}

// One client serves the whole program; its methods can be called at the same time.
func ExampleClient() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	var (
		identities     *smile.Page[userdata.Identity]
		employments    *smile.Page[userdata.Employment]
		errIdentities  error
		errEmployments error
		both           sync.WaitGroup
	)
	both.Go(func() {
		identities, errIdentities = client.Identities.List(ctx, &smile.IdentityListParams{SourceID: account.ID})
	})
	both.Go(func() {
		employments, errEmployments = client.Employments.List(ctx, &smile.EmploymentListParams{SourceID: account.ID})
	})
	both.Wait()
	if errIdentities != nil || errEmployments != nil {
		fmt.Println(errIdentities, errEmployments)
		return
	}
	fmt.Println(len(identities.Items), "identity,", len(employments.Items), "employments")
	// Output: 1 identity, 2 employments
}

// The API counts requests by IP address: clients behind one address share a pacer.
func ExampleWithPacer() {
	pacer := smile.NewPacer(smile.RequestsPerSecond)
	for _, tenant := range []struct{ key, secret string }{
		{"key-of-the-bank", "its-secret"},
		{"key-of-the-insurer", "its-secret"},
	} {
		client, err := smile.New(
			smile.WithCredentials(tenant.key, tenant.secret),
			smile.WithEnvironment(smile.Sandbox),
			smile.WithPacer(pacer),
		)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(client.BaseURL())
	}
	// Output:
	// https://sandbox.smileapi.io/v1
	// https://sandbox.smileapi.io/v1
}

// Attempts that fail are logged at warn level, and all of them at debug level.
func ExampleWithLogger() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()

	logger := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		Level: slog.LevelDebug,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == "operation" || a.Key == "status" || a.Key == "attempt" {
				return a
			}
			return slog.Attr{} // the others differ from run to run
		},
	}))
	client := srv.Client(smile.WithLogger(logger))
	if _, err := client.Providers.Get(ctx, "grab"); err != nil {
		fmt.Println(err)
		return
	}
	// Output: operation=get-provider attempt=1 status=200
}

// Where a person waits for the answer, it is better to fail soon than to go on trying.
func ExampleWithTimeout() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	provider, err := client.Providers.Get(ctx, "grab", smile.WithTimeout(5*time.Second))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(provider.Name)
	// Output: Grab
}

// The reply as it came: for an audit trail, or for what this version of the module has no field for.
func ExampleWithReply() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	var reply smile.Reply
	provider, err := client.Providers.Get(ctx, "grab", smile.WithReply(&reply))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(provider.Name, reply.Status, reply.Header.Get("Content-Type"), reply.Attempts)
	var own struct {
		Data map[string]any `json:"data"`
	}
	if err := json.Unmarshal(reply.Body, &own); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(own.Data["longName"])
	// Output:
	// Grab 200 application/json 1
	// Grab Holdings Inc.
}

// One value that cannot be read costs neither the page nor the item, and is not lost.
func ExampleWithReply_unread() {
	ctx := context.Background()
	client, stop := clientOfReply(`{"code":"OK","data":{"items":[{"id":"inc-1","grossAmount":1200.50,"netAmount":"about 1100"}]}}`)
	defer stop()

	var reply smile.Reply
	page, err := client.Incomes.List(ctx, nil, smile.WithReply(&reply))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, income := range page.Items {
		fmt.Println(income.ID, income.GrossAmount, "net given:", !income.NetAmount.IsZero())
	}
	for _, unread := range reply.Unread {
		fmt.Printf("%s %s\n", unread.Path, unread.Value)
	}
	// Output:
	// inc-1 1200.50 net given: false
	// data.items[0].netAmount "about 1100"
}
