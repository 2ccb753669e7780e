import { DomainError, type ErrorCode } from "@/lib/errors";
import { describeError, log } from "@/lib/log";
import { logContext } from "@/lib/log-context";
import { metrics } from "@/lib/metrics";
import { problemDetails } from "./problem-details";

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  slot_taken: 409,
  conflict: 409,
  limited: 429,
  not_possible: 409,
  calendar_unknown: 409,
  busy: 409,
  calendar_unavailable: 503,
};

/** A body that is refused before any use case sees it. */
export class UnreadableBody extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What was thrown, as an answer. A fault says a reference, which is the beginning of the request's id in the log. */
export function problem(error: unknown): Response {
  metrics().refusals.inc({ code: refusalOf(error) });
  if (error instanceof DomainError) {
    const { code, message, fields, detail } = error;
    return problemDetails(STATUS[code], { code, title: message, fields, detail }, retryAfter(error));
  }
  if (error instanceof UnreadableBody)
    return problemDetails(error.status, { code: "invalid", title: error.message });
  const reference = (logContext().request ?? crypto.randomUUID()).slice(0, 8);
  log().error({ reference, error: describeError(error) }, "fault");
  return problemDetails(500, {
    code: "fault",
    title: `Something broke on our side. Reference ${reference}.`,
  });
}

function refusalOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  return error instanceof UnreadableBody ? "invalid" : "fault";
}

function retryAfter({ code, detail }: DomainError): object {
  if (code !== "limited") return {};
  return { "retry-after": String((detail as { retryAfterS: number }).retryAfterS) };
}
