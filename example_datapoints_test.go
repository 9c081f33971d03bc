package smile_test

import (
	"context"
	"fmt"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
)

// All kinds of data are read alike: by List, Pages, All and Get.
func ExampleDataPointService_List() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	page, err := client.Incomes.List(ctx, &smile.IncomeListParams{SourceID: account.ID, Size: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, income := range page.Items {
		fmt.Println(income.StartDate, income.GrossAmount, income.Currency)
	}
	fmt.Println("more:", page.NextCursor != "")
	// Output:
	// 2025-06-01 28030.95 PHP
	// 2025-05-01 27730.35 PHP
	// 2025-04-01 27254.40 PHP
	// more: true
}

// A job that keeps its place: it saves the cursor after each page, so that a later run goes on from there.
func ExampleDataPointService_Pages() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()
	params := &smile.TransactionListParams{SourceID: account.ID, Size: 150}

	// The first run comes as far as one page.
	page, err := client.Transactions.List(ctx, params)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("first run:", len(page.Items))
	saved := page.NextCursor

	// The second run begins where the first one ended.
	params.Cursor = saved
	for page, err := range client.Transactions.Pages(ctx, params) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("second run:", len(page.Items))
		saved = page.NextCursor // empty after the last page
	}
	fmt.Println("done:", saved == "")
	// Output:
	// first run: 150
	// second run: 150
	// second run: 71
	// done: true
}

// All goes from page to page by itself. It ends after the first error.
func ExampleDataPointService_All() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()

	count := 0
	for _, err := range client.Transactions.All(ctx, &smile.TransactionListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		count++
	}
	fmt.Println(count, "transactions")
	// Output: 371 transactions
}

// One item by its ID.
func ExampleDataPointService_Get() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()
	incomeID := must(client.Incomes.List(ctx, &smile.IncomeListParams{SourceID: account.ID})).Items[0].ID

	income, err := client.Incomes.Get(ctx, incomeID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(income.Employer, income.StartDate.Month(), income.NetAmount, income.Currency)
	fmt.Println("from", income.Metadata.SourceType, "at", income.Metadata.ProviderID)
	// Output:
	// ABC Corporation 2025-06 25376.91 PHP
	// from ACCOUNT at sprout_ph
}

// Who a person is. Not every provider has every field: what was not given is zero.
func ExampleDataPointService_All_identities() {
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

// What came in and what went out in a month. Debits are negative.
func ExampleDataPointService_All_transactions() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()

	june := userdata.NewMonth(2025, time.June)
	var credits, debits []userdata.Decimal
	for transaction, err := range client.Transactions.All(ctx, &smile.TransactionListParams{
		SourceID:  account.ID,
		StartDate: june.First(),
		EndDate:   june.Last(),
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if transaction.Amount.Sign() < 0 {
			debits = append(debits, transaction.Amount)
		} else {
			credits = append(credits, transaction.Amount)
		}
	}
	in, _ := userdata.Sum(credits...)
	out, _ := userdata.Sum(debits...)
	fmt.Println(june, "in", in, "out", out)
	// Output: 2025-06 in 7888500.0000 out -1577700.0000
}

// How well a person does at a gig platform.
func ExampleDataPointService_All_ratings() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()

	for rating, err := range client.Ratings.All(ctx, &smile.RatingListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(rating.CurrentRating, "of", rating.MaxRating, "after", rating.JobsCompleted, "jobs")
	}
	// Output: 4.87 of 5.00 after 22801 jobs
}

// The papers that expire within a year. A date that was not given comes before every other: ask IsZero
// first.
func ExampleDataPointService_All_documents() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.Ryan, "grab")
	defer stop()

	nextYear := userdata.DateOf(smiletest.Epoch.AddDate(1, 0, 0)) // in your program time.Now()
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

// Where a person works and has worked.
func ExampleDataPointService_All_employments() {
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

// The income of a quarter. Sum adds up without rounding, and says how many of the amounts were known.
func ExampleDataPointService_All_incomes() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	var net []userdata.Decimal
	for income, err := range client.Incomes.All(ctx, &smile.IncomeListParams{
		SourceID:  account.ID,
		StartDate: userdata.NewDate(2025, time.April, 1),
		EndDate:   userdata.NewDate(2025, time.June, 30),
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(income.StartDate.Month(), income.NetAmount, income.Currency)
		net = append(net, income.NetAmount)
	}
	total, known := userdata.Sum(net...)
	fmt.Println(total, "in", known, "months")
	// Output:
	// 2025-06 25376.91 PHP
	// 2025-05 25091.34 PHP
	// 2025-04 24639.18 PHP
	// 75107.43 in 3 months
}

// What was paid into social security in a quarter.
func ExampleDataPointService_All_contributions() {
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

// What a person still owes.
func ExampleDataPointService_All_liabilities() {
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

// What Smile takes for the income where a provider has only contributions.
func ExampleDataPointService_All_estimatedIncomes() {
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

// Figures ready for a score. A figure that was not given is absent or nil.
func ExampleDataPointService_All_insights() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	for insight, err := range client.Insights.All(ctx, &smile.InsightListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		features := insight.Features
		fmt.Println(features.EmploymentsCurrentStatus)
		fmt.Println("average of a year:", features.IncomesLast12MonthsAmountAverage)
		if tenure := features.EmploymentsCurrentTenure; tenure != nil {
			fmt.Println("months with the employer:", *tenure)
		}
	}
	// Output:
	// EMPLOYED
	// average of a year: 27456.65
	// months with the employer: 113
}

// How often a person has linked the account with others.
func ExampleDataPointService_All_links() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	for link, err := range client.Links.All(ctx, &smile.LinkListParams{SourceID: account.ID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(link.StartDate.Format(time.DateOnly), "to", link.EndDate.Format(time.DateOnly))
		for _, record := range link.Records {
			fmt.Println(record.Count, "times")
		}
	}
	// Output:
	// 2023-07-16 to 2025-07-15
	// 2 times
	// 3 times
}
