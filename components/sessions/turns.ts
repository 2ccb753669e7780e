import { MINUTE_MS } from "@/lib/time/instant";

/** Whose turn it is to drive, and for how long: kept on this device. */
export type Turns = {
  readonly turnMin: number;
  /** The first turn is 0. */
  readonly turn: number;
  /** When the turn ends, epoch milliseconds; null while it stands still. */
  readonly endsAt: number | null;
  /** What is left of it while it stands still. */
  readonly leftMs: number;
  readonly isLoud: boolean;
};

export const TURN_LENGTHS_MIN = [5, 7, 10, 15, 25] as const;

export const notBegun = (turnMin: number, isLoud = false): Turns => ({
  ...{ turnMin, isLoud },
  ...{ turn: 0, endsAt: null, leftMs: turnMin * MINUTE_MS },
});

export const hasBegun = ({ turn, endsAt, leftMs, turnMin }: Turns): boolean =>
  turn > 0 || endsAt !== null || leftMs < turnMin * MINUTE_MS;

export const leftOf = ({ endsAt, leftMs }: Turns, now: number): number =>
  endsAt === null ? leftMs : Math.max(0, endsAt - now);

/** As it is at `now`: turns follow each other by themselves, also while nobody looked. */
export function atTime(turns: Turns, now: number): Turns {
  if (turns.endsAt === null || now < turns.endsAt) return turns;
  const turnMs = turns.turnMin * MINUTE_MS;
  const passed = Math.floor((now - turns.endsAt) / turnMs) + 1;
  return { ...turns, turn: turns.turn + passed, endsAt: turns.endsAt + passed * turnMs };
}

export const started = (turns: Turns, now: number): Turns => ({ ...turns, endsAt: now + turns.leftMs });

export const paused = (turns: Turns, now: number): Turns => ({
  ...turns,
  leftMs: leftOf(turns, now),
  endsAt: null,
});

/** The next turn, whole, and running where this one ran. */
export const swapped = (turns: Turns, now: number): Turns => {
  const leftMs = turns.turnMin * MINUTE_MS;
  return { ...turns, turn: turns.turn + 1, leftMs, endsAt: turns.endsAt === null ? null : now + leftMs };
};

/** `Bo drives, you navigate`: one after the other, in the order of their seats. Null: the reader. */
export function turnWords(names: readonly (string | null)[], turn: number): string {
  const [driver, navigator] = [0, 1].map((next) => names[(turn + next) % names.length] ?? null);
  const does = (name: string | null, verb: string) => (name === null ? `you ${verb}` : `${name} ${verb}s`);
  const words = `${does(driver ?? null, "drive")}, ${does(navigator ?? null, "navigate")}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function readTurns(key: string): Turns | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    const isWhole =
      [kept?.turnMin, kept?.turn, kept?.leftMs].every((n) => Number.isFinite(n) && n >= 0) &&
      kept.turnMin >= 1;
    return isWhole && (kept.endsAt === null || Number.isFinite(kept.endsAt)) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepTurns(key: string, turns: Turns): void {
  try {
    localStorage.setItem(key, JSON.stringify(turns));
  } catch {
    // A browser that keeps nothing has a timer until it is reloaded.
  }
}
