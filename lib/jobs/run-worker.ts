import { isWriteToBrokenConnection, migrate } from "@/db/client";
import { config } from "../config";
import { closeDatabase } from "../context";
import { describeError, log } from "../log";
import { closeMail } from "../mail/transport";
import { installQueues } from "./queue";
import { stopOnSignal } from "./stop-on-signal";
import { startWorker } from "./worker";

// The web server has a handler of its own; without one a broken connection would end every job under way.
process.on("uncaughtException", (error) => {
  log().error({ error: describeError(error) }, "uncaught");
  if (!isWriteToBrokenConnection(error)) process.exit(1);
});

/** `npm run worker`: a process that only does jobs. */
const { DATABASE_URL } = config();
await migrate(DATABASE_URL);
await installQueues(DATABASE_URL);
const worker = await startWorker();
stopOnSignal([worker.stop], async () => {
  closeMail();
  await closeDatabase();
});
log().info("worker started");
