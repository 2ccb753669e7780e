import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { chmod } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@/db/client";
import { freePort, type Running, startProcess, waitUntilReady } from "@/local/processes";
import { makeSecrets } from "@/local/secrets";
import { Stops } from "@/local/until-stopped";
import { databaseUrl, throwAwayPostgres } from "@/tests/support/throw-away-postgres";
import { readDockerfile, type Stage, type Step } from "./dockerfile";
import { UsageError } from "./usage-error";

const START_MS = 60_000;
const STOP_MS = 25_000;
/** `nobody`: owns nothing here, so that to it every folder is read-only. */
const NOBODY = 65_534;
const SETTINGS = { AUTH_URL: "http://localhost:3000", ALLOWED_DOMAINS: "northlight.example" };

/**
 * `image`: does the Dockerfile's own steps without containers, each stage in an empty folder, then starts what came of
 * it as a person who may write nowhere but in a temporary folder, once as `web` and once as `worker` of compose.yaml on a
 * throw-away PostgreSQL. Sizes in MB, times in milliseconds. Packages are linked from here instead of fetched again.
 * @throws {Error} where a step fails or the image does not do its work
 */
export async function measure(args: string[]) {
  if (args.length > 0) throw new UsageError("Use: image.");
  const stops = new Stops();
  try {
    const root = mkdtempSync(path.join(os.tmpdir(), "deskside-image-"));
    await chmod(root, 0o755);
    stops.add(async () => rmSync(root, { recursive: true, force: true }));
    const stages = readDockerfile();
    const started = performance.now();
    for (const stage of stages) await make(root, stages, stage);
    const buildMs = Math.round(performance.now() - started);
    const image = stages.at(-1) as Stage;
    const folder = folderOf(root, image, image.workdir);
    const server = await throwAwayPostgres();
    stops.add(server.stop);
    const url = databaseUrl(server.url, server.template);
    // Whoever starts the image may not be able to enter where the packages lie.
    cpSync(process.execPath, path.join(root, "bin", "node"));
    const place = { image, folder, bin: path.join(root, "bin") };
    const refused = refusesBadConfiguration(place);
    const settings = { ...makeSecrets(), DATABASE_URL: url, ...SETTINGS };
    const web = await start(place, { ...settings, WORKER: "off" }, stops);
    const worker = await start(place, { ...settings, WORKER: "inline" }, stops);
    const jobsDone = await waitForJob(url);
    return {
      ...{ buildMs, imageMb: Math.round(sizeOf(folder) / 1e6), user: image.user, refused, jobsDone },
      web: await end(web),
      worker: await end(worker),
    };
  } finally {
    await stops.all();
  }
}

const folderOf = (root: string, { name }: Stage, inside: string) => path.join(root, name || "image", inside);

async function make(root: string, stages: readonly Stage[], stage: Stage): Promise<void> {
  const workdir = folderOf(root, stage, stage.workdir);
  mkdirSync(workdir, { recursive: true });
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const step of stage.steps) {
    if (step.kind === "ENV") Object.assign(env, step.values);
    else if (step.kind === "RUN") await runStep(step.command, workdir, env);
    else copy(root, stages, step, workdir);
  }
}

/** Everything in the folder but what .dockerignore keeps out; a stage's files otherwise. */
function copy(root: string, stages: readonly Stage[], step: Step & { kind: "COPY" }, workdir: string): void {
  const from = stages.find(({ name }) => name === step.from);
  if (step.from && !from) throw new Error(`There is no stage "${step.from}".`);
  const target = path.resolve(workdir, step.to);
  for (const source of step.sources) {
    const file = from ? folderOf(root, from, source) : path.resolve(source);
    const isFolder = statSync(file).isDirectory();
    const filter = (each: string) => from !== undefined || !isIgnored(path.relative(".", each));
    cpSync(file, isFolder ? target : path.join(target, path.basename(file)), {
      ...{ recursive: true, verbatimSymlinks: true, filter },
    });
  }
}

const ignored = () =>
  readFileSync(".dockerignore", "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => new RegExp(`^${line.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}(/|$)`));

const isIgnored = (file: string): boolean => ignored().some((pattern) => pattern.test(file));

async function runStep(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const linked = command.startsWith("npm ci ") ? `cp -al ${path.resolve("node_modules")} .` : command;
  process.stderr.write(`${linked}\n`);
  const child = spawn("/bin/sh", ["-c", linked], { cwd, env, stdio: ["ignore", 2, 2] });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`This step of the Dockerfile failed: ${command}`);
}

