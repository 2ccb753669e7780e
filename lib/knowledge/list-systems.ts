import type { Context } from "../context";
import { parse } from "../input";
import { ListSystems, RISKS, type SystemList, type SystemRow } from "./schema";
import * as store from "./store";
import { verdictFrom } from "./verdict";

/**
 * Every system, those that fewest people can do first. Notes of private sessions count only for those who sat there.
 */
export async function listSystems({ db, actor, now }: Context, input: unknown): Promise<SystemList> {
  const { risk } = parse(ListSystems, input);
  const systems = await store.allSystems(db, actor.personId, now);
  const all = systems.map(
    ({ able, one, ...system }): SystemRow => ({ ...system, verdict: verdictFrom(able, one) }),
  );
  const count = (one: (typeof RISKS)[number]) => all.filter(({ verdict }) => verdict.risk === one).length;
  return {
    risk,
    rows: all
      .filter(({ verdict }) => risk === undefined || verdict.risk === risk)
      // Sorting keeps the names' order among those at equal risk.
      .sort((a, b) => ableIn(a) - ableIn(b)),
    counts: { nobody: count("nobody"), only_one: count("only_one"), several: count("several") },
  };
}

const ableIn = ({ verdict }: SystemRow) =>
  verdict.risk === "several" ? verdict.people : RISKS.indexOf(verdict.risk);
