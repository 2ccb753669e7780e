import { sql } from "drizzle-orm";
import type { Db } from "../context";
import { uuids } from "../sql-store";
import { visibleTo } from "../visible-store";
import type { NoteSummary } from "./schema";
import { summary } from "./sql-store";

/** Visible notes on any of these systems, newest first, each with one learning. */
export async function notesOn(
  db: Db,
  {
    viewerId,
    systemIds,
    exceptId,
    limit,
  }: { viewerId: string; systemIds: readonly string[]; exceptId?: string; limit: number },
) {
  const from = sql`from notes n join sessions ss on ss.id = n.session_id join requests r on r.id = ss.request_id
    where n.search is not null and ${visibleTo(viewerId)}
      and exists (select from request_systems rs where rs.request_id = r.id and rs.system_id = any(${uuids(systemIds)}))
      ${exceptId ? sql`and ss.id <> ${exceptId}` : sql``}`;
  const [rows, [counted]] = await Promise.all([
    db.execute<NoteSummary & { learned: { name: string | null; text: string } | null }>(sql`
      select ${summary},
        (select json_build_object('name', p.name, 'text', l.text) from learnings l
          left join people p on p.id = l.person_id where l.session_id = ss.id order by l.id limit 1) as learned
      ${from} order by ss.start_at desc, ss.id limit ${limit}`),
    db.execute<{ total: number }>(sql`select count(*)::int as total ${from}`),
  ]);
  return { notes: [...rows], total: counted?.total ?? 0 };
}
