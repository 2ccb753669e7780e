import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { Failure } from "./failure";
import type { Binaries } from "./postgres-binaries";

/** Whom Postgres runs as; empty where the person themselves will do, which is anybody but root. */
export type Account = { uid?: number; gid?: number };

/**
 * PostgreSQL refuses to run as root, so root lends it the account that owns the data already, or for new data one of
 * those that own nothing here.
 */
export function postgresAccount(dataDir: string): Account {
  if (process.getuid?.() !== 0) return {};
  const place = readPointer(dataDir) ?? dataDir;
  const owner = existsSync(place) ? statSync(place) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const found = accounts.find((fields) => fields[0] === name);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Failure(
    "PostgreSQL does not run as root and neither postgres nor nobody exists here: start as somebody else.",
  );
}

/** The folder itself where the account can get there, otherwise its copy in a temporary folder. */
export function reachableBinaries(binaries: Binaries, account: Account): Binaries {
  if (account.uid === undefined || canRun(path.join(binaries.bin, "postgres"), account)) return binaries;
  const home = path.join(shelter(binaries.home, account), "native");
  if (!existsSync(home)) {
    const unfinished = `${home}.${process.pid}`;
    cpSync(binaries.home, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, home);
    } catch (error) {
      // Another process may have finished the same copy first.
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  }
  return { home, bin: path.join(home, "bin") };
}

/**
 * Where the data really lies. A folder the account cannot enter (a clone below a parent of mode 0700) holds a pointer
 * instead, so that the data is found again. A pointer made for another folder is a copied one, and not followed.
 */
export function reachableData(dataDir: string, account: Account): string {
  mkdirSync(path.dirname(dataDir), { recursive: true });
  if (account.uid === undefined || canEnter(path.dirname(dataDir), account)) return dataDir;
  const pointed = readPointer(dataDir);
  if (pointed && existsSync(pointed)) return pointed;
  const place = path.join(shelter(dataDir, account), "data");
  writeFileSync(pointerOf(dataDir), `${JSON.stringify({ of: dataDir, at: place })}\n`);
  return place;
}

/** Removes the data, wherever it lies. Postgres must have been stopped. */
export function removeData(dataDir: string): void {
  const pointed = readPointer(dataDir);
  if (pointed) rmSync(path.dirname(pointed), { recursive: true, force: true });
  rmSync(pointerOf(dataDir), { force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

const pointerOf = (dataDir: string) => `${dataDir}.place.json`;

export function readPointer(dataDir: string): string | null {
  try {
    const { of, at } = JSON.parse(readFileSync(pointerOf(dataDir), "utf8"));
    return of === dataDir &&
      typeof at === "string" &&
      path.basename(path.dirname(at)) === shelterName(dataDir)
      ? at
      : null;
  } catch {
    return null;
  }
}

const shelterName = (of: string) => `deskside-${createHash("sha256").update(of).digest("hex").slice(0, 16)}`;

/** A folder of ours, by the path it stands for, that the account can enter and nobody but us can write. */
function shelter(of: string, account: Account): string {
  // Not cleared at every boot, unlike the others.
  for (const temporary of ["/var/tmp", os.tmpdir(), "/tmp"]) {
    const folder = path.join(temporary, shelterName(of));
    if (!existsSync(temporary)) continue;
    mkdirSync(folder, { recursive: true });
    const { uid } = lstatSync(folder);
    // Somebody who guessed the name could have put binaries of theirs into it.
    if (uid !== process.getuid?.())
      throw new Failure(`${folder} belongs to somebody else: delete it and start again.`);
    chmodSync(folder, 0o755);
    if (canEnter(folder, account)) return folder;
  }
  throw new Failure("No temporary folder was found that PostgreSQL may enter: set TMPDIR to one.");
}

/** Asked of the system itself, which knows more than file modes (access lists, mount options). */
const canEnter = (folder: string, account: Account) =>
  spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...account, cwd: "/", stdio: "ignore" }).status ===
  0;

const canRun = (program: string, account: Account) =>
  spawnSync(program, ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
