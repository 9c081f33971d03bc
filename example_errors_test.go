package smile_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/smileapi/smile-go"
)

// Use errors.Is to decide what to do, and the Error for what to log.
func ExampleError() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	_, err := client.Accounts.Get(ctx, "a-00000000000000000000000000000000")
	switch {
	case errors.Is(err, smile.ErrNotFound):
		fmt.Println("the person has not linked, or has revoked")
	case errors.Is(err, smile.ErrRateLimited), errors.Is(err, smile.ErrServer):
		fmt.Println("try again later")
	case err != nil:
		fmt.Println(err)
		return
	}

	var failure *smile.Error
	if errors.As(err, &failure) {
		fmt.Println(failure.Operation, failure.Status, failure.Code, failure.Attempts)
		fmt.Println("Smile can look it up:", failure.RequestID != "")
	}
	// Output:
	// the person has not linked, or has revoked
	// get-account 404 MISSING_RESOURCE 1
	// Smile can look it up: true
}

// Invalid arguments are refused before anything is sent.
func ExampleParameterError() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	_, err := client.Accounts.List(ctx, &smile.AccountListParams{Size: 500})
	fmt.Println(err)

	var refused *smile.ParameterError
	if errors.As(err, &refused) {
		fmt.Println(refused.Operation, refused.Field)
	}
	fmt.Println(errors.Is(err, smile.ErrInvalidParameters))
	// Output:
	// smile: list-accounts: Size must be between 1 and 150, or 0 for the default
	// list-accounts size
	// true
}
