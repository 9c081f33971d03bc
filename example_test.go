package smile_test

import (
	"context"
	"fmt"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
)

// From a new user to their income. This example runs against a sandbox in the same process. With Smile, create the
// client with [smile.New]; the person then links an account in the widget.
func Example() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()
	client := srv.Client() // for Smile: smile.New()

	created, err := client.Users.Create(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	// created.Token.AccessToken opens the widget, in which the person links an account. The sandbox does it instead:
	accountID, err := srv.Link(ctx, smiletest.Link{UserID: created.User.ID, ProviderID: "abccorp", Person: smiletest.George})
	if err != nil {
		fmt.Println(err)
		return
	}

	account, err := client.Accounts.Get(ctx, accountID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(account.ProviderID, "is", account.ConnectionStatus)

	months := 0
	for income, err := range client.Incomes.All(ctx, &smile.IncomeListParams{SourceID: accountID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if !income.NetAmount.IsZero() { // a zero amount is absent
			months++
		}
	}
	fmt.Println(months, "months of income")
	// Output:
	// abccorp is CONNECTED
	// 36 months of income
}
