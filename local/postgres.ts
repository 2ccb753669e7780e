import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { Failure } from "./failure";
import { type Binaries, findBinaries } from "./postgres-binaries";
import { stopLeftover } from "./postgres-leftover";
import { type Account, postgresAccount, reachableBinaries, reachableData } from "./postgres-place";
import { freePort, type Running, startProcess } from "./processes";

export type Postgres = {
  readonly url: string;
  /** Resolves with one sentence if it ends without having been asked to. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
};

/** Crashes lose data and that is fine: these are for databases nobody needs tomorrow. */
const THROW_AWAY = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
];

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  "timezone=UTC",
  "log_timezone=UTC",
];

const START_TIMEOUT_MS = 60_000; // after a crash it replays its log first
const TRIES = 3;
const NOT_STARTED = "PostgreSQL could not start";

/**
 * A private PostgreSQL on the loopback interface, as root or not, which ends with this process. What a killed run left
 * (a pid file, a process, half a folder) is cleared away first.
 * @param options.dataDir Made on the first start. Kept by `stop`.
 * @param options.port Default: a free one.
 * @param options.durable False only for throw-away data: it is lost when the machine stops.
 * @throws {Failure} in one sentence: no binaries, no disk, the port taken, data of another version.
 */
export async function startPostgres(options: {
  dataDir: string;
  port?: number;
  durable: boolean;
  /** Default: those that came with the packages, otherwise the system's newest. */
  binaries?: Binaries;
}): Promise<Postgres> {
  const asked = path.resolve(options.dataDir);
  const account = postgresAccount(asked);
  const binaries = reachableBinaries(options.binaries ?? findBinaries(), account);
  const dataDir = reachableData(asked, account);
  if (existsSync(dataDir)) await stopLeftover(realpathSync(dataDir));
  if (!existsSync(path.join(dataDir, "PG_VERSION"))) createCluster(binaries, dataDir, account);
  const password = readFileSync(path.join(dataDir, "deskside.password"), "utf8");

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const running = spawnPostgres(binaries, dataDir, account, port, options.durable);
    const problem = await problemOf(running, port);
    if (!problem) {
      return {
        url: `postgres://deskside:${password}@127.0.0.1:${port}/postgres`,
        died: running.ended.then(() => sentenceFrom("PostgreSQL ended", running.output())),
        stop: running.stop,
      };
    }
    await running.stop();
    const retry = problem.portTaken && options.port === undefined && attempt < TRIES;
    if (!retry) throw new Failure(problem.sentence);
  }
}

/** Renamed into place when it is whole, so that a start cut short leaves no half of it. */
function createCluster(binaries: Binaries, dataDir: string, account: Account): void {
  const unfinished = `${dataDir}.unfinished`;
  const passwordFile = path.join(unfinished, "deskside.password");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  // initdb wants an empty folder, and the password file must not be readable by others.
  const cluster = path.join(unfinished, "cluster");
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(18).toString("base64url"), { mode: 0o600 });
  give(account, unfinished, cluster, passwordFile);
  const locale = majorOf(binaries) >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [];
  const result = spawnSync(
    path.join(binaries.bin, "initdb"),
    [
      "-D",
      cluster,
      "-U",
      "deskside",
      "-A",
      "scram-sha-256",
      "--pwfile",
      passwordFile,
      "-E",
      "UTF8",
      "--locale=C",
      ...locale,
      "--no-sync",
      "--no-instructions",
    ],
    { ...account, cwd: unfinished, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
  );
  if (result.status !== 0)
    throw new Failure(sentenceFrom(NOT_STARTED, `${result.stdout}\n${result.stderr}\n${result.error ?? ""}`));
  renameSync(passwordFile, path.join(cluster, "deskside.password"));
  renameSync(cluster, dataDir);
  rmSync(unfinished, { recursive: true, force: true });
}

function give({ uid, gid }: Account, ...files: string[]): void {
  if (uid === undefined || gid === undefined) return;
  for (const file of files) chownSync(file, uid, gid);
}

function majorOf(binaries: Binaries): number {
  const { stdout } = spawnSync(path.join(binaries.bin, "postgres"), ["--version"], { encoding: "utf8" });
  return Number(/\) (\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

function spawnPostgres(
  binaries: Binaries,
  dataDir: string,
  account: Account,
  port: number,
  durable: boolean,
): Running {
  const settings = [...SETTINGS, `port=${port}`, ...(durable ? [] : THROW_AWAY)].flatMap((setting) => [
    "-c",
    setting,
  ]);
  return startProcess(path.join(binaries.bin, "postgres"), ["-D", dataDir, ...settings], {
    ...account,
    cwd: "/",
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    signal: "INT",
  });
}

/** Null once it accepts connections. */
async function problemOf(
  running: Running,
  port: number,
): Promise<{ sentence: string; portTaken: boolean } | null> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!running.output().includes("database system is ready to accept connections")) {
    if (running.hasEnded()) {
      const portTaken = /could not bind|could not create any TCP/.test(running.output());
      return { portTaken, sentence: sentenceFrom(NOT_STARTED, running.output(), port) };
    }
    if (performance.now() > deadline)
      return { portTaken: false, sentence: "PostgreSQL did not start within 60 s." };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return null;
}

function sentenceFrom(what: string, output: string, port?: number): string {
  if (/No space left on device|Check free disk space|wrote only \d+ of/.test(output))
    return `${what}: there is no space left on the disk.`;
  if (/could not bind|could not create any TCP/.test(output)) return `${what}: port ${port} is in use.`;
  if (/database files are incompatible/.test(output)) {
    return "The data was made by another version of PostgreSQL: npm run demo -- --fresh starts over.";
  }
  const lines = output.trim().split("\n");
  const told = lines.findLast((line) => /FATAL|PANIC|error:|Error:/.test(line)) ?? lines.at(-1) ?? "";
  return `${what}: ${told.replace(/^.*?(FATAL|PANIC|error|Error):\s*/, "").trim() || "it gave no reason"}.`;
}
