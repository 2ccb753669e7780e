import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { requests } from "@/db/schema/requests";
import { sessions } from "@/db/schema/sessions";
import type { Db } from "@/lib/context";
import { editRequest } from "@/lib/requests/edit-request";
import { getRequest } from "@/lib/requests/get-request";
import { postRequest } from "@/lib/requests/post-request";
import { reopenRequest } from "@/lib/requests/reopen-request";
import { reviveRequest } from "@/lib/requests/revive-request";
import { withdrawRequest } from "@/lib/requests/withdraw-request";
import { contextOf, NOW } from "../../support/company";
import { form, refusalOf, twoTeams } from "./posted";

async function posted() {
  const company = await twoTeams();
  const { id } = await postRequest(
    company.asAna,
    form({ teamIds: company.ops, body: "Slow at month end.", neededBy: "2027-03-05" }),
  );
  const edit = (more: Record<string, unknown> = {}) => ({ id, version: 1, title: "Moved", ...more });
  return { ...company, id, edit };
}

/** As `bookSession` leaves it. */
async function book(db: Db, requestId: string, state: "booked" | "needs_partner" = "booked") {
  const [session] = await db
    .insert(sessions)
    .values({
      requestId,
      state,
      startAt: NOW + 86_400_000,
      endAt: NOW + 86_400_000 + 3_000_000,
      zone: "Europe/Berlin",
      agreedWallTime: "2027-03-02T08:00",
      place: "video",
    })
    .returning();
  if (state === "booked")
    await db.update(requests).set({ state: "booked" }).where(eq(requests.id, requestId));
  return (session as { id: string }).id;
}

const queued = async (client: Awaited<ReturnType<typeof posted>>["client"]) =>
  (await client`select data from pgboss.job where name = 'update-event'`).map((row) => row.data);

test("an edit changes everything that was sent and raises the version", async () => {
  const { asAna, edit, id, cassandra } = await posted();
  const sent = { teamIds: "", systemIds: cassandra, lengthMin: 80, neededBy: "2027-03-08", place: "either" };
  expect(await editRequest(asAna, edit(sent))).toEqual({ id, version: 2 });
  expect(await getRequest(asAna, { id })).toMatchObject({
    ...{ title: "Moved", body: "", lengthMin: 80, neededBy: "2027-03-08", place: "either", version: 2 },
    teams: [],
    systems: [{ id: cassandra }],
  });
});

test("what is left out of an edit stays", async () => {
  const { asAna, edit, id, ops } = await posted();
  await editRequest(asAna, edit());
  expect(await getRequest(asAna, { id })).toMatchObject({
    ...{ lengthMin: 50, neededBy: "2027-03-05", place: "video", teams: [{ id: ops }] },
  });
});

test("an edit against an older version is refused and gives the stored text back", async () => {
  const { asAna, edit, id } = await posted();
  await editRequest(asAna, edit({ title: "First" }));
  const refusal = await refusalOf(editRequest(asAna, edit({ title: "Second" })));
  expect(refusal.code).toBe("conflict");
  expect(refusal.detail).toMatchObject({ stored: { id, title: "First", version: 2 } });
  expect((await getRequest(asAna, { id })).title).toBe("First");
});

