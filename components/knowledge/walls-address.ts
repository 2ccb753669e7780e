import type { WallsView } from "@/lib/knowledge/schema";

type Choice = {
  weeks: number;
  discipline: string | undefined;
  view: WallsView["view"];
  /** Teams' ids; `null` lets the page choose. */
  pair: { from: string; to: string } | null;
};

/** The query of a page of walls, with one choice changed. */
function wallsQuery(view: WallsView, change: Partial<Choice>): string {
  const {
    weeks,
    discipline,
    view: shown,
    pair,
  } = { weeks: view.weeks, discipline: view.discipline, view: view.view, pair: null, ...change };
  const query = new URLSearchParams();
  if (weeks !== 26) query.set("weeks", String(weeks));
  if (discipline) query.set("discipline", discipline);
  if (shown !== "picture") query.set("view", shown);
  if (pair) {
    query.set("from", pair.from);
    query.set("to", pair.to);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** The page with one choice changed; the pair that is looked at stays. */
export function wallsHref(view: WallsView, change: Partial<Choice>): string {
  const { chosen } = view;
  const pair = chosen && { from: chosen.there.from.id, to: chosen.there.to.id };
  return `/walls${wallsQuery(view, { pair, ...change })}`;
}

export const wallsFile = (view: WallsView): string => `/api/walls${wallsQuery(view, {})}`;
