package smile_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
)

func ExampleAccountsService_List() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph", "sss_ph")
	defer stop()

	page, err := client.Accounts.List(ctx, &smile.AccountListParams{UserID: account.UserID})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, linked := range page.Items {
		fmt.Println(linked.ProviderID, linked.ConnectionStatus)
	}
	// Output:
	// sss_ph CONNECTED
	// sprout_ph CONNECTED
}

// Read page by page, as a job that can be resumed does.
func ExampleAccountsService_Pages() {
	ctx := context.Background()
	client, _, stop := sandboxAccount(smiletest.George, "sprout_ph", "sss_ph", "abccorp")
	defer stop()

	for page, err := range client.Accounts.Pages(ctx, &smile.AccountListParams{Size: 2}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(page.Items), "accounts, more:", page.NextCursor != "")
	}
	// Output:
	// 2 accounts, more: true
	// 1 accounts, more: false
}

func ExampleAccountsService_All() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph", "sss_ph")
	defer stop()

	for linked, err := range client.Accounts.All(ctx, &smile.AccountListParams{UserID: account.UserID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(linked.ProviderID, linked.CreatedAt.Format(time.DateOnly))
	}
	// Output:
	// sss_ph 2025-07-15
	// sprout_ph 2025-07-15
}

// Check whether an account is connected and, if not, why. Here the person has mistyped the password.
func ExampleAccountsService_Get() {
	ctx := context.Background()
	mistyped := smiletest.George
	mistyped.Password = "qwerty"
	client, linked, stop := sandboxAccount(mistyped, "sprout_ph")
	defer stop()

	account, err := client.Accounts.Get(ctx, linked.ID)
	if err != nil {
		fmt.Println(err)
		return
	}
	switch account.Connection.Status {
	case smile.ConnectionStatusConnected:
		fmt.Println("the data can be read")
	case smile.ConnectionStatusError:
		fmt.Println("failed:", account.Connection.ErrorCode)
	default:
		fmt.Println("wait for the webhook")
	}
	// Output: failed: INVALID_CREDENTIALS
}

// When consent ends, delete the account; its data is removed at once. An account that no longer exists needs no
// deletion.
func ExampleAccountsService_Delete() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	err := client.Accounts.Delete(ctx, account.ID)
	if err != nil && !errors.Is(err, smile.ErrNotFound) {
		fmt.Println(err)
		return
	}
	revoked, err := client.Accounts.Get(ctx, account.ID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(revoked.ConnectionStatus)
	// Output: DISCONNECTED
}

// Payload returns all data of one account in one response. A kind of data that the provider does not have is zero.
func ExampleAccountsService_Payload() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()

	data, err := client.Accounts.Payload(ctx, account.ID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(data.Identity.FullName)
	fmt.Println(len(data.Incomes), "incomes,", len(data.Liabilities), "liabilities")
	// Output:
	// Ryan Lestari
	// 24 incomes, 0 liabilities
}

// Once the decision is made, the data need not be kept up to date or paid for any longer.
func ExampleAccountsService_DisableMonitor() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	if err := client.Accounts.DisableMonitor(ctx, account.ID); err != nil {
		fmt.Println(err)
		return
	}
	account, err := client.Accounts.Get(ctx, account.ID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(account.Monitor.Status)
	// Output: CUSTOMER_DISABLED
}

// Anyone who has the URL can read the data: download the file at once, and keep the URL out of logs.
func ExampleAccountsService_GenerateExport() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	export, err := client.Accounts.GenerateExport(ctx, account.ID, &smile.AccountExportParams{Format: smile.ExportCSV})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("a", export.Format, "file to download:", export.DownloadURL != "", "with a checksum:", export.MD5 != "")
	// Output: a CSV file to download: true with a checksum: true
}
