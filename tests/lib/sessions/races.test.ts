import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { and, eq } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { people } from "@/db/schema/people";
import { seats, sessions } from "@/db/schema/sessions";
import { bookSession } from "@/lib/sessions/book-session";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { aPerson } from "@/tests/support/company";
import { LENGTH_MS, refusal, START, type Stage, stage } from "./stage";

type Outcome = { id?: string; refused?: string };

/** Another operating-system process that books when told to. */
async function booker(url: string) {
  const child: ChildProcess = spawn("node", ["--import", "tsx", "tests/lib/sessions/book-in-process.ts"], {
    env: { ...process.env, RACE_DATABASE: url },
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const waiting: ((answer: Outcome) => void)[] = [];
  const ready = new Promise((resolve) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      const answer: unknown = JSON.parse(line);
      if (answer === "ready") resolve(undefined);
      else waiting.shift()?.(answer as Outcome);
    });
  });
  await ready;
  return (command: object): Promise<Outcome> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      child.stdin?.write(`${JSON.stringify(command)}\n`);
    });
}

/** Ana and Cleo each want Bo, from a process each, `apart` from each other, every three hours. */
async function race(
  { url, ana, cleo, bo, another }: Stage,
  rounds: number,
  apart: (round: number) => number,
) {
  const [first, second] = await Promise.all([booker(url), booker(url)]);
  const outcomes: [Outcome, Outcome][] = [];
  for (let round = 0; round < rounds; round++) {
    const [hers, theirs] = await Promise.all([another(ana), another(cleo)]);
    const start = START + round * 3 * HOUR_MS;
    const input = { partnerIds: [bo], askAnyway: true };
    const askFirst = () =>
      first({ actor: ana, input: { ...input, requestId: hers.id, start, key: randomUUID() } });
    const askSecond = () =>
      second({
        actor: cleo,
        input: { ...input, requestId: theirs.id, start: start + apart(round), key: randomUUID() },
      });
    if (round % 2 === 0) outcomes.push(await Promise.all([askFirst(), askSecond()]));
    else outcomes.push((await Promise.all([askSecond(), askFirst()])).toReversed() as [Outcome, Outcome]);
  }
  return outcomes;
}

test("of two processes that book one person in the same instant, equal times or overlapping, one wins", async () => {
  const on = await stage({ connect: [] });
  const outcomes = await race(on, 30, (round) => (round % 3) * 20 * MINUTE_MS);
  for (const pair of outcomes) {
    expect(pair.filter(({ id }) => id)).toHaveLength(1);
    expect(pair.find(({ refused }) => refused)).toEqual({ refused: "slot_taken" });
  }
  const wins = [0, 1].map((i) => outcomes.filter((pair) => pair[i]?.id).length);
  expect(Math.min(...wins)).toBeGreaterThan(0);
  expect(await on.db.$count(sessions)).toBe(30);
  expect(await on.queued()).toHaveLength(30);
  const [{ deadlocks }] = (await on.sql`
    select deadlocks::int from pg_stat_database where datname = current_database()`) as unknown as [
    { deadlocks: number },
  ];
  expect(deadlocks).toBe(0);
}, 60_000);

test("two processes that book one person back to back both get their time", async () => {
  const outcomes = await race(await stage({ connect: [] }), 6, () => LENGTH_MS);
  expect(outcomes.flat().every(({ id }) => id)).toBe(true);
}, 60_000);

test("the same form sent to two processes at once books one session, and both answer with it", async () => {
  const { url, ana, bo, another, db, queued } = await stage({ connect: [] });
  const [first, second] = await Promise.all([booker(url), booker(url)]);
  for (let round = 0; round < 10; round++) {
    const { id: requestId } = await another(ana);
    const start = START + round * 3 * HOUR_MS;
    const command = {
      actor: ana,
      input: { partnerIds: [bo], askAnyway: true, requestId, start, key: randomUUID() },
    };
    const [one, other] = await Promise.all([first(command), second(command)]);
    expect(one.id).toBeDefined();
    expect(other).toEqual(one);
  }
  expect(await db.$count(sessions)).toBe(10);
  expect(await queued()).toHaveLength(10);
}, 60_000);

