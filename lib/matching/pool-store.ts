import { sql } from "drizzle-orm";
import type { BusyRow, Connection } from "@/lib/calendar/store";
import type { Db } from "@/lib/context";
import type { EpochMs } from "@/lib/time/instant";
import type { Interval } from "@/lib/time/interval";
import { uuids } from "../sql-store";

type Ids = readonly string[];
// `extract` would reckon in numeric, which costs ten times as much.
/** Rounded, as seconds with a fraction are not always what they were when multiplied again. */
const ms = (column: string) => sql.raw(`round(date_part('epoch', ${column}) * 1000)`);
const at = (instant: EpochMs) => sql`${new Date(instant).toISOString()}::timestamptz`;

/** One person with everything that decides whether and when they can be suggested, lists packed into one text each. */
export type PackedPerson = {
  id: string;
  name: string;
  teamId: string | null;
  teamName: string | null;
  discipline: string;
  zone: string;
  bufferMin: number;
  noticeMin: number;
  maxPerWeek: number;
  pausedAt: EpochMs | null;
  /** `109:0017:00,2...`: weekday, from, to. */
  hours: string | null;
  overrides: { date: string; hours: { from: string; to: string }[] }[] | null;
  /** Active seats, by their start: `start end,...` in epoch seconds. */
  seats: string | null;
  lastBookedAt: EpochMs | null;
  /** Of the systems asked about: `id level true,...`. */
  knows: string | null;
  /** Ids of people whom they would rather not be matched with. */
  avoids: string | null;
  connection: Connection["state"] | null;
  readAt: EpochMs | null;
  toAt: EpochMs | null;
  packed: Uint8Array | null;
  failure: BusyRow["failure"];
  /** `set total,...`: of sets of systems that more people are able in than were read, the set's number and how many. */
  cut: string | null;
};

type Wanted = Record<"ids" | "teamIds" | "knownSystemIds", Ids> & {
  /** For each set of systems, people who can do one of them are read. */
  readonly systemSets: readonly Ids[];
  /** Of each set this many at most. */
  readonly most: number;
};

/**
 * Active people who are named, in one of the teams, or able to do or teach a system of one of the sets, in order of id:
 * one statement, and one row a person. Of a set, those come first who can be asked and whose calendar is known, then
 * who can do or teach more of it, then who was booked least recently. What costs is the number of rows that are read,
 * and not the bytes in them. It is sent unprepared, as Drizzle sends everything: its plan is made for these people and
 * not for any.
 * @param window Overrides that touch it are read.
 * @param seatsWithin Seats that start in it are read.
 */
export async function packedPeople(
  db: Db,
  { ids, teamIds, knownSystemIds, systemSets, most }: Wanted,
  window: Interval,
  seatsWithin: Interval,
): Promise<PackedPerson[]> {
  const setNumbers = systemSets.flatMap((systemIds, number) => systemIds.map(() => number));
  return db.execute<PackedPerson>(sql`
    with sets as (
      select number, system_id from unnest(${`{${setNumbers.join(",")}}`}::int[], ${uuids(systemSets.flat())}) s(number, system_id)),
    able as (
      select s.number, f.person_id as id, sum(case f.level when 'can_teach' then 2 else 1 end) as fit
      from sets s join familiarities f on f.system_id = s.system_id and f.level in ('can_do', 'can_teach')
      group by s.number, f.person_id),
    placed as (
      select a.number, a.id, count(*) over (partition by a.number) as total,
        row_number() over (partition by a.number order by
          (p.paused_at is null and b.read_at is not null and b.failure is null) desc, a.fit desc,
          (select max(s.start_at) from seats s where s.person_id = a.id and s.active) nulls first, a.id) as place
      from able a join people p on p.id = a.id and p.deactivated_at is null left join busy b on b.person_id = a.id),
    wanted as (
      select id, max(cut) as cut from (
        select unnest(${uuids(ids)}) as id, null as cut
        union all select id, null from people where team_id = any(${uuids(teamIds)})
        union all select id, string_agg(number || ' ' || total, ',') filter (where total > ${most}::int)
          from placed where place <= ${most}::int group by id) one
      group by id)
    select p.id, p.name, p.team_id as "teamId", t.name as "teamName", coalesce(t.discipline, '') as discipline, p.zone,
      p.buffer_min as "bufferMin", p.notice_min as "noticeMin", p.max_per_week as "maxPerWeek",
      ${ms("p.paused_at")} as "pausedAt",
      (select string_agg(h.weekday || h."from" || h."to", ',') from working_hours h where h.person_id = p.id) as hours,
      (select json_agg(json_build_object('date', o.date, 'hours', o.hours)) from date_overrides o
        where o.person_id = p.id and o.date between ${at(window.start)}::date - 3 and ${at(window.end)}::date + 3
      ) as overrides,
      (select string_agg(date_part('epoch', s.start_at) || ' ' || date_part('epoch', s.end_at), ',')
        from seats s where s.person_id = p.id and s.active
          and s.start_at >= ${at(seatsWithin.start)} and s.start_at < ${at(seatsWithin.end)}) as seats,
      (select ${ms("max(s.start_at)")} from seats s where s.person_id = p.id and s.active) as "lastBookedAt",
      (select string_agg(f.system_id || ' ' || f.level || ' ' || f.wants_to_learn, ',') from familiarities f
        where f.person_id = p.id and f.system_id = any(${uuids(knownSystemIds)})) as knows,
      (select string_agg(a.avoided_id::text, ',') from avoidances a where a.person_id = p.id) as avoids,
      k.state as connection, ${ms("b.read_at")} as "readAt", ${ms("b.to_at")} as "toAt", b.packed, b.failure, wanted.cut
    from wanted join people p on p.id = wanted.id and p.deactivated_at is null
      left join teams t on t.id = p.team_id
      left join busy b on b.person_id = p.id
      left join calendar_connections k on k.person_id = p.id
    order by p.id`);
}
