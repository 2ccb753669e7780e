import { runCommand } from "./failure";

/** Collects what has to be stopped; the last started goes first. */
export class Stops {
  readonly #stops: (() => Promise<void>)[] = [];
  #stopping: Promise<void> | undefined;

  add(stop: () => Promise<void>): void {
    this.#stops.unshift(stop);
  }

  /** However often it is asked, everything is stopped once. */
  all(): Promise<void> {
    this.#stopping ??= this.#all();
    return this.#stopping;
  }

  async #all(): Promise<void> {
    for (const stop of this.#stops) await stop().catch((error) => console.error(String(error)));
  }
}

/** Ends in good order on a signal, and after a failure with exit code 1. */
export function runUntilStopped(run: (stops: Stops) => Promise<void>): Promise<void> {
  const stops = new Stops();
  let signalled = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (signalled) return;
      signalled = true;
      console.log("Stopping");
      void stops.all().then(() => process.exit(0));
    });
  }
  return runCommand(async () => {
    try {
      await run(stops);
    } catch (error) {
      if (signalled) return;
      await stops.all();
      throw error;
    }
  });
}
