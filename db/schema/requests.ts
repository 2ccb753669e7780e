import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { people, systems, teams } from "./people";

export const requests = pgTable(
  "requests",
  {
    id: uuid().primaryKey().defaultRandom(),
    requesterId: uuid("requester_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** The requester's team when it was posted. */
    teamId: uuid("team_id").references(() => teams.id, { onDelete: "set null" }),
    title: text().notNull(),
    /** Markdown: what I am trying to do. */
    body: text().notNull().default(""),
    understand: text().notNull().default(""),
    bring: text().notNull().default(""),
    lengthMin: integer("length_min").notNull(),
    /** The end of the needed-by day in the requester's zone. Open and past it means expired; that is not stored. */
    neededByAt: instant("needed_by_at").notNull(),
    place: text({ enum: ["video", "my_desk", "your_desk", "either"] })
      .notNull()
      .default("video"),
    observersMax: integer("observers_max").notNull().default(0),
    state: text({ enum: ["open", "booked", "done", "withdrawn"] })
      .notNull()
      .default("open"),
    version: integer().notNull().default(1),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
  },
  (t) => [
    index("requests_requester").on(t.requesterId),
    index("requests_open").on(t.neededByAt).where(sql`${t.state} = 'open'`),
    check("requests_length", sql`${t.lengthMin} between 5 and 480 and ${t.lengthMin} % 5 = 0`),
    check("requests_state", sql`${t.state} in ('open', 'booked', 'done', 'withdrawn')`),
  ],
);

export const requestSystems = pgTable(
  "request_systems",
  {
    requestId: uuid("request_id")
      .notNull()
      .references(() => requests.id, { onDelete: "cascade" }),
    systemId: uuid("system_id")
      .notNull()
      .references(() => systems.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.systemId] }), index("request_systems_system").on(t.systemId)],
);

/** One seat beside the requester that somebody has to take. */
export const requestNeeds = pgTable(
  "request_needs",
  {
    id: uuid().primaryKey().defaultRandom(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => requests.id, { onDelete: "cascade" }),
    position: integer().notNull().default(0),
    /** Somebody whom the requester has in mind for it, and who is tried first. */
    personId: uuid("person_id").references(() => people.id, { onDelete: "set null" }),
  },
  (t) => [index("request_needs_request").on(t.requestId), index("request_needs_person").on(t.personId)],
);

/** The teams whose people may take that seat; none means whoever knows the systems. */
export const requestNeedTeams = pgTable(
  "request_need_teams",
  {
    needId: uuid("need_id")
      .notNull()
      .references(() => requestNeeds.id, { onDelete: "cascade" }),
    teamId: uuid("team_id")
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.needId, t.teamId] }), index("request_need_teams_team").on(t.teamId)],
);

/** "Not now": that person is not suggested for this request again. */
export const declines = pgTable(
  "declines",
  {
    requestId: uuid("request_id")
      .notNull()
      .references(() => requests.id, { onDelete: "cascade" }),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    declinedAt: instant("declined_at").notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.personId] })],
);
