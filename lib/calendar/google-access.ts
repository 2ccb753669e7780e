import { createHash } from "node:crypto";
import { CalendarError, errorOfAnswer, errorWithoutAnswer } from "@/lib/calendar/calendar-error";
import {
  type CallOptions,
  type calendar_v3,
  calendarWith,
  fetchJson,
  type GoogleApp,
  googleEndpoints,
} from "@/lib/calendar/google";
import { timeGoogle } from "@/lib/metrics";

/** What it takes to act on one person's calendar. */
export type Access = { readonly app: GoogleApp; readonly refreshToken: string };

/** One deadline over everything a call needs, a new access token included. */
export type Deadline = { readonly timeoutMs?: number };

type AccessToken = {
  readonly value: Promise<string> /** Not known to end while it is still on its way. */;
  expiresAt: number;
};

const DEFAULT_TIMEOUT_MS = 10_000;
const REFRESH_TIMEOUT_MS = 10_000;
/** Renewed early, so that a token does not end on its way, nor with a clock that is a little off. */
const RENEW_BEFORE_MS = 60_000;
const REVOKED_FOR_MS = 60_000;
const MOST_TOKENS = 5_000;

const tokens = new Map<string, AccessToken>();

/**
 * Runs `call` with a valid access token; once more with a new one if Google answers 401.
 * @throws {CalendarError} always this, whatever went wrong
 */
export async function withAccess<T>(
  access: Access,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: Deadline,
  call: (calendar: calendar_v3.Calendar, options: CallOptions) => Promise<{ data: T }>,
): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs);
  const attempt = async (token: AccessToken): Promise<T> => {
    const calendar = await before(
      signal,
      token.value.then((value) => calendarWith(access.app, value)),
    );
    const timed = { what: partOf, outcome: (error: unknown) => calendarErrorOf(error, signal).kind };
    return (await timeGoogle(timed, () => call(calendar, { signal, retry: false }))).data;
  };
  const token = tokenOf(access);
  try {
    return await attempt(token).catch((error: unknown) => {
      if (answerOf(error)?.status !== 401) throw error;
      // Of many calls refused together, the first asks for a new token and the others share it.
      if (tokens.get(keyOf(access)) === token) forgetAccessTokens(access);
      return attempt(tokenOf(access));
    });
  } catch (error) {
    throw calendarErrorOf(error, signal);
  }
}

function calendarErrorOf(error: unknown, signal: AbortSignal): CalendarError {
  const answer = answerOf(error);
  if (!answer) return errorWithoutAnswer(error, signal);
  return errorOfAnswer(answer.status, answer.data, answer.headers?.get("retry-after"));
}

/** Which part of the API a settled call went to: the library's answers and errors carry what was asked. */
function partOf(settled: unknown): string {
  const { url } = (settled as { config?: { url?: unknown } } | null)?.config ?? {};
  const part = /\/(freeBusy|calendarList|channels|events)\b/.exec(String(url ?? ""))?.[1] ?? "other";
  return part === "events" && /\/watch\b/.test(String(url)) ? "channels" : part;
}

/** Forgets what a refresh token led to, as after a disconnect; without one, everything (for tests). */
export function forgetAccessTokens(access?: Access): void {
  if (access) tokens.delete(keyOf(access));
  else tokens.clear();
}

function tokenOf(access: Access): AccessToken {
  const key = keyOf(access);
  const known = tokens.get(key);
  if (known && known.expiresAt - RENEW_BEFORE_MS > Date.now()) return known;
  if (tokens.size >= MOST_TOKENS) tokens.delete(tokens.keys().next().value ?? "");

  const renewed = refresh(access);
  const token: AccessToken = {
    value: renewed.then(({ value }) => value),
    expiresAt: Number.POSITIVE_INFINITY,
  };
  tokens.set(key, token);
  renewed.then(
    ({ expiresAt }) => {
      token.expiresAt = expiresAt;
    },
    (error: unknown) => {
      // Whoever was refused at the same moment shares this answer; consent that is given again comes with another token.
      const isRevoked = error instanceof CalendarError && error.kind === "revoked";
      if (isRevoked) token.expiresAt = Date.now() + RENEW_BEFORE_MS + REVOKED_FOR_MS;
      else if (tokens.get(key) === token) tokens.delete(key);
    },
  );
  // Whoever asked hears of the failure; the cache itself is nobody who could.
  token.value.catch(() => undefined);
  return token;
}

/** https://developers.google.com/identity/protocols/oauth2/web-server#offline */
async function refresh({ app, refreshToken }: Access): Promise<{ value: string; expiresAt: number }> {
  const { token } = await googleEndpoints(app);
  const answer = await fetchJson(token, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: app.clientId,
      client_secret: app.clientSecret,
    }),
    signal: AbortSignal.timeout(REFRESH_TIMEOUT_MS),
  });
  if (typeof answer.access_token !== "string")
    throw new CalendarError("unavailable", "Google gave no access token.");
  return { value: answer.access_token, expiresAt: Date.now() + (Number(answer.expires_in) || 3600) * 1000 };
}

/** Kept in memory by hash, so that a heap dump or a log of keys gives no refresh token away. */
const keyOf = ({ app, refreshToken }: Access) =>
  createHash("sha256")
    .update(`${app.baseUrl ?? ""}\n${app.clientId}\n${refreshToken}`)
    .digest("base64url");

/** Others may wait for the same promise, so it is left alone and only our waiting ends. */
function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

type Answer = { status: number; data: unknown; headers?: { get(name: string): string | null } };

function answerOf(error: unknown): Answer | undefined {
  if (typeof error !== "object" || error === null || !("response" in error)) return undefined;
  return (error.response as Answer | undefined) ?? undefined;
}
