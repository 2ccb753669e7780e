import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { testsThatNeedDatabase } from "./tests/support/needs-database.ts";

// Neither UTC nor whole hours: whoever forgets a zone finds out. Before anything else reads the clock.
process.env.TZ = "Asia/Kathmandu";
process.env.DESKSIDE_LOCAL = "1";

const root = fileURLToPath(new URL(".", import.meta.url));
const database = testsThatNeedDatabase(root);

/** The month takes minutes: begun first, it runs beside all the others and not after them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes("/tests/soak/");
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const shared = {
  setupFiles: ["tests/support/fail-on-console-error.ts"],
  testTimeout: 20_000,
  hookTimeout: 30_000,
};

export default defineConfig({
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: ["tests/e2e/**", "tests/architecture/**", ...database],
        },
      },
      {
        extends: true,
        test: { ...shared, name: "architecture", include: ["tests/architecture/**/*.test.ts"] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "database",
          include: database,
          globalSetup: ["tests/support/global-setup.ts"],
        },
      },
    ],
  },
});
