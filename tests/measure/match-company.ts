import type postgres from "postgres";
import { packBusy } from "@/lib/calendar/packed-busy";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "@/lib/time/instant";
import { chance } from "./random";

const PER_TEAM = 25;
const SYSTEMS = 40;
/** Two systems are known to 1,500 of 10,000 people each. */
const COMMON_SYSTEMS = 2;
const KNOW_A_COMMON_ONE = 0.15;
const KNOW_ANOTHER = 0.003;
const BUSY_TIMES = 40;
const BUSY_WEEKS = 4;
/** Sessions of everybody in the past, one every four weeks, and one ahead. */
const ROUNDS = [-24, -20, -16, -12, -8, -4, -1, 1];
/** Of this many one could never be read. */
const UNKNOWN_EVERY = 20;

const ZONES = [
  ...["Europe/Berlin", "Europe/Berlin", "Europe/London", "America/New_York", "America/New_York"],
  ...["America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Sydney", "America/Sao_Paulo"],
];

export type Kind = "common" | "common group" | "system" | "team" | "group";
export type MeasuredRequest = { readonly id: string; readonly requesterId: string; readonly kind: Kind };

const LENGTHS_MIN = [50, 25, 50, 80, 50, 45];

type Sql = postgres.Sql;
const iso = (at: EpochMs) => new Date(at).toISOString();

/**
 * A company of that many people: teams of 25 with a zone each, 40 systems, working hours, 40 busy times a person in
 * four weeks from `now`, sessions behind and ahead of everybody, some avoidances; and that many open requests, a fifth of
 * them for several people; half of either need one of the two common systems. The same number is the same company.
 */
export async function fillCompany(
  sql: Sql,
  { people: count, requests: asked }: { people: number; requests: number },
  now: EpochMs,
): Promise<MeasuredRequest[]> {
  const teams = await insertNamed(sql, "teams", Math.ceil(count / PER_TEAM));
  const systems = await insertNamed(sql, "systems", SYSTEMS);
  const people = await insertPeople(sql, count, teams);
  await insertHours(sql);
  await insertKnowledge(sql, people, systems);
  await insertCalendars(sql, people, now);
  await insertSessions(sql, people, now);
  await sql`insert into avoidances (person_id, avoided_id) select a.id, b.id
    from unnest(${people}::uuid[]) with ordinality a(id, n) join unnest(${people}::uuid[]) with ordinality b(id, n)
    on a.n % 50 = 0 and b.n = 1 + (a.n * 7) % ${count} and a.id <> b.id`;
  const requests = await insertRequests(sql, asked, { people, teams, systems }, now);
  await sql.unsafe("vacuum analyze");
  return requests;
}

async function insertNamed(sql: Sql, table: "teams" | "systems", count: number): Promise<string[]> {
  const rows =
    table === "teams"
      ? await sql<{ id: string }[]>`insert into teams (name, discipline)
          select 'Team ' || n, (array['dev', 'ops', 'web', 'mobile', 'data'])[1 + n % 5]
          from generate_series(1, ${count}::int) n returning id`
      : await sql<{ id: string }[]>`insert into systems (name, slug)
          select 'System ' || n, 'system-' || n from generate_series(1, ${count}::int) n returning id`;
  return rows.map(({ id }) => id);
}

