import type { Range } from "./week";

export type Override = { readonly date: string; readonly hours: readonly Range[]; readonly reason: string };
export type Run = { readonly from: string; readonly to: string } & Pick<Override, "hours" | "reason">;

const DAY_MS = 86_400_000;

/** Dates that follow each other and say the same, as one: a fortnight off is one line. Given earliest first. */
export function runsOf(overrides: readonly Override[]): Run[] {
  const runs: Run[] = [];
  for (const { date, hours, reason } of overrides) {
    const last = runs.at(-1);
    const follows =
      last !== undefined &&
      Date.parse(date) - Date.parse(last.to) === DAY_MS &&
      last.reason === reason &&
      JSON.stringify(last.hours) === JSON.stringify(hours);
    if (follows) runs[runs.length - 1] = { ...last, to: date };
    else runs.push({ from: date, to: date, hours, reason });
  }
  return runs;
}
