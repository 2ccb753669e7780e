import fc from "fast-check";
import { expect, test } from "vitest";
import { connect } from "@/db/client";
import { findNotes } from "@/lib/notes/find-notes";
import { indexManyNotes } from "@/lib/notes/index-many-notes";
import { refreshSearch } from "@/lib/notes/refresh-search";
import { saveNote } from "@/lib/notes/save-note";
import { removeSystem, saveSystem } from "@/lib/people/run-company";
import { editRequest } from "@/lib/requests/edit-request";
import { setPrivate } from "@/lib/sessions/set-private";
import { DAY_MS } from "@/lib/time/instant";
import { aPerson, contextOf, NOW } from "@/tests/support/company";
import { meanLength, plainScores } from "./plain-bm25";
import { aSession, company, NOTHING, write } from "./written";

/** Their own stems, and unlike each other. */
const WORDS = ["quartz", "jumbo", "vex", "blink", "fog", "dwarf", "hymn"];
const someWords = (min: number, max: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: min, maxLength: max });

test("the ranking is BM25's, as a plain implementation reckons it", async () => {
  const library = fc.record({
    notes: fc.array(fc.record({ title: someWords(1, 3), text: someWords(1, 30) }), {
      minLength: 2,
      maxLength: 8,
    }),
    query: someWords(1, 4),
  });
  const at = await company();
  await fc.assert(
    fc.asyncProperty(library, async ({ notes, query }) => {
      await at.sql`delete from requests`;
      const ids: string[] = [];
      for (const { title, text } of notes)
        ids.push(await aSession(at, { title: title.join(" "), note: { process: text.join(" ") } }));
      await refreshSearch({ db: at.db, now: Date.now() + DAY_MS });
      const [statistics] = await at.sql<
        { mean: number }[]
      >`select average_length as mean from search_statistics`;
      const mean = statistics?.mean as number;
      expect(Math.abs(meanLength(notes) / mean - 1)).toBeLessThan(0.1001);
      const scores = plainScores(notes, query, mean);
      const found = await findNotes(await at.as(at.cleo), { q: query.join(" ") });
      const score = (id: string) => scores[ids.indexOf(id)] as number;
      expect(found.total).toBe(scores.filter((one) => one > 0).length);
      const best = scores.filter((one) => one > 0).sort((a, b) => b - a);
      for (const [place, { id }] of found.notes.entries())
        expect(score(id)).toBeCloseTo(best[place] as number, 4);
    }),
    { numRuns: 15 },
  );
}, 60_000);

const rows = ({ sql }: { sql: Awaited<ReturnType<typeof company>>["sql"] }, id: string) => sql`
  select term, frequency, impact from note_terms where session_id = ${id} order by term`;

test("a note saved again and again has the terms of its last text, and the others are left alone", async () => {
  const at = await company();
  const [edited, fresh] = [await aSession(at), await aSession(at)];
  const texts = [
    "The quartz",
    "The quartz hums in fog",
    "Fog and fog",
    "",
    "A dwarf in the fog, a hymn, a dwarf",
  ];
  for (const [version, problem] of texts.entries()) await write(at.db, edited, at.ana, { problem }, version);
  await write(at.db, fresh, at.ana, { problem: texts.at(-1) });
  expect(await rows(at, edited)).toEqual(await rows(at, fresh));

  const places = () =>
    at.sql`select term, ctid::text, xmin::text from note_terms where session_id = ${edited} order by term`;
  const before = await places();
  await write(at.db, edited, at.ana, { problem: "A hymn in the fog, a dwarf, a dwarf" }, texts.length);
  expect(await places()).toEqual(before);
  await write(at.db, edited, at.ana, {}, texts.length + 1);
  expect(await rows(at, edited)).toEqual([]);
});

test("a saved note is found at once, by whoever asks next", async () => {
  const at = await company();
  const id = await aSession(at, { note: { problem: "Nothing yet." } });
  await refreshSearch({ db: at.db, now: NOW });
  await write(at.db, id, at.bo, { solution: "Turn the wombat off." }, 1);
  for (const q of ["wombat", '"the wombat off"', "wombat with:bo"])
    expect((await findNotes(await at.as(at.cleo), { q })).notes.map((note) => note.id)).toEqual([id]);
});

