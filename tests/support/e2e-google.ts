import { randomUUID } from "node:crypto";
import { addressOf } from "./e2e-test";

/** An event as Google's Calendar API tells it. https://developers.google.com/workspace/calendar/api/v3/reference/events */
export type GoogleEvent = {
  id: string;
  status: string;
  summary: string;
  description?: string;
  location?: string;
  hangoutLink?: string;
  start: { dateTime: string };
  end: { dateTime: string };
  organizer: { email: string };
  attendees?: { email: string; responseStatus: string; organizer?: boolean }[];
};

const READ_EVENTS = "https://www.googleapis.com/auth/calendar.events.owned.readonly";

const google = () => process.env.E2E_GOOGLE_URL ?? "";

/** Tells the local Google what happens in the world: `grants`, `events`, `faults`. */
export async function local<T>(command: string, input: object): Promise<T> {
  const answer = await fetch(`${google()}/__local/${command}`, {
    method: "POST",
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${command}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Somebody whom the company's Google knows and Deskside does not yet. @returns the address. */
export async function newcomer(name: string, domain = "northlight.example"): Promise<string> {
  const email = `new-${randomUUID().slice(0, 8)}@${domain}`;
  await local("people", { people: [{ email, name, zone: "Europe/Berlin", group: "New here" }] });
  return email;
}

/** What is in somebody's own calendar, asked as any other app would ask: with an access token of theirs. */
export async function calendarOf(person: string) {
  const token = await accessToken(person);
  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${google()}/calendar/v3/calendars/primary/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    /** Events that are on, by their whole title. */
    called: async (summary: string): Promise<GoogleEvent[]> => {
      const found: GoogleEvent[] = [];
      for (let page = ""; ; ) {
        const list = await get<{ items: GoogleEvent[]; nextPageToken?: string }>(
          `events?maxResults=2500&pageToken=${page}`,
        );
        found.push(...list.items.filter((event) => event.summary === summary));
        if (!list.nextPageToken) return found;
        page = list.nextPageToken;
      }
    },
  };
}

async function accessToken(person: string): Promise<string> {
  const { refreshToken } = await local<{ refreshToken: string }>("grants", {
    person: addressOf(person),
    scopes: [READ_EVENTS],
  });
  const answer = await fetch(`${google()}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: process.env.E2E_GOOGLE_CLIENT_ID ?? "",
      client_secret: process.env.E2E_GOOGLE_CLIENT_SECRET ?? "",
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
