import { existsSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { schema } from "./schema/schema";
import { type Watch, watchedClient } from "./watched-client";

/** A database or an open transaction: stores take either. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, typeof schema>;

/** One per Deskside database; any number will do as long as all processes agree. */
const MIGRATION_LOCK = 7_305_191;

export type Connection = { db: Db; client: postgres.Sql; close(): Promise<void> };

/**
 * @param max Most connections held; a process of the app needs few, since transactions are short.
 * @param watch Hears of every statement and transaction that goes through `db`.
 */
export function connect(url: string, { max = 10, watch }: { max?: number; watch?: Watch } = {}): Connection {
  const client = postgres(url, { max, onnotice: () => {}, connect_timeout: 10 });
  const watched = watch ? watchedClient(client, watch) : client;
  return { db: retrying(drizzle(watched, { schema })), client, close: () => client.end({ timeout: 5 }) };
}

/** Serialization failure, deadlock: what the transaction did is undone, and it may well succeed when begun again. */
const LOST = ["40001", "40P01"];
const MOST_ATTEMPTS = 5;
const PAUSE_MS = 20;

/** The driver's words for: the connection is gone. */
const BROKEN = ["CONNECTION_CLOSED", "CONNECTION_DESTROYED"];
/** The server said that it ends; the driver may say so again to whoever uses that place in the pool next. */
const ENDED = ["57P01", "57P02", "57P03"];

/**
 * Begins a transaction again that lost against another one, or that never began because its connection was gone. What
 * it does outside the database has to bear that.
 */
function retrying<D extends Db>(db: D): D {
  const begin = db.transaction.bind(db);
  db.transaction = async (run, options) => {
    for (let attempt = 1; ; attempt++) {
      let hasBegun = false;
      try {
        return await begin((tx) => {
          hasBegun = true;
          return leftAloneWhenBroken(run(tx));
        }, options);
      } catch (error) {
        const code = codeOf(error);
        const isWorthIt = LOST.includes(code) || (!hasBegun && [...BROKEN, ...ENDED].includes(code));
        if (attempt === MOST_ATTEMPTS || !isWorthIt) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt * (0.5 + Math.random())));
      }
    }
  };
  return db;
}

/**
 * On a broken connection the driver would send its rollback into a socket that is gone, which ends the process
 * (postgres.js 3.4.9). Whoever began the transaction hears of the broken connection by itself, so this need not end.
 */
const leftAloneWhenBroken = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    if (BROKEN.includes(codeOf(error))) return new Promise<never>(() => {});
    throw error;
  });

/** Postgres' own code, or the driver's, wherever in the chain of causes: Drizzle and the domain wrap it. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string" && /^[0-9A-Z_]{5,}$/.test(code)) return code;
  }
  return "";
}

/**
 * The same fault of the driver where nothing can be caught: a statement sent into a connection that broke a moment
 * ago. Nothing is lost by it: who waits for the statement hears of the broken connection.
 */
export const isWriteToBrokenConnection = (error: unknown): boolean =>
  error instanceof TypeError &&
  /postgres[^\n]*connection\.js/.test(error.stack ?? "") &&
  /'write'/.test(error.message);

/** Brings the database to this version. Processes that start at once wait for each other. */
export async function migrate(url: string): Promise<void> {
  const { db, close } = connect(url, { max: 1 });
  try {
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await applyMigrations(db as Parameters<typeof applyMigrations>[0], {
      migrationsFolder: migrationsFolder(),
    });
  } finally {
    await close();
  }
}

/** Whether every migration of this version has been applied to the database. */
export async function isMigrated(db: Db): Promise<boolean> {
  const applied = await db.execute<{ hash: string }>(sql`select hash from drizzle.__drizzle_migrations`);
  const hashes = new Set([...applied].map(({ hash }) => hash));
  return readMigrationFiles({ migrationsFolder: migrationsFolder() }).every(({ hash }) => hashes.has(hash));
}

/** Found from the working folder: inside a build, a module does not know where it came from. */
function migrationsFolder(): string {
  const folder = path.join(process.cwd(), "db", "migrations");
  if (!existsSync(folder))
    throw new Error("The folder db/migrations is missing: start Deskside from its own folder.");
  return folder;
}
