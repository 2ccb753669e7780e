import type { Db } from "../context";
import { DomainError } from "../errors";
import type { EpochMs } from "../time/instant";
import { addDays, startOfDay } from "../time/zone";
import { FARTHEST_DAYS } from "./schema";
import * as store from "./store";

/** One seat: the teams whose people may take it, and who is tried first. */
export type AskedNeed = { teamIds: string[]; personId: string | null };

/** `needs` begins with the one that everybody has. */
export type Ask = { needs: AskedNeed[]; systemIds: string[] };

/** The same team or system named twice, or in capitals, is named once. */
export const folded = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => id.toLowerCase()))];

type FormNeed = { teamIds: readonly string[]; personId?: string | null | undefined };

/** What a form asks for, with ids as the database has them. */
export const needOf = ({ teamIds, personId }: FormNeed): AskedNeed => ({
  teamIds: folded(teamIds),
  personId: personId?.toLowerCase() ?? null,
});

/**
 * @throws {DomainError} `invalid` where a team, system or person is not there, none is named at all, or somebody is
 * named twice
 */
export async function refuseUnlessAsked(db: Db, { needs, systemIds }: Ask, actorId: string): Promise<void> {
  const [first, ...more] = needs;
  if (first?.teamIds.length === 0 && systemIds.length === 0 && first.personId === null)
    throw refusal("teamIds", "Choose at least one team or one system.");
  for (const [at, { teamIds, personId }] of more.entries())
    if (teamIds.length === 0 && personId === null)
      throw refusal(`more.${at}.teamIds`, "Choose a team, or take this person off again.");

  const known = await store.knownIds(
    db,
    needs.flatMap(({ teamIds }) => teamIds),
    systemIds,
    needs.flatMap(({ personId }) => personId ?? []),
  );
  for (const [at, { teamIds, personId }] of needs.entries()) {
    const field = (name: string) => (at === 0 ? name : `more.${at - 1}.${name}`);
    if (teamIds.some((id) => !known.teams.includes(id)))
      throw refusal(field("teamIds"), "One of these teams is not here any more.");
    if (personId === actorId) throw refusal(field("personId"), "You are in the session anyway.");
    if (personId !== null && !known.people.includes(personId))
      throw refusal(field("personId"), "This person is not here any more.");
    if (personId !== null && needs.findIndex((need) => need.personId === personId) < at)
      throw refusal(field("personId"), "This person is named twice. Choose somebody else.");
  }
  if (known.systems.length < systemIds.length)
    throw refusal("systemIds", "One of these systems is not here any more.");
}

/**
 * The end of `date` (`YYYY-MM-DD`) in `zone`: the first instant that is too late. What is past, the database's clock
 * decides; `today` is the date in `zone`.
 * @throws {DomainError} `invalid` for a day that is over or more than a year ahead
 */
export async function neededByEnd(db: Db, date: string, zone: string, today: string): Promise<EpochMs> {
  if (date > addDays(today, FARTHEST_DAYS))
    throw refusal("neededBy", "That is more than a year ahead. Choose an earlier day.");
  const end = startOfDay(addDays(date, 1), zone);
  if (!(await store.isAhead(db, end)))
    throw refusal("neededBy", "That day is over. Choose today or a later day.");
  return end;
}

const refusal = (field: string, sentence: string) =>
  new DomainError("invalid", sentence, { fields: { [field]: sentence } });
