import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { migrate } from "@/db/client";
import { installQueues } from "@/lib/jobs/queue";
import { startPostgres } from "@/local/postgres";
import { removeData } from "@/local/postgres-place";
import { freePort } from "@/local/processes";

export type OwnPostgres = {
  readonly url: string;
  /** Breaks off whatever is under way and comes back at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** A PostgreSQL for one test that has to stop it: nothing in it is lost, as in production. Migrated, with queues. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `deskside-tests-${process.pid}-`));
  chmodSync(folder, 0o711); // Postgres, which may run as somebody else, has to get through
  const options = { dataDir: path.join(folder, "postgres"), port: await freePort(), durable: true };
  let server = await startPostgres(options);
  await migrate(server.url);
  await installQueues(server.url);
  return {
    url: server.url,
    restart: async () => {
      await server.stop();
      server = await startPostgres(options);
    },
    stop: async () => {
      await server.stop();
      removeData(options.dataDir);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
