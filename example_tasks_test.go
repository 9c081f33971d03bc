package smile_test

import (
	"context"
	"fmt"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
)

// Check whether the data of an account is complete, if a webhook may have been missed.
func ExampleTasksService_List() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	page, err := client.Tasks.List(ctx, &smile.TaskListParams{SourceID: account.ID})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, task := range page.Items {
		if task.Status == smile.TaskStatusFinished {
			fmt.Println(task.Type, "collected", task.Datapoints)
		}
	}
	// Output: LINK_ACCOUNT collected [IDENTITIES DOCUMENTS EMPLOYMENTS INCOMES EINCOMES LINK INSIGHTS]
}

func ExampleTasksService_All() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph", "sss_ph")
	defer stop()

	for task, err := range client.Tasks.All(ctx, &smile.TaskListParams{UserID: account.UserID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(task.Type, "at", task.Metadata.ProviderID, task.Status)
	}
	// Output:
	// LINK_ACCOUNT at sss_ph Finished
	// LINK_ACCOUNT at sprout_ph Finished
}

func ExampleTasksService_Get() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()
	taskID := must(client.Tasks.List(ctx, &smile.TaskListParams{SourceID: account.ID})).Items[0].ID

	task, err := client.Tasks.Get(ctx, taskID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(task.Type, task.Status, "running:", task.FinishedAt.IsZero())
	// Output: LINK_ACCOUNT Finished running: false
}
