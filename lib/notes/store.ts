import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { learnings, notes, questions } from "@/db/schema/notes";
import { people, teams } from "@/db/schema/people";
import { seats, sessions } from "@/db/schema/sessions";
import type { Db } from "../context";
import type { NoteTexts } from "./schema";

type State = (typeof sessions.$inferSelect)["state"];

/** Nobody sat together, so there is nothing to write down. */
export const NEVER_HELD: readonly State[] = ["cancelled", "not_held"];

export async function accessTo(db: Db, sessionId: string, personId: string) {
  const [row] = await db
    .select({
      state: sessions.state,
      isPrivate: sessions.isPrivate,
      /** A seat that is theirs: neither declined nor given to somebody else. Where nobody sat together, all are free. */
      hasSeat: sql<boolean>`exists (select from ${seats} where ${seats.sessionId} = ${sessionId}
        and ${seats.personId} = ${personId} and (${seats.active}
          or (${seats.answer} <> 'declined' and ${inArray(sessions.state, [...NEVER_HELD])})))`,
    })
    .from(sessions)
    .where(eq(sessions.id, sessionId));
  return row;
}

export async function noteById(db: Db, sessionId: string) {
  const [row] = await db
    .select({
      problem: notes.problem,
      process: notes.process,
      solution: notes.solution,
      version: notes.version,
      updatedAt: notes.updatedAt,
      updatedBy: people.name,
    })
    .from(notes)
    .leftJoin(people, eq(people.id, notes.updatedBy))
    .where(eq(notes.sessionId, sessionId));
  return row;
}

export const questionsOf = (db: Db, sessionId: string) =>
  db
    .select({ question: questions.question, answer: questions.answer })
    .from(questions)
    .where(eq(questions.sessionId, sessionId))
    .orderBy(asc(questions.position));

/** Everybody's, in the order of their seats. */
export const learningsOf = (db: Db, sessionId: string) =>
  db
    .select({
      id: learnings.id,
      personId: learnings.personId,
      name: people.name,
      discipline: teams.discipline,
      text: learnings.text,
    })
    .from(learnings)
    .leftJoin(people, eq(people.id, learnings.personId))
    .leftJoin(teams, eq(teams.id, people.teamId))
    .leftJoin(seats, and(eq(seats.sessionId, learnings.sessionId), eq(seats.personId, learnings.personId)))
    .where(eq(learnings.sessionId, sessionId))
    .orderBy(
      sql`case ${seats.role} when 'requester' then 0 when 'partner' then 1 else 2 end`,
      asc(people.name),
      asc(learnings.id),
    );

/** Makes the note if it is not there yet, and holds it until the transaction ends. @returns Its version. */
export async function lockNote(tx: Db, sessionId: string): Promise<number> {
  await tx.insert(notes).values({ sessionId, version: 0 }).onConflictDoNothing();
  const [row] = await tx
    .select({ version: notes.version })
    .from(notes)
    .where(eq(notes.sessionId, sessionId))
    .for("update");
  if (!row) throw new Error("The note was not made.");
  return row.version;
}

export async function writeNote(
  tx: Db,
  sessionId: string,
  personId: string,
  { problem, process, solution }: NoteTexts,
): Promise<void> {
  await tx
    .update(notes)
    .set({
      ...{ problem, process, solution },
      version: sql`${notes.version} + 1`,
      updatedAt: sql`clock_timestamp()`,
      updatedBy: personId,
    })
    .where(eq(notes.sessionId, sessionId));
}

export async function replaceQuestions(
  tx: Db,
  sessionId: string,
  asked: NoteTexts["questions"],
): Promise<void> {
  await tx.delete(questions).where(eq(questions.sessionId, sessionId));
  if (asked.length === 0) return;
  await tx.insert(questions).values(asked.map((row, position) => ({ sessionId, position, ...row })));
}

/** One learning a person: its row stays the same while its words change. */
export async function replaceLearning(
  tx: Db,
  sessionId: string,
  personId: string,
  text: string,
): Promise<void> {
  const own = and(eq(learnings.sessionId, sessionId), eq(learnings.personId, personId));
  if (text === "") {
    await tx.delete(learnings).where(own);
    return;
  }
  const changed = await tx
    .update(learnings)
    .set({ text, updatedAt: sql`clock_timestamp()` })
    .where(own)
    .returning({ id: learnings.id });
  if (changed.length === 0) await tx.insert(learnings).values({ sessionId, personId, text });
}

/** Makes the note findable as it is now; the transaction holds its row. */
export async function indexNote(tx: Db, sessionId: string): Promise<void> {
  await tx.execute(sql`select index_notes(array[${sessionId}::uuid])`);
}
