import { and, asc, count, desc, eq, ilike, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { calendarConnections } from "@/db/schema/calendar";
import { familiarities, people, systems, teams } from "@/db/schema/people";
import { requests } from "@/db/schema/requests";
import { seats, sessions } from "@/db/schema/sessions";
import type { Db } from "../context";
import type { EpochMs } from "../time/instant";
import { SOMEBODY_WHO_LEFT } from "./somebody-who-left";

const person = {
  id: people.id,
  name: people.name,
  email: people.email,
  zone: people.zone,
  teamId: people.teamId,
  teamName: teams.name,
  discipline: teams.discipline,
  isAdmin: people.isAdmin,
  isPaused: sql<boolean>`${people.pausedAt} is not null`,
  hasSignedIn: sql<boolean>`${people.onboardedAt} is not null`,
  deactivatedAt: people.deactivatedAt,
};

/** Text for `like`, its wildcards taken literally. */
const literally = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** @param limit Most returned; ask for one more than shown to know whether there are more. */
export const selectPeople = (
  db: Db,
  {
    q = "",
    teamId,
    systemId,
    withDeactivated = false,
    limit,
  }: { q?: string; teamId?: string; systemId?: string; withDeactivated?: boolean; limit: number },
) =>
  db
    .select({ ...person, connection: calendarConnections.state })
    .from(people)
    .leftJoin(teams, eq(teams.id, people.teamId))
    .leftJoin(calendarConnections, eq(calendarConnections.personId, people.id))
    .where(
      and(
        withDeactivated ? ne(people.id, SOMEBODY_WHO_LEFT.id) : isNull(people.deactivatedAt),
        teamId ? eq(people.teamId, teamId) : undefined,
        systemId
          ? sql`exists (select from familiarities f where f.system_id = ${systemId} and f.person_id = ${people.id}
              and (f.level <> 'new' or f.wants_to_learn))`
          : undefined,
        q ? or(ilike(people.name, `%${literally(q)}%`), ilike(people.email, `%${literally(q)}%`)) : undefined,
      ),
    )
    .orderBy(asc(sql`lower(${people.name})`), asc(people.id))
    .limit(limit);

export async function selectPerson(db: Db, id: string) {
  const [row] = await db
    .select(person)
    .from(people)
    .leftJoin(teams, eq(teams.id, people.teamId))
    .where(eq(people.id, id));
  return row;
}

/** What these people can do and want to learn; levels of `new` without a wish are left out. */
export const selectKnowledge = (db: Db, personIds: readonly string[]) =>
  personIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          personId: familiarities.personId,
          systemId: systems.id,
          name: systems.name,
          slug: systems.slug,
          level: familiarities.level,
          wantsToLearn: familiarities.wantsToLearn,
          confirmedAt: familiarities.confirmedAt,
        })
        .from(familiarities)
        .innerJoin(systems, eq(systems.id, familiarities.systemId))
        .where(
          and(
            inArray(familiarities.personId, [...personIds]),
            sql`(${familiarities.level} <> 'new' or ${familiarities.wantsToLearn})`,
          ),
        )
        .orderBy(asc(sql`lower(${systems.name})`));

/** Past and coming sessions of a person that everybody may see, newest first, and who else sits there. */
export const selectOpenSessions = (db: Db, personId: string, limit: number) =>
  db
    .select({
      id: sessions.id,
      title: requests.title,
      startAt: sessions.startAt,
      endAt: sessions.endAt,
      state: sessions.state,
      others: sql<string[]>`(
        select coalesce(json_agg(p.name order by lower(p.name)), '[]')
        from seats o join people p on p.id = o.person_id
        where o.session_id = ${sessions.id} and o.person_id <> ${personId} and o.active and o.role <> 'observer')`,
    })
    .from(seats)
    .innerJoin(sessions, eq(sessions.id, seats.sessionId))
    .innerJoin(requests, eq(requests.id, sessions.requestId))
    .where(
      and(
        eq(seats.personId, personId),
        eq(seats.active, true),
        eq(sessions.isPrivate, false),
        inArray(sessions.state, ["booked", "needs_partner", "conflict", "held"]),
      ),
    )
    .orderBy(desc(sessions.startAt))
    .limit(limit);

/** Every team with how many people it has. */
export const selectTeams = (db: Db) =>
  db
    .select({ id: teams.id, name: teams.name, discipline: teams.discipline, people: count(people.id) })
    .from(teams)
    .leftJoin(people, and(eq(people.teamId, teams.id), isNull(people.deactivatedAt)))
    .groupBy(teams.id)
    .orderBy(asc(sql`lower(${teams.name})`));

