/**
 * Why Google did not do what was asked.
 * `revoked` means the person has to connect again: nothing else is worth trying.
 * `conflict` is an event changed by somebody else since it was read, or an id that belongs to another event.
 */
export type CalendarErrorKind =
  | "revoked"
  | "insufficient_scope"
  | "rate_limited"
  | "timeout"
  | "unavailable"
  | "not_found"
  | "forbidden"
  | "conflict"
  | "gone"
  | "invalid";

const RETRYABLE: readonly CalendarErrorKind[] = ["rate_limited", "timeout", "unavailable"];

/** The one error that leaves the Google side of `lib/calendar`. Its message never holds a token. */
export class CalendarError extends Error {
  override readonly name = "CalendarError";
  readonly kind: CalendarErrorKind;
  /** Google's own word for it (`errors[0].reason`, or the OAuth `error`). */
  readonly reason: string | undefined;
  /** Google's `Retry-After`, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: CalendarErrorKind,
    message: string,
    details: { reason?: string; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.reason = details.reason;
    this.retryAfterMs = details.retryAfterMs;
  }

  /** Whether the same call may succeed later without anybody doing anything. */
  get retryable(): boolean {
    return RETRYABLE.includes(this.kind);
  }
}

type ErrorBody = {
  error?:
    | string
    | { message?: string; errors?: { reason?: string; message?: string }[]; details?: { reason?: string }[] };
  error_description?: string;
};

/**
 * Reads Google's answer as a kind.
 * Calendar: https://developers.google.com/workspace/calendar/api/guides/errors
 * OAuth: https://developers.google.com/identity/protocols/oauth2/web-server#token-response-error-codes
 */
export function errorOfAnswer(status: number, body: unknown, retryAfter?: string | null): CalendarError {
  const { error, error_description } = asErrorBody(body);
  const reason =
    typeof error === "string" ? error : (error?.errors?.[0]?.reason ?? error?.details?.[0]?.reason);
  const message = (typeof error === "string" ? error_description : error?.message) ?? "no further words";
  return new CalendarError(kindOf(status, reason), `Google answered ${status} ${reason ?? ""}: ${message}`, {
    reason,
    retryAfterMs: retryAfterMsOf(retryAfter),
  });
}

const RATE_LIMITS = [
  "rateLimitExceeded",
  "userRateLimitExceeded",
  "quotaExceeded",
  "dailyLimitExceeded",
  "calendarUsageLimitsExceeded",
];
const MISSING_SCOPE = ["insufficientPermissions", "insufficient_scope", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"];

function kindOf(status: number, reason = ""): CalendarErrorKind {
  if (status === 400 && reason === "invalid_grant") return "revoked";
  if (status === 403 && RATE_LIMITS.includes(reason)) return "rate_limited";
  if (status === 403 && MISSING_SCOPE.includes(reason)) return "insufficient_scope";
  // 401 here means that even a new access token was refused; only `invalid_grant` proves that consent is gone.
  if (status === 401)
    return reason === "invalid_client" || reason === "unauthorized_client" ? "invalid" : "unavailable";
  if (status >= 500) return "unavailable";
  const byStatus: Record<number, CalendarErrorKind> = {
    403: "forbidden",
    404: "not_found",
    408: "timeout",
    409: "conflict",
    410: "gone",
    412: "conflict",
    429: "rate_limited",
  };
  return byStatus[status] ?? "invalid";
}

/** A failure without an answer: the deadline passed, or the connection broke (the call may have been carried out). */
export function errorWithoutAnswer(cause: unknown, signal: AbortSignal): CalendarError {
  if (cause instanceof CalendarError) return cause;
  if (signal.aborted) return new CalendarError("timeout", "Google did not answer in time.", { cause });
  return new CalendarError("unavailable", "Google could not be reached.", { cause });
}

function asErrorBody(body: unknown): ErrorBody {
  if (typeof body === "object" && body !== null) return body as ErrorBody;
  if (typeof body !== "string") return {};
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

/** `Retry-After` is a number of seconds or an HTTP date (RFC 9110, 10.2.3). */
function retryAfterMsOf(header: string | null | undefined): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
