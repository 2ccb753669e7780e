import { addAll, countBits, forEachBit, type StartGrid, type StartMask } from "@/lib/availability/start-mask";
import type { EpochMs } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";

/** Starts, ascending, kept as the mask they were found as: 1,500 people's are a few pages of memory and not a million numbers. */
export class Starts {
  #length: number | undefined;

  constructor(
    readonly grid: StartGrid,
    readonly mask: StartMask,
  ) {}

  get length(): number {
    this.#length ??= countBits(this.mask);
    return this.#length;
  }

  at(index: number): EpochMs | undefined {
    if (index !== 0) return this.toArray().at(index);
    const word = this.mask.findIndex((bits) => bits !== 0);
    if (word < 0) return undefined;
    const bits = this.mask[word] as number;
    return this.grid.momentOf(word * 32 + 31 - Math.clz32(bits & -bits));
  }

  within({ start, end }: Interval): EpochMs[] {
    return this.toArray().filter((at) => at >= start && at < end);
  }

  toArray(): EpochMs[] {
    const all: EpochMs[] = [];
    forEachBit(this.mask, (bit) => all.push(this.grid.momentOf(bit)));
    return all;
  }
}

/** The starts that at least one of them has; undefined of none. All are on one grid. */
export function anyOf(all: readonly Starts[]): Starts | undefined {
  const [first] = all;
  if (!first) return undefined;
  const mask = first.grid.none();
  for (const one of all) addAll(mask, one.mask);
  return new Starts(first.grid, mask);
}
