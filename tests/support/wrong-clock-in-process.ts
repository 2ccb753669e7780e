/** Loaded before a process's own code: its clock is off by `CLOCK_OFF_MS`, as on a machine that nobody keeps in time. */
const offMs = Number(process.env.CLOCK_OFF_MS);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given: [] | [number]) {
    super(...((given.length === 0 ? [RealDate.now() + offMs] : given) as [number]));
  }
  static override now(): number {
    return RealDate.now() + offMs;
  }
} as DateConstructor;
