import { expect, test } from "vitest";
import { countUnread, listNotices, notify, readNotices } from "@/lib/people/notices";
import { aPerson, contextOf } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

async function told() {
  const { db } = await testDatabase();
  const [ana, bo] = [await aPerson(db, "Ana"), await aPerson(db, "Bo")];
  for (const text of ["first", "second"])
    await notify(db, { personId: ana, kind: "booked", text, href: "/sessions/1" });
  await notify(db, { personId: bo, kind: "booked", text: "Bo's own", href: "/sessions/2" });
  return { ana: await contextOf(db, ana), bo: await contextOf(db, bo) };
}

test("each sees their own notices, newest first, and how many are unread", async () => {
  const { ana, bo } = await told();
  expect((await listNotices(ana)).map(({ text }) => text)).toEqual(["second", "first"]);
  expect(await countUnread(ana)).toBe(2);
  expect(await countUnread(bo)).toBe(1);
});

test("one notice is read, then all", async () => {
  const { ana } = await told();
  const [newest] = await listNotices(ana);
  await readNotices(ana, { id: newest?.id });
  expect((await listNotices(ana)).map(({ readAt }) => readAt !== null)).toEqual([true, false]);
  await readNotices(ana, {});
  expect(await countUnread(ana)).toBe(0);
});

test("nobody reads somebody else's notice away", async () => {
  const { ana, bo } = await told();
  const [own] = await listNotices(bo);
  await readNotices(ana, { id: own?.id });
  await readNotices(ana, {});
  expect(await countUnread(bo)).toBe(1);
});

test("an id that is none is refused", async () => {
  const { ana } = await told();
  await expect(readNotices(ana, { id: "x" })).rejects.toMatchObject({ code: "invalid" });
});
