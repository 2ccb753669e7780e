import { migrate } from "@/db/client";
import { config } from "../config";
import { closeDatabase } from "../context";
import { log } from "../log";
import { installQueues } from "./queue";
import { startWorker } from "./worker";

/** `npm run worker`: a process that only does jobs. */
const { DATABASE_URL } = config();
await migrate(DATABASE_URL);
await installQueues(DATABASE_URL);
const worker = await startWorker();
log().info("worker started");

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, async () => {
    await worker.stop();
    await closeDatabase();
    process.exit(0);
  });
}
