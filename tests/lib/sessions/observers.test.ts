import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { avoidances, people } from "@/db/schema/people";
import { requests } from "@/db/schema/requests";
import { seats, sessions } from "@/db/schema/sessions";
import { feedToken } from "@/lib/people/feed-token";
import { editRequest } from "@/lib/requests/edit-request";
import { answerSession } from "@/lib/sessions/answer-session";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { completeSession } from "@/lib/sessions/complete-session";
import { deactivatePerson } from "@/lib/sessions/deactivate-person";
import { declineSession } from "@/lib/sessions/decline-session";
import { findNewTimes } from "@/lib/sessions/find-new-times";
import { findSwaps } from "@/lib/sessions/find-swaps";
import { getFeed, getSessionFile } from "@/lib/sessions/get-feed";
import { leaveSession, removeObserver } from "@/lib/sessions/leave-session";
import { listMySessions } from "@/lib/sessions/list-my-sessions";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { remindPeople } from "@/lib/sessions/remind-people";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { takeGoogleTime } from "@/lib/sessions/take-google-time";
import { watchSession } from "@/lib/sessions/watch-session";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { aPerson, aTeam } from "@/tests/support/company";
import { inGoogle } from "./in-google";
import { LENGTH_MS, mailOf, refusal, START } from "./stage";

const LATER = START + 3 * HOUR_MS;

/** Ana and Bo have a session that `welcome` may watch; its event is in Google. Cleo has no seat in it. */
async function watched({
  welcome = 2,
  ...options
}: Parameters<typeof inGoogle>[0] & { welcome?: number } = {}) {
  const on = await inGoogle(options);
  await on.db.update(requests).set({ observersMax: welcome }).where(eq(requests.id, on.request.id));
  const as = {
    ana: await on.context(on.ana),
    bo: await on.context(on.bo),
    cleo: await on.context(on.cleo),
  };
  const watch = async (personId: string, more: object = {}) =>
    watchSession(await on.context(personId), { id: on.id, key: randomUUID(), ...more });
  return {
    ...on,
    as,
    watch,
    leave: async (personId: string) => leaveSession(await on.context(personId), { id: on.id }),
    more: (name: string) => aPerson(on.db, name, { maxPerWeek: 40 }),
    active: async () => (await on.seats()).filter(({ active }) => active).map(({ name }) => name),
    /** Somebody has another session from `start`. */
    elsewhere: async (personId: string, start: number) => {
      const gil = await aPerson(on.db, `Gil ${start}`, { maxPerWeek: 40 });
      const { id: requestId } = await on.another(gil);
      return bookSession(
        await on.context(gil),
        on.booking({ requestId, partnerIds: [personId], start, askAnyway: true }),
      );
    },
  };
}

test("whoever watches has a seat, is an optional guest of the event, and the requester is told", async () => {
  const on = await watched();
  await on.sql`update seats set answer = 'accepted' where role = 'partner'`;
  const before = await on.sql`select sequence from sessions`;
  await on.watch(on.cleo);
  expect(await on.seats()).toContainEqual({
    ...{ name: "Cleo", role: "observer", answer: "accepted", active: true },
  });
  expect(await on.told(on.ana, "watched")).toEqual([
    expect.stringMatching(/^Cleo watches “Split the billing keyspace”, /),
  ]);
  expect(await on.told(on.bo, "watched")).toEqual([]);
  expect((await on.history()).at(-1)).toMatchObject({ kind: "watched", by: "Cleo" });
  const [after] = await on.sql`select sequence from sessions`;
  expect(after?.sequence).toBeGreaterThan(Number(before[0]?.sequence));
  await on.work("update-event", on.id);
  const event = on.event() as { attendees?: { email: string; optional?: boolean }[] };
  expect(event.attendees?.map(({ email, optional }) => [email, optional ?? false])).toEqual([
    [mailOf("Bo"), false],
    [mailOf("Cleo"), true],
  ]);
  expect(on.control.events(mailOf("Cleo")).map(({ id }) => id)).toContain(on.eventId);
  expect(await on.session(on.cleo)).toMatchObject({
    state: "booked",
    watching: { max: 2, left: 1 },
    may: { watch: false, leave: true, reschedule: false, decline: false, cancel: false, swap: false },
  });
});

