import { eq, inArray, sql } from "drizzle-orm";
import { calendarChannels } from "@/db/schema/calendar";
import type { Db } from "../context";
import { DAY_MS, type EpochMs } from "../time/instant";
import { instantOf } from "./busy-store";
import { CALENDAR_SCOPES } from "./google-consent";

export type Channel = typeof calendarChannels.$inferSelect;

/** A channel is followed by another this long before it ends. */
export const RENEWED_BEFORE_MS = DAY_MS;

export const channelsOf = (db: Db, personId: string): Promise<Channel[]> =>
  db.select().from(calendarChannels).where(eq(calendarChannels.personId, personId));

export async function channelById(db: Db, id: string): Promise<Channel | undefined> {
  const [row] = await db.select().from(calendarChannels).where(eq(calendarChannels.id, id));
  return row;
}

export async function insertChannel(db: Db, channel: typeof calendarChannels.$inferInsert): Promise<void> {
  await db.insert(calendarChannels).values(channel);
}

export async function updateChannel(
  db: Db,
  id: string,
  change: { resourceId?: string; expiresAt: EpochMs },
): Promise<void> {
  await db.update(calendarChannels).set(change).where(eq(calendarChannels.id, id));
}

export async function deleteChannels(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.delete(calendarChannels).where(inArray(calendarChannels.id, [...ids]));
}

/** Those of an earlier permission: another one opens others, and ends these. */
export async function expireChannels(db: Db, personId: string, at: EpochMs): Promise<void> {
  await db.update(calendarChannels).set({ expiresAt: at }).where(eq(calendarChannels.personId, personId));
}

/**
 * People with a calendar that counts and is not watched, or not for long any more, or one that is watched and does not
 * count. A channel without a resource is a try under way or one that was refused: until its end there is no other.
 */
export async function peopleToWatch(db: Db, now: EpochMs, limit: number): Promise<string[]> {
  const [at, soon] = [instantOf(now), instantOf(now + RENEWED_BEFORE_MS)];
  const rows = await db.execute<{ id: string }>(sql`
    select c.person_id as id from calendar_connections c
      join people on people.id = c.person_id and people.deactivated_at is null
      where c.state = 'connected' and c.scopes @> array['${sql.raw(CALENDAR_SCOPES.writeEvents)}'] and (
        exists (select from unnest(c.busy_calendar_ids) as wanted(id) where not exists (
          select from calendar_channels ch where ch.person_id = c.person_id and ch.calendar_id = wanted.id
            and ch.expires_at > case when ch.resource_id is null then ${at} else ${soon} end))
        or exists (select from calendar_channels ch where ch.person_id = c.person_id
          and (ch.calendar_id <> all(c.busy_calendar_ids) or ch.expires_at <= ${at})))
      order by c.person_id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/**
 * Requesters of coming sessions whose event was last read before `before`, or could not be taken away; where the last
 * try failed, its job is given another hour. Longest ago first.
 */
export async function requestersToSync(db: Db, before: EpochMs, limit: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select r.requester_id as id from sessions s
      join requests r on r.id = s.request_id
      join calendar_connections c on c.person_id = r.requester_id and c.state = 'connected'
        and c.scopes @> array['${sql.raw(CALENDAR_SCOPES.writeEvents)}']
      where s.end_at > now() and (
          (s.state in ('booked', 'needs_partner', 'conflict') and s.google_event_id is not null)
          or (s.state in ('booked', 'needs_partner', 'conflict', 'cancelled')
            and s.event_state = 'queued' and s.event_failure is not null))
        and coalesce(s.event_read_at, s.created_at)
          < ${instantOf(before)} - case when s.event_failure is null then interval '0' else interval '1 hour' end
      group by r.requester_id order by min(coalesce(s.event_read_at, s.created_at)), r.requester_id limit ${limit}`);
  return rows.map(({ id }) => id);
}
