import { sql } from "drizzle-orm";
import { allowances } from "@/db/schema/trust";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";

type Allowance = { readonly subject: string; readonly kind: string };
type Size = { readonly most: number; readonly perMs: number };

const milliseconds = (ms: number) => sql`${`${ms} milliseconds`}::interval`;

/**
 * Takes one of `most`, which come back one by one in `perMs`, by the database's clock. One statement, which locks that
 * one row for as long as it takes.
 * @returns whether there was one
 */
export async function takeOne(db: Db, { subject, kind }: Allowance, { most, perMs }: Size): Promise<boolean> {
  const step = milliseconds(perMs / most);
  const rows = await db.execute(sql`
    insert into ${allowances} as a (subject, kind, whole_at)
    values (${subject}, ${kind}, clock_timestamp() + ${step})
    on conflict (subject, kind) do update set whole_at = greatest(a.whole_at, clock_timestamp()) + ${step}
      where a.whole_at <= clock_timestamp() + ${milliseconds(perMs - perMs / most)}
    returning 1`);
  return rows.length > 0;
}

/** When the next one is there, and how long that is; both by the database's clock. */
export async function nextOne(
  db: Db,
  { subject, kind }: Allowance,
  { most, perMs }: Size,
): Promise<{ at: EpochMs; waitMs: number }> {
  const [row] = await db.execute<{ at: number; waitMs: number }>(sql`
    select at, greatest(0, at - extract(epoch from clock_timestamp()) * 1000)::float8 as "waitMs" from (
      select (extract(epoch from whole_at) * 1000 - ${perMs - perMs / most}::float8)::float8 as at
      from ${allowances} where subject = ${subject} and kind = ${kind}) next`);
  return row ?? { at: 0, waitMs: 0 };
}
