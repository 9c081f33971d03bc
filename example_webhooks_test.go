package smile_test

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
)

// Register a webhook. Package webhookverify parses the events and, with the same secret, verifies that Smile sent them.
func ExampleWebhooksService_Create() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()

	webhook, err := client.Webhooks.Create(ctx, &smile.WebhookCreateParams{
		Name:       "lending",
		URL:        "https://acme.example/webhooks/smile",
		EventTypes: []userdata.EventType{userdata.EventTaskFinished, userdata.EventAccountDisconnected},
		Secret:     rand.Text(), // store it for your receiver
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(webhook.Name, "is active:", webhook.Active, webhook.EventTypes)
	// Output: lending is active: true [TASK_FINISHED ACCOUNT_DISCONNECTED]
}

func ExampleWebhooksService_List() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()
	registerWebhook(client)

	page, err := client.Webhooks.List(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, webhook := range page.Items {
		fmt.Println(webhook.Name, webhook.URL)
	}
	// Output: lending https://acme.example/webhooks/smile
}

// Register only once: after a restart, the program finds its existing webhook.
func ExampleWebhooksService_All() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()
	registerWebhook(client)

	for webhook, err := range client.Webhooks.All(ctx, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if webhook.URL == "https://acme.example/webhooks/smile" && webhook.Active {
			fmt.Println("nothing to do")
			return
		}
	}
	fmt.Println("register it")
	// Output: nothing to do
}

func ExampleWebhooksService_Get() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()
	webhookID := registerWebhook(client)

	webhook, err := client.Webhooks.Get(ctx, webhookID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(webhook.Name, webhook.EventTypes)
	// Output: lending [ALL_EVENTS]
}

func ExampleWebhooksService_Delete() {
	ctx := context.Background()
	client, stop := sandboxClient()
	defer stop()
	webhookID := registerWebhook(client)

	if err := client.Webhooks.Delete(ctx, webhookID); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("no more events")
	// Output: no more events
}

// registerWebhook does the same as ExampleWebhooksService_Create.
func registerWebhook(client *smile.Client) (webhookID string) {
	return must(client.Webhooks.Create(context.Background(), &smile.WebhookCreateParams{
		Name:       "lending",
		URL:        "https://acme.example/webhooks/smile",
		EventTypes: []userdata.EventType{smile.AllEvents},
		Secret:     rand.Text(),
	})).ID
}
