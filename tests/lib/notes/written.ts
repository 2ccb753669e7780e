import { seats, sessions } from "@/db/schema/sessions";
import type { Db } from "@/lib/context";
import { saveNote } from "@/lib/notes/save-note";
import type { NoteTexts } from "@/lib/notes/schema";
import { DAY_MS, MINUTE_MS } from "@/lib/time/instant";
import { aPerson, aRequest, aSystem, aTeam, contextOf, NOW } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";

export const NOTHING: NoteTexts = { problem: "", process: "", solution: "", questions: [], learning: "" };

/** Ana of Backend, Bo of Platform ops, Cleo who sat with neither, and two systems. */
export async function company() {
  const { db, sql, url } = await testDatabase({ max: 10 });
  const backend = await aTeam(db, "Backend", "dev");
  const ops = await aTeam(db, "Platform ops", "ops");
  const cassandra = await aSystem(db, "Cassandra");
  const billing = await aSystem(db, "billing API");
  const ana = await aPerson(db, "Ana Ribeiro", { teamId: backend });
  const bo = await aPerson(db, "Bo Larsen", { teamId: ops });
  const cleo = await aPerson(db, "Cleo Martin", { teamId: backend });
  return {
    db,
    ...{ sql, url },
    ...{ backend, ops, cassandra, billing, ana, bo, cleo },
    as: (personId: string) => contextOf(db, personId),
  };
}

export type Company = Awaited<ReturnType<typeof company>>;

type Held = {
  title?: string;
  systemIds?: string[];
  partner?: string;
  requester?: string;
  isPrivate?: boolean;
  daysAgo?: number;
  state?: "booked" | "held" | "cancelled" | "not_held";
  answer?: "waiting" | "accepted" | "declined";
  /** Whether the partner's seat was given to somebody else. */
  swapped?: boolean;
  note?: Partial<NoteTexts>;
};

let hour = 0;

/** A session of the past between two people, with a note if one is given. @returns Its id. */
export async function aSession({ db, ana, bo, backend, ops }: Company, held: Held = {}): Promise<string> {
  const { requester = ana, partner = bo, answer = "accepted", daysAgo = 10, note } = held;
  const request = await aRequest(db, requester, {
    title: held.title ?? "Split the billing keyspace",
    systemIds: held.systemIds ?? [],
    state: "done",
  });
  // Each its own hour: nobody sits twice at once.
  const startAt = NOW - daysAgo * DAY_MS - ++hour * 60 * MINUTE_MS;
  const times = { startAt, endAt: startAt + 50 * MINUTE_MS };
  const [session] = await db
    .insert(sessions)
    .values({
      requestId: request.id,
      state: held.state ?? "held",
      zone: "Europe/Berlin",
      agreedWallTime: "2027-02-01T10:00",
      place: "video",
      isPrivate: held.isPrivate ?? false,
      eventState: "none",
      ...times,
    })
    .returning();
  const sessionId = (session as { id: string }).id;
  await db.insert(seats).values([
    { sessionId, personId: requester, role: "requester", teamId: backend, answer: "accepted", ...times },
    {
      ...{ sessionId, personId: partner, role: "partner" as const, teamId: ops, answer, ...times },
      active: answer !== "declined" && !held.swapped,
    },
  ]);
  if (note) await write(db, sessionId, requester, note);
  return sessionId;
}

export const write = async (db: Db, id: string, personId: string, note: Partial<NoteTexts>, version = 0) =>
  saveNote(await contextOf(db, personId), { id, version, ...NOTHING, ...note });
