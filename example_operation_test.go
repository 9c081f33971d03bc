package smile_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/smileapi/smile-go"
)

// An operation that this version of the module does not know, or a model of your own for one that it does.
// The call has the credentials, pacing, retries and errors of every other.
func ExampleDo() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	type provider struct {
		Name     string `json:"name"`
		LongName string `json:"longName"`
	}
	getProvider := smile.Operation{
		ID:     "get-provider",
		Method: http.MethodGet,
		Path:   "/providers/{id}",
		Retry:  smile.RetrySafe,
	}
	found, err := smile.Do[provider](ctx, client, getProvider, smile.Request{Arguments: []string{"sss_ph"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found.Name, "-", found.LongName)
	// Output: SSS - Social Security System
}

// A list is a Page of whatever its items are.
func ExampleDo_list() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	type provider struct {
		ID string `json:"id"`
	}
	listProviders := smile.Operation{ID: "list-providers", Method: http.MethodGet, Path: "/providers", Retry: smile.RetrySafe}
	page, err := smile.Do[smile.Page[provider]](ctx, client, listProviders, smile.Request{
		Query: url.Values{"type": {"CREDENTIAL"}, "size": {"2"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(page.Items, "more:", page.NextCursor != "")
	// Output: [{credly} {digilocker_in}] more: true
}
