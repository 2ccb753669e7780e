import type { Context } from "../context";
import { parse } from "../input";
import { folded } from "./ask";
import { CountHelpers, type HelperCount } from "./schema";
import { helpersFor } from "./store";

/**
 * How many people could take the seat of a request like this: members of the teams, and whoever can do or teach one of
 * the systems; without the actor and without those who pause. Calendars are not looked at.
 * @throws {DomainError} `invalid`
 */
export async function countHelpers({ db, actor }: Context, input: unknown): Promise<HelperCount> {
  const { teamIds, systemIds } = parse(CountHelpers, input);
  const found = await helpersFor(
    db,
    { teamIds: folded(teamIds), systemIds: folded(systemIds) },
    actor.personId,
  );
  const only = found.people === 1 && found.name !== null ? { only: found.name } : {};
  return { people: found.people, canTeach: found.canTeach, ...only };
}
