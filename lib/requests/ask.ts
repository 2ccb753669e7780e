import type { Db } from "../context";
import { DomainError } from "../errors";
import type { EpochMs } from "../time/instant";
import { addDays, startOfDay } from "../time/zone";
import * as store from "./store";

export type Ask = { teamIds: string[]; systemIds: string[] };

/** The same team or system named twice, or in capitals, is named once. */
export const folded = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => id.toLowerCase()))];

/** @throws {DomainError} `invalid` where a team or system is not there, or none is named at all */
export async function refuseUnlessAsked(db: Db, { teamIds, systemIds }: Ask): Promise<void> {
  if (teamIds.length + systemIds.length === 0)
    throw refusal("teamIds", "Choose at least one team or one system.");
  const known = await store.knownIds(db, teamIds, systemIds);
  if (known.teams < teamIds.length) throw refusal("teamIds", "One of these teams is not here any more.");
  if (known.systems < systemIds.length)
    throw refusal("systemIds", "One of these systems is not here any more.");
}

const MOST_DAYS_AHEAD = 366;

/**
 * The end of `date` (`YYYY-MM-DD`) in `zone`: the first instant that is too late. What is past, the database's clock
 * decides; `today` is the date in `zone`.
 * @throws {DomainError} `invalid` for a day that is over or more than a year ahead
 */
export async function neededByEnd(db: Db, date: string, zone: string, today: string): Promise<EpochMs> {
  if (date > addDays(today, MOST_DAYS_AHEAD))
    throw refusal("neededBy", "That is more than a year ahead. Choose an earlier day.");
  const end = startOfDay(addDays(date, 1), zone);
  if (!(await store.isAhead(db, end)))
    throw refusal("neededBy", "That day is over. Choose today or a later day.");
  return end;
}

const refusal = (field: string, sentence: string) =>
  new DomainError("invalid", sentence, { fields: { [field]: sentence } });
