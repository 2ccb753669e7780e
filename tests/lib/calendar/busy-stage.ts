import { eq } from "drizzle-orm";
import { onTestFinished } from "vitest";
import { busy, calendarConnections } from "@/db/schema/calendar";
import { seal } from "@/lib/calendar/encryption";
import { forgetAccessTokens } from "@/lib/calendar/google-access";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import type { Config } from "@/lib/config";
import { type EpochMs, HOUR_MS } from "@/lib/time/instant";
import { startLocalGoogle } from "@/local/google/server";
import { aPerson, contextOf, jobContextOn, NOW, TEST_CONFIG } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

export const WEEK = { start: NOW, end: NOW + 7 * 24 * HOUR_MS };
/** Tomorrow, seen from `NOW`. */
export const NINE = Date.parse("2027-03-02T09:00+01:00");

export const mailOf = (name: string) => `${name.toLowerCase()}@northlight.example`;

/** A database and a Google with Ana, Bo and Cleo, whose clock the test turns. Nobody is connected. */
export async function busyStage(names = ["Ana", "Bo", "Cleo"], over: Partial<Config> = {}) {
  const { db, sql, url } = await testDatabase();
  forgetAccessTokens();
  const clock = { now: NOW };
  const google = await startLocalGoogle({
    clientId: TEST_CONFIG.GOOGLE_CLIENT_ID,
    clientSecret: TEST_CONFIG.GOOGLE_CLIENT_SECRET,
    now: () => clock.now,
  });
  onTestFinished(() => google.close());
  const { control } = google;
  control.addPeople(
    names.map((name) => ({ email: mailOf(name), name, zone: "Europe/Berlin", group: "All" })),
  );
  const ids = new Map<string, string>();
  for (const name of names) ids.set(name, await aPerson(db, name));
  const idOf = (name: string) => ids.get(name) as string;
  const config: Partial<Config> = { GOOGLE_BASE_URL: google.baseUrl, ...over };

  return {
    ...{ db, sql, url, google, control, clock, idOf, config },
    ana: idOf(names[0] ?? ""),
    bo: idOf(names[1] ?? ""),
    cleo: idOf(names[2] ?? ""),
    jobs: () => jobContextOn(db, { now: clock.now, config }),
    as: (personId: string) => contextOf(db, personId, { now: clock.now, config }),
    connect: async (name: string, scopes: readonly string[] = Object.values(CALENDAR_SCOPES)) => {
      const { refreshToken } = control.grant(mailOf(name), scopes);
      const row = {
        personId: idOf(name),
        email: mailOf(name),
        refreshTokenSealed: seal(refreshToken, TEST_CONFIG.ENCRYPTION_KEY),
        scopes: [...scopes],
        state: "connected" as const,
        busyCalendarIds: [mailOf(name)],
        connectedAt: clock.now,
      };
      await db
        .insert(calendarConnections)
        .values(row)
        .onConflictDoUpdate({ target: calendarConnections.personId, set: row });
    },
    meet: (name: string, start: EpochMs, calendarId?: string) =>
      control.addEvent(
        mailOf(name),
        {
          summary: "Salary talk",
          start: { dateTime: new Date(start).toISOString() },
          end: { dateTime: new Date(start + HOUR_MS).toISOString() },
        },
        calendarId,
      ),
    asked: () => control.calls(/freeBusy/).length,
    askers: () => control.calls(/freeBusy/).map(({ person }) => person),
    row: async (personId: string) => (await db.select().from(busy).where(eq(busy.personId, personId))).at(0),
    connection: async (personId: string) =>
      (await db.select().from(calendarConnections).where(eq(calendarConnections.personId, personId))).at(0),
    queued: async () =>
      (
        await sql<{ name: string; data: { personId?: string; personIds?: string[] } }[]>`
          select name, data from pgboss.job where state = 'created' order by name, data->>'personId'`
      ).map(({ name, data }) => ({ name, ...data })),
  };
}
