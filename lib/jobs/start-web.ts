import { migrate } from "@/db/client";
import { config } from "../config";
import { closeDatabase } from "../context";
import { closeMail } from "../mail/transport";
import { installQueues } from "./queue";
import { stopOnSignal } from "./stop-on-signal";
import { startWorker } from "./worker";

/**
 * What a web process does before it answers: bring the database to this version and, unless told not to, work.
 * @param stopAnswering Ends when the requests under way have their answers.
 */
export async function startWeb(stopAnswering: () => Promise<void>): Promise<void> {
  const { DATABASE_URL, WORKER } = config();
  await migrate(DATABASE_URL);
  await installQueues(DATABASE_URL);
  const worker = WORKER === "inline" ? await startWorker() : undefined;
  stopOnSignal(worker ? [stopAnswering, worker.stop] : [stopAnswering], async () => {
    closeMail();
    await closeDatabase();
  });
}
