import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { connect, type Db } from "@/db/client";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { saveNote } from "@/lib/notes/save-note";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { deactivatePerson } from "@/lib/sessions/deactivate-person";
import { declineSession } from "@/lib/sessions/decline-session";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { HOUR_MS } from "@/lib/time/instant";
import { aPerson, aRequest, contextOf } from "@/tests/support/company";
import { type Cut, cuttable } from "@/tests/support/cuttable";
import { testDatabase } from "@/tests/support/database";
import { START } from "./stage";

type Cast = { ana: string; bo: string; cleo: string; requestId: string; sessionId: string };
type Deed = {
  /** Whether a session is there already. */
  readonly isBooked: boolean;
  readonly who: "ana" | "bo" | "cleo";
  /** The input is made once, so that a second try sends the same, its key included. */
  input(cast: Cast): object;
  perform(context: Context, input: object): Promise<unknown>;
  /** Several transactions, each of which is whole; doing it again finishes what is left. */
  readonly steps?: true;
};

const common = () => ({ key: randomUUID(), askAnyway: true });
const booking = ({ requestId, bo }: Cast) => ({ ...common(), requestId, partnerIds: [bo], start: START });

const DEEDS: Record<string, Deed> = {
  book: { isBooked: false, who: "ana", input: booking, perform: bookSession },
  reschedule: {
    ...{ isBooked: true, who: "ana", perform: rescheduleSession },
    input: ({ sessionId: id }) => ({ ...common(), id, start: START + HOUR_MS }),
  },
  decline: {
    ...{ isBooked: true, who: "bo", perform: declineSession },
    input: ({ sessionId: id }) => ({ id }),
  },
  swap: {
    ...{ isBooked: true, who: "ana", perform: swapPartner },
    input: ({ sessionId: id, cleo }) => ({ ...common(), id, partnerId: cleo }),
  },
  cancel: {
    ...{ isBooked: true, who: "ana", perform: cancelSession },
    input: ({ sessionId: id }) => ({ id, reason: "An incident" }),
  },
  "save the note": {
    ...{ isBooked: true, who: "ana", perform: saveNote },
    input: ({ sessionId: id }) => ({
      ...{ id, version: 0, problem: "Reads stall.", learning: "Repair compares." },
      questions: [{ question: "Why three?", answer: "Two leave no quorum." }],
    }),
  },
  "deactivate somebody": {
    ...{ isBooked: true, who: "cleo", perform: deactivatePerson, steps: true },
    input: ({ bo }) => ({ personId: bo }),
  },
};

async function castOf(db: Db, isBooked: boolean): Promise<Cast> {
  const tag = randomUUID().slice(0, 8);
  const [ana, bo, cleo] = await Promise.all(
    ["Ana", "Bo", "Cleo"].map((name) =>
      aPerson(db, `${name} ${tag}`, { hours: [], maxPerWeek: 40, isAdmin: name === "Cleo" }),
    ),
  );
  const { id: requestId } = await aRequest(db, ana as string, { neededByAt: START + 9 * HOUR_MS });
  const cast = { ana, bo, cleo, requestId, sessionId: "" } as Cast;
  if (!isBooked) return cast;
  const { id } = await bookSession(await contextOf(db, cast.ana, { now: Date.now() }), booking(cast));
  return { ...cast, sessionId: id };
}

/** Everything that these people and this request have by now, with names in place of ids. */
async function stateOf(sql: postgres.Sql, { ana, bo, cleo, requestId }: Cast): Promise<string> {
  const people = [ana, bo, cleo];
  const [row] = await sql<{ state: object }[]>`
    with mine as (select * from sessions where request_id = ${requestId}),
      who as (select id, split_part(name, ' ', 1) as name, deactivated_at from people where id = any(${people}))
    select json_build_object(
      'request', (select state from requests where id = ${requestId}),
      'sessions', (select json_agg(json_build_array(state, event_state, start_at, sequence)) from mine),
      'seats', (select json_agg(json_build_array(name, role, active, answer, start_at, hopes_to_learn) order by name, role)
        from seats join who on who.id = person_id),
      'changes', (select json_agg(kind order by kind) from session_changes where session_id in (select id from mine)),
      'notices', (select json_agg(json_build_array(name, kind) order by name, kind) from notices join who on who.id = person_id),
      'jobs', (select json_agg(json_build_array(name, state) order by name, state) from pgboss.job
        where data->>'sessionId' in (select id::text from mine)),
      'declines', (select count(*) from declines where request_id = ${requestId}),
      'note', (select json_agg(json_build_array(version, problem)) from notes where session_id in (select id from mine)),
      'questions', (select count(*) from questions where session_id in (select id from mine)),
      'learnings', (select count(*) from learnings where session_id in (select id from mine)),
      'keys', (select count(*) from idempotency_keys where person_id = any(${people})),
      'left', (select json_agg(name) from who where deactivated_at is not null)) as state`;
  return JSON.stringify(row?.state);
}

