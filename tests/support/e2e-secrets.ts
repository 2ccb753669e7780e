import { appendFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { BrowserContext } from "@playwright/test";
import postgres from "postgres";
import { unseal } from "@/lib/calendar/encryption";
import { feedToken } from "@/lib/people/feed-token";
import type { Secrets } from "@/local/secrets";

/** What a whole run of the browser tests leaves: what the server wrote, and what the browsers asked for and carried. */
const fileOf = (name: "server" | "addresses" | "cookies") =>
  path.join(process.env.E2E_TRACES ?? "", `${name}.log`);

export function keepTraces(): void {
  const cache = path.resolve("node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  process.env.E2E_TRACES = mkdtempSync(path.join(cache, "e2e-traces-"));
  for (const name of ["server", "addresses", "cookies"] as const) appendFileSync(fileOf(name), "");
}

export const keepServerLine = (line: string): void => appendFileSync(fileOf("server"), `${line}\n`);

/** The addresses a browser asks for, and in the end its cookies. Its own file names and pictures are of no interest. */
export function keepBrowserTraces(context: BrowserContext): () => Promise<void> {
  const addresses = new Set<string>();
  context.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/_next/static/")) addresses.add(request.url());
  });
  return async () => {
    const cookies = await context.cookies();
    appendFileSync(fileOf("addresses"), [...addresses, ""].join("\n"));
    const secret = cookies.filter(({ name }) => name.endsWith("session-token"));
    appendFileSync(fileOf("cookies"), secret.map(({ value }) => `${value}\n`).join(""));
  };
}

/** Every secret there was, by what it is. */
async function secretsOf(own: Secrets): Promise<Record<string, string[]>> {
  const sql = postgres(process.env.E2E_DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    const connections = await sql<{ sealed: string }[]>`
      select refresh_token_sealed as sealed from calendar_connections`;
    const people = await sql<{ id: string; version: number }[]>`
      select id, greatest(feed_version, 1) as version from people`;
    return {
      AUTH_SECRET: [own.AUTH_SECRET],
      ENCRYPTION_KEY: [own.ENCRYPTION_KEY],
      GOOGLE_CLIENT_SECRET: [own.GOOGLE_CLIENT_SECRET],
      "a refresh token": connections.map(({ sealed }) => unseal(sealed, own.ENCRYPTION_KEY)),
      "a sealed refresh token": connections.map(({ sealed }) => sealed),
      "the beginning of a token of Google's": ["ya29.local-", "1//local-"],
      "a signed-in cookie": readFileSync(fileOf("cookies"), "utf8").split("\n").filter(Boolean),
      "a feed's address": people.map(({ id, version }) => feedToken(id, version, own.ENCRYPTION_KEY)),
      "the database's address": [process.env.E2E_DATABASE_URL ?? ""],
    };
  } finally {
    await sql.end();
  }
}

/** Where a secret of this run is found that should be nowhere: the server's log, addresses, what browsers are given. */
export async function leaks(own: Secrets): Promise<string[]> {
  const secrets = await secretsOf(own);
  const empty = Object.keys(secrets).filter((what) => secrets[what]?.length === 0 && !/cookie/.test(what));
  if (empty.length > 0) return empty.map((what) => `${what}: there is none to look for`);
  const addresses = readFileSync(fileOf("addresses"), "utf8")
    .split("\n")
    // The one address that is a secret, asked for as such.
    .filter((address) => !/\/api\/feed\/[^/]+$/.test(address));
  const places: [string, string][] = [
    ["the server's log", readFileSync(fileOf("server"), "utf8")],
    ["an address", addresses.join("\n")],
    ...globSync(".next/static/**/*.{js,css,map,json}").map((file): [string, string] => [
      file,
      readFileSync(file, "utf8"),
    ]),
  ];
  const found = places.flatMap(([place, text]) =>
    Object.entries(secrets).flatMap(([what, values]) =>
      values.some((value) => value !== "" && text.includes(value)) ? [`${what} in ${place}`] : [],
    ),
  );
  const named = places
    .filter(([place]) => place.startsWith(".next/"))
    .filter(([, text]) => VARIABLES.test(text));
  return [...found, ...named.map(([place]) => `a variable of the server's environment in ${place}`)];
}

const VARIABLES = /AUTH_SECRET|ENCRYPTION_KEY|CLIENT_SECRET|DATABASE_URL|SMTP_URL/;

export const forgetTraces = (): void =>
  rmSync(process.env.E2E_TRACES ?? "", { recursive: true, force: true });
