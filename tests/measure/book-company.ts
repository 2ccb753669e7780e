import { randomBytes, randomUUID } from "node:crypto";
import { calendarConnections } from "@/db/schema/calendar";
import { people, teams } from "@/db/schema/people";
import { requestNeeds, requests } from "@/db/schema/requests";
import { seal } from "@/lib/calendar/encryption";
import { CALENDAR_SCOPES } from "@/lib/calendar/google-consent";
import type { Db } from "@/lib/context";
import { startSignIn } from "@/lib/people/sign-in";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { jobContextOn } from "@/tests/support/company";
import type { GoogleProcess } from "./book-processes";

/** Everybody who wants one hour of one partner. */
export const PER_HOUR = 10;
const HOURS_PER_PARTNER = 20;
export const LENGTH_MIN = 50;
/** Between one contested hour of a partner and the next, so that only those within one overlap. */
const APART_MS = 3 * HOUR_MS;
/** Half of an hour's clients want it from its start, the others from a little later: all overlap each other. */
const LATER_MIN = [0, 0, 0, 0, 0, 10, 15, 25, 35, 45];

export type Client = {
  readonly cookie: string;
  readonly body: { requestId: string; partnerIds: string[]; start: EpochMs; key: string; askAnyway: boolean };
  /** Which hour of which partner: of all its clients one can win. */
  readonly hour: number;
};

type Person = { id: string; email: string };

/** Clients with a request, a sign-in and a connected calendar each, and the partners whose hours they contest. */
export async function fillCompany(
  db: Db,
  google: GoogleProcess,
  { clients, encryptionKey }: { clients: number; encryptionKey: string },
): Promise<{ clients: Client[]; people: Person[]; hours: number }> {
  const hours = Math.max(1, Math.floor(clients / PER_HOUR));
  const partners = await insertPeople(
    db,
    google,
    "partner",
    Math.ceil(hours / HOURS_PER_PARTNER),
    encryptionKey,
  );
  const askers = await insertPeople(db, google, "client", clients, encryptionKey);
  const first = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 2 * DAY_MS;
  const wishes: Client[] = [];
  for (const [i, { id }] of askers.entries()) {
    const hour = i % hours;
    const partner = partners[Math.floor(hour / HOURS_PER_PARTNER)] as Person;
    const start = first + (hour % HOURS_PER_PARTNER) * APART_MS + laterMs(Math.floor(i / hours));
    wishes.push({
      cookie: await signIn(db, id),
      body: {
        ...{ requestId: await insertRequest(db, id, i), partnerIds: [partner.id], start },
        // A crowd at one door may outlast the time that Google is given; the contest is to be decided all the same.
        ...{ key: randomUUID(), askAnyway: true },
      },
      hour,
    });
  }
  return { clients: wishes, people: [...partners, ...askers], hours };
}

const laterMs = (rank: number) => (LATER_MIN[rank % LATER_MIN.length] as number) * MINUTE_MS;

async function insertPeople(
  db: Db,
  google: GoogleProcess,
  name: string,
  count: number,
  encryptionKey: string,
): Promise<Person[]> {
  const seeds = Array.from({ length: count }, (_, i) => ({
    ...{ name: `${name} ${i}`, email: `${name}-${i}@northlight.example`, zone: "Europe/Berlin" },
  }));
  await google.tell("people", { people: seeds.map((seed) => ({ ...seed, group: name })) });
  const [team] = await db
    .insert(teams)
    .values({ name: `Team of ${name}s`, discipline: "dev" })
    .returning();
  const rows = await db
    .insert(people)
    .values(seeds.map((seed) => ({ ...seed, teamId: team?.id, onboardedAt: Date.now(), maxPerWeek: 50 })))
    .returning();
  const scopes = Object.values(CALENDAR_SCOPES);
  for (const { id, email } of rows) {
    const { refreshToken } = await google.tell<{ refreshToken: string }>("grants", { person: email, scopes });
    await db.insert(calendarConnections).values({
      ...{ personId: id, email, scopes, busyCalendarIds: [email], connectedAt: Date.now() },
      refreshTokenSealed: seal(refreshToken, encryptionKey),
    });
  }
  return rows.map(({ id, email }) => ({ id, email }));
}

async function insertRequest(db: Db, requesterId: string, i: number): Promise<string> {
  const [row] = await db
    .insert(requests)
    .values({
      ...{ requesterId, title: `Pair on ${i}`, lengthMin: LENGTH_MIN },
      neededByAt: Date.now() + 30 * DAY_MS,
    })
    .returning();
  const id = (row as { id: string }).id;
  await db.insert(requestNeeds).values({ requestId: id });
  return id;
}

async function signIn(db: Db, personId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await startSignIn(jobContextOn(db), token, personId, Date.now() + DAY_MS);
  return `authjs.session-token=${token}`;
}
