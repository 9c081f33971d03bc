package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/smileapi/smile-go/userdata"
)

func TestSQLite(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1) // one writer at a time is all that SQLite has
	checkColumns(t, db)
	t.Run("the program", func(t *testing.T) { t.Parallel(); checkProgram(t) })

	t.Run("numeric loses digits", func(t *testing.T) {
		t.Parallel()
		written := decimals(t, "0.1", "222.25", "-7", "123456789012345678.25")
		read := store(t, db, "numeric", written)
		for i, d := range read[:3] {
			if !d.Equal(written[i]) {
				t.Errorf("%s came back as %s", written[i], d)
			}
		}
		if read[3].Equal(written[3]) {
			t.Error("the documentation of Decimal.Value says that it does")
		}
	})
}

func TestPostgreSQL(t *testing.T) {
	t.Parallel()
	dsn := startPostgres(t)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	checkColumns(t, db)
	t.Run("the program", func(t *testing.T) { t.Parallel(); checkProgram(t, dsn) })

	t.Run("numeric", func(t *testing.T) {
		t.Parallel()
		nines := strings.Repeat("9", 10_000)
		written := decimals(t, "", "0", "0.00", "222.0000", "-133800.0000", nines, "-"+nines, "0."+nines[:9_998], "1e400", "-1.5e-400", "-0")
		for i, d := range store(t, db, "numeric", written) {
			if !d.Equal(written[i]) {
				t.Errorf("%.20s came back as %.20s", written[i], d)
			}
			if literal := written[i].String(); !strings.ContainsAny(literal, "e") && literal != "-0" && d != written[i] {
				t.Errorf("%.20s came back as %.20s", literal, d)
			}
		}
		rounded := store(t, db, "numeric(12,2)", decimals(t, "222.005", "-0.004", ""))
		if got := fmt.Sprintf("%q", rounded); got != `["222.01" "0.00" ""]` {
			t.Error(got)
		}
	})
	t.Run("other numbers", func(t *testing.T) {
		t.Parallel()
		for _, kind := range []string{"bigint", "integer", "smallint", "double precision", "real"} {
			read := store(t, db, kind, decimals(t, "-32768", "", "0"))
			if got := fmt.Sprintf("%q", read); got != `["-32768" "" "0"]` {
				t.Error(kind, got)
			}
		}
		var float userdata.Decimal
		if row(t, db, `select 0.1::double precision`, &float); float.String() != "0.1" {
			t.Error(float)
		}
	})
	t.Run("what cannot be", func(t *testing.T) {
		t.Parallel()
		refuse(t, db, `select 'NaN'::numeric as value`, new(userdata.Decimal), "string into Decimal", "NaN")
		refuse(t, db, `select 'Infinity'::float8 as value`, new(userdata.Decimal), "float64 into Decimal", "Inf")
		refuse(t, db, `select repeat('9', 10001)::numeric as value`, new(userdata.Decimal), "string into Decimal", "999")
		refuse(t, db, `select 'infinity'::date as value`, new(userdata.Date), "into Date", "infinity")
		refuse(t, db, `select '0044-03-15 BC'::date as value`, new(userdata.Date), "time.Time into Date", "44")
		refuse(t, db, `select '2021-04-21'::date as value`, new(userdata.Month), "time.Time into Month", "2021")
		refuse(t, db, `select true as value`, new(userdata.Month), "bool into Month", "true")
	})
	t.Run("times", func(t *testing.T) {
		t.Parallel()
		dates := days(t, "", "2021-04-21", "0001-01-01", "9999-12-31")
		equal(t, "timestamp", dates, store(t, db, "timestamp", dates))
	})
	t.Run("pgx alone", func(t *testing.T) { t.Parallel(); checkPgx(t, dsn) })
	t.Run("jsonb", func(t *testing.T) {
		t.Parallel()
		var insight, again userdata.Insight
		var document []byte
		read(t, `{"id":"i","features":{"new":[1,  2],"incomes_count":24,"incomes_amount_sum":120.5000,"identity_age":-999}}`, &insight)
		written, err := json.Marshal(insight)
		if err != nil {
			t.Fatal(err)
		}
		row(t, db, `select '`+string(written)+`'::jsonb`, &document)
		read(t, string(document), &again)
		if !cmp.Equal(insight, again) || reflect.DeepEqual(insight, again) {
			t.Error("jsonb orders members anew, which only Equal knows:", cmp.Diff(insight, again))
		}
	})
}

