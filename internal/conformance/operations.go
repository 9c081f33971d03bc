package main

import (
	"context"

	"github.com/smileapi/smile-go"
)

// operation is one call of the SDK.
type operation struct {
	// id is the API's name of it.
	id string
	// idFrom names the operation whose result has the ID to call this one with; empty when it takes none.
	idFrom string
	// madeUp stands in for the ID that the result of this operation should have had.
	madeUp string
	call   call
}

type call func(ctx context.Context, id string, options ...smile.RequestOption) (result any, err error)

// hex is the part that most IDs end with.
const hex = "0123456789abcdef0123456789abcdef"

// operations lists the calls in the order in which they are made. For servers with a memory it begins
// with what creates, so that lists have something in them, and ends with what destroys. What can only
// be harmed is taken from what was created here, where that is possible.
func operations(c *smile.Client) []operation {
	return []operation{
		{id: "create-user", madeUp: "tenant-" + hex, call: createUser(c)},
		{id: "create-webhook", madeUp: hex, call: createWebhook(c)},

		{id: "list-providers", madeUp: "upwork", call: list(c.Providers.List)},
		{id: "get-provider", idFrom: "list-providers", call: get(c.Providers.Get)},

		{id: "list-users", madeUp: "tenant-" + hex, call: list(c.Users.List)},
		{id: "get-user", idFrom: "list-users", call: get(c.Users.Get)},
		{id: "get-user-session-payload", idFrom: "list-users", call: get(c.Users.Payload)},
		{id: "create-token", idFrom: "list-users", call: get(c.Tokens.Create)},

		{id: "list-webhooks", madeUp: hex, call: list(c.Webhooks.List)},
		{id: "get-webhook", idFrom: "list-webhooks", call: get(c.Webhooks.Get)},

		{id: "list-accounts", madeUp: "a-" + hex, call: list(c.Accounts.List)},
		{id: "get-account", idFrom: "list-accounts", call: get(c.Accounts.Get)},
		{id: "get-account-payload", idFrom: "list-accounts", call: get(c.Accounts.Payload)},
		{id: "generate-account-export", idFrom: "list-accounts", call: generateExport(c)},

		{id: "list-tasks", madeUp: "task-" + hex, call: list(c.Tasks.List)},
		{id: "get-task", idFrom: "list-tasks", call: get(c.Tasks.Get)},

		{id: "list-identities", madeUp: "i-" + hex, call: list(c.Identities.List)},
		{id: "get-identity", idFrom: "list-identities", call: get(c.Identities.Get)},
		{id: "list-transactions", madeUp: "t-" + hex, call: list(c.Transactions.List)},
		{id: "get-transaction", idFrom: "list-transactions", call: get(c.Transactions.Get)},
		{id: "list-ratings", madeUp: "r-" + hex, call: list(c.Ratings.List)},
		{id: "get-rating", idFrom: "list-ratings", call: get(c.Ratings.Get)},
		{id: "list-documents", madeUp: "d-" + hex, call: list(c.Documents.List)},
		{id: "get-document", idFrom: "list-documents", call: get(c.Documents.Get)},
		{id: "list-employments", madeUp: "e-" + hex, call: list(c.Employments.List)},
		{id: "get-employment", idFrom: "list-employments", call: get(c.Employments.Get)},
		{id: "list-incomes", madeUp: "inc-" + hex, call: list(c.Incomes.List)},
		{id: "get-income", idFrom: "list-incomes", call: get(c.Incomes.Get)},
		{id: "list-contributions", madeUp: "con-" + hex, call: list(c.Contributions.List)},
		{id: "get-contribution", idFrom: "list-contributions", call: get(c.Contributions.Get)},
		{id: "list-liabilities", madeUp: "lia-" + hex, call: list(c.Liabilities.List)},
		{id: "get-liabilities", idFrom: "list-liabilities", call: get(c.Liabilities.Get)},
		{id: "list-eincomes", madeUp: "einc-" + hex, call: list(c.EstimatedIncomes.List)},
		{id: "get-eincomes", idFrom: "list-eincomes", call: get(c.EstimatedIncomes.Get)},
		{id: "list-insights", madeUp: "insight-" + hex, call: list(c.Insights.List)},
		{id: "get-feature-insight", idFrom: "list-insights", call: get(c.Insights.Get)},
		{id: "list-links", madeUp: "link-" + hex, call: list(c.Links.List)},
		{id: "get-link", idFrom: "list-links", call: get(c.Links.Get)},

		{id: "reset-user-session", idFrom: "create-user", call: act(c.Users.ResetSession)},
		{id: "disable-account-monitor", idFrom: "list-accounts", call: act(c.Accounts.DisableMonitor)},
		{id: "delete-webhook", idFrom: "create-webhook", call: act(c.Webhooks.Delete)},
		{id: "delete-account", idFrom: "list-accounts", call: act(c.Accounts.Delete)},
	}
}

// list calls for the first page.
func list[T, P any](method func(context.Context, *P, ...smile.RequestOption) (*smile.Page[T], error)) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		page, err := method(ctx, nil, options...)
		if err != nil {
			return nil, err
		}
		result := struct {
			NextCursor *string `json:"nextCursor"`
			Items      []T     `json:"items"`
		}{Items: append([]T{}, page.Items...)}
		if page.NextCursor != "" {
			result.NextCursor = &page.NextCursor
		}
		return result, nil
	}
}

// get calls for what belongs to an ID.
func get[T any](method func(context.Context, string, ...smile.RequestOption) (*T, error)) call {
	return func(ctx context.Context, id string, options ...smile.RequestOption) (any, error) {
		return method(ctx, id, options...)
	}
}

// act calls what returns no data.
func act(method func(context.Context, string, ...smile.RequestOption) error) call {
	return func(ctx context.Context, id string, options ...smile.RequestOption) (any, error) {
		return nil, method(ctx, id, options...)
	}
}

func createUser(c *smile.Client) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		return c.Users.Create(ctx, &smile.UserCreateParams{ExternalMetadata: map[string]string{"purpose": "conformance"}}, options...)
	}
}

// createWebhook makes one that receives nothing.
func createWebhook(c *smile.Client) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		return c.Webhooks.Create(ctx, &smile.WebhookCreateParams{
			Name:       "conformance",
			URL:        "https://example.com/smile",
			EventTypes: []smile.EventType{smile.AllEvents},
			Active:     smile.Bool(false),
			Secret:     "conformance",
		}, options...)
	}
}

func generateExport(c *smile.Client) call {
	return func(ctx context.Context, id string, options ...smile.RequestOption) (any, error) {
		return c.Accounts.GenerateExport(ctx, id, &smile.AccountExportParams{Format: smile.ExportPDF}, options...)
	}
}
