// Runs local/<command>.ts on the pinned Node, installing the packages first where they are missing or stale.
// It runs on whatever Node the machine has and imports nothing that has to be installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const modules = path.join(root, "node_modules");
const pinnedNode = path.join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** Written by npm as the last act of an installation: absent while one is under way or was cut short. */
const installedLock = path.join(modules, ".package-lock.json");

const [command, ...args] = process.argv.slice(2);

// `measure` promises one JSON object on standard output and nothing else.
const say = (line) => (command === "measure" ? process.stderr : process.stdout).write(`${line}\n`);

function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** What is installed is what the lockfile says, down to every folder: a removal may have been cut short too. */
function isInstalled() {
  if (!existsSync(pinnedNode) || !existsSync(installedLock)) return false;
  try {
    const installed = packagesOf(installedLock);
    return Object.entries(packagesOf(path.join(root, "package-lock.json"))).every(([place, wanted]) => {
      if (place === "") return true;
      const found = installed[place];
      if (!found) return wanted.optional === true;
      return found.version === wanted.version && existsSync(path.join(root, place, "package.json"));
    });
  } catch {
    return false;
  }
}

/** `npm run` puts node_modules/.bin first, where the very node lies that `npm ci` is about to remove. */
function hostEnvironment() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const host = folders.filter((folder) => !folder.endsWith(path.join("node_modules", ".bin")));
  return { ...process.env, PATH: host.join(path.delimiter) };
}

const FAILURES = [
  [/ENOSPC/, "there is no space left on the disk"],
  [/EACCES|EPERM/, "this folder cannot be written by the person who runs it"],
  [/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/, "the package registry cannot be reached"],
];

function install() {
  const started = performance.now();
  rmSync(installedLock, { force: true });
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const npmArgs = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const result = spawnSync(npm, npmArgs, {
    cwd: root,
    encoding: "utf8",
    env: hostEnvironment(),
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (result.error?.code === "ENOENT") giveUp("The command npm was not found: install Node.js with npm.");
  if (result.signal) process.exit(1);
  if (result.status !== 0 || !isInstalled()) giveUp(installFailure(`${result.stdout}\n${result.stderr}`));
  say(`Packages installed (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

function installFailure(output) {
  const log = path.join(root, ".data", "install.log");
  try {
    mkdirSync(path.dirname(log), { recursive: true });
    writeFileSync(log, output);
  } catch {
    // A full disk is one of the reasons for being here.
  }
  const known = FAILURES.find(([pattern]) => pattern.test(output))?.[1];
  const first = /npm (?:error|ERR!) (?!code |errno |syscall )(.+)/.exec(output)?.[1];
  return `The packages could not be installed: ${known ?? first ?? "npm ci stopped without a reason"}.`;
}

function run() {
  const script = path.join(root, "local", `${command}.ts`);
  const child = spawn(pinnedNode, ["--import", "tsx", script, ...args], { cwd: root, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => giveUp(`The pinned Node could not be started: ${error.message}.`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)));
}

if (!/^[a-z]+$/.test(command ?? "") || !existsSync(path.join(root, "local", `${command}.ts`))) {
  giveUp("Usage: node local/run.mjs <demo|dev|test|check|measure> [arguments]");
}
if (Number(process.versions.node.split(".")[0]) < 20) {
  giveUp(`Deskside needs Node 20 or newer to start; this is ${process.version}.`);
}
if (!isInstalled()) install();
run();
