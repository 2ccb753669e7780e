import { expect, test } from "vitest";
import { seats } from "@/db/schema/sessions";
import type { Context } from "@/lib/context";
import { findAnything } from "@/lib/knowledge/find-anything";
import { getSystem } from "@/lib/knowledge/get-system";
import { findNotes } from "@/lib/notes/find-notes";
import { findRelated } from "@/lib/notes/find-related";
import { followNote } from "@/lib/notes/follow-note";
import { getNote } from "@/lib/notes/get-note";
import { getNoteHistory } from "@/lib/notes/get-note-history";
import { listNotesOn } from "@/lib/notes/list-notes-on";
import { markHolding, markOutOfDate } from "@/lib/notes/mark-out-of-date";
import { refreshSearch } from "@/lib/notes/refresh-search";
import { saveNote } from "@/lib/notes/save-note";
import { getPerson } from "@/lib/people/list-directory";
import { getRequest } from "@/lib/requests/get-request";
import { listBoard } from "@/lib/requests/list-board";
import { getSessionFile } from "@/lib/sessions/get-feed";
import { getSession } from "@/lib/sessions/get-session";
import { setPrivate } from "@/lib/sessions/set-private";
import { sessionById } from "@/lib/sessions/store";
import { DAY_MS } from "@/lib/time/instant";
import { aPerson, NOW } from "@/tests/support/company";
import { refusalOf } from "./refusal";
import { aSession, type Company, company } from "./written";

const MISSING = "00000000-0000-4000-8000-000000000000";
const NOTE = { problem: "The zyxology of reads.", learning: "Zyxology is a word." };

type UseCase = (context: Context, input: never) => Promise<unknown>;

/** Each use case that is given a session's id, and what else it is given. */
const BY_ID: Record<string, [UseCase, object]> = {
  getSession: [getSession, {}],
  getSessionFile: [getSessionFile, {}],
  getNote: [getNote, {}],
  getNoteHistory: [getNoteHistory, {}],
  followNote: [followNote, { version: 0, part: "problem" }],
  saveNote: [saveNote, { version: 1, problem: "x" }],
  markOutOfDate: [markOutOfDate, { reason: "x" }],
  markHolding: [markHolding, {}],
  setPrivate: [setPrivate, { isPrivate: false }],
};

/** Everything a person is shown where the session or its note could stand. */
const shownTo = async (at: Company, context: Context, requestId: string) =>
  JSON.stringify([
    await findNotes(context, { q: "zyxology" }),
    await findNotes(context, {}),
    await listNotesOn(context, { systemIds: [at.cassandra] }),
    await findRelated(context, { title: "Zyxology of reads", systemIds: [at.cassandra] }),
    await findAnything(context, { q: "zyxology" }),
    await getSystem(context, { slug: "cassandra" }),
    await getPerson(context, { personId: at.bo }),
    (await getRequest(context, { id: requestId })).sessionId,
    await listBoard(context, {}),
  ]);

test("a private session and its note do not exist for anybody without a seat, admins and who declined neither", async () => {
  const at = await company();
  const id = await aSession(at, { note: NOTE, systemIds: [at.cassandra], daysAgo: 0, state: "booked" });
  const requestId = (await sessionById(at.db, id))?.requestId ?? "";
  const admin = await aPerson(at.db, "Dora Admin", { isAdmin: true });
  const strangers = [await at.as(at.cleo), await at.as(admin)];
  for (const stranger of strangers) expect(await shownTo(at, stranger, requestId)).toContain(id);

  await setPrivate(await at.as(at.bo), { id, isPrivate: true });
  for (const stranger of strangers) {
    for (const [name, [useCase, input]] of Object.entries(BY_ID)) {
      const [hidden, missing] = await Promise.all(
        [id, MISSING].map((one) => refusalOf(useCase(stranger, { ...input, id: one } as never))),
      );
      const told = ({ code, message, fields, detail }: typeof hidden = {} as never) => ({
        code,
        message,
        fields,
        detail,
      });
      expect([name, told(hidden)]).toEqual([name, told(missing)]);
      expect(hidden?.code).toBe("not_found");
    }
    const shown = await shownTo(at, stranger, requestId);
    expect(shown).not.toContain(id);
    expect(shown).not.toMatch(/zyxology of/i);
  }
  for (const person of [at.ana, at.bo])
    expect(await shownTo(at, await at.as(person), requestId)).toContain(id);
});

