/** A program that keeps a SQLite database in memory and answers one statement a line. */
const keeper = `
import json, sqlite3, sys
connection = sqlite3.connect(":memory:", isolation_level=None)
for line in sys.stdin:
    asked = json.loads(line)
    try:
        if asked["script"]:
            connection.executescript(asked["sql"])
            answer = {"columns": [], "rows": [], "changes": 0}
        else:
            cursor = connection.execute(asked["sql"], asked["values"])
            names = [each[0] for each in cursor.description or []]
            answer = {"columns": names, "rows": cursor.fetchall(), "changes": max(cursor.rowcount, 0)}
    except sqlite3.Error as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
`;

/** What a driver for database/sql needs, in Go: real SQLite behind a pipe, because its drivers are packages of others. */
export const sqlDriver = `
type asked struct {
	SQL    string \`json:"sql"\`
	Values []any  \`json:"values"\`
	Script bool   \`json:"script"\`
}

type answer struct {
	Columns []string
	Rows    [][]any
	Changes int64
	Error   string
	at      int
}

type keeper struct {
	in  io.Writer
	out *bufio.Reader
}

func (k *keeper) Connect(context.Context) (driver.Conn, error) { return k, nil }
func (k *keeper) Driver() driver.Driver                        { return nil }
func (k *keeper) Prepare(string) (driver.Stmt, error)          { return nil, errors.New("not needed") }
func (k *keeper) Close() error                                 { return nil }
func (k *keeper) Begin() (driver.Tx, error)                    { return nil, errors.New("not needed") }

func (k *keeper) ask(query string, args []driver.NamedValue) (*answer, error) {
	values := []any{}
	for _, each := range args {
		if at, ok := each.Value.(time.Time); ok {
			values = append(values, at.Format(time.RFC3339Nano))
		} else {
			values = append(values, each.Value)
		}
	}
	if err := json.NewEncoder(k.in).Encode(asked{SQL: query, Values: values, Script: len(values) == 0 && strings.Contains(query, ";")}); err != nil {
		return nil, err
	}
	line, err := k.out.ReadBytes('\\n')
	if err != nil {
		return nil, err
	}
	var made answer
	if err := json.Unmarshal(line, &made); err != nil {
		return nil, err
	}
	if made.Error != "" {
		return nil, errors.New(made.Error)
	}
	return &made, nil
}

func (k *keeper) ExecContext(_ context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	made, err := k.ask(query, args)
	if err != nil {
		return nil, err
	}
	return driver.RowsAffected(made.Changes), nil
}

func (k *keeper) QueryContext(_ context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	made, err := k.ask(query, args)
	if err != nil {
		return nil, err
	}
	return &rowsOf{made}, nil
}

type rowsOf struct{ *answer }

func (r *rowsOf) Columns() []string { return r.answer.Columns }
func (r *rowsOf) Close() error      { return nil }
func (r *rowsOf) Next(into []driver.Value) error {
	if r.at == len(r.Rows) {
		return io.EOF
	}
	for at, each := range r.Rows[r.at] {
		into[at] = each
		if number, ok := each.(float64); ok && number == math.Trunc(number) {
			into[at] = int64(number)
		}
		if text, ok := each.(string); ok {
			if moment, err := time.Parse(time.RFC3339Nano, text); err == nil {
				into[at] = moment
			}
		}
	}
	r.at++
	return nil
}

func open() *sql.DB {
	command := exec.Command("python3", "-c", ${JSON.stringify(keeper)})
	in, err := command.StdinPipe()
	if err != nil {
		panic(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		panic(err)
	}
	if err := command.Start(); err != nil {
		panic(err)
	}
	database := sql.OpenDB(&keeper{in: in, out: bufio.NewReader(out)})
	database.SetMaxOpenConns(1)
	return database
}
`;

export const sqlDriverImports = `
import (
	"bufio"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os/exec"
	"strings"
	"time"
)
`;