test("of two edits at the same moment one wins and one is told", async () => {
  const { asAna, edit } = await posted();
  const both = await Promise.allSettled([
    editRequest(asAna, edit({ title: "One" })),
    editRequest(asAna, edit({ title: "Other" })),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("somebody else can neither edit, withdraw, reopen nor revive it", async () => {
  const { asAna, asBo, edit, id } = await posted();
  for (const attempt of [
    () => editRequest(asBo, edit()),
    () => withdrawRequest(asBo, { id }),
    () => reopenRequest(asBo, { id }),
    () => reviveRequest(asBo, { id, neededBy: "2027-03-09" }),
  ])
    expect((await refusalOf(attempt())).code).toBe("forbidden");
  expect(await getRequest(asAna, { id })).toMatchObject({ version: 1, state: "open" });
});

test("a request that does not exist is not found, whatever is done to it", async () => {
  const { asAna, edit } = await posted();
  const id = randomUUID();
  for (const attempt of [
    () => editRequest(asAna, edit({ id })),
    () => withdrawRequest(asAna, { id }),
    () => reopenRequest(asAna, { id }),
    () => reviveRequest(asAna, { id, neededBy: "2027-03-09" }),
  ])
    expect((await refusalOf(attempt())).code).toBe("not_found");
});

test("an edit that asks nobody is refused and changes nothing", async () => {
  const { asAna, edit, id, ops } = await posted();
  const refusal = await refusalOf(editRequest(asAna, edit({ teamIds: [], systemIds: [] })));
  expect(refusal.fields).toHaveProperty("teamIds");
  expect((await getRequest(asAna, { id })).teams).toMatchObject([{ id: ops }]);
});

test.each(["booked", "needs_partner"] as const)(
  "with a session that is %s the words change and the event follows",
  async (state) => {
    const { db, client, asAna, edit, id, ops } = await posted();
    const sessionId = await book(db, id, state);
    const unchanged = { lengthMin: "50", place: "video", neededBy: "2027-03-05", teamIds: ops };
    await editRequest(asAna, edit({ ...unchanged, understand: "Why", observers: "on" }));
    expect(await getRequest(asAna, { id })).toMatchObject({
      title: "Moved",
      understand: "Why",
      observersMax: 1,
    });
    expect(await queued(client)).toEqual([{ sessionId }]);
  },
);

test("with a session, its time, place and people change only by rescheduling", async () => {
  const { db, client, asAna, edit, id, cassandra } = await posted();
  await book(db, id);
  const frame = { lengthMin: 25, place: "either", neededBy: "2027-03-09", teamIds: [], systemIds: cassandra };
  for (const [name, value] of Object.entries(frame)) {
    const refusal = await refusalOf(editRequest(asAna, edit({ [name]: value })));
    expect([refusal.code, Object.keys(refusal.fields)]).toEqual(["not_possible", [name]]);
  }
  expect((await getRequest(asAna, { id })).version).toBe(1);
  expect(await queued(client)).toEqual([]);
});

test("an edit without a session queues nothing", async () => {
  const { client, asAna, edit } = await posted();
  await editRequest(asAna, edit());
  expect(await queued(client)).toEqual([]);
});

test("a withdrawn request is off the board, and undo brings it back", async () => {
  const { asAna, edit, id } = await posted();
  await withdrawRequest(asAna, { id });
  await withdrawRequest(asAna, { id });
  expect((await getRequest(asAna, { id })).state).toBe("withdrawn");
  expect((await refusalOf(editRequest(asAna, edit()))).code).toBe("not_possible");
  await reopenRequest(asAna, { id });
  await reopenRequest(asAna, { id });
  expect((await getRequest(asAna, { id })).state).toBe("open");
});

test.each(["booked", "needs_partner"] as const)(
  "with a session that is %s it is not withdrawn",
  async (state) => {
    const { db, asAna, id } = await posted();
    const sessionId = await book(db, id, state);
    const refusal = await refusalOf(withdrawRequest(asAna, { id }));
    expect([refusal.code, refusal.message, refusal.detail]).toEqual([
      "not_possible",
      "A session is booked on this. Cancel the session first.",
      { sessionId },
    ]);
  },
);

test("what took place is neither edited, withdrawn nor reopened", async () => {
  const { db, asAna, edit, id } = await posted();
  await db.update(requests).set({ state: "done" }).where(eq(requests.id, id));
  for (const attempt of [
    () => editRequest(asAna, edit()),
    () => withdrawRequest(asAna, { id }),
    () => reopenRequest(asAna, { id }),
  ])
    expect((await refusalOf(attempt())).code).toBe("not_possible");
});

test("a request expires with the end of its day and is revived with a new one", async () => {
  const { db, ana, asAna, id } = await posted();
  const at = async (now: string) =>
    (await getRequest(await contextOf(db, ana, { now: Date.parse(now) }), { id })).state;
  expect(await at("2027-03-05T23:59:59.999+01:00")).toBe("open");
  expect(await at("2027-03-06T00:00+01:00")).toBe("expired");
  await reviveRequest(asAna, { id, neededBy: "2027-03-12" });
  expect(await at("2027-03-06T00:00+01:00")).toBe("open");
});

test("an expired request is not revived, nor edited, with a day that is over", async () => {
  const { db, asAna, edit, id } = await posted();
  await db
    .update(requests)
    .set({ neededByAt: Date.parse("2026-01-02T00:00+01:00") })
    .where(eq(requests.id, id));
  const revived = await refusalOf(reviveRequest(asAna, { id, neededBy: "2026-01-03" }));
  expect(revived.fields).toHaveProperty("neededBy");
  expect((await refusalOf(editRequest(asAna, edit()))).fields).toHaveProperty("neededBy");
  await editRequest(asAna, edit({ neededBy: "2027-03-12" }));
  expect((await getRequest(asAna, { id })).state).toBe("open");
});

test("only an open or expired request is revived", async () => {
  const { asAna, id } = await posted();
  await withdrawRequest(asAna, { id });
  expect((await refusalOf(reviveRequest(asAna, { id, neededBy: "2027-03-12" }))).code).toBe("not_possible");
});
