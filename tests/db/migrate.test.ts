import { randomBytes } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { connect, migrate } from "@/db/client";
import { partNotReady } from "@/lib/jobs/check-ready";
import { installQueues } from "@/lib/jobs/queue";
import { testDatabase } from "@/tests/support/database";
import { administer, databaseUrl } from "@/tests/support/throw-away-postgres";

test("processes that start at once on an empty database apply each migration once, and all are ready", async () => {
  const { url: near } = await testDatabase();
  const name = `deskside_test_${randomBytes(6).toString("hex")}`;
  const server = databaseUrl(near, "postgres");
  await administer(server, `create database ${name}`);
  onTestFinished(() => administer(server, `drop database ${name} with (force)`));
  const url = databaseUrl(server, name);
  const start = async () => {
    await migrate(url);
    await installQueues(url);
  };
  await Promise.all([start(), start(), start()]);
  const { db, client: sql, close } = connect(url, { max: 1 });
  onTestFinished(close);
  expect(await partNotReady(db)).toBeUndefined();
  const applied = await sql`select hash from drizzle.__drizzle_migrations`;
  expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length);
});
