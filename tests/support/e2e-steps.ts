import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";

/** A title that no other test and no sample request has. */
export const unique = (title: string): string => `${title} ${randomUUID().slice(0, 6)}`;

export type Asked = {
  title: string;
  /** Names as they stand in the lists: "Platform ops", "Cassandra". */
  team?: string;
  system?: string;
  body?: string;
  understand?: string;
  bring?: string;
};

/** Fills in the form and posts it; leaves the page at the request. @returns its id. */
export async function postRequest(page: Page, asked: Asked): Promise<string> {
  await page.goto("/requests/new");
  await page.getByLabel("Title").fill(asked.title);
  if (asked.body) await page.getByLabel("What you are trying to do").fill(asked.body);
  if (asked.understand) await page.getByLabel("What you want to understand").fill(asked.understand);
  if (asked.bring) {
    await page.getByRole("button", { name: "What you bring" }).click();
    await page.getByRole("textbox", { name: "What you bring" }).fill(asked.bring);
  }
  if (asked.team) await choose(page.getByRole("combobox", { name: "Who should sit with you" }), asked.team);
  if (asked.system) await choose(page.getByRole("combobox", { name: "Systems" }), asked.system);
  await page.getByRole("button", { name: "Post request" }).click();
  await expect(page.getByRole("heading", { level: 1, name: asked.title })).toBeVisible();
  return idIn(page, "requests");
}

async function choose(field: Locator, name: string): Promise<void> {
  await field.fill(name);
  await field.press("Enter");
  await expect(field.page().getByRole("button", { name: `Take off ${name}` })).toBeVisible();
  await field.press("Escape");
}

/** Chooses a partner in the list, who then stands in the booking bar; books; leaves the page at the session. @returns its id. */
export async function book(page: Page, partner: string): Promise<string> {
  await page.getByRole("button", { name: partner, exact: true }).click();
  await page.getByRole("button", { name: `Book with ${partner.split(" ")[0]}` }).click();
  await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]{36}/);
  return idIn(page, "sessions");
}

/** The id in the address of `/requests/…` or `/sessions/…`. */
export const idIn = (page: Page, place: "requests" | "sessions"): string =>
  new RegExp(`/${place}/([0-9a-f-]{36})`).exec(page.url())?.[1] ?? "";

/** One row of "Who could pair with you". */
export const rowOf = (page: Page, name: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("button", { name, exact: true }) });

/** Opens "More" on the session page and takes one of its items. */
export async function more(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("button", { name: item, exact: true }).click();
}

/** The page is no wider than the window. What scrolls sideways by itself is no overflow. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const width = () => page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0);
  await expect.poll(width, `width of ${page.url()}`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

export type Part = "problem" | "process" | "solution" | "learning";

const ASKED: Record<Part, string> = {
  problem: "What was the problem?",
  process: "How did we go about it?",
  solution: "What solved it?",
  learning: "What do I understand now?",
};

/** Where a part of the note on the session page is written. */
export const partOf = (page: Page, part: Part): Locator =>
  page.getByRole("textbox", { name: ASKED[part], exact: true });

/** It is saved by itself; `expectSaved` waits for it. */
export async function writeNote(page: Page, texts: Partial<Record<Part, string>>): Promise<void> {
  for (const [part, text] of Object.entries(texts)) await partOf(page, part as Part).fill(text);
}

export const expectSaved = (page: Page): Promise<void> =>
  expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();

type Candidate = { name: string; calendar: { known: boolean }; runs: [number, number][] };

/** Two people who could both sit down at the same time of the week that is shown. */
export async function bothFreeAtOnce(page: Page) {
  const answer = await page.request.get(`/api/requests/${idIn(page, "requests")}/matches`);
  const { people } = (await answer.json()) as { people: Candidate[] };
  const startsOf = ({ runs }: Candidate) =>
    runs.flatMap(([from, count]) => Array.from({ length: count }, (_, at) => from + at * 15 * 60_000));
  const known = people.filter(({ calendar }) => calendar.known);
  for (const first of known)
    for (const second of known.filter((one) => one !== first)) {
      const theirs = new Set(startsOf(second));
      const start = startsOf(first).find((one) => theirs.has(one));
      if (start !== undefined) return { first, second, start };
    }
  throw new Error("No two people are free at once.");
}
