import { beforeAll, describe, expect, test } from "vitest";
import { familiarities } from "@/db/schema/people";
import type { Context } from "@/lib/context";
import { exportWalls } from "@/lib/knowledge/export-walls";
import { findAnything } from "@/lib/knowledge/find-anything";
import { getMap } from "@/lib/knowledge/get-map";
import { getSystem } from "@/lib/knowledge/get-system";
import { getWalls } from "@/lib/knowledge/get-walls";
import { listSystems } from "@/lib/knowledge/list-systems";
import { learnedNear } from "@/lib/knowledge/week-store";
import { findNotes } from "@/lib/notes/find-notes";
import { findRelated } from "@/lib/notes/find-related";
import { getNote } from "@/lib/notes/get-note";
import { getNoteHistory } from "@/lib/notes/get-note-history";
import { listNotesOn } from "@/lib/notes/list-notes-on";
import { refreshSearch } from "@/lib/notes/refresh-search";
import { feedToken } from "@/lib/people/feed-token";
import { findColleagues, getPerson, getTeam } from "@/lib/people/list-directory";
import { countUnread, listNotices } from "@/lib/people/notices";
import { getRequest } from "@/lib/requests/get-request";
import { listBoard } from "@/lib/requests/list-board";
import { listMyRequests } from "@/lib/requests/list-my-requests";
import { getFeed } from "@/lib/sessions/get-feed";
import { getSession } from "@/lib/sessions/get-session";
import { listMySessions } from "@/lib/sessions/list-my-sessions";
import { setPrivate } from "@/lib/sessions/set-private";
import { sessionById } from "@/lib/sessions/store";
import { WEEK_MS } from "@/lib/time/instant";
import { aPerson, NOW } from "@/tests/support/company";
import { aSession, company } from "./written";

/** A word that stands in that one note, and what it is taken for where nobody wrote it. */
const WORD = "zyxology";

/**
 * Apart from it: other notes on the same and on the other system, so that lists and counts are not empty without it.
 * The note that is hidden has a word of its own, a learning, questions, a history and a mark.
 */
async function library() {
  const at = await company();
  const id = await aSession(at, {
    title: `Why ${WORD} slows reads`,
    systemIds: [at.cassandra],
    daysAgo: 1,
    note: {
      problem: `All of ${WORD} in one partition.`,
      learning: `${WORD} is a word.`,
      questions: [{ question: `Why ${WORD}?`, answer: "It was there." }],
    },
  });
  for (const systemIds of [[at.cassandra], [at.billing]])
    await aSession(at, {
      title: "Zyxolite reads",
      systemIds,
      note: { problem: "A zyxolite partition reads." },
    });
  const dora = await aPerson(at.db, "Dora Admin", { isAdmin: true });
  // Near to the system, so that all of them would be told by mail.
  await at.db.insert(familiarities).values(
    [at.ana, at.cleo, dora].map((personId) => ({
      personId,
      systemId: at.cassandra,
      level: "can_follow" as const,
    })),
  );
  await at.sql`update people set feed_version = 1`;
  await refreshSearch({ db: at.db, now: NOW });
  const requestId = (await sessionById(at.db, id))?.requestId ?? "";
  return { ...at, dora, id, requestId };
}

type Library = Awaited<ReturnType<typeof library>>;

/** Every place where something of a session or its note is shown, counted or suggested. */
const SURFACES: Record<string, (as: Context, at: Library) => Promise<unknown>> = {
  "search, by its word": (as) => findNotes(as, { q: WORD }),
  "search, by a word that is misspelt": (as) => findNotes(as, { q: "zyxolgoy" }),
  "search, by a phrase": (as) => findNotes(as, { q: `"${WORD} slows"` }),
  "search, without a word": (as) => findNotes(as, { q: "reads -zyxolite" }),
  "search, counts and filters": (as) => findNotes(as, { system: "cassandra" }),
  "search, by who was there": (as) => findNotes(as, { q: "with:ana team:backend after:2027-02" }),
  "search, the newest": (as) => findNotes(as, {}),
  "past notes while a request is typed": (as, { cassandra }) =>
    findRelated(as, { title: `${WORD} slows reads`, text: "A partition.", systemIds: [cassandra] }),
  "past notes on a request's page": (as, { requestId }) =>
    findRelated(as, { title: `${WORD} slows reads`, text: "", systemIds: [], requestId }),
  "past notes beside a note": (as, { cassandra }) => listNotesOn(as, { systemIds: [cassandra] }),
  palette: (as) => findAnything(as, { q: WORD }),
  "system page": (as) => getSystem(as, { slug: "cassandra" }),
  systems: (as) => listSystems(as, {}),
  map: (as) => getMap(as, {}),
  walls: (as) => getWalls(as, { weeks: 4 }),
  "walls as CSV": (as) => exportWalls(as, { weeks: 4 }),
  board: (as) => Promise.all(["open", "booked", "expired"].map((state) => listBoard(as, { state }))),
  "request page": (as, { requestId }) => getRequest(as, { id: requestId }),
  "home, sessions": (as) => listMySessions(as),
  "home, requests": (as) => listMyRequests(as),
  notices: (as) => Promise.all([listNotices(as), countUnread(as)]),
  "weekly mail": (as) => learnedNear(as.db, as.actor.personId, { start: NOW - 52 * WEEK_MS, end: NOW }),
  "calendar feed": async (as) =>
    (await getFeed(as, feedToken(as.actor.personId, 1, as.config.ENCRYPTION_KEY))).replace(
      /^DTSTAMP:.*$/gm,
      "",
    ),
  "person page": (as, { bo }) => getPerson(as, { personId: bo }),
  "team page": (as, { backend }) => getTeam(as, { id: backend }),
  people: (as) => findColleagues(as, {}),
  "session page": (as, { id }) => getSession(as, { id }),
  note: (as, { id }) => getNote(as, { id }),
  "history of the note": (as, { id }) => getNoteHistory(as, { id }),
};