async function insertPeople(sql: Sql, count: number, teams: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    insert into people (name, email, team_id, zone, buffer_min, notice_min, onboarded_at)
    select 'Person' || n || ' Of Northlight', 'person-' || n || '@northlight.example',
      (${teams as string[]}::uuid[])[1 + (n - 1) / ${PER_TEAM}],
      (${ZONES}::text[])[1 + ((n - 1) / ${PER_TEAM}) % ${ZONES.length}],
      (array[0, 5, 10, 15])[1 + n % 4], (array[60, 240, 1440])[1 + n % 3], now()
    from generate_series(1, ${count}::int) n returning id`;
  return rows.map(({ id }) => id);
}

/** Most from nine to five; some with a break, some on four days, some with an override. */
async function insertHours(sql: Sql): Promise<void> {
  await sql`with numbered as (select id, row_number() over (order by email) n from people)
    insert into working_hours (person_id, weekday, "from", "to")
    select id, day, case n % 4 when 0 then '08:00' when 1 then '09:30' else '09:00' end,
      case when n % 5 = 0 then '12:30' when n % 4 = 0 then '16:30' else '17:30' end
    from numbered, generate_series(1, 5) day where n % 10 <> 3 or day < 5
    union all
    select id, day, '13:15', '18:00' from numbered, generate_series(1, 5) day where n % 5 = 0`;
  await sql`insert into date_overrides (person_id, date, hours)
    select id, current_date + (2 + (row_number() over ())::int % 20), '[]' from people
    where hashtext(email) % 4 = 0`;
}

async function insertKnowledge(sql: Sql, people: readonly string[], systems: readonly string[]) {
  const rows = people.flatMap((personId, n) =>
    systems.flatMap((systemId, k) => {
      const share = k < COMMON_SYSTEMS ? KNOW_A_COMMON_ONE : KNOW_ANOTHER;
      const luck = chance(1, n, k);
      const level = luck < share / 4 ? "can_teach" : luck < share ? "can_do" : "can_follow";
      return luck < share * 1.5
        ? [{ personId, systemId, level, wants: chance(2, n, k) < 0.2 ? "yes" : "no" }]
        : [];
    }),
  );
  await sql`insert into familiarities (person_id, system_id, level, wants_to_learn)
    select person, system, level, wants = 'yes' from unnest(${rows.map((row) => row.personId)}::uuid[], ${rows.map((row) => row.systemId)}::uuid[],
      ${rows.map((row) => row.level)}::text[], ${rows.map((row) => row.wants)}::text[]) as t(person, system, level, wants)`;
}

async function insertCalendars(sql: Sql, people: readonly string[], now: EpochMs): Promise<void> {
  await sql`insert into calendar_connections (person_id, email, refresh_token_sealed, scopes, busy_calendar_ids, connected_at)
    select id, email, 'sealed', '{}', array[email], now() from people where hashtext(email) % 10 <> 0`;
  for (let from = 0; from < people.length; from += 500) {
    const rows = people.slice(from, from + 500).map((personId, k) => {
      const isKnown = (from + k) % UNKNOWN_EVERY !== UNKNOWN_EVERY - 1;
      return {
        ...{ person_id: personId, from_at: iso(now - DAY_MS), to_at: iso(now + 35 * DAY_MS) },
        ...{ read_at: isKnown ? iso(now - MINUTE_MS) : null, tried_at: iso(now - MINUTE_MS) },
        packed: Buffer.from(isKnown ? packBusy(busyOf(from + k, now)) : []),
        failure: isKnown ? null : "not_visible",
      };
    });
    await sql`insert into busy ${sql(rows)}`;
  }
}

/** Of half an hour to two hours, at any quarter of any day. */
const busyOf = (n: number, now: EpochMs) =>
  Array.from({ length: BUSY_TIMES }, (_, k) => {
    const quarter = Math.floor(chance(3, n, k) * BUSY_WEEKS * 7 * 96);
    const start = Math.floor(now / HOUR_MS) * HOUR_MS + quarter * 15 * MINUTE_MS;
    return { start, end: start + 30 * MINUTE_MS * (1 + Math.floor(chance(4, n, k) * 4)) };
  });

/** In each round everybody sits with somebody else, at the round's own time. */
async function insertSessions(sql: Sql, people: readonly string[], now: EpochMs): Promise<void> {
  for (const [round, weeks] of ROUNDS.entries()) {
    const start = Math.floor(now / HOUR_MS) * HOUR_MS + weeks * 7 * DAY_MS;
    const half = Math.floor(people.length / 2);
    const others = people.slice(half).map((_, k, list) => list[(k + round * 17) % list.length] as string);
    await sql`with pairs as (
        select a, b, gen_random_uuid() as request, gen_random_uuid() as session
        from unnest(${people.slice(0, half)}::uuid[], ${others.slice(0, half)}::uuid[]) p(a, b)),
      asked as (insert into requests (id, requester_id, title, length_min, needed_by_at, state)
        select request, a, 'Sat together', 50, ${iso(start + DAY_MS)}::timestamptz, ${weeks < 0 ? "done" : "booked"} from pairs),
      sat as (insert into sessions (id, request_id, state, start_at, end_at, zone, agreed_wall_time, place)
        select session, request, ${weeks < 0 ? "held" : "booked"}, ${iso(start)}::timestamptz,
          ${iso(start + 50 * MINUTE_MS)}::timestamptz, 'UTC', '2027-01-01T09:00', 'video' from pairs)
      insert into seats (session_id, person_id, role, team_id, start_at, end_at)
      select session, person.id, role, person.team_id, ${iso(start)}::timestamptz,
        ${iso(start + 50 * MINUTE_MS)}::timestamptz
      from pairs cross join lateral (values (a, 'requester'), (b, 'partner')) s(id, role)
        join people person on person.id = s.id`;
  }
}

async function insertRequests(
  sql: Sql,
  count: number,
  { people, teams, systems }: Record<"people" | "teams" | "systems", readonly string[]>,
  now: EpochMs,
): Promise<MeasuredRequest[]> {
  const asked: MeasuredRequest[] = [];
  const pick = (list: readonly string[], ...keys: number[]) =>
    list[Math.floor(chance(...keys) * list.length)] as string;
  for (let n = 0; n < count; n++) {
    const kind = kindOf(n);
    const requesterId = people[Math.floor(((n + 0.5) / count) * people.length)] as string;
    const common = kind === "common" || kind === "common group";
    const systemId = common
      ? (systems[n % COMMON_SYSTEMS] as string)
      : pick(systems.slice(COMMON_SYSTEMS), 5, n);
    const [request] = await sql<{ id: string }[]>`
      insert into requests (requester_id, team_id, title, length_min, needed_by_at, understand)
      select id, team_id, ${`Request ${n}`}, ${LENGTHS_MIN[n % LENGTHS_MIN.length] as number},
        ${iso(now + (4 + (n % 25)) * DAY_MS)}::timestamptz, ${n % 2 === 0 ? "How it is done" : ""}
      from people where id = ${requesterId} returning id`;
    const id = (request as { id: string }).id;
    await sql`insert into request_systems (request_id, system_id) values (${id}, ${systemId})`;
    for (const [position, count] of teamsAsked(kind, n).entries()) {
      const [need] = await sql<{ id: string }[]>`
        insert into request_needs (request_id, position) values (${id}, ${position}) returning id`;
      const teamIds = new Set(Array.from({ length: count }, (_, k) => pick(teams, 6, n, position, k)));
      for (const teamId of teamIds)
        await sql`insert into request_need_teams (need_id, team_id) values (${(need as { id: string }).id}, ${teamId})`;
    }
    asked.push({ id, requesterId, kind });
  }
  return asked;
}

const OTHERS: readonly Kind[] = ["team", "system", "team", "system", "group"];

/** Every second one needs a common system; a fifth of either half needs several people. */
const kindOf = (n: number): Kind => {
  const k = Math.floor(n / 2);
  if (n % 2 === 0) return k % 5 === 4 ? "common group" : "common";
  return OTHERS[k % OTHERS.length] as Kind;
};

/** For each need how many teams it names; none is whoever can do the system. */
function teamsAsked(kind: Kind, n: number): number[] {
  const k = Math.floor(n / 10);
  if (kind === "team") return [1 + (n % 3)];
  if (kind === "common group") return k % 2 === 0 ? [0, 1] : [0, 1, 2];
  if (kind === "group") return k % 2 === 0 ? [1, 2] : [1, 1, 1];
  return [0];
}
