import type { Context } from "../context";
import { requireAdmin } from "../people/sign-in";
import * as store from "./store";
import { failureWords, jobWords } from "./words";

const MOST = 100;

/**
 * For admins: which jobs failed for good and why, and what runs and waits. `more`: the list was cut.
 * @throws {DomainError} `forbidden`
 */
export async function listJobs({ db, actor }: Context) {
  requireAdmin(actor);
  const [failed, queues] = await Promise.all([
    store.failedJobs(db, { viewerId: actor.personId, limit: MOST + 1 }),
    store.queuesNow(db),
  ]);
  return {
    failed: failed
      .slice(0, MOST)
      .map(({ id, name, tries, queuedAt, failedAt, output, sessionId, title, personName }) => ({
        ...{ id, tries, queuedAt, failedAt, sessionId, title, personName },
        what: jobWords(name),
        why: failureWords(output),
      })),
    more: failed.length > MOST,
    queues: queues.map(({ name, ...counts }) => ({ ...counts, name, what: jobWords(name) })),
  };
}