const PLACES = Object.keys(SURFACES);

/** Where it is seen as long as it is not private: otherwise a test that it is not would say nothing. */
const SHOWN_TO_ALL = [
  ...PLACES.filter((place) => place.startsWith("search") || place.startsWith("past notes while")),
  ...["past notes beside a note", "palette", "system page", "walls", "walls as CSV", "weekly mail"],
  ...["person page", "request page", "session page", "note", "history of the note"],
];

/** Numbers that are the same for everybody, so that a private session counts for nobody. */
const SAME_FOR_ALL = ["walls", "walls as CSV", "person page", "weekly mail"];

/** How rare a word is decides here which other notes are close; that is counted by a job, in a moment. */
const BY_RARITY = PLACES.filter(
  (place) => place.startsWith("past notes while") || place.startsWith("past notes on"),
);

/** Those who sat there are told of it, and no word of a private note is suggested, to them neither. */
const OTHER_WHEN_PRIVATE = ["notices", "session page", "search, by a word that is misspelt"];

type Seen = Record<string, string>;

/** What the person is shown in each place; a refusal by its code and words. */
async function lookAround(at: Library, personId: string): Promise<Seen> {
  const as = await at.as(personId);
  const seen: Seen = {};
  for (const [place, look] of Object.entries(SURFACES))
    seen[place] = JSON.stringify(
      await look(as, at).catch(({ code, message }: Error & { code?: string }) => ({ code, message })),
    );
  return seen;
}

describe("a private session and its note, by everything that a person can look at", () => {
  const seen = { everybody: {}, hidden: {}, counted: {}, gone: {} } as Record<string, Record<string, Seen>>;
  let at: Library;

  beforeAll(async () => {
    at = await library();
    const look = async () =>
      Object.fromEntries(
        await Promise.all(
          (["cleo", "dora", "ana", "bo"] as const).map(async (who) => [who, await lookAround(at, at[who])]),
        ),
      );
    seen.everybody = await look();
    await setPrivate(await at.as(at.bo), { id: at.id, isPrivate: true });
    seen.hidden = await look();
    await refreshSearch({ db: at.db, now: NOW });
    seen.counted = await look();
    await at.sql`delete from sessions where id = ${at.id}`;
    await at.sql`update search_statistics set counted_at = 'epoch'`;
    await refreshSearch({ db: at.db, now: NOW });
    seen.gone = await look();
  }, 60_000);

  test.each(PLACES)("%s", (place) => {
    for (const stranger of ["cleo", "dora"]) {
      const [everybody, hidden, counted, gone] = Object.values(seen).map((when) => when[stranger]?.[place]);
      if (SHOWN_TO_ALL.includes(place)) expect(everybody).not.toBe(gone);
      // Not only unnamed: told from one that never was by nothing at all.
      if (!BY_RARITY.includes(place)) expect(hidden).toBe(gone);
      expect(hidden).not.toContain(at.id);
      expect(counted).toBe(gone);
    }
    for (const participant of ["ana", "bo"]) {
      const [everybody, hidden, counted, gone] = Object.values(seen).map(
        (when) => when[participant]?.[place],
      );
      if (OTHER_WHEN_PRIVATE.includes(place)) continue;
      if (SAME_FOR_ALL.includes(place)) expect(hidden).toBe(gone);
      else expect(hidden).toBe(everybody);
      if (!BY_RARITY.includes(place)) expect(counted).toBe(hidden);
    }
  });
});
