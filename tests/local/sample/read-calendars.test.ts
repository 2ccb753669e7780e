import { eq } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { schema } from "@/db/schema/schema";
import { cachedBusyOf } from "@/lib/calendar/cached-busy";
import { seal } from "@/lib/calendar/encryption";
import { findMatches } from "@/lib/matching/find-matches";
import { WEEK_MS } from "@/lib/time/instant";
import { startLocalGoogle } from "@/local/google/server";
import { fillSampleCompany } from "@/local/sample/fill";
import { readCalendars } from "@/local/sample/read-calendars";
import { contextOf, jobContextOn, NOW, TEST_CONFIG } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

test("everybody of the sample company is known at once, but for whom access has ended; its groups can meet", async () => {
  const { db } = await testDatabase();
  const google = await startLocalGoogle({
    clientId: TEST_CONFIG.GOOGLE_CLIENT_ID,
    clientSecret: TEST_CONFIG.GOOGLE_CLIENT_SECRET,
    now: () => NOW,
  });
  onTestFinished(() => google.close());
  const encrypt = (text: string) => seal(text, TEST_CONFIG.ENCRYPTION_KEY);
  await fillSampleCompany({ db, google: google.control, now: NOW, encrypt, appUrl: TEST_CONFIG.AUTH_URL });
  const context = jobContextOn(db, { config: { GOOGLE_BASE_URL: google.baseUrl } });
  await readCalendars(context);
  const people = await db.select({ id: schema.people.id, name: schema.people.name }).from(schema.people);
  const window = { start: NOW, end: NOW + 4 * WEEK_MS };
  const answers = await cachedBusyOf(
    context,
    people.map(({ id }) => id),
    window,
  );
  const unknown = people.flatMap(({ id, name }) => {
    const answer = answers.get(id);
    return answer?.known ? [] : [`${name}: ${answer?.reason}`];
  });
  expect(unknown).toEqual(["Priya Raman: reconnect"]);

  const find = async (title: string, email: string) => {
    const [request] = await db
      .select({ id: schema.requests.id })
      .from(schema.requests)
      .where(eq(schema.requests.title, title));
    const [person] = await db
      .select({ id: schema.people.id })
      .from(schema.people)
      .where(eq(schema.people.email, email));
    const asking = await contextOf(db, person?.id ?? "", { now: NOW, config: context.config });
    return findMatches(asking, { requestId: request?.id });
  };
  const group = await find(
    "Backfill refunds into the warehouse without double counting",
    "amara@northlight.example",
  );
  expect(group.group?.needs.map(({ label }) => label)).toEqual(["Backend", "SRE"]);
  expect(group.group?.best).not.toBeNull();
  const joined = await find("Find out where a push is lost between us and Apple", "kofi@northlight.example");
  const [session] = await db.select().from(schema.sessions).where(eq(schema.sessions.state, "needs_partner"));
  expect(joined.people.map(({ name, runs }) => [name, runs])).toEqual([
    ["Ravi Menon", [[session?.startAt, 1]]],
  ]);
}, 60_000);
