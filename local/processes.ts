import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure";

/**
 * Runs the command in a process group of its own and ends that group when standard input closes, which it does
 * however the parent dies: not even `kill -9` leaves a process behind. The first argument is the signal for it.
 */
const GUARD = `
signal=$1; shift
exec 3<&0
"$@" 3<&- </dev/null & child=$!
trap '' INT TERM HUP
( cat <&3 >/dev/null; kill -s "$signal" $child ) >/dev/null 2>&1 & watcher=$!
wait $child; code=$?
kill -s KILL $watcher 2>/dev/null
exit $code`;

const LINES_KEPT = 60;
const STOP_TIMEOUT_MS = 10_000;

export type Running = {
  readonly pid: number;
  /** The last lines it wrote, both streams, oldest first. */
  output(): string;
  /** Resolves with the exit code as soon as it ends, for whatever reason. */
  readonly ended: Promise<number>;
  hasEnded(): boolean;
  /** Asks the group to end, kills what does not, and resolves when nothing of it is left. */
  stop(): Promise<void>;
};

/** Next declares NODE_ENV as required, which no child needs. */
export type Environment = Record<string, string | undefined>;

export type StartOptions = {
  cwd?: string;
  env?: Environment;
  uid?: number | undefined;
  gid?: number | undefined;
  /** What ends it in good order; Postgres wants SIGINT. */
  signal?: "TERM" | "INT";
  /** How long `stop` waits before it kills. Default: ten seconds. */
  stopTimeoutMs?: number;
  /** Called for every line it writes. */
  onLine?: (line: string) => void;
};

/** Starts a long-lived child that ends with this process. */
export function startProcess(command: string, args: string[], options: StartOptions = {}): Running {
  const { signal = "TERM", onLine, env = process.env, stopTimeoutMs = STOP_TIMEOUT_MS, ...rest } = options;
  const spawnOptions: SpawnOptions = {
    ...rest,
    env: env as NodeJS.ProcessEnv,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  };
  const child = spawn("/bin/sh", ["-c", GUARD, "guard", signal, command, ...args], spawnOptions);
  const lines = keepLines(child, onLine);
  let over = false;
  const ended = new Promise<number>((resolve) => {
    const end = (code: number) => {
      over = true;
      resolve(code);
    };
    child.on("error", (error) => {
      lines.push(error.message);
      end(127);
    });
    child.on("close", (code) => end(code ?? 1));
  });
  child.stdin?.on("error", () => {});
  const pid = child.pid ?? 0;
  return {
    pid,
    output: () => lines.join("\n"),
    ended,
    hasEnded: () => over,
    stop: async () => {
      child.stdin?.end();
      await endGroup(pid, ended, stopTimeoutMs);
    },
  };
}

function keepLines(child: ChildProcess, onLine?: (line: string) => void): string[] {
  const kept: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        kept.push(line);
        if (kept.length > LINES_KEPT) kept.shift();
        onLine?.(line);
      }
    });
  }
  return kept;
}

async function endGroup(pid: number, ended: Promise<number>, timeoutMs: number): Promise<void> {
  if (pid === 0) return;
  const tooLong = setTimeout(() => signalGroup(pid, "SIGKILL"), timeoutMs);
  await ended;
  clearTimeout(tooLong);
  signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}

/**
 * Waits until `ready()` is true. Ends early when the process does.
 * @throws {Failure} with `name` and the reason, when it ended or the deadline passed.
 */
export async function waitUntilReady(
  name: string,
  running: Running,
  ready: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await ready())) {
    if (running.hasEnded()) throw new Failure(`${name} did not start: ${lastLine(running.output())}`);
    if (performance.now() > deadline) {
      throw new Failure(
        `${name} did not start within ${Math.round(timeoutMs / 1000)} s: ${lastLine(running.output())}`,
      );
    }
    await sleep(50);
  }
}

const lastLine = (text: string) => text.trim().split("\n").at(-1)?.trim() || "it said nothing.";

/** Whether something answers HTTP there, whatever the status. */
export async function answersHttp(url: string): Promise<boolean> {
  try {
    await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}

/** A port of the loopback interface that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Whether both loopback addresses are free: a server on either would answer for `localhost`. */
export async function portIsFree(port: number): Promise<boolean> {
  const free = (host: string) =>
    new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRNOTAVAIL"));
      server.listen({ port, host }, () => server.close(() => resolve(true)));
    });
  return (await free("127.0.0.1")) && (await free("::1")) && (await free("0.0.0.0"));
}
