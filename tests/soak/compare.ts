import type { EventMoment } from "@/local/google/state";
import type { Company } from "./month-company";

type Row = {
  id: string;
  state: string;
  start: number;
  end: number;
  conflict: { start: number | null; end: number | null } | null;
  requester: string;
  guests: string[];
  declined: string[];
};

/**
 * What the rows and Google's own state disagree about, a sentence each: read with plain SQL and from the stand-in's
 * memory, by none of the code that keeps the two in line. Sessions that are over are left out: nobody follows them. Of
 * one in dispute that is over only the event is looked for, since nobody may take it away.
 */
export async function disagreements({ sql, google, clock, members }: Company): Promise<string[]> {
  const rows = await sql<Row[]>`
    select s.id, s.state, (extract(epoch from s.start_at) * 1000)::float8 as start,
      (extract(epoch from s.end_at) * 1000)::float8 as "end", s.conflict, p.email as requester,
      array(select g.email from seats t join people g on g.id = t.person_id
            where t.session_id = s.id and t.active and t.role <> 'requester' order by 1) as guests,
      array(select g.email from seats t join people g on g.id = t.person_id
            where t.session_id = s.id and not t.active and t.answer = 'declined' order by 1) as declined
    from sessions s join requests r on r.id = s.request_id join people p on p.id = r.requester_id
    where s.end_at > now() or s.state = 'conflict'
    order by s.id`;
  const connects = (email: string) => members.find((member) => member.email === email)?.connects === true;
  const found: string[] = [];
  const expected = new Set<string>();
  const stored = google
    .storedEvents()
    .filter((event) => event.id.startsWith("deskside") && event.status !== "cancelled");
  for (const row of rows) {
    const id = `deskside${row.id.replaceAll("-", "")}`;
    const live = connects(row.requester) && ["booked", "needs_partner", "conflict"].includes(row.state);
    const events = stored.filter((event) => event.id === id);
    if (live) expected.add(id);
    // What is changed in Google once the agreed time has come is not followed.
    if (row.start <= clock.now()) continue;
    if (events.length !== (live ? 1 : 0)) {
      found.push(`${row.id} is ${row.state} and has ${events.length} events`);
      continue;
    }
    const [event] = events;
    if (!event) continue;
    const agreed = row.conflict ? [row.conflict.start, row.conflict.end] : [row.start, row.end];
    if (`${momentOf(event.start)},${momentOf(event.end)}` !== agreed.map(String).join())
      found.push(
        `${row.id} (${row.state}) is at ${spanOf(row.start, row.end)}, in dispute with ${row.conflict && spanOf(row.conflict.start, row.conflict.end)}, and in Google at ${spanOf(momentOf(event.start), momentOf(event.end))}`,
      );
    const others = event.guests.filter(({ email }) => email !== row.requester);
    const coming = others
      .filter(({ responseStatus }) => responseStatus !== "declined")
      .map(({ email }) => email);
    if (coming.toSorted().join() !== row.guests.join())
      found.push(`${row.id} (${row.state}) seats ${row.guests.join()}, and Google has ${coming.join()}`);
    for (const { email, responseStatus } of others)
      if (responseStatus === "declined" && !row.declined.includes(email))
        found.push(`${row.id}: ${email} declined in Google alone`);
  }
  for (const event of stored)
    if (Number(momentOf(event.end)) > clock.now() && !expected.has(event.id))
      found.push(`${event.id} is in Google and belongs to no session that is ahead`);
  return [...found, ...(await impossible(sql))];
}

/** Epoch milliseconds; null for a whole day. */
const momentOf = (moment: EventMoment): number | null =>
  "dateTime" in moment ? Date.parse(moment.dateTime) : null;

const spanOf = (start: number | null, end: number | null): string =>
  [start, end].map((at) => (at === null ? "all day" : new Date(at).toISOString())).join(" to ");

/** What the database should never hold. */
async function impossible(sql: Company["sql"]): Promise<string[]> {
  const overlaps = await sql<{ one: string }[]>`
    select a.id as one from seats a join seats b on a.person_id = b.person_id and a.id < b.id and a.active and b.active
    where a.start_at < b.end_at and b.start_at < a.end_at`;
  const requests = await sql<{ id: string; state: string; sessions: string | null }[]>`
    select r.id, r.state, string_agg(s.state, ',') as sessions
    from requests r left join sessions s on s.request_id = r.id and s.state in ('booked', 'needs_partner', 'conflict')
    group by r.id
    having (r.state = 'booked') <> (coalesce(string_agg(s.state, ','), '') in ('booked', 'conflict'))
      and not (r.state = 'open' and coalesce(string_agg(s.state, ','), '') in ('', 'needs_partner'))`;
  return [
    ...overlaps.map(({ one }) => `the seat ${one} overlaps another one of the same person`),
    ...requests.map(({ id, state, sessions }) => `the request ${id} is ${state} with a session ${sessions}`),
  ];
}
