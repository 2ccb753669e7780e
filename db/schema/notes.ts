import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tsvector } from "./columns";
import { people } from "./people";
import { sessions } from "./sessions";

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
    /** Grows by one with every save; a save against an older one is refused with both texts. */
    version: integer().notNull().default(1),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    updatedBy: uuid("updated_by").references(() => people.id, { onDelete: "set null" }),
    /** Title, fields, questions and learnings; written by `note_search()` in the saving transaction. */
    search: tsvector(),
  },
  (t) => [index("notes_search").using("gin", t.search)],
);

export const questions = pgTable(
  "questions",
  {
    sessionId: uuid("session_id")
      .notNull()
      .references(() => notes.sessionId, { onDelete: "cascade" }),
    position: integer().notNull(),
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
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
  },
  (t) => [index("learnings_session").on(t.sessionId), index("learnings_person").on(t.personId)],
);
