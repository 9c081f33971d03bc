package smile_test

import (
	"context"
	"fmt"
	"time"

	"github.com/smileapi/smile-go/smiletest"
)

// Issue a new token for a user who returns to link another account.
func ExampleTokensService_Create() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	token, err := client.Tokens.Create(ctx, account.UserID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("a token:", token.AccessToken != "", "to use before", token.ExpiresAt.Format(time.TimeOnly))
	// Output: a token: true to use before 08:30:00
}
