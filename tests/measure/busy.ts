import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { connect } from "@/db/client";
import { cachedBusyOf } from "@/lib/calendar/cached-busy";
import { packBusy } from "@/lib/calendar/packed-busy";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { databaseUrl, throwAwayPostgres } from "@/tests/support/throw-away-postgres";
import { UsageError } from "./usage-error";

const USAGE = "Use: busy [--company N] [--people N] [--meetings N a day].";
const WEEKS = 5;
const RUNS = 60;
const SETTLE = 20;

/**
 * `busy`: how long it takes to read the busy times of `--people` (500) out of a company of `--company` (2000) for five
 * weeks, each with `--meetings` (8) a day, from packed rows as the pages do, and from a row an interval, by turns.
 * @throws {UsageError}
 */
export async function measure(args: string[]) {
  const { company, people, meetings } = optionsOf(args);
  const server = await throwAwayPostgres();
  const database = connect(databaseUrl(server.url, server.template), { max: 2 });
  try {
    const { db, client } = database;
    const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const window = { start: now, end: now + WEEKS * 7 * DAY_MS };
    const ids = (
      await client<{ id: string }[]>`
        insert into people (name, email, zone)
        select 'Person ' || n, 'person' || n || '@northlight.example', 'Europe/Berlin'
        from generate_series(1, ${company}) n returning id`
    ).map(({ id }) => id);
    await client`create table rows_per_interval (person_id uuid, during tstzrange)`;
    for (const [at, personId] of ids.entries()) {
      const busy = meetingsOf(at, now, meetings);
      await client`insert into busy ${client({
        ...{ person_id: personId, packed: Buffer.from(packBusy(busy)) },
        ...{ from_at: new Date(window.start).toISOString(), to_at: new Date(window.end).toISOString() },
        ...{ read_at: new Date(now).toISOString(), tried_at: new Date(now).toISOString() },
      })}`;
      await client`insert into rows_per_interval
        select ${personId}, tstzrange(to_timestamp(s), to_timestamp(e))
        from unnest(${busy.map(({ start }) => start / 1000)}::float8[], ${busy.map(({ end }) => end / 1000)}::float8[]) as t(s, e)`;
    }
    await client`create index on rows_per_interval using gist (person_id, during)`;
    await client.unsafe("vacuum analyze rows_per_interval");
    await client.unsafe("vacuum analyze busy");

    const asked = ids.slice(0, people);
    const packed = () => cachedBusyOf({ db, now }, asked, window);
    const rows = () =>
      db.execute<{ id: string; s: number; e: number }>(sql`
        select person_id as id, extract(epoch from lower(during))::float8 as s, extract(epoch from upper(during))::float8 as e
        from rows_per_interval where person_id = any(${`{${asked.join(",")}}`}::uuid[])
          and during && tstzrange(to_timestamp(${window.start / 1000}), to_timestamp(${window.end / 1000}))`);
    const intervals = [...(await packed()).values()].reduce(
      (n, one) => n + (one.known ? one.busy.length : 0),
      0,
    );
    const [ours, theirs] = await byTurns(packed, rows);
    return {
      ...{ company, people, weeks: WEEKS, intervals, rows: (await rows()).length },
      packedMs: ours,
      rowPerIntervalMs: theirs,
      ratio: Number((theirs.median / ours.median).toFixed(1)),
      // On a machine that has other things to do, the quickest runs tell more.
      ratioOfBest: Number((theirs.min / ours.min).toFixed(1)),
    };
  } finally {
    await database.close();
    await server.stop();
  }
}

/** Some an hour, some half, on the days of five weeks; other times for everybody. */
const meetingsOf = (seed: number, from: number, aDay: number) =>
  Array.from({ length: WEEKS * 7 * aDay }, (_, k) => {
    const start =
      from + Math.floor(k / aDay) * DAY_MS + (k % aDay) * 70 * MINUTE_MS + (seed % 9) * 5 * MINUTE_MS;
    return { start, end: start + ((seed + k) % 2 === 0 ? 30 : 60) * MINUTE_MS };
  });

/** Both in the same minutes, so that what else the machine does meets them alike. */
async function byTurns(...deeds: (() => Promise<unknown>)[]) {
  const times: number[][] = deeds.map(() => []);
  for (let run = 0; run < SETTLE + RUNS; run++)
    for (const [at, deed] of deeds.entries()) {
      const started = performance.now();
      await deed();
      if (run >= SETTLE) times[at]?.push(performance.now() - started);
    }
  return times.map((list) => {
    const sorted = list.toSorted((a, b) => a - b);
    const at = (share: number) => Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2));
    return { min: at(0), median: at(0.5), p95: at(0.95) };
  }) as [Times, Times];
}
type Times = { min: number; median: number; p95: number };

function optionsOf(args: string[]) {
  const text = { type: "string" } as const;
  let values: { company?: string; people?: string; meetings?: string };
  try {
    values = parseArgs({ args, options: { company: text, people: text, meetings: text } }).values;
  } catch {
    throw new UsageError(USAGE);
  }
  const numberOf = (given: string | undefined, usual: number) => {
    const number = given === undefined ? usual : Number(given);
    if (!Number.isInteger(number) || number < 1) throw new UsageError(USAGE);
    return number;
  };
  const options = {
    company: numberOf(values.company, 2000),
    people: numberOf(values.people, 500),
    meetings: numberOf(values.meetings, 8),
  };
  if (options.people > options.company) throw new UsageError(USAGE);
  return options;
}
