import { expect, test } from "vitest";
import { busy, calendarConnections } from "@/db/schema/calendar";
import { listConnections } from "@/lib/calendar/list-connections";
import type { Db } from "@/lib/context";
import { aPerson, contextOf, NOW } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

async function connected(db: Db, name: string, row: Partial<typeof calendarConnections.$inferInsert> = {}) {
  const personId = await aPerson(db, name);
  await db.insert(calendarConnections).values({
    ...{
      personId,
      email: `${name}@x.example`,
      refreshTokenSealed: "sealed",
      scopes: [],
      busyCalendarIds: [],
    },
    connectedAt: NOW,
    ...row,
  });
  return personId;
}

const read = (db: Db, personId: string, row: Partial<typeof busy.$inferInsert> = {}) =>
  db
    .insert(busy)
    .values({ personId, fromAt: NOW, toAt: NOW, packed: Buffer.alloc(0), triedAt: NOW, readAt: NOW, ...row });

test("each person's calendar is in one state, trouble is shown first, and why it is", async () => {
  const { db } = await testDatabase();
  const admin = await contextOf(db, await aPerson(db, "Ada", { isAdmin: true }));
  await read(db, await connected(db, "Bo"));
  await read(db, await connected(db, "Cleo"), { failure: "no_answer", readAt: NOW - 60_000 });
  expect(await listConnections(admin, {})).toMatchObject({
    state: "failing",
    counts: { connected: 1, failing: 1, reconnect: 0, never: 1 },
    people: [{ name: "Cleo", failure: "Google did not answer", readAt: NOW - 60_000 }],
  });
  await connected(db, "Dee", { state: "reconnect", failedAt: NOW });
  await aPerson(db, "Gone", { deactivatedAt: NOW });
  const found = await listConnections(admin, {});
  expect(found.counts).toEqual({ connected: 1, failing: 1, reconnect: 1, never: 1 });
  expect(found.people.map(({ name, failedAt }) => [name, failedAt])).toEqual([["Dee", NOW]]);
  expect((await listConnections(admin, { state: "never" })).people.map(({ name }) => name)).toEqual(["Ada"]);
});

test("fifty a page, and an address that makes no sense shows the first", async () => {
  const { db } = await testDatabase();
  const admin = await contextOf(db, await aPerson(db, "Ada", { isAdmin: true }));
  for (let i = 0; i < 60; i++) await aPerson(db, `Person ${String(i).padStart(2, "0")}`);
  const names = async (page: unknown) =>
    (await listConnections(admin, { state: "never", page })).people.map(({ name }) => name);
  expect(await names("2")).toHaveLength(11);
  expect((await names("2"))[0]).toBe("Person 49");
  for (const odd of ["0", "-1", "x", "1e99", undefined, ["2", "3"]])
    expect(await names(odd)).toHaveLength(50);
});

test("nobody but an admin is told", async () => {
  const { db } = await testDatabase();
  const context = await contextOf(db, await aPerson(db, "Bo"));
  await expect(listConnections(context, {})).rejects.toMatchObject({ code: "forbidden" });
});
