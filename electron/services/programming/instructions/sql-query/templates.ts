import type { Dialect } from '../../sql/dialect.ts';
import type { Template } from '../../templates/templates.ts';

const script = `
import type { DatabaseSync } from "node:sqlite";

export function _name_(database: DatabaseSync, _parameters_: string): _result_ {
  if (_single_) {
    const columns = _one_ as Record<string, unknown>;
    return _row_;
  } else {
    const rows = _all_ as Record<string, unknown>[];
    return rows.map((columns) => _row_);
  }
}
`;

const pool = `
import type { Pool, PoolClient } from "pg";

export async function _name_(database: Pool | PoolClient, _parameters_: string): Promise<_result_> {
  const { rows } = await _all_;
  if (_single_) {
    const columns: Record<string, unknown> = rows[0];
    return _row_;
  } else {
    return rows.map((columns: Record<string, unknown>) => _row_);
  }
}
`;

const python = `
from sqlite3 import Connection
from typing import List


def _name_(connection: Connection, _parameters_: str) -> _result_:
    if _single_:
        columns = _one_
        return _row_
    else:
        cursor = _all_
        return [_row_ for columns in cursor.fetchall()]
`;

const go = `
package main

import (
	"context"
	"database/sql"
)

// _Querier_ is what *sql.DB, *sql.Conn and *sql.Tx have in common.
type _Querier_ interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func _name_(ctx context.Context, database _Querier_, _parameters_ string) (_result_, error) {
	if _single_ {
		var row _Row_
		_scan_
	} else {
		rows, err := _all_
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		found := []_Row_{}
		for rows.Next() {
			var row _Row_
			_scan_
			found = append(found, row)
		}
		return found, rows.Err()
	}
}
`;

export const nodeQueryTemplate: Template = { typescript: script, python, go };
const betterQueryTemplate: Template = {
  typescript: script
    .replace('import type { DatabaseSync } from "node:sqlite";', 'import type Database from "better-sqlite3";')
    .replace(': DatabaseSync', ': Database.Database'),
  python,
  go,
};
const postgresQueryTemplate: Template = { typescript: pool, python: python.replace('from sqlite3', 'from psycopg'), go };

/** The code for a database and for the driver that the project has. */
export const queryTemplate = (dialect: Dialect, dependencies: ReadonlySet<string>): Template =>
  dialect === 'postgresql' ? postgresQueryTemplate : dependencies.has('better-sqlite3') ? betterQueryTemplate : nodeQueryTemplate;
