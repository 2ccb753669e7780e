import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure";

const STOP_TIMEOUT_MS = 20_000;

/**
 * Two processes cannot share one data folder: the one that was started before is stopped, whether it is still at work
 * or was left over when the command above it was killed.
 * @returns its process id, or null if there was none
 */
export async function takeOver(folder: string): Promise<number | null> {
  const file = path.join(folder, "pids.json");
  const before = read(file);
  if (before !== null) await stop(before);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) }));
  process.once("exit", () => rmSync(file, { force: true }));
  return before;
}

function read(file: string): number | null {
  if (!existsSync(file)) return null;
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(file, "utf8"));
    // The number may belong to somebody else by now; a process that started at the same tick does not.
    return Number.isInteger(pid) && pid !== process.pid && startOf(pid) === startedAt && isAlive(pid)
      ? pid
      : null;
  } catch {
    return null; // cut short while it was written
  }
}

async function stop(pid: number): Promise<void> {
  signal(pid, "SIGTERM");
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (performance.now() > deadline) {
      signal(pid, "SIGKILL");
      throw new Failure(`An earlier run (process ${pid}) had to be killed: start again.`);
    }
    await sleep(100);
  }
}

/** Field 22 of `/proc/<pid>/stat`: clock ticks since boot. Null where there is no such folder. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    // A zombie has ended; only its parent has not looked yet.
    if (existsSync(`/proc/${pid}/stat`) && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8")))
      return false;
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}
