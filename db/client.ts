import { existsSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { schema } from "./schema/schema";

/** A database or an open transaction: stores take either. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, typeof schema>;

/** One per Deskside database; any number will do as long as all processes agree. */
const MIGRATION_LOCK = 7_305_191;

export type Connection = { db: Db; client: postgres.Sql; close(): Promise<void> };

/** @param max Most connections held; a process of the app needs few, since transactions are short. */
export function connect(url: string, { max = 10 }: { max?: number } = {}): Connection {
  const client = postgres(url, { max, onnotice: () => {}, connect_timeout: 10 });
  return { db: retrying(drizzle(client, { schema })), client, close: () => client.end({ timeout: 5 }) };
}

/** Serialization failure, deadlock: what the transaction did is undone, and it may well succeed when begun again. */
const LOST = ["40001", "40P01"];
const MOST_ATTEMPTS = 3;

/** Begins a transaction again that lost against another one. What it does outside the database has to bear that. */
function retrying<D extends Db>(db: D): D {
  const begin = db.transaction.bind(db);
  db.transaction = async (run, options) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await begin(run, options);
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !LOST.includes(codeOf(error))) throw error;
      }
    }
  };
  return db;
}

/** Postgres' own code: postgres.js has it on the error, Drizzle wraps that one. */
function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return code ?? cause?.code ?? "";
}

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
