import type { Db } from "@/lib/context";
import type { EpochMs } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { isAskedFor, isSeated } from "./common-times";
import { type Groups, isKnownGroup } from "./group-times";
import { needLabels } from "./need-words";
import type { Pool, PoolPerson } from "./read-pool";
import { joined } from "./reasons";
import { GRID_MS, type GroupView } from "./schema";
import type { Ask } from "./store";

/** Whether one of the seats that are still free is for this person. */
export const isOpenTo = (pool: Pool, ask: Ask, person: PoolPerson): boolean =>
  !isSeated(ask, person) && isAskedFor(pool, ask, person);

/** What the request page is told of groups in the week shown. `groups`: null for whoever offers. */
export async function groupView(
  db: Db,
  ask: Ask,
  pool: Pool,
  groups: Groups | null,
  shown: Interval,
  viewer: PoolPerson,
  offers: boolean,
  isListed: (id: string) => boolean,
): Promise<GroupView> {
  const labels = await needLabels(db, ask);
  const inWeek = groups ? groupsWithin(groups, shown) : [];
  return {
    needs: ask.needs.map(({ id }, at) => ({
      id,
      label: labels[at] ?? "",
      people: (groups?.byNeed[at] ?? []).filter(isListed),
    })),
    // Whoever could join is told that time, and not with whom: the session may be private.
    seated: offers ? [] : ask.seated.flatMap(({ personId }) => pool.people.get(personId)?.name ?? []),
    runs: runsOfGroups(inWeek.map(([start, { ids }]) => [start, ids])),
    best: (groups && bestStart(groups)) ?? null,
    refused: offers ? refusalWords(pool, ask, viewer, labels) : null,
  };
}

const knownMeetings = ({ groups }: Groups) => [...groups].filter(([, group]) => isKnownGroup(group));

const groupsWithin = (groups: Groups, shown: Interval) =>
  knownMeetings(groups).filter(([start]) => start >= shown.start && start < shown.end);

/** As many of a need's best people are told as a page has room for, whatever the other needs'. */
const MOST_FOR_NEED = 20;

/** Whom a page has to be told of: the best for each need, and who is in a group of the week shown. */
export const neededIn = (groups: Groups, shown: Interval): Set<string> =>
  new Set([
    ...groups.byNeed.flatMap((ids) => ids.slice(0, MOST_FOR_NEED)),
    ...groupsWithin(groups, shown).flatMap(([, { ids }]) => ids),
  ]);

/** The first start of the best of all groups of people whose calendars are known. */
export function bestStart(groups: Groups): EpochMs | undefined {
  const [best] = knownMeetings(groups).sort(([a, one], [b, other]) => other.worth - one.worth || a - b);
  return best?.[0];
}

/** The same group at starts that follow one another is written once. */
function runsOfGroups(groups: readonly (readonly [EpochMs, readonly string[]])[]): GroupView["runs"] {
  const runs: GroupView["runs"] = [];
  for (const [start, ids] of groups) {
    const last = runs.at(-1);
    if (last && last[0] + last[1] * GRID_MS === start && last[2].join() === ids.join()) last[1]++;
    else runs.push([start, 1, [...ids]]);
  }
  return runs;
}

/** Why somebody who offers has no seat to take; null where they have. */
function refusalWords(pool: Pool, ask: Ask, viewer: PoolPerson, labels: readonly string[]): string | null {
  if (isSeated(ask, viewer)) return "You have a seat in this already.";
  return isOpenTo(pool, ask, viewer)
    ? null
    : `This still looks for ${joined(labels)}, and you are not among them.`;
}

/** A person's times as the lane that is drawn of them: no more of their calendar than that is told. */
export function laneOfStarts(times: readonly EpochMs[], lengthMs: number): [EpochMs, EpochMs][] {
  const lane: [EpochMs, EpochMs][] = [];
  for (const start of times) {
    const last = lane.at(-1);
    if (last && start <= last[1]) last[1] = start + lengthMs;
    else lane.push([start, start + lengthMs]);
  }
  return lane;
}
