import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
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
