import type { Db } from "@/lib/context";
import type { Ask } from "./store";
import * as store from "./store";

/** For each need who is sought: `Platform ops`, `Backend or SRE`, `whoever can do Cassandra`. */
export async function needLabels(db: Db, ask: Pick<Ask, "needs" | "systems">): Promise<string[]> {
  const teams = await store.teamNames(db, store.teamIdsOf(ask));
  return ask.needs.map(({ teamIds }) => {
    const names = teams.filter(({ id }) => teamIds.includes(id)).map(({ name }) => name);
    if (names.length > 0) return either(names);
    return ask.systems.length > 0
      ? `whoever can do ${either(ask.systems.map(({ name }) => name))}`
      : "somebody";
  });
}

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
