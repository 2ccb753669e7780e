import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import type { Db } from "@/lib/context";
import { startSignIn } from "@/lib/people/sign-in";
import { DAY_MS, type EpochMs } from "@/lib/time/instant";
import { jobContextOn } from "@/tests/support/company";
import { madeUpProse } from "./made-up-prose";
import { fillCompany as fillPeople } from "./match-company";

export type Person = { readonly id: string; readonly cookie: string };

/** Whom and what the day is about. */
export type LoadCompany = {
  readonly people: readonly Person[];
  /** Open requests, each with its requester. */
  readonly requests: readonly { readonly id: string; readonly requester: Person }[];
  /** Held sessions with a note, each with its requester. */
  readonly sessions: readonly { readonly id: string; readonly requester: Person }[];
  /** Slugs. */
  readonly systems: readonly string[];
  /** Of the notes, the most common first. */
  readonly words: readonly string[];
};

const NOTES_AT_ONCE = 500;
const SIGN_INS_AT_ONCE = 50;

/**
 * The company of `match`, everybody signed in, with an open request for every fourth person and a note for as many held
 * sessions as there are people. Nobody has connected a calendar: what Google does is not measured here.
 */
export async function fillCompany(
  db: Db,
  sql: postgres.Sql,
  count: number,
  now: EpochMs,
): Promise<LoadCompany> {
  const asked = await fillPeople(sql, { people: count, requests: Math.ceil(count / 4) }, now);
  await sql`delete from calendar_connections`;
  const words = await insertNotes(sql, count);
  await sql.unsafe("vacuum analyze");
  const people = await signInAll(db, sql);
  const byId = new Map(people.map((person) => [person.id, person]));
  const held = await sql<{ id: string; requesterId: string }[]>`
    select session_id as id, requester_id as "requesterId"
    from notes join sessions s on s.id = session_id join requests r on r.id = request_id order by session_id`;
  const systems = await sql<{ slug: string }[]>`select slug from systems order by slug`;
  const withRequester = (rows: readonly { id: string; requesterId: string }[]) =>
    rows.flatMap(({ id, requesterId }) => {
      const requester = byId.get(requesterId);
      return requester ? [{ id, requester }] : [];
    });
  return {
    ...{ people, words, requests: withRequester(asked), sessions: withRequester(held) },
    systems: systems.map(({ slug }) => slug),
  };
}

async function insertNotes(sql: postgres.Sql, count: number): Promise<readonly string[]> {
  const prose = madeUpProse(1);
  const held = await sql<{ id: string }[]>`
    select id from sessions where state = 'held' order by start_at desc, id limit ${count}`;
  for (let from = 0; from < held.length; from += NOTES_AT_ONCE) {
    const ids = held.slice(from, from + NOTES_AT_ONCE).map(({ id }) => id);
    const notes = ids.map((_, n) => prose.note(from + n).parts);
    const part = (n: number) => notes.map((parts) => parts[n] ?? "");
    await sql`insert into notes (session_id, problem, process, solution)
      select * from unnest(${ids}::uuid[], ${part(0)}::text[], ${part(1)}::text[], ${part(2)}::text[])`;
    await sql`select index_notes(${ids}::uuid[])`;
  }
  return prose.words;
}

async function signInAll(db: Db, sql: postgres.Sql): Promise<Person[]> {
  const ids = await sql<{ id: string }[]>`select id from people order by email`;
  const people = ids.map(({ id }) => ({ id, token: randomBytes(32).toString("base64url") }));
  for (let from = 0; from < people.length; from += SIGN_INS_AT_ONCE)
    await Promise.all(
      people
        .slice(from, from + SIGN_INS_AT_ONCE)
        .map(({ id, token }) => startSignIn(jobContextOn(db), token, id, Date.now() + DAY_MS)),
    );
  return people.map(({ id, token }) => ({ id, cookie: `authjs.session-token=${token}` }));
}
