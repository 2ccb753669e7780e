import { constraintOf, DomainError, EXCLUSION_VIOLATION, sqlState, UNIQUE_VIOLATION } from "../errors";

/** The one sentence for a time that cannot be had, whatever the reason: an avoidance must not be told from it. */
export const slotTaken = (cause?: unknown) =>
  new DomainError("slot_taken", "Somebody just took that time.", { cause });

export const bookedAlready = (cause?: unknown) =>
  new DomainError("not_possible", "This request is booked already.", { cause });

/** The database's refusals in the words of the domain; anything else as it is. */
function refusalOf(error: unknown): unknown {
  const state = sqlState(error);
  if (state === EXCLUSION_VIOLATION) return slotTaken(error);
  if (state === UNIQUE_VIOLATION && constraintOf(error) === "sessions_one_live_per_request")
    return bookedAlready(error);
  return error;
}

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK_DETECTED = "40P01";
const TRIES = 5;
const PAUSE_MS = 20;

/** Runs a transaction again that the database broke off for the sake of another one. */
export async function retrying<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      const state = sqlState(error);
      const another = state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED;
      if (!another || attempt === TRIES) throw refusalOf(error);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt * (0.5 + Math.random())));
    }
  }
}
