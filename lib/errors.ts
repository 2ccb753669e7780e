/** Why a use case refuses. The HTTP status belonging to each is in `app/_server/problem.ts`. */
export type ErrorCode =
  | "invalid" // what was typed is not right; `fields` says where
  | "signed_out" // nobody is signed in
  | "forbidden" // the actor may see it, and may not do this
  | "not_found" // does not exist, or does not exist for this actor
  | "slot_taken" // somebody just took that time
  | "conflict" // changed by somebody else since it was read; `detail` carries both
  | "limited" // too often within a time; `detail.retryAfterS` says when again
  | "not_possible" // the thing is in a state where this cannot be done
  | "calendar_unknown" // a calendar could not be seen; may be booked after an explicit yes
  | "calendar_unavailable" // Google did not answer
  | "busy"; // the calendar says busy at that time

/** A refusal that the person can act on. Anything else that is thrown is a bug or an outage. */
export class DomainError extends Error {
  override readonly name = "DomainError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: { fields?: Record<string, string>; detail?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
  }

  get fields(): Record<string, string> {
    return this.options.fields ?? {};
  }

  get detail(): unknown {
    return this.options.detail;
  }
}

export const notFound = (what: string) => new DomainError("not_found", `There is no such ${what}.`);

/** Which SQLSTATE Postgres answered with: postgres.js has it on the error, Drizzle wraps that one. */
export function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** The constraint that a statement ran against, where Postgres names one. */
export function constraintOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const name = (at as { constraint_name?: unknown }).constraint_name;
    if (typeof name === "string") return name;
  }
  return undefined;
}

export const EXCLUSION_VIOLATION = "23P01";
export const UNIQUE_VIOLATION = "23505";
