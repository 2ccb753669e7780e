import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { people, teams } from "./people";
import { requestNeeds, requests } from "./requests";

/** Epoch milliseconds; null where the event lasts whole days. Answers by lower-case address. */
export type EventSeen = {
  readonly start: number | null;
  readonly end: number | null;
  readonly answers: Readonly<Record<string, "waiting" | "tentative" | "accepted" | "declined">>;
  readonly recurring?: boolean;
  /** Google's id of the calendar it is in; the requester's primary one where there is none. */
  readonly calendarId?: string;
};

/** Google's time beside the agreed one: epoch milliseconds, null where the event lasts whole days. */
export type EventConflict = {
  readonly reason: "taken" | "all_day" | "recurring" | "past" | "other_calendar" | "requester_declined";
  readonly start: number | null;
  readonly end: number | null;
};

export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey().defaultRandom(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => requests.id, { onDelete: "cascade" }),
    state: text({ enum: ["booked", "needs_partner", "conflict", "held", "not_held", "cancelled"] })
      .notNull()
      .default("booked"),
    startAt: instant("start_at").notNull(),
    endAt: instant("end_at").notNull(),
    /** The requester's zone when it was agreed, and the wall time there: `2026-11-24T14:00`. */
    zone: text().notNull(),
    agreedWallTime: text("agreed_wall_time").notNull(),
    place: text({ enum: ["video", "my_desk", "your_desk", "either"] }).notNull(),
    isPrivate: boolean("is_private").notNull().default(false),
    /** Where the calendar event stands. `none`: the requester has no calendar connection. */
    eventState: text("event_state", { enum: ["queued", "made", "failed", "none"] })
      .notNull()
      .default("queued"),
    eventFailure: text("event_failure"),
    googleEventId: text("google_event_id"),
    googleEtag: text("google_etag"),
    /** Time and answers of the event as we last wrote or read them: what differs later was changed in Google. */
    eventSeen: jsonb("event_seen").$type<EventSeen>(),
    /** When the event was last read. */
    eventReadAt: instant("event_read_at"),
    /** What somebody did in Google that cannot simply be followed; the agreed time and the seats stay meanwhile. */
    conflict: jsonb().$type<EventConflict>(),
    /** SEQUENCE of its iCalendar invitations (RFC 5545, 3.8.7.4): rises when time, place, people or state change. */
    sequence: integer().notNull().default(0),
    meetUrl: text("meet_url"),
    cancelReason: text("cancel_reason").notNull().default(""),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    unique("sessions_id_times").on(t.id, t.startAt, t.endAt),
    uniqueIndex("sessions_one_live_per_request")
      .on(t.requestId)
      .where(sql`${t.state} in ('booked', 'needs_partner', 'conflict')`),
    index("sessions_start").on(t.startAt),
    index("sessions_request").on(t.requestId),
    check("sessions_times", sql`${t.startAt} < ${t.endAt}`),
    check(
      "sessions_state",
      sql`${t.state} in ('booked', 'needs_partner', 'conflict', 'held', 'not_held', 'cancelled')`,
    ),
    check("sessions_conflict", sql`(${t.state} = 'conflict') = (${t.conflict} is not null)`),
  ],
);

/**
 * One person's place in one session. The times follow the session's by foreign key, so that moving a session
 * fires the exclusion constraint `seats_never_overlap` (in a custom migration).
 */
export const seats = pgTable(
  "seats",
  {
    id: uuid().primaryKey().defaultRandom(),
    sessionId: uuid("session_id").notNull(),
    personId: uuid("person_id").references(() => people.id, { onDelete: "set null" }),
    role: text({ enum: ["requester", "partner", "observer"] }).notNull(),
    /** The need of the request this seat fills; null for the requester and observers. */
    needId: uuid("need_id").references(() => requestNeeds.id, { onDelete: "set null" }),
    /** The person's team at the time of booking. */
    teamId: uuid("team_id").references(() => teams.id, { onDelete: "set null" }),
    answer: text({ enum: ["waiting", "accepted", "declined"] })
      .notNull()
      .default("waiting"),
    active: boolean().notNull().default(true),
    hopesToLearn: text("hopes_to_learn").notNull().default(""),
    startAt: instant("start_at").notNull(),
    endAt: instant("end_at").notNull(),
    /** The `sequence` of the session in the last invitation or cancellation mailed to this person. */
    mailedSequence: integer("mailed_sequence"),
    /** The start of the session that this person was last reminded of. */
    remindedOf: instant("reminded_of"),
    /** When this person was asked to write the note. */
    noteAskedAt: instant("note_asked_at"),
  },
  (t) => [
    foreignKey({
      name: "seats_session_times",
      columns: [t.sessionId, t.startAt, t.endAt],
      foreignColumns: [sessions.id, sessions.startAt, sessions.endAt],
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    unique("seats_one_per_person").on(t.sessionId, t.personId),
    index("seats_person").on(t.personId, t.startAt),
    index("seats_team").on(t.teamId),
    // Whether a need is filled is asked for every need of the board.
    index("seats_need").on(t.needId).where(sql`${t.needId} is not null`),
  ],
);

/** The history of a session: who changed what. */
export const sessionChanges = pgTable(
  "session_changes",
  {
    id: uuid().primaryKey().defaultRandom(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    /** Null: Google, or a person who left. */
    actorId: uuid("actor_id").references(() => people.id, { onDelete: "set null" }),
    kind: text({
      enum: [
        "booked",
        "moved",
        "accepted",
        "declined",
        "swapped",
        "conflict",
        "cancelled",
        "held",
        "not_held",
        "edited",
        "watched",
        "unwatched",
        "made_private",
        "made_visible",
      ],
    }).notNull(),
    detail: jsonb().$type<Record<string, string | number | null>>().notNull().default({}),
    at: instant().notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("session_changes_session").on(t.sessionId, t.at)],
);
