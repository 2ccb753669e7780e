import type { Context } from "@/lib/context";
import type { EpochMs } from "@/lib/time/instant";
import { isAble, type MatchFacts, type Times } from "./rank";
import { LOAD_MS, type Pool, type PoolPerson } from "./read-pool";
import * as store from "./store";

export type PersonFacts = MatchFacts & { person: PoolPerson };

/** What ranking needs to know beside the pool: how many can do each system, and who last paired with whom. */
export type Past = {
  readonly ableBySystem: ReadonlyMap<string, number>;
  /** By requester, then the other person. */
  readonly people: Pairings;
  /** By the requester's team, then the other team. */
  readonly teams: Pairings;
};
type Pairings = ReadonlyMap<string, ReadonlyMap<string, EpochMs>>;

/** For all these requests in three queries, which need not know who is suggested. */
export async function readPast({ db, actor, now }: Context, asks: readonly store.Ask[]): Promise<Past> {
  const requesterIds = [...new Set(asks.map(({ requesterId }) => requesterId))];
  const systemIds = [...new Set(asks.flatMap(({ systems }) => systems.map(({ id }) => id)))];
  const [able, people, teams] = await Promise.all([
    store.abilitiesOf(db, systemIds),
    store.lastPairedPeople(db, requesterIds, now),
    store.lastPairedTeams(db, requesterIds, actor.personId, now),
  ]);
  return {
    ableBySystem: new Map(able.map(({ systemId, people }) => [systemId, people])),
    people: pairings(people),
    teams: pairings(teams),
  };
}

function pairings(rows: readonly { one: string; other: string; at: EpochMs }[]): Pairings {
  const by = new Map<string, Map<string, EpochMs>>();
  for (const { one, other, at } of rows) by.set(one, (by.get(one) ?? new Map()).set(other, at));
  return by;
}

/** What ranking and the sentences need to know of the people who have a time. */
export function gatherFacts(
  ask: store.Ask,
  pool: Pool,
  past: Past,
  people: readonly PoolPerson[],
  times: ReadonlyMap<string, Times>,
  now: EpochMs,
): PersonFacts[] {
  const requester = pool.people.get(ask.requesterId);
  const withPerson = past.people.get(ask.requesterId);
  const withTeam = past.teams.get(requester?.teamId ?? "");
  const requesterKnows = pool.knowledge.get(ask.requesterId);
  const named = new Set(ask.needs.map(({ personId }) => personId));
  const systems = ask.systems.map(({ id, name }) => ({
    id,
    name,
    ableCount: past.ableBySystem.get(id) ?? 0,
    requesterIsAble: isAble(requesterKnows?.get(id)),
  }));

  return people.map((person) => {
    const knowledge = pool.knowledge.get(person.id);
    return {
      person,
      id: person.id,
      isKnown: person.busy.known,
      isNamed: named.has(person.id),
      times: times.get(person.id) ?? [],
      systems: systems.map(({ id, name, ableCount, requesterIsAble }) => ({
        ...{ name, ableCount, requesterIsAble },
        knowledge: knowledge?.get(id),
      })),
      sameTeam: person.teamId !== null && person.teamId === requester?.teamId,
      teamsPairedAt: (person.teamId !== null && withTeam?.get(person.teamId)) || null,
      peoplePairedAt: withPerson?.get(person.id) ?? null,
      recentSessions: person.seats.filter(({ start }) => start <= now && start > now - LOAD_MS).length,
      maxPerWeek: person.maxPerWeek,
      lastBookedAt: person.lastBookedAt ?? null,
    };
  });
}
