import type { EpochMs } from "@/lib/time/instant";
import type { TestDatabase } from "@/tests/support/database";

export type VirtualClock = { now(): EpochMs; set(at: EpochMs): Promise<void> };

/**
 * A clock for a whole database: every `now()` in it, pg-boss's own included, tells this time, which stands still until
 * it is set. Functions of ours stand before those of the catalogue in the search path of every later connection.
 */
export async function virtualClock({ sql }: TestDatabase, start: EpochMs): Promise<VirtualClock> {
  let at = start;
  await sql.unsafe(`
    create schema virtual;
    create table virtual.clock (at timestamptz not null);
    insert into virtual.clock values (to_timestamp(${start} / 1000.0));
    create function virtual.now() returns timestamptz language sql stable as 'select at from virtual.clock';
    create function virtual.clock_timestamp() returns timestamptz language sql stable as 'select at from virtual.clock';
    create or replace function pgboss.job_now() returns timestamptz language sql stable
      as 'select at from virtual.clock';
    do $$ begin
      execute format('alter database %I set search_path = virtual, public, pg_catalog', current_database());
    end $$;
  `);
  return {
    now: () => at,
    async set(next) {
      at = next;
      await sql`update virtual.clock set at = ${new Date(next).toISOString()}`;
    },
  };
}