test("twenty people who save at once over connections of their own do not deadlock, words counted meanwhile", async () => {
  const at = await company();
  const ids: string[] = [];
  for (let n = 0; n < 20; n++) ids.push(await aSession(at));
  const connections = ids.map(() => connect(at.url, { max: 1 }));
  const save = async (n: number) => {
    const context = await contextOf((connections[n] as (typeof connections)[0]).db, n % 2 ? at.ana : at.bo);
    for (let version = 0; version < 4; version++) {
      // The same words in another order for each: whoever locked words would lock them crosswise.
      const words = WORDS.map((_, i) => WORDS[(i * (1 + (n % 6)) + version) % WORDS.length]);
      await saveNote(context, { id: ids[n], version, ...NOTHING, problem: words.join(" ") });
    }
  };
  const count = async () => {
    for (let n = 0; n < 5; n++) await refreshSearch({ db: at.db, now: NOW + n * DAY_MS });
  };
  await Promise.all([...ids.map((_, n) => save(n)), count(), count()]);
  await Promise.all(connections.map(({ close }) => close()));
  const [server] =
    await at.sql`select deadlocks::int from pg_stat_database where datname = current_database()`;
  expect(server?.deadlocks).toBe(0);
  expect((await findNotes(await at.as(at.cleo), { q: "quartz" })).total).toBe(20);
});

test("when notes have become much longer, all impacts are reckoned with the new mean", async () => {
  const at = await company();
  const short = await aSession(at, { note: { problem: "Fog." } });
  await refreshSearch({ db: at.db, now: NOW });
  const long = await aSession(at, { note: { problem: "hymn ".repeat(900) } });
  const before = await rows(at, short);
  await refreshSearch({ db: at.db, now: NOW });
  expect(await rows(at, short)).not.toEqual(before);
  for (const id of [short, long]) {
    const [wrong] =
      await at.sql`select count(*)::int as n from note_terms t join notes using (session_id), search_statistics s
      where t.session_id = ${id} and impact <> term_impact(frequency, search_length, s.average_length)`;
    expect(wrong?.n).toBe(0);
  }
  expect(await at.sql`select reweighed_to from search_statistics`).toEqual([{ reweighed_to: null }]);
});

test("where all notes so far are nothing but stop words, counting them leaves notes that can be saved", async () => {
  const at = await company();
  const id = await aSession(at, { title: "Why is it", note: { problem: "It is what it is." } });
  await refreshSearch({ db: at.db, now: Date.now() + DAY_MS });
  const ana = await at.as(at.ana);
  await saveNote(ana, { ...NOTHING, id, version: 1, problem: "It was the quartz." });
  await refreshSearch({ db: at.db, now: Date.now() + 2 * DAY_MS });
  expect((await findNotes(ana, { q: "quartz" })).notes.map((note) => note.id)).toEqual([id]);
});

test("a request that is renamed while its note is written is found by its new title, and no longer by the old one", async () => {
  const at = await company();
  const note = { problem: "Reads were slow." };
  const id = await aSession(at, { title: "The quartz", state: "booked", daysAgo: -1, note });
  const ana = await at.as(at.ana);
  const [request] =
    await at.sql`update requests set state = 'booked' where title = 'The quartz' returning id`;
  await editRequest(ana, { id: request?.id, version: 1, title: "The wombat" });
  const found = async (q: string) => (await findNotes(ana, { q })).notes.map((one) => one.id);
  expect([await found("wombat"), await found('"quartz"')]).toEqual([[id], []]);
});

test("a system that is renamed or removed takes its words along: its notes are found by what it is called now", async () => {
  const at = await company();
  const held = { systemIds: [at.cassandra], note: { problem: "Reads were slow." } };
  const ids = [await aSession(at, held), await aSession(at, held)].sort();
  await aSession(at, { note: { problem: "Something else." } });
  const admin = await at.as(await aPerson(at.db, "Dora Admin", { isAdmin: true }));
  const found = async (q: string) => (await findNotes(admin, { q })).notes.map(({ id }) => id).sort();
  expect(await found('"cassandra"')).toEqual(ids);
  await saveSystem(admin, { id: at.cassandra, name: "Scylla", description: "" });
  expect([await found('"scylla"'), await found('"cassandra"')]).toEqual([ids, []]);
  await removeSystem(admin, { id: at.cassandra });
  expect([await found('"scylla"'), await found("slow")]).toEqual([[], ids]);
});