export async function selectSystemBySlug(db: Db, slug: string) {
  const [row] = await db
    .select({ id: systems.id, name: systems.name, slug: systems.slug })
    .from(systems)
    .where(eq(systems.slug, slug));
  return row;
}

export const selectSystems = (db: Db) =>
  db
    .select({
      id: systems.id,
      name: systems.name,
      slug: systems.slug,
      description: systems.description,
      teamId: systems.teamId,
      teamName: teams.name,
    })
    .from(systems)
    .leftJoin(teams, eq(teams.id, systems.teamId))
    .orderBy(asc(sql`lower(${systems.name})`));

/** How many admins there are, none of whom stops being one before the transaction ends. */
export async function lockAdmins(tx: Db): Promise<number> {
  const admins = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.isAdmin, true), isNull(people.deactivatedAt)))
    .orderBy(asc(people.id))
    .for("no key update");
  return admins.length;
}

export async function selectTeamIdsByName(db: Db): Promise<Map<string, string>> {
  const rows = await db.select({ id: teams.id, name: teams.name }).from(teams);
  return new Map(rows.map(({ id, name }) => [name.toLowerCase(), id]));
}

export async function insertTeam(db: Db, team: { name: string; discipline: string }) {
  const [row] = await db.insert(teams).values(team).returning({ id: teams.id });
  return row as { id: string };
}

export async function updateTeam(
  db: Db,
  id: string,
  team: { name: string; discipline: string },
): Promise<boolean> {
  return (await db.update(teams).set(team).where(eq(teams.id, id)).returning({ id: teams.id })).length > 0;
}

export async function deleteTeam(db: Db, id: string): Promise<boolean> {
  return (await db.delete(teams).where(eq(teams.id, id)).returning({ id: teams.id })).length > 0;
}

type SystemColumns = { name: string; slug: string; description: string; teamId: string | null };

export async function insertSystem(db: Db, system: SystemColumns) {
  const [row] = await db.insert(systems).values(system).returning({ id: systems.id, slug: systems.slug });
  return row as { id: string; slug: string };
}

/** As it stands, held until the transaction ends. */
export async function lockSystem(tx: Db, id: string): Promise<{ name: string } | undefined> {
  const [row] = await tx.select({ name: systems.name }).from(systems).where(eq(systems.id, id)).for("update");
  return row;
}

export async function updateSystem(db: Db, id: string, system: Omit<SystemColumns, "slug">): Promise<void> {
  await db.update(systems).set(system).where(eq(systems.id, id));
}

export async function deleteSystem(db: Db, id: string): Promise<void> {
  await db.delete(systems).where(eq(systems.id, id));
}

export const slugsLike = async (db: Db, slug: string): Promise<Set<string>> => {
  const rows = await db
    .select({ slug: systems.slug })
    .from(systems)
    .where(sql`${systems.slug} = ${slug} or ${systems.slug} like ${`${literally(slug)}-%`}`);
  return new Set(rows.map((row) => row.slug));
};

type Imported = { name: string; email: string; teamId: string | null; zone: string };

/** New people are added, known ones (by address) get the name, team and zone given. @returns how many of each */
export async function upsertPeople(
  tx: Db,
  rows: readonly Imported[],
): Promise<{ added: number; changed: number }> {
  const before = await tx
    .select({ email: people.email })
    .from(people)
    .where(
      inArray(
        people.email,
        rows.map((row) => row.email),
      ),
    );
  await tx
    .insert(people)
    // Always in the same order, or two imports of the same people wait for each other.
    .values(rows.toSorted((a, b) => (a.email < b.email ? -1 : 1)))
    .onConflictDoUpdate({
      target: people.email,
      set: {
        name: sql`excluded.name`,
        teamId: sql`excluded.team_id`,
        zone: sql`excluded.zone`,
        deactivatedAt: null,
      },
    });
  return { added: rows.length - before.length, changed: before.length };
}

export async function deactivate(tx: Db, personId: string, at: EpochMs): Promise<void> {
  await tx.update(people).set({ deactivatedAt: at, isAdmin: false }).where(eq(people.id, personId));
}

/** What an empty company still lacks. */
export async function companySize(
  db: Db,
): Promise<{ teams: number; systems: number; people: number; requests: number }> {
  const [teamCount, systemCount, peopleCount, requestCount] = await Promise.all([
    db.$count(teams),
    db.$count(systems),
    db.$count(people, and(isNull(people.deactivatedAt), isNotNull(people.teamId))),
    db.$count(requests),
  ]);
  return { teams: teamCount, systems: systemCount, people: peopleCount, requests: requestCount };
}