test("watching twice is watching once, and leaving twice is leaving once; then the seat can be had again", async () => {
  const on = await watched({ welcome: 1 });
  const key = randomUUID();
  const again = await on.watch(on.cleo, { key });
  expect(await on.watch(on.cleo, { key })).toEqual(again);
  expect(await on.watch(on.cleo)).toEqual(again);
  expect(await on.told(on.ana, "watched")).toHaveLength(1);
  await on.work("update-event", on.id);

  await on.leave(on.cleo);
  await on.leave(on.cleo);
  expect(await on.active()).toEqual(["Ana", "Bo"]);
  expect(await on.told(on.ana, "unwatched")).toHaveLength(1);
  expect(await on.told(on.bo, "unwatched")).toEqual([]);
  expect(await on.session()).toMatchObject({ state: "booked", request: { state: "booked" } });
  expect(await on.watch(on.cleo, { key }), "the old form is answered, and seats nobody").toEqual(again);
  expect(await on.active()).toEqual(["Ana", "Bo"]);
  // The event is still in Cleo's calendar, and not in the way.
  await on.watch(on.cleo);
  await on.leave(on.cleo);
  await on.work("update-event", on.id);
  expect(on.guests()?.map(([name]) => name)).toEqual(["bo"]);
  expect(on.control.events(mailOf("Cleo")).map(({ id }) => id)).not.toContain(on.eventId);
});

test("nobody watches who pairs, where nobody is welcome, once it has begun, or while its time is in dispute", async () => {
  const on = await watched({ welcome: 0 });
  const said = async (personId: string) => (await refusal(on.watch(personId))).message;
  expect(await said(on.cleo)).toBe("Nobody is to watch this session.");
  await on.db.update(requests).set({ observersMax: 1 });
  expect(await said(on.bo)).toBe("You pair in this session.");
  await on.sql`update sessions set state = 'conflict', conflict = '{"reason":"taken","start":1,"end":2}'`;
  expect(await said(on.cleo)).toMatch(/^Its time is in dispute/);
  await on.sql`update sessions set state = 'booked', conflict = null, is_private = true`;
  expect((await refusal(on.watch(on.cleo))).code).toBe("not_found");
  await on.sql`update sessions set is_private = false`;
  await on.watch(on.cleo);
  const dag = await on.more("Dag");
  expect(await said(dag)).toBe("All the seats to watch are taken.");
  await on.db.update(requests).set({ observersMax: 2 });
  await on.sql`update sessions set start_at = now() - interval '1 minute', end_at = now() + interval '49 minutes'`;
  expect(await said(dag)).toMatch(/^It has begun/);
  expect((await refusal(on.leave(on.cleo))).message).toMatch(/^It has begun/);
});

