import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type postgres from "postgres";
import { connect } from "@/db/client";
import { makeSecrets } from "@/local/secrets";
import { Stops } from "@/local/until-stopped";
import { administer, databaseUrl, throwAwayPostgres } from "@/tests/support/throw-away-postgres";
import { startGoogleProcess, startProcesses } from "./book-processes";
import { fillCompany } from "./load-company";
import { mixedDay } from "./load-day";
import { highestRate, isGood } from "./load-rate";
import { run, type Step } from "./load-run";
import { coresUsed, cpuOf, metricsOf, saturated, type Watched } from "./load-watch";
import { UsageError } from "./usage-error";

const USE =
  "Use: load [--people N from 100 to 20000] [--minutes N from 0.1 to 120] [--processes N from 1 to 8] [--rate N].";
const DATABASE = "deskside_load";
const STEP_S = { least: 3, most: 12 };
const LOOK_MS = 250;
const TABLES_SHOWN = 16;

/**
 * `load [--people 5000] [--minutes 10] [--processes 1] [--rate N]`: that many web processes and two workers on one
 * PostgreSQL with a company of that size, everything on this machine, the clients too. Steps find the highest rate of
 * the mixed day (nine of ten requests read) at which 95 of 100 answers come within 200 ms and none fails; that rate (or
 * the one given) is then held for so many minutes. Memory is that of the web processes as they tell it, times are
 * milliseconds as a client sees them, processors are those used on average while it was held.
 */
export async function measure(args: string[], say: (line: string) => unknown = toStandardError) {
  const { people: count, minutes, processes, rate: given } = optionsOf(args);
  const token = randomBytes(24).toString("base64url");
  const stops = new Stops();
  try {
    const server = await throwAwayPostgres();
    stops.add(server.stop);
    await administer(server.url, `create database ${DATABASE} template ${server.template}`);
    stops.add(() => administer(server.url, `drop database if exists ${DATABASE} with (force)`));
    const url = databaseUrl(server.url, DATABASE);
    const { db, client: sql, close } = connect(url, { max: 4 });
    stops.add(close);
    const company = await fillCompany(db, sql, count, Date.now());
    say(`A company of ${count}: ${company.requests.length} requests, ${company.sessions.length} notes.`);
    const secrets = makeSecrets();
    const google = await startGoogleProcess(secrets);
    stops.add(google.stop);
    process.env.METRICS_TOKEN = token;
    const started = await startProcesses({ webs: processes, databaseUrl: url, google, secrets });
    stops.add(started.stop);
    const { addresses } = started;

    const next = mixedDay(company);
    const [me] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const watched: Watched = {
      web: started.webs.map(({ pid }) => pid),
      workers: started.workers.map(({ pid }) => pid),
      backend: me?.pid ?? 0,
    };
    const stepS = Math.min(STEP_S.most, Math.max(STEP_S.least, minutes * 6));
    // The first requests of a process load the code that answers them.
    await run(addresses, next, { rate: 8 * processes, seconds: stepS * 2 });
    const steps: Step[] = [];
    const rate =
      given ??
      (await highestRate(async (asked) => {
        const step = await run(addresses, next, { rate: asked, seconds: stepS });
        steps.push(step);
        say(`${asked} a second: p95 ${step.ms.p95} ms, ${JSON.stringify(step.errors)}`);
        return step;
      }));
    const held = await hold({ addresses, token, watched, next, rate: Math.max(1, rate), minutes });
    return {
      ...{ people: count, processes, highestRate: rate, isGood: isGood(held.step), ...held },
      steps: steps.map(({ asked, answered, ms, errors }) => ({ asked, answered, ms, errors })),
      tables: await tablesOf(sql),
    };
  } finally {
    await stops.all();
  }
}

const toStandardError = (line: string) => process.stderr.write(`${line}\n`);

async function hold(on: {
  addresses: readonly string[];
  token: string;
  watched: Watched;
  next: Parameters<typeof run>[1];
  rate: number;
  minutes: number;
}) {
  const look = () => Promise.all(on.addresses.map((address) => metricsOf(address, on.token)));
  const seconds = Math.round(on.minutes * 60);
  const before = await look();
  const cpuBefore = cpuOf(on.watched);
  let isOver = false;
  const most = { demand: 0, lagP99Ms: 0 };
  const watching = (async () => {
    while (!isOver) {
      await sleep(LOOK_MS * 4);
      for (const { demand, lagP99Ms } of await look()) {
        most.demand = Math.max(most.demand, demand);
        most.lagP99Ms = Math.max(most.lagP99Ms, lagP99Ms);
      }
    }
  })();
  const step = await run(on.addresses, on.next, { rate: on.rate, seconds });
  isOver = true;
  await watching;
  const cores = coresUsed(cpuBefore, cpuOf(on.watched), seconds);
  const after = await look();
  const pool = after[0]?.pool ?? Number.NaN;
  return {
    ...{ minutes: on.minutes, step, cores, most },
    memoryMb: { start: before.map(({ memoryMb }) => memoryMb), end: after.map(({ memoryMb }) => memoryMb) },
    heapMb: { start: before.map(({ heapMb }) => heapMb), end: after.map(({ heapMb }) => heapMb) },
    saturated: saturated(cores, { processes: on.addresses.length, demand: most.demand, pool }),
  };
}

/** The largest tables with their indexes, and what a row of each takes. */
async function tablesOf(sql: postgres.Sql) {
  await sql`analyze`;
  const rows = await sql<{ name: string; rows: number; bytes: number }[]>`
    select c.relname as name, c.reltuples::float8 as rows, pg_total_relation_size(c.oid)::float8 as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.reltuples > 0
    order by bytes desc limit ${TABLES_SHOWN}`;
  return Object.fromEntries(
    rows.map(({ name, rows, bytes }) => [name, { rows, bytesPerRow: Math.round(bytes / rows) }]),
  );
}

function optionsOf(args: string[]) {
  const text = { type: "string" } as const;
  let values: { people?: string; minutes?: string; processes?: string; rate?: string };
  try {
    const options = { people: text, minutes: text, processes: text, rate: text };
    values = parseArgs({ args, options }).values;
  } catch {
    throw new UsageError(USE);
  }
  const numberOf = (given: string, min: number, max: number, isWhole = true) => {
    const number = /^\d{1,6}(\.\d)?$/.test(given) ? Number(given) : Number.NaN;
    if (!(number >= min && number <= max) || (isWhole && !Number.isInteger(number)))
      throw new UsageError(USE);
    return number;
  };
  return {
    people: numberOf(values.people ?? "5000", 100, 20_000),
    minutes: numberOf(values.minutes ?? "10", 0.1, 120, false),
    processes: numberOf(values.processes ?? "1", 1, 8),
    rate: values.rate === undefined ? undefined : numberOf(values.rate, 1, 4_096),
  };
}
