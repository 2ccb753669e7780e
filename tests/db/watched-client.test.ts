import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "@/db/client";
import { testDatabase } from "@/tests/support/database";

async function stage(max = 2) {
  const { url } = await testDatabase();
  const seen: string[] = [];
  const demand = { now: 0, most: 0 };
  const ask = () => {
    demand.now += 1;
    demand.most = Math.max(demand.most, demand.now);
  };
  const { db, close } = connect(url, {
    max,
    watch: {
      statement: (isInTransaction) => {
        if (!isInTransaction) ask();
        return (isRefused) => {
          if (!isInTransaction) demand.now -= 1;
          seen.push(`${isRefused ? "refused" : "ok"}${isInTransaction ? " in transaction" : ""}`);
        };
      },
      transaction: () => {
        ask();
        return {
          begun: () => seen.push("begun"),
          ended: () => {
            demand.now -= 1;
            seen.push("ended");
          },
        };
      },
    },
  });
  onTestFinished(close);
  return { db, seen, demand };
}

test("every statement is heard of once, refused ones too, and answers as without a listener", async () => {
  const { db, seen } = await stage();
  expect([...(await db.execute(sql`select 1 as n`))]).toEqual([{ n: 1 }]);
  await expect(db.execute(sql`select 1 / 0`)).rejects.toThrow();
  expect(seen).toEqual(["ok", "refused"]);
});

test("a transaction is heard of from its beginning to its end, savepoints and what undoes it included", async () => {
  const { db, seen } = await stage();
  await db.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    await tx.transaction((inner) => inner.execute(sql`select 2`));
  });
  const undone = db.transaction(async (tx) => {
    await tx.execute(sql`select 1 / 0`);
  });
  await expect(undone).rejects.toThrow();
  expect(seen).toEqual([
    ...["begun", "ok in transaction", "ok in transaction", "ended"],
    ...["begun", "refused in transaction", "ended"],
  ]);
});

test("what waits for a connection counts as wanting one", async () => {
  const { db, demand } = await stage(2);
  await Promise.all(Array.from({ length: 5 }, () => db.execute(sql`select pg_sleep(0.05)`)));
  expect(demand).toEqual({ now: 0, most: 5 });
});
