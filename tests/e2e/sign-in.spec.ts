import { newcomer } from "@/tests/support/e2e-google";
import { expect, test } from "@/tests/support/e2e-test";

test("a link that was followed signed out is where signing in leads", async ({ visit }) => {
  const page = await visit();
  await page.goto("/board?state=booked&sort=newest");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: /^Kenji Arai,/ }).click();
  await expect(page).toHaveURL(/\/board\?state=booked&sort=newest$/);
});

test("an address of another domain is refused in words", async ({ visit }) => {
  const email = await newcomer("Gus Guest", "elsewhere.example");
  const page = await visit();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: `Gus Guest, ${email}` }).click();
  await expect(page.getByText("Only northlight.example addresses can sign in.")).toBeVisible();
  await page.goto("/board");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("saying no to Google comes back in words", async ({ visit }) => {
  const page = await visit();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("Google did not sign you in.")).toBeVisible();
});

test("signing out ends this browser; signing out everywhere ends the other one too", async ({ as }) => {
  const [desk, phone] = await Promise.all([as("joaquin"), as("joaquin")]);
  await desk.goto("/board");
  await phone.goto("/board");
  const leave = async (how: string) => {
    await desk.getByRole("button", { name: /account of Joaquín Ferrer/ }).click();
    await desk.getByRole("button", { name: how, exact: true }).click();
    await expect(desk).toHaveURL(/\/sign-in/);
    await desk.goto("/board");
    await expect(desk).toHaveURL(/\/sign-in/);
  };
  await leave("Sign out");
  await phone.goto("/board");
  await expect(phone.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();

  await desk.getByRole("button", { name: "Sign in with Google" }).click();
  await desk.getByRole("button", { name: /^Joaquín Ferrer,/ }).click();
  await leave("Sign out everywhere");
  await phone.goto("/board");
  await expect(phone).toHaveURL(/\/sign-in/);
});

test("the first time asks who one is, then for the calendar, and leads home", async ({ visit }) => {
  const email = await newcomer("Ida First");
  const page = await visit({ timezoneId: "America/New_York" });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.getByRole("button", { name: `Ida First, ${email}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Welcome, Ida." })).toBeVisible();
  await expect(page.getByLabel("Your time zone")).toHaveValue("America/New_York");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.locator("[data-field-error]").first()).toBeVisible();
  await expect(page.getByLabel("Your team")).toBeFocused();
  await page.getByLabel("Your team").selectOption("Security");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/welcome\/calendar/);
  await page.getByRole("link", { name: /^Connect/ }).click();
  await page
    .getByRole("button", { name: `Ida First, ${email}` })
    .first()
    .click();
  await expect(page.getByRole("button", { name: /account of Ida First/ })).toBeVisible();
  await page.goto("/settings/calendar");
  await expect(page.getByText(/^Connected/).first()).toBeVisible();
});
