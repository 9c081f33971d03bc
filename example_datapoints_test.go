package smile_test

import (
	"context"
	"fmt"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
)

// All kinds of data are read in the same way: with List, Pages, All and Get.
func ExampleCollection_List() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	page, err := client.Incomes.List(ctx, &smile.IncomeListParams{SourceID: account.ID, Size: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, income := range page.Items {
		fmt.Println(income.StartDate, income.BaseAmount, income.Currency)
	}
	fmt.Println("more:", page.NextCursor != "")
	// Output:
	// 2025-06-01 25050.00 PHP
	// 2025-05-01 25050.00 PHP
	// 2025-04-01 25050.00 PHP
	// more: true
}

// A job that can be resumed saves the cursor after each page, so that a later run continues from there.
func ExampleCollection_Pages() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()
	params := &smile.IncomeListParams{SourceID: account.ID, Size: 15}

	// The first run reads only one page.
	page, err := client.Incomes.List(ctx, params)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("first run:", len(page.Items))
	saved := page.NextCursor

	// The second run starts where the first one stopped.
	params.Cursor = saved
	for page, err := range client.Incomes.Pages(ctx, params) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("second run:", len(page.Items))
		saved = page.NextCursor // empty after the last page
	}
	fmt.Println("done:", saved == "")
	// Output:
	// first run: 15
	// second run: 15
	// second run: 6
	// done: true
}

// All fetches pages as needed. It stops after the first error.
func ExampleCollection_All() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()

	count := 0
	for _, err := range client.Incomes.All(ctx, &smile.IncomeListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		count++
	}
	fmt.Println(count, "incomes")
	// Output: 24 incomes
}

// Get reads one item by its ID.
func ExampleCollection_Get() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()
	incomeID := must(client.Incomes.List(ctx, &smile.IncomeListParams{SourceID: account.ID})).Items[0].ID

	income, err := client.Incomes.Get(ctx, incomeID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(income.Employer, income.StartDate.Month(), income.BaseAmount, income.Currency)
	fmt.Println("from", income.Metadata.SourceType, "at", income.Metadata.ProviderID)
	// Output:
	// ABC Corporation 2025-06 25050.00 PHP
	// from ACCOUNT at sprout_ph
}

// Identities tell who a person is. Not every provider has every field: an absent value is zero.
func ExampleCollection_All_identities() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sss_ph")
	defer stop()

	for identity, err := range client.Identities.All(ctx, &smile.IdentityListParams{UserID: account.UserID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(identity.FullName)
		if !identity.DOB.IsZero() {
			fmt.Println("born", identity.DOB)
		}
		for _, phone := range identity.Phones {
			fmt.Println(phone.Type, phone.Number)
		}
	}
	// Output:
	// George Cimafranca Palomero, Jr
	// born 1970-08-24
	// Mobile +639559991234
	// Fixed +63286415570
}

// Add up the payouts of a month less fees, and check that they equal the month's income. Debits are negative.
func ExampleCollection_All_transactions() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()

	june := userdata.NewMonth(2025, time.June)
	var amounts []userdata.Decimal
	for transaction, err := range client.Transactions.All(ctx, &smile.TransactionListParams{
		SourceID:  account.ID,
		StartDate: june.First(),
		EndDate:   june.Last(),
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		amounts = append(amounts, transaction.Amount)
	}
	left, _ := userdata.Sum(amounts...)

	page, err := client.Incomes.List(ctx, &smile.IncomeListParams{
		SourceID:  account.ID,
		StartDate: june.First(),
		EndDate:   june.Last(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, income := range page.Items {
		fmt.Println(income.StartDate.Month(), "adds up:", left.Equal(income.NetAmount))
	}
	// Output: 2025-06 adds up: true
}

// Ratings show how well a person performs on a gig platform.
func ExampleCollection_All_ratings() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()

	for rating, err := range client.Ratings.All(ctx, &smile.RatingListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		good := rating.CurrentRating.Cmp(userdata.NewDecimal(45, 1)) >= 0
		fmt.Println("4.5 or better:", good, "of at most", rating.MaxRating)
	}
	// Output: 4.5 or better: true of at most 5.00
}

// List the documents that expire within a year. An absent date sorts before every other date: check IsZero first.
func ExampleCollection_All_documents() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()

	nextYear := userdata.DateOf(smiletest.Epoch.AddDate(1, 0, 0)) // in your program, time.Now()
	for document, err := range client.Documents.All(ctx, &smile.DocumentListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if !document.ExpiryDate.IsZero() && document.ExpiryDate.Before(nextYear) {
			fmt.Println(document.DocumentType, document.Name, document.ExpiryDate)
		}
	}
	// Output: CLEARANCE Surat Keterangan Catatan Kepolisian 2026-02-20
}

// List current and past employments.
func ExampleCollection_All_employments() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	for employment, err := range client.Employments.All(ctx, &smile.EmploymentListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		until := "today"
		if !employment.EndDate.IsZero() {
			until = employment.EndDate.String()
		}
		fmt.Println(employment.JobTitle, "from", employment.StartDate, "to", until)
	}
	// Output:
	// Senior Security Guard from 2021-03-01 to today
	// Security Guard from 2016-02-01 to 2021-02-28
}

