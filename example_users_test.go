package smile_test

import (
	"context"
	"fmt"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
)

// Pass the token to your front end, where it opens the widget. Store the user's ID with your own record.
func ExampleUsersService_Create() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	created, err := client.Users.Create(ctx, &smile.UserCreateParams{
		ExternalMetadata: map[string]string{"application": "2025-0042"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("a user:", created.User.ID != "", "with a token:", created.Token.AccessToken != "")
	fmt.Println("to use before", created.Token.ExpiresAt.Format(time.TimeOnly))
	// Output:
	// a user: true with a token: true
	// to use before 08:30:00
}

func ExampleUsersService_Get() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	user, err := client.Users.Get(ctx, account.UserID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(user.CreatedAt.Format(time.DateOnly), user.Session.Status)
	// Output: 2025-07-15 IN_PROGRESS
}

func ExampleUsersService_List() {
	ctx := context.Background()
	client, _, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	page, err := client.Users.List(ctx, &smile.UserListParams{Size: 50})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(page.Items), "user, more:", page.NextCursor != "")
	// Output: 1 user, more: false
}

// List everyone who joined in July, however many pages there are.
func ExampleUsersService_All() {
	ctx := context.Background()
	client, _, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	july := userdata.NewMonth(2025, time.July)
	for user, err := range client.Users.All(ctx, &smile.UserListParams{StartDate: july.First(), EndDate: july.Last()}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(user.CreatedAt.Format(time.DateOnly))
	}
	// Output: 2025-07-15
}

// Payload returns all data of all accounts of a user in one response. A list with a NextCursor continues in its own
// service: see [smile.Collection.List].
func ExampleUsersService_Payload() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph", "sss_ph")
	defer stop()

	payload, err := client.Users.Payload(ctx, account.UserID)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, source := range payload.Accounts {
		data := source.Payload
		fmt.Println(source.ProviderID, data.Identity.FullName)
		fmt.Println(len(data.Incomes.Items), "incomes,", len(data.Contributions.Items), "contributions")
	}
	// Output:
	// sprout_ph George Cimafranca Palomero, Jr
	// 36 incomes, 0 contributions
	// sss_ph George Cimafranca Palomero, Jr
	// 0 incomes, 36 contributions
}

func ExampleUsersService_ResetSession() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	if err := client.Users.ResetSession(ctx, account.UserID); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("the person can go through the widget again")
	// Output: the person can go through the widget again
}
