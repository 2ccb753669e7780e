import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { notes } from "./notes";

/**
 * The terms of each note, written by `index_notes()` in the saving transaction. By `note_terms_impact` a search reads
 * the notes in which a term weighs most without touching the others.
 */
export const noteTerms = pgTable(
  "note_terms",
  {
    sessionId: uuid("session_id")
      .notNull()
      .references(() => notes.sessionId, { onDelete: "cascade" }),
    term: text().notNull(),
    /** How often it stands there, in the title counted twice. */
    frequency: smallint().notNull(),
    /** What it adds to the note's BM25 score, before the term's rarity. */
    impact: real().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.term] }),
    index("note_terms_impact").on(t.term, t.impact.desc().nullsFirst(), t.sessionId),
  ],
);

/** In how many notes that everybody may read each term stands: counted by a job, since all saves would wait here. */
export const termFrequencies = pgTable(
  "term_frequencies",
  { term: text().primaryKey(), notes: integer().notNull() },
  (t) => [index("term_frequencies_alike").using("gin", t.term.op("gin_trgm_ops"))],
);

/** One row, counted by the same job. */
export const searchStatistics = pgTable(
  "search_statistics",
  {
    isOnly: boolean("is_only").primaryKey().default(true),
    /** Notes that everybody may read. */
    notes: integer().notNull(),
    /** The mean `search_length` that all impacts are reckoned with. */
    averageLength: real("average_length").notNull(),
    countedAt: instant("counted_at").notNull(),
    /** While impacts are being reckoned anew with another average: up to which note, in the order of ids. */
    reweighedTo: uuid("reweighed_to"),
  },
  (t) => [check("search_statistics_one_row", sql`${t.isOnly}`)],
);
