import { createServer, type Server } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "@/db/client";
import { partNotReady } from "@/lib/jobs/check-ready";
import { testDatabase } from "@/tests/support/database";
import { workerEnvironment } from "./own-worker";

Object.assign(process.env, workerEnvironment("postgres://nobody@127.0.0.1/none"));

function connected(url: string) {
  const { db, client } = connect(url, { max: 1 });
  onTestFinished(() => client.end({ timeout: 0 }));
  return db;
}

test("a database of this version with its queues is ready", async () => {
  const { db } = await testDatabase();
  expect(await partNotReady(db)).toBeUndefined();
});

test("a migration that was not applied, or queues that are not there, are named", async () => {
  const { db, sql } = await testDatabase();
  await sql`delete from pgboss.queue where name = 'cancel-event'`;
  expect(await partNotReady(db)).toBe("queue");
  await sql`drop schema pgboss cascade`;
  expect(await partNotReady(db)).toBe("queue");
  await sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`;
  expect(await partNotReady(db)).toBe("migrations");
  await sql`drop schema drizzle cascade`;
  expect(await partNotReady(db)).toBe("migrations");
});

test("a database that refuses, or takes the connection and says nothing, is not ready within the deadline", async () => {
  expect(await partNotReady(connected("postgres://nobody@127.0.0.1:1/none"))).toBe("database");
  const silent: Server = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as { port: number };
  const began = performance.now();
  expect(await partNotReady(connected(`postgres://nobody@127.0.0.1:${port}/none`))).toBe("database");
  expect(performance.now() - began).toBeLessThan(3_500);
});
