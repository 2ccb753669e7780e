import { createHash, randomBytes } from "node:crypto";
import { decodeJwt } from "jose";
import { CalendarError } from "@/lib/calendar/calendar-error";
import { fetchJson, type GoogleApp, googleEndpoints } from "@/lib/calendar/google";
import type { Deadline } from "@/lib/calendar/google-access";

/** What Deskside may ask for, each when it is first needed. https://developers.google.com/workspace/calendar/api/auth */
export const CALENDAR_SCOPES = {
  readBusy: "https://www.googleapis.com/auth/calendar.freebusy",
  chooseCalendars: "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
  writeEvents: "https://www.googleapis.com/auth/calendar.events.owned",
} as const;

const DEFAULT_TIMEOUT_MS = 10_000;

/** A fresh verifier to keep, and the challenge (S256) to send (RFC 7636, 4.1 and 4.2). */
export function createCodePair(): { codeVerifier: string; codeChallenge: string } {
  const codeVerifier = randomBytes(48).toString("base64url");
  return { codeVerifier, codeChallenge: createHash("sha256").update(codeVerifier).digest("base64url") };
}

/**
 * Where to send a person to grant `scopes`. What they granted before stays granted.
 * It also asks for `openid email`, so that the answer tells whose calendar it is.
 * https://developers.google.com/identity/protocols/oauth2/web-server#incrementalAuth
 * @throws {CalendarError} if a stand-in's endpoints cannot be read
 */
export async function consentUrl(
  app: GoogleApp,
  ask: {
    redirectUri: string;
    scopes: readonly string[];
    state: string;
    codeChallenge: string;
    loginHint?: string;
  },
): Promise<string> {
  const { authorization } = await googleEndpoints(app);
  const url = new URL(authorization);
  const parameters: Record<string, string | undefined> = {
    client_id: app.clientId,
    redirect_uri: ask.redirectUri,
    response_type: "code",
    scope: [...new Set(["openid", "email", ...ask.scopes])].join(" "),
    state: ask.state,
    code_challenge: ask.codeChallenge,
    code_challenge_method: "S256",
    access_type: "offline",
    // Without it, a second consent would bring no refresh token.
    prompt: "consent",
    include_granted_scopes: "true",
    login_hint: ask.loginHint,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/**
 * Turns the code of a consent into a refresh token. `scopes` is what was granted, which may be less than was asked;
 * undefined where the answer does not say, which means all that was asked (RFC 6749, 5.1).
 * `email` (lower case) is the account that granted it, which need not be the person who began.
 * @throws {CalendarError} `revoked` for a code that is used, old or not ours; `invalid` for a wrong client
 */
export async function exchangeCode(
  app: GoogleApp,
  { code, codeVerifier, redirectUri }: { code: string; codeVerifier: string; redirectUri: string },
  { timeoutMs = DEFAULT_TIMEOUT_MS }: Deadline = {},
): Promise<{ refreshToken?: string; scopes?: string[]; email: string }> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { token } = await googleEndpoints(app);
  const answer = await fetchJson(token, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      code_verifier: codeVerifier,
      redirect_uri: redirectUri,
      client_id: app.clientId,
      client_secret: app.clientSecret,
    }),
    signal,
  });
  const email = emailIn(answer.id_token, app) ?? (await askEmail(app, answer.access_token, signal));
  return {
    refreshToken: typeof answer.refresh_token === "string" ? answer.refresh_token : undefined,
    scopes: typeof answer.scope === "string" ? answer.scope.split(" ").filter(Boolean) : undefined,
    email: email.toLowerCase(),
  };
}

/**
 * The address in an id token for this app. It comes straight from the token endpoint, whose connection vouches for it
 * instead of the signature (OpenID Connect Core 1.0, 3.1.3.7, point 6).
 */
function emailIn(idToken: unknown, app: GoogleApp): string | undefined {
  if (typeof idToken !== "string") return undefined;
  try {
    const claims = decodeJwt<{ email?: string }>(idToken);
    return [claims.aud].flat().includes(app.clientId) ? claims.email : undefined;
  } catch {
    return undefined;
  }
}

async function askEmail(app: GoogleApp, accessToken: unknown, signal: AbortSignal): Promise<string> {
  const { userinfo } = await googleEndpoints(app);
  const about = userinfo
    ? await fetchJson(userinfo, { headers: { authorization: `Bearer ${accessToken}` }, signal })
    : {};
  if (typeof about.email === "string") return about.email;
  throw new CalendarError("invalid", "Google did not say whose account it is.");
}

/**
 * Takes back everything this person granted us. A token that is revoked already counts as done.
 * https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke
 * @throws {CalendarError} `timeout`, `unavailable`
 */
export async function revokeGrant(
  app: GoogleApp,
  refreshToken: string,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: Deadline = {},
): Promise<void> {
  const { revocation } = await googleEndpoints(app);
  if (!revocation) throw new CalendarError("unavailable", "This Google has nowhere to revoke a grant.");
  try {
    await fetchJson(revocation, {
      method: "POST",
      body: new URLSearchParams({ token: refreshToken }),
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    if (!(error instanceof CalendarError && error.reason === "invalid_token")) throw error;
  }
}
