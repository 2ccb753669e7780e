import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";

export const teams = pgTable(
  "teams",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    /** `dev`, `ops`, `mobile`, ...: the list is in `lib/people/schema.ts`. */
    discipline: text().notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [uniqueIndex("teams_name_unique").on(sql`lower(${t.name})`)],
);

export const people = pgTable(
  "people",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    /** Lower case: the one address that Google verifies for this person. */
    email: text().notNull(),
    image: text(),
    /** The adapter's own column and type; nothing else reads it. */
    emailVerified: timestamp("email_verified", { withTimezone: true, mode: "date" }),
    teamId: uuid("team_id").references(() => teams.id, { onDelete: "set null" }),
    /** IANA. */
    zone: text().notNull().default("UTC"),
    bufferMin: integer("buffer_min").notNull().default(10),
    noticeMin: integer("notice_min").notNull().default(240),
    /** Most sessions in an ISO week of the person's zone. */
    maxPerWeek: integer("max_per_week").notNull().default(3),
    /** While set, nobody is matched with this person. */
    pausedAt: instant("paused_at"),
    /** What this person does not want by mail; the kinds are in `lib/people/schema.ts`. */
    mailOff: text("mail_off").array().notNull().default(sql`'{week}'::text[]`),
    /** The Monday, in the person's zone, of the last week's mail. */
    weekMailedOn: date("week_mailed_on", { mode: "string" }),
    /** Which address of their calendar feed is good; 0 where there is none. */
    feedVersion: integer("feed_version").notNull().default(0),
    isAdmin: boolean("is_admin").notNull().default(false),
    /** Null until the first page was filled in. */
    onboardedAt: instant("onboarded_at"),
    deactivatedAt: instant("deactivated_at"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    uniqueIndex("people_email_unique").on(t.email),
    index("people_team").on(t.teamId),
    check("people_email_lower", sql`${t.email} = lower(${t.email})`),
    check(
      "people_limits",
      sql`${t.bufferMin} between 0 and 120 and ${t.noticeMin} between 0 and 20160 and ${t.maxPerWeek} between 0 and 50`,
    ),
  ],
);

export const systems = pgTable(
  "systems",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    /** In addresses: `/systems/billing-api`. */
    slug: text().notNull(),
    description: text().notNull().default(""),
    /** The team that keeps it. */
    teamId: uuid("team_id").references(() => teams.id, { onDelete: "set null" }),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    uniqueIndex("systems_name_unique").on(sql`lower(${t.name})`),
    uniqueIndex("systems_slug_unique").on(t.slug),
  ],
);

export const familiarities = pgTable(
  "familiarities",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    systemId: uuid("system_id")
      .notNull()
      .references(() => systems.id, { onDelete: "cascade" }),
    level: text({ enum: ["new", "can_follow", "can_do", "can_teach"] })
      .notNull()
      .default("new"),
    wantsToLearn: boolean("wants_to_learn").notNull().default(false),
    /** When the person last said so themselves, after a session or in settings. */
    confirmedAt: instant("confirmed_at").notNull().default(sql`now()`),
    confirmedInSessionId: uuid("confirmed_in_session_id"),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.systemId] }),
    index("familiarities_system").on(t.systemId, t.level),
    check("familiarities_level", sql`${t.level} in ('new', 'can_follow', 'can_do', 'can_teach')`),
  ],
);

/**
 * What somebody could do, from when on: a row for each change of a level. Written by the trigger
 * `familiarities_keep_changes` (in a custom migration) in the transaction that changes it.
 */
export const familiarityChanges = pgTable(
  "familiarity_changes",
  {
    /** Rising: of two changes in one moment the later one counts. */
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    systemId: uuid("system_id")
      .notNull()
      .references(() => systems.id, { onDelete: "cascade" }),
    level: text({ enum: ["new", "can_follow", "can_do", "can_teach"] }).notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index("familiarity_changes_system").on(t.systemId, t.personId, t.at),
    index("familiarity_changes_person").on(t.personId),
    check("familiarity_changes_level", sql`${t.level} in ('new', 'can_follow', 'can_do', 'can_teach')`),
  ],
);

/** Weekly wall-clock hours in the person's zone; `until` earlier than `from` means the next day. */
export const workingHours = pgTable(
  "working_hours",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** ISO: Monday is 1. */
    weekday: integer().notNull(),
    from: text().notNull(),
    to: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.weekday, t.from] }),
    check("working_hours_weekday", sql`${t.weekday} between 1 and 7`),
    check(
      "working_hours_wall",
      sql`${t.from} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and ${t.to} ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'`,
    ),
  ],
);

/** Hours that replace the weekly ones starting on `date`; none is a day off. */
export const dateOverrides = pgTable(
  "date_overrides",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    date: date({ mode: "string" }).notNull(),
    hours: jsonb().$type<{ from: string; to: string }[]>().notNull().default([]),
    reason: text().notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.personId, t.date] })],
);

/** Private to `personId`. */
export const avoidances = pgTable(
  "avoidances",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    avoidedId: uuid("avoided_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.personId, t.avoidedId] }), index("avoidances_avoided").on(t.avoidedId)],
);

/** Google accounts that may sign in as a person. Tokens are never kept here: see `calendar_connections`. */
export const accounts = pgTable(
  "accounts",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    provider: text().notNull(),
    providerAccountId: text("provider_account_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    index("accounts_person").on(t.personId),
  ],
);

/** Signed-in browsers. `token` is the SHA-256 of the cookie's value. */
export const signIns = pgTable(
  "sign_ins",
  {
    token: text().primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [index("sign_ins_person").on(t.personId)],
);

/** What a person is told in the app. */
export const notices = pgTable(
  "notices",
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    kind: text().notNull(),
    /** A sentence, times in the person's zone. */
    text: text().notNull(),
    /** A path in the app. */
    href: text().notNull(),
    readAt: instant("read_at"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    index("notices_person").on(t.personId, t.createdAt),
    index("notices_unread").on(t.personId).where(sql`${t.readAt} is null`),
  ],
);

/** What a retried command answered the first time. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    key: text().notNull(),
    /** SHA-256 of the command and its content. */
    fingerprint: text().notNull(),
    result: jsonb().notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.personId, t.key] })],
);
