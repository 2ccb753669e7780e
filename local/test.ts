import { findBrowser } from "@/tests/support/browser";
import { build, buildIsCurrent } from "./build";
import { deadCode, formatAndLint, hasBrowserTests, types } from "./checks";
import { runCommand, sentenceOf } from "./failure";
import { seconds } from "./steps";
import { add, FAILED, PASSED, playwright, summary, type Tally, vitest } from "./tally";

/** Everything there is to check, and one line at the end that sums it up. */
async function test(): Promise<void> {
  const started = performance.now();
  const tallies = [
    ...(await Promise.all([types(), formatAndLint(), deadCode()])),
    await vitest("unit, architecture, database and contract tests", []),
  ];
  const built = await productionBuild();
  tallies.push(built);
  tallies.push(built.failed === 0 ? await browserTests() : notRun("browser tests", "there is no build"));
  const total = add(tallies);
  console.log(`took ${seconds(performance.now() - started)}`);
  console.log(summary(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

async function productionBuild(): Promise<Tally> {
  if (buildIsCurrent()) {
    console.log("passed: production build (kept from before)");
    return PASSED;
  }
  const started = performance.now();
  try {
    await build();
  } catch (error) {
    return notRun("production build", sentenceOf(error) ?? String(error));
  }
  console.log(`passed: production build (${seconds(performance.now() - started)})`);
  return PASSED;
}

async function browserTests(): Promise<Tally> {
  if (!hasBrowserTests()) return { passed: 0, failed: 0, skipped: 0 };
  try {
    await findBrowser();
  } catch (error) {
    return notRun("browser tests", sentenceOf(error) ?? String(error));
  }
  return playwright("browser tests", []);
}

function notRun(name: string, reason: string): Tally {
  console.log(`FAILED: ${name}: ${reason}`);
  return FAILED;
}

void runCommand(test);
