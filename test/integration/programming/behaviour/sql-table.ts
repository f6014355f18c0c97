import type { BehaviourCase } from './case.ts';
import { sqlDriver, sqlDriverImports } from './sql-driver.ts';

const evil = "x'); DROP TABLE orders; --";

/** Rows go in and come out as they were, whatever their texts hold; the database fills in keys and defaults. */
export const sqlTable: BehaviourCase = {
  name: 'sqltable',
  request:
    'Create a SQL table orders with id, customer: string, total: number default 0, paid: boolean default false, note: string nullable, created at, due at nullable, code string unique',
  javascript: `
const { DatabaseSync } = await import('node:sqlite');
const database = new DatabaseSync(':memory:');
database.exec(subject.createOrders);
database.exec(subject.createOrders);
const orders = new subject.OrderRepository(database);
const at = new Date('2024-02-29T12:30:00.250Z');
const first = orders.insert({ customer: ${JSON.stringify(evil)}, total: 9.5, paid: true, note: 'n', createdAt: at, dueAt: at, code: 'a' });
show([first.id, first.customer, first.total, first.paid, first.note, first.createdAt.getTime() === at.getTime(), first.dueAt.getTime() === at.getTime()]);
const second = orders.insert({ customer: '', createdAt: at, code: 'b' });
show([second.id, second.customer, second.total, second.paid, second.note, second.dueAt]);
try {
  orders.insert({ customer: '', createdAt: at, code: 'b' });
} catch {
  show('refused');
}
show([orders.find(1).customer, orders.find(9) ?? null, orders.list().map(({ id }) => id), orders.list(1, 1).map(({ id }) => id)]);
show([orders.update({ ...second, total: 3, paid: true, note: null }), orders.update({ ...second, id: 77 }), orders.find(2).total, orders.find(2).paid]);
show([orders.delete(1), orders.delete(1), orders.list().length]);`,
  python: `
import sqlite3
from datetime import datetime, timezone
connection = sqlite3.connect(":memory:")
connection.executescript(subject.CREATE_ORDERS)
connection.executescript(subject.CREATE_ORDERS)
orders = subject.OrderRepository(connection)
at = datetime(2024, 2, 29, 12, 30, 0, 250000, tzinfo=timezone.utc)
first = orders.insert(subject.OrderValues(customer=${JSON.stringify(evil)}, total=9.5, paid=True, note="n", created_at=at, due_at=at, code="a"))
show([first.id, first.customer, first.total, first.paid, first.note, first.created_at == at, first.due_at == at])
second = orders.insert(subject.OrderValues(customer="", created_at=at, code="b"))
show([second.id, second.customer, second.total, second.paid, second.note, second.due_at])
try:
    orders.insert(subject.OrderValues(customer="", created_at=at, code="b"))
except sqlite3.IntegrityError:
    show("refused")
show([orders.find(1).customer, orders.find(9), [each.id for each in orders.list()], [each.id for each in orders.list(1, 1)]])
second.total, second.paid = 3, True
changed = orders.update(second)
second.id = 77
show([changed, orders.update(second), orders.find(2).total, orders.find(2).paid])
show([orders.delete(1), orders.delete(1), len(orders.list())])`,
  go: `${sqlDriverImports}
${sqlDriver}
func Drive(show func(any)) {
	ctx := context.Background()
	database := open()
	for count := 0; count < 2; count++ {
		if _, err := database.ExecContext(ctx, createOrders); err != nil {
			panic(err)
		}
	}
	orders := NewOrderRepository(database)
	at := time.Date(2024, 2, 29, 12, 30, 0, 250000000, time.UTC)
	total, paid, note := 9.5, true, "n"
	first, err := orders.Insert(ctx, OrderValues{Customer: ${JSON.stringify(evil)}, Total: &total, Paid: &paid, Note: &note, CreatedAt: at, DueAt: &at, Code: "a"})
	if err != nil {
		panic(err)
	}
	show([]any{first.ID, first.Customer, first.Total, first.Paid, first.Note, first.CreatedAt.Equal(at), first.DueAt.Equal(at)})
	second, err := orders.Insert(ctx, OrderValues{CreatedAt: at, Code: "b"})
	if err != nil {
		panic(err)
	}
	show([]any{second.ID, second.Customer, second.Total, second.Paid, second.Note, second.DueAt})
	if _, err := orders.Insert(ctx, OrderValues{CreatedAt: at, Code: "b"}); err != nil {
		show("refused")
	}
	ids := func(limit, offset int) []int {
		found := []int{}
		rows, err := orders.List(ctx, limit, offset)
		if err != nil {
			panic(err)
		}
		for _, each := range rows {
			found = append(found, each.ID)
		}
		return found
	}
	found, _ := orders.Find(ctx, 1)
	_, missing := orders.Find(ctx, 9)
	var nothing any
	if !errors.Is(missing, sql.ErrNoRows) {
		nothing = missing.Error()
	}
	show([]any{found.Customer, nothing, ids(100, 0), ids(1, 1)})
	second.Total, second.Paid = 3, true
	changed, err := orders.Update(ctx, second)
	if err != nil {
		panic(err)
	}
	second.ID = 77
	unchanged, _ := orders.Update(ctx, second)
	found, _ = orders.Find(ctx, 2)
	show([]any{changed, unchanged, found.Total, found.Paid})
	gone, _ := orders.Delete(ctx, 1)
	again, _ := orders.Delete(ctx, 1)
	show([]any{gone, again, len(ids(100, 0))})
}`,
  expected: [
    [1, evil, 9.5, true, 'n', true, true],
    [2, '', 0, false, null, null],
    'refused',
    [evil, null, [1, 2], [2]],
    [true, false, 3, true],
    [true, false, 1],
  ],
};

