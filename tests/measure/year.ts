import { parseArgs } from "node:util";
import { type ReasonName, WEIGHTS } from "@/lib/matching/rank";
import { UsageError } from "@/tests/measure/usage-error";
import { onlyOneCan, yearCompany } from "@/tests/measure/year-company";
import { meanOf, type Outcome } from "@/tests/measure/year-outcome";
import { simulateYear } from "@/tests/measure/year-run";

const USAGE = "Use: year [--seed N] [--seeds N] [--people N] [--weeks N].";

const REASONS = Object.keys(WEIGHTS) as ReasonName[];

/**
 * `year [--seed 1] [--seeds 1] [--people 200] [--weeks 52]`: what a simulated year leaves behind when matches are
 * ranked with all reasons, and once without each. With `--seeds` the mean of that many companies, the seeds counted
 * up from the first. The same arguments give the same numbers on every machine.
 * @throws {UsageError} with one sentence on arguments that cannot be used.
 */
export async function measure(
  args: string[],
  print: (table: string) => unknown = (table) => process.stderr.write(table),
) {
  const { seed, seeds, people, weeks } = parse(args);
  const companies = Array.from({ length: seeds }, (_, k) => yearCompany(people, seed + k, weeks));
  const years = (left: ReasonName | null): Outcome =>
    meanOf(
      companies.map((company) => simulateYear(company, left === null ? WEIGHTS : { ...WEIGHTS, [left]: 0 })),
    );
  const all = years(null);
  const without = Object.fromEntries(REASONS.map((name) => [name, years(name)])) as Record<
    ReasonName,
    Outcome
  >;
  print(tableOf({ "all reasons": all, ...prefixed(without) }));
  const atFirst = { onlyOneCan: companies.reduce((sum, company) => sum + onlyOneCan(company), 0) / seeds };
  return { seed, seeds, people, weeks, weights: WEIGHTS, atFirst, all, without };
}

const prefixed = (without: Record<string, Outcome>) =>
  Object.fromEntries(Object.entries(without).map(([name, outcome]) => [`without ${name}`, outcome]));

const COLUMNS: Record<keyof Outcome, string> = {
  onlyOneCan: "only one can",
  teamPairsNeverMet: "teams never met",
  gini: "Gini",
  unmatched: "unmatched",
  daysToSession: "days to session",
  unaided: "nobody can",
  requests: "requests",
};

function tableOf(rows: Record<string, Outcome>): string {
  const names = Object.keys(COLUMNS) as (keyof Outcome)[];
  const line = (first: string, cells: readonly (string | number)[]) =>
    `${[first.padEnd(16), ...cells.map((cell) => String(cell).padStart(15))].join(" ")}\n`;
  return [
    line("", Object.values(COLUMNS)),
    ...Object.entries(rows).map(([title, outcome]) =>
      line(
        title,
        names.map((name) => outcome[name]),
      ),
    ),
  ].join("");
}

function parse(args: string[]) {
  const option = { type: "string" } as const;
  let values: Partial<Record<"seed" | "seeds" | "people" | "weeks", string>>;
  try {
    values = parseArgs({
      args,
      options: { seed: option, seeds: option, people: option, weeks: option },
    }).values;
  } catch {
    throw new UsageError(USAGE);
  }
  return {
    seed: wholeNumber(values.seed ?? "1", "--seed", 1, 1_000_000),
    seeds: wholeNumber(values.seeds ?? "1", "--seeds", 1, 100),
    people: wholeNumber(values.people ?? "200", "--people", 20, 2_000),
    weeks: wholeNumber(values.weeks ?? "52", "--weeks", 1, 260),
  };
}

function wholeNumber(text: string, name: string, min: number, max: number): number {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max))
    throw new UsageError(`${name} takes a whole number from ${min} to ${max}.`);
  return number;
}
