import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
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
  /** What `packed` covers. */
  fromAt: instant("from_at").notNull(),
  toAt: instant("to_at").notNull(),
  /** When Google last answered; null where it never did. */
  readAt: instant("read_at"),
  /** Pairs of minutes since the epoch, uint32 little-endian, ascending; see `lib/calendar/packed-busy.ts`. */
  packed: bytea().notNull(),
  /** When Google was last asked. */
  triedAt: instant("tried_at").notNull(),
  /** Why the last try failed; null where it did not. `packed` is what was known before. */
  failure: text({ enum: ["never_connected", "reconnect", "not_visible", "not_allowed", "no_answer"] }),
});

/** Where Google tells us that a calendar changed. One that is about to end is followed by another. */
export const calendarChannels = pgTable(
  "calendar_channels",
  {
    /** Ours, random. */
    id: uuid().primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** Google's id of the calendar. */
    calendarId: text("calendar_id").notNull(),
    /** SHA-256 of the secret that Google repeats with every push. */
    tokenHash: bytea("token_hash").notNull(),
    /** Google's id of what is watched; null until it answered. */
    resourceId: text("resource_id"),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("calendar_channels_person").on(t.personId), index("calendar_channels_end").on(t.expiresAt)],
);
