import { sql } from "drizzle-orm";
import { bigint, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * How much of each allowance is used up. Written at every search, and worth nothing after a crash: the migration makes
 * the table unlogged.
 */
export const allowances = pgTable(
  "allowances",
  {
    /** A person's id, or the address of somebody who is not signed in. */
    subject: text().notNull(),
    kind: text().notNull(),
    /** When it would be whole again: the theoretical arrival time of GCRA (ITU-T I.371). In the past, it is whole. */
    wholeAt: instant("whole_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.subject, t.kind] })],
);

/**
 * Who did what to which, when and from where. Ids only, and no foreign keys: an entry outlives what it is about. Triggers
 * (in a custom migration) keep every entry as it was written until its time is over.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    /** Rising. */
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** Set by the database, whatever is said. */
    at: instant().notNull().default(sql`clock_timestamp()`),
    /** The person who did it; null where nobody was signed in. */
    actorId: uuid("actor_id"),
    action: text().notNull(),
    subjectKind: text("subject_kind", { enum: ["person", "team", "system", "session", "job"] }),
    subjectId: uuid("subject_id"),
    /** The network it came from: `192.0.2.0/24`, `2001:db8:1::/48`. */
    network: text(),
  },
  (t) => [
    index("audit_entries_at").on(t.at),
    index("audit_entries_actor").on(t.actorId, t.id),
    index("audit_entries_action").on(t.action, t.id),
    index("audit_entries_subject").on(t.subjectId, t.id),
  ],
);