func checkProgram(t *testing.T, args ...string) {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), &out, args); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"incomes came back", "transactions came back", " amounts)"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in %s", want, &out)
		}
	}
}

// checkColumns holds for both databases.
func checkColumns(t *testing.T, db *sql.DB) {
	t.Helper()
	t.Run("dates", func(t *testing.T) {
		t.Parallel()
		dates := days(t, "", "2021-04-21", "0001-01-01", "9999-12-31", "2024-02-29")
		equal(t, "date", dates, store(t, db, "date", dates))
		equal(t, "text", dates, store(t, db, "text", dates))
	})
	t.Run("months", func(t *testing.T) {
		t.Parallel()
		months := []userdata.Month{{}, userdata.NewMonth(2021, time.April), userdata.NewMonth(1, time.January)}
		equal(t, "text", months, store(t, db, "text", months))
		table := fill(t, db, "date", []userdata.Date{months[0].First(), months[1].First(), months[2].First()})
		equal(t, "date", months, column[userdata.Month](t, db, table))
	})
	t.Run("literals", func(t *testing.T) {
		t.Parallel()
		nines := strings.Repeat("9", 10_000)
		literals := decimals(t, "", "0", "-0", "0.00", "222.0000", "1e400", "-1.5E-400", "12345678901234567890.12", nines, "-0."+nines[:9_998])
		equal(t, "text", literals, store(t, db, "text", literals))
	})
	t.Run("pointers", func(t *testing.T) {
		t.Parallel()
		date := userdata.NewDate(2021, time.April, 21)
		pointers := []*userdata.Date{&date, nil, new(userdata.Date)}
		table := fill(t, db, "date", pointers)
		read := column[*userdata.Date](t, db, table)
		if *read[0] != date || read[1] != nil || read[2] != nil {
			t.Error("NULL into a pointer is nil:", read)
		}
		nullable := column[sql.Null[userdata.Date]](t, db, table)
		want := []sql.Null[userdata.Date]{{V: date, Valid: true}, {}, {}}
		equal(t, "sql.Null", want, nullable)
		equal(t, "sql.Null", want, store(t, db, "date", nullable))
	})
	t.Run("conditions", func(t *testing.T) {
		t.Parallel()
		table := fill(t, db, "date", days(t, "2021-04-21", "2021-04-22", ""))
		for condition, want := range map[string]int{"value = $1": 1, "value > $1": 1, "value <= $1": 1} {
			var count int
			row(t, db, `select count(*) from `+table+` where `+condition, &count, userdata.NewDate(2021, time.April, 21))
			if count != want {
				t.Errorf("%s: %d", condition, count)
			}
		}
	})
	t.Run("what cannot be", func(t *testing.T) {
		t.Parallel()
		refuse(t, db, `select 'Maria Cruz' as value`, new(userdata.Date), "string into Date: select ", "Maria")
		refuse(t, db, `select '2021-02-30' as value`, new(userdata.Date), "string into Date: select ", "2021")
		refuse(t, db, `select 'Maria Cruz' as value`, new(userdata.Month), "string into Month: select ", "Maria")
		refuse(t, db, `select '1,000' as value`, new(userdata.Decimal), "string into Decimal: select ", "1,000")
		refuse(t, db, `select 20210421 as value`, new(userdata.Date), "into Date: select ", "2021")
		table := fill(t, db, "text", decimals(t, ""))
		refuse(t, db, `select value from `+table, new(string), "converting NULL to string", "Decimal")
	})
}

