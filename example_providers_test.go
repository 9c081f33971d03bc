package smile_test

import (
	"context"
	"fmt"

	"github.com/smileapi/smile-go"
)

// Show the first page of a picker: providers that can be linked now, with favorites at the top.
func ExampleProvidersService_List() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	page, err := client.Providers.List(ctx, &smile.ProviderListParams{
		Size:              3,
		Active:            smile.Bool(true),
		Enabled:           smile.Bool(true),
		AccountConnection: smile.Bool(true),
		TopIDs:            []string{"sss_ph", "grab"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, provider := range page.Items {
		fmt.Println(provider.Type, provider.Name)
	}
	// Output:
	// GOVERNMENT SSS
	// GIG Grab
	// EMPLOYER ABC Corporation
}

func ExampleProvidersService_All() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	for provider, err := range client.Providers.All(ctx, &smile.ProviderListParams{Type: smile.ProviderTypeCredential}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if provider.Active && provider.Enabled && provider.AccountConnection {
			fmt.Println(provider.ID)
		}
	}
	// Output:
	// digilocker_in
	// opencerts_sg
	// prc_ph
}

func ExampleProvidersService_Get() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	provider, err := client.Providers.Get(ctx, "upwork")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(provider.LongName, "asks for a second factor:", provider.MFA)
	fmt.Println(provider.Supported)
	// Output:
	// Upwork Global Inc. asks for a second factor: true
	// [IDENTITIES TRANSACTIONS RATINGS EMPLOYMENTS DOCUMENTS INCOMES EINCOMES LINK INSIGHTS]
}
