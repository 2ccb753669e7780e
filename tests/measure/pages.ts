import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { freePort } from "@/local/processes";
import { BROWSER_ARGUMENTS, findBrowser } from "@/tests/support/browser";
import setUp from "@/tests/support/e2e-setup";
import { lighthouseScores, type Scores } from "./lighthouse-scores";
import { UsageError } from "./usage-error";

const WHO = "Ana Ribeiro";
const PLACES = [
  "/",
  "/board",
  "/requests/new",
  "/notes",
  "/notes?q=why+did+it+fail",
  "/systems",
  "/map",
  "/walls",
  "/people",
  "/notices",
  "/settings",
  "/settings/calendar",
];
/** Pages of one thing, reached by the first link of that kind on a list. */
const FIRST_OF = {
  request: ["/board", "/requests/"],
  session: ["/notes?q=cassandra", "/sessions/"],
  system: ["/systems", "/systems/"],
  person: ["/people", "/people/"],
} as const;

/** What Lighthouse looks at. */
const SCORED = ["/", "/board", "request", "session", "/notes?q=why+did+it+fail"];

type Weight = { address: string; scripts: Map<string, number>; htmlBytes: number; ms: number };

/**
 * `pages [--lighthouse]`: first-load JavaScript (the scripts that the HTML names, without those for browsers that know no modules,
 * gzip), HTML and time to the last byte of each page of the sample company, signed in, from the production build.
 * `sharedKb` is what every page loads.
 */
export async function measure(args: string[]) {
  const withScores = args[0] === "--lighthouse";
  if (args.length > (withScores ? 1 : 0)) throw new UsageError("Use: pages [--lighthouse]");
  const port = String(await freePort());
  process.env.E2E_PORT = port;
  const stop = await setUp();
  try {
    const base = `http://localhost:${port}`;
    const cookie = await signedInCookie(base);
    const weights = await weighAll(base, cookie);
    const scored = withScores ? SCORED.flatMap((name) => weights.get(name)?.address ?? []) : [];
    return report(weights, await lighthouseScores(scored, cookie));
  } finally {
    await stop();
  }
}

async function weighAll(base: string, cookie: string): Promise<Map<string, Weight>> {
  const get = (path: string) => fetch(base + path, { headers: { cookie } });
  const weights = new Map<string, Weight>();
  for (const path of PLACES) weights.set(path, await weigh(base, path, get));
  for (const [name, [list, prefix]] of Object.entries(FIRST_OF)) {
    const path = firstLink(await (await get(list)).text(), prefix);
    if (path) weights.set(name, await weigh(base, path, get));
  }
  return weights;
}

const firstLink = (html: string, prefix: string): string | undefined =>
  [...html.matchAll(/href="([^"#?]+)"/g)]
    .map((match) => match[1] ?? "")
    .find((href) => href.startsWith(prefix) && href !== "/requests/new" && href !== prefix);

async function weigh(base: string, path: string, get: (path: string) => Promise<Response>): Promise<Weight> {
  await (await get(path)).text(); // warm
  const started = performance.now();
  const answer = await get(path);
  const html = await answer.text();
  const ms = performance.now() - started;
  if (!answer.ok) throw new UsageError(`${path} answered ${answer.status}.`);
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(
    ([tag]) => !/nomodule/i.test(tag),
  );
  const scripts = new Map<string, number>();
  for (const [, src = ""] of tags)
    scripts.set(src, gzipSync(Buffer.from(await (await fetch(new URL(src, base))).arrayBuffer())).length);
  return { address: base + path, scripts, htmlBytes: gzipSync(html).length, ms };
}

async function signedInCookie(base: string): Promise<string> {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGUMENTS });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${base}/sign-in`);
    await page.getByRole("button", { name: "Sign in with Google" }).click();
    await page.getByRole("button", { name: new RegExp(`^${WHO}`) }).click();
    await page.waitForURL(`${base}/`);
    return (await context.cookies(base)).map(({ name, value }) => `${name}=${value}`).join("; ");
  } finally {
    await browser.close();
  }
}

function report(weights: ReadonlyMap<string, Weight>, scores: ReadonlyMap<string, Scores>) {
  const all = [...weights.values()];
  const shared = [...(all[0]?.scripts ?? [])].filter(([src]) => all.every(({ scripts }) => scripts.has(src)));
  return {
    sharedKb: kb(sum(shared.map(([, bytes]) => bytes))),
    pages: Object.fromEntries(
      [...weights].map(([path, { address, scripts, htmlBytes, ms }]) => [
        path,
        {
          scriptKb: kb(sum([...scripts.values()])),
          htmlKb: kb(htmlBytes),
          ms: Math.round(ms),
          ...scores.get(address),
        },
      ]),
    ),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
const kb = (bytes: number) => Math.round(bytes / 102.4) / 10;
