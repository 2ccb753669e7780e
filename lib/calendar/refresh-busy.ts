import type { Db, JobContext } from "../context";
import { enqueue } from "../jobs/queue";
import { askAsThemselves, askThroughColleagues, keepAnswers, keptRange, readsThemselves } from "./ask-google";
import { calendarsOf } from "./busy-store";
import { CalendarError } from "./calendar-error";

const TIMEOUT_MS = 10_000;

/**
 * Job: reads when a person is busy and keeps it: with their own permission, or a colleague's where they gave none.
 * A connection that has ended is not asked again.
 * @throws {CalendarError} where another try may help; that this one failed is kept
 */
export async function refreshBusy(
  context: JobContext,
  { personId, timeoutMs = TIMEOUT_MS }: { personId: string; timeoutMs?: number },
): Promise<void> {
  const [person] = await calendarsOf(context.db, [personId]);
  if (!person || person.connection?.state === "reconnect") return;
  if (!readsThemselves(person)) return refreshColleagues(context, { personIds: [personId], timeoutMs });
  const range = keptRange(context.now);
  const answer = await askAsThemselves(context, person, range, timeoutMs);
  await keepAnswers(context, new Map([[personId, answer]]), range, context.now);
  throwIfRetryable([answer]);
}

/**
 * Job: reads people who gave no permission of their own, through a colleague of their domain. Where the domain does not
 * share when its people are busy, they are unknown.
 * @param input.personIds 50 at most: Google answers about no more in one call.
 * @throws {CalendarError} where another try may help
 */
export async function refreshColleagues(
  context: JobContext,
  { personIds, timeoutMs = TIMEOUT_MS }: { personIds: readonly string[]; timeoutMs?: number },
): Promise<void> {
  const people = await calendarsOf(context.db, personIds);
  const range = keptRange(context.now);
  const asked = people.filter(
    (person) => !readsThemselves(person) && person.connection?.state !== "reconnect",
  );
  const answers = await askThroughColleagues(context, asked, range, { timeoutMs });
  await keepAnswers(context, answers, range, context.now);
  throwIfRetryable([...answers.values()]);
}

function throwIfRetryable(answers: readonly unknown[]): void {
  for (const answer of answers) {
    const error = (answer as { error?: unknown }).error;
    if (error instanceof CalendarError && error.retryable) throw error;
  }
}

/** Queues a reading for each, in the transaction after which what was read before is no longer true. */
export async function queueRefresh(tx: Db, personIds: readonly string[]): Promise<void> {
  for (const personId of personIds) await enqueue(tx, "refresh-busy", { personId }, { key: personId });
}
