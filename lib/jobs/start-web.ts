import { migrate } from "@/db/client";
import { config } from "../config";
import { closeDatabase } from "../context";
import { installQueues } from "./queue";
import { startWorker } from "./worker";

/** What a web process does before it answers: bring the database to this version and, unless told not to, work. */
export async function startWeb(): Promise<void> {
  const { DATABASE_URL, WORKER } = config();
  await migrate(DATABASE_URL);
  await installQueues(DATABASE_URL);
  const worker = WORKER === "inline" ? await startWorker() : undefined;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, async () => {
      await worker?.stop();
      await closeDatabase();
      process.exit(0);
    });
  }
}
