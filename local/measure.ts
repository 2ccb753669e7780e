import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "@/tests/measure/usage-error";
import { Failure, sentenceOf } from "./failure";

process.env.DESKSIDE_LOCAL = "1";

/** What can be measured: each file in `tests/measure` that exports `measure`. */
function measurements(): string[] {
  return globSync("tests/measure/*.ts")
    .map((file) => path.basename(file, ".ts"))
    .filter((name) => /^[a-z]+$/.test(name))
    .sort();
}

async function measure([what, ...args]: string[]): Promise<unknown> {
  const known = measurements();
  if (!what || !known.includes(what)) {
    throw new UsageError(
      `${what ? `There is no measurement "${what}"` : "Say what to measure"}: ${known.join(", ")}.`,
    );
  }
  const module = await import(pathToFileURL(path.resolve("tests", "measure", `${what}.ts`)).href);
  if (typeof module.measure !== "function") throw new Failure(`"${what}" is no measurement.`);
  return module.measure(args);
}

/** Standard output is for the one JSON object; a stray `console.log` must not spoil it. */
function keepStandardOutput(): (text: string) => Promise<void> {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return (text) => new Promise((resolve) => write(text, () => resolve()));
}

async function main(): Promise<void> {
  const print = keepStandardOutput();
  try {
    await print(`${JSON.stringify(await measure(process.argv.slice(2)))}\n`);
    process.exit(0);
  } catch (error) {
    const sentence = error instanceof UsageError ? error.message : sentenceOf(error);
    process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
    process.exit(1);
  }
}

void main();
