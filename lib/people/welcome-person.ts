import type { Context } from "../context";
import { DomainError } from "../errors";
import { parse } from "../input";
import { knownSystems } from "./save-settings";
import { Welcome } from "./schema";
import { replaceHours, saveFamiliarities, updatePerson } from "./settings-store";
import { teamById } from "./store";

/**
 * The first page: team, zone, working hours, systems and how well. Can be filled in again; it says the same.
 * @throws {DomainError} `invalid`
 */
export async function welcomePerson({ db, actor, now }: Context, input: unknown): Promise<void> {
  const { teamId, zone, hours, familiarities } = parse(Welcome, input);
  if (!(await teamById(db, teamId))) {
    throw new DomainError("invalid", "There is no such team.", {
      fields: { teamId: "There is no such team." },
    });
  }
  const rows = await knownSystems(db, actor.personId, familiarities);
  await db.transaction(async (tx) => {
    await updatePerson(tx, actor.personId, { teamId, zone, onboardedAt: now });
    await replaceHours(tx, actor.personId, hours);
    await saveFamiliarities(tx, actor.personId, rows);
  });
}
