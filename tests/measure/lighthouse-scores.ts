import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { freePort } from "@/local/processes";
import { BROWSER_ARGUMENTS, findBrowser } from "@/tests/support/browser";

const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const RUNS = 3;

export type Scores = Record<(typeof CATEGORIES)[number], number>;

/** Lighthouse's scores (0 to 100, median of three, its default phone) of pages that need a cookie. */
export async function lighthouseScores(
  addresses: readonly string[],
  cookie: string,
): Promise<Map<string, Scores>> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [...BROWSER_ARGUMENTS, `--remote-debugging-port=${port}`],
  });
  try {
    const scores = new Map<string, Scores>();
    for (const address of addresses) scores.set(address, await medianOf(address, cookie, port));
    return scores;
  } finally {
    await browser.close();
  }
}

async function medianOf(address: string, cookie: string, port: number): Promise<Scores> {
  const runs: Scores[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const result = await lighthouse(address, {
      port,
      extraHeaders: { Cookie: cookie },
      onlyCategories: [...CATEGORIES],
      disableStorageReset: true,
      logLevel: "error",
    });
    const found = result?.lhr.categories ?? {};
    runs.push(
      Object.fromEntries(
        CATEGORIES.map((name) => [name, Math.round((found[name]?.score ?? 0) * 100)]),
      ) as Scores,
    );
  }
  return Object.fromEntries(
    CATEGORIES.map((name) => [name, runs.map((run) => run[name]).toSorted((a, b) => a - b)[1]]),
  ) as Scores;
}
