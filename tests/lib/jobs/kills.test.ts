import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { startLocalGoogle } from "@/local/google/server";
import { connectCalendar, mailOf } from "@/tests/lib/sessions/stage";
import { countBroken } from "@/tests/measure/book-invariants";
import { aPerson, aRequest, TEST_CONFIG } from "@/tests/support/company";
import { ownPostgres } from "@/tests/support/own-postgres";
import { type Answer, Killable } from "./killable";
import { workerEnvironment } from "./own-worker";

const NAMES = ["Ana", "Bo", "Cleo", "Dee", "Eli", "Fay"];
const KILLS = 20;
const START = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 2 * DAY_MS;

const oneOf = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;

async function stage() {
  const server = await ownPostgres();
  onTestFinished(server.stop);
  const google = await startLocalGoogle({
    clientId: TEST_CONFIG.GOOGLE_CLIENT_ID,
    clientSecret: TEST_CONFIG.GOOGLE_CLIENT_SECRET,
  });
  onTestFinished(google.close);
  const { db, client: sql, close } = connect(server.url);
  onTestFinished(close);
  google.control.addPeople(
    NAMES.map((name) => ({ email: mailOf(name), name, zone: "Europe/Berlin", group: "All" })),
  );
  const people: { id: string; email: string }[] = [];
  for (const name of NAMES) {
    const id = await aPerson(db, name, { maxPerWeek: 50 });
    await connectCalendar(db, id, mailOf(name), google.control);
    people.push({ id, email: mailOf(name) });
  }
  expect(Object.values(CALENDAR_SCOPES)).toHaveLength(3);
  return { server, google, db, sql, people };
}

/** One person at a time books, moves and cancels, and tries again with the same key where nothing clear came back. */
async function liveOn(
  db: Db,
  people: readonly { id: string }[],
  acting: Killable,
  isOver: () => boolean,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const mine: { id: string; actor: string }[] = [];
  const aTime = () => START + Math.floor(Math.random() * 60) * 25 * MINUTE_MS;
  while (!isOver()) {
    const session = mine.length > 2 ? oneOf(mine) : undefined;
    const deed = session ? oneOf(["book", "move", "cancel"]) : "book";
    const actor = deed === "book" ? oneOf(people).id : (session as { actor: string }).actor;
    const partner = oneOf(people.filter(({ id }) => id !== actor)).id;
    const common = { key: randomUUID(), askAnyway: true };
    const input =
      deed === "book"
        ? {
            ...common,
            requestId: (await untilClear(() => aRequest(db, actor))).id,
            partnerIds: [partner],
            start: aTime(),
          }
        : deed === "move"
          ? { ...common, id: session?.id, start: aTime() }
          : { id: session?.id, reason: "" };
    const answer = await askUntilClear(acting, { actor, deed, input });
    const what = `${deed} ${answer.done ? "done" : answer.refused}`;
    counts[what] = (counts[what] ?? 0) + 1;
    if (deed === "book" && answer.done?.id) mine.push({ id: answer.done.id, actor });
    if (deed === "cancel" && session) mine.splice(mine.indexOf(session as (typeof mine)[number]), 1);
    await sleep(10);
  }
  return counts;
}

/** The test's own statements meet the restart too. */
async function untilClear<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    const value = await run().catch(() => sleep(100).then(() => undefined));
    if (value !== undefined) return value;
  }
}

async function askUntilClear(acting: Killable, command: object): Promise<Answer> {
  for (;;) {
    const answer = await acting.ask(command);
    if (!answer.unclear) return answer;
    await sleep(100);
  }
}

/** Neither the silence of killed workers nor the pauses between tries are waited for. */
async function settle(sql: ReturnType<typeof connect>["client"]): Promise<void> {
  const deadline = performance.now() + 40_000;
  for (;;) {
    await sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '20 seconds'
      where state = 'active' and heartbeat_on < now() - interval '11 seconds'`;
    await sql`update pgboss.job set start_after = now() where state = 'retry' and start_after > now()`;
    const [{ left } = { left: 1 }] = await sql<{ left: number }[]>`
      select count(*)::int as left from pgboss.job
      where state in ('created', 'retry', 'active') and data ? 'sessionId' and start_after < now() + interval '1 hour'`;
    if (left === 0) return;
    if (performance.now() > deadline) throw new Error(`${left} jobs were not done in the end.`);
    await sleep(250);
  }
}

test("however often processes are killed and the database restarts, rows and calendars agree in the end", async () => {
  const { server, google, db, sql, people } = await stage();
  const workerEnv = { ...workerEnvironment(server.url, google.baseUrl), LOG_LEVEL: "info" };
  const workers = [0, 1].map(() => new Killable("lib/jobs/run-worker.ts", workerEnv));
  const actors = [0, 1].map(
    () => new Killable("tests/lib/jobs/act-in-process.ts", { ACT_DATABASE: server.url }),
  );
  const all = [...workers, ...actors];
  onTestFinished(async () => void (await Promise.all(all.map((each) => each.end()))));
  let isOver = false;
  const lives = [...actors, ...actors].map((acting) => liveOn(db, people, acting, () => isOver));
  for (let kill = 1; kill <= KILLS; kill++) {
    const one = all[kill % all.length] as Killable;
    await one.isUp;
    await sleep(Math.random() * 800);
    one.kill();
    if (kill === KILLS / 2) await server.restart();
  }
  await Promise.all(all.map(({ isUp }) => isUp));
  await sleep(1_000);
  isOver = true;
  const counts = await Promise.all(lives);
  await settle(sql);

  const broken = await countBroken(
    sql,
    {
      ...{ baseUrl: google.baseUrl, stop: google.close, tell: () => Promise.reject(new Error("not here")) },
      eventsOf: async (email) => google.control.events(email) as never,
    },
    people,
    { asked: 0, won: 0 },
  );
  expect(broken).toEqual({
    overlappingSeats: 0,
    sessionsWithoutEvent: 0,
    eventsWithoutSession: 0,
    duplicateEvents: 0,
    impossibleRequests: 0,
    lostHours: 0,
  });
  expect(all.flatMap(({ ownEnds }) => ownEnds)).toEqual([]);
  expect(all.reduce((sum, { kills }) => sum + kills, 0)).toBe(KILLS);
  if (process.env.SHOW_COUNTS) console.log(counts);
  const done = (deed: string) => counts.reduce((sum, count) => sum + (count[`${deed} done`] ?? 0), 0);
  expect(done("book")).toBeGreaterThanOrEqual(10);
  expect(done("move") + done("cancel")).toBeGreaterThan(0);
}, 240_000);
