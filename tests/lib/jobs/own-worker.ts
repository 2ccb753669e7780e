import { closeDatabase } from "@/lib/context";
import type { Handlers } from "@/lib/jobs/run-job";
import { startWorker } from "@/lib/jobs/worker";
import { TEST_CONFIG } from "@/tests/support/company";
import { type TestDatabase, testDatabase } from "@/tests/support/database";

/** The environment that a worker of this database reads. */
export const workerEnvironment = (databaseUrl: string, googleUrl = TEST_CONFIG.GOOGLE_BASE_URL) => ({
  DATABASE_URL: databaseUrl,
  AUTH_URL: TEST_CONFIG.AUTH_URL,
  AUTH_SECRET: TEST_CONFIG.AUTH_SECRET,
  ENCRYPTION_KEY: TEST_CONFIG.ENCRYPTION_KEY,
  GOOGLE_CLIENT_ID: TEST_CONFIG.GOOGLE_CLIENT_ID,
  GOOGLE_CLIENT_SECRET: TEST_CONFIG.GOOGLE_CLIENT_SECRET,
  GOOGLE_BASE_URL: googleUrl,
  ALLOWED_DOMAINS: TEST_CONFIG.ALLOWED_DOMAINS.join(","),
  DESKSIDE_LOCAL: "1",
  LOG_LEVEL: "silent",
});

/** A database for a whole file, and workers in this process that know the handlers given. */
export async function workplace(): Promise<
  TestDatabase & { work(handlers: Handlers): Promise<{ stop(): Promise<void> }>; close(): Promise<void> }
> {
  const database = await testDatabase();
  Object.assign(process.env, workerEnvironment(database.url));
  return {
    ...database,
    work: startWorker,
    close: async () => {
      await closeDatabase();
      await database.drop();
    },
  };
}
