import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { type Environment, startProcess } from "./processes";
import { seconds, tool } from "./steps";

export type Tally = { passed: number; failed: number; skipped: number };

export const add = (tallies: Tally[]): Tally =>
  tallies.reduce((sum, { passed, failed, skipped }) => ({
    passed: sum.passed + passed,
    failed: sum.failed + failed,
    skipped: sum.skipped + skipped,
  }));

/** The last line of `npm test`. */
export function summary({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

export const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 };
export const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 };

type Run = { code: number; ms: number };

type RunOptions = { env?: Environment; quiet?: boolean };

/** Its output appears as it comes, or, when `quiet`, only if it fails. */
export async function runTool([command, args]: [string, string[]], options: RunOptions = {}): Promise<Run> {
  const started = performance.now();
  const lines: string[] = [];
  const colour = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const running = startProcess(command, args, {
    env: { ...process.env, ...colour, ...options.env },
    onLine: (line) => (options.quiet ? lines.push(line) : console.log(line)),
  });
  const code = await running.ended;
  if (code !== 0 && lines.length > 0) console.log(lines.join("\n"));
  return { code, ms: performance.now() - started };
}

/** A check that passes or fails as one. */
export async function oneCheck(name: string, command: [string, string[]], env?: Environment): Promise<Tally> {
  const { code, ms } = await runTool(command, { quiet: true, env });
  console.log(`${code === 0 ? "passed" : "FAILED"}: ${name} (${seconds(ms)})`);
  return code === 0 ? PASSED : FAILED;
}

/** Counts every test of a Vitest run; a file that does not load, and a run that breaks off, count as one failed. */
export async function vitest(name: string, args: string[], quiet = false): Promise<Tally> {
  return withReport(async (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { code, ms } = await runTool(tool("vitest", "run", ...reporters, ...args), { quiet });
    const tally = brokenOff(code, () => vitestTally(JSON.parse(readFileSync(report, "utf8"))));
    return told(name, tally, ms);
  });
}

export async function playwright(name: string, args: string[], env: Environment = {}): Promise<Tally> {
  return withReport(async (report) => {
    const { code, ms } = await runTool(tool("playwright", "test", "--reporter=list,json", ...args), {
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    });
    const tally = brokenOff(code, () => playwrightTally(JSON.parse(readFileSync(report, "utf8"))));
    return told(name, tally, ms);
  });
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

export function vitestTally(report: VitestReport): Tally {
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

/** A test that passed only when repeated counts as failed: it hides something. */
export function playwrightTally({ stats, errors }: PlaywrightReport): Tally {
  const failed = stats.unexpected + stats.flaky;
  return {
    passed: stats.expected,
    failed: failed + (failed === 0 ? errors.length : 0),
    skipped: stats.skipped,
  };
}

/** A tool that says it failed did fail, whatever its report says or if it wrote none. */
function brokenOff(code: number, read: () => Tally): Tally {
  try {
    const tally = read();
    return code !== 0 && tally.failed === 0 ? add([tally, FAILED]) : tally;
  } catch {
    return FAILED;
  }
}

function told(name: string, tally: Tally, ms: number): Tally {
  console.log(`${tally.failed === 0 ? "passed" : "FAILED"}: ${name}, ${summary(tally)} (${seconds(ms)})`);
  return tally;
}

async function withReport(run: (file: string) => Promise<Tally>): Promise<Tally> {
  const cache = path.resolve("node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, "report-"));
  try {
    return await run(path.join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
