import type { BehaviourCase } from './case.ts';
import { sqlDriver, sqlDriverImports } from './sql-driver.ts';

const evil = "x' OR '1'='1";
const setUp = `CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, total DOUBLE PRECISION, paid BOOLEAN, created_at TIMESTAMP);
INSERT INTO orders (customer, total, paid, created_at) VALUES
  ('ann', 50, 1, '2024-01-01T00:00:00+00:00'), ('ann', 150, 0, '2024-01-02T00:00:00+00:00'),
  ('ann', 250.5, 1, '2024-01-03T00:00:00+00:00'), ('bob', 300, 0, '2024-01-04T00:00:00+00:00'), (NULL, 7, 0, '2024-01-05T00:00:00+00:00');`;

/** Parameters are bound, whatever their text; times and truth values come out as such. */
export const sqlQuery: BehaviourCase = {
  name: 'sqlquery',
  request:
    'Write a query function findRecentOrders that selects id, total, paid and created_at from orders where customer equals a parameter and total over 100 and created_at before the given until, newest first, limit 20',
  javascript: `
const { DatabaseSync } = await import('node:sqlite');
const database = new DatabaseSync(':memory:');
database.exec(${JSON.stringify(setUp)});
const until = new Date('2024-02-01T00:00:00Z');
const rows = subject.findRecentOrders(database, 'ann', until);
show(rows.map(({ id, total, paid }) => [id, total, paid]));
show(rows[0].createdAt.getTime() === Date.UTC(2024, 0, 3));
show([subject.findRecentOrders(database, ${JSON.stringify(evil)}, until).length, subject.findRecentOrders(database, 'ann', new Date(0)).length]);`,
  python: `
import sqlite3
from datetime import datetime, timezone
connection = sqlite3.connect(":memory:")
connection.executescript(${JSON.stringify(setUp)})
until = datetime(2024, 2, 1, tzinfo=timezone.utc)
rows = subject.find_recent_orders(connection, "ann", until)
show([[each.id, each.total, each.paid] for each in rows])
show(rows[0].created_at == datetime(2024, 1, 3, tzinfo=timezone.utc))
show([len(subject.find_recent_orders(connection, ${JSON.stringify(evil)}, until)), len(subject.find_recent_orders(connection, "ann", datetime(1970, 1, 1, tzinfo=timezone.utc)))])`,
  go: `${sqlDriverImports}
${sqlDriver}
func Drive(show func(any)) {
	ctx := context.Background()
	database := open()
	if _, err := database.ExecContext(ctx, ${JSON.stringify(setUp)}); err != nil {
		panic(err)
	}
	until := time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)
	rows, err := findRecentOrders(ctx, database, "ann", until)
	if err != nil {
		panic(err)
	}
	shown := [][]any{}
	for _, each := range rows {
		shown = append(shown, []any{each.ID, each.Total, each.Paid})
	}
	show(shown)
	show(rows[0].CreatedAt.Equal(time.Date(2024, 1, 3, 0, 0, 0, 0, time.UTC)))
	evil, _ := findRecentOrders(ctx, database, ${JSON.stringify(evil)}, until)
	early, _ := findRecentOrders(ctx, database, "ann", time.Unix(0, 0).UTC())
	show([]int{len(evil), len(early)})
}`,
  expected: [
    [
      [3, 250.5, true],
      [2, 150, false],
    ],
    true,
    [0, 0],
  ],
};

/** Rows are put together, and what nothing adds up to is missing. */
export const sqlTotals: BehaviourCase = {
  name: 'sqltotals',
  request: 'Write a query function totals that selects count, sum of total, avg of total and max of total from orders where paid is true',
  javascript: `
const { DatabaseSync } = await import('node:sqlite');
const database = new DatabaseSync(':memory:');
database.exec(${JSON.stringify(setUp)});
const { count, sumTotal, avgTotal, maxTotal } = subject.totals(database);
show([count, sumTotal, avgTotal, maxTotal]);
database.exec('DELETE FROM orders');
const none = subject.totals(database);
show([none.count, none.sumTotal, none.maxTotal]);`,
  python: `
import sqlite3
connection = sqlite3.connect(":memory:")
connection.executescript(${JSON.stringify(setUp)})
row = subject.totals(connection)
show([row.count, row.sum_total, row.avg_total, row.max_total])
connection.execute("DELETE FROM orders")
none = subject.totals(connection)
show([none.count, none.sum_total, none.max_total])`,
  go: `${sqlDriverImports}
${sqlDriver}
func Drive(show func(any)) {
	ctx := context.Background()
	database := open()
	if _, err := database.ExecContext(ctx, ${JSON.stringify(setUp)}); err != nil {
		panic(err)
	}
	row, err := totals(ctx, database)
	if err != nil {
		panic(err)
	}
	show([]any{row.Count, row.SumTotal, row.AvgTotal, row.MaxTotal})
	if _, err := database.ExecContext(ctx, "DELETE FROM orders"); err != nil {
		panic(err)
	}
	none, _ := totals(ctx, database)
	show([]any{none.Count, none.SumTotal, none.MaxTotal})
}`,
  expected: [
    [2, 300.5, 150.25, 250.5],
    [0, null, null],
  ],
};
