import { and, eq, inArray, sql } from "drizzle-orm";
import { people, teams } from "@/db/schema/people";
import { requests } from "@/db/schema/requests";
import type { Db } from "../context";
import type { SystemRef, TeamRef } from "./schema";

type State = (typeof requests.$inferSelect)["state"];

const requestSystemList = sql<SystemRef[]>`(
  select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'slug', s.slug) order by lower(s.name)), '[]')
  from request_systems rs join systems s on s.id = rs.system_id where rs.request_id = ${requests.id})`;

const requestTeamList = sql<TeamRef[]>`(
  select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'discipline', a.discipline)
    order by lower(a.name)), '[]')
  from (select distinct t.id, t.name, t.discipline
    from request_needs n join request_need_teams nt on nt.need_id = n.id join teams t on t.id = nt.team_id
    where n.request_id = ${requests.id}) a)`;

const requestNeedList = sql<{ id: string; teamIds: string[] }[]>`(
  select coalesce(json_agg(json_build_object('id', n.id, 'teamIds',
    (select coalesce(json_agg(nt.team_id order by nt.team_id), '[]')
      from request_need_teams nt where nt.need_id = n.id)) order by n.position, n.id), '[]')
  from request_needs n where n.request_id = ${requests.id})`;

const currentSessionId = sql<string | null>`(
  select ss.id from sessions ss
  where ss.request_id = ${requests.id} and ss.state in ('booked', 'needs_partner', 'conflict', 'held')
  order by ss.start_at desc limit 1)`;

const requester = {
  id: people.id,
  name: people.name,
  email: people.email,
  zone: people.zone,
  teamId: teams.id,
  teamName: teams.name,
  discipline: teams.discipline,
};

const selectRequests = (db: Db) =>
  db
    .select({
      request: requests,
      requester,
      teams: requestTeamList,
      systems: requestSystemList,
      needs: requestNeedList,
      sessionId: currentSessionId,
    })
    .from(requests)
    .innerJoin(people, eq(people.id, requests.requesterId))
    .leftJoin(teams, eq(teams.id, requests.teamId));

export type RequestRecord = Awaited<ReturnType<typeof selectRequests>>[number];

/** The request with all that belongs to it, in one query. */
export async function requestById(db: Db, id: string): Promise<RequestRecord | undefined> {
  const [record] = await selectRequests(db).where(eq(requests.id, id));
  return record;
}

/** @returns Whether the request was in one of the states `from` and is now in `to`. */
export async function setRequestState(db: Db, id: string, from: State[], to: State): Promise<boolean> {
  const changed = await db
    .update(requests)
    .set({ state: to, updatedAt: sql`now()` })
    .where(and(eq(requests.id, id), inArray(requests.state, from)))
    .returning({ id: requests.id });
  return changed.length > 0;
}
