import { defineConfig } from "@playwright/test";
import { freePort } from "./local/processes";
import { BROWSER_ARGUMENTS, findBrowser } from "./tests/support/browser";

// Read again by each worker, which inherits what the first reading decided.
process.env.TZ = "Asia/Kathmandu";
process.env.DESKSIDE_LOCAL = "1";
process.env.E2E_PORT ??= String(await freePort());

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./tests/support/e2e-setup.ts",
  outputDir: "test-results",
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: `http://localhost:${process.env.E2E_PORT}`,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    launchOptions: { executablePath: await findBrowser(), args: BROWSER_ARGUMENTS },
  },
});
