import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { Failure } from "@/local/failure";

/** What every launch needs: containers have no sandbox, and nothing here may call home. */
export const BROWSER_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const NAMES = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const LAUNCH_TIMEOUT_MS = 15_000;

/**
 * A Chromium that starts on this machine: `CHROME_PATH`, an installed one, Playwright's own, the one from npm, and at
 * last one from apt. The answer is kept in the environment, so that child processes need not look again.
 * @throws {Failure} if there is none.
 */
export async function findBrowser(): Promise<string> {
  const known = process.env.DESKSIDE_BROWSER;
  if (known && existsSync(known)) return known;
  const found =
    (await firstThatStarts([...installed(), ...playwrightsOwn()])) ??
    (await fromPackage()) ??
    (await fromApt());
  if (found) {
    process.env.DESKSIDE_BROWSER = found;
    return found;
  }
  throw new Failure(
    "No browser was found for the browser tests: install Chrome or Chromium, or set CHROME_PATH to one.",
  );
}

function installed(): string[] {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const inPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [process.env.CHROME_PATH ?? "", ...inPath, ...MAC].filter((file) => file !== "" && existsSync(file));
}

function playwrightsOwn(): string[] {
  const file = chromium.executablePath();
  return file && existsSync(file) ? [file] : [];
}

/** A binary that is there may still lack a library: only an opened page counts. */
async function starts(executablePath: string): Promise<boolean> {
  try {
    const browser = await chromium.launch({
      executablePath,
      args: BROWSER_ARGUMENTS,
      timeout: LAUNCH_TIMEOUT_MS,
    });
    try {
      const page = await browser.newPage();
      await page.goto("data:text/html,<title>ready</title>", { timeout: LAUNCH_TIMEOUT_MS });
      return (await page.title()) === "ready";
    } finally {
      await browser.close();
    }
  } catch {
    return false;
  }
}

async function firstThatStarts(candidates: string[]): Promise<string | null> {
  for (const candidate of candidates) if (await starts(candidate)) return candidate;
  return null;
}

/** Unpacked once, into a folder of this clone: the package's own choice is a shared one under a known name. */
async function fromPackage(): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const folder = path.resolve("node_modules", ".cache", "deskside-chromium");
  const wrapper = path.join(folder, "chromium-with-libraries");
  try {
    if (!existsSync(folder)) await unpack(folder);
  } catch {
    return null;
  }
  return firstThatStarts([path.join(folder, "chromium"), wrapper]);
}

async function unpack(folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  const before = process.env.TMPDIR;
  mkdirSync(unfinished, { recursive: true });
  process.env.TMPDIR = unfinished;
  try {
    const { default: packed, inflate } = await import("@sparticuz/chromium");
    await packed.executablePath();
    await inflate(path.resolve("node_modules", "@sparticuz", "chromium", "bin", "al2023.tar.br"));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  const wrapper = path.join(unfinished, "chromium-with-libraries");
  // For machines without the libraries of a desktop: the package brings them along.
  writeFileSync(
    wrapper,
    `#!/bin/sh\nhere=$(dirname "$0")\nLD_LIBRARY_PATH="$here/al2023/lib" exec "$here/chromium" "$@"\n`,
  );
  chmodSync(wrapper, 0o755);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
}

async function fromApt(): Promise<string | null> {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return null;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-q"], { env, stdio: "ignore" });
  spawnSync("apt-get", ["install", "-y", "-q", "chromium"], { env, stdio: "ignore" });
  return firstThatStarts(installed());
}
