import { auth, calendar, type calendar_v3 } from "googleapis/build/src/apis/calendar";
import { onTestFinished } from "vitest";
import { type GoogleApp, googleEndpoints } from "@/lib/calendar/google";
import type { Access } from "@/lib/calendar/google-access";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import type { LocalGoogle } from "@/local/google/control";
import { startLocalGoogle } from "@/local/google/server";

/**
 * The suite describes Google, and runs against the local one unless two accounts of one Workspace with empty
 * calendars are named: CONTRACT_GOOGLE_CLIENT_ID, _CLIENT_SECRET, and for A and B _EMAIL_A, _REFRESH_TOKEN_A, ...
 * With CONTRACT_GOOGLE_CALENDAR_A (a second calendar of A's, by its id) events are moved there too, and with
 * CONTRACT_GOOGLE_PUSH_ADDRESS (an https address where anybody may post) channels are opened and stopped.
 * What needs a hand on Google's clock, faults or tokens, or a receiver on this machine, is skipped there.
 */
export const isRealGoogle = process.env.CONTRACT_GOOGLE_CLIENT_ID !== undefined;

export type TestPerson = { email: string; access: Access; api: calendar_v3.Calendar };
export type GoogleUnderTest = { app: GoogleApp; ana: TestPerson; bo: TestPerson; control: LocalGoogle };

export const ALL_SCOPES = Object.values(CALENDAR_SCOPES);
export const CLIENT = { clientId: "deskside-test", clientSecret: "not: a s&cr+t%" };
export const REDIRECT_URI = "http://127.0.0.1:3000/api/calendar/connected";
/** Monday; in this week Europe/Berlin changes to summer time (Sunday 28 March). */
export const CLOCK = "2027-03-15T09:00:00Z";

export const ANA = {
  email: "ana@northlight.example",
  name: "Ana Ribeiro",
  zone: "Europe/Berlin",
  group: "Backend",
};
export const BO = {
  email: "bo@northlight.example",
  name: "Bo Larsen",
  zone: "America/New_York",
  group: "Platform ops",
};
export const EVE = {
  email: "eve@elsewhere.example",
  name: "Eve Moreau",
  zone: "Europe/Paris",
  group: "Elsewhere",
};

export async function googleUnderTest(): Promise<GoogleUnderTest> {
  if (isRealGoogle) return realGoogle();
  const local = await startLocalGoogle({
    ...CLIENT,
    redirectUris: [REDIRECT_URI],
    now: () => Date.parse(CLOCK),
  });
  onTestFinished(() => local.close());
  local.control.addPeople([ANA, BO, EVE]);
  const app = { ...CLIENT, baseUrl: local.baseUrl };
  const person = (email: string, scopes: readonly string[] = ALL_SCOPES) =>
    testPerson(app, email, local.control.grant(email, scopes).refreshToken);
  return { app, control: local.control, ana: await person(ANA.email), bo: await person(BO.email) };
}

/** Through the library, without anything of ours. */
export async function testPerson(app: GoogleApp, email: string, refreshToken: string): Promise<TestPerson> {
  const { token, calendarRootUrl } = await googleEndpoints(app);
  const credentials = new auth.OAuth2({ ...app, endpoints: { oauth2TokenUrl: token } });
  credentials.setCredentials({ refresh_token: refreshToken });
  const api = calendar({ version: "v3", auth: credentials, rootUrl: calendarRootUrl, retry: false });
  return { email, access: { app, refreshToken }, api };
}

async function realGoogle(): Promise<GoogleUnderTest> {
  const setting = (name: string): string => {
    const value = process.env[`CONTRACT_GOOGLE_${name}`];
    if (!value) throw new Error(`CONTRACT_GOOGLE_${name} is missing.`);
    return value;
  };
  const app = { clientId: setting("CLIENT_ID"), clientSecret: setting("CLIENT_SECRET") };
  const person = (letter: string) =>
    testPerson(app, setting(`EMAIL_${letter}`), setting(`REFRESH_TOKEN_${letter}`));
  const ana = await person("A");
  onTestFinished(async () => {
    for (const calendarId of ["primary", process.env.CONTRACT_GOOGLE_CALENDAR_A])
      if (calendarId) await emptyCalendar(ana, calendarId);
  });
  const control = new Proxy({} as LocalGoogle, {
    get: (_, name) => {
      throw new Error(`Nobody can ask the real Google to ${String(name)}: skip this test there.`);
    },
  });
  return { app, control, ana, bo: await person("B") };
}

async function emptyCalendar({ api }: TestPerson, calendarId: string): Promise<void> {
  const { data } = await api.events.list({
    calendarId,
    timeMin: "2027-03-01T00:00:00Z",
    timeMax: "2027-05-01T00:00:00Z",
  });
  for (const { id } of data.items ?? []) await api.events.delete({ calendarId, eventId: id ?? "" });
}

/** An event on Tuesday 23 March 2027, 14:00 to 14:50 in Berlin, unless told otherwise. */
export function tuesday(more: calendar_v3.Schema$Event = {}): calendar_v3.Schema$Event {
  return {
    summary: "Pair on the certificate",
    start: { dateTime: "2027-03-23T14:00:00+01:00", timeZone: "Europe/Berlin" },
    end: { dateTime: "2027-03-23T14:50:00+01:00", timeZone: "Europe/Berlin" },
    ...more,
  };
}

export async function insert(person: TestPerson, event: calendar_v3.Schema$Event, more: object = {}) {
  const { data } = await person.api.events.insert({ calendarId: "primary", requestBody: event, ...more });
  return data as calendar_v3.Schema$Event & { id: string };
}

export async function busy(person: TestPerson, ids: string[], timeMin: string, timeMax: string) {
  const requestBody = { timeMin, timeMax, items: ids.map((id) => ({ id })) };
  const { data } = await person.api.freebusy.query({ requestBody });
  return data.calendars ?? {};
}

/** Status and reason of Google's refusal, where the error has them. */
export async function refusal(call: Promise<unknown>): Promise<{ status?: number; reason?: string }> {
  try {
    await call;
  } catch (error) {
    const response = (
      error as { response?: { status: number; data: { error: { errors?: { reason: string }[] } | string } } }
    ).response;
    const body = response?.data?.error;
    return { status: response?.status, reason: typeof body === "string" ? body : body?.errors?.[0]?.reason };
  }
  throw new Error("Google did not refuse.");
}
