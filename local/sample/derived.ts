import { createHash } from "node:crypto";

/** The same id for the same words, in the form of a random UUID. */
export function idOf(...words: string[]): string {
  const hex = createHash("sha256").update(words.join("\n")).digest("hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

export type Dice = {
  /** A whole number, `from` and `to` included. */
  between(from: number, to: number): number;
  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
};

/** Numbers that look random and are the same for the same words on every machine (mulberry32). */
export function diceOf(...words: string[]): Dice {
  let state = createHash("sha256").update(words.join("\n")).digest().readUInt32LE(0);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    chance: (percent) => next() * 100 < percent,
    pick: <T>(from: readonly T[]) => from[between(0, from.length - 1)] as T,
  };
}
