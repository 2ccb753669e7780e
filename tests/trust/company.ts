import { randomUUID } from "node:crypto";
import { notices } from "@/db/schema/people";
import { type EventConflict, seats, sessionChanges, sessions } from "@/db/schema/sessions";
import type { Db } from "@/lib/context";
import { saveNote } from "@/lib/notes/save-note";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { addDays, dateIn, startOfDay, startOfIsoWeek } from "@/lib/time/zone";
import { startLocalGoogle } from "@/local/google/server";
import { aPerson, aRequest, aSystem, aTeam, contextOf, TEST_CONFIG } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

/** The real one: the database refuses what is past by its own clock. */
export const NOW = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const ZONE = "Europe/Berlin";
/** Monday of next week, and 10:00 of it. */
export const MONDAY = addDays(startOfIsoWeek(dateIn(NOW, ZONE)), 7);
export const START = startOfDay(MONDAY, ZONE) + 10 * HOUR_MS;
export const LENGTH_MIN = 50;
/** Outside of everybody's hours: it takes nobody's time. */
const SUNDAY_EVENING = startOfDay(addDays(MONDAY, 6), ZONE) + 20 * HOUR_MS;
/** Nobody's and nothing's. */
export const MISSING = "00000000-0000-4000-8000-000000000000";

/** Who asks, by what they are to the things of the company; none of them is anything else. */
export const ROLES = ["colleague", "observer", "participant", "requester", "admin"] as const;
export type Role = (typeof ROLES)[number];

/**
 * Ana of Web asked for everything here, Bo of Ops pairs with her, and Olga watches what is not private: to what is, she
 * said "not now". Cleo of Sales and Dora, who is an admin, have no seat anywhere. Dee has left.
 */
export async function company() {
  const { db, sql, drop } = await testDatabase({ max: 6 });
  const google = await startLocalGoogle({
    clientId: TEST_CONFIG.GOOGLE_CLIENT_ID,
    clientSecret: TEST_CONFIG.GOOGLE_CLIENT_SECRET,
  });
  const [web, ops, sales] = [
    await aTeam(db, "Web", "web"),
    await aTeam(db, "Ops", "ops"),
    await aTeam(db, "Sales", "sales"),
  ];
  const [cassandra, billing] = [await aSystem(db, "Cassandra"), await aSystem(db, "billing API")];
  const free = { maxPerWeek: 40, noticeMin: 0, feedVersion: 1 };
  const ana = await aPerson(db, "Ana", { teamId: web, ...free, wantsToLearn: [cassandra] });
  const bo = await aPerson(db, "Bo", { teamId: ops, ...free, knows: { [cassandra]: "can_teach" } });
  const olga = await aPerson(db, "Olga", { teamId: ops, ...free });
  const pia = await aPerson(db, "Pia", { teamId: ops, ...free, knows: { [cassandra]: "can_do" } });
  const cleo = await aPerson(db, "Cleo", { teamId: sales, ...free });
  const dora = await aPerson(db, "Dora", { teamId: sales, ...free, isAdmin: true });
  const dee = await aPerson(db, "Dee", { teamId: ops, deactivatedAt: NOW - DAY_MS });
  const of = { db, ana, bo, olga, web, ops, cassandra };

  const open = await asked(of, "Read the slow query log", "open");
  const coming = await aSession(of, { startAt: START, title: "Split the keyspace", watched: true });
  const secret = await aSession(of, { startAt: SUNDAY_EVENING, title: "Zyxology at night", isPrivate: true });
  const disputed = await aSession(of, {
    startAt: START + DAY_MS,
    title: "Move the cron jobs",
    state: "conflict",
  });
  const declined = await aSession(of, {
    ...{
      startAt: START + 2 * DAY_MS + 2 * HOUR_MS,
      title: "Sort the alerts",
      state: "conflict",
      reason: "requester_declined",
    },
  });
  const given = { takenBy: pia };
  const givenAway = await aSession(of, { startAt: START + 3 * DAY_MS, title: "Name the hosts", ...given });
  const givenAwayBegun = await aSession(of, {
    startAt: NOW - 5 * HOUR_MS,
    title: "Count the hosts",
    ...given,
  });
  const givenAwayHeld = await aSession(of, {
    ...{ startAt: NOW - 8 * DAY_MS, title: "Draw the hosts", state: "held", ...given },
  });
  const begun = await aSession(of, { startAt: NOW - 3 * HOUR_MS, title: "Drain a host", watched: true });
  const held = await aSession(of, { startAt: NOW - 9 * DAY_MS, title: "Read the runbook", state: "held" });
  const secretHeld = await aSession(of, {
    ...{ startAt: NOW - 10 * DAY_MS, title: "Zyxology by day", state: "held", isPrivate: true },
  });
  for (const { id, text } of [
    { id: held.id, text: "Repair runs every Sunday." },
    { id: secretHeld.id, text: "Zyxology of repair." },
  ])
    await saveNote(await contextOf(db, ana, { now: NOW }), {
      ...{ id, version: 0, problem: text, process: "", solution: "", learning: `Learned: ${text}` },
      questions: [{ question: `Why? ${text}`, answer: "Because." }],
    });
  const notice = randomUUID();
  await db.insert(notices).values({ id: notice, personId: ana, kind: "booked", text: "Hello", href: "/" });
  const failed = randomUUID();
  await sql`insert into pgboss.job (id, name, data, state, retry_count, completed_on, output) values
    (${failed}, 'update-event', ${JSON.stringify({ sessionId: coming.id })}::text::jsonb, 'failed', 3, now(), '{}'),
    (${randomUUID()}, 'update-event', ${JSON.stringify({ sessionId: secret.id })}::text::jsonb, 'failed', 3, now(), '{}')`;

  const actors: Record<Role, string> = {
    ...{ colleague: cleo, observer: olga, participant: bo, requester: ana, admin: dora },
  };
  return {
    ...{ db, sql, actors },
    contextOf: (personId: string) =>
      contextOf(db, personId, { now: NOW, config: { GOOGLE_BASE_URL: google.baseUrl } }),
    close: async () => {
      await google.close();
      await drop();
    },
    ...{ web, ops, sales, cassandra, billing, ana, bo, olga, pia, cleo, dora, dee },
    ...{ declined, givenAway, givenAwayBegun, givenAwayHeld },
    ...{ open, coming, secret, disputed, begun, held, secretHeld, notice, failed },
  };
}

