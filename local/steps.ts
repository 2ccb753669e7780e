import path from "node:path";

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** Runs one step and prints a line when it is done: what, and how long it took. */
export async function step<T>(what: string, run: () => Promise<T> | T): Promise<T> {
  const started = performance.now();
  const result = await run();
  console.log(`${what} (${seconds(performance.now() - started)})`);
  return result;
}

/** The command line that runs an installed tool on this Node. */
export const tool = (name: string, ...args: string[]): [command: string, args: string[]] => [
  process.execPath,
  [path.resolve("node_modules", ".bin", name), ...args],
];
