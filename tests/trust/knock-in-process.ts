// First of all: it gives the framework the means to tell one request from another.
import "next/dist/server/node-environment-baseline";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { RequestCookies } from "next/dist/compiled/@edge-runtime/cookies";
import { RequestCookies as Cookies } from "next/dist/compiled/@edge-runtime/cookies";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { NextRequest } from "next/server";
import { type Door, findDoors } from "./doors";

/**
 * A process that knocks at every door with each of the cookies on its standard input, by role, as the framework's server
 * would; answers are lines of JSON: `{ door, role, answer }`.
 */
const ORIGIN = "http://localhost:3000";
const cookies = JSON.parse(await text(process.stdin)) as Record<string, string>;

type Knock = (...given: unknown[]) => Promise<unknown>;

function asRequest<T>(cookie: string, run: () => Promise<T>): Promise<T> {
  const headers = new Headers({ cookie, host: "localhost:3000", origin: ORIGIN });
  const jar = new Cookies(headers) as RequestCookies;
  const work = {
    route: "/",
    forceStatic: false,
    dynamicShouldError: false,
    isStaticGeneration: false,
    incrementalCache: {},
  };
  const unit = {
    ...{ type: "request", phase: "action", url: { pathname: "/", search: "" }, headers, cookies: jar },
    ...{ mutableCookies: jar, userspaceMutableCookies: jar, implicitTags: { tags: [], expiration: 0 } },
  };
  return workAsyncStorage.run(work as never, () => workUnitAsyncStorage.run(unit as never, run));
}

async function knock({ kind, file, exported, name }: Door, cookie: string): Promise<string> {
  const module = (await import(path.resolve(file))) as Record<string, Knock>;
  const open = module[exported] as Knock;
  const params = Promise.resolve({ id: crypto.randomUUID(), slug: "a", token: "a", nextauth: ["session"] });
  try {
    if (kind === "action") return answerOfAction(await open({ id: crypto.randomUUID() }));
    if (kind === "page") {
      await open({ params, searchParams: Promise.resolve({}) });
      return "shown";
    }
    const pathname = name
      .split(" ")[1]
      ?.replace("[...nextauth]", "session")
      .replaceAll(/\[\w+\]/g, "a");
    const body = exported === "GET" ? {} : { body: "{}", headers: { "content-type": "application/json" } };
    const request = new NextRequest(`${ORIGIN}${pathname}`, { method: exported, ...body });
    request.headers.set("cookie", cookie);
    const response = (await open(request, { params })) as Response;
    return String(response.status);
  } catch (error) {
    return digestOf(error);
  }
}

const answerOfAction = (answer: unknown): string =>
  (answer as { code?: string; ok?: boolean } | undefined)?.code ?? "done";

/** The framework's own words for leading elsewhere and for a page that is not there. */
function digestOf(error: unknown): string {
  const digest = String((error as { digest?: string }).digest ?? "");
  if (digest.startsWith("NEXT_REDIRECT"))
    return `leads to ${new URL(digest.split(";")[2] ?? "", ORIGIN).pathname}`;
  if (digest.startsWith("NEXT_HTTP_ERROR_FALLBACK;404")) return "not there";
  return `thrown: ${(error as Error).message}`;
}

// Nobody is signed in after these.
const doors = findDoors();
const lastOnes = doors.filter(({ exported }) => /^signOut/.test(exported));
for (const door of [...doors.filter((one) => !lastOnes.includes(one)), ...lastOnes])
  for (const [role, cookie] of Object.entries(cookies))
    console.log(
      JSON.stringify({ door: door.name, role, answer: await asRequest(cookie, () => knock(door, cookie)) }),
    );
process.exit(0);
