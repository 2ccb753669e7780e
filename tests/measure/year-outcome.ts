export type Outcome = {
  requests: number;
  /** Systems that one person alone can do when the year is over. */
  onlyOneCan: number;
  /** Pairs of teams that never sat together. */
  teamPairsNeverMet: number;
  /** Gini's coefficient of the sessions a person: 0 where all had as many. */
  gini: number;
  unmatched: number;
  /** From the request to the session, on average. */
  daysToSession: number;
  /** Sessions in which neither could do any of what they sat down for. */
  unaided: number;
};

/** Each number's mean, rounded to four digits. */
export function meanOf(outcomes: readonly Outcome[]): Outcome {
  const names = Object.keys(outcomes[0] ?? {}) as (keyof Outcome)[];
  return Object.fromEntries(
    names.map((name) => {
      const mean = outcomes.reduce((sum, outcome) => sum + outcome[name], 0) / outcomes.length;
      return [name, Number(mean.toPrecision(4))];
    }),
  ) as Outcome;
}

/** Mean difference of all pairs, over twice the mean. */
export function giniOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, count) => total + count, 0);
  const weighted = sorted.reduce((total, count, place) => total + (2 * place + 1 - sorted.length) * count, 0);
  return sum === 0 ? 0 : weighted / (sorted.length * sum);
}
