import type { Page } from "@playwright/test";
import { postRequest, rowOf, unique } from "@/tests/support/e2e-steps";
import { expect, test } from "@/tests/support/e2e-test";

const MINUTE_MS = 60_000;
const selected = (page: Page) => page.getByRole("gridcell", { selected: true });
const minutes = (page: Page, length: string) =>
  page.getByRole("radiogroup", { name: "Length, in minutes" }).getByText(length, { exact: true });

/** What the page asks the server about matches from now on. */
function asksOf(page: Page): string[] {
  const asks: string[] = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.endsWith("/matches")) asks.push(search);
  });
  return asks;
}

test("another length is seen at once by one question, is not saved, and is asked for once it is booked", async ({
  as,
}) => {
  const page = await as("jonas");
  const id = await postRequest(page, { title: unique("Read the event bus without fear"), team: "Data" });
  const stored = async () => (await (await page.request.get(`/api/requests/${id}/matches`)).json()).lengthMin;
  await expect(selected(page)).toHaveCount(1);
  const asks = asksOf(page);

  await minutes(page, "25").click();
  await expect(selected(page)).toHaveAccessibleName(
    /(\d\d):00 to \1:25|:15 to .*:40|:30 to .*:55|:45 to .*:10/,
  );
  expect(asks).toEqual(["?lengthMin=25"]);
  await expect(page).toHaveURL(/\?length=25$/);
  await page.getByLabel("Where").selectOption("My desk");
  await expect(
    page.getByText("at your desk. Booking asks for 25 min, at your desk from now on."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Back to 50 min, video" }).click();
  await expect(page).toHaveURL(new RegExp(`${id}$`));
  await minutes(page, "25").click();
  await expect(page.getByText("Not saved.")).toBeVisible();
  // Where it takes place changes nobody's time, and what was compared a moment ago is not asked again.
  expect(asks).toHaveLength(1);
  expect(await stored()).toBe(50);

  await page.reload();
  await expect(page.getByRole("radio", { name: "25", exact: true })).toBeChecked();
  await expect(selected(page)).toHaveCount(1);
  await page.getByRole("button", { name: /^Book with / }).click();
  await expect(page).toHaveURL(/\/sessions\//);
  await page.goto(`/requests/${id}`);
  await expect(page.getByRole("main").getByText("25 min")).toBeVisible();
});

test("who was picked stays under the arrows, and a name leaves only their times", async ({ as }) => {
  const page = await as("elif");
  await postRequest(page, { title: unique("Put a name on every alert"), team: "Platform ops" });
  const hana = page.getByRole("button", { name: "Hana Novak", exact: true });
  await hana.click();
  await selected(page).focus();
  for (const key of ["End", "ArrowRight", "ArrowDown", "Home", "ArrowLeft", "ArrowUp"]) {
    await page.keyboard.press(key);
    await expect(selected(page)).toBeFocused();
    await expect(selected(page)).toHaveAccessibleName(/, Hana( and .+)?$/);
    await expect(hana).toHaveAttribute("aria-pressed", "true");
  }

  const asks = asksOf(page);
  const all = await page.getByRole("gridcell").count();
  await page.getByLabel("Only times of").fill("han");
  await expect(page.locator("[data-person]")).toHaveCount(1);
  await expect.poll(() => page.getByRole("gridcell").count()).toBeLessThan(all);
  for (const cell of await page.getByRole("gridcell").all())
    await expect(cell).toHaveAccessibleName(/, Hana$/);
  await page.getByLabel("Only times of").fill("nobody");
  await expect(page.getByText("Nobody called “nobody” is suggested.")).toBeVisible();
  await page.getByRole("button", { name: "Show everybody" }).click();
  await expect(page.getByRole("gridcell")).toHaveCount(all);
  expect(asks).toEqual([]);
});

test("a time that is taken meanwhile goes by itself, and the page says so instead of choosing another", async ({
  as,
}) => {
  const [elif, otto] = await Promise.all([as("elif"), as("otto")]);
  await elif.clock.install();
  const ask = { team: "Mobile" };
  await postRequest(elif, { title: unique("Ship the beta to ten people"), ...ask });
  await postRequest(otto, { title: unique("Turn the old API off for one version"), ...ask });
  const partner = (await otto.locator("[data-person]").first().textContent()) ?? "";
  const starts = async (page: Page) => {
    await page.getByLabel("Only times of").fill(partner);
    await expect(page.locator("[data-person]")).toHaveCount(1);
    return page
      .getByRole("gridcell")
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-start") ?? ""));
  };
  const theirs = await starts(otto);
  const common = (await starts(elif)).find((start) => theirs.includes(start));
  expect(common, `${partner} has a time that suits both`).toBeDefined();
  for (const page of [elif, otto]) await page.locator(`[role=gridcell][data-start="${common}"]`).click();

  await otto.getByRole("button", { name: /^Book with / }).click();
  await expect(otto).toHaveURL(/\/sessions\//);
  await elif.clock.fastForward(MINUTE_MS + 1000);
  await expect(elif.getByText(/ with .+ is not free any more\.$/)).toBeVisible();
  await expect(elif.locator(`[role=gridcell][data-start="${common}"]`)).toHaveCount(0);
  await expect(elif.getByRole("button", { name: /^Book with / })).toBeDisabled();
  await expect(rowOf(elif, partner).getByRole("button").first()).toHaveAttribute("aria-pressed", "true");
});
