package main

import (
	"context"
	"database/sql"

	"github.com/smileapi/smile-go/userdata"
)

// The types of columns for amounts. NUMERIC of PostgreSQL is exact. That of SQLite is floating point and loses digits, so
// that amounts are text there.
const (
	amountsOfPostgreSQL = "numeric"
	amountsOfSQLite     = "text"
)

// createTables makes both tables anew. What the API may leave out can be NULL.
func createTables(ctx context.Context, db *sql.DB, amounts string) error {
	for _, statement := range []string{
		`drop table if exists incomes`,
		`drop table if exists transactions`,
		`create table incomes (position integer primary key, id text not null, work_item text not null, employer text not null,
			start_date date, end_date date, currency text not null, frequency text not null,
			base_amount ` + amounts + `, gross_amount ` + amounts + `, net_amount ` + amounts + `)`,
		`create table transactions (position integer primary key, id text not null, date date, description text not null,
			currency text not null, amount ` + amounts + `, reference_id text not null)`,
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil { //nolint:gosec // amounts is one of the constants above
			return err
		}
	}
	return nil
}

// insertIncome gives the database dates and amounts as they are: they know what they are to it, and which is NULL.
func insertIncome(ctx context.Context, db *sql.DB, i userdata.Income) error {
	_, err := db.ExecContext(ctx,
		`insert into incomes values ((select count(*) from incomes), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		i.ID, i.WorkItem, i.Employer, i.StartDate, i.EndDate, i.Currency, i.Frequency, i.BaseAmount, i.GrossAmount, i.NetAmount)
	return err
}

func selectIncomes(ctx context.Context, db *sql.DB) ([]userdata.Income, error) {
	return selectAll(ctx, db,
		`select id, work_item, employer, start_date, end_date, currency, frequency, base_amount, gross_amount, net_amount from incomes order by position`,
		func(i *userdata.Income) []any {
			return []any{&i.ID, &i.WorkItem, &i.Employer, &i.StartDate, &i.EndDate, &i.Currency, &i.Frequency, &i.BaseAmount, &i.GrossAmount, &i.NetAmount}
		})
}

func insertTransaction(ctx context.Context, db *sql.DB, t userdata.Transaction) error {
	_, err := db.ExecContext(ctx,
		`insert into transactions values ((select count(*) from transactions), $1, $2, $3, $4, $5, $6)`,
		t.ID, t.Date, t.Description, t.Currency, t.Amount, t.ReferenceID)
	return err
}

func selectTransactions(ctx context.Context, db *sql.DB) ([]userdata.Transaction, error) {
	return selectAll(ctx, db,
		`select id, date, description, currency, amount, reference_id from transactions order by position`,
		func(t *userdata.Transaction) []any {
			return []any{&t.ID, &t.Date, &t.Description, &t.Currency, &t.Amount, &t.ReferenceID}
		})
}

// selectAll reads rows. columns are where the columns of one go.
func selectAll[T any](ctx context.Context, db *sql.DB, query string, columns func(*T) []any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err says what went wrong
	var all []T
	for rows.Next() {
		var row T
		if err := rows.Scan(columns(&row)...); err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}
