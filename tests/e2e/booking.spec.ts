import type { Page } from "@playwright/test";
import { calendarOf, local } from "@/tests/support/e2e-google";
import { book, idIn, more, postRequest, rowOf, unique } from "@/tests/support/e2e-steps";
import { addressOf, expect, test } from "@/tests/support/e2e-test";

test("of two people who book the same hour of the same partner one gets it", async ({ as, tolerate }) => {
  tolerate(/status of 409/);
  const [elif, otto] = await Promise.all([as("elif"), as("otto")]);
  const ask = { team: "SRE", system: "CDN edge" };
  const titles = { elif: unique("Warm the edge before a sale"), otto: unique("Purge one image everywhere") };
  await Promise.all([
    postRequest(elif, { title: titles.elif, ...ask }),
    postRequest(otto, { title: titles.otto, ...ask }),
  ]);
  const start = await commonStart(elif, otto, "Kofi Mensah");
  for (const page of [elif, otto]) {
    await rowOf(page, "Kofi Mensah").getByRole("button").first().click();
    await page.locator(`[role=gridcell][data-start="${start}"]`).click();
  }
  // So that the loser is told by the database and not by the winner's event, were it that quick.
  for (const person of ["elif", "otto"]) {
    const instead = { delayMs: 1_500 };
    await local("faults", { method: "POST", path: "/events", person: addressOf(person), times: 1, instead });
  }
  await Promise.all([elif, otto].map((page) => page.getByRole("button", { name: "Book with Kofi" }).click()));

  const booked = (page: Page) => /\/sessions\//.test(page.url());
  await expect.poll(() => [elif, otto].filter(booked).length).toBe(1);
  const loser = booked(elif) ? otto : elif;
  await expect(loser.getByText("Somebody just took that time.")).toBeVisible();
  const cell = loser.locator(`[role=gridcell][data-start="${start}"]`);
  await expect(cell.and(loser.getByLabel(/Kofi/))).toHaveCount(0);
  await expect(loser.getByRole("button", { name: "Book with Kofi" })).toBeDisabled();

  const kofis = await calendarOf("kofi");
  const events = async () => [...(await kofis.called(titles.elif)), ...(await kofis.called(titles.otto))];
  await expect.poll(async () => (await events()).length).toBe(1);
});

/** A time that both are offered with this partner; both pages show its week afterwards. */
async function commonStart(a: Page, b: Page, partner: string): Promise<number> {
  const [first, second] = await Promise.all([matchesOn(a), matchesOn(b)]);
  const week = first.week > second.week ? first.week : second.week;
  for (const [page, shown] of [[a, first.week] as const, [b, second.week] as const])
    if (shown < week) await page.getByRole("button", { name: "Week after" }).click();
  const [ones, others] = await Promise.all([matchesOn(a, week), matchesOn(b, week)]);
  const starts = ({ people }: Matches) =>
    (people.find(({ name }) => name === partner)?.runs ?? []).flatMap(([start, count]) =>
      Array.from({ length: count }, (_, at) => start + at * 15 * 60_000),
    );
  const theirs = new Set(starts(others));
  const common = starts(ones).find((start) => theirs.has(start));
  if (common === undefined) throw new Error(`${partner} has no time that suits both in the week of ${week}.`);
  return common;
}

type Matches = { week: string; people: { name: string; runs: [number, number][] }[] };

async function matchesOn(page: Page, week?: string): Promise<Matches> {
  const query = week ? `?week=${week}` : "";
  const answer = await page.request.get(`/api/requests/${idIn(page, "requests")}/matches${query}`);
  return (await answer.json()) as Matches;
}

test("a cancelled session leaves both calendars, and its request is open again", async ({ as }) => {
  const title = unique("Name our events like the warehouse does");
  const [jonas, dag] = await Promise.all([as("jonas"), as("dag")]);
  const request = await postRequest(jonas, { title, team: "Data", system: "data warehouse" });
  await book(jonas, "Dag Eriksen");
  const calendars = await Promise.all([calendarOf("jonas"), calendarOf("dag")]);
  const count = async () =>
    (await Promise.all(calendars.map((one) => one.called(title)))).map((e) => e.length);
  await expect.poll(count).toEqual([1, 1]);

  await more(jonas, "Cancel session");
  const dialog = jonas.getByRole("alertdialog", { name: "Cancel the session with Dag?" });
  await dialog.getByLabel("A word to Dag").fill("The release slipped.");
  await dialog.getByRole("button", { name: "Cancel session" }).click();
  await expect(jonas.getByText(/Jonas cancelled this session( \d+ \w+ before its start)?\./)).toBeVisible();
  await expect.poll(count).toEqual([0, 0]);

  await dag.goto("/notices");
  await expect(dag.getByText(`Jonas Lindqvist cancelled “${title}”`)).toContainText("The release slipped.");
  await jonas.goto(`/requests/${request}`);
  await expect(jonas.getByRole("heading", { name: "When you are both free" })).toBeVisible();
});

test("“not now” puts the request back on the board, and that person is not suggested again", async ({
  as,
}) => {
  const title = unique("Answer a ticket about cookies");
  const [mei, grace] = await Promise.all([as("mei"), as("grace")]);
  const request = await postRequest(mei, { title, team: "Support", system: "feature flags" });
  const session = await book(mei, "Grace Adeyemi");

  await grace.goto(`/sessions/${session}`);
  await grace.getByRole("button", { name: "Not now" }).first().click();
  await expect(grace.getByText("You said “not now”.", { exact: false })).toBeVisible();

  await mei.goto("/notices");
  await mei.getByRole("link", { name: new RegExp(`Grace Adeyemi said “not now” to “${title}”`) }).click();
  await expect(mei.getByText("A seat is free again.")).toBeVisible();
  await mei.goto("/board");
  await expect(mei.getByRole("link", { name: title })).toBeVisible();
  await mei.goto(`/requests/${request}`);
  await expect(mei.getByRole("button", { name: "Tomasz Wrona", exact: true })).toBeVisible();
  await expect(mei.getByRole("button", { name: "Grace Adeyemi", exact: true })).toHaveCount(0);
});

test("an offer books at once, and the requester undoes it in one click", async ({ as }) => {
  const title = unique("Make the build hosts forget old caches");
  const [wren, dana] = await Promise.all([as("wren"), as("dana")]);
  const request = await postRequest(wren, { title, team: "SRE", understand: "What may be thrown away." });

  await dana.goto(`/requests/${request}`);
  await dana.getByLabel("What do you hope to learn?").fill("What a build needs.");
  await dana.getByRole("button", { name: "Pair with Wren" }).click();
  await expect(dana).toHaveURL(/\/sessions\//);
  const calendars = await Promise.all([calendarOf("wren"), calendarOf("dana")]);
  const count = async () =>
    (await Promise.all(calendars.map((one) => one.called(title)))).map((e) => e.length);
  await expect.poll(count).toEqual([1, 1]);

  await wren.goto("/notices");
  await wren.getByRole("link", { name: new RegExp(`Dana Reyes pairs with you on “${title}”`) }).click();
  await expect(wren.getByText("What a build needs.")).toBeVisible();
  await wren.getByRole("button", { name: "Undo" }).click();
  await expect(wren.getByText(/Wren cancelled this session( \d+ \w+ before its start)?\./)).toBeVisible();
  await expect.poll(count).toEqual([0, 0]);
});
