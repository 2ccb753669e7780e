import { randomUUID } from "node:crypto";
import { DAY_MS, HOUR_MS } from "@/lib/time/instant";
import type { LoadCompany, Person } from "./load-company";
import { chance } from "./random";

/** One request of the day; `saved` is told when it went through. */
export type Asked = {
  readonly what: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly cookie: string;
  readonly body?: object;
  readonly saved?: () => void;
};

/** Of a hundred requests: ninety read. */
export const WEIGHTS = {
  home: 14,
  board: 6,
  "board list": 10,
  request: 10,
  matches: 8,
  session: 10,
  note: 6,
  search: 10,
  palette: 4,
  system: 4,
  person: 3,
  notices: 3,
  walls: 1,
  map: 1,
  "save note": 6,
  "note news": 2,
  book: 2,
} as const;
type What = keyof typeof WEIGHTS;

const COMMON_WORDS = 2_000;

/** The mixed day of a company, request by request; the same numbers ask the same. */
export function mixedDay(company: LoadCompany, now = Date.now()): () => Asked {
  let n = 0;
  const versions = new Map<string, number>();
  const pick = <T>(list: readonly T[], salt: number): T =>
    list[Math.floor(chance(salt, n) * list.length)] as T;
  const word = () => company.words[Math.floor(chance(9, n) ** 2 * COMMON_WORDS)] as string;
  const get = (what: What, path: string, { cookie }: Person): Asked => ({
    what,
    method: "GET",
    path,
    cookie,
  });
  const somebody = () => pick(company.people, 1);

  const ask: Record<What, () => Asked> = {
    home: () => get("home", "/", somebody()),
    board: () => get("board", "/board", somebody()),
    "board list": () => get("board list", "/api/board", somebody()),
    request: () => get("request", `/requests/${pick(company.requests, 2).id}`, somebody()),
    matches: () => get("matches", `/api/requests/${pick(company.requests, 2).id}/matches`, somebody()),
    session: () => {
      const { id, requester } = pick(company.sessions, 3);
      return get("session", `/sessions/${id}`, requester);
    },
    note: () => get("note", `/api/sessions/${pick(company.sessions, 3).id}/note`, somebody()),
    search: () =>
      get("search", `/api/notes/search?${new URLSearchParams({ q: `${word()} ${word()}` })}`, somebody()),
    palette: () => get("palette", `/api/palette?${new URLSearchParams({ q: word() })}`, somebody()),
    system: () => get("system", `/systems/${pick(company.systems, 4)}`, somebody()),
    person: () => get("person", `/people/${pick(company.people, 5).id}`, somebody()),
    notices: () => get("notices", "/notices", somebody()),
    walls: () => get("walls", "/walls", somebody()),
    map: () => get("map", "/map", somebody()),
    "save note": () => {
      const { id, requester } = company.sessions[
        n % company.sessions.length
      ] as LoadCompany["sessions"][number];
      const version = versions.get(id) ?? 1;
      return {
        ...{ what: "save note", method: "PUT", path: `/api/sessions/${id}/note`, cookie: requester.cookie },
        body: { version, process: `We tried ${word()}, then ${word()} (${n}).` },
        saved: () => versions.set(id, version + 1),
      };
    },
    "note news": () => {
      const { id, requester } = pick(company.sessions, 6);
      const path = `/api/sessions/${id}/note/news`;
      return { what: "note news", method: "POST", path, cookie: requester.cookie, body: { version: 1 } };
    },
    book: () => {
      const { id, requester } = company.requests[
        n % company.requests.length
      ] as LoadCompany["requests"][number];
      const hour = Math.ceil(now / HOUR_MS) + 2 + Math.floor(chance(8, n) * ((3 * DAY_MS) / HOUR_MS));
      return {
        ...{ what: "book", method: "POST", path: "/api/sessions", cookie: requester.cookie },
        body: {
          ...{ requestId: id, partnerIds: [pick(company.people, 7).id], start: hour * HOUR_MS },
          ...{ key: randomUUID(), askAnyway: true },
        },
      };
    },
  };

  return () => {
    n += 1;
    let left = chance(0, n) * 100;
    const what = (Object.keys(WEIGHTS) as What[]).find((name) => {
      left -= WEIGHTS[name];
      return left < 0;
    });
    return ask[what ?? "home"]();
  };
}
