import { type SQL, sql } from "drizzle-orm";

/** Whose seat it was: neither declined nor given to somebody else. Where nobody sat together, all seats are free. */
export const isTheirs = (seat: SQL, state: SQL): SQL =>
  sql`(${seat}.active or (${seat}.answer <> 'declined' and ${state} in ('cancelled', 'not_held')))`;

/**
 * Which sessions exist for a person, with all that they left behind: private ones only from a seat of their own, for
 * admins too.
 * @param session What the statement calls the row of `sessions`.
 */
export const visibleTo = (personId: string, session: SQL = sql`ss`): SQL => sql`(not ${session}.is_private
  or exists (select from seats own where own.session_id = ${session}.id and own.person_id = ${personId}
    and ${isTheirs(sql`own`, sql`${session}.state`)}))`;
