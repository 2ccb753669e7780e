import type { Context } from "../context";
import { DomainError, notFound } from "../errors";
import { parse } from "../input";
import { addDays } from "../time/zone";
import {
  FamiliaritiesInput,
  HoursInput,
  MatchingInput,
  OnePerson,
  OverrideDates,
  OverrideInput,
  ProfileInput,
} from "./schema";
import * as settings from "./settings-store";
import { personById, teamById } from "./store";

/** Who the actor is: name, team, zone. Times everywhere follow the zone. @throws {DomainError} `invalid` */
export async function saveProfile({ db, actor }: Context, input: unknown): Promise<void> {
  const profile = parse(ProfileInput, input);
  if (!(await teamById(db, profile.teamId))) {
    throw new DomainError("invalid", "There is no such team.", {
      fields: { teamId: "There is no such team." },
    });
  }
  await settings.updatePerson(db, actor.personId, profile);
}

/** The actor's weekly hours, all of them. @throws {DomainError} `invalid` */
export async function saveHours({ db, actor }: Context, input: unknown): Promise<void> {
  const { hours } = parse(HoursInput, input);
  await db.transaction((tx) => settings.replaceHours(tx, actor.personId, hours));
}

/** Other hours, or none, on the dates from `from` to `to`. @throws {DomainError} `invalid` */
export async function saveOverride({ db, actor }: Context, input: unknown): Promise<void> {
  const { from, to, hours, reason } = parse(OverrideInput, input);
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  await settings.saveOverrides(
    db,
    dates.map((date) => ({ personId: actor.personId, date, hours, reason })),
  );
}

/** Back to the weekly hours on that date, or on all up to and with `to`. @throws {DomainError} `invalid` */
export async function removeOverride({ db, actor }: Context, input: unknown): Promise<void> {
  const { date, to = date } = parse(OverrideDates, input);
  await settings.deleteOverrides(db, actor.personId, date, to);
}

/** Buffer, notice, weekly limit and pause. @throws {DomainError} `invalid` */
export async function saveMatching({ db, actor, now }: Context, input: unknown): Promise<void> {
  const { paused, ...limits } = parse(MatchingInput, input);
  const before = await personById(db, actor.personId);
  await settings.updatePerson(db, actor.personId, {
    ...limits,
    pausedAt: paused ? (before?.pausedAt ?? now) : null,
  });
}

/** What the actor says they can do, and want to learn. @throws {DomainError} `invalid` */
export async function saveFamiliarities({ db, actor }: Context, input: unknown): Promise<void> {
  const { familiarities } = parse(FamiliaritiesInput, input);
  const rows = await knownSystems(db, actor.personId, familiarities);
  await settings.saveFamiliarities(db, actor.personId, rows);
}

/** Of a system named twice the last word counts. @throws {DomainError} `invalid` for one that is not there */
export async function knownSystems<T extends { systemId: string }>(
  db: Context["db"],
  personId: string,
  familiarities: readonly T[],
): Promise<T[]> {
  const known = new Set((await settings.familiaritiesOf(db, personId)).map(({ systemId }) => systemId));
  const last = new Map(familiarities.map((row) => [row.systemId, row]));
  if ([...last.keys()].some((systemId) => !known.has(systemId))) {
    throw new DomainError("invalid", "One of these systems is no longer there.", {
      fields: { familiarities: "One of these systems is no longer there." },
    });
  }
  return [...last.values()];
}

/** Somebody the actor would rather not be matched with. Nobody else can see it. @throws {DomainError} `invalid`, `not_found` */
export async function avoidPerson({ db, actor }: Context, input: unknown): Promise<void> {
  const { personId } = parse(OnePerson, input);
  if (personId === actor.personId)
    throw new DomainError("invalid", "That is you.", { fields: { personId: "That is you." } });
  if (!(await personById(db, personId))) throw notFound("person");
  await settings.insertAvoidance(db, actor.personId, personId);
}

/** Takes somebody off that list. @throws {DomainError} `invalid` */
export async function stopAvoiding({ db, actor }: Context, input: unknown): Promise<void> {
  const { personId } = parse(OnePerson, input);
  await settings.deleteAvoidance(db, actor.personId, personId);
}
