import { expect, test } from "vitest";
import { testDatabase } from "./database";

test("each test has a migrated database of its own", async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await one.sql`create table only_here (id int)`;
  const tables =
    await other.sql`select table_name from information_schema.tables where table_schema = 'public'`;
  const names = tables.map((row) => row.table_name);
  expect(names).toContain("seats");
  expect(names).not.toContain("only_here");
});

test("the process runs in a zone that is neither UTC nor whole hours", () => {
  expect(new Date(0).getTimezoneOffset()).toBe(-330);
});
