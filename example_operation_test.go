package smile_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
)

// Call an operation that this version of the module does not know, or decode a known one into your own model. The call
// has the credentials, pacing, retries and errors of every other call.
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
	found, err := smile.Do[provider](ctx, client, getProvider, smile.Request{PathValues: []string{"sss_ph"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found.Name, "-", found.LongName)
	// Output: SSS - Social Security System
}

// A list decodes into a Page of any item type.
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

// Wait for an object that this version of the module does not know, by reporting when it is final.
func ExampleWait() {
	ctx := context.Background()
	client, linked, stop := sandboxAccount(smiletest.George, "grab")
	defer stop()

	type account struct {
		Status string `json:"connectionStatus"`
	}
	getAccount := smile.Operation{ID: "get-account", Method: http.MethodGet, Path: "/accounts/{id}", Retry: smile.RetrySafe}
	final, err := smile.Wait(ctx, client, getAccount, smile.Request{PathValues: []string{linked.ID}}, nil, func(a *account) (string, bool) {
		return a.Status, a.Status == "CONNECTED" || a.Status == "ERROR"
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(final.Status)
	// Output: CONNECTED
}

// A kind of object that this version of the module does not know can be listed and read as well.
func ExampleNewCollection() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	type provider struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	type params struct {
		Type string `url:"type,omitempty"`
	}
	providers := smile.NewCollection[provider, params](client,
		smile.Operation{ID: "list-providers", Method: http.MethodGet, Path: "/providers", Retry: smile.RetrySafe},
		smile.Operation{ID: "get-provider", Method: http.MethodGet, Path: "/providers/{id}", Retry: smile.RetrySafe})
	for found, err := range providers.All(ctx, &params{Type: "CREDENTIAL"}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(found.ID, found.Name)
		break
	}
	// Output: credly Credly
}
