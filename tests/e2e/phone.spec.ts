import { expectNoOverflow, expectSaved, postRequest, unique, writeNote } from "@/tests/support/e2e-steps";
import { expect, test } from "@/tests/support/e2e-test";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const FINGER_PX = 44;

test("on a phone: asked, booked, written down", async ({ as }) => {
  const title = unique("Why does the app ask to sign in again");
  const page = await as("noor", PHONE);
  await page.goto("/board");
  await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();
  await expectNoOverflow(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Ask" }).click();
  await expect(page).toHaveURL(/\/requests\/new/);
  await expectNoOverflow(page);

  await postRequest(page, { title, team: "Security", system: "auth service", body: "A few times a day." });
  await expectNoOverflow(page);
  const whose = page.getByRole("group", { name: "Whose times" });
  await whose.getByRole("button", { name: "Amina" }).click();
  const times = page.getByRole("button", { name: /^\d\d:\d\d/ });
  await times.nth(1).click();
  await expect(times.nth(1)).toHaveAttribute("aria-pressed", "true");
  for (const button of [...(await times.all()), ...(await whose.getByRole("button").all())]) {
    const box = await button.boundingBox();
    expect(box?.height, `height of ${await button.textContent()}`).toBeGreaterThanOrEqual(FINGER_PX);
    expect(box?.width, `width of ${await button.textContent()}`).toBeGreaterThanOrEqual(FINGER_PX);
  }

  const bookIt = page.getByRole("button", { name: "Book with Amina" });
  await expect(bookIt).toBeInViewport({ ratio: 1 });
  expect((await bookIt.boundingBox())?.height).toBeGreaterThanOrEqual(FINGER_PX);
  await bookIt.tap();
  await expect(page).toHaveURL(/\/sessions\//);
  await expect(page.getByRole("link", { name: "Join video" })).toBeVisible({ timeout: 20_000 });
  await expectNoOverflow(page);

  await writeNote(page, {
    problem: "The token lives for 15 minutes.",
    learning: "A refresh needs the clock to be right.",
  });
  await expectSaved(page);
  await expectNoOverflow(page);

  await page.goto("/notices");
  await expectNoOverflow(page);
});
