import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure";
import { tool } from "./steps";
import { runTool } from "./tally";

const SOURCES = [
  "app/**/*",
  "components/**/*",
  "db/**/*",
  "lib/**/*",
  "public/**/*",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];
const STAMP = path.join(".next", "deskside-sources");

/** The production build is there and was made from exactly these sources. */
export function buildIsCurrent(): boolean {
  return (
    existsSync(path.join(".next", "BUILD_ID")) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, "utf8") === hashOfSources()
  );
}

/** @throws {Failure} when Next refuses; its own words have been printed. */
export async function build(): Promise<void> {
  rmSync(STAMP, { force: true });
  const hash = hashOfSources();
  const { code } = await runTool(tool("next", "build"), {
    quiet: true,
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (code !== 0) throw new Failure("The production build failed; the reason is above.");
  writeFileSync(STAMP, hash);
}

function hashOfSources(): string {
  const hash = createHash("sha256").update(process.version);
  const files = SOURCES.flatMap((pattern) => globSync(pattern)).sort();
  for (const file of files) {
    if (statSync(file).isFile()) hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}
