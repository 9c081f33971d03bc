package smile_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
)

// If no credentials are given, New reads them from SMILE_API_KEY and SMILE_API_SECRET.
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
	fmt.Println(client) // does not print the credentials
	// Output: smile.Client(https://open.smileapi.io/v1)
}

// An invalid setting is refused at once, before anything is sent.
func ExampleNew_refused() {
	_, err := smile.New(
		smile.WithCredentials("api-key", "api-secret"),
		smile.WithBaseURL("http://api.example.com/v1"),
	)
	fmt.Println(err)
	// Output: smile: base URL must begin with https:// (plain http is allowed for loopback addresses, and on your own networks with WithInsecureHTTP or SMILE_INSECURE_HTTP=true)
}

// One client serves the whole program; its methods are safe for concurrent use.
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

// The API counts requests per IP address, so clients behind one address share a pacer.
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

// Failed attempts are logged at warn level, and all others at debug level.
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
			return slog.Attr{} // the other attributes vary
		},
	}))
	client := srv.Client(smile.WithLogger(logger))
	if _, err := client.Providers.Get(ctx, "grab"); err != nil {
		fmt.Println(err)
		return
	}
	// Output: operation=get-provider attempt=1 status=200
}

// Two counters per operation are enough to see that the API has become slow or refuses calls.
func ExampleWithObserver() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()

	attempts, failures := map[string]int{}, map[string]int{}
	client := srv.Client(smile.WithObserver(func(_ context.Context, a smile.Attempt) {
		attempts[a.Route]++ // use a mutex if calls are concurrent
		if a.Err != nil {
			failures[fmt.Sprint(a.Route, " ", a.Code)]++
		}
	}))
	for _, id := range []string{"grab", "sss_ph", "nowhere"} {
		if _, err := client.Providers.Get(ctx, id); err != nil && !errors.Is(err, smile.ErrNotFound) {
			fmt.Println(err)
		}
	}
	fmt.Println(attempts)
	fmt.Println(failures)
	// Output:
	// map[GET /providers/{id}:3]
	// map[GET /providers/{id} MISSING_RESOURCE:1]
}

// Your own transport can name spans after the route, since the URL contains IDs.
func ExampleAttemptFromContext() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()

	client := srv.Client(smile.WithHTTPClient(&http.Client{Transport: spans{smile.NewTransport()}}))
	if _, err := client.Providers.Get(ctx, "grab"); err != nil {
		fmt.Println(err)
	}
	// Output: span get-provider, GET /providers/{id}, attempt 1
}

// spans is a transport that names a span for each request.
type spans struct{ next http.RoundTripper }

func (s spans) RoundTrip(r *http.Request) (*http.Response, error) {
	if attempt, ok := smile.AttemptFromContext(r.Context()); ok {
		fmt.Printf("span %s, %s, attempt %d\n", attempt.Operation, attempt.Route, attempt.Number)
	}
	return s.next.RoundTrip(r)
}

// Use a proxy with credentials and otherwise the default transport of a client.
func ExampleNewTransport() {
	transport := smile.NewTransport()
	transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: "proxy.example:3128", User: url.UserPassword("bank", "secret")})
	client, err := smile.New(
		smile.WithCredentials("key", "secret"),
		smile.WithHTTPClient(&http.Client{Transport: transport}),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(client.BaseURL())
	// Output: https://sandbox.smileapi.io/v1
}

// A sandbox in another container has a host name but no certificate.
func ExampleWithInsecureHTTP() {
	client, err := smile.New(
		smile.WithCredentials("key", "secret"),
		smile.WithBaseURL("http://smile-sandbox:8080/v1"), // or SMILE_BASE_URL and SMILE_INSECURE_HTTP=true
		smile.WithInsecureHTTP(),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(client.BaseURL())
	// Output: http://smile-sandbox:8080/v1
}

// If a person is waiting for the answer, it is better to fail early than to keep retrying.
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

// Keep the response as it was received, for an audit trail or for properties that this version of the module does not
// have.
func ExampleWithResponse() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	var response smile.Response
	provider, err := client.Providers.Get(ctx, "grab", smile.WithResponse(&response))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(provider.Name, response.Status, response.Header.Get("Content-Type"), response.Attempts)
	var own struct {
		Data map[string]any `json:"data"`
	}
	if err := json.Unmarshal(response.Body, &own); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(own.Data["longName"])
	// Output:
	// Grab 200 application/json 1
	// Grab Holdings Inc.
}

// An audit needs the exact bytes that the API sent for each page, and the ID by which Smile knows the response.
func ExampleWithResponse_audit() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	trail := map[string][]byte{} // in practice an append-only store, such as a bucket
	var response smile.Response
	incomes := 0
	params := &smile.IncomeListParams{SourceID: account.ID, Size: 15}
	for page, err := range client.Incomes.Pages(ctx, params, smile.WithResponse(&response)) {
		trail[response.RequestID] = response.Body // before the data is used; Body is not reused between pages
		if err != nil {
			fmt.Println(err)
			return
		}
		incomes += len(page.Items)
	}
	fmt.Println(len(trail), "pages stored,", incomes, "incomes read")

	stored := 0
	for _, body := range trail {
		var page struct{ Data smile.Page[userdata.Income] }
		if err := json.Unmarshal(body, &page); err != nil {
			fmt.Println(err)
			return
		}
		stored += len(page.Data.Items)
	}
	fmt.Println(stored, "incomes in the trail")
	// Output:
	// 3 pages stored, 36 incomes read
	// 36 incomes in the trail
}

// A malformed value fails neither the page nor the item, and is not lost.
func ExampleWithResponse_malformed() {
	ctx := context.Background()
	client, stop := clientWithResponse(`{"code":"OK","data":{"items":[{"id":"inc-1","grossAmount":1200.50,"netAmount":"about 1100"}]}}`)
	defer stop()

	var response smile.Response
	page, err := client.Incomes.List(ctx, nil, smile.WithResponse(&response))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, income := range page.Items {
		fmt.Println(income.ID, income.GrossAmount, "net amount given:", !income.NetAmount.IsZero())
	}
	for _, malformed := range response.Malformed {
		fmt.Printf("%s %s\n", malformed.Path, malformed.Value)
	}
	// Output:
	// inc-1 1200.50 net amount given: false
	// data.items[0].netAmount "about 1100"
}
