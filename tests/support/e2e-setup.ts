import { startProcess, waitUntilReady } from "../../local/processes";
import { forgetTraces, keepTraces, leaks } from "./e2e-secrets";

const TIMEOUT_MS = 300_000; // a build on a slow machine

/**
 * Starts the stack for the browser tests, which find it in the environment: `E2E_PORT`, `E2E_GOOGLE_URL` (its control
 * lies below `/__local`), the client that is registered there, and `E2E_DATABASE_URL`. Afterwards it looks for secrets
 * where none belongs.
 */
export default async function setup(): Promise<() => Promise<void>> {
  let isUp = false;
  keepTraces();
  const stack = startProcess(process.execPath, ["--import", "tsx", "tests/support/e2e-stack.ts"], {
    onLine: (line) => {
      if (line.startsWith('{"E2E_')) {
        Object.assign(process.env, JSON.parse(line));
        isUp = true;
      } else console.log(line);
    },
  });
  try {
    await waitUntilReady("The app for the browser tests", stack, async () => isUp, TIMEOUT_MS);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return async () => {
    try {
      const found = await leaks(JSON.parse(process.env.E2E_SECRETS ?? "{}"));
      if (found.length > 0) throw new Error(`Secrets where none belongs:\n${found.join("\n")}`);
    } finally {
      await stack.stop();
      forgetTraces();
    }
  };
}
