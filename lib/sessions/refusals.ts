import { constraintOf, DomainError, EXCLUSION_VIOLATION, sqlState, UNIQUE_VIOLATION } from "../errors";

/** The one sentence for a time that cannot be had, whatever the reason: an avoidance must not be told from it. */
export const slotTaken = (cause?: unknown) =>
  new DomainError("slot_taken", "Somebody just took that time.", { cause });

export const bookedAlready = (cause?: unknown) =>
  new DomainError("not_possible", "This request is booked already.", { cause });

/** Runs a transaction; the database's refusals come out in the words of the domain. */
export async function withRefusals<T>(transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    const state = sqlState(error);
    if (state === EXCLUSION_VIOLATION) throw slotTaken(error);
    if (state === UNIQUE_VIOLATION && constraintOf(error) === "sessions_one_live_per_request")
      throw bookedAlready(error);
    throw error;
  }
}
