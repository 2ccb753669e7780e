import type { Context } from "../context";
import type { SystemRef, TeamRef } from "./schema";
import { allSystems, allTeams } from "./store";

/** The teams and systems that a request can name. */
export async function listChoices({ db }: Context): Promise<{ teams: TeamRef[]; systems: SystemRef[] }> {
  const [teams, systems] = await Promise.all([allTeams(db), allSystems(db)]);
  return { teams, systems };
}
