import type { Context, Db } from "../context";
import { notFound } from "../errors";
import { parse } from "../input";
import * as directory from "./directory-store";
import { FindPeople, OnePerson, OneTeam } from "./schema";

const MOST_PEOPLE = 200;
const MOST_SESSIONS = 20;

/** Everybody who works here, by name. `more`: the list was cut. @throws {DomainError} `invalid` */
export async function listPeople({ db, actor }: Context, input: unknown) {
  const { q, teamId } = parse(FindPeople, input);
  const found = await directory.selectPeople(db, {
    q,
    teamId: UUID.test(teamId ?? "") ? teamId : undefined,
    withDeactivated: actor.isAdmin,
    limit: MOST_PEOPLE + 1,
  });
  // Where somebody's calendar connection stands is between them and the admins.
  const people = found.slice(0, MOST_PEOPLE).map(({ connection, ...person }) => ({
    ...person,
    connection: actor.isAdmin ? (connection ?? ("never" as const)) : null,
  }));
  return { people, more: found.length > MOST_PEOPLE };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The directory: who works here, by name, with what each can do, and the teams to choose from; where a system is named
 * that is there, those who know it or want to learn it. `more`: the list was cut. Three queries, four with a system.
 * @throws {DomainError} `invalid`
 */
export async function findColleagues({ db }: Context, input: unknown) {
  const { q, teamId, systemSlug } = parse(FindPeople, input);
  const system = systemSlug ? await directory.selectSystemBySlug(db, systemSlug) : undefined;
  const [found, teams] = await Promise.all([
    directory.selectPeople(db, {
      q,
      teamId: UUID.test(teamId ?? "") ? teamId : undefined,
      systemId: system?.id,
      limit: MOST_PEOPLE + 1,
    }),
    directory.selectTeams(db),
  ]);
  const people = await withKnowledge(db, found.slice(0, MOST_PEOPLE));
  return { people, more: found.length > MOST_PEOPLE, teams, system };
}

/** Without where their calendar connection stands, which is between them and the admins. */
async function withKnowledge(db: Db, people: Awaited<ReturnType<typeof directory.selectPeople>>) {
  const known = Map.groupBy(
    await directory.selectKnowledge(
      db,
      people.map(({ id }) => id),
    ),
    ({ personId }) => personId,
  );
  return people.map(({ connection: _, ...person }) => ({
    ...person,
    knowledge: known.get(person.id) ?? [],
  }));
}

/** A person's page: team, zone, what they can do and want to learn, sessions that everybody may see. @throws {DomainError} `not_found` */
export async function getPerson({ db, actor }: Context, input: unknown) {
  const { personId } = parse(OnePerson, input);
  const person = await directory.selectPerson(db, personId);
  if (!person || (person.deactivatedAt !== null && !actor.isAdmin)) throw notFound("person");
  const [knowledge, sessions] = await Promise.all([
    directory.selectKnowledge(db, [personId]),
    directory.selectOpenSessions(db, personId, MOST_SESSIONS),
  ]);
  return { ...person, knowledge, sessions };
}

/** Every team, with how many people it has. */
export const listTeams = ({ db }: Context) => directory.selectTeams(db);

/** A team with its people, what each can do, and the systems it keeps. @throws {DomainError} `not_found` */
export async function getTeam({ db }: Context, input: unknown) {
  const { id } = parse(OneTeam, input);
  const team = (await directory.selectTeams(db)).find((one) => one.id === id);
  if (!team) throw notFound("team");
  const [people, systems] = await Promise.all([
    directory.selectPeople(db, { teamId: id, limit: MOST_PEOPLE }),
    directory.selectSystems(db),
  ]);
  const members = await withKnowledge(db, people);
  return { ...team, members, systems: systems.filter(({ teamId }) => teamId === id) };
}

/** Every system, for choosing. */
export const listSystems = ({ db }: Context) => directory.selectSystems(db);
