import { and, asc, eq, gt, ne, sql } from "drizzle-orm";
import { learnings, notes, noteVersions, noteWriters, questions } from "@/db/schema/notes";
import { people, teams } from "@/db/schema/people";
import { sessions } from "@/db/schema/sessions";
import type { Db } from "../context";
import { isTheirs } from "../visible-store";
import type { NotePart, NoteTexts, NoteWriter, QuestionRow, TextPart } from "./schema";

const SHARED_PARTS = ["problem", "process", "solution", "questions"] as const;

type State = (typeof sessions.$inferSelect)["state"];

/** Nobody sat together, so there is nothing to write down. */
export const NEVER_HELD: readonly State[] = ["cancelled", "not_held"];

export async function accessTo(db: Db, sessionId: string, personId: string) {
  const [row] = await db
    .select({
      state: sessions.state,
      isPrivate: sessions.isPrivate,
      /** A seat that is theirs: neither declined nor given to somebody else. Where nobody sat together, all are free. */
      hasSeat: sql<boolean>`exists (select from seats own where own.session_id = ${sessionId}
        and own.person_id = ${personId} and ${isTheirs(sql`own`, sql`${sessions.state}`)})`,
    })
    .from(sessions)
    .where(eq(sessions.id, sessionId));
  return row;
}

type Learned = {
  id: string;
  personId: string | null;
  name: string | null;
  discipline: string | null;
  text: string;
  /** The note's version in which it was last changed. */
  version: number;
};

/** A note with all that was written into it, in one look; the learnings in the order of their seats. */
export async function noteById(db: Db, sessionId: string) {
  const [row] = await db
    .select({
      problem: notes.problem,
      process: notes.process,
      solution: notes.solution,
      version: notes.version,
      partVersions: notes.partVersions,
      updatedAt: notes.updatedAt,
      updatedBy: people.name,
      outOfDateAt: notes.outOfDateAt,
      outOfDateBy: sql<string | null>`(select name from people p where p.id = ${notes.outOfDateBy})`,
      outOfDateReason: notes.outOfDateReason,
      changes: sql<number>`(select count(*)::int from ${noteVersions} v where v.session_id = ${notes.sessionId})`,
      questions: sql<Required<QuestionRow>[]>`(
        select coalesce(json_agg(json_build_object('id', q.id, 'question', q.question, 'answer', q.answer)
          order by q.position), '[]') from questions q where q.session_id = ${notes.sessionId})`,
      learnings: sql<Learned[]>`(
        select coalesce(json_agg(json_build_object('id', l.id, 'personId', l.person_id, 'name', p.name,
            'discipline', t.discipline, 'text', l.text, 'version', l.version)
          order by case st.role when 'requester' then 0 when 'partner' then 1 else 2 end, p.name, l.id), '[]')
        from learnings l left join people p on p.id = l.person_id left join teams t on t.id = p.team_id
          left join seats st on st.session_id = l.session_id and st.person_id = l.person_id
        where l.session_id = ${notes.sessionId})`,
    })
    .from(notes)
    .leftJoin(people, eq(people.id, notes.updatedBy))
    .where(eq(notes.sessionId, sessionId));
  return row;
}

export type NoteRow = NonNullable<Awaited<ReturnType<typeof noteById>>>;

/** 0: there is no note. @param lock Holds it until the transaction ends. */
export async function versionOf(db: Db, sessionId: string, { lock = false } = {}): Promise<number> {
  const query = db.select({ version: notes.version }).from(notes).where(eq(notes.sessionId, sessionId));
  const [row] = await (lock ? query.for("update") : query);
  return row?.version ?? 0;
}

/**
 * Makes the note if it is not there yet, and holds it until the transaction ends. A new one is seen by nobody who renames
 * what it is found by, so that either waits for the other.
 */
export async function lockNote(tx: Db, sessionId: string): Promise<void> {
  const held = () =>
    tx.select({ id: notes.sessionId }).from(notes).where(eq(notes.sessionId, sessionId)).for("update");
  if ((await held()).length > 0) return;
  await holdNames(tx, sessionId);
  await tx.insert(notes).values({ sessionId, version: 0 }).onConflictDoNothing();
  if ((await held()).length === 0) throw new Error("The note was not made.");
}

/** The request of the session, then its systems: the order in which whoever edits the request takes them. */
async function holdNames(tx: Db, sessionId: string): Promise<void> {
  await tx.execute(sql`select from requests r
    where r.id = (select request_id from sessions where id = ${sessionId}) for share`);
  await tx.execute(sql`select from systems s
    where s.id in (select rs.system_id from request_systems rs join sessions ss on ss.request_id = rs.request_id
      where ss.id = ${sessionId}) order by s.id for share`);
}

