package smile_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"

	"github.com/jarcoal/httpmock"
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
)

// Incomes is the part of this module that your program needs. It is declared where it is used. Both client.Incomes and
// a fake implement it.
type Incomes interface {
	All(ctx context.Context, params *smile.IncomeListParams, options ...smile.RequestOption) iter.Seq2[userdata.Income, error]
}

var _ Incomes = new(smile.Client).Incomes

// affordable is the function under test.
func affordable(ctx context.Context, incomes Incomes, userID string) (userdata.Decimal, error) {
	months, err := smile.Collect(incomes.All(ctx, &smile.IncomeListParams{UserID: userID}))
	if errors.Is(err, smile.ErrRateLimited) {
		return userdata.Decimal{}, fmt.Errorf("ask again later: %w", err)
	}
	if err != nil {
		return userdata.Decimal{}, err
	}
	var amounts []userdata.Decimal
	for _, month := range months {
		amounts = append(amounts, month.NetAmount)
	}
	total, _ := userdata.Sum(amounts...)
	return total, nil
}

// fakeIncomes returns the items and the error that a test sets.
type fakeIncomes struct {
	items []userdata.Income
	err   error
}

func (f fakeIncomes) All(context.Context, *smile.IncomeListParams, ...smile.RequestOption) iter.Seq2[userdata.Income, error] {
	return func(yield func(userdata.Income, error) bool) {
		for _, income := range f.items {
			if !yield(income, nil) {
				return
			}
		}
		if f.err != nil {
			yield(userdata.Income{}, f.err)
		}
	}
}

// Test without a server or a client: your own interface with a fake behind it. Models and errors are plain structs that
// a test can create.
func Example_fake() {
	ctx := context.Background()
	incomes := fakeIncomes{items: []userdata.Income{{NetAmount: userdata.NewDecimal(2000050, 2)}, {NetAmount: userdata.NewDecimal(2100000, 2)}}}
	fmt.Println(affordable(ctx, incomes, "u-1"))

	incomes.err = &smile.Error{Operation: "list-incomes", Status: http.StatusTooManyRequests, Code: smile.CodeRequestLimitExceeded}
	_, err := affordable(ctx, incomes, "u-1")
	fmt.Println(err)
	// Output:
	// 41000.50 <nil>
	// ask again later: smile: list-incomes: 429 REQUEST_LIMIT_EXCEEDED: rate limit exceeded: share one Pacer between clients behind the same address, and try again later
}

// Test without a server but with the client, using a fake transport. A response must have Smile's envelope; otherwise
// it is not taken for Smile's. Libraries that replace http.DefaultTransport work with
// WithHTTPClient(http.DefaultClient).
func Example_httpmock() {
	ctx := context.Background()
	transport := httpmock.NewMockTransport()
	transport.RegisterResponder("GET", "https://sandbox.smileapi.io/v1/incomes", httpmock.NewStringResponder(http.StatusOK,
		`{"code": "OK", "requestId": "r-1", "data": {"items": [{"id": "inc-1", "netAmount": 26563.19}]}}`))
	client, err := smile.New(
		smile.WithCredentials("key", "secret"),
		smile.WithEnvironment(smile.Sandbox),
		smile.WithHTTPClient(&http.Client{Transport: transport}),
		smile.WithMaxRetries(0), // do not wait in a test
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(affordable(ctx, client.Incomes, "u-1"))

	transport.RegisterResponder("GET", "https://sandbox.smileapi.io/v1/incomes", httpmock.NewStringResponder(http.StatusServiceUnavailable,
		`{"code": "SERVER_UNAVAILABLE", "requestId": "r-2"}`))
	_, err = affordable(ctx, client.Incomes, "u-1")
	fmt.Println(errors.Is(err, smile.ErrServer), err)
	// Output:
	// 26563.19 <nil>
	// true smile: list-incomes: 503 SERVER_UNAVAILABLE (request r-2): the API failed: try again later
}

// Use Collect only for lists that are known to be short.
func ExampleCollect() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	if _, err := client.Users.Create(ctx, nil); err != nil {
		fmt.Println(err)
		return
	}
	users, err := smile.Collect(client.Users.All(ctx, nil))
	fmt.Println(len(users), err)
	// Output: 1 <nil>
}
