package smile_test

import (
	"context"
	"fmt"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
)

// The whole way, from a new user to their income. It runs against a sandbox in this process; against Smile,
// the client comes from [smile.New] and the person links in the widget.
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
	// created.Token.AccessToken opens the widget, in which the person links an account. Here:
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
		if !income.NetAmount.IsZero() { // a zero amount is one that was not given
			months++
		}
	}
	fmt.Println(months, "months of income")
	// Output:
	// abccorp is CONNECTED
	// 36 months of income
}
