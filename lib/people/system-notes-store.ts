import { sql } from "drizzle-orm";
import type { Db } from "../context";
import { uuids } from "../sql-store";

/** Notes of sessions on a system: what it is called is among the words they are found by. */
export async function notesOnSystem(db: Db, systemId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select n.session_id as id from request_systems rs join sessions ss on ss.request_id = rs.request_id
      join notes n on n.session_id = ss.id where rs.system_id = ${systemId} order by n.session_id`);
  return [...rows].map(({ id }) => id);
}

/** Makes these notes findable as they are now. Holds their rows, in the order of their ids, as whoever saves them does. */
export async function indexNotes(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`select index_notes(array(select session_id from notes
    where session_id = any(${uuids(ids)}) order by session_id for update))`);
}
