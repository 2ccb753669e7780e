import { sql } from "drizzle-orm";
import { schema } from "@/db/schema/schema";
import type { Db } from "@/lib/context";
import { enqueue } from "@/lib/jobs/queue";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import type { LocalGoogle } from "../google/control";
import { CalendarPlan } from "./calendars";
import { Diary } from "./diary";
import { fillGoogle, type GoogleSide, NO_GOOGLE, sessionIdOf } from "./fill-google";
import { pastLevels } from "./past-levels";
import { planSessions } from "./plan";
import { peopleRows } from "./rows-of-people";
import { hasFreeSeat, openRequestRows, sessionRows, unansweredRows } from "./rows-of-sessions";

type Filling = {
  /** Migrated, and empty. */
  db: Db;
  /** Null with another stand-in for Google: then nobody is connected. */
  google: LocalGoogle | null;
  now: EpochMs;
  /** Seals a refresh token under the key of the environment. */
  encrypt: (text: string) => string;
  /** Address of the app, for the links back from calendar events. */
  appUrl: string;
};

/**
 * Northlight, an invented company: its people, what they can do, their calendars, requests, sessions and notes.
 * The same `now` gives the same company. All dates are relative to it.
 */
export async function fillSampleCompany({ db, google, now, encrypt, appUrl }: Filling): Promise<void> {
  const diary = new Diary(now);
  const calendars = new CalendarPlan(diary);
  calendars.fixed();
  const sessions = planSessions(diary);
  calendars.personal();

  const side = google ? fillGoogle(google, sessions, calendars.events, appUrl) : NO_GOOGLE;
  await db.transaction((tx) => insertAll(tx, diary, sessions, side, encrypt));
}

async function insertAll(
  tx: Db,
  diary: Diary,
  planned: ReturnType<typeof planSessions>,
  side: GoogleSide,
  encrypt: Filling["encrypt"],
): Promise<void> {
  const company = peopleRows(diary, planned, side, encrypt);
  await tx.insert(schema.teams).values(company.teams);
  await tx.insert(schema.people).values(company.people);
  await tx.insert(schema.workingHours).values(company.workingHours);
  await tx.insert(schema.dateOverrides).values(company.dateOverrides);
  await tx.insert(schema.systems).values(company.systems);

  const open = openRequestRows(diary);
  const passed = unansweredRows(diary);
  const held = sessionRows(diary, planned, side);
  await tx.insert(schema.requests).values([...open.requests, ...passed.requests, ...held.requests]);
  await tx
    .insert(schema.requestSystems)
    .values([...open.requestSystems, ...passed.requestSystems, ...held.requestSystems]);
  await tx
    .insert(schema.requestNeeds)
    .values([...open.requestNeeds, ...passed.requestNeeds, ...held.requestNeeds]);
  await tx
    .insert(schema.requestNeedTeams)
    .values([...open.requestNeedTeams, ...passed.requestNeedTeams, ...held.requestNeedTeams]);
  await tx.insert(schema.sessions).values(held.sessions);
  await tx.insert(schema.seats).values(held.seats);
  await tx.insert(schema.sessionChanges).values(held.changes);
  await tx.insert(schema.notes).values(held.notes);
  await tx.insert(schema.noteVersions).values(held.noteVersions);
  await tx.insert(schema.questions).values(held.questions);
  await tx.insert(schema.learnings).values(held.learnings);
  await tx.execute(sql`select index_notes(array(select session_id from notes))`);
  await tx.insert(schema.notices).values(held.notices);
  for (const session of planned.filter(hasFreeSeat))
    await enqueue(
      tx,
      "close-unfilled",
      { sessionId: sessionIdOf(session) },
      { startAfterS: Math.ceil((session.start - diary.now) / 1000) },
    );

  await tx.insert(schema.familiarityChanges).values(pastLevels(diary, company.familiarities));
  await tx.insert(schema.familiarities).values(company.familiarities);
  if (company.connections.length > 0) await tx.insert(schema.calendarConnections).values(company.connections);
  const ended = company.connections.flatMap(({ personId, failedAt }) =>
    failedAt ? [lastRead(personId, failedAt)] : [],
  );
  if (ended.length > 0) await tx.insert(schema.busy).values(ended);
}

/** Of somebody whose access has ended: when they were read last. What was read is too old to be kept. */
function lastRead(personId: string, failedAt: EpochMs): typeof schema.busy.$inferInsert {
  const readAt = failedAt - 8 * MINUTE_MS;
  const nothing = { fromAt: readAt, toAt: readAt, packed: new Uint8Array() };
  return { personId, ...nothing, readAt, triedAt: failedAt, failure: "reconnect" };
}
