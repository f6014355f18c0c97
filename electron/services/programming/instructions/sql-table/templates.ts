import type { Dialect } from '../../sql/dialect.ts';
import type { Template } from '../../templates/templates.ts';

const script = `
import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Creates the table and its indexes where they do not exist yet. */
export const _schema_ = _ddl_;

function _toRow_(columns: Record<string, unknown>): _Name_ {
  _row_;
}

/** The rows of the table. All values are bound, never part of a statement. */
export class _Repository_ {
  readonly #insert: StatementSync;
  readonly #find: StatementSync;
  readonly #list: StatementSync;
  readonly #update: StatementSync;
  readonly #delete: StatementSync;

  /** Prepares the statements: the table has to exist. */
  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(_insertSql_);
    if (_keyed_) {
      this.#find = database.prepare(_findSql_);
    }
    this.#list = database.prepare(_listSql_);
    if (_changeable_) {
      this.#update = database.prepare(_updateSql_);
    }
    if (_keyed_) {
      this.#delete = database.prepare(_deleteSql_);
    }
  }

  /** Returns the row with what the database has filled in. */
  insert(row: _Values_): _Name_ {
    _insert_;
  }

  find(_keys_: number): _Name_ | undefined {
    _find_;
  }

  list(limit = 100, offset = 0): _Name_[] {
    return this.#list.all(limit, offset).map((each) => _toRow_(each as Record<string, unknown>));
  }

  /** Returns whether there is such a row. */
  update(row: _Name_): boolean {
    _update_;
  }

  /** Returns whether there was such a row. */
  delete(_keys_: number): boolean {
    _delete_;
  }
}
`;

const pool = `
import type { Pool, PoolClient } from "pg";

/** Creates the table and its indexes where they do not exist yet. */
export const _schema_ = _ddl_;

function _toRow_(columns: Record<string, unknown>): _Name_ {
  _row_;
}

/** The rows of the table. All values are bound, never part of a statement. */
export class _Repository_ {
  readonly #database: Pool | PoolClient;

  /** A client that is in a transaction does everything in it. */
  constructor(database: Pool | PoolClient) {
    this.#database = database;
  }

  /** Returns the row with what the database has filled in. */
  async insert(row: _Values_): Promise<_Name_> {
    _insert_;
  }

  async find(_keys_: number): Promise<_Name_ | undefined> {
    _find_;
  }

  async list(limit = 100, offset = 0): Promise<_Name_[]> {
    const { rows } = await this.#database.query(_listSql_, [limit, offset]);
    return rows.map(_toRow_);
  }

  /** Returns whether there is such a row. */
  async update(row: _Name_): Promise<boolean> {
    _update_;
  }

  /** Returns whether there was such a row. */
  async delete(_keys_: number): Promise<boolean> {
    _delete_;
  }
}
`;

const python = `
from datetime import datetime
from sqlite3 import Connection
from typing import Any, List, Optional, Sequence

# Creates the table and its indexes where they do not exist yet.
_schema_ = _ddl_


def _toRow_(columns: Sequence[Any]) -> _Name_:
    _row_


class _Repository_:
    """The rows of the table. All values are bound, never part of a statement. Nothing is committed here: the caller does that."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def insert(self, row: _Values_) -> _Name_:
        """Returns the row with what the database has filled in."""
        _insert_

    def find(self, _keys_: int) -> Optional[_Name_]:
        _find_

    def list(self, limit: int = 100, offset: int = 0) -> List[_Name_]:
        cursor = self._connection.execute(_listSql_, (limit, offset))
        return [_toRow_(each) for each in cursor.fetchall()]

    def update(self, row: _Name_) -> bool:
        """Returns whether there is such a row."""
        _update_

    def delete(self, _keys_: int) -> bool:
        """Returns whether there was such a row."""
        _delete_
`;

const go = `
package main

import (
	"context"
	"database/sql"
)

// _schema_ creates the table and its indexes where they do not exist yet.
const _schema_ = _ddl_

// _Querier_ is what *sql.DB, *sql.Conn and *sql.Tx have in common.
type _Querier_ interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// _Repository_ has the rows of the table. All values are bound, never part of a statement.
type _Repository_ struct {
	database _Querier_
}

// New_Repository_ takes a database, or a transaction in which everything is done then.
func New_Repository_(database _Querier_) *_Repository_ {
	return &_Repository_{database: database}
}

// _scan_ reads the columns of *sql.Row or *sql.Rows.
func _scan_(columns interface{ Scan(into ...any) error }) (_Name_, error) {
	var row _Name_
	_row_
}

// Insert returns the row with what the database has filled in.
func (r *_Repository_) Insert(ctx context.Context, row _Values_) (_Name_, error) {
	_insert_
}

// Find returns sql.ErrNoRows where there is no such row.
func (r *_Repository_) Find(ctx context.Context, _keys_ int) (_Name_, error) {
	_find_
}

// List returns up to limit rows behind the first offset ones.
func (r *_Repository_) List(ctx context.Context, limit, offset int) ([]_Name_, error) {
	rows, err := r.database.QueryContext(ctx, _listSql_, limit, offset)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := []_Name_{}
	for rows.Next() {
		row, err := _scan_(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, row)
	}
	return found, rows.Err()
}

// Update tells whether there is such a row.
func (r *_Repository_) Update(ctx context.Context, row _Name_) (bool, error) {
	_update_
}

// Delete tells whether there was such a row.
func (r *_Repository_) Delete(ctx context.Context, _keys_ int) (bool, error) {
	_delete_
}

func _changed_(result sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	count, err := result.RowsAffected()
	return count > 0, err
}
`;

const better = script
  .replace('import type { DatabaseSync, StatementSync } from "node:sqlite";', 'import type Database from "better-sqlite3";')
  .replaceAll(': StatementSync', ': Database.Statement')
  .replaceAll(': DatabaseSync', ': Database.Database');

export const nodeSqliteTemplate: Template = { typescript: script, python, go };
const betterSqliteTemplate: Template = { typescript: better, python, go };
const postgresTemplate: Template = {
  typescript: pool,
  python: python.replace('from sqlite3 import Connection', 'from psycopg import Connection'),
  go,
};

/** The code for a database and for the driver that the project has. */
export const tableTemplate = (dialect: Dialect, dependencies: ReadonlySet<string>): Template =>
  dialect === 'postgresql' ? postgresTemplate : dependencies.has('better-sqlite3') ? betterSqliteTemplate : nodeSqliteTemplate;
