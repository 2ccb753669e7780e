import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../context";
import { SOMEBODY_WHO_LEFT as NOBODY } from "../people/somebody-who-left";
import { isTheirs } from "../visible-store";

type Person = { readonly id: string; readonly name: string; readonly email: string };

/** Rows of one kind in an export; `without` names columns that are secrets of ours and say nothing about the person. */
type Part = { readonly from: string; readonly where: (id: string) => SQL; readonly without?: string };

const own = (column: string) => (id: string) => sql`${sql.raw(`t.${column}`)} = ${id}`;
const seated = (column: string) => (id: string) =>
  sql`${sql.raw(`t.${column}`)} in (select own.session_id from seats own join sessions ss on ss.id = own.session_id
    where own.person_id = ${id} and ${isTheirs(sql`own`, sql`ss.state`)})`;

/** Everything that is about a person, by the name it has in their file. */
export const EXPORTED: Readonly<Record<string, Part>> = {
  person: { from: "people", where: own("id") },
  accounts: { from: "accounts", where: own("person_id") },
  sign_ins: { from: "sign_ins", where: own("person_id"), without: "token" },
  calendar_connection: {
    from: "calendar_connections",
    where: own("person_id"),
    without: "refresh_token_sealed",
  },
  calendar_channels: { from: "calendar_channels", where: own("person_id"), without: "token_hash" },
  busy: { from: "busy", where: own("person_id") },
  working_hours: { from: "working_hours", where: own("person_id") },
  date_overrides: { from: "date_overrides", where: own("person_id") },
  familiarities: { from: "familiarities", where: own("person_id") },
  familiarity_changes: { from: "familiarity_changes", where: own("person_id") },
  // Whom they avoid. Who avoids them is the others' secret.
  avoidances: { from: "avoidances", where: own("person_id") },
  notices: { from: "notices", where: own("person_id") },
  commands: { from: "idempotency_keys", where: own("person_id") },
  allowances: { from: "allowances", where: (id) => sql`t.subject = ${id}` },
  requests: { from: "requests", where: own("requester_id") },
  asked_for: { from: "request_needs", where: own("person_id") },
  declines: { from: "declines", where: own("person_id") },
  seats: { from: "seats", where: own("person_id") },
  // What others answered in Google stays theirs.
  sessions: { from: "sessions", where: seated("id"), without: "event_seen" },
  session_changes: { from: "session_changes", where: own("actor_id") },
  notes: { from: "notes", where: seated("session_id"), without: "search" },
  questions: { from: "questions", where: seated("session_id") },
  learnings: { from: "learnings", where: own("person_id") },
  note_changes: { from: "note_versions", where: own("person_id") },
  writing: { from: "note_writers", where: own("person_id") },
  audit_log: {
    from: "audit_entries",
    where: (id) => sql`t.actor_id = ${id} or (t.subject_kind = 'person' and t.subject_id = ${id})`,
  },
};

/** A row as JSON has it: instants with their offset, bytes as `\x` and hexadecimal digits. */
export async function rowsOf(db: Db, part: Part, personId: string): Promise<Record<string, unknown>[]> {
  const { from, where, without = "" } = part;
  const rows = await db.execute<{ row: Record<string, unknown> }>(
    sql`select to_jsonb(t) - ${without}::text as row from ${sql.identifier(from)} t where ${where(personId)}`,
  );
  return [...rows].map(({ row }) => row);
}

/**
 * Takes a person out of the database, in one transaction of the caller's. What they wrote with others stays without their
 * name; requests that led to nothing and private sessions in which nobody else sat go.
 */
export async function erasePerson(tx: Db, person: Person): Promise<void> {
  await makeNobody(tx);
  await eraseFromSessions(tx, person);
  await eraseRequests(tx, person.id);
  await eraseFromQueue(tx, person.id);
  await tx.execute(sql`delete from allowances where subject = ${person.id}`);
  await tx.execute(sql`delete from people where id = ${person.id}`);
}

async function makeNobody(tx: Db): Promise<void> {
  await tx.execute(sql`
    insert into people (id, name, email, deactivated_at)
    values (${NOBODY.id}, ${NOBODY.name}, ${NOBODY.email}, now()) on conflict do nothing`);
}

async function eraseFromSessions(tx: Db, { id, name, email }: Person): Promise<void> {
  const theirs = sql`(select session_id from seats where person_id = ${id})`;
  await tx.execute(sql`
    delete from sessions s where s.is_private and s.id in ${theirs} and not exists (
      select from seats o where o.session_id = s.id and o.person_id <> ${id} and o.role <> 'observer'
        and ${isTheirs(sql`o`, sql`s.state`)})`);
  await tx.execute(sql`
    update sessions set event_seen = event_seen #- array['answers', ${email}]
    where event_seen->'answers' ? ${email}`);
  const farewell = [`${name} is no longer here.`, `${NOBODY.name} is no longer here.`] as const;
  await tx.execute(sql`
    update sessions set cancel_reason = ${farewell[1]} where cancel_reason = ${farewell[0]} and id in ${theirs}`);
  await tx.execute(sql`
    update session_changes c set detail = (
      select jsonb_object_agg(key, case
        when key in ('partners', 'cached', 'from', 'to') and jsonb_typeof(value) = 'string' then to_jsonb(
          array_to_string(array_replace(string_to_array(value #>> '{}', ', '), ${name}, ${NOBODY.name}), ', '))
        when key in ('partnerIds', 'fromId', 'toId') then to_jsonb(
          array_to_string(array_replace(string_to_array(value #>> '{}', ','), ${id}, ${NOBODY.id}), ','))
        when key = 'reason' and value #>> '{}' = ${farewell[0]} then to_jsonb(${farewell[1]}::text)
        else value end) from jsonb_each(detail))
    where detail <> '{}' and (session_id in ${theirs} or actor_id = ${id} or detail::text like ${`%${id}%`})`);
  await tx.execute(sql`update seats set hopes_to_learn = '', person_id = null where person_id = ${id}`);
}

async function eraseRequests(tx: Db, id: string): Promise<void> {
  await tx.execute(sql`
    delete from requests r where r.requester_id = ${id} and not exists (
      select from sessions s where s.request_id = r.id
        and (s.state <> 'cancelled' or exists (select from notes n where n.session_id = s.id)))`);
  await tx.execute(sql`update requests set requester_id = ${NOBODY.id} where requester_id = ${id}`);
}

/** Jobs carry ids. One that is under way stays: it is the one that erases. */
async function eraseFromQueue(tx: Db, id: string): Promise<void> {
  const like = `%${id}%`;
  await tx.execute(sql`
    delete from pgboss.job
    where state <> 'active' and (data::text like ${like} or singleton_key like ${like})`);
  await tx.execute(sql`update pgboss.job set group_id = null where state <> 'active' and group_id = ${id}`);
}
