import { and, eq, inArray, isNotNull, isNull, lte, ne, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import { familiarities, people, teams } from "@/db/schema/people";
import { declines, requests } from "@/db/schema/requests";
import { seats, sessions } from "@/db/schema/sessions";
import type { Db } from "@/lib/context";
import type { EpochMs } from "@/lib/time/instant";
import { uuids } from "../sql-store";
import { visibleTo } from "../visible-store";
import { type Need, openNeeds } from "./needs";

type Ids = readonly string[];

/** What a request asks for, as far as matching goes. */
export type Ask = {
  id: string;
  requesterId: string;
  lengthMin: number;
  neededByAt: EpochMs;
  state: "open" | "booked" | "done" | "withdrawn";
  understand: string;
  /** In their order, without those that somebody in a session that waits for others has taken. */
  needs: Need[];
  /** How many people it needs in all. */
  size: number;
  /** Who sits in that session already, of a request that needs several people. */
  seated: { personId: string; needId: string | null }[];
  systems: { id: string; name: string }[];
};

const among = (column: AnyPgColumn | SQL, ids: Ids): SQL => sql`${column} = any(${uuids(ids)})`;

export async function asksById(db: Db, ids: Ids): Promise<Ask[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: requests.id,
      requesterId: requests.requesterId,
      lengthMin: requests.lengthMin,
      neededByAt: requests.neededByAt,
      state: requests.state,
      understand: requests.understand,
      // Written out: of a single table Drizzle leaves out the name, and these columns need theirs.
      needs: sql<
        Need[]
      >`coalesce((select json_agg(json_build_object('id', n.id, 'personId', n.person_id, 'teamIds',
        (select coalesce(json_agg(t.team_id order by t.team_id), '[]') from request_need_teams t where t.need_id = n.id))
        order by n.position, n.id) from request_needs n where n.request_id = "requests"."id"), '[]'::json)`,
      seated: sql<Ask["seated"]>`coalesce((select json_agg(json_build_object('personId', st.person_id,
        'needId', st.need_id) order by st.person_id) from sessions ss join seats st on st.session_id = ss.id
        where ss.request_id = "requests"."id" and ss.state = 'needs_partner' and st.active and st.role = 'partner'
        and st.person_id is not null), '[]'::json)`,
      systems: sql<Ask["systems"]>`coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name)
        order by s.name, s.id) from request_systems r join systems s on s.id = r.system_id
        where r.request_id = "requests"."id"), '[]'::json)`,
    })
    .from(requests)
    .where(among(requests.id, ids));
  return rows.map(({ needs, seated, ...ask }) =>
    needs.length > 1
      ? { ...ask, seated, size: needs.length, needs: openNeeds(needs, seated) }
      : { ...ask, seated: [], size: 1, needs },
  );
}

export const teamIdsOf = ({ needs }: Pick<Ask, "needs">): string[] => [
  ...new Set(needs.flatMap(({ teamIds }) => teamIds)),
];

export const declinesOf = (db: Db, requestIds: Ids) =>
  db
    .select({ requestId: declines.requestId, personId: declines.personId })
    .from(declines)
    .where(among(declines.requestId, requestIds));

/** How many active people can do or teach each system. */
export const abilitiesOf = (db: Db, systemIds: Ids) =>
  db
    .select({ systemId: familiarities.systemId, people: sql<number>`count(*)::int` })
    .from(familiarities)
    .innerJoin(people, and(eq(people.id, familiarities.personId), isNull(people.deactivatedAt)))
    .where(
      and(among(familiarities.systemId, systemIds), inArray(familiarities.level, ["can_do", "can_teach"])),
    )
    .groupBy(familiarities.systemId);

const latest = sql<number>`round(date_part('epoch', max(${seats.startAt})) * 1000)`;

const own = alias(seats, "own");
const together = (db: Db, one: AnyPgColumn, other: AnyPgColumn, where: SQL | undefined, now: EpochMs) =>
  db
    .select({ one: sql<string>`${one}`, other: sql<string>`${other}`, at: latest })
    .from(own)
    .innerJoin(
      seats,
      and(eq(seats.sessionId, own.sessionId), ne(seats.id, own.id), seats.active, ne(seats.role, "observer")),
    )
    .innerJoin(sessions, and(eq(sessions.id, own.sessionId), inArray(sessions.state, ["held", "booked"])))
    .where(and(own.active, ne(own.role, "observer"), lte(seats.startAt, now), isNotNull(other), where))
    .groupBy(one, other);

/** When each of these people last paired with anybody. */
export const lastPairedPeople = (db: Db, personIds: Ids, now: EpochMs) =>
  together(db, own.personId, seats.personId, among(own.personId, personIds), now);

/**
 * When the teams of these people last paired with any team; teams as they were then. Private sessions count only where
 * the viewer has a seat, or the day of one would be told to everybody.
 */
export const lastPairedTeams = (db: Db, personIds: Ids, viewerId: string, now: EpochMs) => {
  const theirs = sql`${own.teamId} in (select p.team_id from people p where ${among(sql`p.id`, personIds)})`;
  return together(db, own.teamId, seats.teamId, and(theirs, visibleTo(viewerId, sql`sessions`)), now);
};

/** Teams not asked that have somebody able to do or teach the systems; most of them first. */
export const teamsAbleToHelp = (db: Db, systemIds: Ids, askedTeamIds: Ids, limit: number) =>
  db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .innerJoin(people, and(eq(people.teamId, teams.id), isNull(people.deactivatedAt)))
    .innerJoin(familiarities, eq(familiarities.personId, people.id))
    .where(
      and(
        among(familiarities.systemId, systemIds),
        inArray(familiarities.level, ["can_do", "can_teach"]),
        sql`not ${among(teams.id, askedTeamIds)}`,
      ),
    )
    .groupBy(teams.id, teams.name)
    .orderBy(sql`count(distinct ${people.id}) desc`, teams.id)
    .limit(limit);

/** Teams of the same disciplines as those asked. */
export const teamsAlike = (db: Db, askedTeamIds: Ids, limit: number) =>
  db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(
      and(
        sql`${teams.discipline} in (select t.discipline from ${teams} t where t.id = any(${uuids(askedTeamIds)}))`,
        sql`not ${among(teams.id, askedTeamIds)}`,
      ),
    )
    .orderBy(teams.name)
    .limit(limit);

/** Of those who have not left. */
export const namesOf = (db: Db, ids: Ids) =>
  db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(and(among(people.id, ids), isNull(people.deactivatedAt)));

export const teamNames = (db: Db, ids: Ids) =>
  db.select({ id: teams.id, name: teams.name }).from(teams).where(among(teams.id, ids)).orderBy(teams.name);

/** Sessions that wait for another partner: their own time is not in the way of their request. */
export const waitingSessionsOf = (db: Db, requestIds: Ids) =>
  db
    .select({ requestId: sessions.requestId, start: sessions.startAt, end: sessions.endAt })
    .from(sessions)
    .where(and(among(sessions.requestId, requestIds), eq(sessions.state, "needs_partner")));
