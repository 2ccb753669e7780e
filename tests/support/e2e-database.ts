import postgres from "postgres";

/** One question to the app's database, for what no page can show: time, and where the sample company put something. */
async function ask<T>(question: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(process.env.E2E_DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    return await question(sql);
  } finally {
    await sql.end();
  }
}

/** As if whoever has this address had signed in with another Google account than the one there is now. */
export const asIfOfAnotherAccount = (email: string): Promise<unknown> =>
  ask(
    (sql) => sql`
      update accounts set provider_account_id = 'another-' || provider_account_id
      where person_id = (select id from people where email = ${email})`,
  );

/** As if something broke for this one person: a zone that no release of ours would have kept. */
export const setZone = (email: string, zone: string): Promise<unknown> =>
  ask((sql) => sql`update people set zone = ${zone}, onboarded_at = now() where email = ${email}`);

/** As if the session had begun a while ago and were over: the days until then are not waited for. */
export const letPass = (sessionId: string): Promise<unknown> =>
  ask(
    (sql) => sql`
      update sessions set start_at = now() - (end_at - start_at) - interval '1 minute', end_at = now() - interval '1 minute'
      where id = ${sessionId}`,
  );

/** The session of a sample request, by the request's title. */
export async function sampleSession(title: string): Promise<string> {
  const [row] = await ask(
    (sql) => sql<{ id: string }[]>`
      select sessions.id from sessions join requests on requests.id = sessions.request_id where title = ${title}`,
  );
  if (!row) throw new Error(`The sample company has no session called “${title}”.`);
  return row.id;
}

/** The sample session that was held last, by the address of somebody who was in it. */
export async function lastHeld(person: string): Promise<string> {
  const [row] = await ask(
    (sql) => sql<{ id: string }[]>`
      select sessions.id from sessions
        join seats on seats.session_id = sessions.id and seats.active
        join people on people.id = seats.person_id
      where sessions.state = 'held' and people.email = ${person}
      order by sessions.start_at desc limit 1`,
  );
  if (!row) throw new Error(`${person} has held no session.`);
  return row.id;
}

/** As if the session were to begin in so many minutes: the days until then are not waited for. */
export const startsIn = (sessionId: string, minutes: number): Promise<unknown> =>
  ask(
    (sql) => sql`
      update sessions set start_at = date_trunc('minute', now()) + make_interval(mins => ${minutes}),
        end_at = date_trunc('minute', now()) + make_interval(mins => ${minutes}) + (end_at - start_at)
      where id = ${sessionId}`,
  );

/** A session that two of the sample company held, at an hour of the past in which nobody else meets. @returns Its id. */
export async function heldSession(title: string, requester: string, partner: string): Promise<string> {
  // Any hour of ten years: two tests that choose the same one are refused by the database.
  const hour = Math.floor(Math.random() * 87_600);
  const [row] = await ask(
    (sql) => sql<{ id: string }[]>`
      with who as (select email, id, team_id from people where email in (${requester}, ${partner})),
      times as (select timestamptz '2010-01-01' + make_interval(hours => ${hour}) as s),
      asked as (
        insert into requests (requester_id, title, length_min, needed_by_at, state)
        select id, ${title}, 50, s + interval '1 week', 'done' from who, times where email = ${requester}
        returning id),
      held as (
        insert into sessions (request_id, state, start_at, end_at, zone, agreed_wall_time, place, event_state)
        select id, 'held', s, s + interval '50 minutes', 'Europe/Berlin', '2010-01-01T10:00', 'video', 'none'
        from asked, times returning id, start_at, end_at),
      seated as (
        insert into seats (session_id, person_id, team_id, role, answer, start_at, end_at)
        select held.id, who.id, who.team_id,
          case when email = ${requester} then 'requester' else 'partner' end, 'accepted', start_at, end_at
        from held, who)
      select id from held`,
  );
  if (!row) throw new Error("The sample company does not know both.");
  return row.id;
}