test("of many who ask in the same moment exactly as many watch as are welcome", async () => {
  const on = await watched({ welcome: 3, connect: [] });
  const ids = await Promise.all([..."abcdefghij"].map((letter) => on.more(`Person ${letter}`)));
  const outcomes = await Promise.allSettled(ids.map((id) => on.watch(id)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  for (const outcome of outcomes)
    if (outcome.status === "rejected")
      expect(outcome.reason.message).toBe("All the seats to watch are taken.");
  expect(await on.db.$count(seats, eq(seats.role, "observer"))).toBe(3);
});

test("of two seats at the same time, to watch here and to pair there, a person gets one", async () => {
  const on = await watched({ connect: [] });
  const gil = await on.more("Gil");
  for (let round = 0; round < 8; round++) {
    const { id: requestId } = await on.another(gil);
    const offer = { requestId, start: START + 20 * MINUTE_MS, key: randomUUID(), askAnyway: true };
    const outcomes = await Promise.allSettled([on.watch(on.cleo), offerToPair(on.as.cleo, offer)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await on.sql`update sessions set state = 'cancelled' where request_id = ${requestId}`;
    await on.sql`update seats set active = false where person_id in (${on.cleo}, ${gil})`;
  }
});

test("watching and booking the same people at once never deadlocks", async () => {
  const on = await watched({ welcome: 3, connect: [] });
  await declineSession(on.as.bo, { id: on.id });
  const dag = await on.more("Dag");
  for (let round = 0; round < 6; round++) {
    const start = START + (round % 2) * 2 * HOUR_MS;
    await Promise.allSettled([
      on.watch(on.cleo),
      on.watch(dag),
      bookSession(on.as.ana, on.booking({ partnerIds: [round % 2 ? dag : on.cleo], start, askAnyway: true })),
      on.leave(on.cleo),
    ]);
    await on.sql`update sessions set state = 'needs_partner'`;
    await on.sql`update requests set state = 'open'`;
    await on.sql`update seats set active = false where role <> 'requester'`;
    await on.sql`delete from declines`;
  }
  const [stats] =
    await on.sql`select deadlocks::int from pg_stat_database where datname = current_database()`;
  expect(stats?.deadlocks).toBe(0);
});

test("an avoidance answers with the same bytes as a time that is taken, in either direction", async () => {
  const on = await watched();
  const [dag, eva, fay] = await Promise.all(["Dag", "Eva", "Fay"].map(on.more));
  if (!dag || !eva || !fay) throw new Error("Nobody came.");
  await on.watch(fay);
  await on.elsewhere(dag, START + 10 * MINUTE_MS);
  const taken = await refusal(on.watch(dag));
  expect(taken.message).toBe("You are not free at that time.");
  on.control.addEvent(mailOf("Cleo"), {
    summary: "Something else",
    start: { dateTime: new Date(START).toISOString() },
    end: { dateTime: new Date(START + LENGTH_MS).toISOString() },
  });
  expect(await refusal(on.watch(on.cleo)), "busy in Google").toEqual(taken);
  const pairs: [string, string][] = [
    [eva, on.ana],
    [on.ana, eva],
    [eva, on.bo],
    [on.bo, eva],
    [eva, fay],
    [fay, eva],
  ];
  for (const [personId, avoidedId] of pairs) {
    await on.db.insert(avoidances).values({ personId, avoidedId });
    expect(JSON.stringify(await refusal(on.watch(eva)))).toBe(JSON.stringify(taken));
    await on.db.delete(avoidances);
  }
  const seen = JSON.stringify((await on.session(eva)).may);
  await on.db.insert(avoidances).values({ personId: on.ana, avoidedId: eva });
  expect(JSON.stringify((await on.session(eva)).may), "nor does the page tell").toBe(seen);
});

test("more than the week's limit takes a yes, and so does a calendar that nobody can see", async () => {
  const on = await watched();
  await on.db.update(people).set({ maxPerWeek: 0 }).where(eq(people.id, on.cleo));
  expect(await refusal(on.watch(on.cleo))).toMatchObject({
    code: "not_possible",
    detail: { overLimit: true },
  });
  await on.sql`update calendar_connections set state = 'reconnect' where person_id in (${on.cleo}, ${on.ana}, ${on.bo})`;
  const unseen = await refusal(on.watch(on.cleo, { overLimit: true }));
  expect(unseen).toMatchObject({
    code: "calendar_unknown",
    message: "We could not see your calendar. Ask anyway?",
  });
  await on.watch(on.cleo, { overLimit: true, askAnyway: true });
  expect(await on.active()).toContain("Cleo");
});

test("an observer moves along, asked nothing; one who has another seat then, or is busy, loses it", async () => {
  const on = await watched({ welcome: 3 });
  const [dag, eva] = await Promise.all(["Dag", "Eva"].map(on.more));
  if (!dag || !eva) throw new Error("Nobody came.");
  for (const id of [on.cleo, dag, eva]) await on.watch(id);
  await on.work("update-event", on.id);
  await on.elsewhere(dag, LATER + 10 * MINUTE_MS);
  on.control.addEvent(mailOf("Cleo"), {
    summary: "Something else",
    start: { dateTime: new Date(LATER).toISOString() },
    end: { dateTime: new Date(LATER + HOUR_MS).toISOString() },
  });
  expect(
    (await findNewTimes(on.as.ana, { id: on.id })).others.map(({ name }) => name),
    "observers are not asked when",
  ).toEqual(["Bo"]);
  await rescheduleSession(on.as.bo, { id: on.id, start: LATER, key: randomUUID(), askAnyway: true });
  expect(await on.active()).toEqual(["Ana", "Bo", "Eva"]);
  expect(await on.seats()).toContainEqual({
    name: "Eva",
    role: "observer",
    answer: "accepted",
    active: true,
  });
  for (const id of [on.cleo, dag]) {
    expect(await on.told(id, "unseated")).toEqual([expect.stringMatching(/^You no longer watch “Split/)]);
    expect(await on.told(id, "moved")).toEqual([]);
  }
  expect(await on.told(eva, "moved")).toHaveLength(1);
  await on.work("update-event", on.id);
  expect(on.guests()?.map(([name]) => name)).not.toContain("cleo");
});

test("moved in Google onto what an observer has elsewhere, it is moved, and that seat is free", async () => {
  const on = await watched();
  await on.watch(on.cleo);
  await on.work("update-event", on.id);
  await on.elsewhere(on.cleo, LATER);
  await on.move(LATER + 10 * MINUTE_MS, LATER + 10 * MINUTE_MS + LENGTH_MS);
  expect(await on.session()).toMatchObject({ state: "booked", start: LATER + 10 * MINUTE_MS });
  expect(await on.active()).toEqual(["Ana", "Bo"]);
  expect(await on.told(on.cleo, "unseated")).toHaveLength(1);
  expect(await on.told(on.cleo, "google_moved")).toEqual([]);
  expect(await on.jobsNow()).toContain("update-event");
  await on.work("update-event", on.id);
  expect(on.guests()?.map(([name]) => name)).toEqual(["bo"]);
});

test("where a partner is not free either, everybody keeps their seat until somebody says which time holds", async () => {
  const on = await watched();
  await on.watch(on.cleo);
  await on.work("update-event", on.id);
  await on.elsewhere(on.cleo, LATER);
  await on.elsewhere(on.bo, LATER + HOUR_MS);
  await on.move(LATER + 30 * MINUTE_MS, LATER + 30 * MINUTE_MS + LENGTH_MS);
  expect((await on.session()).state).toBe("conflict");
  expect(await on.active()).toEqual(["Ana", "Bo", "Cleo"]);
  expect(await on.told(on.cleo, "unseated")).toEqual([]);
});

test("Google's time can be taken once those who pair are free then, whoever watches is elsewhere or not", async () => {
  const on = await watched();
  await on.watch(on.cleo);
  await on.work("update-event", on.id);
  await on.elsewhere(on.cleo, LATER);
  const { id: other } = await on.elsewhere(on.bo, LATER + 5 * MINUTE_MS);
  const theirs = { start: LATER + 10 * MINUTE_MS, end: LATER + 10 * MINUTE_MS + LENGTH_MS };
  await on.move(theirs.start, theirs.end);
  expect((await on.session()).conflict).toMatchObject({ reason: "taken", isTaken: true });
  await declineSession(on.as.bo, { id: other });
  expect((await on.session()).conflict).toMatchObject({ reason: "taken", isTaken: false });
  await takeGoogleTime(on.as.ana, { id: on.id, ...theirs });
  expect(await on.session()).toMatchObject({ state: "booked", start: theirs.start });
  expect(await on.active()).toEqual(["Ana", "Bo"]);
  expect(await on.told(on.cleo, "unseated")).toHaveLength(1);
});

test("whoever pauses may watch, whoever has left the company may not", async () => {
  const on = await watched();
  await on.db.update(people).set({ pausedAt: Date.now() }).where(eq(people.id, on.cleo));
  await on.watch(on.cleo);
  const dag = await on.more("Dag");
  const asDag = await on.context(dag);
  await on.db.update(people).set({ deactivatedAt: Date.now() }).where(eq(people.id, dag));
  const late = watchSession(asDag, { id: on.id, key: randomUUID() });
  expect((await refusal(late)).code).toBe("not_found");
});

test("who watches is reminded a day before, not if they came later than that, and is asked for no note", async () => {
  const on = await watched();
  const dag = await on.more("Dag");
  await on.watch(on.cleo);
  await on.watch(dag);
  await on.sql`update session_changes set at = to_timestamp(${(START - HOUR_MS) / 1000}) where actor_id = ${dag}`;
  await remindPeople({ db: on.db, now: START - DAY_MS });
  await remindPeople({ db: on.db, now: START - 2 * HOUR_MS });
  const toldOf = async (kind: string) =>
    (
      await on.sql`select p.name from notices n join people p on p.id = n.person_id where kind = ${kind} order by 1`
    ).map(({ name }) => name);
  expect(await toldOf("reminder")).toEqual(["Ana", "Bo", "Cleo"]);
  await remindPeople({ db: on.db, now: START + 2 * DAY_MS });
  expect(await toldOf("write_note")).toEqual(["Ana", "Bo"]);
});

test("declined in Google is left, accepted again is back if there is room", async () => {
  const on = await watched({ welcome: 1 });
  await on.watch(on.cleo);
  await on.work("update-event", on.id);
  await on.respond("Cleo", "declined");
  expect(await on.active()).toEqual(["Ana", "Bo"]);
  expect(await on.told(on.ana, "unwatched")).toHaveLength(1);
  await on.respond("Cleo", "accepted");
  expect(await on.active()).toEqual(["Ana", "Bo", "Cleo"]);
  await on.respond("Cleo", "declined");
  await on.watch(await on.more("Dag"));
  await on.work("update-event", on.id);
  await on.respond("Cleo", "accepted");
  expect(await on.active()).toEqual(["Ana", "Bo", "Dag"]);
  expect((await on.told(on.cleo, "accepted")).at(-1)).toMatch(/somebody else took the seat/);
});

test("who watches can take the seat that is free: one seat turns into the other", async () => {
  const on = await watched();
  await on.watch(on.cleo);
  await on.work("update-event", on.id);
  await declineSession(on.as.bo, { id: on.id });
  const offer = { requestId: on.request.id, start: START, key: randomUUID(), hopesToLearn: "Compaction" };
  await offerToPair(on.as.cleo, offer);
  expect(await on.seats()).toContainEqual({
    name: "Cleo",
    role: "partner",
    answer: "accepted",
    active: true,
  });
  expect(await on.session()).toMatchObject({
    state: "booked",
    watching: { left: 2 },
    offeredBy: { name: "Cleo" },
  });
  await on.work("update-event", on.id);
  const event = on.event() as { attendees?: { email: string; optional?: boolean }[] };
  expect(event.attendees?.map(({ email, optional }) => [email, optional ?? false])).toEqual([
    [mailOf("Cleo"), false],
  ]);
  const { id } = on;
  await on.watch(on.bo);
  await swapPartner(on.as.ana, { id, partnerId: await on.more("Dag"), key: randomUUID(), askAnyway: true });
  await on.watch(on.cleo);
  expect(await on.seats()).toContainEqual({ name: "Bo", role: "observer", answer: "accepted", active: true });
});

test("the requester can swap in somebody who watches", async () => {
  const on = await watched();
  const sre = await aTeam(on.db, "SRE", "ops");
  await on.db.update(people).set({ teamId: sre }).where(eq(people.id, on.cleo));
  await on.sql`insert into request_need_teams (need_id, team_id) values (${on.request.needId}, ${sre})`;
  await on.watch(on.cleo);
  await on.work("update-event", on.id);
  const { id } = on;
  await on.sql`insert into working_hours (person_id, weekday, "from", "to")
    select ${on.cleo}, d, '00:00', '24:00' from generate_series(1, 7) d on conflict do nothing`;
  expect((await findSwaps(on.as.ana, { id })).people.map(({ name }) => name)).toContain("Cleo");
  await swapPartner(on.as.ana, { id, partnerId: on.cleo, key: randomUUID() });
  expect(await on.seats()).toContainEqual({ name: "Cleo", role: "partner", answer: "waiting", active: true });
  expect(await on.told(on.cleo, "swapped")).toEqual([]);
  expect(await on.told(on.cleo, "booked")).toHaveLength(1);
});

test("who pairs is never refused for who watches; the observer is told no more than on any other day", async () => {
  const on = await watched();
  const dag = await on.more("Dag");
  await on.watch(on.cleo);
  await on.watch(dag);
  await removeObserver(on.as.ana, { id: on.id, personId: dag });
  await removeObserver(on.as.ana, { id: on.id, personId: dag });
  await declineSession(on.as.bo, { id: on.id });
  const eva = await on.more("Eva");
  await on.db.insert(avoidances).values({ personId: eva, avoidedId: on.cleo });
  const offer = { requestId: on.request.id, start: START, key: randomUUID(), askAnyway: true };
  await offerToPair(await on.context(eva), offer);
  expect(await on.active()).toEqual(["Ana", "Eva"]);
  const [removed, avoided] = [await on.told(dag, "unseated"), await on.told(on.cleo, "unseated")];
  expect(removed).toHaveLength(1);
  expect(avoided, "byte for byte what a removed one is told").toEqual(removed);
  const rows =
    await on.sql`select kind, detail, p.name from session_changes c join people p on p.id = c.actor_id
    where kind = 'unwatched' order by at`;
  expect(rows).toEqual([
    { kind: "unwatched", detail: {}, name: "Dag" },
    { kind: "unwatched", detail: {}, name: "Cleo" },
  ]);
});

test("an avoided observer gives way to whoever comes back after all", async () => {
  const on = await watched();
  await declineSession(on.as.bo, { id: on.id });
  await on.watch(on.cleo);
  await on.db.insert(avoidances).values({ personId: on.cleo, avoidedId: on.bo });
  await answerSession(on.as.bo, { id: on.id });
  expect(await on.active()).toEqual(["Ana", "Bo"]);
});

test("booking another time moves those who watch along", async () => {
  const on = await watched({ connect: [] });
  const dag = await on.more("Dag");
  await on.watch(on.cleo);
  await on.watch(dag);
  await declineSession(on.as.bo, { id: on.id });
  await on.elsewhere(dag, LATER);
  const eva = await on.more("Eva");
  await bookSession(on.as.ana, on.booking({ partnerIds: [eva], start: LATER, askAnyway: true }));
  expect(await on.active()).toEqual(["Ana", "Cleo", "Eva"]);
  expect(await on.told(on.cleo, "moved")).toHaveLength(1);
  expect(await on.told(dag, "unseated")).toHaveLength(1);
  const times = await on.sql`select distinct start_at from seats where active and session_id = ${on.id}`;
  expect(times).toHaveLength(1);
});

test("an observer neither moves, settles, declines nor ends it, and is only removed by the requester", async () => {
  const on = await watched();
  await on.watch(on.cleo);
  const { id } = on;
  const forbidden = async (promise: Promise<unknown>) =>
    expect((await refusal(promise)).code).toBe("forbidden");
  await forbidden(rescheduleSession(on.as.cleo, { id, start: LATER, key: randomUUID() }));
  await forbidden(findNewTimes(on.as.cleo, { id }));
  await forbidden(declineSession(on.as.cleo, { id }));
  await forbidden(cancelSession(on.as.cleo, { id }));
  await forbidden(completeSession(on.as.cleo, { id, outcome: "held" }));
  await forbidden(removeObserver(on.as.bo, { id, personId: on.cleo }));
  await forbidden(leaveSession(on.as.bo, { id }));
});

test("fewer welcome than came: nobody new, and whoever watches stays until removed by name", async () => {
  const on = await watched();
  const dag = await on.more("Dag");
  await on.watch(on.cleo);
  await on.watch(dag);
  await editRequest(on.as.ana, {
    ...{ id: on.request.id, version: 1, title: "Split the billing keyspace", observers: "1" },
  });
  expect(await on.active()).toEqual(["Ana", "Bo", "Cleo", "Dag"]);
  expect((await on.session()).watching).toEqual({ max: 1, left: 0 });
  await removeObserver(on.as.ana, { id: on.id, personId: dag });
  expect(await on.active()).toEqual(["Ana", "Bo", "Cleo"]);
  expect((await refusal(on.watch(dag))).message).toBe("All the seats to watch are taken.");
});

test("home, feed and file have what one watches; cancelling and leaving the company free it", async () => {
  const on = await watched();
  await on.watch(on.cleo);
  expect((await listMySessions(on.as.cleo)).upcoming).toMatchObject([{ id: on.id, role: "observer" }]);
  const file = (await getSessionFile(on.as.cleo, { id: on.id })).replaceAll(/\r\n[ \t]/g, "");
  expect(file).toMatch(/ATTENDEE;[^\n]*ROLE=OPT-PARTICIPANT[^\n]*cleo@/i);
  await on.db.update(people).set({ feedVersion: 1 }).where(eq(people.id, on.cleo));
  const feed = () => getFeed(on.jobs(), feedToken(on.cleo, 1, on.jobs().config.ENCRYPTION_KEY));
  expect(await feed()).toContain("SUMMARY:Split the billing keyspace");
  await on.leave(on.cleo);
  expect(await feed()).not.toContain("SUMMARY");
  await on.watch(on.cleo);
  await on.db.update(people).set({ isAdmin: true }).where(eq(people.id, on.ana));
  await deactivatePerson(await on.context(on.ana), { personId: on.cleo });
  expect(await on.active()).toEqual(["Ana", "Bo"]);
  const dag = await on.more("Dag");
  await on.watch(dag);
  await cancelSession(on.as.ana, { id: on.id });
  expect(await on.told(dag, "cancelled")).toHaveLength(1);
  expect(await on.db.$count(seats, eq(seats.active, true))).toBe(0);
  expect(await on.db.$count(sessions)).toBe(1);
});
