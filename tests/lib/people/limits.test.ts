import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { expect, test, vi } from "vitest";
import { findAnything } from "@/lib/knowledge/find-anything";
import { findMatches } from "@/lib/matching/find-matches";
import { findNotes } from "@/lib/notes/find-notes";
import { findRelated } from "@/lib/notes/find-related";
import { saveNote } from "@/lib/notes/save-note";
import { feedToken } from "@/lib/people/feed-token";
import { countOne, countOneFrom, type LimitKind } from "@/lib/people/limits";
import { nextOne, takeOne } from "@/lib/people/limits-store";
import { postRequest } from "@/lib/requests/post-request";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { declineSession } from "@/lib/sessions/decline-session";
import { getFeed } from "@/lib/sessions/get-feed";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { setPrivate } from "@/lib/sessions/set-private";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { watchSession } from "@/lib/sessions/watch-session";
import { DAY_MS, HOUR_MS } from "@/lib/time/instant";
import { aPerson, aTeam, contextOf, jobContextOn } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { refusal } from "../sessions/stage";

const TOMORROW = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + DAY_MS;
const HOURLY = { most: 40, perMs: HOUR_MS };
const ana = { subject: "ana", kind: "post" };

const limitedContext = async (db: Parameters<typeof contextOf>[0], personId: string) => ({
  ...(await contextOf(db, personId, { now: Date.now() })),
  isUnlimited: false,
});

test("two processes and two pools that take at once get together exactly what there is", {
  timeout: 60_000,
}, async () => {
  const { db, url } = await testDatabase();
  const env = { ...process.env, COUNT_DATABASE: url };
  const children = [1, 2].map(() =>
    spawn(process.execPath, ["--import", "tsx", "tests/lib/people/count-in-process.ts"], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    }),
  );
  const got = await Promise.all(children.map(async ({ stdout }) => Number(await text(stdout))));
  expect(got.reduce((sum, n) => sum + n, 0)).toBe(40);
  expect(await takeOne(db, ana, HOURLY)).toBe(false);
});

test("they come back one by one, and never more than there were", async () => {
  const { db } = await testDatabase();
  const quick = { most: 4, perMs: 1_200 };
  const takeAll = async () => {
    let n = 0;
    while (await takeOne(db, ana, quick)) n += 1;
    return n;
  };
  expect(await takeAll()).toBe(4);
  const { waitMs } = await nextOne(db, ana, quick);
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(300);
  await new Promise((resolve) => setTimeout(resolve, waitMs + 2));
  expect(await takeAll()).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 2_400));
  expect(await takeAll()).toBe(4);
});

test("a person's limit is nobody else's, in one office too; somebody who is not signed in has their address's", async () => {
  const { db, sql } = await testDatabase();
  const [one, other] = await Promise.all([aPerson(db, "Ana"), aPerson(db, "Bo")]);
  const [asOne, asOther] = await Promise.all([limitedContext(db, one), limitedContext(db, other)]);
  const office = { address: "192.0.2.7" };
  await sql`insert into allowances values (${one}, 'post', clock_timestamp() + interval '59 minutes')`;
  expect((await refusal(countOne({ ...asOne, ...office }, "post"))).code).toBe("limited");
  await countOne({ ...asOther, ...office }, "post");
  await countOne({ ...asOne, ...office }, "book");
  const nobody = { ...jobContextOn(db), ...office };
  await countOneFrom(nobody, "guess");
  await sql`update allowances set whole_at = clock_timestamp() + interval '90 seconds' where kind = 'guess'`;
  const refused = await refusal(countOneFrom(nobody, "guess"));
  expect(refused).toMatchObject({ code: "limited", detail: { retryAfterS: expect.any(Number) } });
  await countOneFrom({ ...nobody, address: "192.0.2.8" }, "guess");
});

test("the sentence says how often, and when again, as the person's clocks show it", async () => {
  const { db, sql } = await testDatabase();
  const id = await aPerson(db, "Ana", { zone: "Asia/Kolkata" });
  const context = await limitedContext(db, id);
  await sql`insert into allowances values (${id}, 'post', clock_timestamp() + interval '70 minutes')`;
  const { message, detail } = await refusal(countOne(context, "post"));
  const at = new Date(Math.ceil((Date.now() + 12 * 60_000) / 60_000) * 60_000).toLocaleTimeString("en-GB", {
    ...{ timeZone: "Asia/Kolkata", hour: "2-digit", minute: "2-digit" },
  });
  expect(message).toBe(
    `You posted 30 requests in an hour; the next one is possible at ${at}. Nothing is lost.`,
  );
  expect((detail as { retryAfterS: number }).retryAfterS).toBeGreaterThan(11.9 * 60);
  await sql`insert into allowances values (${id}, 'search', clock_timestamp() + interval '70 seconds')`;
  expect((await refusal(countOne(context, "search"))).message).toMatch(
    /^You searched 120 times in a minute; the next search is possible in 1[01] seconds\./,
  );
});

