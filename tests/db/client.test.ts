import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "@/db/client";
import { testDatabase } from "@/tests/support/database";

test("of two transactions that wait for each other both go through in the end", async () => {
  const { db } = await testDatabase();
  await db.execute(sql`create table counters (id int primary key, n int not null default 0)`);
  await db.execute(sql`insert into counters (id) values (1), (2)`);
  let begun = 0;
  const bothHold = Promise.withResolvers<void>();
  const both = (first: number, second: number) =>
    db.transaction(async (tx) => {
      begun += 1;
      await tx.execute(sql`update counters set n = n + 1 where id = ${first}`);
      if (begun >= 2) bothHold.resolve();
      await bothHold.promise;
      await tx.execute(sql`update counters set n = n + 1 where id = ${second}`);
    });
  await Promise.all([both(1, 2), both(2, 1)]);
  expect(begun).toBe(3);
  const rows = await db.execute(sql`select n from counters order by id`);
  expect([...rows].map(({ n }) => n)).toEqual([2, 2]);
});

test("a refusal is no reason to begin again", async () => {
  const { db } = await testDatabase();
  let begun = 0;
  const refused = db.transaction(async (tx) => {
    begun += 1;
    await tx.execute(sql`select 1 / 0`);
  });
  await expect(refused).rejects.toThrow();
  expect(begun).toBe(1);
});

test("a transaction whose connection breaks is refused, ends nothing else, and the next one goes through", async () => {
  const { db, url } = await testDatabase({ max: 2 });
  const other = connect(url, { max: 1 });
  onTestFinished(() => other.close());
  await db.execute(sql`create table counters (n int)`);
  for (let round = 0; round < 6; round++) {
    const broken = db.transaction(async (tx) => {
      await tx.execute(sql`insert into counters values (1)`);
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await Promise.all([
        tx.execute(sql`select pg_sleep(5)`),
        other.client`select pg_terminate_backend(${row?.pid ?? 0})`,
      ]);
    });
    await expect(broken).rejects.toBeDefined();
    await db.transaction((tx) => tx.execute(sql`select 1`));
  }
  expect([...(await db.execute(sql`select * from counters`))]).toEqual([]);
});
