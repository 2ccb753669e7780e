import { and, asc, desc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { people, systems, teams } from "@/db/schema/people";
import { requestNeeds, requestNeedTeams, requestSystems, requests } from "@/db/schema/requests";
import type { Db } from "../context";
import { uuids } from "../sql-store";
import type { EpochMs } from "../time/instant";
import { visibleTo } from "../visible-store";
import type { BoardFilters, Candidate, MyFamiliarity, NeedView, SystemRef, TeamRef } from "./schema";

type State = (typeof requests.$inferSelect)["state"];
type Asked = { teamIds: readonly string[]; systemIds: readonly string[] };
type Ask = {
  needs: readonly { teamIds: readonly string[]; personId: string | null }[];
  systemIds: readonly string[];
};

const requestSystemList = sql<SystemRef[]>`(
  select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'slug', s.slug) order by lower(s.name)), '[]')
  from request_systems rs join systems s on s.id = rs.system_id where rs.request_id = ${requests.id})`;

const requestTeamList = sql<TeamRef[]>`(
  select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'discipline', a.discipline)
    order by lower(a.name)), '[]')
  from (select distinct t.id, t.name, t.discipline
    from request_needs n join request_need_teams nt on nt.need_id = n.id join teams t on t.id = nt.team_id
    where n.request_id = ${requests.id}) a)`;

// Whether a seat is taken tells nobody who has it: a private session stays one.
const isTaken = sql`exists (select from seats st join sessions ls on ls.id = st.session_id
  where st.need_id = n.id and st.active and ls.state in ('booked', 'needs_partner', 'conflict'))`;

const requestNeedList = sql<NeedView[]>`(
  select coalesce(json_agg(json_build_object('id', n.id, 'isTaken', ${isTaken}, 'teamIds',
    (select coalesce(json_agg(nt.team_id order by nt.team_id), '[]')
      from request_need_teams nt where nt.need_id = n.id), 'person',
    (select json_build_object('id', np.id, 'name', np.name) from people np
      where np.id = n.person_id and np.deactivated_at is null)) order by n.position, n.id), '[]')
  from request_needs n where n.request_id = ${requests.id})`;

const boardNeedList = sql<{ teams: string[]; isTaken: boolean }[]>`(
  select coalesce(json_agg(json_build_object('isTaken', ${isTaken}, 'teams',
    (select coalesce(json_agg(t.name order by lower(t.name)), '[]') from request_need_teams nt
      join teams t on t.id = nt.team_id where nt.need_id = n.id)) order by n.position, n.id), '[]')
  from request_needs n where n.request_id = ${requests.id})`;

/** A private session is there only for whoever has a seat in it. */
const currentSessionId = (viewerId: string) => sql<string | null>`(
  select ss.id from sessions ss
  where ss.request_id = ${requests.id} and ss.state in ('booked', 'needs_partner', 'conflict', 'held')
    and ${visibleTo(viewerId)}
  order by ss.start_at desc limit 1)`;

/** The start of the session that waits for another partner, in epoch milliseconds. */
const freeSeatAt = (viewerId: string) => sql<number | null>`(
  select (extract(epoch from ss.start_at) * 1000)::float8 from sessions ss
  where ss.request_id = ${requests.id} and ss.state = 'needs_partner'
    and ${visibleTo(viewerId)}
  limit 1)`;

const requester = {
  id: people.id,
  name: people.name,
  email: people.email,
  zone: people.zone,
  teamId: teams.id,
  teamName: teams.name,
  discipline: teams.discipline,
};

const selectRequests = (db: Db, viewerId: string) =>
  db
    .select({
      request: requests,
      requester,
      teams: requestTeamList,
      systems: requestSystemList,
      needs: requestNeedList,
      sessionId: currentSessionId(viewerId),
    })
    .from(requests)
    .innerJoin(people, eq(people.id, requests.requesterId))
    .leftJoin(teams, eq(teams.id, requests.teamId));

export type RequestRecord = Awaited<ReturnType<typeof selectRequests>>[number];

/** The request with all that belongs to it and that the viewer may see, in one query. */
export async function requestById(db: Db, id: string, viewerId: string): Promise<RequestRecord | undefined> {
  const [record] = await selectRequests(db, viewerId).where(eq(requests.id, id));
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

/** Holds the request's row until the transaction ends. */
export async function lockRequest(tx: Db, id: string): Promise<boolean> {
  const rows = await tx.select({ id: requests.id }).from(requests).where(eq(requests.id, id)).for("update");
  return rows.length > 0;
}

export const requestsOf = (db: Db, requesterId: string, states: State[]): Promise<RequestRecord[]> =>
  selectRequests(db, requesterId)
    .where(and(eq(requests.requesterId, requesterId), inArray(requests.state, states)))
    .orderBy(asc(requests.neededByAt), asc(requests.createdAt));

/** Whether an instant lies ahead by the database's clock. */
export async function isAhead(db: Db, instant: EpochMs): Promise<boolean> {
  const [row] = await db.execute<{ ahead: boolean }>(
    sql`select ${new Date(instant).toISOString()}::timestamptz > clock_timestamp() as ahead`,
  );
  return row?.ahead === true;
}

/** Which of these ids are there; of people those who have not left. */
export async function knownIds(
  db: Db,
  teamIds: readonly string[],
  systemIds: readonly string[],
  personIds: readonly string[],
) {
  type Known = { teams: string[]; systems: string[]; people: string[] };
  const [row] = await db.execute<Known>(sql`select
    array(select id::text from teams where id = any(${uuids(teamIds)})) as teams,
    array(select id::text from systems where id = any(${uuids(systemIds)})) as systems,
    array(select id::text from people where id = any(${uuids(personIds)}) and deactivated_at is null) as people`);
  return row ?? { teams: [], systems: [], people: [] };
}

export async function insertRequest(
  tx: Db,
  request: typeof requests.$inferInsert,
  ask: Ask,
): Promise<string> {
  const [row] = await tx.insert(requests).values(request).returning({ id: requests.id });
  if (!row) throw new Error("The request was not made.");
  await insertAsk(tx, row.id, ask);
  return row.id;
}

async function insertAsk(tx: Db, requestId: string, { needs, systemIds }: Ask): Promise<void> {
  await tx.execute(sql`insert into ${requestSystems} (request_id, system_id)
    select ${requestId}::uuid, unnest(${uuids(systemIds)})`);
  const before = await tx
    .select({ id: requestNeeds.id })
    .from(requestNeeds)
    .where(eq(requestNeeds.requestId, requestId))
    .orderBy(asc(requestNeeds.position), asc(requestNeeds.id));
  for (const [position, { teamIds, personId }] of needs.entries()) {
    const id = before[position]?.id;
    const need = { ...(id && { id }), requestId, position, personId };
    const [row] = await tx
      .insert(requestNeeds)
      .values(need)
      .onConflictDoUpdate({ target: requestNeeds.id, set: { position, personId } })
      .returning({ id: requestNeeds.id });
    await tx.execute(sql`insert into ${requestNeedTeams} (need_id, team_id)
      select ${row?.id}::uuid, unnest(${uuids(teamIds)})`);
  }
  const gone = before.slice(needs.length).map(({ id }) => id);
  if (gone.length > 0) await tx.delete(requestNeeds).where(inArray(requestNeeds.id, gone));
}

/** Needs stay what they are, in their order: seats of earlier sessions tell which one they filled. */
export async function replaceAsk(tx: Db, requestId: string, ask: Ask): Promise<void> {
  await tx.delete(requestSystems).where(eq(requestSystems.requestId, requestId));
  await tx.execute(sql`delete from ${requestNeedTeams} where need_id in
    (select id from ${requestNeeds} where request_id = ${requestId})`);
  await insertAsk(tx, requestId, ask);
}

/** What changes the request raises its version. */
export async function updateRequest(
  tx: Db,
  id: string,
  change: Partial<typeof requests.$inferInsert>,
): Promise<void> {
  await tx
    .update(requests)
    .set({ ...change, version: sql`${requests.version} + 1`, updatedAt: sql`now()` })
    .where(eq(requests.id, id));
}

/** Makes the notes of its sessions findable by what it is called now. */
export async function indexNotesOf(tx: Db, id: string): Promise<void> {
  await tx.execute(sql`select index_notes(array(select n.session_id from notes n
    join sessions ss on ss.id = n.session_id where ss.request_id = ${id} order by n.session_id for update of n))`);
}

/** More than anybody reads; a company with more open requests has to filter. */
const MOST_ON_BOARD = 1000;

type BoardOptions = Pick<BoardFilters, "state" | "sort"> & { viewerId: string; now: EpochMs };

/** The requests of one state with all the board shows, and what the viewer can do with their systems: one query. */
export function boardRecords(db: Db, { state, sort, viewerId, now }: BoardOptions) {
  const when = {
    open: gt(requests.neededByAt, now),
    expired: lte(requests.neededByAt, now),
    booked: undefined,
  };
  const { email: _, ...shown } = requester;
  return db
    .select({
      request: {
        id: requests.id,
        title: requests.title,
        lengthMin: requests.lengthMin,
        neededByAt: requests.neededByAt,
        place: requests.place,
        observersMax: requests.observersMax,
        state: requests.state,
        createdAt: requests.createdAt,
      },
      requester: shown,
      teams: requestTeamList,
      systems: requestSystemList,
      needs: boardNeedList,
      freeSeatAt: freeSeatAt(viewerId),
      mine: sql<MyFamiliarity[]>`(
        select coalesce(json_agg(json_build_object(
          'system', s.name, 'level', f.level, 'wantsToLearn', f.wants_to_learn) order by lower(s.name)), '[]')
        from request_systems rs join familiarities f on f.system_id = rs.system_id join systems s on s.id = f.system_id
        where rs.request_id = ${requests.id} and f.person_id = ${viewerId})`,
      hasDeclined: sql<boolean>`exists (
        select from declines d where d.request_id = ${requests.id} and d.person_id = ${viewerId})`,
      isSeated: sql<boolean>`exists (
        select from seats st join sessions ls on ls.id = st.session_id where ls.request_id = ${requests.id}
        and ls.state = 'needs_partner' and st.active and st.role <> 'observer' and st.person_id = ${viewerId})`,
    })
    .from(requests)
    .innerJoin(people, eq(people.id, requests.requesterId))
    .leftJoin(teams, eq(teams.id, requests.teamId))
    .where(and(eq(requests.state, state === "booked" ? "booked" : "open"), when[state]))
    .orderBy(
      ...(sort === "newest" ? [desc(requests.createdAt)] : [asc(requests.neededByAt)]),
      asc(requests.createdAt),
      asc(requests.id),
    )
    .limit(MOST_ON_BOARD);
}

export type BoardRecord = Awaited<ReturnType<typeof boardRecords>>[number];

export async function helpersFor(db: Db, { teamIds, systemIds }: Asked, exceptId: string) {
  const [row] = await db.execute<{ people: number; canTeach: number; name: string | null }>(sql`
    select count(*)::int as people, count(*) filter (where h.teaches)::int as "canTeach", min(h.name) as name
    from (
      select p.name, bool_or(f.level = 'can_teach') as teaches
      from people p
      left join familiarities f on f.person_id = p.id and f.system_id = any(${uuids(systemIds)})
        and f.level in ('can_do', 'can_teach')
      where p.deactivated_at is null and p.paused_at is null and p.id <> ${exceptId}
        and (p.team_id = any(${uuids(teamIds)}) or f.person_id is not null)
      group by p.id
    ) h`);
  return row ?? { people: 0, canTeach: 0, name: null };
}

/** Active members of the teams; where none is given, whoever can do or teach one of the systems. By name. */
export const candidatesFor = (
  db: Db,
  { teamIds, systemIds }: Asked,
  exceptId: string,
  limit: number,
): Promise<Candidate[]> =>
  db
    .select({ id: people.id, name: people.name, teamName: teams.name })
    .from(people)
    .leftJoin(teams, eq(teams.id, people.teamId))
    .where(
      and(
        sql`${people.deactivatedAt} is null and ${people.id} <> ${exceptId}`,
        teamIds.length > 0
          ? inArray(people.teamId, [...teamIds])
          : sql`exists (select from familiarities f where f.person_id = ${people.id}
              and f.system_id = any(${uuids(systemIds)}) and f.level in ('can_do', 'can_teach'))`,
      ),
    )
    .orderBy(sql`lower(${people.name})`, people.id)
    .limit(limit);

export async function candidateById(db: Db, personId: string): Promise<Candidate | null> {
  const [row] = await db
    .select({ id: people.id, name: people.name, teamName: teams.name })
    .from(people)
    .leftJoin(teams, eq(teams.id, people.teamId))
    .where(sql`${people.id} = ${personId} and ${people.deactivatedAt} is null`);
  return row ?? null;
}

export const allTeams = (db: Db): Promise<TeamRef[]> =>
  db
    .select({ id: teams.id, name: teams.name, discipline: teams.discipline })
    .from(teams)
    .orderBy(sql`lower(${teams.name})`);

export const allSystems = (db: Db): Promise<SystemRef[]> =>
  db
    .select({ id: systems.id, name: systems.name, slug: systems.slug })
    .from(systems)
    .orderBy(sql`lower(${systems.name})`);
