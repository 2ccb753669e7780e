import { isWriteToBrokenConnection, migrate } from "@/db/client";
import { resealTokens } from "../calendar/reseal-tokens";
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

const { DATABASE_URL, WORKER_PORT } = config();
await migrate(DATABASE_URL);
if (process.argv[2] === "reseal") await reseal();
else await work();

/** `npm run worker`: a process that only does jobs. */
async function work(): Promise<void> {
  await installQueues(DATABASE_URL);
  const worker = await startWorker();
  const probes = WORKER_PORT === undefined ? undefined : await answerProbes(Number(WORKER_PORT), jobContext);
  stopOnSignal([worker.stop], async () => {
    await probes?.stop();
    closeMail();
    await closeDatabase();
  });
  log().info("worker started");
}

/** `npm run worker reseal`: what is kept under another key is written anew under `ENCRYPTION_KEY`, and the process ends. */
async function reseal(): Promise<void> {
  const { resealed, unreadable } = await resealTokens(jobContext());
  await closeDatabase();
  process.stdout.write(`${resealed} calendar permissions sealed anew, ${unreadable} that no key opens.\n`);
  if (unreadable > 0) process.exitCode = 1;
}
