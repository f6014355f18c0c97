import type { Target } from '../instructions/instruction.ts';
import type { SlotDeclaration } from '../slots/declare.ts';

export type Dialect = 'sqlite' | 'postgresql';

/** The database that the words name; null where they name none. */
export const dialectSlot = {
  type: {
    type: 'choice',
    options: {
      sqlite: { en: ['sqlite', 'sqlite3', 'better-sqlite3', 'node:sqlite'], zh: [] },
      postgresql: { en: ['postgresql', 'postgres', 'pg', 'psql', 'psycopg'], zh: [] },
    },
  },
  title: { en: 'database', zh: '数据库' },
  default: null,
} as const satisfies SlotDeclaration;

const drivers: Record<Dialect, readonly string[]> = {
  sqlite: ['better-sqlite3', 'sqlite3', 'aiosqlite', 'github.com/mattn/go-sqlite3', 'modernc.org/sqlite'],
  postgresql: [
    'pg',
    'psycopg',
    'psycopg2',
    'psycopg2-binary',
    'asyncpg',
    'github.com/lib/pq',
    'github.com/jackc/pgx/v5',
    'github.com/jackc/pgx/v4',
  ],
};

/** The database of the words, else the one whose driver the project declares, else SQLite, which needs no server. */
export function dialectOf(asked: Dialect | null, { dependencies }: Pick<Target, 'dependencies'>): Dialect {
  if (asked !== null) return asked;
  const declares = (dialect: Dialect): boolean => drivers[dialect].some((each) => dependencies.has(each));
  return declares('postgresql') && !declares('sqlite') ? 'postgresql' : 'sqlite';
}
