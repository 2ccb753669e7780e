import { auth, calendar, type calendar_v3 } from "googleapis/build/src/apis/calendar";
import { CalendarError, errorOfAnswer, errorWithoutAnswer } from "@/lib/calendar/calendar-error";
import { timeGoogle } from "@/lib/metrics";

/** Our registration with Google. `baseUrl` (GOOGLE_BASE_URL) is a stand-in's origin; unset means the real Google. */
export type GoogleApp = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly baseUrl?: string;
};

export type GoogleEndpoints = {
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  /** A stand-in may leave these two out: they are missed only by the call that needs them. */
  readonly revocation: string | undefined;
  readonly userinfo: string | undefined;
  readonly calendarRootUrl: string;
};

/** https://developers.google.com/identity/protocols/oauth2/web-server */
const REAL_GOOGLE: GoogleEndpoints = {
  issuer: "https://accounts.google.com",
  authorization: "https://accounts.google.com/o/oauth2/v2/auth",
  token: "https://oauth2.googleapis.com/token",
  revocation: "https://oauth2.googleapis.com/revoke",
  userinfo: "https://openidconnect.googleapis.com/v1/userinfo",
  calendarRootUrl: "https://www.googleapis.com/",
};

const DISCOVERY_TIMEOUT_MS = 5_000;
const discovered = new Map<string, Promise<GoogleEndpoints>>();

/** The OpenID Connect issuer, for whoever does discovery on its own. */
export function googleIssuer({ baseUrl }: Pick<GoogleApp, "baseUrl">): string {
  return baseUrl ? withoutSlash(baseUrl) : REAL_GOOGLE.issuer;
}

/**
 * Where this Google is. A stand-in's OAuth endpoints come from its discovery document, read once a process.
 * @throws {CalendarError} `timeout`, `unavailable`, `invalid`
 */
export async function googleEndpoints({ baseUrl }: Pick<GoogleApp, "baseUrl">): Promise<GoogleEndpoints> {
  if (!baseUrl) return REAL_GOOGLE;
  const issuer = withoutSlash(baseUrl);
  const known = discovered.get(issuer);
  if (known) return known;
  const reading = readDiscovery(issuer);
  discovered.set(issuer, reading);
  // A stand-in that was not up yet is asked again.
  reading.catch(() => discovered.delete(issuer));
  return reading;
}

async function readDiscovery(issuer: string): Promise<GoogleEndpoints> {
  const document = await fetchJson(`${issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS),
  });
  const endpoint = (name: string) => (typeof document[name] === "string" ? document[name] : undefined);
  const authorization = endpoint("authorization_endpoint");
  const token = endpoint("token_endpoint");
  if (!authorization || !token) {
    throw new CalendarError("invalid", `The discovery document of ${issuer} names no OAuth endpoints.`);
  }
  return {
    issuer,
    authorization,
    token,
    revocation: endpoint("revocation_endpoint"),
    userinfo: endpoint("userinfo_endpoint"),
    calendarRootUrl: `${issuer}/`,
  };
}

const withoutSlash = (url: string) => url.replace(/\/+$/, "");

type Init = RequestInit & { signal: AbortSignal };

const OAUTH = {
  what: () => "oauth",
  outcome: (error: unknown) => (error instanceof CalendarError ? error.kind : "fault"),
};

/** One call to an OAuth endpoint, whose answer is JSON or empty. The signal is its deadline. */
export const fetchJson = (url: string, init: Init): Promise<Record<string, unknown>> =>
  timeGoogle(OAUTH, () => askJson(url, init));

async function askJson(url: string, init: Init): Promise<Record<string, unknown>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, init);
    text = await response.text();
  } catch (cause) {
    throw errorWithoutAnswer(cause, init.signal);
  }
  if (!response.ok) throw errorOfAnswer(response.status, text, response.headers.get("retry-after"));
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch (cause) {
    throw new CalendarError("unavailable", "Google's answer was not JSON.", { cause });
  }
}

/** What a single call may say about its transport: no retries of the library's own, one deadline. */
export type CallOptions = { readonly signal: AbortSignal; readonly retry: false };

/**
 * The Calendar API with one access token. It neither renews the token nor repeats a call:
 * the library would do both also after a 403, and would ignore `Retry-After`.
 */
export async function calendarWith(app: GoogleApp, accessToken: string): Promise<calendar_v3.Calendar> {
  const { calendarRootUrl } = await googleEndpoints(app);
  const credentials = new auth.OAuth2({ clientId: app.clientId });
  credentials.setCredentials({ access_token: accessToken });
  return calendar({ version: "v3", auth: credentials, rootUrl: calendarRootUrl });
}

export type { calendar_v3 };