// Add up the income of a quarter. Sum is exact, and returns how many of the amounts were known.
func ExampleCollection_All_incomes() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	var amounts []userdata.Decimal
	for income, err := range client.Incomes.All(ctx, &smile.IncomeListParams{
		SourceID:  account.ID,
		StartDate: userdata.NewDate(2025, time.April, 1),
		EndDate:   userdata.NewDate(2025, time.June, 30),
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(income.StartDate.Month(), income.BaseAmount, income.Currency)
		amounts = append(amounts, income.BaseAmount)
	}
	total, known := userdata.Sum(amounts...)
	fmt.Println(total, "in", known, "months")
	// Output:
	// 2025-06 25050.00 PHP
	// 2025-05 25050.00 PHP
	// 2025-04 25050.00 PHP
	// 75150.00 in 3 months
}

// List the contributions to social security in a quarter.
func ExampleCollection_All_contributions() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sss_ph")
	defer stop()

	for contribution, err := range client.Contributions.All(ctx, &smile.ContributionListParams{
		SourceID:  account.ID,
		StartDate: userdata.NewDate(2025, time.April, 1),
		EndDate:   userdata.NewDate(2025, time.June, 30),
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(contribution.Date, contribution.Amount, contribution.Currency)
	}
	// Output:
	// 2025-06-30 3757.50 PHP
	// 2025-05-31 3757.50 PHP
	// 2025-04-30 3757.50 PHP
}

// List what a person still owes.
func ExampleCollection_All_liabilities() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sss_ph")
	defer stop()

	for liability, err := range client.Liabilities.All(ctx, &smile.LiabilityListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if liability.OutstandingBalance.Sign() > 0 {
			fmt.Println(liability.Type, "owes", liability.OutstandingBalance, "of", liability.LoanAmount)
			fmt.Println("next payment", liability.NextPaymentAmount, liability.AmortizationFrequency)
		}
	}
	// Output:
	// Salary Loan owes 43050.00 of 49200.00
	// next payment 2050.00 Monthly
	// Calamity Loan owes 19500.00 of 23400.00
	// next payment 650.00 Monthly
}

// EstimatedIncomes holds what Smile derives where a provider has only contributions.
func ExampleCollection_All_estimatedIncomes() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sss_ph")
	defer stop()

	for estimate, err := range client.EstimatedIncomes.All(ctx, &smile.EstimatedIncomeListParams{
		SourceID:   account.ID,
		StartMonth: userdata.NewMonth(2025, time.April),
		EndMonth:   userdata.NewMonth(2025, time.June),
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(estimate.Month, estimate.Amount, estimate.Currency)
	}
	// Output:
	// 2025-06 25050.00 PHP
	// 2025-05 25050.00 PHP
	// 2025-04 25050.00 PHP
}

// Insights are figures for scoring. An absent figure is zero or nil.
func ExampleCollection_All_insights() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sss_ph")
	defer stop()

	for insight, err := range client.Insights.All(ctx, &smile.InsightListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		features := insight.Features
		fmt.Println(features.EmploymentsCurrentStatus)
		fmt.Println("earns", features.IncomesCurrentAmount, "owes", features.LiabilitiesOutstandingAmountTotal)
		if tenure := features.EmploymentsCurrentTenure; tenure != nil {
			fmt.Println("months with the employer:", *tenure)
		}
	}
	// Output:
	// EMPLOYED
	// earns 25050.00 owes 62550.00
	// months with the employer: 113
}

// Links show how often the person has linked the account elsewhere.
func ExampleCollection_All_links() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	for link, err := range client.Links.All(ctx, &smile.LinkListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(link.StartDate.Format(time.DateOnly), "to", link.EndDate.Format(time.DateOnly))
		times := 0
		for _, record := range link.Records {
			times += record.Count
		}
		fmt.Println("at least once:", times > 0)
	}
	// Output:
	// 2023-07-16 to 2025-07-15
	// at least once: true
}
