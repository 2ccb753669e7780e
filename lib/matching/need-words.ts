import type { Db } from "@/lib/context";
import type { Need } from "./needs";
import { joined } from "./reasons";
import type { Ask } from "./store";
import * as store from "./store";

type Asked = Pick<Ask, "needs" | "systems">;
type Words = {
  /** Names of its teams. */
  teams: string[];
  /** The name of whoever is tried first, as long as they are here. */
  person: string | undefined;
};

/** For each need who is sought: `Platform ops`, `Backend or SRE`, `whoever can do Cassandra`, `Bo Larsen`. */
export async function needLabels(db: Db, ask: Asked): Promise<string[]> {
  return (await wordsOf(db, ask)).map(({ teams, person }) => {
    if (teams.length > 0) return either(teams);
    const able = ask.systems.length > 0 ? [`whoever can do ${systemsOf(ask)}`] : [];
    return either([...(person ? [person] : []), ...able]) || "somebody";
  });
}

/**
 * That nobody is known to be free for any of these needs, `when`: `Nobody of SRE is known to be free with you on ...`.
 * Of a need that nobody can fill any more, because whom it named has left or its team is gone, what helps.
 */
export async function nobodyWords(
  db: Db,
  ask: Asked,
  lacking: readonly Need[],
  when: string,
): Promise<string> {
  const each = (await wordsOf(db, { ...ask, needs: [...lacking] })).map(({ teams, person }) => {
    if (teams.length > 0) return `nobody of ${either(teams)}`;
    if (ask.systems.length > 0) return `nobody who can do ${systemsOf(ask)}`;
    return person && `nobody for the seat of ${person}`;
  });
  const known = each.filter((words) => words !== undefined);
  if (known.length < each.length)
    return "One seat is for nobody who is still here. Edit the request and choose a team for it.";
  const sentence = `${joined(known)} is known to be free with you ${when}.`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

async function wordsOf(db: Db, { needs }: Asked): Promise<Words[]> {
  const [teams, people] = await Promise.all([
    store.teamNames(db, store.teamIdsOf({ needs: [...needs] })),
    store.namesOf(
      db,
      needs.flatMap(({ personId }) => personId ?? []),
    ),
  ]);
  return needs.map(({ teamIds, personId }) => ({
    teams: teams.filter(({ id }) => teamIds.includes(id)).map(({ name }) => name),
    person: people.find(({ id }) => id === personId)?.name,
  }));
}

const systemsOf = ({ systems }: Asked): string => either(systems.map(({ name }) => name));

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
