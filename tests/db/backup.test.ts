import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { connect, migrate } from "@/db/client";
import { partNotReady } from "@/lib/jobs/check-ready";
import { installQueues } from "@/lib/jobs/queue";
import { findNotes } from "@/lib/notes/find-notes";
import { bookSession } from "@/lib/sessions/book-session";
import { startPostgres } from "@/local/postgres";
import { postgresHomes } from "@/local/postgres-binaries";
import { removeData } from "@/local/postgres-place";
import { fillSampleCompany } from "@/local/sample/fill";
import { aPerson, aRequest, contextOf } from "@/tests/support/company";
import { administer, databaseUrl } from "@/tests/support/throw-away-postgres";

const run = promisify(execFile);
const hasTools = (home: string) =>
  ["postgres", "pg_dump", "pg_restore"].every((name) => existsSync(path.join(home, "bin", name)));
const home = postgresHomes().find(hasTools);
const HOUR_MS = 3_600_000;
const NOW = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

/** A server whose own `pg_dump` is there, with the sample company in it. */
async function stage(bin: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), `deskside-tests-${process.pid}-`));
  chmodSync(folder, 0o711); // Postgres, which may run as somebody else, has to get through
  const dataDir = path.join(folder, "postgres");
  const server = await startPostgres({
    dataDir,
    durable: false,
    binaries: { home: path.dirname(bin), bin },
  });
  onTestFinished(async () => {
    await server.stop();
    removeData(dataDir);
    rmSync(folder, { recursive: true, force: true });
  });
  await administer(server.url, "create database company", "create database restored");
  const url = databaseUrl(server.url, "company");
  await migrate(url);
  await installQueues(url);
  return { url, restoredUrl: databaseUrl(server.url, "restored"), dump: path.join(folder, "deskside.dump") };
}

function open(url: string) {
  const connection = connect(url, { max: 4 });
  onTestFinished(connection.close);
  return connection;
}

/** Of every table, partitions among them, how many rows it has and what they add up to. */
async function contentsOf(sql: postgres.Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`;
  const contents: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe<{ said: string }[]>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as said from ${name} t`,
    );
    contents[name] = row?.said ?? "";
  }
  return contents;
}

/** Tables, constraints, indexes, functions and the rest as `pg_dump` tells them; how it nests `and` is its own affair. */
async function shapeOf(bin: string, url: string): Promise<string> {
  const args = ["--schema-only", "--no-owner", `--dbname=${url}`];
  const { stdout } = await run(path.join(bin, "pg_dump"), args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout.replaceAll(/^\\(un)?restrict .*$|[()]/gm, "");
}

test.skipIf(!home)(
  `what is backed up is restored, every row of every table, and Deskside works on it${home ? "" : " (skipped: no pg_dump beside a PostgreSQL server is installed here)"}`,
  { timeout: 60_000 },
  async () => {
    const bin = path.join(home as string, "bin");
    const { url, restoredUrl, dump } = await stage(bin);
    const { db, client } = open(url);
    const appUrl = "http://127.0.0.1:3000";
    await fillSampleCompany({ db, google: null, now: NOW, encrypt: (text) => text, appUrl });

    await run(path.join(bin, "pg_dump"), ["--format=custom", "--no-owner", `--file=${dump}`, url]);
    await run(path.join(bin, "pg_restore"), [
      ...["--no-owner", "--exit-on-error", `--dbname=${restoredUrl}`, dump],
    ]);

    const restored = open(restoredUrl);
    const before = await contentsOf(client);
    expect(await contentsOf(restored.client)).toEqual(before);
    expect(Object.keys(before).length).toBeGreaterThan(30);
    for (const table of ["people", "seats", "notes", "learnings", "session_changes"])
      expect(before[`public.${table}`], table).not.toMatch(/^0 /);
    expect(await shapeOf(bin, restoredUrl)).toBe(await shapeOf(bin, url));

    await migrate(restoredUrl);
    await installQueues(restoredUrl);
    expect(await partNotReady(restored.db)).toBeUndefined();
    const asker = await aPerson(restored.db, "New here");
    const [partner, later] = [await aPerson(restored.db, "Bo Anders"), NOW + 49 * HOUR_MS];
    const context = await contextOf(restored.db, asker, { now: Date.now() });
    expect((await findNotes(context, { q: "cassandra" })).notes.length).toBeGreaterThan(0);
    const request = await aRequest(restored.db, asker, { neededByAt: NOW + 100 * HOUR_MS });
    const booking = { requestId: request.id, partnerIds: [partner], start: later, askAnyway: true };
    const { id } = await bookSession(context, { ...booking, key: "6b1d6f7e-6f0e-4b7e-9d4e-2f6f6f4f7a01" });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  },
);