// checkPgx goes by pgx itself, without database/sql.
func checkPgx(t *testing.T, dsn string) {
	t.Helper()
	ctx := t.Context()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing was left to be sent
	type record struct {
		Position int
		Day      userdata.Date
		Due      *userdata.Date
		Month    userdata.Month
		Amount   userdata.Decimal
		Literal  userdata.Decimal
	}
	due := userdata.NewDate(9999, time.December, 31)
	amounts := decimals(t, "222.0000", "-0.5", strings.Repeat("9", 10_000), "1e3")
	written := []record{
		{1, userdata.NewDate(2021, time.April, 21), &due, userdata.NewMonth(2021, time.April), amounts[0], amounts[0]},
		{2, userdata.Date{}, nil, userdata.Month{}, userdata.Decimal{}, userdata.Decimal{}},
		{3, userdata.NewDate(1, time.January, 1), nil, userdata.NewMonth(1, time.January), amounts[1], amounts[1]},
		{4, userdata.Date{}, nil, userdata.Month{}, amounts[2], amounts[2]},
		{5, userdata.Date{}, nil, userdata.Month{}, amounts[3], amounts[3]},
	}
	if _, err := conn.Exec(ctx, `create table records (position int, day date, due date, month text, amount numeric, literal text)`); err != nil {
		t.Fatal(err)
	}
	for _, r := range written {
		if _, err := conn.Exec(ctx, `insert into records values ($1, $2, $3, $4, $5, $6)`, r.Position, r.Day, r.Due, r.Month, r.Amount, r.Literal); err != nil {
			t.Fatal(err)
		}
	}
	check := func() {
		t.Helper()
		rows, err := conn.Query(ctx, `select * from records order by position`)
		if err != nil {
			t.Fatal(err)
		}
		read, err := pgx.CollectRows(rows, pgx.RowToStructByName[record])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(written, read); diff != "" {
			t.Error(diff)
		}
		for i, r := range read {
			if r.Literal != written[i].Literal {
				t.Errorf("%s came back as %s", written[i].Literal, r.Literal)
			}
		}
	}
	check()

	var nulls int
	if err := conn.QueryRow(ctx, `select count(*) from records where day is null and month is null`).Scan(&nulls); err != nil || nulls != 3 {
		t.Error(nulls, err)
	}
	if err := conn.QueryRow(ctx, `select 'Maria Cruz'`).Scan(new(userdata.Date)); err == nil || !strings.Contains(err.Error(), "string into Date") || strings.Contains(err.Error(), "Maria") {
		t.Error(err)
	}
}

var tables atomic.Int32

// fill makes a table with a column of a type that has values, and returns its name.
func fill[T any](t *testing.T, db *sql.DB, kind string, values []T) (table string) {
	t.Helper()
	table = fmt.Sprintf("table%d", tables.Add(1))
	if _, err := db.ExecContext(t.Context(), `create table `+table+` (position integer, value `+kind+`)`); err != nil {
		t.Fatal(err)
	}
	for i, value := range values {
		if _, err := db.ExecContext(t.Context(), `insert into `+table+` values ($1, $2)`, i, value); err != nil {
			t.Fatal(err)
		}
	}
	return table
}

// column returns the values of a table.
func column[T any](t *testing.T, db *sql.DB, table string) []T {
	t.Helper()
	values, err := selectAll(t.Context(), db, `select value from `+table+` order by position`, func(value *T) []any { return []any{value} })
	if err != nil {
		t.Fatal(err)
	}
	return values
}

// store fills a table, and returns what is in it.
func store[T any](t *testing.T, db *sql.DB, kind string, values []T) []T {
	t.Helper()
	return column[T](t, db, fill(t, db, kind, values))
}

func equal[T comparable](t *testing.T, what string, want, got []T) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("%s: %d values came back as %d", what, len(want), len(got))
		return
	}
	for i := range want {
		if want[i] != got[i] {
			t.Errorf("%s: %.40v came back as %.40v", what, want[i], got[i])
		}
	}
}

// row scans one row. What follows the pointers are the arguments of the query.
func row(t *testing.T, db *sql.DB, query string, into ...any) {
	t.Helper()
	var pointers, arguments []any
	for _, value := range into {
		if reflect.TypeOf(value).Kind() == reflect.Pointer {
			pointers = append(pointers, value)
		} else {
			arguments = append(arguments, value)
		}
	}
	if err := db.QueryRowContext(t.Context(), query, arguments...).Scan(pointers...); err != nil {
		t.Fatal(err)
	}
}

// refuse expects an error that does not have the value in it.
func refuse(t *testing.T, db *sql.DB, query string, into any, want, private string) {
	t.Helper()
	err := db.QueryRowContext(t.Context(), query).Scan(into)
	if err == nil || errors.Is(err, sql.ErrNoRows) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), private) {
		t.Errorf("%s: %v", query, err)
	}
}

func decimals(t *testing.T, literals ...string) []userdata.Decimal {
	t.Helper()
	all := make([]userdata.Decimal, len(literals))
	for i, literal := range literals {
		if err := all[i].UnmarshalText([]byte(literal)); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func days(t *testing.T, texts ...string) []userdata.Date {
	t.Helper()
	all := make([]userdata.Date, len(texts))
	for i, text := range texts {
		if err := all[i].UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func read(t *testing.T, document string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(document), into); err != nil {
		t.Fatal(err)
	}
}