test("the last room of somebody's week goes to one of two who ask in the same instant", async () => {
  const { context, db, ana, bo, cleo, booking, another } = await stage({ connect: [] });
  await db.update(people).set({ maxPerWeek: 1 }).where(eq(people.id, bo));
  const [hers, theirs] = [await context(ana), await context(cleo)];
  for (let week = 0; week < 4; week++) {
    const start = START + week * 7 * DAY_MS;
    const ask = (requestId: string, at: number) =>
      booking({ requestId, start: at, partnerIds: [bo], askAnyway: true });
    const [first, second] = [(await another(ana)).id, (await another(cleo)).id];
    const outcomes = await Promise.allSettled([
      bookSession(hers, ask(first, start)),
      bookSession(theirs, ask(second, start + LENGTH_MS)),
    ]);
    const refused = outcomes.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => reason.message)).toEqual([
      "Bo has no room for another session that week.",
    ]);
  }
});

test("a person who partners here cannot watch there in the same hour", async () => {
  const { db, context, ana, bo, cleo, booking, another } = await stage({ connect: [] });
  const { id: theirs } = await another(cleo);
  const [watched] = await db
    .insert(sessions)
    .values({
      requestId: theirs,
      startAt: START,
      endAt: START + LENGTH_MS,
      zone: "Europe/Berlin",
      agreedWallTime: "2026-01-01T00:00",
      place: "video",
    })
    .returning();
  await db.insert(seats).values({
    sessionId: (watched as { id: string }).id,
    personId: bo,
    role: "observer",
    startAt: START,
    endAt: START + LENGTH_MS,
  });
  const overlapping = booking({ start: START + 20 * MINUTE_MS, askAnyway: true });
  expect((await refusal(bookSession(await context(ana), overlapping))).code).toBe("slot_taken");
});

test("a session moved onto what somebody who watches it partners there goes on without them", async () => {
  const { db, context, ana, bo, cleo, booking, another } = await stage({ connect: [] });
  const { id: theirs } = await another(cleo);
  const asCleo = await context(cleo);
  await bookSession(asCleo, booking({ requestId: theirs, start: START + 3 * HOUR_MS, askAnyway: true }));
  const dag = await aPerson(db, "Dag", { maxPerWeek: 40 });
  const { id } = await bookSession(await context(ana), booking({ partnerIds: [dag], askAnyway: true }));
  const times = { startAt: START, endAt: START + LENGTH_MS };
  await db.insert(seats).values({ sessionId: id, personId: bo, role: "observer", ...times });
  const move = { id, start: START + 3 * HOUR_MS - 10 * MINUTE_MS, key: randomUUID(), askAnyway: true };
  await rescheduleSession(await context(ana), move);
  const active = await db.$count(seats, and(eq(seats.personId, bo), eq(seats.active, true)));
  expect(active).toBe(1);
});

test("moving a session by half its length does not collide with itself", async () => {
  const { context, ana, booking, sql } = await stage();
  const { id } = await bookSession(await context(ana), booking());
  const start = START + LENGTH_MS / 2;
  await rescheduleSession(await context(ana), { id, start, key: randomUUID() });
  const times = await sql`select extract(epoch from start_at) * 1000 as at from seats`;
  expect(times.map(({ at }) => Number(at))).toEqual([start, start]);
});

test("a session cannot be moved onto another one of its people", async () => {
  const { context, ana, cleo, booking, another, queued } = await stage();
  const other = await another(cleo);
  await bookSession(await context(cleo), booking({ requestId: other.id, start: START + 3 * HOUR_MS }));
  const { id } = await bookSession(await context(ana), booking());
  const before = await queued();
  const move = { id, start: START + 3 * HOUR_MS - 10 * MINUTE_MS, key: randomUUID() };
  expect((await refusal(rescheduleSession(await context(ana), move))).code).toBe("slot_taken");
  expect(await queued()).toEqual(before);
});