test("a word that stands only in a private note is unknown to everybody else from that moment, and known again when it is shown", async () => {
  const at = await company();
  const id = await aSession(at, { title: "Slow reads", note: { problem: "The zyxology of reads." } });
  const other = await aSession(at, { note: { problem: "A zyxolite of writes." } });
  await refreshSearch({ db: at.db, now: NOW });
  const asked = async (q: string, who = at.cleo) => {
    const { notes, corrected } = await findNotes(await at.as(who), { q });
    return [notes.map((note) => note.id), corrected.map(({ to }) => to)];
  };
  expect(await asked("zyxologi")).toEqual([[id], []]);
  expect(await asked("zyxolgoy")).toEqual([[id], ["zyxology"]]);

  await setPrivate(await at.as(at.ana), { id, isPrivate: true });
  // Counted or not: as a word that nobody ever wrote, so the one most like it is looked for.
  for (const isCounted of [false, true]) {
    if (isCounted) await refreshSearch({ db: at.db, now: NOW });
    const terms = await at.sql`select 1 from term_frequencies where term like 'zyxolo%'`;
    expect(terms.length).toBe(isCounted ? 0 : 1);
    for (const q of ["zyxology", "zyxolgoy"]) expect(await asked(q)).toEqual([[other], ["zyxolite"]]);
    expect(await asked('"zyxology"')).toEqual([[], []]);
    expect(await asked("zyxology", at.bo)).toEqual([[id], []]);
  }

  await setPrivate(await at.as(at.ana), { id, isPrivate: false });
  expect(await asked("zyxology")).toEqual([[id], []]);
  await refreshSearch({ db: at.db, now: NOW });
  expect(await asked("zyxolgoy")).toEqual([[id], ["zyxology"]]);
});

test("whoever pairs makes it private or shows it again, and the history says who; an observer keeps the seat", async () => {
  const at = await company();
  const id = await aSession(at, { note: NOTE });
  const session = await sessionById(at.db, id);
  const times = { startAt: session?.startAt ?? 0, endAt: session?.endAt ?? 0 };
  await at.db.insert(seats).values({ sessionId: id, personId: at.cleo, role: "observer", ...times });
  const cleo = await at.as(at.cleo);
  expect((await refusalOf(setPrivate(cleo, { id, isPrivate: true }))).code).toBe("forbidden");
  await setPrivate(await at.as(at.ana), { id, isPrivate: true });
  await setPrivate(await at.as(at.ana), { id, isPrivate: true });
  expect(await getSession(cleo, { id })).toMatchObject({ isPrivate: true, may: { setPrivate: false } });
  expect(await getNote(cleo, { id })).toMatchObject({ problem: NOTE.problem, mayWrite: true });
  await setPrivate(await at.as(at.bo), { id, isPrivate: false });
  const { changes, isPrivate } = await getSession(cleo, { id });
  expect(isPrivate).toBe(false);
  expect(changes.map(({ kind, actorName }) => [kind, actorName])).toEqual([
    ["made_private", "Ana Ribeiro"],
    ["made_visible", "Bo Larsen"],
  ]);
  const notices =
    await at.sql`select text from notices where person_id = ${at.cleo} order by created_at, text`;
  expect(notices.map(({ text }) => text)).toEqual([
    "Ana Ribeiro made “Split the billing keyspace” private: only those who sit there see it.",
    "Bo Larsen showed “Split the billing keyspace” to everybody in the company again.",
  ]);
});

test("that a private session waits for another partner is on the board for nobody who has no seat in it", async () => {
  const at = await company();
  await aSession(at, { isPrivate: true, state: "booked", daysAgo: -3 });
  await at.sql`update sessions set state = 'needs_partner'`;
  await at.sql`update requests set state = 'open', needed_by_at = ${new Date(NOW + 7 * DAY_MS).toISOString()}`;
  const free = async (who: string) =>
    (await listBoard(await at.as(who), {})).rows.map((row) => row.freeSeatAt);
  expect(await free(at.cleo)).toEqual([null]);
  expect(await free(at.ana)).toEqual([expect.any(Number)]);
});
