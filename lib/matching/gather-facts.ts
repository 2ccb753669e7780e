import type { Context } from "@/lib/context";
import { isAble, type MatchFacts, type Times } from "./rank";
import { LOAD_MS, type Pool, type PoolPerson } from "./read-pool";
import * as store from "./store";

export type PersonFacts = MatchFacts & { person: PoolPerson };

/** What ranking and the sentences need to know of the people who have a time, in three queries however many they are. */
export async function gatherFacts(
  { db, actor, now }: Context,
  ask: store.Ask,
  pool: Pool,
  people: readonly PoolPerson[],
  times: ReadonlyMap<string, Times>,
): Promise<PersonFacts[]> {
  const requester = pool.people.get(ask.requesterId);
  const ids = people.map(({ id }) => id);
  const teamIds = [...new Set(people.flatMap(({ teamId }) => teamId ?? []))];
  const [abilities, pairedPeople, pairedTeams] = await Promise.all([
    store.abilitiesOf(
      db,
      ask.systems.map(({ id }) => id),
    ),
    store.lastPairedPeople(db, ask.requesterId, ids, now),
    requester?.teamId ? store.lastPairedTeams(db, requester.teamId, teamIds, actor.personId, now) : [],
  ]);
  const ableBy = new Map(abilities.map(({ systemId, people }) => [systemId, people]));
  const withPerson = new Map(pairedPeople.map(({ id, at }) => [id, at]));
  const withTeam = new Map(pairedTeams.map(({ id, at }) => [id, at]));
  const requesterKnows = pool.knowledge.get(ask.requesterId);

  return people.map((person) => ({
    person,
    id: person.id,
    isKnown: person.busy.known,
    isNamed: ask.needs.some(({ personId }) => personId === person.id),
    times: times.get(person.id) ?? [],
    systems: ask.systems.map(({ id, name }) => ({
      name,
      knowledge: pool.knowledge.get(person.id)?.get(id),
      ableCount: ableBy.get(id) ?? 0,
      requesterIsAble: isAble(requesterKnows?.get(id)),
    })),
    sameTeam: person.teamId !== null && person.teamId === requester?.teamId,
    teamsPairedAt: (person.teamId !== null && withTeam.get(person.teamId)) || null,
    peoplePairedAt: withPerson.get(person.id) ?? null,
    recentSessions: person.seats.filter(({ start }) => start <= now && start > now - LOAD_MS).length,
    maxPerWeek: person.maxPerWeek,
    lastBookedAt: person.lastBookedAt ?? null,
  }));
}
