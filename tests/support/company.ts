import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { familiarities, people, systems, teams, workingHours } from "@/db/schema/people";
import { requestNeeds, requestNeedTeams, requestSystems, requests } from "@/db/schema/requests";
import type { Config } from "@/lib/config";
import type { Context, Db, JobContext } from "@/lib/context";
import type { Discipline, Level } from "@/lib/people/schema";
import { actorOf } from "@/lib/people/store";
import { DAY_MS, type EpochMs } from "@/lib/time/instant";

/** A Monday morning, so that a week lies ahead. */
export const NOW = Date.parse("2027-03-01T08:00+01:00");

export const TEST_CONFIG: Config = {
  DATABASE_URL: "postgres://nobody@127.0.0.1/none",
  AUTH_URL: "http://localhost:3000",
  AUTH_SECRET: "a secret for tests, 32 characters long",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  OTHER_ENCRYPTION_KEYS: [],
  GOOGLE_CLIENT_ID: "test-client",
  GOOGLE_CLIENT_SECRET: "test-client-secret",
  GOOGLE_BASE_URL: "http://127.0.0.1:9",
  ALLOWED_DOMAINS: ["northlight.example"],
  ADMIN_EMAILS: [],
  GOOGLE_ACCOUNTS: "organisation",
  DESKSIDE_LOCAL: true,
  TRUSTED_PROXIES: 0,
  WORKER: "off",
  LOG_LEVEL: "silent",
};

/** What a job sees; nobody asked. */
export const jobContextOn = (
  db: Db,
  { now = NOW, config = {} }: { now?: EpochMs; config?: Partial<Config> } = {},
): JobContext => ({
  db,
  now,
  config: { ...TEST_CONFIG, ...config },
});

/** What a use case sees when this person asks. */
export async function contextOf(
  db: Db,
  personId: string,
  options: { now?: EpochMs; config?: Partial<Config> } = {},
): Promise<Context> {
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!person) throw new Error("No such person in this test.");
  // Tests do in a second what takes a person days; those of the limits set it aside.
  return { ...jobContextOn(db, options), actor: actorOf(person), isUnlimited: true };
}

export async function aTeam(db: Db, name: string, discipline: Discipline = "dev"): Promise<string> {
  const [team] = await db.insert(teams).values({ name, discipline }).returning();
  return (team as { id: string }).id;
}

export async function aSystem(db: Db, name: string): Promise<string> {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const [system] = await db.insert(systems).values({ name, slug }).returning();
  return (system as { id: string }).id;
}

type PersonOptions = Partial<typeof people.$inferInsert> & {
  /** Weekly on Monday to Friday unless given. */
  hours?: { weekday: number; from: string; to: string }[];
  knows?: Record<string, Level>;
  wantsToLearn?: string[];
};

/** Somebody who works 09:00 to 17:00, Monday to Friday, in Berlin. */
export async function aPerson(db: Db, name: string, options: PersonOptions = {}): Promise<string> {
  const { hours, knows = {}, wantsToLearn = [], ...columns } = options;
  const email = `${name.toLowerCase().replace(/[^a-z0-9]+/g, ".")}@northlight.example`;
  const [person] = await db
    .insert(people)
    .values({ name, email, zone: "Europe/Berlin", onboardedAt: NOW - 30 * DAY_MS, ...columns })
    .returning();
  const personId = (person as { id: string }).id;
  const week = hours ?? [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: "09:00", to: "17:00" }));
  if (week.length > 0) await db.insert(workingHours).values(week.map((range) => ({ personId, ...range })));
  const known = [...new Set([...Object.keys(knows), ...wantsToLearn])].map((systemId) => ({
    personId,
    systemId,
    level: knows[systemId] ?? ("new" as const),
    wantsToLearn: wantsToLearn.includes(systemId),
  }));
  if (known.length > 0) await db.insert(familiarities).values(known);
  return personId;
}

type RequestOptions = Partial<typeof requests.$inferInsert> & { teamIds?: string[]; systemIds?: string[] };

/** An open request of 50 minutes, needed within a week of `NOW`. */
export async function aRequest(db: Db, requesterId: string, options: RequestOptions = {}) {
  const { teamIds = [], systemIds = [], ...columns } = options;
  const [request] = await db
    .insert(requests)
    .values({
      requesterId,
      title: "Rotate the push gateway certificate",
      lengthMin: 50,
      neededByAt: NOW + 7 * DAY_MS,
      ...columns,
    })
    .returning();
  const id = (request as { id: string }).id;
  const needId = randomUUID();
  await db.insert(requestNeeds).values({ id: needId, requestId: id });
  if (teamIds.length > 0)
    await db.insert(requestNeedTeams).values(teamIds.map((teamId) => ({ needId, teamId })));
  if (systemIds.length > 0)
    await db.insert(requestSystems).values(systemIds.map((systemId) => ({ requestId: id, systemId })));
  return { id, needId };
}
