import type { schema } from "@/db/schema/schema";
import type { Level } from "@/lib/people/schema";
import { DAY_MS, type EpochMs, HOUR_MS } from "@/lib/time/instant";
import { toInstant } from "@/lib/time/zone";
import { diceOf, idOf } from "./derived";
import { type Diary, personOf } from "./diary";
import { familiarities, forgotten } from "./familiarities";
import { type GoogleSide, SCOPES, sessionIdOf } from "./fill-google";
import { type PersonKey, people } from "./people";
import type { PlannedSession } from "./plan";
import { type SystemKey, systems } from "./systems";
import { teams } from "./teams";

export const teamIdOf = (key: string) => idOf("team", key);
export const personIdOf = (key: PersonKey) => idOf("person", key);
export const systemIdOf = (key: SystemKey) => idOf("system", key);

/** Deskside has been here a little longer than its oldest note. */
export const STARTED_DAYS_AGO = 330;
const REVOKED_DAYS_AGO = 9;

type Rows<T extends { $inferInsert: unknown }> = T["$inferInsert"][];

/** The company itself: teams, people, hours, systems, and who can do what. */
export function peopleRows(
  diary: Diary,
  sessions: readonly PlannedSession[],
  side: GoogleSide,
  encrypt: (text: string) => string,
) {
  const createdAt = diary.now - STARTED_DAYS_AGO * DAY_MS;
  return {
    teams: teams.map(({ key, name, discipline }) => ({ id: teamIdOf(key), name, discipline, createdAt })),
    people: people.map((person) => personRow(diary, person.key, createdAt)),
    workingHours: people.flatMap(({ key, hours }) =>
      hours.flatMap(({ days, from, to }) =>
        days.map((weekday) => ({ personId: personIdOf(key), weekday, from, to })),
      ),
    ),
    dateOverrides: people.flatMap(({ key }) =>
      diary.overridesOf(key).map((override) => ({ personId: personIdOf(key), ...override })),
    ),
    systems: systems.map(({ key, name, description, keptBy }) => ({
      id: systemIdOf(key),
      slug: key,
      name,
      description,
      teamId: teamIdOf(keptBy),
      createdAt,
    })),
    familiarities: familiarityRows(diary, sessions),
    connections: connectionRows(diary, side, encrypt),
  };
}

function personRow(diary: Diary, key: PersonKey, createdAt: EpochMs): Rows<typeof schema.people>[number] {
  const { name, email, team, zone, bufferMin, noticeMin, maxPerWeek, isAdmin, paused } = personOf(key);
  const told = { name, email, zone, bufferMin, noticeMin, maxPerWeek, isAdmin };
  const pausedAt = paused ? diary.atDesk(key, diary.now - 3 * DAY_MS, diceOf(key, "paused")) : null;
  return {
    id: personIdOf(key),
    ...told,
    teamId: teamIdOf(team),
    pausedAt,
    createdAt,
    onboardedAt: createdAt,
  };
}

function connectionRows(diary: Diary, side: GoogleSide, encrypt: (text: string) => string) {
  const rows: Rows<typeof schema.calendarConnections> = [];
  for (const { key, email, connection } of people) {
    const refreshToken = side.refreshTokens[key];
    if (!refreshToken) continue;
    const ended = connection === "revoked";
    rows.push({
      personId: personIdOf(key),
      email,
      refreshTokenSealed: encrypt(refreshToken),
      scopes: SCOPES,
      busyCalendarIds: [email],
      connectedAt: diary.atDesk(
        key,
        diary.now - diceOf(key, "connected").between(60, 320) * DAY_MS,
        diceOf(key),
      ),
      state: ended ? "reconnect" : "connected",
      failedAt: ended ? revokedAt(diary) : null,
      failure: ended ? "Google no longer lets us read your calendar." : null,
    });
  }
  return rows;
}

function revokedAt(diary: Diary): EpochMs {
  const date = new Date(diary.now - REVOKED_DAYS_AGO * DAY_MS).toISOString().slice(0, 10);
  return toInstant(date, "07:12", "Europe/Berlin");
}

const LEVELS = [
  ["teach", "can_teach"],
  ["do", "can_do"],
  ["follow", "can_follow"],
  ["new", "new"],
] as const;

/** What people say they can do; where they said so after a session, with that session. */
function familiarityRows(diary: Diary, sessions: readonly PlannedSession[]) {
  const confirmed = new Map<string, { sessionId: string | null; at: EpochMs }>();
  for (const session of [...sessions].sort((a, b) => a.start - b.start)) {
    if (!("past" in session.from)) continue;
    for (const { person, system } of session.from.past.confirmed) {
      confirmed.set(`${person} ${system}`, { sessionId: sessionIdOf(session), at: session.end + HOUR_MS });
    }
  }
  for (const { person, system, daysAgo } of forgotten)
    confirmed.set(`${person} ${system}`, { sessionId: null, at: diary.now - daysAgo * DAY_MS });
  return systems.flatMap(({ key: system }) => {
    const known = familiarities[system];
    const levels = new Map<PersonKey, Level>();
    for (const person of known.wants ?? []) levels.set(person, "new");
    for (const [field, level] of LEVELS) for (const person of known[field] ?? []) levels.set(person, level);
    return [...levels].map(([person, level]) => {
      const session = confirmed.get(`${person} ${system}`);
      const saidAt = diary.now - diceOf(person, system, "said").between(20, 310) * DAY_MS;
      return {
        personId: personIdOf(person),
        systemId: systemIdOf(system),
        level,
        wantsToLearn: known.wants?.includes(person) ?? false,
        confirmedAt: session?.at ?? saidAt,
        confirmedInSessionId: session?.sessionId ?? null,
      };
    });
  });
}