type Place = { readonly image: Stage; readonly folder: string; readonly bin: string };
type Started = { running: Running; upMs: number };

/** What a container has, and nothing of this process's own. */
const environmentOf = ({ image, bin }: Place, given: Record<string, string>, temporary: string) => ({
  ...{ PATH: `${bin}:/usr/bin:/bin`, HOME: temporary, TMPDIR: temporary, TZ: "UTC" },
  ...Object.assign({}, ...image.steps.map((step) => (step.kind === "ENV" ? step.values : {}))),
  ...given,
});

const asNobody = () => (process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {});

async function start(place: Place, given: Record<string, string>, stops: Stops): Promise<Started> {
  const temporary = mkdtempSync(path.join(os.tmpdir(), "deskside-image-tmp-"));
  await chmod(temporary, 0o777);
  stops.add(async () => rmSync(temporary, { recursive: true, force: true }));
  const port = await freePort();
  const env = environmentOf(place, { ...given, PORT: String(port) }, temporary);
  const [command = "", ...rest] = place.image.command;
  const started = performance.now();
  const options = { cwd: place.folder, env, ...asNobody(), stopTimeoutMs: STOP_MS };
  const running = startProcess(command, rest, options);
  stops.add(running.stop);
  const [check = "", ...checkArgs] = place.image.healthCommand;
  const isHealthy = async () => spawnSync(check, checkArgs, { env, ...asNobody() }).status === 0;
  await waitUntilReady("The image", running, isHealthy, START_MS);
  const upMs = Math.round(performance.now() - started);
  const answers = await Promise.all(
    ["/api/ready", "/sign-in", "/icon.svg"].map((at) => fetch(`http://127.0.0.1:${port}${at}`)),
  );
  const wrong = answers.filter(({ ok }) => !ok).map(({ url, status }) => `${url} ${status}`);
  const page = await (answers[1] as Response).text();
  const script = /"(\/_next\/static\/[^"]+\.js)"/.exec(page)?.[1];
  if (!script || !(await fetch(`http://127.0.0.1:${port}${script}`)).ok) wrong.push("scripts");
  if (wrong.length > 0) throw new Error(`The image does not answer: ${wrong.join(", ")}.`);
  return { running, upMs };
}

/** In good order on SIGTERM, having written nothing but temporary files. */
async function end({ running, upMs }: Started) {
  const memoryMb = memoryOf(running.pid);
  const started = performance.now();
  await running.stop();
  const code = await running.ended;
  if (code !== 0) throw new Error(`The image ended with code ${code}: ${running.output()}`);
  const complaints = running.output().match(/EROFS|EACCES|EPERM/g);
  if (complaints) throw new Error(`The image wants to write: ${running.output()}`);
  return { upMs, memoryMb, stopMs: Math.round(performance.now() - started) };
}

/** Resident, of the group's largest process; 0 where the system does not tell. */
function memoryOf(group: number): number {
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-g", String(group)], { encoding: "utf8" });
  return Math.round(Math.max(0, ...(stdout ?? "").split("\n").map(Number)) / 1_000);
}

/** Ends before it opens a port, naming what is wrong. */
function refusesBadConfiguration(place: Place): string {
  const [command = "", ...rest] = place.image.command;
  const env = environmentOf(place, { AUTH_URL: "nowhere" }, os.tmpdir());
  const { status, stderr } = spawnSync(command, rest, {
    cwd: place.folder,
    env,
    ...asNobody(),
    encoding: "utf8",
  });
  if (status !== 1 || !stderr.includes("DATABASE_URL is missing") || !stderr.includes("AUTH_URL is not"))
    throw new Error(`Bad configuration ended with ${status}: ${stderr}`);
  return stderr.split("\n", 1)[0] ?? "";
}

/** The worker does what it queues for itself at its start. @returns how many jobs are done */
async function waitForJob(url: string): Promise<number> {
  const { client: sql, close } = connect(url, { max: 1 });
  try {
    for (const deadline = performance.now() + START_MS; performance.now() < deadline; await sleep(200)) {
      const [row] = await sql<{ done: number }[]>`
        select count(*)::int as done from pgboss.job where state = 'completed'`;
      if (row && row.done > 0) return row.done;
    }
    throw new Error("The worker of the image does no jobs.");
  } finally {
    await close();
  }
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
