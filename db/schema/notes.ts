import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tsvector } from "./columns";
import { people } from "./people";
import { sessions } from "./sessions";

/** What both write. Each person's learning stands in a row of its own. */
type SharedPart = "problem" | "process" | "solution" | "questions";

type NoteText = string | readonly { readonly question: string; readonly answer: string }[];

/** What a save changed, part by part, each as it was before and after. */
export type ChangedParts = Readonly<
  Partial<Record<SharedPart | "learning", { readonly from: NoteText; readonly to: NoteText }>>
>;

/** What a session left behind. Its id is the session's. */
export const notes = pgTable(
  "notes",
  {
    sessionId: uuid("session_id")
      .primaryKey()
      .references(() => sessions.id, { onDelete: "cascade" }),
    problem: text().notNull().default(""),
    process: text().notNull().default(""),
    solution: text().notNull().default(""),
    /** Grows by one with every save and every mark. */
    version: integer().notNull().default(1),
    /**
     * The version in which each part was last changed; one that is not named, in the note's own. A save that began
     * before that is refused, with both texts.
     */
    partVersions: jsonb("part_versions").$type<Partial<Record<SharedPart, number>>>().notNull().default({}),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    updatedBy: uuid("updated_by").references(() => people.id, { onDelete: "set null" }),
    /** Marked by somebody who knows better, with why. Null: it holds. */
    outOfDateAt: instant("out_of_date_at"),
    outOfDateBy: uuid("out_of_date_by").references(() => people.id, { onDelete: "set null" }),
    outOfDateReason: text("out_of_date_reason"),
    /** Title, fields, questions and learnings; written by `index_notes()` in the saving transaction. */
    search: tsvector(),
    /** How many words `search` has, those of the title counted twice. */
    searchLength: integer("search_length").notNull().default(0),
  },
  (t) => [
    index("notes_updated").on(t.updatedAt),
    // Which sessions have a note is counted over the whole company, without reading the texts.
    index("notes_written").on(t.sessionId).where(sql`${t.search} is not null`),
    // Which notes may have a phrase. Written at once, since every search would have to read what waits to be.
    index("notes_pairs").using("gin", sql`note_pairs(${t.search})`).with({ fastupdate: false }),
    check("notes_out_of_date", sql`(${t.outOfDateAt} is null) = (${t.outOfDateReason} is null)`),
  ],
);

export const questions = pgTable(
  "questions",
  {
    sessionId: uuid("session_id")
      .notNull()
      .references(() => notes.sessionId, { onDelete: "cascade" }),
    position: integer().notNull(),
    /** Stays the same while its words and its place change, so that two people can write different ones at once. */
    id: uuid().notNull().defaultRandom(),
    question: text().notNull(),
    answer: text().notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.position] })],
);

/** One person's learning. Stays without a name when the person goes. */
export const learnings = pgTable(
  "learnings",
  {
    id: uuid().primaryKey().defaultRandom(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => notes.sessionId, { onDelete: "cascade" }),
    personId: uuid("person_id").references(() => people.id, { onDelete: "set null" }),
    text: text().notNull(),
    /** The note's version in which it was last changed. */
    version: integer().notNull().default(0),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
  },
  (t) => [
    index("learnings_session").on(t.sessionId),
    index("learnings_person").on(t.personId),
    // What is new this week, for each person that is mailed.
    index("learnings_updated").on(t.updatedAt),
  ],
);

/**
 * The history of a note. What one person writes within some minutes is one row, as long as nobody else changed the same
 * parts meanwhile; so the rows in the order of `at`, each `to` put in place of its `from`, are the note at that time.
 */
export const noteVersions = pgTable(
  "note_versions",
  {
    id: uuid().primaryKey().defaultRandom(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => notes.sessionId, { onDelete: "cascade" }),
    /** Null: the person left. */
    personId: uuid("person_id").references(() => people.id, { onDelete: "set null" }),
    kind: text({ enum: ["written", "out_of_date", "holds"] }).notNull(),
    parts: jsonb().$type<ChangedParts>().notNull().default({}),
    /** Why it is out of date. */
    reason: text().notNull().default(""),
    startedAt: instant("started_at").notNull().default(sql`clock_timestamp()`),
    /** When it was last added to. */
    at: instant().notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    index("note_versions_session").on(t.sessionId, t.at),
    check("note_versions_kind", sql`${t.kind} in ('written', 'out_of_date', 'holds')`),
  ],
);

/** Who is writing where, right now: true for seconds, so the migration makes the table unlogged. */
export const noteWriters = pgTable(
  "note_writers",
  {
    sessionId: uuid("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    part: text({ enum: ["problem", "process", "solution", "questions", "learnings"] }).notNull(),
    at: instant().notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.personId] })],
);