test("a system of very many notes is renamed at once, and its notes are found by the new name when a job has been at it", async () => {
  const at = await company();
  const id = await aSession(at, { systemIds: [at.cassandra], note: { problem: "Reads." } });
  // Sessions that were cancelled overlap nobody; each has a note of its own.
  await at.sql`insert into sessions (request_id, state, start_at, end_at, zone, agreed_wall_time, place, event_state)
    select request_id, 'cancelled', start_at, end_at, zone, agreed_wall_time, place, 'none'
    from sessions cross join generate_series(1, 200) where id = ${id}`;
  await at.sql`insert into notes (session_id, problem)
    select id, 'Writes.' from sessions where state = 'cancelled'`;
  await at.sql`select index_notes(array(select session_id from notes))`;
  const admin = await at.as(await aPerson(at.db, "Dora Admin", { isAdmin: true }));
  await saveSystem(admin, { id: at.cassandra, name: "Scylla", description: "" });
  const total = async (q: string) => (await findNotes(admin, { q })).total;
  expect([await total('"scylla"'), await total('"cassandra"')]).toEqual([0, 201]);
  const jobs = await at.sql`select data from pgboss.job where name = 'index-notes'`;
  for (const { data } of jobs) await indexManyNotes(at, data);
  expect([jobs.length, await total('"scylla"'), await total('"cassandra"')]).toEqual([1, 201, 0]);
});

/** Until what was begun is done, or waits for another transaction. */
async function doneOrWaiting(
  { sql }: { sql: Awaited<ReturnType<typeof company>>["sql"] },
  begun: Promise<unknown>,
) {
  let isDone = false;
  const done = begun.finally(() => {
    isDone = true;
  });
  done.catch(() => {});
  while (!isDone) {
    const waiting = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (waiting.length > 0) return;
  }
}

test.each([
  ["system", "rename first"],
  ["system", "save first"],
  ["removed system", "rename first"],
  ["removed system", "save first"],
  ["request", "rename first"],
  ["request", "save first"],
])("a note first saved while its %s gets another name is found by that, %s", async (what, order) => {
  const at = await company();
  const held = { title: "The cassandra", state: "booked", daysAgo: -1 } as const;
  const id = await aSession(at, {
    ...held,
    ...(what !== "request" && { title: "Reads", systemIds: [at.cassandra] }),
  });
  const [request] = await at.sql`update requests set state = 'booked' returning id`;
  const [ana, admin] = [
    await at.as(at.ana),
    await at.as(await aPerson(at.db, "Dora Admin", { isAdmin: true })),
  ];
  const save = (db = at.db) => saveNote({ ...ana, db }, { id, version: 0, problem: "Slow." });
  const rename = (db = at.db): Promise<unknown> => {
    if (what === "system")
      return saveSystem({ ...admin, db }, { id: at.cassandra, name: "Scylla", description: "" });
    if (what === "removed system") return removeSystem({ ...admin, db }, { id: at.cassandra });
    return editRequest({ ...ana, db }, { id: request?.id, version: 1, title: "The scylla" });
  };
  const [first, second] = order === "save first" ? [save, rename] : [rename, save];
  const begun: Promise<unknown>[] = [];
  await at.db.transaction(async (tx) => {
    await first(tx);
    begun.push(second());
    await doneOrWaiting(at, begun[0] as Promise<unknown>);
  });
  await Promise.all(begun);
  const total = async (q: string) => (await findNotes(ana, { q })).total;
  const named = what === "removed system" ? 0 : 1;
  expect([await total('"scylla"'), await total('"cassandra"'), await total("slow")]).toEqual([named, 0, 1]);
});

test("a session that was made private while words were counted is not in the next count", async () => {
  const at = await company();
  const id = await aSession(at, { note: { problem: "The wombat." } });
  const counted = async () =>
    (await at.sql<{ notes: number }[]>`select notes from search_statistics`)[0]?.notes;
  await at.db.transaction(async (tx) => {
    await setPrivate({ ...(await at.as(at.ana)), db: tx }, { id, isPrivate: true });
    await refreshSearch({ db: at.db, now: Date.now() + DAY_MS });
    expect(await counted()).toBe(1);
  });
  await refreshSearch({ db: at.db, now: Date.now() });
  expect(await counted()).toBe(0);
});
