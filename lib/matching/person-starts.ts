import { StartGrid, type StartMask } from "@/lib/availability/start-mask";
import { WorkingHours } from "@/lib/availability/working-ranges";
import { type EpochMs, MINUTE_MS } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { fullAmong, isoWeeks } from "./full-weeks";
import type { Pool, PoolPerson } from "./read-pool";
import { GRID_MS } from "./schema";

/**
 * When each person could start a session of one length, whoever else is in it: outside their busy times, seats and
 * notice. Since a start suits several people exactly when it suits each, a person's mask is made once, however many
 * requests ask about them, and what is common is one `&` a word.
 */
export class PersonStarts {
  readonly grid: StartGrid;
  readonly #hours: WorkingHours<StartMask>;
  readonly #free = new Map<PoolPerson, StartMask>();
  readonly #withinLimit = new Map<PoolPerson, StartMask>();
  readonly #weeks = new Map<string, Interval[]>();

  constructor(
    readonly now: EpochMs,
    readonly end: EpochMs,
    lengthMin: number,
  ) {
    this.grid = new StartGrid(now, end, GRID_MS, lengthMin * MINUTE_MS);
    this.#hours = new WorkingHours(now, end, (ranges) => this.grid.within(ranges));
  }

  /** @param ignoreLimit Keeps weeks in which the person has as many sessions as they take. */
  of(person: PoolPerson, ignoreLimit: boolean): StartMask {
    const free = this.#freeOf(person);
    if (ignoreLimit) return free;
    let mask = this.#withinLimit.get(person);
    if (!mask) {
      const full = fullAmong(person, () => this.#weeksIn(person.zone));
      mask = full.length === 0 ? free : free.slice();
      for (const { start, end } of full) this.grid.clearBetween(mask, start, end);
      this.#withinLimit.set(person, mask);
    }
    return mask;
  }

  #freeOf(person: PoolPerson): StartMask {
    let mask = this.#free.get(person);
    if (!mask) {
      const { grid, now } = this;
      mask = this.#hours.of(person).slice();
      const paddingMs = person.bufferMin * MINUTE_MS;
      if (person.busy.known) grid.forbid(mask, person.busy.busy, paddingMs);
      grid.forbid(
        mask,
        person.seats.map(({ start, end }) => [start, end] as const),
        paddingMs,
      );
      grid.clearBetween(mask, now, now + person.noticeMin * MINUTE_MS);
      this.#free.set(person, mask);
    }
    return mask;
  }

  #weeksIn(zone: string): Interval[] {
    let weeks = this.#weeks.get(zone);
    if (!weeks) {
      weeks = isoWeeks(zone, { start: this.now, end: this.end });
      this.#weeks.set(zone, weeks);
    }
    return weeks;
  }
}

const kept = new WeakMap<Pool, Map<string, PersonStarts>>();

/** For all questions about the same people and length: kept as long as what was read of them. */
export function personStarts(pool: Pool, now: EpochMs, end: EpochMs, lengthMin: number): PersonStarts {
  const until = Math.max(end, pool.until ?? end);
  const key = `${now} ${until} ${lengthMin}`;
  const ofPool = kept.get(pool) ?? new Map<string, PersonStarts>();
  kept.set(pool, ofPool);
  const starts = ofPool.get(key) ?? new PersonStarts(now, until, lengthMin);
  ofPool.set(key, starts);
  return starts;
}