/** Names that end a statement early anywhere else are names here, in every language. */
export const sqlHostile: BehaviourCase = {
  name: 'sqlhostile',
  request: 'Create a SQL table `or"der; --` with `select`: string, `a b`: integer, 用户: string nullable',
  javascript: `
const { DatabaseSync } = await import('node:sqlite');
const database = new DatabaseSync(':memory:');
database.exec(subject.createOrDer);
const rows = new subject.OrDerRepository(database);
rows.insert({ select: ${JSON.stringify(evil)}, aB: 2 });
show(rows.list().map((row) => [row.select, row.aB, row['用户']]));
show(database.prepare('SELECT name FROM sqlite_master').all().map(({ name }) => name));`,
  python: `
import sqlite3
connection = sqlite3.connect(":memory:")
connection.executescript(subject.CREATE_OR_DER)
rows = subject.OrDerRepository(connection)
rows.insert(subject.OrDerValues(select=${JSON.stringify(evil)}, a_b=2))
show([[row.select, row.a_b, row.用户] for row in rows.list()])
show([each[0] for each in connection.execute("SELECT name FROM sqlite_master")])`,
  go: `${sqlDriverImports}
${sqlDriver}
func Drive(show func(any)) {
	ctx := context.Background()
	database := open()
	if _, err := database.ExecContext(ctx, createOrDer); err != nil {
		panic(err)
	}
	rows := NewOrDerRepository(database)
	if _, err := rows.Insert(ctx, OrDerValues{Select: ${JSON.stringify(evil)}, AB: 2}); err != nil {
		panic(err)
	}
	found, err := rows.List(ctx, 10, 0)
	if err != nil {
		panic(err)
	}
	show([][]any{{found[0].Select, found[0].AB, found[0].X用户}})
	var name string
	if err := database.QueryRowContext(ctx, "SELECT name FROM sqlite_master").Scan(&name); err != nil {
		panic(err)
	}
	show([]string{name})
}`,
  expected: [[[evil, 2, null]], ['or"der; --']],
};
