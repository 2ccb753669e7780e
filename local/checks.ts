import { existsSync, globSync } from "node:fs";
import { tool } from "./steps";
import { FAILED, oneCheck, runTool, type Tally } from "./tally";

/** Next writes the types of the routes first: they are part of what is checked. */
export async function types(): Promise<Tally> {
  const { code } = await runTool(tool("next", "typegen"), { quiet: true });
  return code === 0 ? oneCheck("types", tool("tsc", "--noEmit", "--project", ".")) : FAILED;
}

export const formatAndLint = () => oneCheck("format and lint", tool("biome", "check", "."));

/** Files, exports and packages that nothing uses. */
export const deadCode = () => oneCheck("dead code", tool("knip", "--no-progress"));

export const hasBrowserTests = () => existsSync("tests/e2e") && globSync("tests/e2e/**/*.spec.ts").length > 0;
