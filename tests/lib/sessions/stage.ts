import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { calendarConnections } from "@/db/schema/calendar";
import { seal } from "@/lib/calendar/encryption";
import { forgetAccessTokens } from "@/lib/calendar/google-access";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import type { Config } from "@/lib/config";
import type { Db } from "@/lib/context";
import { HANDLERS } from "@/lib/jobs/registry";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { startLocalGoogle } from "@/local/google/server";
import { aPerson, aRequest, contextOf, jobContextOn, TEST_CONFIG } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

/** On the hour, two days from the real now: the database refuses past times by its own clock. */
export const START = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 2 * DAY_MS;
export const LENGTH_MS = 50 * MINUTE_MS;

/** The jobs that are about one session and nothing else. */
type SessionJob = "send-invite" | "update-event" | "cancel-event" | "close-unfilled";

export const mailOf = (name: string) => `${name.toLowerCase()}@northlight.example`;

/** A database, a Google, and Ana, Bo and Cleo of one company with connected calendars; Ana has an open request. */
export async function stage({ connect = ["Ana", "Bo", "Cleo"] }: { connect?: string[] } = {}) {
  const { db, sql, url } = await testDatabase({ max: 12 });
  const google = await startLocalGoogle({
    clientId: TEST_CONFIG.GOOGLE_CLIENT_ID,
    clientSecret: TEST_CONFIG.GOOGLE_CLIENT_SECRET,
  });
  onTestFinished(() => google.close());
  forgetAccessTokens();
  const config: Partial<Config> = { GOOGLE_BASE_URL: google.baseUrl };

  const names = ["Ana", "Bo", "Cleo"];
  google.control.addPeople(
    names.map((name) => ({ email: mailOf(name), name, zone: "Europe/Berlin", group: "Backend" })),
  );
  const [ana, bo, cleo] = await Promise.all(names.map((name) => aPerson(db, name, { maxPerWeek: 40 })));
  const people = { ana, bo, cleo } as { ana: string; bo: string; cleo: string };
  for (const name of connect) {
    const personId = people[name.toLowerCase() as keyof typeof people];
    await connectCalendar(db, personId, mailOf(name), google.control);
  }
  const request = await aRequest(db, people.ana, { title: "Split the billing keyspace" });

  const context = (personId: string) => contextOf(db, personId, { now: Date.now(), config });
  const jobs = () => jobContextOn(db, { now: Date.now(), config });
  const queued = async () =>
    (
      await sql<{ name: string; id: string; session: string }[]>`
        select name, id, data->>'sessionId' as session from pgboss.job where state = 'created' order by created_on, name`
    ).map(({ name, session }) => ({ name, session }));

  return {
    db,
    sql,
    url,
    google,
    control: google.control,
    config,
    ...people,
    request,
    context,
    jobs,
    queued,
    /** Does the job now, as the worker would. */
    work: (name: SessionJob, sessionId: string) => HANDLERS[name](jobs(), { sessionId }),
    /** Another open request of Ana's, or of somebody else's. */
    another: (requesterId = people.ana, title = "Another one") => aRequest(db, requesterId, { title }),
    booking: (over: object = {}) => ({
      requestId: request.id,
      partnerIds: [people.bo],
      start: START,
      key: randomUUID(),
      ...over,
    }),
  };
}

export type Stage = Awaited<ReturnType<typeof stage>>;

export async function connectCalendar(
  db: Db,
  personId: string,
  email: string,
  control: Awaited<ReturnType<typeof startLocalGoogle>>["control"],
): Promise<void> {
  const { refreshToken } = control.grant(email, Object.values(CALENDAR_SCOPES));
  const row = {
    personId,
    email,
    refreshTokenSealed: seal(refreshToken, TEST_CONFIG.ENCRYPTION_KEY),
    scopes: Object.values(CALENDAR_SCOPES),
    busyCalendarIds: [email],
    connectedAt: Date.now(),
    state: "connected" as const,
  };
  await db
    .insert(calendarConnections)
    .values(row)
    .onConflictDoUpdate({ target: calendarConnections.personId, set: row });
}

/** How a refused promise ended: its code, sentence and detail, as they reach a person. */
export async function refusal(promise: Promise<unknown>) {
  const error = (await promise.then(
    () => {
      throw new Error("It was not refused.");
    },
    (refused: unknown) => refused,
  )) as { code?: string; message: string; fields?: unknown; detail?: unknown };
  const { code, message, fields, detail } = error;
  return { code, message, fields, detail };
}
