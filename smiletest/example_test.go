package smiletest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
)

// exampleTB stands in for the *testing.T, which examples do not have.
type exampleTB struct{ testing.TB }

func (exampleTB) Helper()        {}
func (exampleTB) Cleanup(func()) {}

var t exampleTB

// A test of code that reads a person's income: a server, a linked account, and the code's own client.
func ExampleNew() {
	ctx := context.Background() // in a test: t.Context()
	srv := smiletest.New(t)
	defer srv.Close() // in a test it closes by itself
	client := srv.Client()

	created, err := client.Users.Create(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	accountID, err := srv.Link(ctx, smiletest.Link{UserID: created.User.ID, ProviderID: "abccorp", Person: smiletest.George})
	if err != nil {
		fmt.Println(err)
		return
	}

	page, err := client.Incomes.List(ctx, &smile.IncomeListParams{SourceID: accountID, Size: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, income := range page.Items {
		fmt.Println(income.StartDate.Month(), income.BaseAmount, income.Currency)
	}
	// Output: 2025-06 25050.00 PHP
}

// A demonstration that needs no credentials and no network.
func ExampleStart() {
	srv := smiletest.Start()
	defer srv.Close()

	page, err := srv.Client().Providers.List(context.Background(), &smile.ProviderListParams{Name: "upwork"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(page.Items), "provider")
	fmt.Println("on this machine:", strings.HasPrefix(srv.BaseURL, "http://127.0.0.1:"))
	// Output:
	// 1 provider
	// on this machine: true
}

// What your code does when a person mistypes the password.
func ExampleServer_Link() {
	ctx := context.Background()
	srv := smiletest.New(t)
	defer srv.Close()
	client := srv.Client()
	created, err := client.Users.Create(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}

	mistyped := smiletest.Christina
	mistyped.Password = "qwerty"
	accountID, err := srv.Link(ctx, smiletest.Link{UserID: created.User.ID, ProviderID: "dbs_sg", Person: mistyped})
	if err != nil {
		fmt.Println(err)
		return
	}

	account, err := client.Accounts.Get(ctx, accountID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(account.Connection.Status, account.Connection.ErrorCode)
	// Output: ERROR INVALID_CREDENTIALS
}

// A receiver that is down at first gets its event again when time has passed. Nobody sleeps for that.
func ExampleClock_Advance() {
	ctx := context.Background()
	verifier, err := webhookverify.NewVerifier("hook-secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	down := true
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		event, err := verifier.Parse(r)
		switch {
		case err != nil:
			w.WriteHeader(http.StatusUnauthorized)
		case down:
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			fmt.Println("received", event.Head().Type)
		}
	}))
	defer receiver.Close()
	srv := smiletest.New(t)
	defer srv.Close()
	client := srv.Client()
	_, err = client.Webhooks.Create(ctx, &smile.WebhookCreateParams{
		Name: "test", URL: receiver.URL, Secret: "hook-secret", EventTypes: []userdata.EventType{smile.AllEvents},
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	if _, err := client.Users.Create(ctx, nil); err != nil {
		fmt.Println(err)
		return
	}
	if err := srv.Settle(ctx); err != nil { // until the event has been sent
		fmt.Println(err)
		return
	}
	down = false
	srv.Clock.Advance(time.Minute)

	for _, delivery := range srv.Deliveries() {
		fmt.Println("attempt", delivery.Attempt, "answered", delivery.Status)
	}
	// Output:
	// received USER_CREATED
	// attempt 1 answered 503
	// attempt 2 answered 200
}

// Which calls your code has made.
func ExampleServer_Exchanges() {
	ctx := context.Background()
	srv := smiletest.New(t)
	defer srv.Close()

	_, err := srv.Client().Accounts.Get(ctx, "a-unknown")
	if !errors.Is(err, smile.ErrNotFound) {
		fmt.Println(err)
		return
	}
	for _, exchange := range srv.Exchanges() {
		fmt.Println(exchange.Operation, exchange.Status, exchange.Code)
	}
	// Output: get-account 404 MISSING_RESOURCE
}

// One server for many tests: each has a key, and with it a world of its own.
func ExampleServer_AddTenant() {
	ctx := context.Background()
	srv := smiletest.New(t)
	defer srv.Close()
	srv.AddTenant("other-key", "other-secret")

	created, err := srv.Client().Users.Create(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	other := srv.Client(smile.WithCredentials("other-key", "other-secret"))
	_, err = other.Users.Get(ctx, created.User.ID)
	fmt.Println("unknown to the other:", errors.Is(err, smile.ErrNotFound))
	// Output: unknown to the other: true
}

// How your code takes it when it is too fast.
func ExampleWithRateLimit() {
	ctx := context.Background()
	srv := smiletest.New(t, smiletest.WithRateLimit(2))
	defer srv.Close()
	client := srv.Client(smile.WithMaxRetries(0))

	for range 3 {
		_, err := client.Providers.Get(ctx, "grab")
		fmt.Println("too fast:", errors.Is(err, smile.ErrRateLimited))
	}
	// Output:
	// too fast: false
	// too fast: false
	// too fast: true
}

// Identifiers and data that differ from those of other tests.
func ExampleWithSeed() {
	ctx := context.Background()
	seen := map[string]bool{}
	for _, seed := range []uint64{1, 1, 2} {
		srv := smiletest.New(t, smiletest.WithSeed(seed))
		created, err := srv.Client().Users.Create(ctx, nil)
		srv.Close()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("seed", seed, "seen before:", seen[created.User.ID])
		seen[created.User.ID] = true
	}
	// Output:
	// seed 1 seen before: false
	// seed 1 seen before: true
	// seed 2 seen before: false
}

// A sample payslip is uploaded, and its analysis is what is printed on it.
func ExampleSampleFiles() {
	srv := smiletest.Start()
	defer srv.Close()
	client := srv.Client()
	ctx := context.Background()

	archive, err := client.Archives.Create(ctx, &smile.ArchiveCreateParams{
		RawFiles: []smile.File{{Name: "payslip.pdf", Content: smile.FromFS(smiletest.SampleFiles(), "payslip.pdf")}},
	})
	if err != nil {
		panic(err)
	}
	if err := srv.Settle(ctx); err != nil {
		panic(err)
	}
	archive, err = client.Archives.Get(ctx, archive.ID)
	if err != nil {
		panic(err)
	}
	fmt.Println(archive.Type, archive.State.Status)
	// Output: PAYSLIP ANALYZED
}
