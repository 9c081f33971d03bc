package smile_test

import (
	"context"
	"fmt"
	"log"

	"github.com/smileapi/smile-go"
)

func main() {
	ctx := context.Background()
	client, err := smile.New() // SMILE_API_KEY and SMILE_API_SECRET
	if err != nil {
		log.Fatal(err)
	}

	created, err := client.Users.Create(ctx, &smile.UserCreateParams{
		ExternalMetadata: map[string]string{"loan": "42"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("start the widget with", created.Token.AccessToken)

	for income, err := range client.Incomes.All(ctx, &smile.IncomeListParams{UserID: created.User.ID}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(income.StartDate, income.NetAmount, income.Currency)
	}
}
