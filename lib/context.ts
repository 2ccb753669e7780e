import { sql } from "drizzle-orm";
import { type Connection, connect, type Db } from "@/db/client";
import { type Config, config } from "./config";
import { watchDatabase } from "./metrics";
import type { EpochMs } from "./time/instant";

export type { Db } from "@/db/client";

/** The person (or job) on whose behalf code runs. */
export type Actor = {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly teamId: string | null;
  /** IANA. */
  readonly zone: string;
  readonly isAdmin: boolean;
  readonly isOnboarded: boolean;
};

/** What every use case is handed. `now` is passed in, so that tests need no mocks for time. */
export type Context = {
  readonly db: Db;
  readonly actor: Actor;
  readonly now: EpochMs;
  readonly config: Config;
  /** Where somebody is asking from, as far as it is known. */
  readonly address?: string;
  /** What is done in somebody's name by somebody else does not use up their allowances (`people/limits.ts`). */
  readonly isUnlimited?: boolean;
  /** The person who really does it, where it is done in the actor's name. */
  readonly doneBy?: string;
};

/** What a job is handed: nobody asked, so there is no actor. */
export type JobContext = Omit<Context, "actor" | "doneBy">;

/** Most connections that the pool of one process holds; its worker's queue holds four more, and one to be woken by. */
const POOL_SIZE = 10;

let connection: Connection | undefined;

/** This process's pool. */
function database(): Db {
  connection ??= connect(config().DATABASE_URL, { max: POOL_SIZE, watch: watchDatabase(POOL_SIZE) });
  return connection.db;
}

export async function closeDatabase(): Promise<void> {
  await connection?.close();
  connection = undefined;
}

export const jobContext = (): JobContext => ({ db: database(), now: Date.now(), config: config() });

export const contextFor = (actor: Actor, address?: string): Context => ({ ...jobContext(), actor, address });

/** The database's clock, which decides what is past: the same for every process, however wrong its own is. */
export async function databaseNow(db: Db): Promise<EpochMs> {
  const [row] = await db.execute<{ ms: number }>(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  return Number(row?.ms);
}
