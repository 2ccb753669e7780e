import { existsSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure";

const FAST_SHUTDOWN_MS = 15_000;

/**
 * Ends the Postgres that a killed run left on this data folder. Its pid file may be stale, and the number long somebody
 * else's, so the process is only touched where it is known to work in the folder.
 */
export async function stopLeftover(dataDir: string): Promise<void> {
  const file = path.join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!worksIn(pid, dataDir)) {
    rmSync(file, { force: true });
    return;
  }
  kill(pid, "SIGINT");
  const deadline = performance.now() + FAST_SHUTDOWN_MS;
  while (worksIn(pid, dataDir)) {
    if (performance.now() > deadline) {
      throw new Failure(
        `The PostgreSQL of an earlier run does not end: stop process ${pid} and start again.`,
      );
    }
    await sleep(50);
  }
}

function worksIn(pid: number, dataDir: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1 || !kill(pid, 0)) return false;
  if (!existsSync("/proc/self/cwd")) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataDir;
  } catch {
    // Gone, or hidden from us: Postgres itself refuses a folder that is in use.
    return false;
  }
}

function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
