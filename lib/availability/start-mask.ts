import type { EpochMs } from "@/lib/time/instant";

/**
 * One bit for each moment of the grid at which a slot may start: bit `i & 31` of word `i >>> 5` is the start `i`.
 *
 * Bits stand for starts and not for stretches of time, so a slot's length need not be a multiple of the grid: its
 * length is taken into account where a range or a busy time is translated into starts. And since a slot suits two
 * people exactly when it suits each, what suits both is one `&` a word.
 */
export type StartMask = Int32Array;

/** The starts of slots of `lengthMs` within `[from, to)` on multiples of `gridMs` from the epoch, and masks of them. */
export class StartGrid {
  readonly #first: EpochMs;
  readonly #count: number;
  // Written in place and copied out when a person is done: cheaper than growing an array for each.
  readonly #found: EpochMs[] = [];

  constructor(
    from: EpochMs,
    to: EpochMs,
    readonly gridMs: number,
    readonly lengthMs: number,
  ) {
    // `+ 0` because rounding up just before the epoch gives -0.
    this.#first = Math.ceil(from / gridMs) * gridMs + 0;
    this.#count = Math.max(0, Math.floor((to - lengthMs - this.#first) / gridMs) + 1);
  }

  none(): StartMask {
    return new Int32Array((this.#count + 31) >>> 5);
  }

  all(): StartMask {
    const mask = this.none();
    set(mask, 0, this.#count);
    return mask;
  }

  /** The slots that lie within one of `ranges`: flat, `[start, end, start, end, ...]`, not touching one another. */
  within(ranges: readonly EpochMs[]): StartMask {
    const mask = this.none();
    for (let i = 0; i < ranges.length; i += 2) {
      const earliest = Math.ceil(((ranges[i] as number) - this.#first) / this.gridMs);
      const latest = Math.floor(((ranges[i + 1] as number) - this.lengthMs - this.#first) / this.gridMs);
      set(mask, Math.max(0, earliest), Math.min(this.#count, latest + 1));
    }
    return mask;
  }

  /**
   * Removes the slots that a busy time, widened by `paddingMs` on both sides, overlaps: those that start before its
   * end and less than a slot's length before its start. So busy times need no sorting and may overlap and repeat. An
   * empty one does not count, however wide the padding.
   */
  forbid(mask: StartMask, busy: readonly (readonly [EpochMs, EpochMs])[], paddingMs: number): void {
    const { gridMs } = this;
    const count = this.#count;
    const before = this.#first + paddingMs + this.lengthMs;
    const after = this.#first - paddingMs;
    for (let i = 0; i < busy.length; i++) {
      const pair = busy[i] as readonly [EpochMs, EpochMs];
      const start = pair[0];
      const end = pair[1];
      if (end <= start) continue;
      const firstHit = Math.max(0, Math.floor((start - before) / gridMs) + 1);
      const firstFree = Math.min(count, Math.ceil((end - after) / gridMs));
      clear(mask, firstHit, firstFree);
    }
  }

  /** Removes the starts in `[from, to)`. */
  clearBetween(mask: StartMask, from: EpochMs, to: EpochMs): void {
    const { gridMs } = this;
    const first = Math.max(0, Math.ceil((from - this.#first) / gridMs));
    clear(mask, first, Math.min(this.#count, Math.ceil((to - this.#first) / gridMs)));
  }

  /** The moment of a bit. */
  momentOf(bit: number): EpochMs {
    return this.#first + bit * this.gridMs;
  }

  /** The moments whose bits are set, ascending. */
  startsIn(mask: StartMask): EpochMs[] {
    const found = this.#found;
    const first = this.#first;
    const { gridMs } = this;
    let count = 0;
    for (let word = 0; word < mask.length; word++) {
      // Runs of ones instead of single bits: free time comes in stretches.
      for (let bits = mask[word] as number; bits !== 0; ) {
        const from = trailingZeros(bits);
        const to = from + trailingZeros(~(bits >>> from));
        for (let i = (word << 5) + from; i < (word << 5) + to; i++) found[count++] = first + i * gridMs;
        bits = to < 32 ? bits & (-1 << to) : 0;
      }
    }
    return found.slice(0, count);
  }
}

const trailingZeros = (bits: number): number => (bits === 0 ? 32 : 31 - Math.clz32(bits & -bits));

export const hasBit = (mask: StartMask, bit: number): boolean =>
  (((mask[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1;

export function setBit(mask: StartMask, bit: number): void {
  mask[bit >>> 5] = (mask[bit >>> 5] as number) | (1 << (bit & 31));
}

export function clearBit(mask: StartMask, bit: number): void {
  mask[bit >>> 5] = (mask[bit >>> 5] as number) & ~(1 << (bit & 31));
}

/** Calls `each` with every bit that is set, ascending. */
export function forEachBit(mask: StartMask, each: (bit: number) => void): void {
  for (let word = 0; word < mask.length; word++)
    for (let bits = mask[word] as number; bits !== 0; bits &= bits - 1)
      each((word << 5) + trailingZeros(bits));
}

export function countBits(mask: StartMask): number {
  let count = 0;
  for (let word = 0; word < mask.length; word++) {
    // Pairs, nibbles and bytes at once.
    let bits = mask[word] as number;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Adds the bits that `other` has. */
export function addAll(mask: StartMask, other: StartMask): void {
  for (let word = 0; word < mask.length; word++)
    mask[word] = (mask[word] as number) | (other[word] as number);
}

/** Keeps the bits that `other` has too. Returns whether any is left. */
export function keepCommon(mask: StartMask, other: StartMask): boolean {
  let left = 0;
  for (let word = 0; word < mask.length; word++) {
    const both = (mask[word] as number) & (other[word] as number);
    mask[word] = both;
    left |= both;
  }
  return left !== 0;
}

function set(mask: StartMask, from: number, to: number): void {
  if (from >= to) return;
  const firstWord = from >>> 5;
  const lastWord = (to - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((to - 1) & 31));
  if (firstWord === lastWord) {
    mask[firstWord] = (mask[firstWord] as number) | (head & tail);
    return;
  }
  mask[firstWord] = (mask[firstWord] as number) | head;
  for (let word = firstWord + 1; word < lastWord; word++) mask[word] = -1;
  mask[lastWord] = (mask[lastWord] as number) | tail;
}

function clear(mask: StartMask, from: number, to: number): void {
  if (from >= to) return;
  const firstWord = from >>> 5;
  const lastWord = (to - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((to - 1) & 31));
  if (firstWord === lastWord) {
    mask[firstWord] = (mask[firstWord] as number) & ~(head & tail);
    return;
  }
  mask[firstWord] = (mask[firstWord] as number) & ~head;
  for (let word = firstWord + 1; word < lastWord; word++) mask[word] = 0;
  mask[lastWord] = (mask[lastWord] as number) & ~tail;
}
