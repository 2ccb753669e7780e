import { randomUUID } from "node:crypto";
import path from "node:path";
import { eq } from "drizzle-orm";
import type postgres from "postgres";
import { connect, type Db, migrate } from "@/db/client";
import { people, teams } from "@/db/schema/people";
import type { Context } from "@/lib/context";
import { installQueues } from "@/lib/jobs/queue";
import { actorOf } from "@/lib/people/store";
import { MINUTE_MS } from "@/lib/time/instant";
import { startPostgres } from "@/local/postgres";
import { jobContextOn } from "@/tests/support/company";
import { administer, databaseUrl, throwAwayPostgres } from "@/tests/support/throw-away-postgres";

const SESSION_MS = 50 * MINUTE_MS;
const READER = "Reader";
const DUPLICATE_DATABASE = "42P04";

export type NotesCompany = {
  readonly db: Db;
  readonly sql: postgres.Sql;
  /** Somebody who sat in none of the sessions, so that every search asks what they may see. */
  readonly context: Context;
};

/** Runs with a database of its own, that of the test run if there is one, and removes it. */
export async function withNotesCompany<T>(
  now: number,
  run: (company: NotesCompany) => Promise<T>,
): Promise<T> {
  const { url, template, stop } = await serverToUse();
  const name = `deskside_notes_${randomUUID().slice(0, 8)}`;
  await administer(url, `create database ${name} template ${template}`);
  const { db, client, close } = connect(databaseUrl(url, name), { max: 4 });
  try {
    const reader = await aColleague(db, READER);
    return await run({
      db,
      sql: client,
      context: { ...jobContextOn(db, { now }), actor: reader, isUnlimited: true },
    });
  } finally {
    await close();
    await administer(url, `drop database ${name} with (force)`);
    await stop();
  }
}

/**
 * Runs with a database that stays in this folder, of the version of the schema that holds now: what is filled once can be
 * asked again.
 */
export async function withKeptCompany<T>(
  folder: string,
  now: number,
  run: (company: NotesCompany) => Promise<T>,
): Promise<T> {
  const server = await startPostgres({ dataDir: path.join(folder, "postgres"), durable: false });
  try {
    const url = databaseUrl(server.url, "notes");
    await administer(server.url, "create database notes").catch((error: unknown) => {
      if ((error as { code?: string }).code !== DUPLICATE_DATABASE) throw error;
    });
    await migrate(url);
    await installQueues(url);
    const { db, client, close } = connect(url, { max: 4 });
    try {
      const [known] = await db.select().from(people).where(eq(people.name, READER));
      const actor = known ? actorOf(known) : await aColleague(db, READER);
      return await run({
        db,
        sql: client,
        context: { ...jobContextOn(db, { now }), actor, isUnlimited: true },
      });
    } finally {
      await close();
    }
  } finally {
    await server.stop();
  }
}

async function serverToUse() {
  const { DESKSIDE_TEST_SERVER: url, DESKSIDE_TEST_TEMPLATE: template } = process.env;
  return url && template ? { url, template, stop: async () => {} } : throwAwayPostgres();
}

export async function aColleague(db: Db, name: string, teamId: string | null = null) {
  const email = `${name.toLowerCase().replace(/\W+/g, ".")}@northlight.example`;
  const [row] = await db
    .insert(people)
    .values({ name, email, zone: "UTC", teamId, onboardedAt: 0 })
    .returning();
  return actorOf(row as NonNullable<typeof row>);
}

export type MadeUpNote = { readonly id: string; readonly title: string; readonly text: string };

/**
 * Notes of sessions of one pair, one session after the other and the newest first, so that notes that fit equally well
 * are found in the order in which they are given. Not yet findable.
 */
export async function insertNotes(
  db: Db,
  sql: postgres.Sql,
  now: number,
  notes: readonly MadeUpNote[],
): Promise<void> {
  const [team] = await db.insert(teams).values({ name: "Made up", discipline: "ops" }).returning();
  const teamId = (team as { id: string }).id;
  const [ana, bo] = [await aColleague(db, "Ana", teamId), await aColleague(db, "Bo", teamId)];
  const rows = notes.map((note, n) => ({
    ...note,
    request_id: randomUUID(),
    at: new Date(now - (n + 2) * 2 * SESSION_MS).toISOString(),
  }));
  await sql.begin(async (tx) => {
    for (let from = 0; from < rows.length; from += 500) {
      const some = JSON.stringify(rows.slice(from, from + 500));
      await tx`create temporary table given on commit drop as select *
        from json_to_recordset(${some}::text::json) g(id uuid, request_id uuid, at timestamptz, title text, text text)`;
      await tx`insert into requests (id, requester_id, team_id, title, length_min, needed_by_at, state)
        select request_id, ${ana.personId}, ${teamId}, title, 50, now(), 'done' from given`;
      await tx`insert into sessions (id, request_id, state, start_at, end_at, zone, agreed_wall_time, place, event_state)
        select id, request_id, 'held', at, at + interval '50 minutes', 'UTC', '2026-01-01T10:00', 'video', 'none' from given`;
      await tx`insert into seats (session_id, person_id, role, team_id, answer, start_at, end_at)
        select s.id, p.id, p.role, ${teamId}, 'accepted', s.start_at, s.end_at from given join sessions s using (id),
          (values (${ana.personId}::uuid, 'requester'), (${bo.personId}::uuid, 'partner')) p(id, role)`;
      await tx`insert into notes (session_id, process) select id, text from given`;
      await tx`drop table given`;
    }
  });
}
