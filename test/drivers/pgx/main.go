// pgx, as an application uses it. Each line printed is a check that held; any failure ends the program.
package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgconn"
	"github.com/jackc/pgtype"
	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
)

const slow = "SELECT count(*) FROM generate_series(1, 3000000) a(x), generate_series(1, 100000) b(y) WHERE x + y = 0"

var ctx = context.Background()

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func code(err error) string {
	var pgError *pgconn.PgError
	if !errors.As(err, &pgError) {
		log.Fatalf("not an error of the server: %v", err)
	}
	return pgError.Code
}

func types(conn *pgx.Conn) {
	var (
		i         int32
		b         int64
		n         pgtype.Numeric
		d         float64
		y         bool
		t         string
		bin       []byte
		stamp     time.Time
		none      *int32
		numbers   []int64
		texts     []string
		sent      = time.Date(2026, 4, 1, 12, 30, 0, 250_000_000, time.UTC)
		statement = "SELECT CAST($1 AS integer), CAST($2 AS bigint), CAST($3 AS decimal(10,2)), CAST($4 AS double precision), " +
			"CAST($5 AS boolean), CAST($6 AS text), CAST($7 AS bytea), CAST($8 AS timestamptz), CAST($9 AS integer)"
	)
	row := conn.QueryRow(ctx, statement, 7, int64(1)<<40, "12.30", 0.1, true, "naïve 雪", []byte{0, 255}, sent, nil)
	must(row.Scan(&i, &b, &n, &d, &y, &t, &bin, &stamp, &none))
	number, err := n.Value()
	must(err)
	if number == "1230e-2" { // how pgtype writes a numeric
		number = "12.30"
	}
	fmt.Println("types:", i, b, number, d, y, t, hex.EncodeToString(bin), stamp.UTC().Format(time.RFC3339Nano), map[bool]string{true: "NULL"}[none == nil])

	row = conn.QueryRow(ctx, "SELECT $1::bigint[], $2::text[]", []int64{1, 2, 3}, []string{"a", "b,c"})
	must(row.Scan(&numbers, &texts))
	fmt.Printf("arrays: %v %q\n", numbers, texts)
}

func statements(conn *pgx.Conn) {
	double, err := conn.Prepare(ctx, "double", "SELECT CAST($1 AS integer) * 2")
	must(err)
	for n := 0; n < 20; n++ {
		var twice int
		must(conn.QueryRow(ctx, "double", n).Scan(&twice))
		if twice != 2*n {
			log.Fatal(twice)
		}
	}
	fmt.Printf("prepared statement: %d parameter, OID %d; 20 executions\n", len(double.ParamOIDs), double.ParamOIDs[0])

	_, err = conn.Exec(ctx, "CREATE TABLE pgx_gear (id integer, name text)")
	must(err)
	batch := &pgx.Batch{}
	for n := 1001; n <= 1003; n++ {
		batch.Queue("INSERT INTO pgx_gear VALUES ($1, $2)", n, fmt.Sprint("piece ", n))
	}
	batch.Queue("SELECT count(*) FROM pgx_gear")
	results := conn.SendBatch(ctx, batch)
	var inserted, count int64
	for n := 0; n < 3; n++ {
		tag, err := results.Exec()
		must(err)
		inserted += tag.RowsAffected()
	}
	must(results.QueryRow().Scan(&count))
	must(results.Close())
	wrong := &pgx.Batch{}
	wrong.Queue("INSERT INTO pgx_gear VALUES (1, 'gone')")
	wrong.Queue("SELECT * FROM no_such_table")
	fmt.Println("batch:", inserted, "rows inserted,", count, "counted,", code(conn.SendBatch(ctx, wrong).Close()))

	var rows [][]interface{}
	for n := 1; n <= 1000; n++ {
		rows = append(rows, []interface{}{int32(n), fmt.Sprint("piece ", n)})
	}
	copied, err := conn.CopyFrom(ctx, pgx.Identifier{"pgx_gear"}, []string{"id", "name"}, pgx.CopyFromRows(rows))
	must(err)
	fmt.Println("copy:", copied, "rows in binary")
	var out bytes.Buffer
	_, err = conn.PgConn().CopyTo(ctx, &out, "COPY (SELECT * FROM pgx_gear WHERE id = 1) TO STDOUT (FORMAT csv)")
	must(err)
	fmt.Println("copy out:", strings.TrimSpace(out.String()))

	all, err := conn.Query(ctx, "SELECT id FROM pgx_gear ORDER BY id")
	must(err)
	next := int32(1)
	for all.Next() {
		var id int32
		must(all.Scan(&id))
		if id != next {
			log.Fatal(id)
		}
		next++
	}
	must(all.Err())
	fmt.Println("rows:", next-1, "in order")
}

func failures(conn *pgx.Conn) {
	tx, err := conn.Begin(ctx)
	must(err)
	_, err = tx.Exec(ctx, "INSERT INTO pgx_gear VALUES (5000, 'gone')")
	must(err)
	_, err = tx.Exec(ctx, "SELECT * FROM no_such_table")
	undefined := code(err)
	_, err = tx.Exec(ctx, "SELECT 1")
	failed := code(err)
	must(tx.Rollback(ctx))
	var count int
	must(conn.QueryRow(ctx, "SELECT count(*) FROM pgx_gear WHERE id = 5000").Scan(&count))
	if count != 0 {
		log.Fatal("was not rolled back")
	}
	fmt.Printf("transaction: %s, then %s, rolled back\n", undefined, failed)

	var text string
	var number int
	must(conn.QueryRow(ctx, "SELECT $1, $2", pgx.QuerySimpleProtocol(true), "it’s", 5).Scan(&text, &number))
	fmt.Println("simple protocol:", text, number)

	running := make(chan error)
	go func() {
		_, err := conn.Exec(ctx, slow)
		running <- err
	}()
	time.Sleep(400 * time.Millisecond)
	must(conn.PgConn().CancelRequest(ctx))
	if code(<-running) != "57014" {
		log.Fatal("was not cancelled")
	}
	must(conn.Ping(ctx))
	fmt.Println("cancel: the session goes on")
}

func notifications(conn *pgx.Conn) {
	_, err := conn.Exec(ctx, "LISTEN pgx_news")
	must(err)
	other, err := pgx.Connect(ctx, "")
	must(err)
	_, err = other.Exec(ctx, "NOTIFY pgx_news, 'it is ready'")
	must(err)
	must(other.Close(ctx))
	soon, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	heard, err := conn.WaitForNotification(soon)
	must(err)
	fmt.Println("notification:", heard.Channel, heard.Payload)
}

func pools() {
	pool, err := pgxpool.Connect(ctx, "pool_max_conns=4")
	must(err)
	var wait sync.WaitGroup
	for n := 0; n < 40; n++ {
		wait.Add(1)
		go func(n int) {
			defer wait.Done()
			var answer int
			must(pool.QueryRow(ctx, "SELECT CAST($1 AS integer)", n).Scan(&answer))
			if answer != n {
				log.Fatal(answer)
			}
		}(n)
	}
	wait.Wait()
	fmt.Println("pool: 40 queries over", pool.Stat().MaxConns(), "connections")
	pool.Close()
}

func main() {
	conn, err := pgx.Connect(ctx, "")
	must(err)
	types(conn)
	statements(conn)
	failures(conn)
	notifications(conn)
	_, err = conn.Exec(ctx, "DROP TABLE pgx_gear")
	must(err)
	must(conn.Close(ctx))
	pools()
}
