import { describeError, log } from "../log";

/**
 * On SIGTERM or SIGINT, once: all of `parts` end in good order at the same time, then `last`, then the process with
 * code 0, or 1 where something did not end as it should. A second signal ends it at once.
 */
export function stopOnSignal(parts: readonly (() => Promise<void>)[], last: () => Promise<void>): void {
  const stop = async () => {
    log().info("stopping");
    const ends = await Promise.allSettled(parts.map((part) => part()));
    ends.push(...(await Promise.allSettled([last()])));
    const failed = ends.filter((end) => end.status === "rejected");
    for (const { reason } of failed) log().error({ error: describeError(reason) }, "stopping");
    log().info("stopped");
    process.exit(failed.length === 0 ? 0 : 1);
  };
  let isStopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      void stop();
    });
  }
}