test("counting waits for nobody's transaction, and a refused command gives its place back to nobody", async () => {
  const { db, sql } = await testDatabase();
  const id = await aPerson(db, "Ana");
  const context = await limitedContext(db, id);
  const command = () => postRequest(context, { title: "", key: randomUUID() });
  expect((await refusal(command())).code).toBe("invalid");
  expect(await sql`select 1 from allowances`).toHaveLength(0);
  await db.transaction(async () => {
    await countOne(context, "post");
    await countOne(context, "post");
  });
});

type Deed = (context: Awaited<ReturnType<typeof limitedContext>>, key: string) => Promise<unknown>;
const id = randomUUID();
const DEEDS: [string, LimitKind, Deed][] = [
  ["findNotes", "search", (c) => findNotes(c, { q: "cassandra" })],
  ["findRelated", "search", (c) => findRelated(c, { title: "Cassandra is slow" })],
  ["findAnything", "search", (c) => findAnything(c, { q: "cassandra" })],
  ["findMatches", "match", (c) => findMatches(c, { requestId: id })],
  ["saveNote", "note", (c) => saveNote(c, { id, version: 0, problem: "x" })],
  ["rescheduleSession", "book", (c, key) => rescheduleSession(c, { id, start: TOMORROW, key })],
  ["swapPartner", "book", (c, key) => swapPartner(c, { id, partnerId: id, key })],
  ["watchSession", "book", (c, key) => watchSession(c, { id, key })],
  ["cancelSession", "change", (c) => cancelSession(c, { id, reason: "" })],
  ["declineSession", "change", (c) => declineSession(c, { id })],
  ["setPrivate", "change", (c) => setPrivate(c, { id, isPrivate: true })],
];

test("each of these is limited by the kind that stands beside it", async () => {
  const { db, sql } = await testDatabase();
  for (const [name, kind, deed] of DEEDS) {
    const personId = await aPerson(db, name);
    const context = await limitedContext(db, personId);
    await sql`insert into allowances values (${personId}, ${kind}, clock_timestamp() + interval '1 day')`;
    expect([name, (await refusal(deed(context, randomUUID()))).code]).toEqual([name, "limited"]);
  }
});

test("posting and booking are limited; a form that is sent again gets its answer all the same", async () => {
  const { db, sql } = await testDatabase();
  const teamId = await aTeam(db, "Operations", "ops");
  const [one, other] = await Promise.all([aPerson(db, "Ana"), aPerson(db, "Bo", { teamId })]);
  const [asOne, asOther] = await Promise.all([limitedContext(db, one), limitedContext(db, other)]);
  const form = {
    ...{ title: "Rotate the certificate", lengthMin: 50, place: "video", teamIds: [teamId] },
    key: randomUUID(),
  };
  const posted = await postRequest(asOne, form);
  for (const kind of ["post", "book"])
    for (const personId of [one, other])
      await sql`insert into allowances values (${personId}, ${kind}, clock_timestamp() + interval '1 day')
        on conflict (subject, kind) do update set whole_at = excluded.whole_at`;
  expect(await postRequest(asOne, form)).toEqual(posted);
  expect((await refusal(postRequest(asOne, { ...form, key: randomUUID() }))).code).toBe("limited");
  const time = { requestId: posted.id, start: TOMORROW };
  const booking = { ...time, partnerIds: [other], key: randomUUID() };
  expect((await refusal(bookSession(asOne, booking))).code).toBe("limited");
  expect((await refusal(offerToPair(asOther, { ...time, key: randomUUID() }))).code).toBe("limited");
  expect(await sql`select 1 from sessions`).toHaveLength(0);
});

test("a calendar feed is limited for its person, and guessing at feeds for the address", async () => {
  const { db, sql } = await testDatabase();
  const personId = await aPerson(db, "Ana");
  const context = await contextOf(db, personId, { now: Date.now() });
  await sql`update people set feed_version = 1 where id = ${personId}`;
  const token = feedToken(personId, 1, context.config.ENCRYPTION_KEY);
  const nobody = { ...jobContextOn(db, { now: Date.now() }), address: "192.0.2.7" };
  expect(await getFeed(nobody, token)).toContain("BEGIN:VCALENDAR");
  await sql`update allowances set whole_at = clock_timestamp() + interval '1 day' where kind = 'feed'`;
  expect((await refusal(getFeed(nobody, token))).code).toBe("limited");
  expect((await refusal(getFeed(nobody, "x"))).code).toBe("not_found");
  await sql`update allowances set whole_at = clock_timestamp() + interval '1 day' where kind = 'guess'`;
  expect((await refusal(getFeed(nobody, "x"))).code).toBe("limited");
});

test("how late it is, is the database's to say", async () => {
  const { db, sql } = await testDatabase();
  vi.setSystemTime(Date.now() + 30 * DAY_MS);
  try {
    const full = { most: 1, perMs: HOUR_MS };
    expect(await takeOne(db, ana, full)).toBe(true);
    expect(await takeOne(db, ana, full)).toBe(false);
    const [row] = await sql`select whole_at < now() + interval '61 minutes' as soon from allowances`;
    expect(row).toEqual({ soon: true });
  } finally {
    vi.useRealTimers();
  }
});
