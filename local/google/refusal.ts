/** A refusal in Google's words. https://developers.google.com/workspace/calendar/api/guides/errors */
export class Refusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly location: { location: string; locationType: string } | undefined;

  constructor(
    status: number,
    reason: string,
    message: string,
    location?: { location: string; locationType: string },
  ) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.location = location;
  }

  body() {
    return calendarErrorBody(this.status, this.reason, this.message, this.location);
  }
}

const STATUS_WORDS: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ALREADY_EXISTS",
  412: "FAILED_PRECONDITION",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

const domainOf = (reason: string) =>
  /[rR]ateLimitExceeded|quotaExceeded|dailyLimitExceeded/.test(reason)
    ? "usageLimits"
    : reason === "deleted" || reason === "timeRangeEmpty"
      ? "calendar"
      : "global";

export function calendarErrorBody(status: number, reason: string, message: string, location = {}) {
  return {
    error: {
      code: status,
      message,
      errors: [{ domain: domainOf(reason), reason, message, ...location }],
      ...(STATUS_WORDS[status] ? { status: STATUS_WORDS[status] } : {}),
    },
  };
}

/** A refusal of the token endpoint (RFC 6749, 5.2). */
export class OAuthRefusal extends Error {
  readonly status: 400 | 401;
  readonly code: string;

  constructor(status: 400 | 401, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }

  body() {
    return { error: this.code, error_description: this.message };
  }
}

export const notFound = () => new Refusal(404, "notFound", "Not Found");
export const invalid = (message: string) => new Refusal(400, "invalid", message);
export const required = (message: string) => new Refusal(400, "required", message);
