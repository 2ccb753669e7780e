import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPostgres } from "@/local/postgres";
import { readPointer, removeData } from "@/local/postgres-place";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "deskside-postgres-test-")); // mode 0700: no other account gets in
});

afterEach(() => {
  removeData(path.join(folder, "data", "postgres"));
  rmSync(folder, { recursive: true, force: true });
});

async function ask(url: string, query: string) {
  const sql = postgres(url, { max: 1 });
  const rows = await sql.unsafe(query);
  await sql.end();
  return rows;
}

test("what was written is there after a stop and a start", async () => {
  const dataDir = path.join(folder, "data", "postgres");
  const first = await startPostgres({ dataDir, durable: true });
  await ask(first.url, "create table kept as select 42 as answer");
  await first.stop();
  const second = await startPostgres({ dataDir, durable: true });
  expect((await ask(second.url, "select answer from kept"))[0]).toEqual({ answer: 42 });
  await second.stop();
});

test("the pid file of a machine that lost power does not keep it from starting", async () => {
  const dataDir = path.join(folder, "data", "postgres");
  const first = await startPostgres({ dataDir, durable: true });
  await first.stop();
  // The number belongs to a living process that is no Postgres: this one.
  writeFileSync(path.join(readPointer(dataDir) ?? dataDir, "postmaster.pid"), `${process.pid}\n`);
  const second = await startPostgres({ dataDir, durable: true });
  expect((await ask(second.url, "select 1 as one"))[0]).toEqual({ one: 1 });
  await second.stop();
});

test("a Postgres that still runs on the folder is stopped, and a new one takes over", async () => {
  const dataDir = path.join(folder, "data", "postgres");
  const first = await startPostgres({ dataDir, durable: true });
  const second = await startPostgres({ dataDir, durable: true });
  await expect(ask(first.url, "select 1")).rejects.toThrow();
  expect((await ask(second.url, "select 1 as one"))[0]).toEqual({ one: 1 });
  await second.stop();
  await first.stop();
});

test("a first start that was cut short is begun again", async () => {
  const dataDir = path.join(folder, "data", "postgres");
  mkdirSync(`${dataDir}.unfinished/cluster`, { recursive: true });
  writeFileSync(`${dataDir}.unfinished/cluster/half`, "");
  const server = await startPostgres({ dataDir, durable: false });
  await server.stop();
});

test("a port that is taken is told in one sentence", async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const { port } = holder.address() as { port: number };
  const dataDir = path.join(folder, "data", "postgres");
  await expect(startPostgres({ dataDir, port, durable: false })).rejects.toThrow(
    `PostgreSQL could not start: port ${port} is in use.`,
  );
  holder.close();
});

test("data of another version is told in one sentence and left as it is", async () => {
  const dataDir = path.join(folder, "data", "postgres");
  const first = await startPostgres({ dataDir, durable: true });
  await first.stop();
  writeFileSync(path.join(readPointer(dataDir) ?? dataDir, "PG_VERSION"), "9\n");
  await expect(startPostgres({ dataDir, durable: true })).rejects.toThrow(/another version of PostgreSQL/);
});
