import { isWriteToBrokenConnection, migrate } from "@/db/client";
import { config } from "../config";
import { closeDatabase, jobContext } from "../context";
import { describeError, log } from "../log";
import { closeMail } from "../mail/transport";
import { answerProbes } from "./answer-probes";
import { installQueues } from "./queue";
import { stopOnSignal } from "./stop-on-signal";
import { startWorker } from "./worker";

// The web server has a handler of its own; without one a broken connection would end every job under way.
process.on("uncaughtException", (error) => {
  log().error({ error: describeError(error) }, "uncaught");
  if (!isWriteToBrokenConnection(error)) process.exit(1);
});

/** `npm run worker`: a process that only does jobs. */
const { DATABASE_URL, WORKER_PORT } = config();
await migrate(DATABASE_URL);
await installQueues(DATABASE_URL);
const worker = await startWorker();
const probes = WORKER_PORT === undefined ? undefined : await answerProbes(Number(WORKER_PORT), jobContext);
stopOnSignal([worker.stop], async () => {
  await probes?.stop();
  closeMail();
  await closeDatabase();
});
log().info("worker started");
