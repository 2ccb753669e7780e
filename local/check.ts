import { deadCode, formatAndLint, types } from "./checks";
import { runCommand } from "./failure";
import { add, summary, vitest } from "./tally";

/** The quick part of `npm test`, for while one works: nothing that needs a database, a build or a browser. */
async function check(): Promise<void> {
  const tallies = await Promise.all([
    types(),
    formatAndLint(),
    deadCode(),
    vitest("unit and architecture", ["--project", "unit", "--project", "architecture"], true),
  ]);
  const total = add(tallies);
  console.log(summary(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

void runCommand(check);