type End = "done" | "refused" | "unclear";
const endOf = (perform: Promise<unknown>): Promise<End> =>
  perform.then(
    () => "done",
    (error: unknown) => (error instanceof DomainError ? "refused" : "unclear"),
  );

/** Every statement takes half a minute: `EVERY_CUT=1`. Without, every third, and every commit before and after. */
const STRIDE = process.env.EVERY_CUT ? 1 : 3;

/** The driver asks a new database for its types with its first connection. */
async function oneConnected(url: string) {
  const connection = connect(url, { max: 3 });
  await connection.db.execute("select 1");
  return connection;
}

test.each(Object.entries(DEEDS))(
  "%s: wherever the connection breaks, it is done or not done, who was told so knows, and trying again does it once",
  { timeout: 60_000 },
  async (_, { isBooked, who, input: inputOf, perform, steps }) => {
    const { db, sql, url } = await testDatabase({ max: 6 });
    const way = await cuttable(url);
    const play = async (cut: Cut | undefined) => {
      const cast = await castOf(db, isBooked);
      const before = await stateOf(sql, cast);
      const context = await contextOf(db, cast[who], { now: Date.now() });
      const input = inputOf(cast);
      const breaking = await oneConnected(way.url);
      way.arm(cut);
      const first = await endOf(perform({ ...context, db: breaking.db }, input));
      const { count, commits } = way.passed();
      way.arm(undefined);
      const between = await settledStateOf(sql, cast);
      // Whoever was told nothing clear tries again, and another process answers.
      const last = first === "unclear" ? await endOf(perform(context, input)) : first;
      await breaking.client.end({ timeout: 0 });
      return { before, first, between, last, after: await stateOf(sql, cast), count, commits };
    };

    const whole = await play(undefined);
    expect(whole).toMatchObject({ first: "done", between: whole.after });
    expect(whole.before).not.toBe(whole.after);
    expect(whole.count).toBeGreaterThan(5);
    expect(whole.commits).not.toEqual([]);
    const cuts: Cut[] = [
      ...Array.from({ length: whole.count }, (_, n): Cut => ({ at: n + 1, when: "asked" })).filter(
        ({ at }) => at % STRIDE === 0 || whole.commits.includes(at),
      ),
      ...whole.commits.map((at): Cut => ({ at, when: "done" })),
    ];
    const firsts = new Set<End>();
    for (const cut of cuts) {
      const { before, first, between, last, after } = await play(cut);
      firsts.add(first);
      const said = JSON.stringify(cut);
      if (first === "done") expect(between, said).toBe(whole.after);
      else if (!steps) expect([before, whole.after], said).toContain(between);
      expect([last, after], said).toEqual(["done", whole.after]);
    }
    expect(firsts).toContain("unclear");
    expect(firsts).not.toContain("refused");
  },
);

/** The server ends what was cut off a moment later than we hear of it. */
async function settledStateOf(sql: postgres.Sql, cast: Cast): Promise<string> {
  for (;;) {
    const [row] = await sql<{ open: number }[]>`
      select count(*)::int as open from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`;
    if (row?.open === 0) return stateOf(sql, cast);
  }
}

test("one connection is enough for everybody: nobody waits for a second while they hold the first", async () => {
  const { db, sql, url } = await testDatabase({ max: 6 });
  const { db: narrow, close } = connect(url, { max: 1 });
  onTestFinished(close);
  const plays = Object.entries(DEEDS).flatMap((deed) => [deed, deed]);
  const ends = await Promise.all(
    plays.map(async ([name, { isBooked, who, input, perform }]) => {
      const cast = await castOf(db, isBooked);
      const before = await stateOf(sql, cast);
      const context = { ...(await contextOf(db, cast[who], { now: Date.now() })), db: narrow };
      const end = await endOf(perform(context, input(cast)));
      return { name, end, isChanged: (await stateOf(sql, cast)) !== before };
    }),
  );
  expect(ends).toEqual(plays.map(([name]) => ({ name, end: "done", isChanged: true })));
});
