import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { connect } from "@/db/client";
import type { Running } from "@/local/processes";
import { makeSecrets } from "@/local/secrets";
import { Stops } from "@/local/until-stopped";
import { administer, databaseUrl, throwAwayPostgres } from "@/tests/support/throw-away-postgres";
import { type Client, fillCompany } from "./book-company";
import { countBroken } from "./book-invariants";
import { startGoogleProcess, startProcesses } from "./book-processes";
import { UsageError } from "./usage-error";

const USE = "Use: book [--clients 1000] [--processes 2], ten clients at least.";
const DATABASE = "deskside_book";
/** A browser that gets no answer is told to try again; the key makes it the same booking. */
const TRIES = 3;
const SETTLE_MS = 180_000;

/**
 * `book --clients N --processes N`: that many web processes and two workers on one PostgreSQL, with the local Google in
 * its own process. All clients book at once over HTTP, ten for each contested hour of a partner, at equal and at
 * overlapping times; one worker is killed (-9) when half of the events are made. Then the raw rows and the raw
 * calendars are compared. Times in milliseconds, as a client sees them.
 */
export async function measure(args: string[]) {
  const { clients: count, processes } = optionsOf(args);
  const stops = new Stops();
  try {
    const server = await throwAwayPostgres();
    stops.add(server.stop);
    await administer(server.url, `create database ${DATABASE} template ${server.template}`);
    stops.add(() => administer(server.url, `drop database if exists ${DATABASE} with (force)`));
    const url = databaseUrl(server.url, DATABASE);
    const secrets = makeSecrets();
    const google = await startGoogleProcess(secrets);
    stops.add(google.stop);
    const { db, client: sql, close } = connect(url);
    stops.add(close);
    const company = await fillCompany(db, google, { clients: count, encryptionKey: secrets.ENCRYPTION_KEY });
    const { addresses, workers, stop } = await startProcesses({
      webs: processes,
      databaseUrl: url,
      google,
      secrets,
    });
    stops.add(stop);

    await Promise.all(addresses.map(warm));
    const killed = killInTheMiddle(sql, workers[0] as Running, company.hours);
    const { outcomes, ms: bookedMs } = await bookAll(company.clients, addresses);
    const settledMs = await settle(sql);
    const won = new Set(outcomes.filter(({ id }) => id).map(({ hour }) => hour));
    const broken = await countBroken(sql, google, company.people, { asked: company.hours, won: won.size });
    return { ...report(outcomes, addresses.length, bookedMs), settledMs, ...(await killed), broken };
  } finally {
    await stops.all();
  }
}

function optionsOf(args: readonly string[]): { clients: number; processes: number } {
  const given = { clients: 1_000, processes: 2 };
  for (let i = 0; i < args.length; i += 2) {
    const name = args[i]?.replace(/^--/, "");
    const value = Number(args[i + 1]);
    if ((name !== "clients" && name !== "processes") || !Number.isInteger(value) || value < 1)
      throw new UsageError(USE);
    given[name] = value;
  }
  if (given.clients < 10) throw new UsageError(USE);
  return given;
}

type Outcome = { process: number; hour: number; ms: number; id?: string; code: string; tries: number };

/** Everybody at once; the clients of one hour are spread over the processes. */
async function bookAll(clients: readonly Client[], addresses: readonly string[]) {
  const started = performance.now();
  const outcomes = await Promise.all(
    clients.map((client, i) => {
      const process = (i + Math.floor(i / addresses.length)) % addresses.length;
      return book(client, addresses[process] as string).then((outcome) => ({ ...outcome, process }));
    }),
  );
  return { outcomes, ms: performance.now() - started };
}

async function book({ cookie, body, hour }: Client, address: string): Promise<Omit<Outcome, "process">> {
  const started = performance.now();
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${address}/api/sessions`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify(body),
    })
      .then(async (response) => ({ status: response.status, ...((await response.json()) as object) }))
      .catch(() => ({ status: 0 }));
    const { status, id, code } = answer as { status: number; id?: string; code?: string };
    const ms = performance.now() - started;
    if (id) return { hour, ms, tries, id, code: "booked" };
    if ((status >= 400 && status < 500) || tries === TRIES)
      return { hour, ms, tries, code: code ?? (status === 0 ? "no_answer" : String(status)) };
  }
}

/** A process's first request loads the code that answers it, and would only tell who started first. */
const warm = (address: string) => fetch(`${address}/api/sessions`, { method: "POST" });

/** Kills one worker once half of the events are made, and tells how many jobs it had in hand. */
async function killInTheMiddle(sql: postgres.Sql, worker: Running, hours: number) {
  for (;;) {
    const [{ made, running } = { made: 0, running: 0 }] = await sql<{ made: number; running: number }[]>`
      select (select count(*)::int from sessions where event_state = 'made') as made,
        (select count(*)::int from pgboss.job where state = 'active') as running`;
    if (made >= hours / 2) {
      process.kill(-worker.pid, "SIGKILL");
      return { killedAfterEvents: made, runningWhenKilled: running };
    }
    await sleep(2);
  }
}

/** Until no job about an event waits or runs. @returns how long that took */
async function settle(sql: postgres.Sql): Promise<number> {
  const started = performance.now();
  for (;;) {
    const [{ left } = { left: 1 }] = await sql<{ left: number }[]>`
      select (select count(*)::int from pgboss.job where state in ('created', 'retry', 'active') and data ? 'sessionId'
        and start_after < now() + interval '1 hour')
        + (select count(*)::int from sessions where state = 'booked' and event_state = 'queued') as left`;
    const ms = performance.now() - started;
    if (left === 0) return Math.round(ms);
    if (ms > SETTLE_MS) throw new Error(`${left} jobs or events were not done within ${SETTLE_MS / 1000} s.`);
    await sleep(100);
  }
}

function report(outcomes: readonly Outcome[], processes: number, ms: number) {
  const booked = outcomes.filter(({ id }) => id);
  const refused: Record<string, number> = {};
  for (const { id, code } of outcomes) if (!id) refused[code] = (refused[code] ?? 0) + 1;
  const times = outcomes.map((outcome) => outcome.ms).sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.ceil(times.length * share) - 1] ?? 0);
  return {
    clients: outcomes.length,
    processes,
    booked: booked.length,
    refused,
    wins: Array.from({ length: processes }, (_, i) => booked.filter(({ process }) => process === i).length),
    triedAgain: outcomes.filter(({ tries }) => tries > 1).length,
    seconds: Math.round(ms) / 1000,
    bookingsPerSecond: Math.round((booked.length / ms) * 10_000) / 10,
    answersPerSecond: Math.round((outcomes.length / ms) * 10_000) / 10,
    ms: { p50: at(0.5), p95: at(0.95) },
  };
}
