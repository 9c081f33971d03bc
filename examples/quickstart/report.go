package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
)

// report prints who a person is, where they work, and what they earn.
func report(ctx context.Context, out io.Writer, client *smile.Client, accountID string) error {
	heading(out, "Who it is")
	for identity, err := range client.Identities.All(ctx, &smile.IdentityListParams{SourceID: accountID}) {
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "  %s, born %s, %s\n", identity.FullName, identity.DOB, identity.CountryResidence)
	}

	heading(out, "Where they work")
	for employment, err := range client.Employments.All(ctx, &smile.EmploymentListParams{SourceID: accountID}) {
		if err != nil {
			return err
		}
		until := "today"
		if !employment.EndDate.IsZero() {
			until = employment.EndDate.String()
		}
		fmt.Fprintf(out, "  %s at %s, %s to %s\n", employment.JobTitle, employment.Employer, employment.StartDate, until)
	}

	heading(out, "What they earn")
	return incomes(ctx, out, client, accountID)
}

// incomes prints a line for each income and the totals, exact to the last cent.
func incomes(ctx context.Context, out io.Writer, client *smile.Client, accountID string) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "period\tgross\tnet\t\t")
	var gross, net []userdata.Decimal
	for income, err := range client.Incomes.All(ctx, &smile.IncomeListParams{SourceID: accountID}) {
		if err != nil {
			return err
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t\n", income.StartDate.Month(), income.GrossAmount, income.NetAmount, income.Currency)
		gross, net = append(gross, income.GrossAmount), append(net, income.NetAmount)
	}
	grossTotal, _ := userdata.Sum(gross...)
	netTotal, known := userdata.Sum(net...)
	fmt.Fprintf(table, "total\t%s\t%s\tof %d\t\n", grossTotal, netTotal, known)
	return table.Flush()
}
