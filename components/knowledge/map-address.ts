import type { MapView } from "@/lib/knowledge/schema";

type Chosen = Pick<MapView, "sort"> & { teams: readonly { id: string }[]; quarter?: string };

/** The map's address with one choice changed. */
export function mapHref(view: MapView, change: Partial<Chosen>): string {
  const { teams, sort, quarter } = {
    teams: view.teams,
    sort: view.sort,
    quarter: view.quarters[view.since],
    ...change,
  };
  const query = new URLSearchParams(teams.map(({ id }) => ["team", id]));
  if (sort !== "risk") query.set("sort", sort);
  if (quarter) query.set("since", quarter);
  return `/map?${query}`;
}
