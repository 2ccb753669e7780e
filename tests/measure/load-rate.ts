import type { Step } from "./load-run";

/** What a person takes for at once. */
export const P95_MS = 200;
/** Less than this share of what was asked for means that answers came later than questions. */
const KEPT_UP = 0.93;
const FIRST = 4;
const HIGHEST = 4_096;
/** Between what goes and what does not go, relative to what goes. */
const CLOSE = 0.1;

export const isGood = ({ ms, errors, asked, answered }: Step): boolean =>
  ms.p95 < P95_MS && Object.keys(errors).length === 0 && answered >= asked * KEPT_UP;

/**
 * The highest rate at which the answers are good: doubled until they are not, then halfway between. A step that fails is
 * asked once more, since the first of a process are slow and machines have other things to do.
 * @returns 0 where not even the first is
 */
export async function highestRate(play: (rate: number) => Promise<Step>): Promise<number> {
  const goes = async (rate: number) => isGood(await play(rate)) || isGood(await play(rate));
  let good = 0;
  let bad = FIRST;
  while (bad <= HIGHEST && (await goes(bad))) {
    good = bad;
    bad *= 2;
  }
  while (good > 0 && bad - good > good * CLOSE) {
    const middle = Math.round((good + bad) / 2);
    if (await goes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
