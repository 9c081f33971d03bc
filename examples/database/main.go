// Command database keeps what a person earns in a database, and reads it back as it was: days, exact amounts, and NULL
// where the API gave nothing. It is a module of its own, so that no driver becomes a dependency of the SDK.
//
//	go run . [DATABASE]
//
// DATABASE is where a PostgreSQL is, such as postgres://localhost/loans; its tables incomes and transactions are made
// anew. Without it, the program takes a file of SQLite that is gone at the end. The data come from a sandbox in this
// process.
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "database:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, args []string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	srv := smiletest.Start()
	defer srv.Close()
	accountID, err := link(ctx, srv)
	if err != nil {
		return err
	}

	db, amounts, done, err := open(args)
	if err != nil {
		return err
	}
	defer done()
	if err := createTables(ctx, db, amounts); err != nil {
		return err
	}

	client := srv.Client()
	if err := keepIncomes(ctx, out, client, db, accountID); err != nil {
		return err
	}
	if err := keepTransactions(ctx, out, client, db, accountID); err != nil {
		return err
	}
	return report(ctx, out, db)
}

// link links the account of somebody who drives, and returns its ID.
func link(ctx context.Context, srv *smiletest.Server) (accountID string, err error) {
	created, err := srv.Client().Users.Create(ctx, nil)
	if err != nil {
		return "", err
	}
	return srv.Link(ctx, smiletest.Link{UserID: created.User.ID, ProviderID: "grab", Person: smiletest.Ryan})
}

// open opens the database that the arguments name, or a new one of SQLite.
func open(args []string) (db *sql.DB, amounts string, done func(), err error) {
	if len(args) > 0 {
		db, err = sql.Open("pgx", args[0])
		return db, amountsOfPostgreSQL, func() { _ = db.Close() }, err
	}
	directory, err := os.MkdirTemp("", "smile-database-")
	if err != nil {
		return nil, "", nil, err
	}
	db, err = sql.Open("sqlite", filepath.Join(directory, "smile.db"))
	return db, amountsOfSQLite, func() { _ = db.Close(); _ = os.RemoveAll(directory) }, err
}

// keepIncomes stores the incomes of an account, reads them back, and holds them to what came.
func keepIncomes(ctx context.Context, out io.Writer, client *smile.Client, db *sql.DB, accountID string) error {
	var came []userdata.Income
	for income, err := range client.Incomes.All(ctx, &smile.IncomeListParams{SourceID: accountID}) {
		if err != nil {
			return err
		}
		if err := insertIncome(ctx, db, income); err != nil {
			return err
		}
		income.Metadata = userdata.Metadata{} // the table has no columns for it
		came = append(came, income)
	}
	stored, err := selectIncomes(ctx, db)
	if err != nil {
		return err
	}
	return compare(out, "incomes", came, stored)
}

// keepTransactions does the same with transactions.
func keepTransactions(ctx context.Context, out io.Writer, client *smile.Client, db *sql.DB, accountID string) error {
	var came []userdata.Transaction
	for transaction, err := range client.Transactions.All(ctx, &smile.TransactionListParams{SourceID: accountID}) {
		if err != nil {
			return err
		}
		if err := insertTransaction(ctx, db, transaction); err != nil {
			return err
		}
		transaction.Metadata = userdata.Metadata{}
		came = append(came, transaction)
	}
	stored, err := selectTransactions(ctx, db)
	if err != nil {
		return err
	}
	return compare(out, "transactions", came, stored)
}

// compare goes by ==, which asks for the same literals: 222.00 would not do for 222.0000.
func compare[T comparable](out io.Writer, what string, came, stored []T) error {
	if len(came) == 0 || !slices.Equal(came, stored) {
		return errors.New("the " + what + " that came back are others")
	}
	fmt.Fprintf(out, "%d %s came back as they were.\n", len(stored), what)
	return nil
}

// report adds up the transactions of each month, exactly, which SQL may not do: SQLite has no decimals.
func report(ctx context.Context, out io.Writer, db *sql.DB) error {
	transactions, err := selectTransactions(ctx, db)
	if err != nil {
		return err
	}
	byMonth := map[userdata.Month][]userdata.Decimal{}
	for _, transaction := range transactions {
		month := transaction.Date.Month()
		byMonth[month] = append(byMonth[month], transaction.Amount)
	}
	for _, month := range slices.SortedFunc(maps.Keys(byMonth), userdata.Month.Compare) {
		total, known := userdata.Sum(byMonth[month]...)
		fmt.Fprintf(out, "%s  %12.2f  (%d amounts)\n", month, total, known)
	}
	return nil
}
