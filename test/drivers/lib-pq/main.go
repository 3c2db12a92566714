// lib/pq, as an application uses it. Each line printed is a check that held; any failure ends the program.
package main

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/lib/pq"
)

const slow = "SELECT count(*) FROM generate_series(1, 3000000) a(x), generate_series(1, 100000) b(y) WHERE x + y = 0"

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func code(err error) string {
	var pqError *pq.Error
	if !errors.As(err, &pqError) {
		log.Fatalf("not an error of the server: %v", err)
	}
	return string(pqError.Code)
}

func types(db *sql.DB) {
	var (
		i, b        int64
		n, t        string
		d           float64
		y           bool
		bytes       []byte
		stamp       time.Time
		none        sql.NullInt64
		sent        = time.Date(2026, 4, 1, 12, 30, 0, 250_000_000, time.UTC)
		numbers     []int64
		texts       []string
		statement   = "SELECT CAST($1 AS integer), CAST($2 AS bigint), CAST($3 AS decimal(10,2)), CAST($4 AS double precision), "
		statementII = "CAST($5 AS boolean), CAST($6 AS text), CAST($7 AS bytea), CAST($8 AS timestamptz), CAST($9 AS integer)"
	)
	row := db.QueryRow(statement+statementII, 7, int64(1)<<40, "12.30", 0.1, true, "naïve 雪", []byte{0, 255}, sent, nil)
	must(row.Scan(&i, &b, &n, &d, &y, &t, &bytes, &stamp, &none))
	fmt.Println("types:", i, b, n, d, y, t, hex.EncodeToString(bytes), stamp.UTC().Format(time.RFC3339Nano), map[bool]string{false: "NULL"}[none.Valid])

	row = db.QueryRow("SELECT $1::bigint[], $2::text[]", pq.Array([]int64{1, 2, 3}), pq.Array([]string{"a", "b,c"}))
	must(row.Scan(pq.Array(&numbers), pq.Array(&texts)))
	fmt.Printf("arrays: %v %q\n", numbers, texts)

	rows, err := db.Query("SELECT 1 AS n, 'x' AS t, CAST(1 AS decimal(10,2)) AS d")
	must(err)
	columns, err := rows.ColumnTypes()
	must(err)
	var names []string
	for _, column := range columns {
		names = append(names, column.Name()+" "+column.DatabaseTypeName())
	}
	must(rows.Close())
	fmt.Println("columns:", strings.Join(names, ", "))
}

func statements(db *sql.DB) {
	double, err := db.Prepare("SELECT CAST($1 AS integer) * 2")
	must(err)
	for n := 0; n < 20; n++ {
		var twice int
		must(double.QueryRow(n).Scan(&twice))
		if twice != 2*n {
			log.Fatal(twice)
		}
	}
	must(double.Close())
	fmt.Println("prepared statement: 20 executions")

	_, err = db.Exec("CREATE TABLE pq_gear (id integer, name text)")
	must(err)
	tx, err := db.Begin()
	must(err)
	copyIn, err := tx.Prepare(pq.CopyIn("pq_gear", "id", "name"))
	must(err)
	for n := 0; n < 500; n++ {
		_, err = copyIn.Exec(n, "tab\there")
		must(err)
	}
	_, err = copyIn.Exec()
	must(err)
	must(copyIn.Close())
	must(tx.Commit())
	var count int
	must(db.QueryRow("SELECT count(*) FROM pq_gear WHERE name = $1", "tab\there").Scan(&count))
	fmt.Println("copy:", count, "rows")

	rows, err := db.Query("SELECT 1; SELECT 'x'")
	must(err)
	var first int
	var second string
	for rows.Next() {
		must(rows.Scan(&first))
	}
	rows.NextResultSet()
	for rows.Next() {
		must(rows.Scan(&second))
	}
	must(rows.Close())
	fmt.Println("several results:", first, "then", second)
}

func failures(db *sql.DB) {
	tx, err := db.Begin()
	must(err)
	_, err = tx.Exec("INSERT INTO pq_gear VALUES (5000, 'gone')")
	must(err)
	_, err = tx.Exec("SELECT * FROM no_such_table")
	undefined := code(err)
	name := err.(*pq.Error).Code.Name()
	_, err = tx.Exec("SELECT 1")
	failed := code(err)
	must(tx.Rollback())
	var count int
	must(db.QueryRow("SELECT count(*) FROM pq_gear WHERE id = 5000").Scan(&count))
	if count != 0 {
		log.Fatal("was not rolled back")
	}
	fmt.Printf("transaction: pq %s %s, then %s, rolled back\n", undefined, name, failed)

	_, err = db.Query("SELECT nothing_here FROM (SELECT 1 AS a) t")
	fmt.Println("error:", code(err), "at", err.(*pq.Error).Position)

	ctx, cancel := context.WithTimeout(context.Background(), 400*time.Millisecond)
	defer cancel()
	_, err = db.ExecContext(ctx, slow)
	fmt.Println("cancel:", code(err))
}

func notifications(db *sql.DB) {
	listener := pq.NewListener("", time.Second, time.Minute, nil)
	must(listener.Listen("pq_news"))
	_, err := db.Exec("NOTIFY pq_news, 'it is ready'")
	must(err)
	select {
	case heard := <-listener.Notify:
		fmt.Println("notification:", heard.Channel, heard.Extra)
	case <-time.After(20 * time.Second):
		log.Fatal("no notification")
	}
	must(listener.Close())
}

func main() {
	db, err := sql.Open("postgres", "")
	must(err)
	types(db)
	statements(db)
	failures(db)
	notifications(db)
	_, err = db.Exec("DROP TABLE pq_gear")
	must(err)
	must(db.Close())
}
