import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";
import { people } from "./people";

export const calendarConnections = pgTable("calendar_connections", {
  personId: uuid("person_id")
    .primaryKey()
    .references(() => people.id, { onDelete: "cascade" }),
  /** The Google account whose calendars these are. */
  email: text().notNull(),
  /** AES-256-GCM; see `lib/calendar/encryption.ts`. */
  refreshTokenSealed: text("refresh_token_sealed").notNull(),
  scopes: text().array().notNull(),
  state: text({ enum: ["connected", "reconnect"] })
    .notNull()
    .default("connected"),
  /** Calendars that count as busy, by Google's id. */
  busyCalendarIds: text("busy_calendar_ids").array().notNull(),
  connectedAt: instant("connected_at").notNull(),
  /** Since when, and why, nothing can be read. */
  failedAt: instant("failed_at"),
  failure: text(),
});

/** What Google last said about a person's free/busy: a cache, thrown away at will. */
export const busy = pgTable("busy", {
  personId: uuid("person_id")
    .primaryKey()
    .references(() => people.id, { onDelete: "cascade" }),
  fromAt: instant("from_at").notNull(),
  toAt: instant("to_at").notNull(),
  readAt: instant("read_at").notNull(),
  /** Pairs of minutes since the epoch, uint32 little-endian, ascending; see `lib/calendar/packed-busy.ts`. */
  packed: bytea().notNull(),
  /** Set when Google would not say: the person's time is unknown, not free. */
  unknownReason: text("unknown_reason"),
});
