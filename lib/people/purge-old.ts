import type { JobContext } from "../context";
import { purgeAudit, purgeSome, RETENTION } from "./retention-store";

const BATCH = 1_000;
/** What is left is for the next hour. */
const MOST_BATCHES = 50;

/** Job, each hour: what has had its time goes, in batches that hold nobody up. Twice is as good as once. */
export async function purgeOld({ db }: JobContext): Promise<void> {
  for (const retention of RETENTION) await inBatches(() => purgeSome(db, retention, BATCH));
  await inBatches(() => purgeAudit(db, BATCH));
}

async function inBatches(purge: () => Promise<number>): Promise<void> {
  for (let n = 0; n < MOST_BATCHES; n++) if ((await purge()) < BATCH) return;
}