/** The version in which each part was last changed, the person's own learning among them. */
export function lastChanged(note: NoteRow, personId: string): Record<TextPart, number> {
  const { version, partVersions: of, learnings } = note;
  return {
    problem: of.problem ?? version,
    process: of.process ?? version,
    solution: of.solution ?? version,
    questions: of.questions ?? version,
    learning: learnings.find((one) => one.personId === personId)?.version ?? 0,
  };
}

/** @param changed What becomes of `version`; the other parts stay of the versions they are. */
export async function writeNote(
  tx: Db,
  sessionId: string,
  personId: string,
  { problem, process, solution }: NoteTexts,
  version: number,
  changed: readonly TextPart[],
): Promise<void> {
  const before = SHARED_PARTS.map((part) => sql`${part}::text, ${version - 1}::int`);
  const now = changed.map((part) => sql`${part}::text, ${version}::int`);
  await tx
    .update(notes)
    .set({
      ...{ problem, process, solution, version },
      partVersions: sql`jsonb_build_object(${sql.join(before, sql`, `)}) || ${notes.partVersions}
        || (jsonb_build_object(${sql.join(now, sql`, `)}) - 'learning')`,
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
  version: number,
): Promise<void> {
  const own = and(eq(learnings.sessionId, sessionId), eq(learnings.personId, personId));
  if (text === "") {
    await tx.delete(learnings).where(own);
    return;
  }
  const changed = await tx
    .update(learnings)
    .set({ text, version, updatedAt: sql`clock_timestamp()` })
    .where(own)
    .returning({ id: learnings.id });
  if (changed.length === 0) await tx.insert(learnings).values({ sessionId, personId, text, version });
}

/** Makes the note findable as it is now; the transaction holds its row. */
export async function indexNote(tx: Db, sessionId: string): Promise<void> {
  await tx.execute(sql`select index_notes(array[${sessionId}::uuid])`);
}

/**
 * The mark is another version of the note, so that who has it open hears of it; its parts stay of the versions they are,
 * so that it stands in nobody's way.
 */
export async function setOutOfDate(
  tx: Db,
  sessionId: string,
  mark: { by: string; reason: string } | null,
): Promise<void> {
  await tx
    .update(notes)
    .set({
      outOfDateAt: mark ? sql`clock_timestamp()` : null,
      outOfDateBy: mark?.by ?? null,
      outOfDateReason: mark?.reason ?? null,
      version: sql`${notes.version} + 1`,
      partVersions: sql`jsonb_build_object(${sql.join(
        SHARED_PARTS.map((part) => sql`${part}::text, ${notes.version}`),
        sql`, `,
      )}) || ${notes.partVersions}`,
    })
    .where(eq(notes.sessionId, sessionId));
}

/** Somebody who says nothing for so long has stopped: three polls, and some patience with the network. */
const WRITER_LIFE_S = 10;

/** Where the person writes now; undefined: nowhere. By the database's clock. */
export async function noteWriter(
  db: Db,
  sessionId: string,
  personId: string,
  part: NotePart | undefined,
): Promise<void> {
  if (part === undefined) {
    await db
      .delete(noteWriters)
      .where(and(eq(noteWriters.sessionId, sessionId), eq(noteWriters.personId, personId)));
    return;
  }
  await db
    .insert(noteWriters)
    .values({ sessionId, personId, part })
    .onConflictDoUpdate({
      target: [noteWriters.sessionId, noteWriters.personId],
      set: { part, at: sql`clock_timestamp()` },
    });
}

/** Everybody else who writes there at this moment. */
export async function writersOf(db: Db, sessionId: string, exceptId: string): Promise<NoteWriter[]> {
  const rows = await db
    .select({ name: people.name, discipline: teams.discipline, part: noteWriters.part })
    .from(noteWriters)
    .innerJoin(people, eq(people.id, noteWriters.personId))
    .leftJoin(teams, eq(teams.id, people.teamId))
    .where(
      and(
        eq(noteWriters.sessionId, sessionId),
        ne(noteWriters.personId, exceptId),
        gt(noteWriters.at, sql`clock_timestamp() - make_interval(secs => ${WRITER_LIFE_S})`),
      ),
    )
    .orderBy(asc(people.name));
  return rows.map(({ discipline, ...writer }) => ({ ...writer, discipline: discipline ?? "" }));
}