export type Company = Awaited<ReturnType<typeof company>>;
type Of = { db: Db } & Record<"ana" | "bo" | "olga" | "web" | "ops" | "cassandra", string>;
type State = "booked" | "conflict" | "held";

const asked = ({ db, ana, web, ops, cassandra }: Of, title: string, state: "open" | "booked" | "done") =>
  aRequest(db, ana, {
    ...{ title, state, teamId: web, teamIds: [ops], systemIds: [cassandra], lengthMin: LENGTH_MIN },
    ...{ neededByAt: startOfDay(addDays(MONDAY, 12), ZONE), observersMax: 3, createdAt: NOW - 20 * DAY_MS },
  });

type Planned = {
  reason?: EventConflict["reason"];
  /** Who was given Bo's seat. */
  takenBy?: string;
  startAt: number;
  title: string;
  state?: State;
  isPrivate?: boolean;
  watched?: boolean;
};

/** Of Ana's, with Bo, who offered; in a private one Olga declined. */
async function aSession(
  of: Of,
  { startAt, title, state = "booked", isPrivate = false, watched, reason = "taken", takenBy }: Planned,
) {
  const { db, ana, bo, olga, web, ops } = of;
  const request = await asked(of, title, state === "held" ? "done" : "booked");
  const times = { startAt, endAt: startAt + LENGTH_MIN * MINUTE_MS };
  const theirs = { start: times.startAt + DAY_MS, end: times.endAt + DAY_MS };
  const [session] = await db
    .insert(sessions)
    .values({
      ...{ requestId: request.id, state, isPrivate, zone: ZONE, agreedWallTime: "2027-02-01T10:00" },
      ...{ place: "video" as const, eventState: "none" as const, ...times },
      ...(state === "conflict" && { conflict: { reason, ...theirs } }),
    })
    .returning();
  const id = (session as { id: string }).id;
  const seat = { sessionId: id, ...times };
  await db.insert(seats).values([
    { ...seat, personId: ana, role: "requester" as const, teamId: web, answer: "accepted" as const },
    // Whether a need is filled is everybody's to see, so a private session is told from none by that alone.
    {
      ...seat,
      personId: bo,
      role: "partner" as const,
      teamId: ops,
      needId: isPrivate ? null : request.needId,
      active: takenBy === undefined,
    },
    ...(takenBy
      ? [{ ...seat, personId: takenBy, role: "partner" as const, teamId: ops, needId: request.needId }]
      : []),
    ...(isPrivate
      ? [
          {
            ...{
              ...seat,
              personId: olga,
              role: "partner" as const,
              teamId: ops,
              answer: "declined" as const,
            },
            active: false,
          },
        ]
      : []),
    ...(watched
      ? [{ ...seat, personId: olga, role: "observer" as const, teamId: ops, answer: "accepted" as const }]
      : []),
  ]);
  const detail = {
    start: times.startAt,
    end: times.endAt,
    partners: "Bo",
    partnerIds: bo,
    offered: 1,
    cached: "",
  };
  await db.insert(sessionChanges).values({ sessionId: id, actorId: bo, kind: "booked", detail });
  return { id, requestId: request.id, needId: request.needId, theirs };
}

/** Takes back whatever was done, so that the next finds the company as it was. */
export async function undone<T>(db: Db, run: (tx: Db) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  const back = new Error("Taken back.");
  await db
    .transaction(async (tx) => {
      result = { value: await run(tx as unknown as Db) };
      throw back;
    })
    .catch((error: unknown) => {
      if (error !== back) throw error;
    });
  if (!result) throw new Error("Nothing was done.");
  return result.value;
}
